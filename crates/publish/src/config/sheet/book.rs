//! Tables in workbooks.

use std::path::Path;

use calamine::{Data, Range, Reader, open_workbook_auto};

use super::{Field, Row, Sheet, SheetSource, unreadable};
use crate::report::{Report, found, in_file};

/// Reads a sheet of a workbook.
pub fn read(root: &Path, source: SheetSource<'_>, report: &mut Report) -> Option<Sheet> {
    let mut book = match open_workbook_auto(root.join(source.file)) {
        Ok(book) => book,
        Err(error) => {
            unreadable(source.file, "a workbook", error, report);
            return None;
        }
    };
    let names = book.sheet_names();
    let name = match (source.sheet, names.as_slice()) {
        (Some(name), _) => name,
        (None, [only]) => only,
        (None, names) => {
            let wording = found("a `sheet`, one of them", names.join(", "));
            report.error("config", in_file(source.file), wording);
            return None;
        }
    };
    match book.worksheet_range(name) {
        Ok(range) => sheet(&range, source, report),
        Err(error) => {
            let expected = format!("a sheet \"{name}\"");
            unreadable(source.file, &expected, error, report);
            None
        }
    }
}

fn sheet(range: &Range<Data>, source: SheetSource<'_>, report: &mut Report) -> Option<Sheet> {
    let (first, last) = range.start().zip(range.end()).unwrap_or_default();
    let header_at = source.header_row.saturating_sub(1);
    let width = last.1.saturating_add(1);
    let field =
        |row: u32, column: u32| range.get_value((row, column)).map_or(Field::Nothing, field);
    let header: Vec<String> = (0..width)
        .map(|column| field(header_at, column).text().to_owned())
        .collect();
    if header_at < first.0 || header.iter().all(String::is_empty) {
        let expected = format!("a header in row {}", source.header_row);
        report.error("no-data", in_file(source.file), found(expected, "none"));
        return None;
    }
    let rows = (header_at + 1..=last.0).map(|row| Row {
        number: u64::from(row) + 1,
        fields: (0..width).map(|column| field(row, column)).collect(),
    });
    let filled = |row: &Row| row.fields.iter().any(|field| *field != Field::Nothing);
    Some(Sheet {
        file: source.file.to_owned(),
        header_row: source.header_row.into(),
        header,
        rows: rows.filter(filled).collect(),
    })
}

fn field(data: &Data) -> Field {
    match data {
        Data::Empty | Data::Error(_) => Field::Nothing,
        Data::Float(number) => Field::number(*number),
        Data::Int(number) => Field::Number(number.to_string()),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            Field::Text(format!("{year:04}-{month:02}-{day:02}"))
        }
        other => Field::of(&other.to_string()),
    }
}
