//! The answer in words: what the view shows, the middle, the extremes, the gaps, the whole.

use crate::model::{Area, AreaIx, CellRef, Scaled, ValueState};
use crate::stats::relation::discoveries;
use crate::stats::{Sorted, quantile};
use crate::text::Arg;

use super::card::cell_of;
use super::chance::Chance;
use super::shown::{Shown, ShownRow, number};
use super::view::View;

/// How many of the differences called certain may be chance.
const FALSE_DISCOVERIES: f64 = 0.05;

/// The sentences of a view, in reading order.
pub(super) fn words(view: &View<'_>, shown: &Shown) -> Vec<String> {
    let mut words = Vec::new();
    if shown.numbers.is_empty() {
        words.push(view.speaker.say("words.none", &[]));
    } else if shown.numbers.len() == 1 {
        words.extend(the_one(view, shown));
    } else {
        words.push(shows(view));
        words.extend(spread(view, shown));
    }
    if let Some((top, cell)) = whole_of(view) {
        words.push(whole(view, top, cell));
        words.extend(beyond_chance(view, shown, top, cell));
    }
    words.extend(states(view, shown));
    words.extend(off_the_map(view, shown));
    words
}

/// What has a value and yet is not on the map.
pub(super) fn off_the_map(view: &View<'_>, shown: &Shown) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(without_outline(view, shown));
    words.extend(without_borders(view, shown));
    words.extend((!view.has_map()).then(|| view.speaker.say("words.no-map", &[])));
    words
}

fn shows(view: &View<'_>) -> String {
    let text = view.speaker.indicator(view.indicator);
    let period = view.speaker.in_period(view.period);
    let plural = if text.plural { "yes" } else { "no" };
    view.speaker.say(
        "words.shows",
        &[
            ("subject", Arg::Text(&text.subject)),
            ("period", Arg::Text(&period)),
            ("plural", Arg::Text(plural)),
        ],
    )
}

/// The only number there is, and whose.
fn the_one(view: &View<'_>, shown: &Shown) -> Option<String> {
    let row = shown.rows.iter().find(|it| number(it.row.cell).is_some())?;
    let name = view.speaker.name_of(row.row.area);
    let value = view.speaker.cell(view.indicator, row.row.cell);
    let args = [("name", Arg::Text(&name)), ("value", Arg::Text(&value))];
    Some(view.speaker.say("words.one", &args))
}

/// The median of ascending numbers as published values are: rounded once, half away from zero, to the
/// shown decimals.
pub(super) fn median(ascending: &[i64]) -> Option<i64> {
    // The one in the middle, or the two: the others do not count.
    let last = ascending.len().checked_sub(1)?;
    let middle = ascending.get(last / 2..=last.div_ceil(2))?;
    let sorted = Sorted::of_units(middle).ok()?;
    Scaled::round(quantile(&sorted, 1, 2), 0).map(|median| median.units)
}

pub(super) fn spread(view: &View<'_>, shown: &Shown) -> Vec<String> {
    let speaker = &view.speaker;
    let (Some(&min), Some(&max)) = (shown.numbers.first(), shown.numbers.last()) else {
        return Vec::new();
    };
    let value = |units| speaker.value(view.indicator, units);
    if min == max {
        return vec![speaker.say("words.all-equal", &[("value", Arg::Text(&value(min)))])];
    }
    let median = median(&shown.numbers)
        .map(|median| speaker.say("words.median", &[("median", Arg::Text(&value(median)))]));
    let (max_in, min_in) = (place_of(view, shown, max), place_of(view, shown, min));
    let extremes = speaker.say(
        "words.extremes",
        &[
            ("max", Arg::Text(&value(max))),
            ("max_in", Arg::Text(&max_in)),
            ("min", Arg::Text(&value(min))),
            ("min_in", Arg::Text(&min_in)),
        ],
    );
    median.into_iter().chain([extremes]).collect()
}

/// Where a value is found: the area's locative, or how many areas share it.
pub(super) fn place_of(view: &View<'_>, shown: &Shown, units: i64) -> String {
    let upto = shown.numbers.partition_point(|it| *it <= units);
    let holders = upto - shown.numbers.partition_point(|it| *it < units);
    if holders == 1 {
        let mut rows = shown.rows.iter();
        let only = rows.find(|row| number(row.row.cell) == Some(units));
        let area = only.and_then(|row| view.files.areas.get(row.row.area));
        return area
            .map(|area| view.speaker.locative(area))
            .unwrap_or_default();
    }
    let n = view.speaker.count(holders);
    let level = view.speaker.level(&view.level.key).many_dative;
    view.speaker.say(
        "words.in-several",
        &[("n", Arg::Text(&n)), ("level", Arg::Text(&level))],
    )
}

