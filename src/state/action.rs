//! What a reader can do, and what each deed makes stale.

use crate::model::ClassMethod;

use super::{AreaShape, ChartKind, MapKind, ProfilePart, Tab};

/// A compass direction of the keyboard walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Direction {
    /// Up.
    North,
    /// Right.
    East,
    /// Down.
    South,
    /// Left.
    West,
}

/// A step through the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum RankMove {
    /// To the largest value.
    First,
    /// To the next larger value.
    Higher,
    /// To the next smaller value.
    Lower,
    /// To the smallest value.
    Last,
}

/// A column the table can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum SortColumn {
    /// Name of the area.
    #[default]
    Name,
    /// Official key.
    Key,
    /// Value; areas without a number come last either way.
    Value,
    /// Name of the parent area.
    Parent,
}

/// Something the reader does.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(tag = "do", rename_all = "kebab-case"))]
pub enum Action {
    /// Restore the state of a link's fragment (without `#`).
    Open {
        /// The fragment.
        link: String,
    },
    /// Choose a language.
    Language {
        /// Its tag.
        language: String,
    },
    /// Choose an indicator.
    Indicator {
        /// Its key.
        key: String,
    },
    /// Choose a level.
    Level {
        /// Its key.
        key: String,
    },
    /// Choose a period, or the newest one.
    Period {
        /// Its key; `null` for the newest.
        key: Option<String>,
    },
    /// Go to an earlier (negative) or later period.
    StepPeriod {
        /// How many periods.
        by: i32,
    },
    /// Choose a category.
    Category {
        /// Key of the axis.
        axis: String,
        /// Key of the category.
        category: String,
    },
    /// Choose an area by key, or none.
    Area {
        /// Its key.
        key: Option<String>,
    },
    /// Walk to the neighbouring area in a direction; without a chosen area, to the one in the middle.
    Walk {
        /// Which way.
        direction: Direction,
    },
    /// Walk through the ranking.
    Rank {
        /// Which way.
        to: RankMove,
    },
    /// Choose how classes are cut; `null` for the publisher's proposal.
    ClassMethod {
        /// The method.
        method: Option<ClassMethod>,
    },
    /// Choose the number of classes; `null` for the publisher's proposal.
    ClassCount {
        /// The number.
        k: Option<u8>,
    },
    /// Cut classes for each period anew, or once over all.
    ClassesPerPeriod {
        /// Whether each period gets its own.
        per_period: bool,
    },
    /// Give own inner bounds, as typed numbers in the indicator's unit.
    ClassBounds {
        /// The bounds.
        bounds: Vec<f64>,
    },
    /// Highlight a class of the legend, or stop.
    Highlight {
        /// Its position, 0 for the lowest.
        class: u8,
    },
    /// Choose the kind of map; what is `null` stays as it is.
    Map {
        /// How the map says the values.
        kind: Option<MapKind>,
        /// Key of the period a change is told since; empty for the earliest comparable.
        since: Option<String>,
        /// Whether a change is told in percent of the earlier value.
        relative: Option<bool>,
        /// Key of the second indicator; empty for none.
        second: Option<String>,
        /// What stands for an area.
        shape: Option<AreaShape>,
        /// Whether areas whose class or rank chance leaves open are hatched.
        certainty: Option<bool>,
        /// Keys of the facilities drawn.
        facilities: Option<Vec<String>>,
    },
    /// Choose what small maps differ in: periods, unless one of the two is given.
    Multiples {
        /// Key of an axis whose categories are shown.
        axis: Option<String>,
        /// Keys of further indicators.
        indicators: Option<Vec<String>>,
    },
    /// Change the conditions that areas are to meet; only the larger module can.
    #[cfg(feature = "kinds")]
    Filter {
        /// What is changed.
        edit: super::FilterEdit,
    },
    /// Choose what a profile shows; what is `null` stays as it is.
    Profile {
        /// Which part of it.
        part: Option<ProfilePart>,
        /// Keys of the areas compared with the chosen one.
        beside: Option<Vec<String>>,
    },
    /// Open a page of the atlas.
    Tab {
        /// Which.
        tab: Tab,
    },
    /// Choose a chart of the indicator.
    Chart {
        /// Which.
        chart: ChartKind,
    },
    /// Have the sentences in plain words (Einfache Sprache), or as they were.
    Easy {
        /// Whether they are plain.
        easy: bool,
    },
    /// Sort the table by a column; again by the same column turns the order round.
    Sort {
        /// The column.
        column: SortColumn,
    },
    /// Turn to a page of a long table.
    Page {
        /// Which, 0 for the first.
        page: u32,
    },
    /// The map has come to rest here.
    Camera {
        /// Centre to the east, in metres of the map plane.
        x_m: i32,
        /// Centre to the north, in metres of the map plane.
        y_m: i32,
        /// Width of the view in metres.
        width_m: u32,
    },
    /// Show everything again.
    ResetCamera,
}

