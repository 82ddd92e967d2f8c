//! Kinds of map beyond classes on outlines: what the page says and offers about them.
//!
//! The core does not build this module (feature `kinds`); its answer says `beyond`, and the page goes
//! on with the larger module, which does. `controls` lists what a reader may choose, `answer` holds
//! what pages show of it; each kind has a file of its own. `told` lets a kind speak in other words and
//! measure something else than the bundle holds, `change` does so with what has changed since another
//! period, `unclassed` colors without classes, `finish` adds to an answer what only a kind knows,
//! `manner` says how the map shows its values.
//! `symbols` draws circles over the areas, `shapes` puts tiles or circles in their place, whose sizes
//! `sizes` finds, `facilities` draws points; `beyond` is what of all this a map keeps. Their words stand in a catalogue of their
//! own (`www/messages/kinds`), which a [`Speaker`](super::Speaker) knows besides the page's.
//!
//! Two indicators: `two` finds the second and the field each area is in, `matrix` is their legend,
//! `together` tells of them, `columns` puts both
//! into the table, `scatter` sets one against the other. `certainty` hatches the areas whose
//! class chance leaves open. `filter` finds the areas that meet a reader's conditions. `charts` is
//! another page: ranking, spread and course of the indicator. `method` says more of data and method.
//! `easy` says all of it in plain words on request.

mod answer;
mod beyond;
mod certainty;
mod change;
pub(super) mod charts;
mod columns;
mod controls;
mod easy;
mod facilities;
pub(super) mod filter;
mod finish;
mod manner;
mod matrix;
pub(super) mod method;
pub(super) mod multiples;
mod scatter;
mod shapes;
mod sheet;
mod sizes;
mod symbols;
mod together;
mod told;
mod two;
mod unclassed;

pub use answer::{
    FacilityKey, KindAnswer, KindControls, Nearby, RampLegend, RampStop, SizeKey, SymbolKey,
};
pub(super) use beyond::Beyond;
pub use certainty::Certainty;
pub(super) use change::{ChangeKey, Measured};
pub use charts::{
    ChartPicture, Charts, ChartsAnswer, Mark as ChartMark, Part as ChartPart, RankRow, Ranking,
    Slide,
};
#[cfg(feature = "extract")]
pub(super) use columns::retell_row;
pub(super) use facilities::{hover, sources as facility_sources, want as want_facilities};
pub use filter::{
    FilterAnswer, FilterAxis, FilterBar, FilterCondition, FilterGroup, FilterLines, FilterPanel,
    FilterRange,
};
pub(super) use finish::{finish, hovered, reason_of};
pub use matrix::{Matrix, MatrixCell, MatrixHead, MatrixRow};
pub use method::{Citation, FileLink, MethodAnswer, MethodSource};
pub use multiples::{SmallMap, SmallMaps, SmallMapsAnswer, SmallSize};
pub use scatter::ScatterTable;
pub(super) use shapes::{ShapeKey, shape_of};
#[cfg(feature = "extract")]
pub(super) use sheet::file_name;
pub use sheet::{Anchor, Item, Sheet, SheetMap, SheetOrder, SheetPicture, Tile, measured, wrapped};
pub(super) use sizes::want as want_sizes;
pub(super) use symbols::Sight;
pub(super) use told::Told;
pub(super) use two::{Two, second, second_of};
pub(super) use unclassed::{Ramp, put_ramp};

use crate::color::{self, Rgb};
use crate::scene::Look;
use crate::state::{MapKind, ViewState};
use crate::text::Arg;

use super::answer::{Answer, ClassControls, Heading, Hover};
use super::files::Files;
use super::heading::{self, headed};
use super::map::MapView;
use super::shown::{NO_CLASS, Shown, ShownRow};
use super::view::View;

/// Layouts of fewer areas are there before anybody could read that they are on their way.
const LONG_WORK: usize = 2_000;

/// Works out what a state shows that the bundle does not hold: changes, and who meets the filter.
pub(super) fn measure(files: &mut Files, state: Option<&ViewState>) {
    change::measure(files, state);
    filter::sift(files, state);
}

/// That a layout is on its way, where it takes long enough to be told.
pub(super) fn working(view: &View<'_>, map: &MapView) -> Option<String> {
    let works = map.beyond.works() && view.level.range().len() > LONG_WORK;
    works.then(|| view.speaker.say("kind.shape.working", &[]))
}

/// What the view says about its kind of map.
pub(super) fn answer(view: &View<'_>, map: &MapView) -> KindAnswer {
    KindAnswer {
        controls: controls::controls(view),
        notes: lacking(view)
            .into_iter()
            .chain(shapes::too_many(view))
            .collect(),
        symbols: map.symbol_key(view),
        sized_by: sizes::sentence(view),
        facilities: facilities::legend(view),
        facilities_note: facilities::note(view),
        nearby: facilities::nearby(view, map),
        filter: filter::answer(view),
        profile: super::profile::profile(view),
        ..KindAnswer::default()
    }
}

