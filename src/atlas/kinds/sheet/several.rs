//! Small maps beside each other on a sheet, with the legend of all or one for each.

use crate::scene::Overlay;
use crate::state::Multiples;
use crate::text::Arg;

use super::super::super::Atlas;
use super::super::super::answer::SourceLine;
use super::super::super::heading::{titled, with_categories};
use super::super::super::view::View;
use super::super::KindAnswer;
use super::super::multiples::{SmallMap, SmallMaps, SmallMapsAnswer};
use super::flow::{Flow, Kind};
use super::item::Item;
use super::{MAP_WIDTH, MARGIN, Parts, Sheet, SheetMap, SheetOrder, file_name, foot, legend};

/// Between maps beside each other, and below each other.
const SPACE: [f64; 2] = [16.0, 20.0];
/// More maps than these stand in three columns, or in two.
const THREE: usize = 4;
const TWO: usize = 1;

/// The sheet of a view with small maps; `None` while none is ready.
pub(super) fn sheet(
    atlas: &Atlas,
    view: &View<'_>,
    all: &SmallMapsAnswer,
    small: &SmallMaps,
    order: &SheetOrder,
) -> Option<Sheet> {
    let ready = all.maps.iter().position(|it| it.ready)?;
    let (title, span) = named(&view.plain(), all);
    let mut parts = Parts::new(view, &title, &all.intro);
    let mut maps = Vec::new();
    grid(&mut parts.left, atlas, all, small, &mut maps);
    let right = &mut parts.right;
    if let Some(common) = &all.legend {
        let center = small.map(atlas, ready);
        let center = center.and_then(|(view, shown)| legend::center(&view, Some(shown)));
        legend::body(right, common, &all.kinds, center.as_ref());
        right.gap(6.0);
        legend::remarks(right, common, &all.kinds);
        if view.state.highlight != 0 {
            right.text(Kind::Note, &view.speaker.say("kind.sheet.highlight", &[]));
        }
    } else {
        legend::remarks(right, &Default::default(), &all.kinds);
    }
    parts.begin_foot();
    let (sources, statuses) = (sources(atlas, small), small.statuses(atlas));
    foot::put(&mut parts.foot, view, (&sources, &statuses), (atlas, order));
    let (height, items) = parts.into_items();
    let alts = all.maps.iter().map(|it| it.alt.as_str());
    let words: Vec<&str> = std::iter::once(all.intro.as_str()).chain(alts).collect();
    Some(Sheet {
        width: super::WIDTH,
        height,
        name: file_name(view, &span),
        desc: words.join(" "),
        title,
        items,
        maps,
    })
}

/// Title of the sheet, and the periods in it.
fn named(view: &View<'_>, all: &SmallMapsAnswer) -> (String, String) {
    let speaker = &view.speaker;
    let titles: Vec<String> = all.maps.iter().map(|it| it.title.clone()).collect();
    let own = speaker.indicator(view.indicator).title;
    let period = speaker.period(view.period);
    let (name, span) = match &view.state.multiples {
        Multiples::Periods => {
            let [first, last] = [titles.first(), titles.last()].map(|it| it.map_or("", |it| it));
            let ends = [("first", Arg::Text(first)), ("last", Arg::Text(last))];
            let span = match first == last {
                true => first.to_owned(),
                false => speaker.say("kind.sheet.span", &ends),
            };
            (with_categories(view, &own), span)
        }
        Multiples::Categories(_) => (own, period),
        Multiples::Indicators(_) => (speaker.list(&titles), period),
    };
    (titled(view, &name, &span).title, span)
}

/// The attributions of all maps, each once.
fn sources(atlas: &Atlas, small: &SmallMaps) -> Vec<SourceLine> {
    let mut all: Vec<SourceLine> = Vec::new();
    for line in small.sources(atlas) {
        if !all.iter().any(|it| it.text == line.text) {
            all.push(line);
        }
    }
    all
}

/// The maps in rows, each with its caption.
fn grid(
    left: &mut Flow,
    atlas: &Atlas,
    all: &SmallMapsAnswer,
    small: &SmallMaps,
    maps: &mut Vec<SheetMap>,
) {
    let columns = match all.maps.len() {
        count if count > THREE => 3,
        count if count > TWO => 2,
        _ => 1,
    };
    let room = MAP_WIDTH - SPACE[0] * (f64::from(columns) - 1.0);
    let wide = (room / f64::from(columns)).floor();
    let size = [wide as u32, (wide * small.aspect(atlas)) as u32];
    for (row, few) in all.maps.chunks(columns as usize).enumerate() {
        let mut bottom = left.y;
        for (column, map) in few.iter().enumerate() {
            let x = MARGIN + column as f64 * (wide + SPACE[0]);
            let mut cell = Flow::new(x, left.y, wide);
            let which = row * columns as usize + column;
            let placed = map.ready.then_some((which, maps.len()));
            put_map(&mut cell, map, &all.kinds, size, placed.map(|(_, at)| at));
            if map.ready {
                maps.push(SheetMap {
                    size,
                    small: Some(which),
                    over: Overlay::default(),
                });
            }
            bottom = bottom.max(cell.y);
            left.items.append(&mut cell.items);
        }
        left.y = bottom + SPACE[1];
    }
}

/// A map with what is said around it; `at` is its place among the maps of the sheet.
fn put_map(
    cell: &mut Flow,
    map: &SmallMap,
    kinds: &KindAnswer,
    [width, height]: [u32; 2],
    at: Option<usize>,
) {
    cell.text(Kind::Strong, &map.title);
    cell.text(Kind::Note, &map.detail);
    cell.gap(2.0);
    if let Some(at) = at {
        cell.items.push(Item::Map {
            x: cell.x,
            y: cell.y,
            width: f64::from(width),
            height: f64::from(height),
            at,
        });
        cell.gap(f64::from(height) + 2.0);
    }
    for text in [&map.after_break, &map.median, &map.without, &map.area] {
        cell.text(Kind::Note, text);
    }
    if let Some(own) = &map.legend {
        cell.gap(4.0);
        let kinds = KindAnswer {
            ramp: map.ramp.clone(),
            certainty: kinds.certainty.clone(),
            ..KindAnswer::default()
        };
        legend::body(cell, own, &kinds, None);
    }
}
