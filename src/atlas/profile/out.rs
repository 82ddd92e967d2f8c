//! What stands out in an area: where it is better or worse than others, and what moves.
//!
//! A figure with declared chance variation stands out where it differs from the area around it by more
//! than chance; the many tests at once are held to a share of false discoveries. A full count stands out
//! where it is the highest or the lowest of its family. Counts never do: a larger area has more of
//! everything. Trends are tested, and held to the same share.

use crate::model::{MeasureKind, Polarity};
use crate::stats::relation::{FdrMethod, fdr};
use crate::stats::trend::Direction;
use crate::text::Arg;

use super::super::Speaker;
use super::answer::{OutGroup, StandingOut};
use super::entry::rank;
use super::group::Group;
use super::movement::trend;

/// The share of discoveries that may be false.
const FALSE_SHARE: f64 = 0.05;
/// Being the highest of fewer areas says little.
const FEWEST: usize = 8;
/// How many of each kind are told.
const MOST: usize = 3;

/// One candidate: how strong it is in quartile distances, and what it says.
struct Found {
    strength: f64,
    item: StandingOut,
}

/// What stands out among `groups`, and the sentence on how that was found.
pub(super) fn out(speaker: &Speaker<'_>, groups: &[Group<'_>]) -> (Vec<OutGroup>, String) {
    let certain = more_than_chance(groups);
    let levels = groups.iter().zip(&certain);
    let levels: Vec<(&str, Found)> = levels.filter_map(|(it, sure)| level(it, *sure)).collect();
    let mut kinds = ["worse", "better", "unusual"].map(|key| (key, Vec::new()));
    for (key, found) in levels {
        let kind = kinds.iter_mut().find(|(own, _)| *own == key);
        if let Some((_, list)) = kind {
            list.push(found);
        }
    }
    let told = kinds.into_iter().chain([("moving", moving(groups))]);
    let told = told.filter(|(_, found)| !found.is_empty());
    let told: Vec<OutGroup> = told.map(|(key, found)| put(speaker, key, found)).collect();
    let n = speaker.count(groups.len());
    let note = speaker.say("kind.profile.out.note", &[("n", Arg::Text(&n))]);
    (told, note)
}

fn put(speaker: &Speaker<'_>, key: &str, mut found: Vec<Found>) -> OutGroup {
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    OutGroup {
        key: key.to_owned(),
        title: speaker.say("kind.profile.out", &[("what", Arg::Text(key))]),
        items: found.into_iter().take(MOST).map(|it| it.item).collect(),
    }
}

/// Which figures differ from the area around by more than chance, after all tests together.
fn more_than_chance(groups: &[Group<'_>]) -> Vec<bool> {
    let p_values: Vec<Option<f64>> = groups.iter().map(p_value).collect();
    let found = fdr(&p_values, FALSE_SHARE, FdrMethod::BenjaminiHochberg);
    found.map_or_else(|_| vec![false; groups.len()], |found| found.reject)
}

fn p_value(group: &Group<'_>) -> Option<f64> {
    let (_, around) = group.around()?;
    let place = (group.family.ix, group.family.area.level);
    let chance = group.chance.as_ref()?;
    chance.p_value(group.cell, group.view.part(place), around)
}

/// How far a value lies from the median, in distances between the quartiles.
fn strength(group: &Group<'_>, value: f64) -> Option<f64> {
    let [lower, median, upper] = group.standing.quartiles()?;
    Some((value - median).abs() / (upper - lower).max(1.0))
}

/// What the level of the area's value says: for the better, for the worse, or merely unusual.
fn level<'k>(group: &Group<'_>, sure: bool) -> Option<(&'k str, Found)> {
    let (view, own) = (&group.view, group.own()?);
    if view.indicator.kind == MeasureKind::Count {
        return None;
    }
    let above = match &group.chance {
        Some(_) => sure.then(|| group.around().map(|(_, around)| own > around))??,
        None => extreme(group, own)?,
    };
    let key = match (view.indicator.polarity, above) {
        (Polarity::Neutral, _) => "unusual",
        (Polarity::HighGood, true) | (Polarity::LowGood, false) => "better",
        _ => "worse",
    };
    let strength = strength(group, own as f64)?;
    let item = sentence(group, rank(group)?, "kind.profile.out.level");
    Some((key, Found { strength, item }))
}

/// Whether the area alone has the highest (`true`) or the lowest value of its family.
fn extreme(group: &Group<'_>, own: i64) -> Option<bool> {
    let (standing, n) = (&group.standing, group.standing.count());
    let [low, high] = standing.ends().filter(|_| n >= FEWEST)?;
    let alone = |value: i64| match value == high {
        true => standing.rank(high - 1) == 2,
        false => standing.rank(low) == n,
    };
    ((own == low || own == high) && low < high && alone(own)).then_some(own == high)
}

/// The trends that are more than chance after all tests together.
fn moving(groups: &[Group<'_>]) -> Vec<Found> {
    let trends: Vec<_> = groups.iter().map(trend).collect();
    let p_values: Vec<Option<f64>> = trends.iter().map(|it| Some((*it)?.p)).collect();
    let Ok(found) = fdr(&p_values, FALSE_SHARE, FdrMethod::BenjaminiHochberg) else {
        return Vec::new();
    };
    let told = groups.iter().zip(&trends).zip(found.reject);
    let told = told.filter_map(|((group, trend), sure)| {
        let trend = (*trend).filter(|it| sure && it.direction != Direction::NoTrend)?;
        let [lower, _, upper] = group.standing.quartiles()?;
        let strength = trend.per_year.abs() / (upper - lower).max(1.0);
        let words = super::movement::movement(group)?.words;
        let item = sentence(group, words, "kind.profile.out.moves");
        Some(Found { strength, item })
    });
    told.collect()
}

/// "Verfügbares Einkommen: 18 919 € (2018). Rang 1 von 22 Kreisen in Thüringen."
fn sentence(group: &Group<'_>, what: String, key: &str) -> StandingOut {
    let speaker = &group.view.speaker;
    let indicator = speaker.indicator(group.view.indicator).short;
    let value = speaker.cell(group.view.indicator, group.cell);
    let period = speaker.tick(group.view.period);
    let args = [
        ("indicator", Arg::Text(indicator.as_str())),
        ("value", Arg::Text(&value)),
        ("period", Arg::Text(&period)),
        ("what", Arg::Text(&what)),
    ];
    StandingOut {
        key: group.view.indicator.key.clone(),
        text: speaker.say(key, &args),
    }
}
