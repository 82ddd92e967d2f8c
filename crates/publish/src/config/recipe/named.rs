//! `format = "long"`, `"wide"` and `"sdmx-csv"`: tables whose first row names the columns.

use std::collections::BTreeMap;

use serde::Deserialize;
use teilraum::model::PeriodKind;

/// One row per value: area, period, categories, value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Long {
    /// Lines before the row of names.
    #[serde(default)]
    pub skip_rows: u32,
    /// The first line that begins so ends the table; `None` if the file ends with it.
    pub stop: Option<String>,
    /// Column of the area's key, or columns that make it up, in order.
    pub key: Names,
    /// Where the period stands.
    pub period: NamedPeriod,
    /// Column of the values.
    pub value: String,
    /// Columns of the limits of each value's interval.
    pub limits: Option<NamedLimits>,
    /// Columns that make up the indicator's axes, in their order.
    #[serde(default)]
    pub categories: Vec<NamedCategory>,
    /// Columns by which rows are chosen.
    #[serde(default)]
    pub select: Vec<NamedSelect>,
    /// Columns that say something beside the value.
    #[serde(default)]
    pub quality: Vec<NamedQuality>,
    /// Columns whose empty cells repeat the one above.
    #[serde(default)]
    pub fill_down: Vec<String>,
}

/// One row per area, or per area and period; one column per value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wide {
    /// Lines before the row of names.
    #[serde(default)]
    pub skip_rows: u32,
    /// The first line that begins so ends the table; `None` if the file ends with it.
    pub stop: Option<String>,
    /// Column of the area's key, or columns that make it up, in order.
    pub key: Names,
    /// Where the period stands; in the names of the columns where they hold `{period}`.
    pub period: NamedPeriod,
    /// The columns to read.
    pub columns: Vec<NamedColumn>,
    /// Columns by which rows are chosen.
    #[serde(default)]
    pub select: Vec<NamedSelect>,
    /// Columns that say something beside the values of their row.
    #[serde(default)]
    pub quality: Vec<NamedQuality>,
    /// Columns whose empty cells repeat the one above.
    #[serde(default)]
    pub fill_down: Vec<String>,
}

/// SDMX-CSV 1.0 or 2.0: one row per observation, columns named by dimension and attribute.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SdmxCsv {
    /// Dimension of the area's key.
    pub key: String,
    /// Attributes with the limits of each value's interval.
    pub limits: Option<NamedLimits>,
    /// How to read `TIME_PERIOD`.
    pub period: SdmxPeriod,
    /// Dimensions that make up the indicator's axes, in their order.
    #[serde(default)]
    pub categories: Vec<NamedCategory>,
    /// Dimensions by which rows are chosen.
    #[serde(default)]
    pub select: Vec<NamedSelect>,
    /// Attributes such as `OBS_STATUS` and `CONF_STATUS`.
    #[serde(default)]
    pub quality: Vec<NamedQuality>,
}

/// The name of a column, or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Names {
    /// One.
    One(String),
    /// Several, in order.
    Many(Vec<String>),
}

impl Names {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Many(names) => names,
        }
    }
}

/// Where a table with named columns says the period.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedPeriod {
    /// The column.
    pub column: Option<String>,
    /// The same period for every row.
    pub constant: Option<String>,
    /// How to read it.
    pub kind: PeriodKind,
    /// What stands around it: `Jahr {period}`.
    pub pattern: Option<String>,
    /// How it is completed before it is read: `{period}-12-31`.
    #[serde(rename = "as")]
    pub form: Option<String>,
}

/// How to read `TIME_PERIOD`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SdmxPeriod {
    /// What kind of time it holds.
    pub kind: PeriodKind,
    /// How it is completed before it is read: `{period}-12-31`.
    #[serde(rename = "as")]
    pub form: Option<String>,
}

/// A column of values.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedColumn {
    /// Its name; `{period}` stands for the period where the names say it.
    pub column: String,
    /// Category tuple, keys joined by `/`; only where the indicator has axes.
    pub category: Option<String>,
    /// Columns of the limits of each value's interval.
    pub limits: Option<NamedLimits>,
}

/// Two columns: between them lies what a value may have been without chance.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedLimits {
    /// Column of the lower limits; `{period}` as in the column of the values.
    pub lower: String,
    /// Column of the upper limits.
    pub upper: String,
}

/// A column that is an axis of the indicator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedCategory {
    /// Its name.
    pub column: String,
    /// Key of the axis.
    pub axis: String,
    /// What stands there to category keys.
    pub map: BTreeMap<String, String>,
    /// What becomes of rows with something else there.
    #[serde(default)]
    pub others: Others,
}

/// What becomes of rows whose category the recipe does not map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Others {
    /// They are errors.
    #[default]
    Refuse,
    /// They are left aside.
    Leave,
}

/// A column by which rows are chosen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedSelect {
    /// Its name.
    pub column: String,
    /// What stands there in the rows that are read.
    pub is: Names,
}

/// A column that says something beside the value: a flag, or why there is none.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedQuality {
    /// Its name.
    pub column: String,
    /// Name of the table of letters.
    pub table: String,
}
