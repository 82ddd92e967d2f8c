//! Recipes: how one source file is read. Nothing is guessed.
//!
//! A recipe has three parts: [`Common`] says what the cells mean, [`Container`] how cells are got
//! out of the file, [`Format`] which cell is the value of which area, period and category.

mod bundle;
mod check;
mod container;
mod ffcsv;
mod named;
mod pivot;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::atlas::SignMeaning;
pub use bundle::Bundle;
pub(super) use check::check;
pub use container::{Container, ContainerFields, Encoding, TextFile};
pub use ffcsv::{Ffcsv, FfcsvCategory, FfcsvPeriod, FfcsvSelect};
pub use named::{
    Long, NamedCategory, NamedColumn, NamedLimits, NamedPeriod, NamedQuality, NamedSelect, Names,
    Others, SdmxCsv, SdmxPeriod, Wide,
};
pub use pivot::{Pivot, PivotColumn, PivotPeriod};

/// How to read one file for one indicator.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// What every format needs.
    pub common: Common,
    /// How cells are got out of the file.
    pub container: Container,
    /// The format and what it needs.
    pub format: Format,
}

/// Which cell is the value of which area, period and category.
#[derive(Clone, Debug)]
pub enum Format {
    /// A table with preamble, header rows and footnotes.
    Pivot(Pivot),
    /// One row per cell, as GENESIS writes it.
    Ffcsv(Ffcsv),
    /// One row per value, columns by name.
    Long(Long),
    /// One row per area, columns by name.
    Wide(Wide),
    /// SDMX-CSV.
    SdmxCsv(SdmxCsv),
    /// An indicator of another published bundle.
    Bundle(Bundle),
}

/// What every recipe says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// The source file.
    pub file: String,
    /// Decimal sign.
    pub decimal: char,
    /// Sign between groups of three digits; a blank stands for every kind of blank.
    pub group: Option<char>,
    /// Whether numbers may carry a power of ten: `2.03e+06`.
    #[serde(default)]
    pub exponents: bool,
    /// Numbers of digits of the keys that begin a cell with more in it, such as the name.
    #[serde(default)]
    pub key_digits: Vec<usize>,
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
const COMMON_FIELDS: [&str; 13] = [
    "file",
    "decimal",
    "group",
    "exponents",
    "key_digits",
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

impl Recipe {
    /// Reads the table of one `[[indicator.read]]`; `Err` is the message of the TOML reader.
    ///
    /// # Errors
    /// If `format` is missing or unknown, or a field is missing, unknown or of the wrong type.
    pub fn parse(table: &toml::Table) -> Result<Self, String> {
        let name = table.get("format").ok_or("missing field `format`")?;
        let name = name.as_str().unwrap_or_default();
        if name == "bundle" {
            return bundle::recipe(table);
        }
        let [mut common, file, special] = parts(table);
        // The point is part of these: nobody may say otherwise.
        if name == "sdmx-csv" || file.contains_key("resource") {
            common
                .entry("decimal")
                .or_insert_with(|| toml::Value::String(".".to_owned()));
        }
        let format = format(name, special)?;
        let standard = match &format {
            Format::Ffcsv(_) => Some((Encoding::Utf8Bom, ';')),
            Format::SdmxCsv(_) => Some((Encoding::Utf8, ',')),
            _ => None,
        };
        let container = file.try_into::<ContainerFields>().map_err(message)?;
        let container = container.container(standard)?;
        let by_name = matches!(format, Format::Long(_) | Format::Wide(_));
        if matches!(container, Container::Resource(_)) && !by_name {
            return Err("`resource`, expected it with `long` or `wide` only".to_owned());
        }
        let common = common.try_into().map_err(message)?;
        Ok(Self {
            common,
            container,
            format,
        })
    }

    /// Whether there are limits beside each of the values it reads.
    #[must_use]
    pub fn has_limits(&self) -> bool {
        match &self.format {
            Format::Long(long) => long.limits.is_some(),
            Format::Wide(wide) => wide.columns.iter().all(|column| column.limits.is_some()),
            Format::SdmxCsv(sdmx) => sdmx.limits.is_some(),
            Format::Pivot(_) | Format::Ffcsv(_) | Format::Bundle(_) => false,
        }
    }

    /// Whether there are limits beside any of the values it reads.
    #[must_use]
    pub fn has_any_limits(&self) -> bool {
        match &self.format {
            Format::Wide(wide) => wide.columns.iter().any(|column| column.limits.is_some()),
            _ => self.has_limits(),
        }
    }

    /// Lines before the part of the file that this recipe reads.
    #[must_use]
    pub fn skip_rows(&self) -> u32 {
        match &self.format {
            Format::Pivot(pivot) => pivot.skip_rows,
            Format::Long(long) => long.skip_rows,
            Format::Wide(wide) => wide.skip_rows,
            Format::Ffcsv(_) | Format::SdmxCsv(_) | Format::Bundle(_) => 0,
        }
    }

    /// How the first line after that part begins; `None` if the file ends with it.
    #[must_use]
    pub fn stop(&self) -> Option<&str> {
        match &self.format {
            Format::Pivot(pivot) => pivot.stop.as_deref(),
            Format::Long(long) => long.stop.as_deref(),
            Format::Wide(wide) => wide.stop.as_deref(),
            Format::Ffcsv(_) | Format::SdmxCsv(_) | Format::Bundle(_) => None,
        }
    }
}

/// The fields of [`Common`], of [`ContainerFields`], and of the format.
fn parts(table: &toml::Table) -> [toml::Table; 3] {
    let mut parts = [(); 3].map(|()| toml::Table::new());
    let [common, file, special] = &mut parts;
    for (name, value) in table.iter().filter(|(name, _)| *name != "format") {
        let part = match name.as_str() {
            name if COMMON_FIELDS.contains(&name) => &mut *common,
            name if container::FIELDS.contains(&name) => &mut *file,
            _ => &mut *special,
        };
        part.insert(name.clone(), value.clone());
    }
    parts
}

fn format(name: &str, special: toml::Table) -> Result<Format, String> {
    let format = match name {
        "pivot" => special.try_into().map(Format::Pivot),
        "ffcsv" => special.try_into().map(Format::Ffcsv),
        "long" => special.try_into().map(Format::Long),
        "wide" => special.try_into().map(Format::Wide),
        "sdmx-csv" => special.try_into().map(Format::SdmxCsv),
        other => {
            let known = "`pivot`, `ffcsv`, `long`, `wide`, `sdmx-csv` or `bundle`";
            return Err(format!("format `{other}`, expected {known}"));
        }
    };
    format.map_err(message)
}

fn message(error: toml::de::Error) -> String {
    error.message().to_owned()
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
        assert_eq!(
            message,
            "format `xls`, expected `pivot`, `ffcsv`, `long`, `wide`, `sdmx-csv` or `bundle`"
        );
    }
}
