//! Tables that the configuration names: CSV, workbook, or the attributes of a file of shapes.
//!
//! Whatever the format, a [`Sheet`] has a header and rows of [`Field`]s that know whether the file
//! holds a text or a number: a key that is a number has lost its leading zeros.

mod book;
mod layer;
mod text;

use std::path::Path;

use crate::finding::Place;
use crate::geometry::config::Format;
use crate::report::{Report, found, in_file, in_row};

/// Where a table is and how it is read.
#[derive(Clone, Copy, Debug)]
pub struct SheetSource<'a> {
    /// The file; its ending says the format.
    pub file: &'a str,
    /// Name of the sheet of a workbook, or of the table or object in a file of shapes; its only one
    /// where none is given.
    pub sheet: Option<&'a str>,
    /// Row of the header, from 1, in CSV files and workbooks.
    pub header_row: u32,
    /// Separator of a CSV file.
    pub separator: char,
    /// Encoding of a CSV file or an attribute table.
    pub encoding: Option<&'a str>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Where it was read.
    pub file: String,
    /// Row of the header, from 1; 0 where the format has none.
    pub header_row: u64,
    /// Names of the columns.
    pub header: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row with its number in the file, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The number.
    pub number: u64,
    /// One per column.
    pub fields: Vec<Field>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field {
    /// Empty.
    #[default]
    Nothing,
    /// A text without the blanks around it.
    Text(String),
    /// A number as it is written without grouping.
    Number(String),
}

impl Field {
    /// A text, or nothing if it is blank.
    fn of(text: &str) -> Self {
        match text.trim() {
            "" => Self::Nothing,
            text => Self::Text(text.to_owned()),
        }
    }

    /// A number; whole ones are written without decimals.
    fn number(number: f64) -> Self {
        Self::Number(number.to_string())
    }

    /// What it says, whatever its kind.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Nothing => "",
            Self::Text(text) | Self::Number(text) => text,
        }
    }
}

impl Sheet {
    /// The column with the name `name`; none is an error in the report.
    pub fn column(&self, name: &str, report: &mut Report) -> Option<usize> {
        let at = self.header.iter().position(|known| known == name);
        if at.is_none() {
            let expected = format!("a column `{name}`");
            let wording = found(expected, format!("only {}", self.header.join(", ")));
            report.error("config", self.header_place(), wording);
        }
        at
    }

    /// The place of the header.
    #[must_use]
    pub fn header_place(&self) -> Place {
        match self.header_row {
            0 => in_file(&self.file),
            row => in_row(&self.file, row, None),
        }
    }

    /// The place of a cell.
    #[must_use]
    pub fn place(&self, row: &Row, column: usize) -> Place {
        let name = self.header.get(column).map(String::as_str);
        in_row(&self.file, row.number, name)
    }
}

/// Reads a table; `None` after an error in the report.
pub fn read(root: &Path, source: SheetSource<'_>, report: &mut Report) -> Option<Sheet> {
    let ending = source.file.rsplit('.').next().unwrap_or_default();
    let sheet = match ending.to_ascii_lowercase().as_str() {
        "csv" | "txt" | "tsv" => text::read(root, source, report),
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => book::read(root, source, report),
        "shp" | "dbf" => layer::read(root, source, Format::Shapefile, report),
        "gpkg" => layer::read(root, source, Format::Geopackage, report),
        "geojson" | "json" => layer::read(root, source, Format::Geojson, report),
        "topojson" => layer::read(root, source, Format::Topojson, report),
        _ => {
            let expected =
                "a .csv, .xlsx, .xls, .ods, .shp, .dbf, .gpkg, .geojson or .topojson file";
            report.error("config", in_file(source.file), found(expected, ending));
            None
        }
    }?;
    distinct_columns(&sheet, report).then_some(sheet)
}

/// Whether every named column has a name of its own.
fn distinct_columns(sheet: &Sheet, report: &mut Report) -> bool {
    let mut names: Vec<&str> = sheet.header.iter().map(String::as_str).collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    let twice = names.windows(2).find_map(|pair| match pair {
        [a, b] if a == b => Some(*a),
        _ => None,
    });
    if let Some(name) = twice {
        let wording = found("each column once", format!("`{name}` twice"));
        report.error("config", sheet.header_place(), wording);
    }
    twice.is_none()
}

/// Reports a file that cannot be read.
fn unreadable(file: &str, expected: &str, error: impl ToString, report: &mut Report) {
    let wording = found(expected, error.to_string());
    report.error("unreadable", in_file(file), wording);
}
