//! The areas in the order of their values, highest first: a row for each, and all of them at once.
//!
//! Equal values share a rank and stand in the order of areas; areas without a number come last and
//! have none. [`Order`] is worked out once per view and holds places only, so a list of ten thousand
//! areas asks for the rows in sight and no others.

use std::cmp::Reverse;

use crate::model::{Area, AreaIx, MeasureKind, sort_by};
use crate::text::Arg;

use super::super::super::answer::Mark;
use super::super::super::card::cell_of;
use super::super::super::chance::{self, Chance};
use super::super::super::shown::{Shown, ShownRow, number};
use super::super::super::view::View;
use super::super::sheet::Anchor;
use super::Spots;
use super::answer::{RankRow, Ranking};
use super::marks::{ChartPicture, LINE, Part, apart, cut, measured};
use super::scale::Scale;

/// Height of the picture of all areas.
const HEIGHT: f64 = 190.0;
/// Most room for names beside it, as a share of its width.
const BESIDE: f64 = 0.3;

/// The rows of a view in the order of a ranking.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    /// Places among the rows shown.
    rows: Vec<u32>,
    /// How many of them have a number.
    pub ranked: usize,
}

impl Order {
    pub fn of(shown: &Shown) -> Self {
        let mut rows: Vec<(Option<Reverse<i64>>, AreaIx, u32)> = (0..)
            .zip(&shown.rows)
            .map(|(at, it)| (number(it.row.cell).map(Reverse), it.row.area, at))
            .collect();
        sort_by(&mut rows, |a, b| {
            (a.0.is_none(), a.0, a.1).cmp(&(b.0.is_none(), b.0, b.1))
        });
        Self {
            ranked: shown.numbers.len(),
            rows: rows.into_iter().map(|(.., at)| at).collect(),
        }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row at a place of the ranking.
    pub fn get<'a>(&self, shown: &'a Shown, place: usize) -> Option<&'a ShownRow> {
        shown.rows.get(*self.rows.get(place)? as usize)
    }

    /// The ranked rows, highest first.
    pub fn ranked<'a>(&self, shown: &'a Shown) -> impl Iterator<Item = &'a ShownRow> {
        let places = self.rows.iter().take(self.ranked);
        places.filter_map(|at| shown.rows.get(*at as usize))
    }

    /// The place of an area.
    pub fn place(&self, shown: &Shown, area: AreaIx) -> Option<usize> {
        let is_it = |at: &u32| {
            let row = shown.rows.get(*at as usize);
            row.is_some_and(|it| it.row.area == area)
        };
        self.rows.iter().position(is_it)
    }
}

/// Areas whose values stand beside those of the level: those that the chosen area lies in, itself if
/// it is of another level, or the whole. Counts have none: beside the sum of all areas each is next to nothing.
pub(super) fn beside<'a>(view: &View<'a>) -> Vec<(&'a Area, i64)> {
    if view.indicator.kind == MeasureKind::Count {
        return Vec::new();
    }
    let own = |(ix, area): (AreaIx, &Area)| match area.level == view.level_ix {
        true => area.parent,
        false => Some(ix),
    };
    let chosen = view.chosen().and_then(own);
    let catalogue = view.files.catalogue.as_ref();
    let top = || {
        let above = catalogue?.lineage(view.level_ix).skip(1).last()?;
        let level = catalogue?.levels.get(above.index())?;
        (level.range().len() == 1).then(|| AreaIx(level.areas[0]))
    };
    let first = chosen.or_else(top);
    let lineage = first
        .into_iter()
        .flat_map(|ix| view.files.areas.lineage(ix));
    let value = |ix: AreaIx| {
        let area = view.files.areas.get(ix)?;
        let (cell, _) = cell_of(view, ix, area.level)?;
        Some((area, number(cell)?))
    };
    lineage.filter_map(value).collect()
}

/// The areas that the reader compares with the chosen one; counts compare within the level.
pub(super) fn compared<'a>(view: &View<'a>) -> Vec<(AreaIx, &'a Area)> {
    let keys = view.state.profile.beside.iter();
    let known = keys.filter_map(|key| {
        let ix = view.files.area(key, view.level_ix)?;
        Some((ix, view.files.areas.get(ix)?))
    });
    let counts = view.indicator.kind == MeasureKind::Count;
    known
        .filter(|(_, area)| !counts || area.level == view.level_ix)
        .collect()
}

/// The scale of all values shown, of what chance may make of them, and of the areas beside.
pub(super) fn scale(view: &View<'_>, shown: &Shown) -> Option<Scale> {
    let limits = shown.doubts.iter().filter_map(|it| it.limits).flatten();
    let ends = [shown.numbers.first(), shown.numbers.last()];
    let ends = ends.into_iter().flatten().copied();
    let beside = beside(view).into_iter().map(|(_, units)| units);
    let compared = compared(view).into_iter().filter_map(|(ix, area)| {
        let (cell, _) = cell_of(view, ix, area.level)?;
        number(cell)
    });
    Scale::of(view, ends.chain(limits).chain(beside).chain(compared))
}