/// What an action made stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Changes {
    /// The answer: title, legend, words, table.
    pub answer: bool,
    /// The colours of the map.
    pub colors: bool,
    /// The outlines of the map: another level or camera.
    pub outlines: bool,
    /// The language of everything.
    pub language: bool,
    /// The address.
    pub link: bool,
    /// Whether the address deserves an entry of its own in the history.
    pub push: bool,
}

/// An action as it comes in: what to do, and whatever that needs.
///
/// One flat object keeps the reading code small in the browser.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Fields {
    r#do: String,
    link: Option<String>,
    language: Option<String>,
    key: Option<String>,
    by: Option<i32>,
    axis: Option<String>,
    category: Option<String>,
    direction: Option<Direction>,
    to: Option<RankMove>,
    method: Option<ClassMethod>,
    k: Option<u8>,
    per_period: Option<bool>,
    bounds: Option<Vec<f64>>,
    class: Option<u8>,
    kind: Option<MapKind>,
    since: Option<String>,
    relative: Option<bool>,
    second: Option<String>,
    shape: Option<AreaShape>,
    certainty: Option<bool>,
    facilities: Option<Vec<String>>,
    indicators: Option<Vec<String>>,
    #[cfg(feature = "kinds")]
    edit: Option<super::FilterEdit>,
    part: Option<ProfilePart>,
    beside: Option<Vec<String>>,
    tab: Option<Tab>,
    chart: Option<ChartKind>,
    easy: Option<bool>,
    column: Option<SortColumn>,
    page: Option<u32>,
    x_m: Option<i32>,
    y_m: Option<i32>,
    width_m: Option<u32>,
}

/// Why an object is no action.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActionError {
    /// Nothing of that name can be done.
    #[error("\"{0}\" is no action")]
    Unknown(String),
    /// Something the action needs is missing.
    #[error("the action \"{0}\" lacks \"{1}\"")]
    Lacks(String, &'static str),
}

impl<'de> serde::Deserialize<'de> for Action {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Fields::deserialize(deserializer)?;
        Self::try_from(fields).map_err(serde::de::Error::custom)
    }
}

impl TryFrom<Fields> for Action {
    type Error = ActionError;

    fn try_from(fields: Fields) -> Result<Self, ActionError> {
        let name = fields.r#do;
        macro_rules! need {
            ($field:ident) => {
                fields
                    .$field
                    .ok_or_else(|| ActionError::Lacks(name.clone(), stringify!($field)))?
            };
        }
        Ok(match name.as_str() {
            "open" => Self::Open { link: need!(link) },
            "language" => Self::Language {
                language: need!(language),
            },
            "indicator" => Self::Indicator { key: need!(key) },
            "level" => Self::Level { key: need!(key) },
            "period" => Self::Period { key: fields.key },
            "step-period" => Self::StepPeriod { by: need!(by) },
            "category" => Self::Category {
                axis: need!(axis),
                category: need!(category),
            },
            "area" => Self::Area { key: fields.key },
            "walk" => Self::Walk {
                direction: need!(direction),
            },
            "rank" => Self::Rank { to: need!(to) },
            "class-method" => Self::ClassMethod {
                method: fields.method,
            },
            "class-count" => Self::ClassCount { k: fields.k },
            "classes-per-period" => Self::ClassesPerPeriod {
                per_period: need!(per_period),
            },
            "class-bounds" => Self::ClassBounds {
                bounds: need!(bounds),
            },
            "highlight" => Self::Highlight {
                class: need!(class),
            },
            "map" => Self::Map {
                kind: fields.kind,
                since: fields.since,
                relative: fields.relative,
                second: fields.second,
                shape: fields.shape,
                certainty: fields.certainty,
                facilities: fields.facilities,
            },
            "multiples" => Self::Multiples {
                axis: fields.axis,
                indicators: fields.indicators,
            },
            #[cfg(feature = "kinds")]
            "filter" => Self::Filter { edit: need!(edit) },
            "profile" => Self::Profile {
                part: fields.part,
                beside: fields.beside,
            },
            "tab" => Self::Tab { tab: need!(tab) },
            "chart" => Self::Chart {
                chart: need!(chart),
            },
            "easy" => Self::Easy { easy: need!(easy) },
            "sort" => Self::Sort {
                column: need!(column),
            },
            "page" => Self::Page { page: need!(page) },
            "camera" => Self::Camera {
                x_m: need!(x_m),
                y_m: need!(y_m),
                width_m: need!(width_m),
            },
            "reset-camera" => Self::ResetCamera,
            _ => return Err(ActionError::Unknown(name)),
        })
    }
}
