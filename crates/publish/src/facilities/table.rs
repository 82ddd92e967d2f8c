//! Tables of points: CSV files and workbooks with a header and a column for each coordinate.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader as _, open_workbook_auto};

use crate::config::facilities::{FacilitiesConfig, PointColumns};
use crate::finding::{Finding, Severity};
use crate::geometry::GeometryError;
use crate::geometry::layer::place;
use crate::geometry::layer::sheet::{Row, Shape, Sheet, Value};
use crate::geometry::locate::Stated;
use crate::geometry::project::{Plane, Projector};
use crate::number;

/// Reads all rows below the header, and the way from their coordinates to the plane.
///
/// # Errors
/// A file that cannot be read, a header without the columns, or no coordinate system stated.
pub fn open<'p>(
    settings: &FacilitiesConfig,
    columns: &PointColumns,
    base: &Path,
    plane: &'p Plane,
    findings: &mut Vec<Finding>,
) -> Result<(Sheet, Projector<'p>), GeometryError> {
    let file = settings.layer.file.as_str();
    let path = base.join(file);
    let lines = if is_workbook(file) {
        workbook(file, &path, columns)?
    } else {
        csv(settings, &path, columns)?
    };
    let rows = rows(file, columns, lines, findings)?;
    let stated = Stated::nothing(file, "a table, which cannot say it: set `crs`");
    let crs = stated.resolve(settings.layer.crs.as_deref(), findings)?;
    let sheet = Sheet {
        attributes: file.to_owned(),
        rows,
        outer_rings: None,
    };
    Ok((sheet, plane.from(&crs)?))
}

/// A row of cells with its number, from 1.
type Line = (u64, Vec<Value>);

fn is_workbook(file: &str) -> bool {
    let end = Path::new(file).extension();
    let end = end.map(|end| end.to_string_lossy().to_ascii_lowercase());
    matches!(
        end.as_deref(),
        Some("xlsx" | "xlsm" | "xlsb" | "xls" | "ods")
    )
}

fn unreadable(file: &str, expected: &str, found: impl ToString) -> GeometryError {
    GeometryError::Unreadable {
        file: file.to_owned(),
        expected: expected.to_owned(),
        found: found.to_string(),
    }
}

fn workbook(file: &str, path: &Path, columns: &PointColumns) -> Result<Vec<Line>, GeometryError> {
    let mut book =
        open_workbook_auto(path).map_err(|error| unreadable(file, "a workbook", error))?;
    let names = book.sheet_names();
    let name = match (&columns.sheet, names.as_slice()) {
        (Some(stated), _) => names.iter().find(|name| *name == stated),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let expected = match &columns.sheet {
        Some(stated) => format!("the sheet \"{stated}\""),
        None => "one sheet, or the setting `sheet`".to_owned(),
    };
    let name = name.ok_or_else(|| unreadable(file, &expected, names.join(", ")))?;
    let range = book
        .worksheet_range(name)
        .map_err(|error| unreadable(file, &expected, error))?;
    let (top, left) = range.start().unwrap_or((0, 0));
    let rows = range.rows().enumerate().map(|(at, cells)| {
        let blanks = std::iter::repeat_n(Value::Nothing, left as usize);
        let number = u64::from(top) + at as u64 + 1;
        (number, blanks.chain(cells.iter().map(cell)).collect())
    });
    Ok(rows.collect())
}

fn cell(data: &Data) -> Value {
    match data {
        Data::Empty => Value::Nothing,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => self::text(text),
        Data::Float(number) => Value::Number(*number),
        Data::Int(number) => Value::Number(*number as f64),
        Data::Bool(flag) => Value::Flag(*flag),
        other => Value::Other(format!("{other:?}")),
    }
}

fn text(text: &str) -> Value {
    match text.trim() {
        "" => Value::Nothing,
        text => Value::Text(text.to_owned()),
    }
}

fn csv(
    settings: &FacilitiesConfig,
    path: &Path,
    columns: &PointColumns,
) -> Result<Vec<Line>, GeometryError> {
    let file = settings.layer.file.as_str();
    let bytes = std::fs::read(path).map_err(|source| GeometryError::Io {
        file: file.to_owned(),
        source,
    })?;
    let encoding = settings.layer.encoding()?.unwrap_or(encoding_rs::UTF_8);
    let (text, _, malformed) = encoding.decode(&bytes);
    if malformed {
        let expected = format!("text in {}", encoding.name());
        return Err(unreadable(
            file,
            &expected,
            "bytes outside it: state the right `encoding`",
        ));
    }
    let separator = u8::try_from(columns.separator).ok().filter(u8::is_ascii);
    let separator = separator
        .ok_or_else(|| unreadable(file, "an ASCII sign as `separator`", columns.separator))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(file, "a CSV file", error))?;
        let number = record.position().map_or(0, csv::Position::line);
        lines.push((number, record.iter().map(self::text).collect()));
    }
    Ok(lines)
}