/// What stands around the list.
pub(super) fn ranking(view: &View<'_>, shown: &Shown, order: &Order) -> Ranking {
    let scale = scale(view, shown).unwrap_or_default();
    let chosen = view.chosen().map(|(ix, _)| ix);
    let tick = |tick: &super::super::super::trend::Tick| Mark {
        at: scale.at(tick.at),
        label: tick.label.clone(),
    };
    let beside = beside(view).into_iter().map(|(area, units)| Mark {
        at: scale.share(units as f64),
        label: named(view, area, units),
    });
    Ranking {
        total: order.len(),
        chosen: chosen.and_then(|ix| order.place(shown, ix)),
        ticks: scale.ticks.iter().map(tick).collect(),
        beside: beside.collect(),
    }
}

/// "Thüringen: 19.793 €".
pub(super) fn named(view: &View<'_>, area: &Area, units: i64) -> String {
    let value = view.speaker.value(view.indicator, units);
    format!("{}: {value}", view.speaker.short(area))
}

/// `count` rows of the ranking from `first` on.
pub(super) fn rows(
    view: &View<'_>,
    shown: &Shown,
    order: &Order,
    (first, count): (usize, usize),
) -> Vec<RankRow> {
    let scale = scale(view, shown).unwrap_or_default();
    let last = first.saturating_add(count).min(order.len());
    let places = first..last;
    let compared: Vec<AreaIx> = compared(view).into_iter().map(|(ix, _)| ix).collect();
    let row = |place| {
        Some(row(
            view,
            shown,
            (&scale, &compared),
            order.get(shown, place)?,
        ))
    };
    places.filter_map(row).collect()
}

fn row(
    view: &View<'_>,
    shown: &Shown,
    (scale, compared): (&Scale, &[AreaIx]),
    it: &ShownRow,
) -> RankRow {
    let speaker = &view.speaker;
    let area = view.files.areas.get(it.row.area);
    let (name, value) = (
        speaker.name_of(it.row.area),
        speaker.cell(view.indicator, it.row.cell),
    );
    let doubt = shown.doubt(it);
    let limits = doubt.and_then(|doubt| doubt.limits);
    let rank = shown.rank(it).map(|rank| {
        let certain = speaker.count(rank as usize);
        match doubt
            .and_then(|it| it.ranks)
            .filter(|[best, worst]| best != worst)
        {
            Some(ranks) => format!("{certain} ({})", between(view, ranks)),
            None => certain,
        }
    });
    let rank = rank.unwrap_or_default();
    let told = match (limits, Chance::of(view.indicator)) {
        (Some(limits), Some(chance)) => format!("{value}, {}", chance.words(speaker, limits)),
        _ => value.clone(),
    };
    let args = [
        ("name", Arg::Text(name.as_str())),
        ("value", Arg::Text(&told)),
        ("rank", Arg::Text(&rank)),
    ];
    let key = if rank.is_empty() {
        "area.spoken"
    } else {
        "kind.charts.ranking.row"
    };
    RankRow {
        key: area.map(|area| area.key.clone()).unwrap_or_default(),
        spoken: speaker.say(key, &args),
        state: it.row.cell.state.key().to_owned(),
        at: number(it.row.cell).map(|units| scale.share(units as f64)),
        span: limits.map(|limits| limits.map(|units| scale.share(units as f64))),
        chosen: view.chosen().is_some_and(|(ix, _)| ix == it.row.area),
        compared: compared.contains(&it.row.area),
        name,
        rank,
        value,
    }
}

/// "12 bis 25".
fn between(view: &View<'_>, ranks: [usize; 2]) -> String {
    let [best, worst] = ranks.map(|rank| view.speaker.count(rank));
    chance::range(&view.speaker, &best, &worst)
}

