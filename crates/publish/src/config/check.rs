//! Every reference of the configuration against what it names.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{Flags, MeasureKind};

use super::indicator::{Aggregate, Compute, Ingredient, Mark, category};
use super::{Config, IndicatorConfig, changes, keys, pages, site, texts};
use crate::finding::Place;
use crate::read::quality;
use crate::report::{Report, found, in_file, in_row};

/// Checks the whole configuration; every mistake becomes an error in the report.
pub fn everything(config: &Config, atlas_file: &str, report: &mut Report) {
    atlas(config, atlas_file, report);
    keys::check(config, atlas_file, report);
    changes::check(config, atlas_file, report);
    unique_keys(config, report);
    for entry in &config.indicators {
        indicator(config, entry, report);
    }
    texts::check(config, atlas_file, report);
    crate::disclosure::check::check(config, atlas_file, report);
    pages::check(config, atlas_file, report);
    site::check(config, atlas_file, report);
}

/// Reports `key` unless it is among `known`.
pub(super) fn known<'a>(
    what: &str,
    key: &str,
    known: impl IntoIterator<Item = &'a str>,
    place: &Place,
    report: &mut Report,
) {
    let mut names: Vec<&str> = known.into_iter().collect();
    if !names.contains(&key) {
        names.sort_unstable();
        let expected = format!("{what}, one of {}", names.join(", "));
        report.error("config", place.clone(), found(expected, format!("`{key}`")));
    }
}

fn atlas(config: &Config, file: &str, report: &mut Report) {
    let atlas = &config.atlas;
    let place = in_file(file);
    let systems = || atlas.system.iter().map(|system| system.key.as_str());
    let levels = || atlas.level.iter().map(|level| level.key.as_str());
    for level in &atlas.level {
        known("an area system", &level.system, systems(), &place, report);
    }
    known(
        "a level as default_level",
        &atlas.default_level,
        levels(),
        &place,
        report,
    );
    let shown = config.indicators.iter().filter(|entry| !entry.internal);
    let shown = shown.map(|entry| entry.indicator.key.as_str());
    known(
        "an indicator as default_indicator",
        &atlas.default_indicator,
        shown,
        &place,
        report,
    );
    for flag in atlas.quality.values().flat_map(BTreeMap::values).flatten() {
        known(
            "a flag or a reason",
            flag,
            Flags::ALL
                .iter()
                .map(|(_, key)| *key)
                .chain(quality::REASONS.map(|(key, _)| key)),
            &place,
            report,
        );
    }
    let named = atlas.signs.keys().chain(atlas.quality.keys());
    for name in named.filter(|name| name.starts_with('@')) {
        let wording = found("a name without @: those are built in", format!("`{name}`"));
        report.error("config", place.clone(), wording);
    }
    for (expected, seen) in atlas.imprint.mistakes() {
        let wording = found(format!("{expected} in [imprint]"), format!("\"{seen}\""));
        report.error("config", place.clone(), wording);
    }
    let sets = crate::geometry::sets::mistakes(&atlas.geometry);
    let facilities = crate::facilities::mistakes(config);
    let context = crate::geometry::context::mistakes(config);
    for (expected, seen) in sets.into_iter().chain(facilities).chain(context) {
        report.error("config", place.clone(), found(expected, seen));
    }
    if atlas.languages.is_empty() {
        report.error("config", place, found("at least one language", "none"));
    }
}

fn unique_keys(config: &Config, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for entry in &config.indicators {
        let keys = std::iter::once(&entry.indicator.key).chain(&entry.indicator.former_keys);
        for key in keys {
            if !is_key(key) {
                let wording = found("a key of a–z, 0–9 and -", format!("`{key}`"));
                report.error("config", place(entry, ""), wording);
            }
            if !seen.insert(key) {
                let wording = found("each indicator key once", format!("`{key}` again"));
                report.error("duplicate-key", place(entry, ""), wording);
            }
        }
    }
}

fn is_key(key: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !key.is_empty() && key.bytes().all(allowed)
}

fn place(entry: &IndicatorConfig, field: &str) -> Place {
    let column = match field {
        "" => format!("indicator `{}`", entry.indicator.key),
        _ => format!("indicator `{}`, {field}", entry.indicator.key),
    };
    in_row(&entry.file, entry.line, Some(&column))
}

