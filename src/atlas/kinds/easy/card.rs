//! The chosen area in plain words: how sure its value is, and how it compares.

use crate::model::{Area, CellRef, MeasureKind};
use crate::stats::benchmark::{self, Benchmark, Polarity};
use crate::stats::interval::Interval;
use crate::text::Arg;

use super::super::super::answer::AreaCard;
use super::super::super::card::cell_of;
use super::super::super::chance::{Chance, Limits};
use super::super::super::shown::number;
use super::super::super::view::View;
use super::amount::Amount;

/// Values that differ by no more than this part of one another are called nearly the same, in percent.
const NEARLY: i128 = 1;

/// Tells the card anew.
pub(super) fn put(view: &View<'_>, card: &mut AreaCard) {
    let Some((ix, area)) = view.chosen() else {
        return;
    };
    let cell = cell_of(view, ix, area.level).map(|(cell, _)| cell);
    let chance = Chance::of(view.indicator);
    let limits = chance
        .as_ref()
        .zip(cell)
        .and_then(|(chance, cell)| chance.limits(cell, view.part((ix, area.level))));
    if let Some(limits) = limits {
        card.interval = interval(view, limits);
    }
    if view.measured.is_none()
        && let Some(own) = cell.and_then(number)
    {
        put_comparisons(view, area, own, limits, card);
    }
    card.spoken = spoken(view, cell, card);
}

/// Between what the value may lie.
fn interval(view: &View<'_>, [lower, upper]: Limits) -> String {
    let kind = match view.indicator.uncertainty.has_limits() {
        true => "limits",
        false => "chance",
    };
    let lower = view.speaker.number(view.indicator, lower);
    let upper = view.speaker.value(view.indicator, upper);
    let args = [
        ("kind", Arg::Text(kind)),
        ("lower", Arg::Text(&lower)),
        ("upper", Arg::Text(&upper)),
    ];
    view.speaker.say("kind.easy.interval", &args)
}

/// The sentence on each area above that the value is compared with.
fn put_comparisons(
    view: &View<'_>,
    area: &Area,
    own: i64,
    limits: Option<Limits>,
    card: &mut AreaCard,
) {
    let parents = area.parent.into_iter();
    let parents = parents.flat_map(|ix| view.files.areas.lineage(ix));
    let cells = parents.filter_map(|ix| {
        let parent = view.files.areas.get(ix)?;
        let (cell, _) = cell_of(view, ix, parent.level)?;
        Some((parent, cell))
    });
    for (line, (parent, cell)) in card.comparisons.iter_mut().zip(cells) {
        let told = number(cell).map(|other| match view.indicator.kind {
            // A part of the whole; a balance of counts has none.
            MeasureKind::Count => part(view, parent, own, other),
            _ => beside(view, parent, [own, other], limits),
        });
        line.difference = told.unwrap_or_default();
    }
}

fn part(view: &View<'_>, parent: &Area, own: i64, other: i64) -> String {
    let balance = view.indicator.midpoint.is_some();
    let share = view.speaker.percent(own, other, false);
    let Some(share) = share.filter(|_| !balance) else {
        return String::new();
    };
    let args = [
        ("share", Arg::Text(&share)),
        ("area", Arg::Text(view.speaker.short(parent))),
    ];
    view.speaker.say("kind.easy.part", &args)
}

/// "Der Wert ist höher als im Saarland.", with whether that may be chance.
fn beside(view: &View<'_>, parent: &Area, pair: [i64; 2], limits: Option<Limits>) -> String {
    let [own, other] = pair;
    let doubtful = limits.is_some_and(|limits| may_be_chance(limits, other));
    let certain = limits.is_some() && !doubtful;
    let how = match own.cmp(&other) {
        std::cmp::Ordering::Equal => "same",
        _ if !certain && is_nearly(pair) && view.indicator.midpoint.is_none() => "near",
        std::cmp::Ordering::Greater => "higher",
        std::cmp::Ordering::Less => "lower",
    };
    let place = view.speaker.locative(parent);
    let args = [
        ("how", Arg::Text(how)),
        ("place", Arg::Text(&place)),
        ("chance", Arg::Text(if doubtful { "yes" } else { "no" })),
    ];
    view.speaker.say("kind.easy.beside", &args)
}

/// Whether a figure with these limits may differ from `other` by chance alone.
fn may_be_chance([lower, upper]: Limits, other: i64) -> bool {
    let interval = Interval {
        lower: lower as f64,
        upper: upper as f64,
    };
    let against = Benchmark::Value(other as f64);
    benchmark::compare(Some(interval), against, Polarity::None) == benchmark::Comparison::Similar
}

/// Whether two values differ by no more than a hundredth of the second.
fn is_nearly([own, other]: [i64; 2]) -> bool {
    let [own, other] = [own, other].map(i128::from);
    (own - other).abs() * 100 <= other.abs() * NEARLY
}

/// All of it for those who listen.
fn spoken(view: &View<'_>, cell: Option<CellRef>, card: &AreaCard) -> String {
    let value = match cell.filter(|it| it.state.is_number()) {
        Some(cell) => Amount::of_cell(&view.speaker, view.indicator, cell).text,
        None => card.value.trim_end_matches('.').to_owned(),
    };
    let named = [
        ("name", Arg::Text(&card.name)),
        ("value", Arg::Text(&value)),
    ];
    let head = format!("{}.", view.speaker.say("area.spoken", &named));
    let rest = [&card.interval, &card.rank, &card.class].map(String::as_str);
    let rest = rest.into_iter().filter(|it| !it.is_empty());
    let all: Vec<&str> = std::iter::once(head.as_str()).chain(rest).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundredth_is_nearly_the_same_and_more_is_not() {
        assert!(is_nearly([101, 100]) && is_nearly([99, 100]) && is_nearly([0, 0]));
        assert!(!is_nearly([102, 100]) && !is_nearly([1, 0]) && !is_nearly([-100, 100]));
    }

    #[test]
    fn the_limits_themselves_may_be_chance() {
        assert!(may_be_chance([10, 20], 10) && may_be_chance([10, 20], 20));
        assert!(!may_be_chance([10, 20], 9) && !may_be_chance([10, 20], 21));
    }
}
