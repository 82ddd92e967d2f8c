//! `[[facilities]]`: points with a capacity, such as day-care centres with their places.

use serde::Deserialize;

use crate::geometry::LayerConfig;

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
    /// Key of the unit of the capacity.
    pub unit: String,
    /// The file and how to read it; its `key` tells facilities apart.
    pub layer: LayerConfig,
    /// The attribute with the name.
    pub name: String,
    /// The attribute with the capacity, a whole number.
    #[serde(default)]
    pub capacity: Option<String>,
    /// Where places stand in a table; needed for CSV files and workbooks only.
    #[serde(default)]
    pub columns: Option<PointColumns>,
}

/// The columns of a table of points, named as in its header.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointColumns {
    /// East, or longitude.
    pub x: String,
    /// North, or latitude.
    pub y: String,
    /// Decimal sign of texts.
    #[serde(default = "point")]
    pub decimal: char,
    /// Separator of a CSV file.
    #[serde(default = "semicolon")]
    pub separator: char,
    /// Sheet of a workbook, where it has several.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Row of the header, from 1.
    #[serde(default = "first")]
    pub header_row: u32,
}

fn point() -> char {
    '.'
}

fn semicolon() -> char {
    ';'
}

fn first() -> u32 {
    1
}
