//! Tables in files of shapes, read as the outlines are; of a Shapefile the attribute table alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, WINDOWS_1252};

use super::{Field, Row, Sheet, SheetSource, unreadable};
use crate::geometry::config::{Format, LayerConfig};
use crate::geometry::layer::sheet::Value;
use crate::geometry::layer::{dbf, encoding, geojson, geopackage, topojson};
use crate::report::{Report, found, in_file, in_row};

/// Attributes of a record by name.
type Values = BTreeMap<String, Value>;

/// Reads the attributes of all records; rows count records.
pub fn read(
    root: &Path,
    source: SheetSource<'_>,
    format: Format,
    report: &mut Report,
) -> Option<Sheet> {
    let (file, records) = match format {
        Format::Shapefile => (
            format!("{}.dbf", stem(source.file)),
            table(root, source, report)?,
        ),
        _ => (
            source.file.to_owned(),
            features(root, source, format, report)?,
        ),
    };
    let names: BTreeSet<&String> = records
        .iter()
        .flat_map(|(_, values)| values.keys())
        .collect();
    let header: Vec<String> = names.into_iter().cloned().collect();
    if header.is_empty() {
        let wording = found("records with attributes", "none");
        report.error("no-data", in_file(&file), wording);
        return None;
    }
    let rows = records.iter().map(|(number, values)| Row {
        number: *number,
        fields: header
            .iter()
            .map(|name| values.get(name).map_or(Field::Nothing, field))
            .collect(),
    });
    Some(Sheet {
        file,
        header_row: 0,
        rows: rows.collect(),
        header,
    })
}

fn features(
    root: &Path,
    source: SheetSource<'_>,
    format: Format,
    report: &mut Report,
) -> Option<Vec<(u64, Values)>> {
    let layer = LayerConfig {
        file: source.file.to_owned(),
        format: Some(format),
        table: source.sheet.map(str::to_owned),
        encoding: source.encoding.map(str::to_owned),
        ..LayerConfig::default()
    };
    let path = root.join(source.file);
    let read = match format {
        Format::Geopackage => geopackage::read(&layer, &path),
        Format::Topojson => topojson::read(&layer, &path),
        Format::Geojson | Format::Shapefile => geojson::read(&layer, &path),
    };
    match read {
        Ok((sheet, _)) => Some(
            sheet
                .rows
                .into_iter()
                .map(|row| (row.row, row.values))
                .collect(),
        ),
        Err(error) => {
            unreadable(source.file, "a layer with attributes", error, report);
            None
        }
    }
}

fn table(root: &Path, source: SheetSource<'_>, report: &mut Report) -> Option<Vec<(u64, Values)>> {
    let file = format!("{}.dbf", stem(source.file));
    let encoding = encoding(root, source, report)?;
    let bytes = match std::fs::read(sibling(root, source.file, "dbf")) {
        Ok(bytes) => bytes,
        Err(error) => {
            unreadable(&file, "a readable file", error, report);
            return None;
        }
    };
    let table = match dbf::read(&bytes, encoding) {
        Ok(table) => table,
        Err((record, seen)) => {
            let wording = found("an attribute table", seen);
            report.error("unreadable", in_row(&file, record, None), wording);
            return None;
        }
    };
    if let Some((row, column, seen)) = table.misfit {
        let expected = format!("text in {}, or the right `encoding`", encoding.name());
        let place = in_row(&file, row, Some(&column));
        report.error("wrong-encoding", place, found(expected, seen));
        return None;
    }
    Some((1..).zip(table.records).collect())
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The file with another ending, in small letters or capitals.
fn sibling(root: &Path, file: &str, ending: &str) -> PathBuf {
    let small = root.join(file).with_extension(ending);
    let capital = small.with_extension(ending.to_ascii_uppercase());
    if small.is_file() { small } else { capital }
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
    let encoding = encoding::named(&name);
    if encoding.is_none() {
        let wording = found("the name of an encoding", format!("\"{name}\""));
        report.error("config", in_file(source.file), wording);
    }
    encoding
}

fn field(value: &Value) -> Field {
    match value {
        Value::Text(text) => Field::of(text),
        Value::Number(_) => value.text().map_or(Field::Nothing, Field::Number),
        Value::Flag(flag) => Field::of(&flag.to_string()),
        Value::Nothing | Value::Other(_) => Field::Nothing,
    }
}
