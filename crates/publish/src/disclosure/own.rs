//! Which indicators are this office's own, and which series must be seen together.

use std::collections::BTreeSet;

use crate::config::indicator::Ingredient;
use crate::config::{Config, IndicatorConfig};

/// Whether figures of the indicator are this office's own: one of its sources is, or one of its
/// ingredients.
#[must_use]
pub fn is_own(config: &Config, entry: &IndicatorConfig) -> bool {
    let own = &config.atlas.disclosure.own_sources;
    let from_own = |entry: &IndicatorConfig| {
        let mut sources = entry.indicator.sources.iter();
        sources.any(|source| own.contains(source))
    };
    from_own(entry)
        || ingredients(entry)
            .filter_map(|ingredient| find(config, &ingredient.indicator))
            .any(from_own)
}

/// Whether this office must protect the indicator's figures.
#[must_use]
pub fn is_protected(config: &Config, entry: &IndicatorConfig) -> bool {
    entry.disclosure.protect && is_own(config, entry)
}

/// The indicator with the key `key`.
#[must_use]
pub fn find<'a>(config: &'a Config, key: &str) -> Option<&'a IndicatorConfig> {
    let mut entries = config.indicators.iter();
    entries.find(|entry| entry.indicator.key == key)
}

/// Numerator and denominator of a computed indicator.
pub fn ingredients(entry: &IndicatorConfig) -> impl Iterator<Item = &Ingredient> {
    let compute = entry.compute.iter();
    compute.flat_map(|compute| [&compute.numerator, &compute.denominator])
}

/// The indicators whose series must be in memory together: this office's own, those that are
/// computed from them or stand in a relation with them, and all ingredients of these.
#[must_use]
pub fn concerns(config: &Config) -> BTreeSet<&str> {
    let own = config
        .indicators
        .iter()
        .filter(|entry| is_own(config, entry));
    let mut keys: BTreeSet<&str> = own.map(|entry| entry.indicator.key.as_str()).collect();
    if keys.is_empty() {
        return keys;
    }
    for relation in &config.atlas.disclosure.relation {
        let members = std::iter::once(&relation.total).chain(&relation.parts);
        keys.extend(members.map(|member| member.indicator.as_str()));
    }
    for entry in &config.indicators {
        if keys.contains(entry.indicator.key.as_str()) {
            keys.extend(partners(entry));
        }
    }
    keys.retain(|key| find(config, key).is_some());
    keys
}

/// What an indicator is related to: its ingredients, or what it names as such.
fn partners(entry: &IndicatorConfig) -> impl Iterator<Item = &str> {
    let named = [&entry.indicator.numerator, &entry.indicator.denominator];
    let cases = entry.disclosure.cases.iter();
    ingredients(entry)
        .chain(cases)
        .map(|ingredient| ingredient.indicator.as_str())
        .chain(named.into_iter().flatten().map(String::as_str))
}
