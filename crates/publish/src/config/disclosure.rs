//! `[disclosure]`: which figures are this office's own, and how its secrets are kept.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::indicator::Ingredient;

/// What the whole atlas says about disclosure control.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureConfig {
    /// Keys of the sources whose figures this office makes itself and must protect.
    #[serde(default)]
    pub own_sources: Vec<String>,
    /// The profile of every indicator that names no other.
    #[serde(default)]
    pub profile: ProfileName,
    /// Changed parameters by profile.
    #[serde(default)]
    pub profiles: BTreeMap<ProfileName, ProfileChanges>,
    /// Private file of decisions, beside the atlas file.
    #[serde(default = "ledger")]
    pub ledger: String,
    /// Said once, where no earlier release can exist.
    #[serde(default)]
    pub first_release: bool,
    /// Keys of indicators of earlier releases that are not published any more.
    #[serde(default)]
    pub retired: Vec<String>,
    /// How much work is spent on each secret before it counts as not proven safe, in percent.
    #[serde(default = "effort")]
    pub effort: u32,
    /// Totals and their parts that cannot be seen from the data.
    #[serde(default)]
    pub relation: Vec<RelationConfig>,
    /// Levels of different area systems that cut the same territory differently.
    #[serde(default)]
    pub overlap: Vec<OverlapConfig>,
    /// Largest contributors of each cell, for the dominance rules.
    #[serde(default)]
    pub contributions: Vec<SideFile>,
    /// Cell keys of each cell, for the profile `ckm`. Never published.
    #[serde(default)]
    pub cell_keys: Vec<SideFile>,
}

impl Default for DisclosureConfig {
    fn default() -> Self {
        Self {
            own_sources: Vec::new(),
            profile: ProfileName::default(),
            profiles: BTreeMap::new(),
            ledger: ledger(),
            first_release: false,
            retired: Vec::new(),
            effort: effort(),
            relation: Vec::new(),
            overlap: Vec::new(),
            contributions: Vec::new(),
            cell_keys: Vec::new(),
        }
    }
}

/// A bundle of parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileName {
    /// Counts 1 and 2 are withheld.
    #[default]
    #[serde(rename = "strict-3")]
    Strict3,
    /// Counts 1 to 4, and zeros in small groups.
    #[serde(rename = "careful-5")]
    Careful5,
    /// Counts 1 and 2, and all from which they follow.
    BaCompatible,
    /// Every count is rounded to a multiple of 5.
    #[serde(rename = "round5")]
    Round5,
    /// Every count gets the noise of its cell key.
    Ckm,
}

/// Parameters of a profile that differ from its defaults.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileChanges {
    /// Counts from 1 to below this are withheld.
    pub minimum: Option<u32>,
    /// Least width of the interval to which an attacker can narrow a secret.
    pub width: Option<u32>,
    /// Zeros are withheld where the whole of their group is below this; 0 publishes all zeros.
    pub small_group: Option<u32>,
    /// Shares and rates with a smaller denominator are withheld with their numerator.
    pub smallest_base: Option<u32>,
    /// Means of fewer cases are withheld with their numerator.
    pub smallest_cases: Option<u32>,
    /// p of the p-percent rule.
    pub p_percent: Option<u32>,
    /// Share in percent of a total that the largest two contributors may have together.
    pub largest_two_percent: Option<u32>,
    /// Base of rounding; 0 or 1 does not round.
    pub round: Option<u32>,
    /// Table of noise: a CSV file `from,to,key_below,change`.
    pub noise: Option<String>,
}

/// A total and its parts.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationConfig {
    /// The total; `*` stands for every category of an axis.
    pub total: Ingredient,
    /// What adds up to it.
    pub parts: Vec<Ingredient>,
}

/// Two levels of different area systems that overlap.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverlapConfig {
    /// Their keys.
    pub levels: [String; 2],
    /// CSV file with the header `first,second,atom`: one row for each smallest piece of territory,
    /// with the key of the area of either level that holds it.
    pub atoms: String,
}

/// A private file with numbers about the cells of one indicator.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideFile {
    /// Key of the indicator.
    pub indicator: String,
    /// CSV file, its first columns `level,area,period,category`.
    pub file: String,
}

/// What one indicator says about disclosure control.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorDisclosure {
    /// The profile used instead of the atlas's.
    pub profile: Option<ProfileName>,
    /// Whether it must be protected; `false` for what is public by law.
    #[serde(default = "yes")]
    pub protect: bool,
    /// The number of cases behind each mean, median or index that is read ready-made.
    pub cases: Option<Ingredient>,
    /// What a rate that is read ready-made is per: 1000 for "je 1.000". A share is per 100.
    pub per: Option<u32>,
}

impl Default for IndicatorDisclosure {
    fn default() -> Self {
        Self {
            profile: None,
            protect: true,
            cases: None,
            per: None,
        }
    }
}

fn ledger() -> String {
    "disclosure-ledger.json".to_owned()
}

fn effort() -> u32 {
    100
}

fn yes() -> bool {
    true
}
