//! `atlas.toml`: what the atlas consists of, and the named tables that recipes refer to.

use std::collections::BTreeMap;

use serde::Deserialize;
use teilraum::model::{AreaSystem, Source, Theme};

use super::areas::AreasSource;
use super::changes::ChangesConfig;
use super::context::ContextConfig;
use super::disclosure::DisclosureConfig;
use super::facilities::FacilitiesConfig;
use super::keys::KeyRules;
use super::pages::PagesConfig;
use super::site::SiteConfig;
use crate::geometry::config::GeometryConfig;
use crate::imprint::Imprint;

/// The atlas file as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtlasFile {
    /// Stable key of the atlas.
    pub key: String,
    /// Languages, the default one first.
    pub languages: Vec<String>,
    /// Key of the indicator shown first.
    pub default_indicator: String,
    /// Key of the level shown first.
    pub default_level: String,
    /// Files of indicators; their order is the order of menus.
    pub indicators: Vec<String>,
    /// Files of texts by language.
    pub texts: BTreeMap<String, String>,
    /// Who publishes.
    #[serde(default)]
    pub imprint: Imprint,
    /// Area systems.
    pub system: Vec<AreaSystem>,
    /// Levels, coarsest first within their system.
    pub level: Vec<LevelConfig>,
    /// Themes in menu order.
    pub theme: Vec<Theme>,
    /// Sources.
    pub source: Vec<Source>,
    /// Further words by which areas are found.
    #[serde(default)]
    pub search: SearchConfig,
    /// Named sign tables; none where the built-in ones suffice.
    #[serde(default)]
    pub signs: BTreeMap<String, SignTable>,
    /// Named tables of quality letters to flag keys.
    #[serde(default)]
    pub quality: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Named key rules.
    #[serde(default)]
    pub keys: BTreeMap<String, KeyRules>,
    /// Outlines.
    #[serde(default)]
    pub geometry: Vec<GeometryConfig>,
    /// Land around the areas.
    #[serde(default)]
    pub context: Vec<ContextConfig>,
    /// Mergers and splits of areas.
    #[serde(default)]
    pub changes: Vec<ChangesConfig>,
    /// Points with a capacity.
    #[serde(default)]
    pub facilities: Vec<FacilitiesConfig>,
    /// How this office's secrets are kept.
    #[serde(default)]
    pub disclosure: DisclosureConfig,
    /// Static pages; none without this table.
    pub pages: Option<PagesConfig>,
    /// What is said of the atlas as a web site.
    #[serde(default)]
    pub site: SiteConfig,
}

/// What each sign of a source means.
pub type SignTable = BTreeMap<String, SignMeaning>;

/// What a cell that is no number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignMeaning {
    /// Exactly nothing where the area exists in the whole period and nothing is a possible
    /// value of the measure; otherwise not applicable.
    ZeroIfExists,
    /// Exactly nothing.
    Zero,
    /// More than nothing, less than half of the last shown digit.
    RoundedToZero,
    /// Not collected.
    Missing,
    /// Kept secret, and declared so.
    Suppressed,
    /// Unknown or secret; the source does not tell which.
    UnknownOrSecret,
    /// Falls due later.
    Pending,
    /// Makes no sense here.
    NotApplicable,
    /// Not certain enough to print.
    Unreliable,
}

/// A level and the file that lists its areas.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelConfig {
    /// Stable key.
    pub key: String,
    /// Key of its area system.
    pub system: String,
    /// Key of the next coarser level.
    pub parent: Option<String>,
    /// Its areas: a list, or a table of another form.
    pub areas: AreasSource,
}

/// Where further search terms come from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchConfig {
    /// Files of terms.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether names of dissolved areas lead to their successors.
    #[serde(default = "yes")]
    pub former_names: bool,
    /// The list of municipalities.
    pub gv2q: Option<MunicipalityRecipe>,
}

impl Default for SearchConfig {
    fn default() -> Self {
        Self {
            aliases: Vec::new(),
            former_names: true,
            gv2q: None,
        }
    }
}

/// How to read names and postcodes of municipalities from a workbook; columns count from 1.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MunicipalityRecipe {
    /// The workbook.
    pub file: String,
    /// Name of the sheet.
    pub sheet: String,
    /// Level whose areas the key columns name.
    pub level: String,
    /// First row of data.
    pub first_row: u32,
    /// Column of the kind of record.
    pub record_column: u32,
    /// Kind of record of a municipality.
    pub record: String,
    /// Columns that make up the key of the area, in order.
    pub key_columns: Vec<u32>,
    /// Column of the name.
    pub name_column: u32,
    /// Column of the postcode.
    pub postcode_column: u32,
}

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_signs_and_keys_may_be_left_out() {
        let file = r#"
            key = "a"
            languages = ["de"]
            default_indicator = "i"
            default_level = "l"
            indicators = []
            texts = {}
            system = []
            level = []
            theme = []
            source = []
        "#;
        let file: AtlasFile = toml::from_str(file).unwrap();
        assert!(file.signs.is_empty() && file.keys.is_empty());
    }
}
