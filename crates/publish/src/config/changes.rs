//! `[[changes]]`: tables of mergers and splits, by which old series move to the chosen status.

use serde::Deserialize;

/// A table of territorial changes of one level.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangesConfig {
    /// Key of the level whose areas change.
    pub level: String,
    /// The table.
    pub file: String,
}