fn indicator(config: &Config, entry: &IndicatorConfig, report: &mut Report) {
    let atlas = &config.atlas;
    let this = &entry.indicator;
    let themes = atlas.theme.iter().map(|theme| theme.key.as_str());
    known(
        "a theme",
        &this.theme,
        themes,
        &place(entry, "theme"),
        report,
    );
    for source in &this.sources {
        let sources = atlas.source.iter().map(|source| source.key.as_str());
        known(
            "a source",
            source,
            sources,
            &place(entry, "sources"),
            report,
        );
    }
    if this.sources.is_empty() {
        report.error(
            "config",
            place(entry, "sources"),
            found("at least one source", "none"),
        );
    }
    if this.decimals > 9 {
        let wording = found("at most 9 decimals", this.decimals.to_string());
        report.error("config", place(entry, "decimals"), wording);
    }
    if this.axes.iter().any(|axis| axis.categories.is_empty()) {
        report.error(
            "config",
            place(entry, "axes"),
            found("categories on every axis", "none"),
        );
    }
    if (entry.reads_written == 0) == entry.compute.is_none() {
        let wording = found(
            "either [[indicator.read]] or [indicator.compute]",
            "both or none",
        );
        report.error("config", place(entry, ""), wording);
    }
    if entry.aggregate == Aggregate::Sum && this.kind != MeasureKind::Count {
        let wording = found(
            "aggregate = \"refuse\": only counts add up",
            "aggregate = \"sum\"",
        );
        report.error("config", place(entry, "aggregate"), wording);
    }
    for (expected, seen) in super::uncertainty::mistakes(config, entry) {
        report.error("config", place(entry, "uncertainty"), found(expected, seen));
    }
    for mark in &entry.marks {
        self::mark(config, entry, mark, report);
    }
    for (at, recipe) in entry.reads.iter().enumerate() {
        super::recipe::check(
            config,
            entry,
            recipe,
            &place(entry, &format!("read {}", at + 1)),
            report,
        );
    }
    if let Some(compute) = &entry.compute {
        self::compute(config, entry, compute, report);
    }
}

fn mark(config: &Config, entry: &IndicatorConfig, mark: &Mark, report: &mut Report) {
    let place = place(entry, "mark");
    for flag in &mark.flags {
        known(
            "a flag",
            flag,
            Flags::ALL.iter().map(|(_, key)| *key),
            &place,
            report,
        );
    }
    for area in mark.areas.iter().filter(|area| *area != "*") {
        if config.area(&mark.level, area).is_none() {
            let wording = found(
                format!("an area of level `{}`", mark.level),
                format!("`{area}`"),
            );
            report.error("unknown-key", place.clone(), wording);
        }
    }
}

fn compute(config: &Config, entry: &IndicatorConfig, compute: &Compute, report: &mut Report) {
    let place = place(entry, "compute");
    for ingredient in [&compute.numerator, &compute.denominator] {
        self::ingredient(config, ingredient, &place, report);
    }
    let kind = entry.indicator.kind;
    if !matches!(
        kind,
        MeasureKind::Share | MeasureKind::Rate | MeasureKind::Mean
    ) {
        let wording = found("a share, rate or mean", format!("{kind:?}").to_lowercase());
        report.error("config", place.clone(), wording);
    }
    if compute.multiplier == 0 || !entry.indicator.axes.is_empty() {
        let wording = found("a multiplier from 1 and no axes", "another");
        report.error("config", place, wording);
    }
}

fn ingredient(config: &Config, ingredient: &Ingredient, place: &Place, report: &mut Report) {
    let named = |entry: &&IndicatorConfig| entry.indicator.key == ingredient.indicator;
    let Some(entry) = config.indicators.iter().find(named) else {
        let wording = found("an indicator", format!("`{}`", ingredient.indicator));
        return report.error("config", place.clone(), wording);
    };
    if entry.compute.is_some() {
        let wording = found(
            "an indicator that is read",
            format!("`{}`, computed", ingredient.indicator),
        );
        report.error("config", place.clone(), wording);
    }
    let axes = &entry.indicator.axes;
    if let Some(keys) = ingredient.category.as_deref()
        && category(axes, keys).is_none()
    {
        report.error(
            "config",
            place.clone(),
            found("one category key per axis", keys),
        );
    }
}