/// All areas at once, the highest on the left, each with what chance may make of it; and where each
/// stands.
pub(super) fn picture(
    view: &View<'_>,
    shown: &Shown,
    order: &Order,
    width: f64,
) -> Option<(ChartPicture, Spots)> {
    let scale = scale(view, shown)?;
    let names: Vec<(&Area, i64)> = beside(view);
    let left = scale.ticks.iter().map(|tick| measured(&tick.label));
    let left = left.fold(0.0, f64::max) + 8.0;
    let widest = names
        .iter()
        .map(|(area, _)| measured(view.speaker.short(area)));
    let room = widest.fold(0.0, f64::max).min(width * BESIDE);
    let right = (width - room - 10.0).max(left + 1.0);
    let [top, bottom] = [2.0 * LINE, HEIGHT - LINE];
    let y = |share: f64| bottom - share * (bottom - top);
    let mut picture = ChartPicture {
        width,
        height: HEIGHT,
        marks: Vec::new(),
    };
    put_values(&mut picture, &scale, [left, right], &y);
    picture.text(
        Part::Tick,
        [0.0, LINE / 2.0],
        Anchor::Start,
        &cut(&view.speaker.unit_long(view.indicator), width),
    );
    put_beside(
        &mut picture,
        view,
        &scale,
        ([left, right], [top, bottom]),
        &y,
    );
    let pitch = (right - left) / order.ranked.max(1) as f64;
    let x = |place: usize| left + (place as f64 + 0.5) * pitch;
    let mut spots = Vec::with_capacity(order.ranked);
    let mut spans = Vec::new();
    for (place, it) in order.ranked(shown).enumerate() {
        let Some(units) = number(it.row.cell) else {
            continue;
        };
        spots.push(([x(place), y(scale.share(units as f64))], it.row.area));
        let limits = shown.doubt(it).and_then(|doubt| doubt.limits);
        spans.extend(limits.map(|limits| limits.map(|end| [x(place), y(scale.share(end as f64))])));
    }
    let centers: Vec<[f64; 2]> = spots.iter().map(|(at, _)| *at).collect();
    picture.lines(Part::Interval, (pitch * 0.4).clamp(1.0, 4.0), &spans);
    picture.dots(Part::Dot, (pitch * 0.45).clamp(1.25, 4.0), &centers);
    let beside: Vec<[f64; 2]> = compared(view)
        .iter()
        .filter_map(|(ix, _)| Some(spots.iter().find(|(_, of)| of == ix)?.0))
        .collect();
    picture.dots(Part::Compared, 4.5, &beside);
    put_ends(&mut picture, view, order.ranked, ([left, right], bottom));
    put_chosen(&mut picture, view, &spots, ([left, right], bottom));
    Some((picture, spots))
}

/// Lines across at round values, with the values on the left.
pub(super) fn put_values(
    picture: &mut ChartPicture,
    scale: &Scale,
    [left, right]: [f64; 2],
    y: &dyn Fn(f64) -> f64,
) {
    let across: Vec<[[f64; 2]; 2]> = scale
        .ticks
        .iter()
        .map(|tick| [left, right].map(|x| [x, y(scale.at(tick.at))]))
        .collect();
    picture.lines(Part::Grid, 1.0, &across);
    for tick in &scale.ticks {
        let at = [left - 6.0, y(scale.at(tick.at))];
        picture.text(Part::Tick, at, Anchor::End, &tick.label);
    }
}

/// The values of the areas beside as lines across, named on the right.
fn put_beside(
    picture: &mut ChartPicture,
    view: &View<'_>,
    scale: &Scale,
    ([left, right], ends): ([f64; 2], [f64; 2]),
    y: &dyn Fn(f64) -> f64,
) {
    let mut lines: Vec<(f64, &Area)> = beside(view)
        .into_iter()
        .map(|(area, units)| (y(scale.share(units as f64)), area))
        .collect();
    sort_by(&mut lines, |(a, _), (b, _)| a.total_cmp(b));
    for (at, area) in &lines {
        let (part, dash) = part_of(area);
        picture.line(part, (1.5, dash), &[[left, *at], [right, *at]]);
    }
    let boxes: Vec<(f64, f64)> = lines.iter().map(|(at, _)| (*at, LINE)).collect();
    let room = picture.width - right - 6.0;
    for (at, (_, area)) in apart(&boxes, ends).into_iter().zip(lines) {
        let name = cut(view.speaker.short(area), room);
        picture.text(part_of(area).0, [right + 6.0, at], Anchor::Start, &name);
    }
}

/// Which part an area beside plays, and the dashes of its line.
pub(super) const fn part_of(area: &Area) -> (Part, f64) {
    match area.parent {
        Some(_) => (Part::Parent, 6.0),
        None => (Part::Whole, 2.0),
    }
}

/// The first and the last rank under the dots.
fn put_ends(
    picture: &mut ChartPicture,
    view: &View<'_>,
    ranked: usize,
    ([left, right], bottom): ([f64; 2], f64),
) {
    let y = bottom + LINE / 2.0 + 2.0;
    let rank = |n| {
        let n = view.speaker.count(n);
        view.speaker
            .say("kind.charts.rank", &[("rank", Arg::Text(&n))])
    };
    let [first, last] = [1, ranked].map(rank);
    picture.text(Part::Tick, [left, y], Anchor::Start, &first);
    if ranked > 1 && measured(&first) + measured(&last) + 8.0 < right - left {
        picture.text(Part::Tick, [right, y], Anchor::End, &last);
    }
}

/// The chosen area: a line down, a larger dot, its name above.
pub(super) fn put_chosen(
    picture: &mut ChartPicture,
    view: &View<'_>,
    spots: &[([f64; 2], AreaIx)],
    (ends, bottom): ([f64; 2], f64),
) {
    let Some((ix, area)) = view.chosen() else {
        return;
    };
    let Some(([x, y], _)) = spots.iter().find(|(_, of)| *of == ix) else {
        return;
    };
    let middle = 1.5 * LINE;
    picture.line(Part::Chosen, (1.5, 0.0), &[[*x, 2.0 * LINE], [*x, bottom]]);
    picture.dots(Part::Chosen, 5.5, &[[*x, *y]]);
    let name = cut(view.speaker.short(area), ends[1] - ends[0]);
    picture.text_about(Part::Chosen, [*x, middle], ends, &name);
}
