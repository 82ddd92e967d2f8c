//! `format = "bundle"`: an indicator of another published bundle, as it is.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Common, Container, Format, KeyRange, Outside, Recipe, ZeroMeaning};

/// An indicator of another published bundle.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The bundle's folder.
    pub dir: String,
    /// Key of the indicator there.
    pub indicator: String,
    /// Levels there to levels here; all those with equal keys where nothing is said.
    #[serde(default)]
    pub level: BTreeMap<String, String>,
    /// Name of the key rules.
    pub keys: String,
    /// The part of its periods to read.
    #[serde(default)]
    pub only_periods: KeyRange,
}

/// The recipe of these fields; a bundle says itself how its numbers are to be read.
pub(super) fn recipe(table: &toml::Table) -> Result<Recipe, String> {
    let fields = table.iter().filter(|(name, _)| *name != "format");
    let fields: toml::Table = fields
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let bundle: Bundle = fields.try_into().map_err(super::message)?;
    Ok(Recipe {
        common: Common {
            exponents: false,
            file: bundle.dir.clone(),
            decimal: '.',
            group: None,
            key_digits: Vec::new(),
            keys: bundle.keys.clone(),
            signs: "@sdmx".to_owned(),
            sign_overrides: BTreeMap::new(),
            zero: ZeroMeaning::Exact,
            multiply: 1,
            divide: 1,
            outside: Outside::Converted,
            only_periods: bundle.only_periods.clone(),
        },
        container: Container::Folder,
        format: Format::Bundle(bundle),
    })
}
