//! Two values of one indicator beside each other, in words: an area and its parent, then and now.

use crate::model::{Area, Indicator, MeasureKind, Period, PeriodIx, Scaled, pow10};
use crate::query::{Point, Series};
use crate::stats::Reason;
use crate::stats::trend::{Direction, Observation, TestedTrend, tested_trend};
use crate::text::Arg;

use super::Speaker;

/// How likely a trend may be found where there is none.
const ALPHA: f64 = 0.05;

/// The value of an area beside that of its parent: a count as its share of the parent, everything
/// else as a difference. Values are in units of the indicator's last decimal.
#[must_use]
pub fn compared(
    speaker: &Speaker<'_>,
    indicator: &Indicator,
    parent: &Area,
    own: i64,
    other: i64,
) -> String {
    if indicator.kind != MeasureKind::Count {
        return change(speaker, indicator, other, own);
    }
    // A balance of counts has no parts.
    if indicator.midpoint.is_some() {
        return String::new();
    }
    let share = speaker.percent(own, other, false).unwrap_or_default();
    if share.is_empty() {
        return share;
    }
    let args = [
        ("share", Arg::Text(share.as_str())),
        ("area", Arg::Text(speaker.short(parent))),
    ];
    speaker.say("area.share-of", &args)
}

/// "−874 € (−4,4 %)"; without the percentage where it would mislead: for shares, and where there
/// is no natural zero.
fn change(speaker: &Speaker<'_>, indicator: &Indicator, from: i64, to: i64) -> String {
    let absolute = speaker.difference(indicator, to.saturating_sub(from));
    with_relative(
        speaker,
        absolute,
        relative(speaker, indicator, from, to, true),
    )
}

fn with_relative(speaker: &Speaker<'_>, absolute: String, relative: Option<String>) -> String {
    let Some(relative) = relative else {
        return absolute;
    };
    let args = [
        ("absolute", Arg::Text(&absolute)),
        ("relative", Arg::Text(&relative)),
    ];
    speaker.say("comparison.difference", &args)
}

fn relative(
    speaker: &Speaker<'_>,
    indicator: &Indicator,
    from: i64,
    to: i64,
    signed: bool,
) -> Option<String> {
    let ratio = indicator.kind != MeasureKind::Share && indicator.midpoint.is_none();
    let difference = to.saturating_sub(from);
    let difference = if signed {
        difference
    } else {
        difference.saturating_abs()
    };
    ratio
        .then(|| speaker.percent(difference, from, signed))
        .flatten()
}

/// What happened from the first to the last comparable number up to `until`, whether the series
/// breaks, and whether there is a trend since; empty with fewer than two numbers and no break.
#[must_use]
pub fn trend_words(
    speaker: &Speaker<'_>,
    indicator: &Indicator,
    own: &Series,
    until: PeriodIx,
) -> String {
    let change = own
        .comparable(until)
        .map(|(first, last)| moved(speaker, indicator, first, last));
    let reasons: Vec<String> = indicator
        .breaks
        .iter()
        .map(|it| speaker.note(&it.note))
        .collect();
    let broken = own.has_break().then(|| {
        let reasons = reasons.join("; ");
        speaker.say("trend.break", &[("reasons", Arg::Text(&reasons))])
    });
    let mut words = Vec::new();
    words.extend(change);
    words.extend(broken);
    words.extend(tested(speaker, indicator, own, until));
    words.join(" ")
}

/// When a period begins, in years and whole months.
fn year(period: &Period) -> f64 {
    f64::from(period.start.year) + f64::from(period.start.month - 1) / 12.0
}

/// The numbers of a series since its last break up to `until`, put to the test; the first of them
/// stands beside. `None` with fewer than two numbers.
#[must_use]
pub fn put_to_test(
    indicator: &Indicator,
    own: &Series,
    until: PeriodIx,
) -> Option<(Point, Result<TestedTrend, Reason>)> {
    let is_number = |point: &&Point| point.cell.state.is_number();
    own.0.iter().filter(is_number).nth(1)?;
    let points = own.since_break(until);
    let first = points.iter().find(is_number).or(points.first())?;
    let observation = |point: &Point| {
        Some(Observation {
            time: year(indicator.periods.get(point.period.index())?),
            value: Some(point.cell.value as f64).filter(|_| point.cell.state.is_number()),
            break_before: false,
        })
    };
    let observations: Vec<Observation> = points.iter().filter_map(observation).collect();
    Some((*first, tested_trend(&observations, ALPHA)))
}

/// The trend since the last break: "Seit dem Bruch (ab 2011): …"; `None` with fewer than two numbers.
fn tested(
    speaker: &Speaker<'_>,
    indicator: &Indicator,
    own: &Series,
    until: PeriodIx,
) -> Option<String> {
    let (first, found) = put_to_test(indicator, own, until)?;
    let what = match &found {
        Ok(trend) => match trend.direction {
            Direction::Rising => "up",
            Direction::Falling => "down",
            Direction::NoTrend => "none",
        },
        Err(Reason::NTooSmall) => "short",
        Err(_) => "none",
    };
    let start = own.since_break(until).first();
    let broken = start.is_some_and(|point| point.break_before);
    let first = indicator.periods.get(first.period.index());
    let first = first.map(|it| speaker.tick(it)).unwrap_or_default();
    let change = found.ok().and_then(|it| per_year(speaker, indicator, &it));
    let args = [
        ("after", Arg::Text(if broken { "break" } else { "all" })),
        ("first", Arg::Text(&first)),
        ("what", Arg::Text(what)),
        ("change", Arg::Text(change.as_deref().unwrap_or_default())),
    ];
    Some(speaker.say("trend.tested", &args))
}

/// The typical change per year with two digits that count: "0,34 Prozentpunkte".
fn per_year(speaker: &Speaker<'_>, indicator: &Indicator, trend: &TestedTrend) -> Option<String> {
    let finer = (0..4).find(|finer| trend.per_year.abs() * pow10(*finer) as f64 >= 9.5);
    let units = Scaled::round(trend.per_year, finer?)?.units;
    let decimals = indicator.decimals + finer?;
    Some(speaker.distance_of(indicator, Scaled { units, decimals }))
}

/// "Von 2010 bis 2018 um 2.000 € (11,2 %) gestiegen."
#[must_use]
pub fn moved(speaker: &Speaker<'_>, indicator: &Indicator, first: Point, last: Point) -> String {
    let label = |ix: PeriodIx| {
        let period = indicator.periods.get(ix.index());
        period
            .map(|period| speaker.tick(period))
            .unwrap_or_default()
    };
    let (from, to) = (first.cell.value, last.cell.value);
    let key = match to.cmp(&from) {
        std::cmp::Ordering::Greater => "trend.up",
        std::cmp::Ordering::Less => "trend.down",
        std::cmp::Ordering::Equal => "trend.same",
    };
    let distance = speaker.distance(indicator, to.saturating_sub(from));
    let difference = with_relative(
        speaker,
        distance,
        relative(speaker, indicator, from, to, false),
    );
    let (first, last) = (label(first.period), label(last.period));
    let args = [
        ("first", Arg::Text(&first)),
        ("last", Arg::Text(&last)),
        ("difference", Arg::Text(&difference)),
    ];
    speaker.say(key, &args)
}
