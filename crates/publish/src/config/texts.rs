//! `texts/*.toml`: the words of one language, and the check that none is missing.

use std::collections::BTreeSet;

use serde::Deserialize;
use teilraum::model::{
    AreaName, AtlasText, DefinitionText, IndicatorText, LevelText, Lookup, SourceText, Texts,
    UnitText,
};

use super::Config;
use crate::report::{Report, found, in_file};

/// A file of texts: the short words and the long definitions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextsFile {
    language: String,
    atlas: AtlasText,
    themes: Lookup<String>,
    indicators: Lookup<IndicatorText>,
    units: Lookup<UnitText>,
    levels: Lookup<LevelText>,
    area_kinds: Lookup<String>,
    #[serde(default)]
    axes: Lookup<String>,
    #[serde(default)]
    categories: Lookup<String>,
    sources: Lookup<SourceText>,
    #[serde(default)]
    notes: Lookup<String>,
    #[serde(default)]
    facilities: Lookup<String>,
    #[serde(default)]
    area_names: Lookup<AreaName>,
    #[serde(default)]
    definitions: Lookup<DefinitionText>,
}

impl TextsFile {
    /// The short words.
    #[must_use]
    pub fn texts(&self) -> Texts {
        Texts {
            language: self.language.clone(),
            atlas: self.atlas.clone(),
            themes: self.themes.clone(),
            indicators: self.indicators.clone(),
            units: self.units.clone(),
            levels: self.levels.clone(),
            area_kinds: self.area_kinds.clone(),
            axes: self.axes.clone(),
            categories: self.categories.clone(),
            sources: self.sources.clone(),
            notes: self.notes.clone(),
            facilities: self.facilities.clone(),
            area_names: self.area_names.clone(),
        }
    }

    /// The long words by indicator.
    #[must_use]
    pub fn definitions(&self) -> Lookup<DefinitionText> {
        self.definitions.clone()
    }
}

/// What must have words: the section of the texts and the key.
type Needed = BTreeSet<(&'static str, String)>;

/// Reports every key without words in some language, and every language mismatch.
pub fn check(config: &Config, atlas_file: &str, report: &mut Report) {
    let needed = needed(config);
    for language in &config.atlas.languages {
        let Some(file) = config.atlas.texts.get(language) else {
            let wording = found(format!("a file for the language `{language}`"), "none");
            report.error("config", in_file(atlas_file), wording);
            continue;
        };
        if let Some(texts) = config.texts.get(language) {
            check_language(texts, language, &needed, file, report);
        }
    }
}

fn check_language(
    texts: &TextsFile,
    language: &str,
    needed: &Needed,
    file: &str,
    report: &mut Report,
) {
    if texts.language != language {
        let wording = found(
            format!("language = \"{language}\""),
            format!("\"{}\"", texts.language),
        );
        report.error("config", in_file(file), wording);
    }
    for (key, text) in &texts.definitions {
        if text.easy.is_empty() != text.easy_checked_by.is_empty() {
            let wording = found(
                format!("`easy` and `easy_checked_by` together under [definitions.{key}]"),
                "one of them",
            );
            report.error("unchecked-text", in_file(file), wording);
        }
    }
    for (section, key) in needed {
        if !texts.has(section, key) {
            let wording = found(format!("an entry `{key}` under [{section}]"), "none");
            report.error("missing-text", in_file(file), wording);
        }
    }
}

impl TextsFile {
    fn has(&self, section: &str, key: &str) -> bool {
        match section {
            "themes" => self.themes.contains_key(key),
            "indicators" => self.indicators.contains_key(key),
            "units" => self.units.contains_key(key),
            "levels" => self.levels.contains_key(key),
            "area_kinds" => self.area_kinds.contains_key(key),
            "axes" => self.axes.contains_key(key),
            "categories" => self.categories.contains_key(key),
            "sources" => self.sources.contains_key(key),
            "facilities" => self.facilities.contains_key(key),
            "definitions" => self.definitions.contains_key(key),
            _ => self.notes.contains_key(key),
        }
    }
}

fn needed(config: &Config) -> Needed {
    let mut needed = Needed::new();
    let mut need = |section, key: &str| {
        needed.insert((section, key.to_owned()));
    };
    for theme in &config.atlas.theme {
        need("themes", &theme.key);
    }
    for level in &config.levels {
        need("levels", &level.key);
    }
    for area in &config.areas.0 {
        need("area_kinds", &area.kind);
    }
    for source in &config.atlas.source {
        need("sources", &source.key);
    }
    for layer in &config.atlas.facilities {
        need("facilities", &layer.key);
        need("units", &layer.unit);
    }
    // Notes of ingredients travel to what is computed from them.
    for mark in config.indicators.iter().flat_map(|entry| &entry.marks) {
        mark.note.iter().for_each(|note| need("notes", note));
    }
    for entry in config.indicators.iter().filter(|entry| !entry.internal) {
        let indicator = &entry.indicator;
        need("indicators", &indicator.key);
        need("definitions", &indicator.key);
        need("units", &indicator.unit);
        for axis in &indicator.axes {
            need("axes", &axis.key);
            for category in &axis.categories {
                need("categories", &format!("{}/{category}", axis.key));
            }
        }
        let breaks = indicator.breaks.iter().map(|series| &series.note);
        for note in indicator.notes.iter().chain(breaks) {
            need("notes", note);
        }
        for part in indicator.numerator.iter().chain(&indicator.denominator) {
            let named =
                |other: &&super::IndicatorConfig| other.indicator.key == *part && !other.internal;
            if config.indicators.iter().find(named).is_none() {
                need("notes", part);
            }
        }
    }
    needed
}
