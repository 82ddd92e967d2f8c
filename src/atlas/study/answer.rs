//! What a study says, ready to be put on a page. Every text is final.

/// What a study says.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StudyAnswer {
    /// What was studied: "Verfügbares Einkommen, Kreise, 2018".
    pub title: String,
    /// The data version it was computed from.
    pub version: String,
    /// What was found, in reading order.
    pub sentences: Vec<String>,
    /// Areas by name that belong together.
    pub groups: Vec<StudyGroup>,
    /// How it was done, what was left out, and what it does not say.
    pub notes: Vec<String>,
}

/// Areas that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StudyGroup {
    /// Stable key.
    pub key: String,
    /// What they have in common, and how many they are.
    pub title: String,
    /// Their names, sorted.
    pub names: Vec<String>,
}
