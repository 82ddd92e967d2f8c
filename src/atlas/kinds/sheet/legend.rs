//! The legend of a sheet, made of what the page's legend says.

use crate::classify::Middle;
use crate::color::{self, Rgb};
use crate::model::ValueState;
use crate::text::Arg;

use super::super::super::Atlas;
use super::super::super::answer::{Answer, Legend, LegendState};
use super::super::super::shown::Shown;
use super::super::super::view::View;
use super::super::{KindAnswer, Sight};
use super::flow::{Flow, Kind};
use super::item::Tile;
use super::{INK, keys};

/// The middle of a diverging scheme: where it lies among the classes, its value, and a line that
/// says so of a class around it.
pub(super) struct Center {
    place: Middle,
    value: String,
    within: String,
}

/// How far what is not highlighted fades towards the paper, as on the map.
const FADED: f64 = 200.0 / 255.0;

/// Puts the legend of one map into a column.
pub(super) fn put(flow: &mut Flow, atlas: &Atlas, view: &View<'_>, answer: &Answer, sight: &Sight) {
    let (legend, kinds) = (&answer.legend, &answer.kinds);
    let center = center(view, atlas.shown());
    body(flow, legend, kinds, center.as_ref());
    if let Some(symbols) = atlas.map.symbol_key_from(view, sight) {
        keys::circles(flow, &symbols);
    }
    for layer in &kinds.facilities {
        keys::facility(flow, layer);
    }
    flow.gap(6.0);
    remarks(flow, legend, kinds);
    if view.state.highlight != 0 {
        flow.text(Kind::Note, &view.speaker.say("kind.sheet.highlight", &[]));
    }
    if let Some(filter) = kinds.filter.as_ref().filter(|it| !it.count.is_empty()) {
        let told = [&filter.sentence, &filter.count, &filter.open];
        for told in told.into_iter().filter(|it| !it.is_empty()) {
            flow.text(Kind::Note, told);
        }
    }
    if atlas.map.is_crowded() {
        for notice in answer.notices.iter().take(1) {
            flow.text(Kind::Note, notice);
        }
    }
    if let Some(area) = &answer.area {
        flow.gap(10.0);
        flow.chosen(&area.name, &area.value);
    }
}

/// Title, colors and states.
pub(super) fn body(flow: &mut Flow, legend: &Legend, kinds: &KindAnswer, center: Option<&Center>) {
    flow.text(Kind::Head, &legend.title);
    flow.text(Kind::Note, &legend.unit);
    flow.gap(6.0);
    if let Some(matrix) = &kinds.matrix {
        keys::matrix(flow, matrix);
    }
    if let Some(ramp) = &kinds.ramp {
        keys::ramp(flow, legend, ramp);
    }
    classes(flow, legend, center);
    if let Some(certainty) = &kinds.certainty {
        keys::certainty(flow, certainty);
    }
    states(flow, legend);
}

pub(super) fn remarks(flow: &mut Flow, legend: &Legend, kinds: &KindAnswer) {
    let certainty = kinds.certainty.iter().map(|it| &it.meaning);
    let own = [&legend.method, &legend.remark, &legend.doubt];
    let more = [&kinds.sized_by, &kinds.facilities_note];
    for remark in own.into_iter().chain(certainty).chain(more) {
        flow.text(Kind::Note, remark);
    }
    for note in &kinds.notes {
        flow.text(Kind::Note, note);
    }
}

/// Where the middle of a diverging scheme lies among the classes, and how it is called.
pub(super) fn center(view: &View<'_>, shown: Option<&Shown>) -> Option<Center> {
    let midpoint = view.indicator.midpoint?;
    let breaks = shown?.classes.breaks.as_ref()?;
    let value = view.speaker.value(view.indicator, midpoint);
    let args = [("value", Arg::Text(value.as_str()))];
    Some(Center {
        place: breaks.middle(midpoint),
        within: view.speaker.say("kind.sheet.within", &args),
        value,
    })
}

/// The classes, with a line between those below and those above the middle; where the middle is
/// within a class, that class has the line beside it.
fn classes(flow: &mut Flow, legend: &Legend, center: Option<&Center>) {
    let some = legend.classes.iter().any(|it| it.highlighted);
    let place = center.map(|it| it.place);
    for (at, class) in legend.classes.iter().enumerate() {
        if let Some(center) = center.filter(|_| at > 0 && place == Some(Middle::Break(at))) {
            flow.rule(&center.value);
        }
        let fill = swatch(&class.color, some && !class.highlighted);
        let strong = some && class.highlighted;
        flow.entry(fill, None, &class.label, &class.count, strong);
        if let Some(center) = center.filter(|_| place == Some(Middle::Class(at))) {
            flow.beside(&center.within);
        }
    }
}

/// The color of a swatch, as faded as the areas it stands for.
pub(super) fn swatch(color: &str, faded: bool) -> String {
    match channels(color).filter(|_| faded) {
        Some(channels) => {
            let fade = |it: u8| libm::round(f64::from(it) + (255.0 - f64::from(it)) * FADED) as u8;
            Rgb(channels.map(fade)).to_string()
        }
        None => color.to_owned(),
    }
}

/// Red, green and blue of `#rrggbb`.
pub(super) fn channels(color: &str) -> Option<[u8; 3]> {
    let part = |at: usize| u8::from_str_radix(color.get(at..at + 2)?, 16).ok();
    Some([part(1)?, part(3)?, part(5)?])
}

fn states(flow: &mut Flow, legend: &Legend) {
    for state in &legend.states {
        let (fill, tile) = look(state);
        flow.entry(fill, tile, &state.label, &state.count, false);
    }
}

/// Ground and pattern of a state, as on the map.
fn look(state: &LegendState) -> (String, Option<Tile>) {
    let known = ValueState::ALL
        .into_iter()
        .find(|it| it.key() == state.state);
    match known.and_then(color::look_of) {
        Some(look) => (
            look.color.to_string(),
            Some(Tile::of(look.pattern, look.ink.to_string())),
        ),
        None => (INK.to_owned(), None),
    }
}
