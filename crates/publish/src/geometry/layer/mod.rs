//! Layers of shapes: what an office's file holds, selected by recipe and brought to the map plane.
//!
//! A file becomes a [`sheet::Sheet`] by the reader of its format ([`shapefile`] with [`dbf`] and
//! [`encoding`], [`geopackage`] with [`wkb`], [`geojson`] and [`topojson`] with [`json`]); [`select`]
//! picks the rows that pass the filter, with their keys; here their rings are brought to the plane and
//! [`tidy`] closes and turns them.

pub mod dbf;
pub mod encoding;
pub mod geojson;
pub mod geopackage;
pub mod json;
pub mod select;
pub mod shapefile;
pub mod sheet;
pub mod shp_guard;
pub mod tidy;
pub mod topojson;
pub mod wkb;

use std::path::Path;

use super::config::{Format, LayerConfig};
use super::error::GeometryError;
use super::locate::Stated;
use super::project::{Plane, Projector};
use crate::finding::{Finding, Place, Severity};
use select::Selection;
use sheet::{Line, Row, Shape, Sheet};

/// One polygon of a row that passed the filter: a row with several has several records.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its official key, without blanks around it.
    pub key: String,
    /// The number of its row in the file, from 1.
    pub row: u64,
    /// Its rings in metres of the map plane: outer rings counter-clockwise, holes clockwise.
    pub rings: Vec<Line>,
}

/// Reads the polygons of `layer`.
///
/// # Errors
/// A missing or unknown coordinate system, a damaged file, a missing key attribute, a shape that is
/// no polygon, a point off the map, or no row at all: see [`GeometryError`].
pub fn read(
    layer: &LayerConfig,
    base: &Path,
    plane: &Plane,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Record>, GeometryError> {
    let (sheet, projector) = open(layer, base, plane, findings)?;
    let selection = Selection::of(layer, &sheet);
    let (mut records, count) = (Vec::new(), sheet.rows.len() as u64);
    for row in &sheet.rows {
        if !selection.passes(row)? {
            continue;
        }
        let key = selection.key(row)?;
        for rings in polygons(layer, row, findings)? {
            records.push(Record {
                key: key.clone(),
                row: row.row,
                rings: project(layer, row, rings, &projector)?,
            });
        }
    }
    if records.is_empty() {
        return Err(GeometryError::Empty {
            file: layer.file.clone(),
            records: count,
        });
    }
    tidy::orient(layer, &mut records, sheet.outer_rings, findings);
    Ok(records)
}

/// All rows of a layer, and the way from their coordinates to the plane.
///
/// # Errors
/// A file that is missing or damaged, or whose coordinate system is not known.
pub fn open<'p>(
    layer: &LayerConfig,
    base: &Path,
    plane: &'p Plane,
    findings: &mut Vec<Finding>,
) -> Result<(Sheet, Projector<'p>), GeometryError> {
    let path = base.join(&layer.file);
    let (mut sheet, stated) = read_format(layer, &path, findings)?;
    if layer.swap_axes {
        sheet.rows.iter_mut().for_each(|row| swap(&mut row.shape));
    }
    let crs = stated.resolve(layer.crs.as_deref(), findings)?;
    let projector = plane.from(&crs)?;
    Ok((sheet, projector))
}

/// The rows of a layer as they stand in the file at `path`, and what it says about coordinates.
///
/// # Errors
/// A file that is missing, damaged, or of no known format.
pub fn look(
    layer: &LayerConfig,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Result<(Sheet, Stated), GeometryError> {
    read_format(layer, path, findings)
}

fn read_format(
    layer: &LayerConfig,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Result<(Sheet, Stated), GeometryError> {
    match layer.format()? {
        Format::Shapefile => shapefile::read(layer, path, findings),
        Format::Geopackage => geopackage::read(layer, path),
        Format::Geojson => geojson::read(layer, path),
        Format::Topojson => topojson::read(layer, path),
    }
}

fn swap(shape: &mut Shape) {
    let turn = |line: &mut Line| line.iter_mut().for_each(|at| at.swap(0, 1));
    match shape {
        Shape::Points(line) => turn(line),
        Shape::Polygons(polygons) => polygons.iter_mut().flatten().for_each(turn),
        Shape::Nothing | Shape::Other(_) => {}
    }
}

/// The polygons of a row; a row without shape is a finding.
fn polygons<'r>(
    layer: &LayerConfig,
    row: &'r Row,
    findings: &mut Vec<Finding>,
) -> Result<&'r [Vec<Line>], GeometryError> {
    match &row.shape {
        Shape::Polygons(polygons) => Ok(polygons),
        Shape::Nothing => {
            findings.push(Finding {
                severity: Severity::Warning,
                code: "no-shape",
                place: place(&layer.file, Some(row.row), None),
                expected: "a polygon".to_owned(),
                found: "a row without shape".to_owned(),
                done: "left out".to_owned(),
            });
            Ok(&[])
        }
        other => Err(GeometryError::NotPolygon {
            file: layer.file.clone(),
            record: row.row,
            found: other.kind().to_owned(),
        }),
    }
}

/// Rings on the plane.
fn project(
    layer: &LayerConfig,
    row: &Row,
    rings: &[Line],
    projector: &Projector,
) -> Result<Vec<Line>, GeometryError> {
    let misplaced = |found: String| GeometryError::Projection {
        place: format!("{}, record {}", layer.file, row.row),
        expected: projector.expected(),
        found,
    };
    if let Some(found) = projector.complaint(rings.iter().flatten()) {
        return Err(misplaced(found));
    }
    let place = |at: &[f64; 2]| {
        let projected = projector.project(*at);
        projected.ok_or_else(|| misplaced(format!("{}, {}", at[0], at[1])))
    };
    let ring = |ring: &Line| ring.iter().map(place).collect();
    rings.iter().map(ring).collect()
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

/// A note about a whole file.
fn note(code: &'static str, file: &str, (expected, found, done): (&str, &str, &str)) -> Finding {
    Finding {
        severity: Severity::Note,
        code,
        place: place(file, None, None),
        expected: expected.to_owned(),
        found: found.to_owned(),
        done: done.to_owned(),
    }
}
