//! Shapefiles: `.shp` with `.dbf`, `.prj` and `.cpg` beside it.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, WINDOWS_1252};
use shapefile::record::polygon::GenericPolygon;
use shapefile::record::traits::HasXY;
use shapefile::{Shape as EsriShape, ShapeReader};

use super::sheet::{Line, Row, Shape, Sheet, Turn};
use super::{LayerConfig, dbf, encoding, note, place, shp_guard};
use crate::finding::{Finding, Severity};
use crate::geometry::error::GeometryError;
use crate::geometry::locate::Stated;

/// Reads all records of the Shapefile at `path`, and what its `.prj` says.
///
/// # Errors
/// A file that is missing or damaged, or an unknown encoding.
pub fn read(
    layer: &LayerConfig,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Result<(Sheet, Stated), GeometryError> {
    let stated = prj(layer, path)?;
    let encoding = read_encoding(layer, path, findings)?;
    let shapes = shapes(layer, path)?;
    if sibling(path, "shx").is_none() {
        let name = with_extension(&layer.file, "shx");
        let done = "records read in the order of the .shp";
        findings.push(note(
            "missing-index",
            &name,
            ("an index", "no such file", done),
        ));
    }
    let attributes = with_extension(&layer.file, "dbf");
    let table = dbf::read(&bytes(layer, path, "dbf")?, encoding);
    let table = table.map_err(|(record, found)| damaged(layer, "dbf", record, found))?;
    if let Some((row, column, found)) = table.misfit {
        findings.push(Finding {
            severity: Severity::Warning,
            code: "wrong-encoding",
            place: place(&attributes, Some(row), Some(&column)),
            expected: format!("text in {}", encoding.name()),
            found,
            done: "state the right `encoding`".to_owned(),
        });
    }
    if shapes.len() != table.records.len() {
        let counts = [shapes.len(), table.records.len()];
        let found = format!("{} shapes, {} attribute records", counts[0], counts[1]);
        let row = counts[0].min(counts[1]) as u64 + 1;
        return Err(damaged(layer, "shp", row, found));
    }
    let pairs = shapes.into_iter().zip(table.records);
    let rows = (1..).zip(pairs);
    let rows = rows.map(|(row, (shape, values))| Row { row, values, shape });
    let sheet = Sheet {
        attributes,
        rows: rows.collect(),
        outer_rings: Some(Turn::Clockwise),
    };
    Ok((sheet, stated))
}

/// The file beside `path` with this extension, in small letters or capitals.
fn sibling(path: &Path, extension: &str) -> Option<PathBuf> {
    let small = path.with_extension(extension);
    let capital = path.with_extension(extension.to_ascii_uppercase());
    [small, capital].into_iter().find(|path| path.is_file())
}

fn with_extension(file: &str, extension: &str) -> String {
    let path = Path::new(file).with_extension(extension);
    path.to_string_lossy().into_owned()
}

fn damaged(layer: &LayerConfig, extension: &str, record: u64, found: String) -> GeometryError {
    GeometryError::Damaged {
        file: with_extension(&layer.file, extension),
        record,
        found,
    }
}

fn bytes(layer: &LayerConfig, path: &Path, extension: &str) -> Result<Vec<u8>, GeometryError> {
    let path = sibling(path, extension)
        .ok_or_else(|| damaged(layer, extension, 0, "no such file".to_owned()))?;
    read_file(&with_extension(&layer.file, extension), &path)
}

fn read_file(name: &str, path: &Path) -> Result<Vec<u8>, GeometryError> {
    fs::read(path).map_err(|source| GeometryError::Io {
        file: name.to_owned(),
        source,
    })
}

fn prj(layer: &LayerConfig, path: &Path) -> Result<Stated, GeometryError> {
    let file = with_extension(&layer.file, "prj");
    let Some(path) = sibling(path, "prj") else {
        return Ok(Stated::nothing(
            &file,
            "no such file; give it, or the setting `crs` of the layer",
        ));
    };
    let text = read_file(&file, &path)?;
    Ok(Stated::wkt(&file, &String::from_utf8_lossy(&text)))
}

/// The encoding from the configuration, else from the `.cpg` file, else ISO 8859-1 with a finding.
fn read_encoding(
    layer: &LayerConfig,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Result<&'static Encoding, GeometryError> {
    if let Some(stated) = layer.encoding()? {
        return Ok(stated);
    }
    let name = with_extension(&layer.file, "cpg");
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
    let text = read_file(&name, &cpg)?;
    let text = String::from_utf8_lossy(&text);
    encoding::named(&text).ok_or_else(|| GeometryError::Encoding {
        file: name,
        found: text.trim().to_owned(),
    })
}

/// All shapes in file order.
///
/// Shapes and attributes are read on their own and counted: a record marked as deleted in one of
/// the files would otherwise shift every key to the next shape.
fn shapes(layer: &LayerConfig, path: &Path) -> Result<Vec<Shape>, GeometryError> {
    let bytes = bytes(layer, path, "shp")?;
    shp_guard::shp(&bytes).map_err(|(record, found)| damaged(layer, "shp", record, found))?;
    let unreadable = |record: usize, error: shapefile::Error| {
        damaged(layer, "shp", record as u64, error.to_string())
    };
    let mut reader = ShapeReader::new(Cursor::new(bytes)).map_err(|error| unreadable(0, error))?;
    let mut shapes = Vec::new();
    for shape in reader.iter_shapes() {
        let shape = shape.map_err(|error| unreadable(shapes.len() + 1, error))?;
        shapes.push(flat(shape));
    }
    Ok(shapes)
}

/// A shape without heights and measures; the rings of a record stay one polygon.
fn flat(shape: EsriShape) -> Shape {
    match shape {
        EsriShape::NullShape => Shape::Nothing,
        EsriShape::Polygon(polygon) => rings(&polygon),
        EsriShape::PolygonM(polygon) => rings(&polygon),
        EsriShape::PolygonZ(polygon) => rings(&polygon),
        EsriShape::Point(point) => Shape::Points(line(&[point])),
        EsriShape::PointM(point) => Shape::Points(line(&[point])),
        EsriShape::PointZ(point) => Shape::Points(line(&[point])),
        EsriShape::Multipoint(points) => Shape::Points(line(points.points())),
        EsriShape::MultipointM(points) => Shape::Points(line(points.points())),
        EsriShape::MultipointZ(points) => Shape::Points(line(points.points())),
        other => Shape::Other(other.shapetype().to_string()),
    }
}

fn rings<P: HasXY>(polygon: &GenericPolygon<P>) -> Shape {
    let rings = polygon.rings().iter().map(|ring| line(ring.points()));
    match rings.collect::<Vec<Line>>() {
        rings if rings.is_empty() => Shape::Nothing,
        rings => Shape::Polygons(vec![rings]),
    }
}

fn line<P: HasXY>(points: &[P]) -> Line {
    points.iter().map(|point| [point.x(), point.y()]).collect()
}
