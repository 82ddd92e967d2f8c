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

/// Whether the source converted the observation at `spot` to the areas that took the area over.
///
/// Then the old area's own cell says nothing: its number stands with its successors.
#[must_use]
pub fn is_superseded(config: &Config, series: &Series, spot: Spot) -> bool {
    let successors = config.areas.get(spot.area).map(|area| &area.successors);
    successors.into_iter().flatten().any(|successor| {
        let cell = series.cells.get(&Spot {
            area: *successor,
            ..spot
        });
        cell.is_some_and(|cell| cell.state.is_number() && cell.flags.contains(Flags::CONVERTED))
    })
}