/// The colors of a view without classes.
pub(super) fn ramp(view: &View<'_>) -> Option<Ramp> {
    let unclassed = view.state.map.kind == MapKind::Unclassed;
    unclassed.then(|| Ramp::of(view)).flatten()
}

/// The view as its kind of map tells it.
pub(super) fn told(view: View<'_>) -> View<'_> {
    let mut view = view;
    match view.state.map.kind {
        MapKind::Unclassed => view.speaker.told = Some(&unclassed::UNCLASSED),
        MapKind::Change => {
            if let Some(measured) = view.files.measured.as_deref()
                && measured.key == ChangeKey::of(&view)
            {
                return measured.shown_by(view);
            }
        }
        MapKind::Symbols => view.speaker.told = Some(&manner::SYMBOLS),
        MapKind::Two | MapKind::Classes => {}
    }
    view
}

/// Why there is no second indicator although two are to be shown.
fn lacking(view: &View<'_>) -> Option<String> {
    let map = &view.state.map;
    if map.kind != MapKind::Two || second(view).is_some() {
        return None;
    }
    let speaker = &view.speaker;
    let catalogue = view.files.catalogue.as_ref()?;
    let ix = map.second.as_ref().and_then(|key| catalogue.indicator(key));
    let Some(chosen) = ix.and_then(|ix| catalogue.indicators.get(ix.index())) else {
        return Some(speaker.say("kind.two.choose", &[]));
    };
    let name = speaker.indicator(chosen).short;
    let level = speaker.level(&view.level.key).many;
    let args = [("second", Arg::Text(&name)), ("level", Arg::Text(&level))];
    Some(speaker.say("kind.two.no-level", &args))
}

/// Tells the view anew where it shows two indicators.
pub(super) fn retell(view: &View<'_>, shown: Option<&Shown>, answer: &mut Answer) {
    answer.kinds.certainty = shown.and_then(|shown| certainty::certainty(view, shown));
    let Some(second) = second(view) else { return };
    for line in heading::source(&second) {
        if !answer.source.iter().any(|it| it.text == line.text) {
            answer.source.push(line);
        }
    }
    let both = [view, &second];
    let meanings = both.map(|of| of.speaker.indicator(of.indicator).meaning);
    answer.heading = Heading {
        meaning: meanings.join(" ").trim().to_owned(),
        subtitle: view.speaker.say("kind.two.subtitle", &[]),
        ..headed(view, together::title(both))
    };
    if let Some((shown, two)) = shown.and_then(|shown| Some((shown, shown.two.as_ref()?))) {
        answer.kinds.matrix = Some(matrix::matrix(view, &second, shown, two));
        answer.legend = matrix::legend(view, shown, two);
        answer.class_controls = ClassControls::default();
        answer.words = together::words(both, shown, two);
        let row = view.chosen().and_then(|(ix, _)| shown.get(ix));
        if let (Some(card), Some(row)) = (&mut answer.area, row) {
            together::put_card(both, two, row, card);
        }
        if let Some(table) = &mut answer.table {
            table.caption.clone_from(&answer.heading.title);
            columns::put_columns(both, shown, two, table);
        }
    }
    let first = answer.words.first();
    let summary = answer.area.as_ref().map(|it| &it.spoken).or(first);
    let spoken = [
        ("title", Arg::Text(&answer.heading.title)),
        ("summary", Arg::Text(summary.map_or("", String::as_str))),
    ];
    answer.spoken = view.speaker.say("spoken.view", &spoken);
}

/// Tells the tip anew where it is of two indicators.
pub(super) fn put_hover(view: &View<'_>, shown: &Shown, row: &ShownRow, tip: &mut Hover) {
    if let (Some(second), Some(two)) = (second(view), &shown.two) {
        together::put_hover([view, &second], two, row, tip);
    }
    filter::put_tip(view, row.row.area, tip);
}

/// How the area of `row` looks, given how its class does.
pub(super) fn put_look(view: &View<'_>, shown: &Shown, row: &ShownRow, look: &mut Look) {
    if let Some(two) = &shown.two {
        let (area, own) = (row.row.area, row.row.cell);
        let field = two.field(area, own);
        *look = match field {
            Some(field) => Look::plain(two.color(field).0),
            None => color::look_of(two.gap(area, own).state)
                .map_or_else(|| Look::plain(NO_CLASS.0), Look::from),
        };
        let highlight = view.state.highlight;
        let kept = field.is_some_and(|field| highlight >> field.bit() & 1 == 1);
        look.dim = highlight != 0 && !kept;
    }
    if certainty::is_hatched(view, shown, row) {
        certainty::hatch(look);
    }
    filter::put_look(view, row, look);
}

/// The color of a row where two indicators are shown.
pub(super) fn color(shown: &Shown, row: &ShownRow) -> Option<Rgb> {
    let two = shown.two.as_ref()?;
    let (area, own) = (row.row.area, row.row.cell);
    let gap = || color::look_of(two.gap(area, own).state).map(|look| look.color);
    let field = two.field(area, own).map(|field| two.color(field));
    Some(field.or_else(gap).unwrap_or(NO_CLASS))
}
