//! `format = "ffcsv"`: flat files of GENESIS, one row per cell.

use std::collections::BTreeMap;

use serde::Deserialize;
use teilraum::model::PeriodKind;

use super::named::Others;

/// One row per cell, as GENESIS writes it, in its newer or its older dialect.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ffcsv {
    /// How to read the column `time` or `Zeit`.
    pub period: FfcsvPeriod,
    /// Variables whose attribute is the area's key.
    pub areas: Vec<String>,
    /// Codes of the measured variable.
    pub value: Vec<String>,
    /// Its unit as the file writes it.
    pub value_unit: String,
    /// Variables that make up the indicator's axes.
    #[serde(default)]
    pub categories: Vec<FfcsvCategory>,
    /// Variables of which one attribute is read.
    #[serde(default)]
    pub select: Vec<FfcsvSelect>,
    /// Name of the table of quality letters.
    pub quality: Option<String>,
}

/// How to read the column of time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FfcsvPeriod {
    /// What kind of time it holds.
    pub kind: PeriodKind,
}

/// A variable that is an axis of the indicator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FfcsvCategory {
    /// Code of the variable.
    pub variable: String,
    /// Key of the axis.
    pub axis: String,
    /// Attribute codes to category keys; the empty code is usually the total.
    pub map: BTreeMap<String, String>,
    /// What becomes of rows with another attribute.
    #[serde(default)]
    pub others: Others,
}

/// A variable of which one attribute is read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FfcsvSelect {
    /// Code of the variable.
    pub variable: String,
    /// Code of the attribute.
    pub attribute: String,
}
