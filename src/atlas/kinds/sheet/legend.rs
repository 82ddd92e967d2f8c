//! The legend of a sheet, made of what the page's legend says.

use crate::color;
use crate::model::ValueState;

use super::super::super::answer::{Answer, Legend, LegendClass, LegendState};
use super::INK;
use super::flow::{Flow, Kind};
use super::item::Tile;

/// Puts the legend into a column.
pub(super) fn put(flow: &mut Flow, answer: &Answer) {
    let legend = &answer.legend;
    flow.text(Kind::Head, &legend.title);
    flow.text(Kind::Note, &legend.unit);
    flow.gap(6.0);
    classes(flow, legend);
    states(flow, legend);
    flow.gap(6.0);
    for remark in [&legend.method, &legend.remark, &legend.doubt] {
        flow.text(Kind::Note, remark);
    }
    if let Some(area) = &answer.area {
        flow.gap(10.0);
        flow.chosen(&area.name, &area.value);
    }
}

fn classes(flow: &mut Flow, legend: &Legend) {
    let some = legend.classes.iter().any(|it| it.highlighted);
    let entry = |it: &LegendClass| (it.color.clone(), it.label.clone(), it.count.clone());
    for class in &legend.classes {
        let (color, label, count) = entry(class);
        flow.entry(color, None, &label, &count, some && class.highlighted);
    }
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