/// The rows below the header, with their places.
fn rows(
    file: &str,
    columns: &PointColumns,
    lines: Vec<Line>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Row>, GeometryError> {
    let wanted = u64::from(columns.header_row);
    let mut lines = lines.into_iter().skip_while(|(row, _)| *row < wanted);
    let header = lines.next().filter(|(row, _)| *row == wanted);
    let Some((_, header)) = header else {
        return Err(unreadable(
            file,
            &format!("a header in row {wanted}"),
            "no such row",
        ));
    };
    let names: Vec<String> = header
        .iter()
        .map(|cell| cell.text().unwrap_or_default())
        .collect();
    for name in [&columns.x, &columns.y] {
        if names.iter().filter(|known| *known == name).count() != 1 {
            return Err(GeometryError::Column {
                file: file.to_owned(),
                column: name.clone(),
                expected: format!("this column once in row {wanted}"),
                found: names.join(", "),
            });
        }
    }
    let rows = lines.filter(|(_, cells)| cells.iter().any(|cell| *cell != Value::Nothing));
    let row = |(row, cells): Line| {
        let values = names
            .iter()
            .cloned()
            .zip(cells.into_iter().chain(std::iter::repeat(Value::Nothing)));
        let values: BTreeMap<String, Value> = values.collect();
        let shape = shape(file, columns, row, &values, findings);
        Row { row, values, shape }
    };
    Ok(rows.map(row).collect())
}

/// The point of a row; nothing where a coordinate is missing or, with a finding, no number.
fn shape(
    file: &str,
    columns: &PointColumns,
    row: u64,
    values: &BTreeMap<String, Value>,
    findings: &mut Vec<Finding>,
) -> Shape {
    let mut coordinate = |column: &String| {
        let value = values.get(column).unwrap_or(&Value::Nothing);
        let number = match value {
            Value::Number(number) => Some(*number),
            Value::Text(text) => printed(text, columns.decimal),
            _ => None,
        };
        if number.is_none() && *value != Value::Nothing {
            findings.push(Finding {
                severity: Severity::Warning,
                code: "not-a-number",
                place: place(file, Some(row), Some(column)),
                expected: format!("a coordinate with decimal sign \"{}\"", columns.decimal),
                found: value.shown(),
                done: "read as missing".to_owned(),
            });
        }
        number
    };
    match (coordinate(&columns.x), coordinate(&columns.y)) {
        (Some(x), Some(y)) => Shape::Points(vec![[x, y]]),
        _ => Shape::Nothing,
    }
}

/// A printed coordinate. Digits beyond what whole numbers hold are below any map's step.
fn printed(text: &str, decimal: char) -> Option<f64> {
    let kept: String = text.chars().take(18).collect();
    let number::Printed { units, decimals } = number::parse(&kept, decimal)?;
    Some(units as f64 / 10_f64.powi(i32::from(decimals)))
}
