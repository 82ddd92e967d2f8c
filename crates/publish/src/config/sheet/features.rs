//! Properties of GeoJSON features, however deep the collections are nested; shapes are skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{Field, Row, Sheet, SheetSource, unreadable};
use crate::report::{Report, found, in_file};

/// A feature, a collection, or a list of them.
enum Node {
    List(Vec<Node>),
    Feature(BTreeMap<String, Value>),
    Nothing,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// Keeps properties and lists of features; shapes pass by unread.
struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature, a collection of features or a list of them")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let (mut features, mut properties) = (None, None);
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "features" => features = map.next_value::<Option<Vec<Node>>>()?,
                "properties" => properties = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(match (features, properties) {
            (Some(nodes), _) => Node::List(nodes),
            (None, Some(properties)) => Node::Feature(properties),
            (None, None) => Node::Nothing,
        })
    }
}

/// Reads the properties of all features; rows count features.
pub fn read(root: &Path, source: SheetSource<'_>, report: &mut Report) -> Option<Sheet> {
    let bytes = match std::fs::read(root.join(source.file)) {
        Ok(bytes) => bytes,
        Err(error) => {
            unreadable(source.file, "a readable file", error, report);
            return None;
        }
    };
    let node: Node = match serde_json::from_slice(&bytes) {
        Ok(node) => node,
        Err(error) => {
            unreadable(source.file, "GeoJSON", error, report);
            return None;
        }
    };
    let mut features = Vec::new();
    gather(node, &mut features);
    let names: BTreeSet<&String> = features.iter().flat_map(BTreeMap::keys).collect();
    let header: Vec<String> = names.into_iter().cloned().collect();
    if header.is_empty() {
        let wording = found("features with properties", "none");
        report.error("no-data", in_file(source.file), wording);
        return None;
    }
    let rows = (1..).zip(&features).map(|(number, properties)| Row {
        number,
        fields: header
            .iter()
            .map(|name| properties.get(name).map_or(Field::Nothing, field))
            .collect(),
    });
    Some(Sheet {
        file: source.file.to_owned(),
        header_row: 0,
        rows: rows.collect(),
        header,
    })
}

fn gather(node: Node, features: &mut Vec<BTreeMap<String, Value>>) {
    match node {
        Node::List(nodes) => nodes.into_iter().for_each(|node| gather(node, features)),
        Node::Feature(properties) => features.push(properties),
        Node::Nothing => {}
    }
}

fn field(value: &Value) -> Field {
    match value {
        Value::String(text) => Field::of(text),
        Value::Number(number) => Field::Number(number.to_string()),
        Value::Bool(flag) => Field::of(&flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => Field::Nothing,
    }
}
