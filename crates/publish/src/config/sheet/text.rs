//! Tables in CSV files.

use std::path::Path;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::{Field, Row, Sheet, SheetSource, unreadable};
use crate::config::recipe::Encoding;
use crate::read::decode::decode;
use crate::report::{Report, found, in_file, in_row};

/// Reads a CSV file; a row of another width than the header is an error.
pub fn read(root: &Path, source: SheetSource<'_>, report: &mut Report) -> Option<Sheet> {
    let bytes = match std::fs::read(root.join(source.file)) {
        Ok(bytes) => bytes,
        Err(error) => {
            unreadable(source.file, "a readable file", error, report);
            return None;
        }
    };
    let name = source.encoding.unwrap_or("utf-8");
    let named: StrDeserializer<'_, Error> = name.into_deserializer();
    let Ok(encoding) = Encoding::deserialize(named) else {
        let expected = "latin1, windows-1252, utf-8 or utf-8-bom";
        report.error("config", in_file(source.file), found(expected, name));
        return None;
    };
    let separator = u8::try_from(source.separator).ok().filter(u8::is_ascii);
    let Some(separator) = separator else {
        let wording = found("an ASCII separator", format!("`{}`", source.separator));
        report.error("config", in_file(source.file), wording);
        return None;
    };
    let text = decode(&bytes, encoding, source.file, report);
    rows(&text, source, separator, report)
}

fn rows(text: &str, source: SheetSource<'_>, separator: u8, report: &mut Report) -> Option<Sheet> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet {
        file: source.file.to_owned(),
        header_row: u64::from(source.header_row),
        ..Sheet::default()
    };
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                unreadable(source.file, "rows of a table", error, report);
                return None;
            }
        };
        let number = record.position().map_or(0, csv::Position::line);
        if number < sheet.header_row {
            continue;
        }
        if sheet.header.is_empty() {
            sheet.header = record.iter().map(|name| name.trim().to_owned()).collect();
        } else if record.len() == sheet.header.len() {
            let fields = record.iter().map(Field::of).collect();
            sheet.rows.push(Row { number, fields });
        } else {
            let expected = format!("{} columns", sheet.header.len());
            let wording = found(expected, record.len().to_string());
            report.error("wrong-width", in_row(source.file, number, None), wording);
        }
    }
    if sheet.header.is_empty() {
        let expected = format!("a header in row {}", source.header_row);
        report.error("no-data", in_file(source.file), found(expected, "none"));
        return None;
    }
    Some(sheet)
}