/// The only area of the coarsest level above the one shown, with its number.
pub(super) fn whole_of<'a>(view: &View<'a>) -> Option<(&'a Area, CellRef)> {
    let catalogue = view.files.catalogue.as_ref()?;
    let top = catalogue.lineage(view.level_ix).skip(1).last()?;
    let level = catalogue.levels.get(top.index())?;
    let area = AreaIx(level.areas[0]);
    let (cell, _) = cell_of(view, area, top)?;
    let only = level.range().len() == 1 && cell.state.is_number();
    Some((view.files.areas.get(area).filter(|_| only)?, cell))
}

fn whole(view: &View<'_>, top: &Area, cell: CellRef) -> String {
    let value = view.speaker.cell(view.indicator, cell);
    let name = view.speaker.name(top);
    let args = [("area", Arg::Text(name)), ("value", Arg::Text(&value))];
    view.speaker.say("words.whole", &args)
}

/// How many areas differ from the whole by more than chance, few of them falsely called so, and of
/// how many that can be told; `None` where no chance is declared.
pub(super) fn count_certain(
    view: &View<'_>,
    shown: &Shown,
    whole: CellRef,
) -> Option<(usize, usize)> {
    let chance = Chance::of(view.indicator)?;
    let place = |row: &ShownRow| view.part((row.row.area, view.level_ix));
    let p = |row: &ShownRow| chance.p_value(row.row.cell, place(row), whole.value);
    let all: Vec<f64> = shown.rows.iter().filter_map(p).collect();
    let total = all.len();
    (total > 1).then(|| (discoveries(all, FALSE_DISCOVERIES), total))
}

/// "Bei 3 von 10 Kreisen weicht der Wert gesichert … ab".
fn beyond_chance(view: &View<'_>, shown: &Shown, top: &Area, cell: CellRef) -> Option<String> {
    let (n, total) = count_certain(view, shown, cell)?;
    let [n, total] = [n, total].map(|n| view.speaker.count(n));
    let level = view.speaker.level(&view.level.key).many_dative;
    let locative = view.speaker.locative(top);
    let args = [
        ("n", Arg::Text(&n)),
        ("total", Arg::Text(&total)),
        ("level", Arg::Text(&level)),
        ("locative", Arg::Text(&locative)),
    ];
    Some(view.speaker.say("chance.whole", &args))
}

/// How many areas lack a number, state by state.
pub(super) fn states(view: &View<'_>, shown: &Shown) -> Option<String> {
    let counted = count_states(shown);
    let total: usize = counted.iter().map(|(_, n)| n).sum();
    if total == 0 {
        return None;
    }
    let item = |(state, n): &(ValueState, usize)| {
        let (state, n) = (view.speaker.state(*state), view.speaker.count(*n));
        view.speaker.say(
            "words.state-item",
            &[("state", Arg::Text(&state)), ("n", Arg::Text(&n))],
        )
    };
    let list = view
        .speaker
        .list(&counted.iter().map(item).collect::<Vec<_>>());
    let n_text = view.speaker.count(total);
    let args = [
        ("n", Arg::Count(total as i64)),
        ("n_text", Arg::Text(&n_text)),
        ("list", Arg::Text(&list)),
    ];
    Some(view.speaker.say("words.states", &args))
}

/// The states without a number that occur, with counts, in the order of legends.
pub(super) fn count_states(shown: &Shown) -> Vec<(ValueState, usize)> {
    ValueState::ALL
        .into_iter()
        .map(|state| {
            (
                state,
                shown.states.get(state as usize).copied().unwrap_or(0),
            )
        })
        .filter(|(state, n)| !state.is_number() && *n > 0)
        .collect()
}

/// How many areas with a number exist and yet have no outline in the set that draws this view.
fn without_borders(view: &View<'_>, shown: &Shown) -> Option<String> {
    with_number(view, shown, &view.stays().undrawn, "words.no-borders")
}

fn without_outline(view: &View<'_>, shown: &Shown) -> Option<String> {
    with_number(
        view,
        shown,
        &view.stays().dissolved,
        "words.without-outline",
    )
}

/// The sentence `key` on those of `areas` that have a number.
fn with_number(view: &View<'_>, shown: &Shown, areas: &[AreaIx], key: &str) -> Option<String> {
    let has_number = |area: &&AreaIx| {
        let row = shown.get(**area);
        row.is_some_and(|row| number(row.row.cell).is_some())
    };
    let n = areas.iter().filter(has_number).count();
    let n_text = view.speaker.count(n);
    let args = [("n", Arg::Count(n as i64)), ("n_text", Arg::Text(&n_text))];
    (n > 0).then(|| view.speaker.say(key, &args))
}
