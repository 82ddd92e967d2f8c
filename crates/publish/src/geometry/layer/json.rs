//! What GeoJSON and TopoJSON share: text, attributes, positions, and named coordinate systems.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::LayerConfig;
use super::sheet::Value;
use crate::geometry::error::GeometryError;
use crate::geometry::locate::Stated;

/// Attributes as a file holds them.
pub type Properties = serde_json::Map<String, Json>;

/// Reads a whole file; text is UTF-8 unless the layer states another encoding.
///
/// # Errors
/// A file that cannot be read or is no such JSON, with line and column.
pub fn read<T: DeserializeOwned>(
    layer: &LayerConfig,
    path: &Path,
    expected: &str,
) -> Result<T, GeometryError> {
    let bytes = fs::read(path).map_err(|source| GeometryError::Io {
        file: layer.file.clone(),
        source,
    })?;
    let text = match layer.encoding()? {
        Some(encoding) => encoding.decode(&bytes).0,
        None => Cow::Borrowed(""),
    };
    let bytes = if text.is_empty() {
        bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)
    } else {
        text.as_bytes()
    };
    serde_json::from_slice(bytes).map_err(|error| GeometryError::Text {
        file: layer.file.clone(),
        line: error.line(),
        column: error.column(),
        expected: expected.to_owned(),
        found: without_place(&error.to_string()),
    })
}

/// The reader's words without the place, which is said before.
fn without_place(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message.get(..end).unwrap_or(message).to_owned()
}

/// A position, or lists of them to any depth: shapes are told apart by how deep they go.
#[derive(Clone, Debug, PartialEq)]
pub enum Coordinates {
    /// A position; heights are dropped.
    Position([f64; 2]),
    /// A list.
    List(Vec<Coordinates>),
}

/// What a list of coordinates holds.
enum Item {
    Number(f64),
    Coordinates(Coordinates),
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ItemVisitor;
        impl<'de> Visitor<'de> for ItemVisitor {
            type Value = Item;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a list of coordinates")
            }
            fn visit_f64<E>(self, number: f64) -> Result<Item, E> {
                Ok(Item::Number(number))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Item, E> {
                Ok(Item::Number(number as f64))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Item, E> {
                Ok(Item::Number(number as f64))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Item, A::Error> {
                coordinates(list).map(Item::Coordinates)
            }
        }
        deserializer.deserialize_any(ItemVisitor)
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Item::deserialize(deserializer)? {
            Item::Coordinates(coordinates) => Ok(coordinates),
            Item::Number(_) => Err(D::Error::custom("a number outside a position")),
        }
    }
}

fn coordinates<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Coordinates, A::Error> {
    let mut all = Vec::new();
    match list.next_element()? {
        None => {}
        Some(Item::Coordinates(first)) => {
            all.push(first);
            while let Some(next) = list.next_element::<Coordinates>()? {
                all.push(next);
            }
        }
        Some(Item::Number(x)) => {
            let Some(y) = list.next_element::<f64>()? else {
                return Err(A::Error::custom("a position of one number"));
            };
            while list.next_element::<serde::de::IgnoredAny>()?.is_some() {}
            return Ok(Coordinates::Position([x, y]));
        }
    }
    Ok(Coordinates::List(all))
}

/// Attributes, and the feature's own identifier as `id` where no attribute has that name.
#[must_use]
pub fn values(properties: Option<Properties>, id: Option<Json>) -> BTreeMap<String, Value> {
    let mut values: BTreeMap<String, Value> = properties
        .into_iter()
        .flatten()
        .map(|(name, json)| (name, value(json)))
        .collect();
    if let Some(id) = id {
        values.entry("id".to_owned()).or_insert_with(|| value(id));
    }
    values
}

fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::Nothing,
        Json::Bool(flag) => Value::Flag(flag),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            // Whole numbers beyond 2^53 keep their digits.
            (Some(whole), _) if whole.unsigned_abs() >= 1 << 53 => Value::Text(whole.to_string()),
            (_, Some(float)) => Value::Number(float),
            _ => Value::Other(number.to_string()),
        },
        Json::String(text) => match text.trim() {
            "" => Value::Nothing,
            text => Value::Text(text.to_owned()),
        },
        Json::Array(_) => Value::Other("a list".to_owned()),
        Json::Object(_) => Value::Other("an object".to_owned()),
    }
}

/// What the member `crs` of the specification of 2008 says; without it, longitude and latitude in
/// WGS 84 unless the configuration knows better (RFC 7946).
#[must_use]
pub fn stated(file: &str, crs: Option<&Json>) -> Stated {
    let Some(crs) = crs else {
        return Stated::default_wgs84(file);
    };
    let name = crs.pointer("/properties/name").and_then(Json::as_str);
    match name {
        Some(name) => Stated::name(file, name),
        None => Stated::nothing(file, &format!("`crs` without a name: {crs}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_lists_are_told_apart_at_any_depth() {
        let read = |text| serde_json::from_str::<Coordinates>(text);
        let at = |x, y| Coordinates::Position([x, y]);
        assert_eq!(read("[1, 2.5, 99, 3]").unwrap(), at(1.0, 2.5));
        let list = Coordinates::List(vec![Coordinates::List(vec![at(1.0, 2.0), at(3.0, 4.0)])]);
        assert_eq!(read("[[[1,2],[3,4]]]").unwrap(), list);
        for broken in [
            "1",
            "[1]",
            "[[1,2],3]",
            "[1,[2,3]]",
            "[\"1\",\"2\"]",
            "[null,1]",
        ] {
            assert!(read(broken).is_err(), "{broken}");
        }
        assert!(read(&"[".repeat(10_000)).is_err());
    }
}
