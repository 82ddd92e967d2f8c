//! Reading one Shapefile layer: records that pass the filter, with their key, on the map plane.

use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, WINDOWS_1252};
use shapefile::dbase::encoding::EncodingRs;
use shapefile::dbase::{FieldValue, ReaderBuilder, Record as Attributes};
use shapefile::{Shape, ShapeReader};

use super::config::{FilterValue, LayerConfig};
use super::crs::{self, Crs};
use super::encoding::{self, Decoded};
use super::error::GeometryError;
use super::project::{Plane, Projector};
use crate::finding::{Finding, Place, Severity};

/// One record that passed the filter.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its official key, without blanks around it.
    pub key: String,
    /// Its number in the file, from 1.
    pub row: u64,
    /// Its rings in metres of the map plane, outer rings and holes alike.
    pub rings: Vec<Vec<[f64; 2]>>,
}

/// Reads the records of `layer`, in file order.
///
/// # Errors
/// A missing or unknown `.prj`, a damaged file, a missing or numeric key attribute, a shape that is
/// no polygon, a point off the map, or no record at all: see [`GeometryError`].
pub fn read(
    layer: &LayerConfig,
    base: &Path,
    plane: &Plane,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Record>, GeometryError> {
    let path = base.join(&layer.file);
    let crs = read_crs(layer, &path, findings)?;
    let encoding = read_encoding(layer, &path, findings)?;
    let (shapes, attributes) = read_files(layer, &path)?;
    let layer = Layer {
        config: layer,
        encoding,
        projector: plane.from(&crs)?,
    };
    layer.check_texts(&attributes, findings);
    let (mut records, count) = (Vec::new(), shapes.len() as u64);
    for (row, (shape, attributes)) in (1..).zip(shapes.into_iter().zip(attributes)) {
        if layer.passes(&attributes, row)? {
            let key = layer.key(&attributes)?;
            let rings = layer.rings(shape, row)?;
            records.push(Record { key, row, rings });
        }
    }
    if records.is_empty() {
        let file = layer.config.file.clone();
        return Err(GeometryError::Empty {
            file,
            records: count,
        });
    }
    Ok(records)
}

/// The file beside `path` with this extension, in small letters or capitals.
fn sibling(path: &Path, extension: &str) -> Option<PathBuf> {
    let small = path.with_extension(extension);
    let capital = path.with_extension(extension.to_ascii_uppercase());
    [small, capital].into_iter().find(|path| path.is_file())
}

fn read_crs(
    layer: &LayerConfig,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Result<Crs, GeometryError> {
    let name = with_extension(&layer.file, "prj");
    let unknown = |found: String| GeometryError::Crs {
        file: name.clone(),
        expected: crs::UNDERSTOOD.to_owned(),
        found,
    };
    let prj = sibling(path, "prj").ok_or_else(|| unknown("no such file".to_owned()))?;
    let text = fs::read(&prj).map_err(|source| GeometryError::Io {
        file: name.clone(),
        source,
    })?;
    let crs = crs::read(&String::from_utf8_lossy(&text)).map_err(unknown)?;
    if crs.average_shift {
        findings.push(Finding {
            severity: Severity::Note,
            code: "average-datum-shift",
            place: place(&name, None, None),
            expected: "a datum shift exact to centimetres".to_owned(),
            found: format!("{} without a shift of its own", crs.name),
            done: "shifted by the average for Germany, good to about 3 m".to_owned(),
        });
    }
    Ok(crs)
}

/// The encoding from the configuration, else from the `.cpg` file, else ISO 8859-1 with a finding.
fn read_encoding(
    layer: &LayerConfig,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Result<&'static Encoding, GeometryError> {
    let name = with_extension(&layer.file, "cpg");
    let known = |text: &str| {
        encoding::named(text).ok_or_else(|| GeometryError::Encoding {
            file: name.clone(),
            found: text.trim().to_owned(),
        })
    };
    if let Some(stated) = &layer.encoding {
        return known(stated);
    }
    let Some(cpg) = sibling(path, "cpg") else {
        findings.push(Finding {
            severity: Severity::Warning,
            code: "missing-encoding",
            place: place(&name, None, None),
            expected: "a .cpg file or the setting `encoding`".to_owned(),
            found: "neither".to_owned(),
            done: "attributes read as ISO 8859-1".to_owned(),
        });
        return Ok(WINDOWS_1252);
    };
    let text = fs::read(cpg).map_err(|source| GeometryError::Io {
        file: name.clone(),
        source,
    })?;
    known(&String::from_utf8_lossy(&text))
}

/// All shapes and their attributes; text bytes are kept as Windows-1252, which loses none.
///
/// The two files are read on their own and counted: a record marked as deleted in one of them would
/// otherwise shift every key to the next shape.
fn read_files(
    layer: &LayerConfig,
    path: &Path,
) -> Result<(Vec<Shape>, Vec<Attributes>), GeometryError> {
    let damaged = |extension: &str, record: usize, found: String| GeometryError::Damaged {
        file: with_extension(&layer.file, extension),
        record: record as u64,
        found,
    };
    let file = |extension: &str| {
        sibling(path, extension).ok_or_else(|| damaged(extension, 0, "no such file".to_owned()))
    };
    let (shp, dbf) = (file("shp")?, file("dbf")?);
    let mut shapes = Vec::new();
    let mut reader =
        ShapeReader::from_path(shp).map_err(|error| damaged("shp", 0, error.to_string()))?;
    for shape in reader.iter_shapes() {
        let row = shapes.len() + 1;
        shapes.push(shape.map_err(|error| damaged("shp", row, error.to_string()))?);
    }
    let mut attributes = Vec::new();
    let mut reader = ReaderBuilder::new()
        .with_encoding(EncodingRs::from(WINDOWS_1252))
        .open(dbf)
        .map_err(|error| damaged("dbf", 0, error.to_string()))?;
    for record in reader.iter_records() {
        let row = attributes.len() + 1;
        attributes.push(record.map_err(|error| damaged("dbf", row, error.to_string()))?);
    }
    if shapes.len() != attributes.len() {
        let row = shapes.len().min(attributes.len()) + 1;
        let counts = format!(
            "{} shapes, {} attribute records",
            shapes.len(),
            attributes.len()
        );
        return Err(damaged("shp", row, counts));
    }
    Ok((shapes, attributes))
}

fn with_extension(file: &str, extension: &str) -> String {
    let path = Path::new(file).with_extension(extension);
    path.to_string_lossy().into_owned()
}

/// A place in a file as findings name it.
#[must_use]
pub fn place(file: &str, row: Option<u64>, column: Option<&str>) -> Place {
    Place {
        file: file.to_owned(),
        row,
        column: column.map(str::to_owned),
    }
}

struct Layer<'a> {
    config: &'a LayerConfig,
    encoding: &'static Encoding,
    projector: Projector<'a>,
}

impl Layer<'_> {
    /// Reports the first text that does not fit the encoding; one finding says enough per file.
    fn check_texts(&self, records: &[Attributes], findings: &mut Vec<Finding>) {
        let misfits = (1..).zip(records).filter_map(|(row, attributes)| {
            let texts = attributes.clone().into_iter();
            let misfit = texts
                .filter_map(|(name, value)| self.misfit(name, &value))
                .min();
            misfit.map(|(column, found)| (row, column, found))
        });
        let Some((row, column, found)) = misfits.into_iter().next() else {
            return;
        };
        let dbf = with_extension(&self.config.file, "dbf");
        findings.push(Finding {
            severity: Severity::Warning,
            code: "wrong-encoding",
            place: place(&dbf, Some(row), Some(&column)),
            expected: format!("text in {}", self.encoding.name()),
            found,
            done: "state the right `encoding`".to_owned(),
        });
    }

    /// The column and what is odd about a text.
    fn misfit(&self, column: String, value: &FieldValue) -> Option<(String, String)> {
        let FieldValue::Character(Some(raw)) = value else {
            return None;
        };
        let found = match encoding::decode(raw, self.encoding) {
            Decoded::Clean(_) => return None,
            Decoded::Malformed(text) => format!("\"{text}\" with bytes outside it"),
            Decoded::ReadsAsUtf8(text) => format!("\"{text}\", which reads as UTF-8"),
        };
        Some((column, found))
    }

    fn passes(&self, attributes: &Attributes, row: u64) -> Result<bool, GeometryError> {
        let mut passes = true;
        for (column, expected) in &self.config.filter {
            let value = attributes
                .get(column)
                .ok_or_else(|| self.missing(column, attributes))?;
            passes &= self.matches(value, expected).ok_or_else(|| {
                let found = format!("{value:?} in record {row}");
                self.column(column, format!("a value comparable to {expected:?}"), found)
            })?;
        }
        Ok(passes)
    }

    /// Whether an attribute equals a filter value; `None` where they cannot be compared.
    fn matches(&self, value: &FieldValue, expected: &FilterValue) -> Option<bool> {
        let number = match value {
            FieldValue::Numeric(number) => *number,
            FieldValue::Float(number) => number.map(f64::from),
            FieldValue::Integer(number) => Some(f64::from(*number)),
            FieldValue::Double(number) => Some(*number),
            FieldValue::Character(text) => {
                let text = encoding::decode(text.as_deref().unwrap_or_default(), self.encoding);
                return Some(match expected {
                    FilterValue::Text(expected) => text.text().trim() == expected.trim(),
                    FilterValue::Number(expected) => text.text().trim().parse() == Ok(*expected),
                });
            }
            _ => return None,
        };
        match expected {
            FilterValue::Number(expected) => Some(number == Some(*expected as f64)),
            FilterValue::Text(_) => None,
        }
    }

    /// The key as text: a numeric column has lost its leading zeros and is refused.
    fn key(&self, attributes: &Attributes) -> Result<String, GeometryError> {
        let column = &self.config.key;
        match attributes.get(column) {
            None => Err(self.missing(column, attributes)),
            Some(FieldValue::Character(text)) => {
                let raw = text.as_deref().unwrap_or_default().trim();
                Ok(encoding::decode(raw, self.encoding).text().to_owned())
            }
            Some(other) => {
                let expected = "keys as text, with their leading zeros".to_owned();
                Err(self.column(column, expected, format!("{other:?}")))
            }
        }
    }

    fn missing(&self, column: &str, attributes: &Attributes) -> GeometryError {
        let mut names: Vec<String> = attributes.clone().into_iter().map(|(n, _)| n).collect();
        names.sort();
        let found = format!("only {}", names.join(", "));
        self.column(column, "this attribute".to_owned(), found)
    }

    fn column(&self, column: &str, expected: String, found: String) -> GeometryError {
        GeometryError::Column {
            file: with_extension(&self.config.file, "dbf"),
            column: column.to_owned(),
            expected,
            found,
        }
    }

    fn rings(&self, shape: Shape, row: u64) -> Result<Vec<Vec<[f64; 2]>>, GeometryError> {
        let rings = flat_rings(shape).map_err(|found| GeometryError::NotPolygon {
            file: self.config.file.clone(),
            record: row,
            found,
        })?;
        let project = |point: [f64; 2]| {
            let projected = self.projector.project(point);
            projected.ok_or_else(|| GeometryError::Projection {
                place: format!("{}, record {row}", self.config.file),
                expected: "coordinates of the system its .prj names".to_owned(),
                found: format!("{}, {}", point[0], point[1]),
            })
        };
        let project_ring = |ring: Vec<[f64; 2]>| ring.into_iter().map(project).collect();
        rings.into_iter().map(project_ring).collect()
    }
}

/// The rings of a polygon in source coordinates; heights and measures are dropped.
fn flat_rings(shape: Shape) -> Result<Vec<Vec<[f64; 2]>>, String> {
    macro_rules! rings {
        ($polygon:expr) => {
            Ok($polygon
                .rings()
                .iter()
                .map(|ring| ring.points().iter().map(|p| [p.x, p.y]).collect())
                .collect())
        };
    }
    match shape {
        Shape::Polygon(polygon) => rings!(polygon),
        Shape::PolygonM(polygon) => rings!(polygon),
        Shape::PolygonZ(polygon) => rings!(polygon),
        other => Err(other.shapetype().to_string()),
    }
}
