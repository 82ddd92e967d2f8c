//! By which words an area is found.

use super::AreaIx;

/// What kind of word leads to an area.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum TermKind {
    /// A former name of the area, or the name of an area merged into it.
    FormerName,
    /// A place inside it: a municipality, a district.
    Place,
    /// A postcode.
    Postcode,
    /// Any other name people use.
    Alias,
}

/// A word that leads to areas beyond their own names and keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct SearchTerm {
    /// The word as people write it: "Eisenach", "82319".
    pub term: String,
    /// What kind of word it is.
    pub kind: TermKind,
    /// The areas it leads to, ascending.
    pub areas: Vec<AreaIx>,
}
