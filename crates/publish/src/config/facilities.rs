//! `[[facilities]]`: points with a capacity, such as day-care centres with their places.

use serde::Deserialize;

/// A layer of facility points.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacilitiesConfig {
    /// Stable key; its words are in the texts.
    pub key: String,
    /// Key of the area system on whose map plane the points lie.
    pub system: String,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// The file with the points.
    pub file: String,
}
