//! Polygons with properties, out of a GeoJSON file that a case names.

use crate::Failure;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A position; further coordinates (height) are dropped.
pub type Position = [f64; 2];

/// Rings of one polygon: the outer one, then its holes, as the file has them.
pub type Rings = Vec<Vec<Position>>;

/// One area of a file.
pub struct Feature {
    /// Value of the id field as text, numbers as the file writes them.
    pub id: String,
    /// The properties, the id field among them.
    pub properties: Map<String, Value>,
    /// Its parts; none where the geometry is null.
    pub polygons: Vec<Rings>,
}

impl Feature {
    /// The number in `field`; `None` where it is null, missing or no number.
    pub fn number(&self, field: &str) -> Option<f64> {
        match self.properties.get(field)? {
            Value::String(text) => text.trim().parse().ok(),
            other => other.as_f64(),
        }
    }
}

/// The features of a collection, in the order of the file.
///
/// # Errors
/// Says which feature has no `id_field`, or whose geometry consists of no polygons.
pub fn polygons(bytes: &[u8], id_field: &str) -> Result<Vec<Feature>, Failure> {
    let file: Value = serde_json::from_slice(bytes)
        .map_err(|error| Failure::Case(format!("GeoJSON: {error}")))?;
    let features = file.get("features").and_then(Value::as_array);
    let features = features.ok_or_else(|| Failure::Case("GeoJSON: no features".into()))?;
    features
        .iter()
        .enumerate()
        .map(|(place, one)| {
            feature(one, id_field)
                .map_err(|what| Failure::Case(format!("GeoJSON: feature {place}: {what}")))
        })
        .collect()
}

fn feature(one: &Value, id_field: &str) -> Result<Feature, String> {
    let none = Map::new();
    let properties = one.get("properties").and_then(Value::as_object);
    let properties = properties.unwrap_or(&none).clone();
    let id = match properties.get(id_field) {
        None | Some(Value::Null) => return Err(format!("no \"{id_field}\"")),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let polygons = parts(one.get("geometry").unwrap_or(&Value::Null))?;
    Ok(Feature {
        id,
        properties,
        polygons,
    })
}

fn parts(geometry: &Value) -> Result<Vec<Rings>, String> {
    if geometry.is_null() {
        return Ok(Vec::new());
    }
    let coordinates = geometry.get("coordinates").unwrap_or(&Value::Null);
    let positions = match geometry.get("type").and_then(Value::as_str) {
        Some("Polygon") => vec![read::<Vec<Vec<Vec<f64>>>>(coordinates)?],
        Some("MultiPolygon") => read(coordinates)?,
        other => return Err(format!("expected polygons, found {other:?}")),
    };
    positions.iter().map(|rings| flat(rings)).collect()
}

fn read<T: DeserializeOwned>(from: &Value) -> Result<T, String> {
    T::deserialize(from).map_err(|error| format!("coordinates: {error}"))
}

fn flat(rings: &[Vec<Vec<f64>>]) -> Result<Rings, String> {
    let position = |numbers: &Vec<f64>| match numbers[..] {
        [x, y, ..] => Ok([x, y]),
        _ => Err("coordinates: a position has fewer than two numbers".into()),
    };
    rings
        .iter()
        .map(|ring| ring.iter().map(position).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_holes_and_numbers_written_as_ids_are_kept() {
        let file = br#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"k":7,"v":"2.5","n":null},"geometry":{"type":"MultiPolygon",
             "coordinates":[[[[0,0,9],[1,0],[1,1],[0,0]],[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}},
            {"type":"Feature","properties":{"k":"b"},"geometry":null}]}"#;
        let features = polygons(file, "k").unwrap();
        assert_eq!(features[0].id, "7");
        assert_eq!(features[0].number("v"), Some(2.5));
        assert_eq!(features[0].number("n"), None);
        assert_eq!(features[0].polygons.len(), 2);
        assert_eq!(features[0].polygons[0].len(), 2);
        assert_eq!(features[0].polygons[0][0][0], [0.0, 0.0]);
        assert!(features[1].polygons.is_empty());
    }

    #[test]
    fn what_is_wrong_is_located() {
        let file = br#"{"features":[{"properties":{"k":1},"geometry":{"type":"Point","coordinates":[0,0]}}]}"#;
        let Err(Failure::Case(what)) = polygons(file, "k") else {
            panic!("no error");
        };
        assert!(what.contains("feature 0"), "{what}");
        assert!(polygons(br#"{"features":[{"properties":{}}]}"#, "k").is_err());
        assert!(polygons(b"{}", "k").is_err());
    }
}
