//! What the reader has chosen.

use crate::model::ClassMethod;

// If you add a field here: (1) give it a default in `ViewState::start`, (2) write and read it in
// link.rs, (3) give it an `Action` and say in apply.rs what it changes; the round-trip test covers it.

/// Version of the link codec.
pub const LINK_VERSION: u8 = 1;

/// How few and how many classes a reader may ask for.
pub const CLASS_COUNTS: std::ops::RangeInclusive<u8> = 3..=7;

/// Which period is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PeriodChoice {
    /// The newest period of the indicator, whatever it is when the link is opened.
    #[default]
    Latest,
    /// The period with this key.
    At(String),
}

/// The chosen category of one axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Key of the axis.
    pub axis: String,
    /// Key of the category.
    pub category: String,
}

/// How the classes are cut; `None` means as the publisher proposes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassChoice {
    /// Method.
    pub method: Option<ClassMethod>,
    /// Number of classes, within [`CLASS_COUNTS`].
    pub k: Option<u8>,
    /// Cut anew for each period instead of once over all periods.
    pub per_period: bool,
    /// Bounds of the reader, in units of the last decimal, for [`ClassMethod::UserDefined`].
    pub bounds: Vec<i64>,
}

/// Where the map looks; in map metres, so that a link shows the same place on any screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CameraState {
    /// Centre to the east, in metres of the map plane.
    pub x_m: i32,
    /// Centre to the north, in metres of the map plane.
    pub y_m: i32,
    /// How wide the view is, in metres.
    pub width_m: u32,
}

/// Which page of the atlas is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Tab {
    /// The map.
    #[default]
    Map,
    /// The table.
    Table,
}

/// How the table is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub column: super::SortColumn,
    /// Largest or last first.
    pub descending: bool,
}

/// Everything a link restores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewState {
    /// Language of the interface: `de`, `en`.
    pub language: String,
    /// Key of the indicator.
    pub indicator: String,
    /// Key of the level.
    pub level: String,
    /// Period.
    pub period: PeriodChoice,
    /// Chosen categories other than the total, by axis.
    pub categories: Vec<Category>,
    /// Key of the chosen area, on any level.
    pub area: Option<String>,
    /// Classes.
    pub classes: ClassChoice,
    /// Classes highlighted in the legend, as a bit set; 0 highlights none.
    pub highlight: u16,
    /// Where the map looks; `None` shows everything.
    pub camera: Option<CameraState>,
    /// Open page.
    pub tab: Tab,
    /// Order of the table.
    pub sort: Sort,
    /// Page of a long table, 0 for the first.
    pub page: u32,
    /// Data version the link is pinned to.
    pub data_version: Option<String>,
}
