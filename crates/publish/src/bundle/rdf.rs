//! A small graph, written as Turtle and as JSON-LD.
//!
//! Subjects are a list of [`Node`]s; what a node says about others that need no name of their own
//! is nested. That is all a data catalogue needs.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::BundleError;

/// Prefixes of the vocabularies used, with what they stand for.
pub const PREFIXES: [(&str, &str); 9] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatap", "http://data.europa.eu/r5r/"),
    ("dcatde", "http://dcat-ap.de/def/dcatde/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Something that is said of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// A name of something.
    Iri(String),
    /// Words of a language.
    Words(String, String),
    /// Plain text.
    Text(String),
    /// Text of a datatype, by its prefixed name.
    Typed(String, &'static str),
    /// Something without a name of its own.
    Nested(Node),
}

/// A subject with its class and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Name, empty where nested.
    pub iri: String,
    /// Class, by its prefixed name.
    pub class: &'static str,
    /// Property, by its prefixed name, and object.
    pub says: Vec<(&'static str, Object)>,
}

impl Node {
    /// A node of `class` named `iri`.
    #[must_use]
    pub fn new(iri: impl Into<String>, class: &'static str) -> Self {
        Self {
            iri: iri.into(),
            class,
            says: Vec::new(),
        }
    }

    /// The node, saying one thing more.
    #[must_use]
    pub fn with(mut self, property: &'static str, object: Object) -> Self {
        self.says.push((property, object));
        self
    }

    /// The node, naming one thing more.
    #[must_use]
    pub fn link(self, property: &'static str, iri: impl Into<String>) -> Self {
        self.with(property, Object::Iri(iri.into()))
    }
}

/// The graph as Turtle.
#[must_use]
pub fn turtle(graph: &[Node]) -> String {
    let mut out = String::new();
    for (prefix, iri) in PREFIXES {
        let _ = writeln!(out, "@prefix {prefix}: <{iri}> .");
    }
    for node in graph {
        let _ = write!(out, "\n<{}> a {}", escape_iri(&node.iri), node.class);
        turtle_says(&mut out, &node.says, 1);
        out.push_str(" .\n");
    }
    out
}

fn turtle_says(out: &mut String, says: &[(&'static str, Object)], depth: usize) {
    for (property, object) in says {
        let _ = write!(out, " ;\n{}{property} ", "    ".repeat(depth));
        let _ = match object {
            Object::Iri(iri) => write!(out, "<{}>", escape_iri(iri)),
            Object::Words(text, language) => write!(out, "{}@{language}", quote(text)),
            Object::Text(text) => write!(out, "{}", quote(text)),
            Object::Typed(text, datatype) => write!(out, "{}^^{datatype}", quote(text)),
            Object::Nested(node) => {
                let opened = write!(out, "[ a {}", node.class);
                turtle_says(out, &node.says, depth + 1);
                out.push_str(" ]");
                opened
            }
        };
    }
}

fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn escape_iri(iri: &str) -> String {
    let mut escaped = String::new();
    for character in iri.chars() {
        if character <= ' ' || "<>\"{}|^`\\".contains(character) {
            let _ = write!(escaped, "%{:02X}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// The graph as JSON-LD.
///
/// # Errors
/// What JSON cannot hold.
pub fn json_ld(graph: &[Node]) -> Result<Vec<u8>, BundleError> {
    let context: Map<String, Value> = PREFIXES
        .into_iter()
        .map(|(prefix, iri)| (prefix.to_owned(), iri.into()))
        .collect();
    let document =
        json!({ "@context": context, "@graph": graph.iter().map(json_node).collect::<Vec<_>>() });
    serde_json::to_vec_pretty(&document).map_err(BundleError::Json)
}

fn json_node(node: &Node) -> Value {
    let mut fields = Map::new();
    if !node.iri.is_empty() {
        fields.insert("@id".into(), escape_iri(&node.iri).into());
    }
    fields.insert("@type".into(), node.class.into());
    for (property, object) in &node.says {
        let value = match object {
            Object::Iri(iri) => json!({ "@id": escape_iri(iri) }),
            Object::Words(text, language) => json!({ "@value": text, "@language": language }),
            Object::Text(text) => json!({ "@value": text }),
            Object::Typed(text, datatype) => json!({ "@value": text, "@type": datatype }),
            Object::Nested(node) => json_node(node),
        };
        let list = fields
            .entry(*property)
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Some(list) = list.as_array_mut() {
            list.push(value);
        }
    }
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_names_cannot_break_out_of_their_quotes() {
        let node = Node::new("a b>", "dcat:Dataset")
            .with(
                "dcterms:title",
                Object::Words("say \"hi\"\nnow\\".into(), "de".into()),
            )
            .link("dcterms:license", "x> <y");
        let text = turtle(&[node]);
        let body = text
            .lines()
            .skip(PREFIXES.len() + 1)
            .collect::<Vec<_>>()
            .join("\n");
        let expected = "<a%20b%3E> a dcat:Dataset ;\n    dcterms:title \"say \\\"hi\\\"\\nnow\\\\\"@de ;\n    dcterms:license <x%3E%20%3Cy> .";
        assert_eq!(body, expected);
    }
}
