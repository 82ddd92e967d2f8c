//! Recipes: how one source file is read. Nothing is guessed.

use std::collections::BTreeMap;

use serde::Deserialize;
use teilraum::model::PeriodKind;

use super::atlas::SignMeaning;

/// How to read one file for one indicator.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// What every format needs.
    pub common: Common,
    /// The format and what it needs.
    pub format: Format,
}

/// The format of a source file.
#[derive(Clone, Debug)]
pub enum Format {
    /// A table with preamble, header rows and footnotes.
    Pivot(Pivot),
    /// One row per cell, as GENESIS writes it.
    Ffcsv(Ffcsv),
}

/// What every recipe says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// The source file.
    pub file: String,
    /// Decimal sign.
    pub decimal: char,
    /// Name of the key rules.
    pub keys: String,
    /// Name of the sign table.
    pub signs: String,
    /// Signs that this file uses differently.
    #[serde(default)]
    pub sign_overrides: BTreeMap<String, SignMeaning>,
    /// What a printed zero means.
    #[serde(default)]
    pub zero: ZeroMeaning,
    /// Factor to the indicator's unit.
    #[serde(default = "one")]
    pub multiply: u32,
    /// Divisor to the indicator's unit.
    #[serde(default = "one")]
    pub divide: u32,
    /// What a number means whose area does not exist in the period.
    #[serde(default)]
    pub outside: Outside,
    /// The part of the file's periods to read.
    #[serde(default)]
    pub only_periods: KeyRange,
}

/// The fields of [`Common`], to tell them from those of a format.
const COMMON_FIELDS: [&str; 10] = [
    "file",
    "decimal",
    "keys",
    "signs",
    "sign_overrides",
    "zero",
    "multiply",
    "divide",
    "outside",
    "only_periods",
];

/// What a printed zero means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroMeaning {
    /// Exactly nothing.
    #[default]
    Exact,
    /// More than nothing, less than half of the last shown digit.
    Rounded,
}

/// What a number means whose area does not exist in the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outside {
    /// It is not published, and listed.
    #[default]
    Refuse,
    /// The source converted it to a later territorial status.
    Converted,
}

/// A range of period keys, compared as text, both ends inclusive.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRange {
    /// First key.
    pub from: Option<String>,
    /// Last key.
    pub to: Option<String>,
}

impl KeyRange {
    /// Whether `key` lies in the range.
    #[must_use]
    pub fn contains(&self, key: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= key)
            && self.to.as_deref().is_none_or(|to| key <= to)
    }
}

/// How the bytes of a text file become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Encoding {
    /// ISO 8859-1.
    #[serde(rename = "latin1")]
    Latin1,
    /// Windows-1252.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// UTF-8 without byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-8 with byte order mark.
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
}

/// A table with preamble, header rows and footnotes; columns count from 1.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pivot {
    /// Encoding of the file.
    pub encoding: Encoding,
    /// Column separator.
    pub separator: char,
    /// Lines before the header rows.
    pub skip_rows: u32,
    /// Number of header rows.
    pub header_rows: u32,
    /// The first line that begins so ends the table; `None` if the file ends with it.
    pub stop: Option<String>,
    /// Number of columns of every data row.
    pub width: usize,
    /// Column of the area's key.
    pub key_column: usize,
    /// Where the period stands.
    pub period: PivotPeriod,
    /// The columns to read.
    pub columns: Vec<PivotColumn>,
}

/// Where a pivot table says the period: in a column, or nowhere in the rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PivotPeriod {
    /// The column.
    pub column: Option<usize>,
    /// The same period for every row.
    pub constant: Option<String>,
    /// How to read it.
    pub kind: PeriodKind,
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
}

/// One row per cell, as GENESIS writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ffcsv {
    /// How to read the column `time`.
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

/// How to read the column `time`.
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

impl Recipe {
    /// Reads the table of one `[[indicator.read]]`; `Err` is the message of the TOML reader.
    ///
    /// # Errors
    /// If `format` is missing or unknown, or a field is missing, unknown or of the wrong type.
    pub fn parse(table: &toml::Table) -> Result<Self, String> {
        let message = |error: toml::de::Error| error.message().to_owned();
        let (mut common, mut special) = (toml::Table::new(), toml::Table::new());
        for (name, value) in table.iter().filter(|(name, _)| *name != "format") {
            let is_common = COMMON_FIELDS.contains(&name.as_str());
            let part = if is_common { &mut common } else { &mut special };
            part.insert(name.clone(), value.clone());
        }
        let format = match table.get("format").and_then(toml::Value::as_str) {
            Some("pivot") => Format::Pivot(special.try_into().map_err(message)?),
            Some("ffcsv") => Format::Ffcsv(special.try_into().map_err(message)?),
            Some(other) => {
                return Err(format!("format `{other}`, expected `pivot` or `ffcsv`"));
            }
            None => return Err("missing field `format`".to_owned()),
        };
        let common = common.try_into().map_err(message)?;
        Ok(Self { common, format })
    }
}

fn one() -> u32 {
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIVOT: &str = r#"
        format = "pivot"
        file = "a.csv"
        encoding = "latin1"
        separator = ";"
        decimal = ","
        skip_rows = 1
        header_rows = 1
        stop = "____"
        width = 3
        key_column = 2
        period = { column = 1, kind = "calendar-year" }
        columns = [{ column = 3, header = ["EUR"] }]
        keys = "k"
        signs = "s"
    "#;

    fn parse(text: &str) -> Result<Recipe, String> {
        Recipe::parse(&text.parse::<toml::Table>().unwrap())
    }

    #[test]
    fn a_complete_recipe_is_read() {
        assert!(parse(PIVOT).is_ok());
    }

    #[test]
    fn every_missing_field_is_named() {
        for line in PIVOT
            .lines()
            .filter(|line| line.contains(" = ") && !line.contains("stop"))
        {
            let field = line.trim().split(' ').next().unwrap();
            let message = parse(&PIVOT.replace(line, "")).unwrap_err();
            assert_eq!(message, format!("missing field `{field}`"));
        }
    }

    #[test]
    fn fields_of_another_format_are_refused() {
        let message = parse(&format!("{PIVOT}\nvalue_unit = \"EUR\"")).unwrap_err();
        assert!(
            message.starts_with("unknown field `value_unit`"),
            "{message}"
        );
    }

    #[test]
    fn an_unknown_format_is_refused() {
        let message = parse(&PIVOT.replace("pivot", "xls")).unwrap_err();
        assert_eq!(message, "format `xls`, expected `pivot` or `ffcsv`");
    }
}
