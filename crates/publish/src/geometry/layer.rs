//! Reading one Shapefile layer: records that pass the filter, with their key, on the map plane.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, WINDOWS_1252};
use shapefile::dbase::encoding::EncodingRs;
use shapefile::dbase::{FieldValue, ReaderBuilder, Record as Attributes};
use shapefile::{Reader, Shape, ShapeReader};

use super::config::{FilterValue, LayerConfig};
use super::crs::{self, Crs};
use super::encoding::{self, Decoded};
use super::error::GeometryError;
use super::project::{Plane, Projector};
use crate::finding::{Finding, Place, Severity};

type Files = Reader<BufReader<File>, BufReader<File>>;

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
    let mut files = open(layer, &path)?;
    let layer = Layer {
        config: layer,
        encoding,
        projector: plane.from(&crs)?,
    };
    let mut records = Vec::new();
    let (mut row, mut reported) = (0, false);
    for item in files.iter_shapes_and_records() {
        row += 1;
        let (shape, attributes) = item.map_err(|error| layer.damaged(row, &error.to_string()))?;
        if !reported {
            reported = layer.check_texts(&attributes, row, findings);
        }
        if layer.passes(&attributes, row)? {
            let key = layer.key(&attributes)?;
            let rings = layer.rings(shape, row)?;
            records.push(Record { key, row, rings });
        }
    }
    if records.is_empty() {
        let file = layer.config.file.clone();
        return Err(GeometryError::Empty { file, records: row });
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

/// Opens shapes and attributes; text bytes are kept as Windows-1252, which loses none.
fn open(layer: &LayerConfig, path: &Path) -> Result<Files, GeometryError> {
    let file = &layer.file;
    let damaged = |name: String, error: String| GeometryError::Damaged {
        file: name,
        record: 0,
        found: error,
    };
    for extension in ["shp", "dbf"] {
        if sibling(path, extension).is_none() {
            let name = with_extension(file, extension);
            return Err(damaged(name, "no such file".to_owned()));
        }
    }
    let shapes = ShapeReader::from_path(sibling(path, "shp").unwrap_or_default())
        .map_err(|error| damaged(file.clone(), error.to_string()))?;
    let attributes = ReaderBuilder::new()
        .with_encoding(EncodingRs::from(WINDOWS_1252))
        .open(sibling(path, "dbf").unwrap_or_default())
        .map_err(|error| damaged(with_extension(file, "dbf"), error.to_string()))?;
    Ok(Reader::new(shapes, attributes))
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
    fn damaged(&self, row: u64, found: &str) -> GeometryError {
        GeometryError::Damaged {
            file: self.config.file.clone(),
            record: row,
            found: found.to_owned(),
        }
    }

    /// Reports the first text that does not fit the encoding; one finding says enough per file.
    fn check_texts(&self, attributes: &Attributes, row: u64, findings: &mut Vec<Finding>) -> bool {
        let texts = attributes.clone().into_iter().filter_map(|(name, value)| {
            let FieldValue::Character(Some(raw)) = value else {
                return None;
            };
            let found = match encoding::decode(&raw, self.encoding) {
                Decoded::Clean(_) => return None,
                Decoded::Malformed(text) => format!("\"{text}\" with bytes outside it"),
                Decoded::ReadsAsUtf8(text) => format!("\"{text}\", which reads as UTF-8"),
            };
            Some((name, found))
        });
        let Some((column, found)) = texts.min() else {
            return false;
        };
        findings.push(Finding {
            severity: Severity::Warning,
            code: "wrong-encoding",
            place: place(
                &with_extension(&self.config.file, "dbf"),
                Some(row),
                Some(&column),
            ),
            expected: format!("text in {}", self.encoding.name()),
            found,
            done: "outlines use keys only; state `encoding` to read the names".to_owned(),
        });
        true
    }

    fn passes(&self, attributes: &Attributes, row: u64) -> Result<bool, GeometryError> {
        let mut passes = true;
        for (column, expected) in &self.config.filter {
            let value = attributes
                .get(column)
                .ok_or_else(|| self.missing(column, attributes))?;
            passes &= matches(value, expected).ok_or_else(|| {
                let found = format!("{value:?} in record {row}");
                self.column(column, format!("a value comparable to {expected:?}"), found)
            })?;
        }
        Ok(passes)
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

/// Whether an attribute equals a filter value; `None` where they cannot be compared.
fn matches(value: &FieldValue, expected: &FilterValue) -> Option<bool> {
    let number = match value {
        FieldValue::Numeric(number) => *number,
        FieldValue::Float(number) => number.map(f64::from),
        FieldValue::Integer(number) => Some(f64::from(*number)),
        FieldValue::Double(number) => Some(*number),
        FieldValue::Character(text) => {
            let text = text.as_deref().unwrap_or_default().trim();
            return match expected {
                FilterValue::Text(expected) => Some(text == expected.trim()),
                FilterValue::Number(expected) => Some(text.parse() == Ok(*expected)),
            };
        }
        _ => return None,
    };
    match expected {
        FilterValue::Number(expected) => Some(number == Some(*expected as f64)),
        FilterValue::Text(_) => None,
    }
}
