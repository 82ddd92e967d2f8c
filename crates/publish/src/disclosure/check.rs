//! Every name in `[disclosure]` against what it means.

use std::path::Path;

use teilraum::model::MeasureKind;

use super::own;
use super::profile::Profile;
use crate::config::indicator::{Ingredient, category};
use crate::config::{Config, IndicatorConfig};
use crate::report::{Report, found, in_file, in_row};

/// Checks the table of the atlas file and the lines of the indicators.
pub fn check(config: &Config, file: &str, report: &mut Report) {
    let wish = &config.atlas.disclosure;
    let place = in_file(file);
    let mut refuse = |expected: &str, seen: &str| {
        let expected = format!("{expected} in [disclosure]");
        report.error(
            "config",
            place.clone(),
            found(expected, format!("`{seen}`")),
        );
    };
    for source in &wish.own_sources {
        if !config.atlas.source.iter().any(|known| known.key == *source) {
            refuse("the key of a source as own_sources", source);
        }
    }
    for level in wish.overlap.iter().flat_map(|overlap| &overlap.levels) {
        if config.level(level).is_none() {
            refuse("a level as overlap.levels", level);
        }
    }
    for side in wish.contributions.iter().chain(&wish.cell_keys) {
        if own::find(config, &side.indicator).is_none() {
            refuse("the key of an indicator", &side.indicator);
        }
    }
    for relation in &wish.relation {
        for member in std::iter::once(&relation.total).chain(&relation.parts) {
            if !names_cells(config, member) {
                let category = member.category.as_deref().unwrap_or_default();
                refuse(
                    "an indicator and its category in relation",
                    &format!("{} {category}", member.indicator),
                );
            }
        }
    }
    if Path::new(&wish.ledger).file_name().is_none() {
        refuse("a file name as ledger", &wish.ledger);
    }
    for changes in wish.profiles.values() {
        if changes.round.is_some() && changes.noise.is_some() {
            refuse("either `round` or `noise` in a profile", "both");
        }
        if let Some(p) = changes.p_percent.filter(|p| *p > 100) {
            refuse("`p_percent` of at most 100", &p.to_string());
        }
        let two = changes.largest_two_percent;
        if let Some(share) = two.filter(|share| !(50..=100).contains(share)) {
            refuse("`largest_two_percent` from 50 to 100", &share.to_string());
        }
    }
    for entry in &config.indicators {
        indicator(config, entry, report);
        amount(config, entry, report);
        foreign(config, entry, report);
    }
}

/// Whether an ingredient names an indicator and one of its categories; `*` is any.
fn names_cells(config: &Config, member: &Ingredient) -> bool {
    let Some(entry) = own::find(config, &member.indicator) else {
        return false;
    };
    let axes = &entry.indicator.axes;
    let Some(keys) = member.category.as_deref() else {
        return true;
    };
    let keys: Vec<&str> = keys.split('/').collect();
    let known = keys
        .iter()
        .zip(axes)
        .all(|(key, axis)| *key == "*" || axis.categories.iter().any(|known| known == key));
    keys.len() == axes.len() && known
}

/// A ready-made share of another office tells this office's count, and nothing can withhold it.
fn foreign(config: &Config, entry: &IndicatorConfig, report: &mut Report) {
    let ready = entry.compute.is_none() && !own::is_own(config, entry);
    let numerator = entry.indicator.numerator.as_ref().filter(|_| ready);
    let count = numerator.and_then(|key| own::find(config, key));
    if let Some(count) = count.filter(|count| own::is_protected(config, count)) {
        let place = in_row(&entry.file, entry.line, None);
        let expected = "no ready-made figure of this office's secrets: leave it out, or compute it";
        let (key, counted) = (&entry.indicator.key, &count.indicator.key);
        let seen = format!("`{key}`, which tells `{counted}`");
        report.error("config", place, found(expected, seen));
    }
}

/// Rounding and noise hide persons; an amount of money or of places hardly changes by them.
fn amount(config: &Config, entry: &IndicatorConfig, report: &mut Report) {
    let key = &entry.indicator.key;
    let is_mean = |other: &IndicatorConfig| {
        let kind = other.indicator.kind;
        let sum = other
            .compute
            .as_ref()
            .map(|compute| &compute.numerator.indicator);
        matches!(kind, MeasureKind::Mean | MeasureKind::Median) && sum == Some(key)
    };
    let mut sides = config.atlas.disclosure.contributions.iter();
    let amount = sides.any(|side| side.indicator == *key) || config.indicators.iter().any(is_mean);
    let profile = Profile::of(config, entry);
    if amount && own::is_protected(config, entry) && profile.perturbs() {
        let column = format!("indicator `{key}`, disclosure");
        let place = in_row(&entry.file, entry.line, Some(&column));
        let expected = "a profile that withholds, because this is no count of persons";
        report.error("config", place, found(expected, profile.method.word()));
    }
}

/// How the limits of an interval would give a secret of this office away: the width tells how many
/// cases stand behind a share or rate, the middle what a changed number was.
pub(crate) fn told_by_limits(config: &Config, entry: &IndicatorConfig) -> Option<&'static str> {
    if !own::is_protected(config, entry) {
        return None;
    }
    let perturbs = Profile::of(config, entry).perturbs();
    match entry.indicator.kind {
        MeasureKind::Share | MeasureKind::Rate => Some(
            "own shares or rates with limits: compute them from counts, as `binomial` or `poisson`",
        ),
        _ if perturbs => Some("own numbers whose profile changes them"),
        _ => None,
    }
}

fn indicator(config: &Config, entry: &IndicatorConfig, report: &mut Report) {
    let Some(cases) = &entry.disclosure.cases else {
        return;
    };
    let counted = own::find(config, &cases.indicator);
    let keys = cases.category.as_deref();
    let known = counted.is_some_and(|counted| {
        keys.is_none_or(|keys| category(&counted.indicator.axes, keys).is_some())
    });
    if !known {
        let column = format!("indicator `{}`, disclosure", entry.indicator.key);
        let place = in_row(&entry.file, entry.line, Some(&column));
        let wording = found(
            "an indicator with the number of cases",
            format!("`{}`", cases.indicator),
        );
        report.error("config", place, wording);
    }
}
