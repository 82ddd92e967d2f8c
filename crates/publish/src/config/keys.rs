//! Which level a key of a file belongs to. Keys are text: leading zeros count.

use serde::Deserialize;

/// Named rules of one kind of source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRules {
    /// Which level a key belongs to; the first match wins.
    pub levels: Vec<LevelRule>,
    /// Areas that a row fills besides its own.
    #[serde(default)]
    pub also: Vec<AlsoRule>,
    /// Keys that are no areas of this atlas.
    #[serde(default)]
    pub ignore: Vec<IgnoreRule>,
}

/// Keys of one level.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRule {
    /// The key itself.
    pub is: Option<String>,
    /// The number of digits of the keys.
    pub digits: Option<usize>,
    /// The level.
    pub level: String,
    /// The key that this atlas uses instead.
    #[serde(rename = "as")]
    pub renamed: Option<String>,
}

/// A row that stands for an area of a further level too: Hamburg is Land and Kreis.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlsoRule {
    /// The key in the file.
    pub key: String,
    /// The further level.
    pub level: String,
    /// The key in that level.
    #[serde(rename = "as")]
    pub other: String,
}

/// Keys that are left aside and counted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IgnoreRule {
    /// The key itself.
    pub is: Option<String>,
    /// The number of digits of the keys.
    pub digits: Option<usize>,
    /// What they are, for the report.
    pub what: String,
}

impl LevelRule {
    /// Whether `key` belongs to the level.
    #[must_use]
    pub fn matches(&self, key: &str) -> bool {
        matches(self.is.as_deref(), self.digits, key)
    }
}

impl IgnoreRule {
    /// Whether `key` is left aside.
    #[must_use]
    pub fn matches(&self, key: &str) -> bool {
        matches(self.is.as_deref(), self.digits, key)
    }
}

fn matches(is: Option<&str>, digits: Option<usize>, key: &str) -> bool {
    match is {
        Some(is) => is == key,
        None => digits == Some(key.len()) && key.bytes().all(|byte| byte.is_ascii_digit()),
    }
}
