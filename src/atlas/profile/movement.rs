//! How the value of an area has moved.

use crate::model::{Period, Polarity};
use crate::query::{Point, Series};
use crate::stats::Reason;
use crate::stats::trend::{Direction, TestedTrend};
use crate::text::Arg;

use super::super::card::series_of;
use super::super::compare::{put_to_test, trend_words};
use super::answer::Movement;
use super::group::Group;

/// The movement of the area's value; `None` with fewer than two numbers.
pub(super) fn movement(group: &Group<'_>) -> Option<Movement> {
    let view = &group.view;
    let series = series_of(view, group.family.ix, group.family.area.level);
    let (_, found) = put_to_test(view.indicator, &series, view.period_ix)?;
    let direction = match &found {
        Ok(trend) => way(trend),
        Err(Reason::NTooSmall) => "short",
        Err(_) => "none",
    };
    Some(Movement {
        direction: direction.to_owned(),
        judged: judged(view.indicator.polarity, direction).to_owned(),
        label: view
            .speaker
            .say("kind.profile.moves", &[("way", Arg::Text(direction))]),
        words: trend_words(&view.speaker, view.indicator, &series, view.period_ix),
        pieces: pieces(&series, &view.indicator.periods),
    })
}

/// The tested trend of the area's value, where there is one.
pub(super) fn trend(group: &Group<'_>) -> Option<TestedTrend> {
    let view = &group.view;
    let series = series_of(view, group.family.ix, group.family.area.level);
    put_to_test(view.indicator, &series, view.period_ix)?.1.ok()
}

/// `up`, `down` or `none`.
fn way(trend: &TestedTrend) -> &'static str {
    match trend.direction {
        Direction::Rising => "up",
        Direction::Falling => "down",
        Direction::NoTrend => "none",
    }
}

/// Whether moving in `direction` is for the better.
fn judged(polarity: Polarity, direction: &str) -> &'static str {
    match (polarity, direction) {
        (Polarity::HighGood, "up") | (Polarity::LowGood, "down") => "better",
        (Polarity::HighGood, "down") | (Polarity::LowGood, "up") => "worse",
        _ => "",
    }
}

/// The pieces of the line between breaks and gaps, from 0 to 1 both ways; a series that never moves
/// runs through the middle.
fn pieces(series: &Series, periods: &[Period]) -> Vec<Vec<[f64; 2]>> {
    let day = |point: &Point| {
        let period = periods.get(point.period.index())?;
        Some(period.end.ordinal() as f64)
    };
    let numbers = || {
        let points = series.0.iter();
        points.filter(|point| point.cell.state.is_number())
    };
    let values = || numbers().map(|point| point.cell.value as f64);
    let (low, high) = values().fold((f64::MAX, f64::MIN), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let ends = [series.0.first(), series.0.last()].map(|point| point.and_then(day));
    let [Some(first), Some(last)] = ends else {
        return Vec::new();
    };
    let share = |value: f64, from: f64, to: f64| {
        if to > from {
            (value - from) / (to - from)
        } else {
            0.5
        }
    };
    let mut pieces: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut whole = false;
    for point in &series.0 {
        let number = point.cell.state.is_number();
        if let (true, Some(day)) = (number, day(point)) {
            if !whole || point.break_before {
                pieces.push(Vec::new());
            }
            let at = [
                share(day, first, last),
                share(point.cell.value as f64, low, high),
            ];
            if let Some(piece) = pieces.last_mut() {
                piece.push(at);
            }
        }
        whole = number;
    }
    pieces
}
