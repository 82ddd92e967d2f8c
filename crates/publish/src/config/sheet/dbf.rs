//! Attribute tables of shapefiles; the shapes themselves are read for the outlines.

use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, WINDOWS_1252};
use shapefile::dbase::encoding::EncodingRs;
use shapefile::dbase::{FieldValue, ReaderBuilder};

use super::{Field, Row, Sheet, SheetSource, unreadable};
use crate::geometry::layer::encoding::named;
use crate::read::DAMAGE;
use crate::report::{Report, found, in_file, in_row};

/// Reads the `.dbf` file beside or at the source; rows count its records.
pub fn read(root: &Path, source: SheetSource<'_>, report: &mut Report) -> Option<Sheet> {
    let file = format!("{}.dbf", stem(source.file));
    let path = sibling(root, source.file, "dbf");
    let encoding = encoding(root, source, report)?;
    let reader = ReaderBuilder::new()
        .with_encoding(EncodingRs::from(encoding))
        .open(path);
    let mut reader = match reader {
        Ok(reader) => reader,
        Err(error) => {
            unreadable(&file, "an attribute table", error, report);
            return None;
        }
    };
    let header: Vec<String> = reader
        .fields()
        .iter()
        .map(|field| field.name().to_owned())
        .collect();
    let mut sheet = Sheet {
        file,
        header,
        ..Sheet::default()
    };
    for (number, record) in (1..).zip(reader.iter_records()) {
        match record {
            Ok(record) => {
                let columns = sheet.header.iter();
                let fields = columns.map(|name| record.get(name).map_or(Field::Nothing, field));
                let fields = fields.collect();
                sheet.rows.push(Row { number, fields });
            }
            Err(error) => {
                let wording = found("a record", error.to_string());
                report.error("unreadable", in_row(&sheet.file, number, None), wording);
                return None;
            }
        }
    }
    undamaged(&sheet, report).then_some(sheet)
}

/// Whether the encoding fits every text.
fn undamaged(sheet: &Sheet, report: &mut Report) -> bool {
    let cells = sheet
        .rows
        .iter()
        .flat_map(|row| (0..).zip(&row.fields).map(move |it| (row, it)));
    let damaged = cells
        .into_iter()
        .find(|(_, (_, field))| field.text().contains(DAMAGE));
    if let Some((row, (column, field))) = damaged {
        let wording = found(
            "the right `encoding`",
            format!("\"{}\" with bytes outside it", field.text()),
        );
        report.error("wrong-encoding", sheet.place(row, column), wording);
    }
    damaged.is_none()
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The file with another ending, in small letters or capitals.
fn sibling(root: &Path, file: &str, ending: &str) -> PathBuf {
    let path = root.join(file);
    let capital = path.with_extension(ending.to_ascii_uppercase());
    if capital.is_file() {
        capital
    } else {
        path.with_extension(ending)
    }
}

/// The stated encoding, else that of the `.cpg` file, else Windows-1252 with a finding.
fn encoding(
    root: &Path,
    source: SheetSource<'_>,
    report: &mut Report,
) -> Option<&'static Encoding> {
    let beside = std::fs::read(sibling(root, source.file, "cpg")).ok();
    let beside = beside.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
    let Some(name) = source.encoding.map(str::to_owned).or(beside) else {
        let wording = found("a .cpg file or the setting `encoding`", "neither");
        let done = wording.done("attributes read as Windows-1252");
        report.warning("missing-encoding", in_file(source.file), done);
        return Some(WINDOWS_1252);
    };
    let encoding = named(&name);
    if encoding.is_none() {
        let wording = found("the name of an encoding", format!("\"{name}\""));
        report.error("config", in_file(source.file), wording);
    }
    encoding
}

fn field(value: &FieldValue) -> Field {
    match value {
        FieldValue::Character(Some(text)) => Field::of(text),
        FieldValue::Numeric(Some(number)) | FieldValue::Double(number) => Field::number(*number),
        FieldValue::Float(Some(number)) => Field::number(f64::from(*number)),
        FieldValue::Integer(number) => Field::Number(number.to_string()),
        FieldValue::Date(Some(day)) => Field::Text(format!(
            "{:04}-{:02}-{:02}",
            day.year(),
            day.month(),
            day.day()
        )),
        _ => Field::Nothing,
    }
}
