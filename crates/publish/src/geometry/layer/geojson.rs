//! GeoJSON in any nesting: features, collections of them, collections in collections, and arrays of
//! all these at the top.
//!
//! RFC 7946 with longitude and latitude, and the `crs` member of the specification of 2008.

use std::fmt;
use std::path::Path;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::LayerConfig;
use super::json::{self, Coordinates, Properties};
use super::sheet::{Line, Row, Shape, Sheet, Turn};
use crate::geometry::error::GeometryError;
use crate::geometry::locate::Stated;

/// Reads all features, in the order in which they stand in the file.
///
/// # Errors
/// A file that cannot be read, is no GeoJSON, or names two coordinate systems.
pub fn read(layer: &LayerConfig, path: &Path) -> Result<(Sheet, Stated), GeometryError> {
    let top: Node = json::read(layer, path, "GeoJSON")?;
    let mut gathered = Gathered {
        file: &layer.file,
        rows: Vec::new(),
        crs: None,
    };
    gathered.gather(top)?;
    let stated = json::stated(&layer.file, gathered.crs.as_ref());
    let sheet = Sheet {
        attributes: layer.file.clone(),
        rows: gathered.rows,
        outer_rings: Some(Turn::CounterClockwise),
    };
    Ok((sheet, stated))
}

/// An object or an array of them.
enum Node {
    One(Box<Object>),
    Many(Vec<Node>),
}

/// Any object of GeoJSON; which members it needs depends on `kind`.
#[derive(Deserialize)]
struct Object {
    #[serde(rename = "type", default)]
    kind: String,
    features: Option<Vec<Node>>,
    geometry: Option<Box<Object>>,
    geometries: Option<Vec<Object>>,
    coordinates: Option<Coordinates>,
    properties: Option<Properties>,
    id: Option<Json>,
    crs: Option<Json>,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NodeVisitor;
        impl<'de> Visitor<'de> for NodeVisitor {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a GeoJSON object or an array of them")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Node, A::Error> {
                let object = Object::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Node::One(Box::new(object)))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Node, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Node::Many)
            }
        }
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct Gathered<'a> {
    file: &'a str,
    rows: Vec<Row>,
    crs: Option<Json>,
}

impl Gathered<'_> {
    fn gather(&mut self, node: Node) -> Result<(), GeometryError> {
        match node {
            Node::Many(nodes) => nodes.into_iter().try_for_each(|node| self.gather(node)),
            Node::One(object) => self.object(*object),
        }
    }

    fn object(&mut self, mut object: Object) -> Result<(), GeometryError> {
        self.crs(object.crs.take())?;
        match object.kind.as_str() {
            "FeatureCollection" => {
                let Some(features) = object.features else {
                    return Err(self.damaged("a FeatureCollection without `features`".to_owned()));
                };
                features.into_iter().try_for_each(|node| self.gather(node))
            }
            "Feature" => self.feature(object),
            // A bare shape is a feature without attributes.
            _ => {
                let shape = shape(object).map_err(|found| self.damaged(found))?;
                self.push(Row {
                    shape,
                    ..Row::default()
                });
                Ok(())
            }
        }
    }

    fn feature(&mut self, mut feature: Object) -> Result<(), GeometryError> {
        let geometry = feature.geometry.take().map(|mut geometry| {
            let crs = geometry.crs.take();
            (shape(*geometry), crs)
        });
        let (shape, crs) = geometry.unwrap_or((Ok(Shape::Nothing), None));
        let shape = shape.map_err(|found| self.damaged(found))?;
        self.crs(crs)?;
        let values = json::values(feature.properties, feature.id);
        self.push(Row {
            values,
            shape,
            ..Row::default()
        });
        Ok(())
    }

    fn push(&mut self, row: Row) {
        let number = self.rows.len() as u64 + 1;
        self.rows.push(Row { row: number, ..row });
    }

    fn crs(&mut self, crs: Option<Json>) -> Result<(), GeometryError> {
        match (crs, &self.crs) {
            (Some(crs), Some(known)) if crs != *known => {
                Err(self.damaged(format!("two coordinate systems: {known} and {crs}")))
            }
            (Some(crs), None) => {
                self.crs = Some(crs);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// An error in the feature that comes next.
    fn damaged(&self, found: String) -> GeometryError {
        GeometryError::Damaged {
            file: self.file.to_owned(),
            record: self.rows.len() as u64 + 1,
            found,
        }
    }
}

fn shape(object: Object) -> Result<Shape, String> {
    let Object {
        kind,
        coordinates,
        geometries,
        ..
    } = object;
    let wrong = || format!("a {kind} whose coordinates are not nested as one");
    let list = |coordinates: Option<Coordinates>| match coordinates {
        Some(Coordinates::List(list)) => Ok(list),
        _ => Err(wrong()),
    };
    Ok(match kind.as_str() {
        "Point" => match coordinates {
            Some(Coordinates::Position(at)) => Shape::Points(vec![at]),
            // RFC 7946 lets software read an empty array as no shape.
            Some(Coordinates::List(list)) if list.is_empty() => Shape::Nothing,
            _ => return Err(wrong()),
        },
        "MultiPoint" => Shape::Points(line(list(coordinates)?).ok_or_else(wrong)?),
        "Polygon" => match polygon(list(coordinates)?).ok_or_else(wrong)? {
            rings if rings.is_empty() => Shape::Nothing,
            rings => Shape::Polygons(vec![rings]),
        },
        "MultiPolygon" => {
            let polygons = list(coordinates)?.into_iter().map(|item| match item {
                Coordinates::List(rings) => polygon(rings),
                Coordinates::Position(_) => None,
            });
            match polygons.collect::<Option<Vec<_>>>().ok_or_else(wrong)? {
                polygons if polygons.is_empty() => Shape::Nothing,
                polygons => Shape::Polygons(polygons),
            }
        }
        "GeometryCollection" => {
            let shapes = geometries.unwrap_or_default().into_iter().map(shape);
            shapes
                .collect::<Result<Vec<_>, _>>()?
                .into_iter()
                .fold(Shape::Nothing, Shape::with)
        }
        "LineString" | "MultiLineString" => Shape::Other("lines".to_owned()),
        "" => return Err("an object without `type`".to_owned()),
        other => return Err(format!("an object of type \"{other}\"")),
    })
}

fn line(list: Vec<Coordinates>) -> Option<Line> {
    let position = |item| match item {
        Coordinates::Position(at) => Some(at),
        Coordinates::List(_) => None,
    };
    list.into_iter().map(position).collect()
}

fn polygon(rings: Vec<Coordinates>) -> Option<Vec<Line>> {
    let ring = |item| match item {
        Coordinates::List(list) => line(list),
        Coordinates::Position(_) => None,
    };
    rings.into_iter().map(ring).collect()
}
