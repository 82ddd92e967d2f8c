//! `format = "pivot"`: a table with preamble, header rows and footnotes; columns have numbers.

use serde::Deserialize;
use teilraum::model::PeriodKind;

/// A table with preamble, header rows and footnotes; columns count from 1.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pivot {
    /// Lines before the header rows.
    pub skip_rows: u32,
    /// Number of header rows.
    pub header_rows: u32,
    /// Whether a header cell stands only over the first column of those it holds for.
    #[serde(default)]
    pub header_spans: bool,
    /// The first line that begins so ends the table; `None` if the file ends with it.
    pub stop: Option<String>,
    /// Number of columns of every data row; rows of a workbook may be shorter.
    pub width: usize,
    /// Column of the area's key.
    pub key_column: usize,
    /// Columns whose empty cells repeat the one above.
    #[serde(default)]
    pub fill_down: Vec<usize>,
    /// Where the period stands.
    pub period: PivotPeriod,
    /// The columns to read.
    pub columns: Vec<PivotColumn>,
}

/// Where a pivot table says the period: in a column, for every row, or for each column of values.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PivotPeriod {
    /// The column.
    pub column: Option<usize>,
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

/// A column of values.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PivotColumn {
    /// Its number.
    pub column: usize,
    /// What its header rows say.
    pub header: Vec<String>,
    /// Category tuple, keys joined by `/`; only where the indicator has axes.
    pub category: Option<String>,
    /// Its period, where neither a column nor a constant says it.
    pub period: Option<String>,
}
