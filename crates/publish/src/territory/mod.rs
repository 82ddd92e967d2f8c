//! Which areas a key of a file stands for, and whose numbers the source moved to later areas.

pub mod names;

use teilraum::model::{AreaIx, Flags, Period};

use crate::config::Config;
use crate::config::keys::{KeyBy, KeyRules, LevelRule};
use crate::series::{Series, Spot};

/// What a key stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed<'a> {
    /// Areas: its own, and those the row fills besides.
    Areas(Vec<AreaIx>),
    /// An area whose key had lost its leading zero.
    Repaired(AreaIx, String),
    /// No area of this atlas, and declared so.
    Ignored(&'a str),
    /// Nothing known; what was expected.
    Unknown(String),
}

/// Places `key`, as a file writes it, which holds for `period`.
///
/// A key that `ignore` names by `is` is left aside even where its form is that of a level.
///
/// Lost leading zeros are given back only where exactly one padded key exists in the period;
/// everything else that no rule names is unknown.
#[must_use]
pub fn place<'a>(config: &Config, rules: &'a KeyRules, key: &str, period: &Period) -> Placed<'a> {
    let Some(own) = rules.translate(key) else {
        return Placed::Unknown("a name that the `map` of its [keys] lists".to_owned());
    };
    let named = rules
        .levels
        .iter()
        .find_map(|rule| Some((rule, rule.key(&own)?)));
    if named.is_none_or(|(rule, _)| rule.is.is_none())
        && let Some(what) = rules.ignored_itself(&own)
    {
        return Placed::Ignored(what);
    }
    if let Some((rule, own_key)) = named
        && let Some(area) = config.area(&rule.level, own_key)
    {
        let also = rules.also.iter().filter(|also| also.key == *own);
        let others = also.filter_map(|also| config.area(&also.level, &also.other));
        return Placed::Areas(std::iter::once(area).chain(others).collect());
    }
    if named.is_none()
        && let Some(rule) = rules.ignore.iter().find(|rule| rule.matches(&own))
    {
        return Placed::Ignored(&rule.what);
    }
    let repaired = repaired(config, rules, key, period);
    if let Some((_, padded)) = &repaired
        && let Some(what) = rules
            .translate(padded)
            .and_then(|own| rules.ignored_itself(&own))
    {
        return Placed::Ignored(what);
    }
    match (repaired, named) {
        (Some((area, padded)), _) => Placed::Repaired(area, padded),
        (None, Some((rule, _))) => Placed::Unknown(format!("a key of level `{}`", rule.level)),
        (None, None) => Placed::Unknown("a key that a rule of [keys] names".to_owned()),
    }
}

/// More digits than any key has.
const LONGEST_KEY: usize = 12;

/// The one area whose key is `key` with leading zeros before it, if it exists in the period.
fn repaired(
    config: &Config,
    rules: &KeyRules,
    key: &str,
    period: &Period,
) -> Option<(AreaIx, String)> {
    let number = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    if !number || rules.key_by == KeyBy::Name {
        return None;
    }
    let widths = key.len() + 1..=LONGEST_KEY;
    let mut fitting = widths.filter_map(|width| {
        let padded = format!("{key:0>width$}");
        let own = rules.translate(&padded)?;
        let (rule, own) = rules
            .levels
            .iter()
            .find_map(|rule| Some((rule, rule.key(&own)?)))?;
        existing(config, rule, own, period).map(|area| (area, padded))
    });
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

fn existing(config: &Config, rule: &LevelRule, key: &str, period: &Period) -> Option<AreaIx> {
    let area = config.area(&rule.level, key)?;
    let exists = config.areas.get(area)?.exists_on(period.end);
    exists.then_some(area)
}

/// Whether the observation at `spot` stands a second time with the area's successors.
///
/// That is so where the source converted it to them, and where only the key changed: the one
/// successor carries the same number.
#[must_use]
pub fn is_superseded(config: &Config, series: &Series, spot: Spot) -> bool {
    let Some(area) = config.areas.get(spot.area) else {
        return false;
    };
    let own = series
        .cells
        .get(&spot)
        .filter(|cell| cell.state.is_number());
    let number_of = |successor: &AreaIx| {
        let at = Spot {
            area: *successor,
            ..spot
        };
        series.cells.get(&at).filter(|cell| cell.state.is_number())
    };
    let converted = area.successors.iter().filter_map(number_of);
    let mut converted = converted.filter(|cell| cell.flags.contains(Flags::CONVERTED));
    let renamed = match area.successors.as_slice() {
        [only] => own.zip(number_of(only)),
        _ => None,
    };
    converted.next().is_some() || renamed.is_some_and(|(old, new)| old.units == new.units)
}
