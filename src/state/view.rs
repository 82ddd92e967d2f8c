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

/// How the map says the values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum MapKind {
    /// A color for each class.
    #[default]
    Classes,
    /// A color for each value, without classes.
    Unclassed,
    /// What has changed since another period.
    Change,
    /// Two indicators at once, in three classes each.
    Two,
    /// A symbol for each area, as large as its value.
    Symbols,
}

impl MapKind {
    /// Every kind, in the order menus list them.
    pub const ALL: [Self; 5] = [
        Self::Classes,
        Self::Unclassed,
        Self::Change,
        Self::Two,
        Self::Symbols,
    ];

    /// The stable name used in links and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Classes => "classes",
            Self::Unclassed => "unclassed",
            Self::Change => "change",
            Self::Two => "two",
            Self::Symbols => "symbols",
        }
    }
}

/// What stands for an area on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum AreaShape {
    /// Its outline.
    #[default]
    Outlines,
    /// A tile, as large as any other.
    Tiles,
    /// A circle as large as the number of people, near its place.
    Circles,
}

impl AreaShape {
    /// Every shape, in the order menus list them.
    pub const ALL: [Self; 3] = [Self::Outlines, Self::Tiles, Self::Circles];

    /// The stable name used in links and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Outlines => "outlines",
            Self::Tiles => "tiles",
            Self::Circles => "circles",
        }
    }
}

/// What kind of map is shown; the default is what every module can paint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapChoice {
    /// How the map says the values.
    pub kind: MapKind,
    /// For [`MapKind::Change`]: key of the period compared with; `None` for the earliest comparable.
    pub since: Option<String>,
    /// For [`MapKind::Change`]: in percent of the earlier value.
    pub relative: bool,
    /// For [`MapKind::Two`]: key of the second indicator; `None` before one is chosen.
    pub second: Option<String>,
    /// What stands for an area.
    pub shape: AreaShape,
    /// Whether areas whose class or rank chance leaves open are hatched.
    pub certainty: bool,
    /// Keys of the facilities drawn, in the catalogue's order.
    pub facilities: Vec<String>,
}

/// What the maps beside each other differ in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Multiples {
    /// The period.
    #[default]
    Periods,
    /// The category of the axis with this key.
    Categories(String),
    /// The indicator: the view's and those with these keys.
    Indicators(Vec<String>),
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
    /// Small maps beside each other.
    Multiples,
    /// Charts of the indicator.
    Charts,
    /// All indicators of the chosen area.
    Profile,
}

impl Tab {
    /// Every page, in the order they are listed.
    pub const ALL: [Self; 5] = [
        Self::Map,
        Self::Table,
        Self::Multiples,
        Self::Charts,
        Self::Profile,
    ];

    /// The stable name used in links and elements.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Table => "table",
            Self::Multiples => "multiples",
            Self::Charts => "charts",
            Self::Profile => "profile",
        }
    }
}

/// Which chart of the indicator is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum ChartKind {
    /// The areas in the order of their values.
    #[default]
    Ranking,
    /// How the values spread.
    Spread,
    /// How they went over time.
    Course,
}

impl ChartKind {
    /// Every kind, in the order menus list them.
    pub const ALL: [Self; 3] = [Self::Ranking, Self::Spread, Self::Course];

    /// The stable name used in links and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ranking => "ranking",
            Self::Spread => "spread",
            Self::Course => "course",
        }
    }
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
    /// Kind of map.
    pub map: MapChoice,
    /// What small maps differ in.
    pub multiples: Multiples,
    /// Which areas are wanted.
    pub filter: super::Filter,
    /// Classes highlighted in the legend, as a bit set; 0 highlights none.
    pub highlight: u16,
    /// Where the map looks; `None` shows everything.
    pub camera: Option<CameraState>,
    /// What the page of a profile shows.
    pub profile: super::ProfileChoice,
    /// Open page.
    pub tab: Tab,
    /// Which chart the page of charts shows.
    pub chart: ChartKind,
    /// Whether the sentences are in plain words (Einfache Sprache).
    pub easy: bool,
    /// Order of the table.
    pub sort: Sort,
    /// Page of a long table, 0 for the first.
    pub page: u32,
    /// Data version the link is pinned to.
    pub data_version: Option<String>,
}
