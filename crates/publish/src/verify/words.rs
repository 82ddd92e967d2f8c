//! Whether every key has words.

use std::collections::BTreeSet;

use teilraum::model::{Areas, Catalogue, Indicator, Lookup, Texts};

/// What has no words in `texts`, as list and key.
#[must_use]
pub fn missing(
    texts: &Texts,
    catalogue: &Catalogue,
    areas: &Areas,
    notes: &BTreeSet<String>,
) -> Vec<String> {
    let mut missing = BTreeSet::new();
    if texts.atlas.title.is_empty() {
        missing.insert("atlas.title".to_owned());
    }
    let themes = catalogue.themes.iter().map(|theme| theme.key.as_str());
    without(&mut missing, "themes", &texts.themes, themes);
    let indicators = &catalogue.indicators;
    let keys = indicators.iter().map(|indicator| indicator.key.as_str());
    without(&mut missing, "indicators", &texts.indicators, keys);
    let layers = catalogue.facilities.iter();
    let keys = layers.clone().map(|layer| layer.key.as_str());
    without(&mut missing, "facilities", &texts.facilities, keys);
    let units = indicators.iter().map(|indicator| indicator.unit.as_str());
    let units = units.chain(layers.map(|layer| layer.unit.as_str()));
    without(&mut missing, "units", &texts.units, units);
    let levels = catalogue.levels.iter().map(|level| level.key.as_str());
    without(&mut missing, "levels", &texts.levels, levels);
    let kinds = areas.0.iter().map(|area| area.kind.as_str());
    without(&mut missing, "area_kinds", &texts.area_kinds, kinds);
    let sources = catalogue.sources.iter().map(|source| source.key.as_str());
    without(&mut missing, "sources", &texts.sources, sources);
    let axes = indicators.iter().flat_map(|indicator| &indicator.axes);
    without(
        &mut missing,
        "axes",
        &texts.axes,
        axes.clone().map(|axis| axis.key.as_str()),
    );
    let categories: Vec<String> = axes
        .flat_map(|axis| {
            axis.categories
                .iter()
                .map(move |one| format!("{}/{one}", axis.key))
        })
        .collect();
    without(
        &mut missing,
        "categories",
        &texts.categories,
        categories.iter().map(String::as_str),
    );
    let used = indicators
        .iter()
        .flat_map(|indicator| note_keys(indicator, catalogue));
    without(
        &mut missing,
        "notes",
        &texts.notes,
        used.chain(notes.iter().map(String::as_str)),
    );
    missing.into_iter().collect()
}

/// The notes that an indicator refers to, apart from those of single cells.
fn note_keys<'a>(
    indicator: &'a Indicator,
    catalogue: &'a Catalogue,
) -> impl Iterator<Item = &'a str> {
    let parts = indicator.numerator.iter().chain(&indicator.denominator);
    // A numerator or denominator may be an indicator itself; then it has words as such.
    let parts = parts.filter(|key| catalogue.indicator(key).is_none());
    let breaks = indicator.breaks.iter().map(|one| &one.note);
    indicator
        .notes
        .iter()
        .chain(breaks)
        .chain(parts)
        .map(String::as_str)
}

fn without<'a, T>(
    missing: &mut BTreeSet<String>,
    list: &str,
    words: &Lookup<T>,
    keys: impl Iterator<Item = &'a str>,
) {
    let absent = keys.filter(|key| !words.contains_key(key));
    missing.extend(absent.map(|key| format!("{list}.{key}")));
}
