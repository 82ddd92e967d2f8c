//! Which areas a key of a file stands for, and whose numbers the source moved to later areas.

use teilraum::model::{AreaIx, Flags, Period};

use crate::config::Config;
use crate::config::keys::{KeyRules, LevelRule};
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

/// Places `key`, which holds for `period`.
///
/// A lost leading zero is given back only where the padded key exists in the period; everything
/// else that no rule names is unknown.
#[must_use]
pub fn place<'a>(config: &Config, rules: &'a KeyRules, key: &str, period: &Period) -> Placed<'a> {
    if let Some(rule) = rules.levels.iter().find(|rule| rule.matches(key)) {
        let own = rule.renamed.as_deref().unwrap_or(key);
        let Some(area) = config.area(&rule.level, own) else {
            return Placed::Unknown(format!("a key of level `{}`", rule.level));
        };
        let also = rules.also.iter().filter(|also| also.key == key);
        let others = also.filter_map(|also| config.area(&also.level, &also.other));
        return Placed::Areas(std::iter::once(area).chain(others).collect());
    }
    if let Some(rule) = rules.ignore.iter().find(|rule| rule.matches(key)) {
        return Placed::Ignored(&rule.what);
    }
    let padded = format!("0{key}");
    let rule = rules.levels.iter().find(|rule| rule.matches(&padded));
    let repaired = rule.and_then(|rule| existing(config, rule, &padded, period));
    match repaired {
        Some(area) => Placed::Repaired(area, padded),
        None => Placed::Unknown("a key that a rule of [keys] names".to_owned()),
    }
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
