//! TopoJSON: shapes that share arcs, quantised or not (specification 1.0 of 2013).

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value as Json;

use super::LayerConfig;
use super::json::{self, Properties};
use super::sheet::{Line, Row, Shape, Sheet};
use crate::geometry::error::GeometryError;
use crate::geometry::locate::Stated;

/// Vertices that all shapes together may have: shapes that name the same long arc again and again
/// would else fill any memory.
const MAX_VERTICES: usize = 50_000_000;

/// Reads the shapes of one object.
///
/// # Errors
/// A file that cannot be read, is no TopoJSON, lacks the object, or names arcs it does not hold.
pub fn read(layer: &LayerConfig, path: &Path) -> Result<(Sheet, Stated), GeometryError> {
    let topology: Topology = json::read(layer, path, "TopoJSON")?;
    let damaged = |record: usize, found: String| GeometryError::Damaged {
        file: layer.file.clone(),
        record: record as u64,
        found,
    };
    if topology.kind != "Topology" {
        return Err(damaged(0, format!("type \"{}\"", topology.kind)));
    }
    let names: Vec<String> = topology.objects.keys().cloned().collect();
    let name = layer.chosen("object", &names)?;
    let mut arcs = Arcs::of(&topology);
    let mut rows = Vec::new();
    let object = topology.objects.get(&name).cloned();
    for geometry in object.into_iter().flat_map(flattened) {
        let row = rows.len() + 1;
        let shape = arcs.shape(&geometry).map_err(|found| damaged(row, found))?;
        rows.push(Row {
            row: row as u64,
            values: json::values(geometry.properties, geometry.id),
            shape,
        });
    }
    let sheet = Sheet {
        attributes: layer.file.clone(),
        rows,
        outer_rings: None,
    };
    Ok((sheet, json::stated(&layer.file, topology.crs.as_ref())))
}

#[derive(Deserialize)]
struct Topology {
    #[serde(rename = "type")]
    kind: String,
    objects: BTreeMap<String, Geometry>,
    arcs: Vec<Vec<Vec<f64>>>,
    transform: Option<Transform>,
    crs: Option<Json>,
}

#[derive(Clone, Copy, Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Clone, Deserialize)]
struct Geometry {
    #[serde(rename = "type", default)]
    kind: Option<String>,
    geometries: Option<Vec<Geometry>>,
    arcs: Option<References>,
    coordinates: Option<json::Coordinates>,
    properties: Option<Properties>,
    id: Option<Json>,
}

/// Arc numbers, nested as deep as the shape.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum References {
    Ring(Vec<i64>),
    Polygon(Vec<Vec<i64>>),
    Polygons(Vec<Vec<Vec<i64>>>),
}

/// The members of a collection without attributes of its own, however deep; else the shape itself.
fn flattened(geometry: Geometry) -> Vec<Geometry> {
    let own = geometry.properties.is_some() || geometry.id.is_some();
    match geometry.geometries {
        Some(members) if !own => members.into_iter().flat_map(flattened).collect(),
        _ => vec![geometry],
    }
}

struct Arcs {
    lines: Vec<Line>,
    transform: Option<Transform>,
    vertices: usize,
}

impl Arcs {
    fn of(topology: &Topology) -> Self {
        let line = |arc: &Vec<Vec<f64>>| decoded(arc, topology.transform);
        Self {
            lines: topology.arcs.iter().map(line).collect(),
            transform: topology.transform,
            vertices: 0,
        }
    }

    fn shape(&mut self, geometry: &Geometry) -> Result<Shape, String> {
        let kind = geometry.kind.as_deref().unwrap_or_default();
        match (kind, &geometry.arcs) {
            ("Polygon", Some(References::Polygon(rings))) => {
                Ok(Shape::Polygons(vec![self.polygon(rings)?]))
            }
            ("MultiPolygon", Some(References::Polygons(polygons))) => {
                let polygons = polygons.iter().map(|rings| self.polygon(rings));
                Ok(Shape::Polygons(polygons.collect::<Result<_, _>>()?))
            }
            // An empty list reads as one of any depth.
            ("Polygon" | "MultiPolygon", Some(References::Ring(list))) if list.is_empty() => {
                Ok(Shape::Nothing)
            }
            ("GeometryCollection", _) => {
                let members = geometry.geometries.iter().flatten();
                let mut all = Shape::Nothing;
                for member in members {
                    all = all.with(self.shape(member)?);
                }
                Ok(all)
            }
            ("Point" | "MultiPoint", _) => self.points(geometry, kind),
            ("LineString" | "MultiLineString", _) => Ok(Shape::Other("lines".to_owned())),
            ("", _) => Ok(Shape::Nothing),
            ("Polygon" | "MultiPolygon", _) => {
                Err(format!("a {kind} whose arcs are not nested as one"))
            }
            _ => Err(format!("a shape of type \"{kind}\"")),
        }
    }

    fn points(&self, geometry: &Geometry, kind: &str) -> Result<Shape, String> {
        use json::Coordinates::{List, Position};
        let place = |at: &[f64; 2]| self.transform.map_or(*at, |t| t.place(*at));
        let points = match &geometry.coordinates {
            Some(Position(at)) => Some(vec![place(at)]),
            Some(List(list)) => list
                .iter()
                .map(|item| match item {
                    Position(at) => Some(place(at)),
                    List(_) => None,
                })
                .collect(),
            None => None,
        };
        let wrong = || format!("a {kind} whose coordinates are not nested as one");
        points.map(Shape::Points).ok_or_else(wrong)
    }

    fn polygon(&mut self, rings: &[Vec<i64>]) -> Result<Vec<Line>, String> {
        rings.iter().map(|ring| self.ring(ring)).collect()
    }

    /// Joins arcs, whose ends are shared; −1 is arc 0 backwards, −2 arc 1 and so on.
    fn ring(&mut self, references: &[i64]) -> Result<Line, String> {
        let mut ring = Line::new();
        for reference in references {
            let backward = *reference < 0;
            let at = if backward { !*reference } else { *reference };
            let line = usize::try_from(at).ok().and_then(|at| self.lines.get(at));
            let Some(line) = line else {
                return Err(format!("arc {reference} of {}", self.lines.len()));
            };
            self.vertices += line.len();
            if self.vertices > MAX_VERTICES {
                return Err(format!("more than {MAX_VERTICES} vertices"));
            }
            ring.pop();
            if backward {
                ring.extend(line.iter().rev());
            } else {
                ring.extend(line);
            }
        }
        Ok(ring)
    }
}

impl Transform {
    fn place(&self, at: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|axis| at[axis] * self.scale[axis] + self.translate[axis])
    }
}

/// An arc's positions: quantised ones are differences to the one before.
fn decoded(arc: &[Vec<f64>], transform: Option<Transform>) -> Line {
    let mut sum = [0.0; 2];
    let positions = arc.iter().map(|position| {
        let at = [0, 1].map(|axis| position.get(axis).copied().unwrap_or(f64::NAN));
        match transform {
            None => at,
            Some(transform) => {
                sum = [sum[0] + at[0], sum[1] + at[1]];
                transform.place(sum)
            }
        }
    });
    positions.collect()
}
