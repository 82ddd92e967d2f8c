//! The cases of `tests/reference`: reading them, and comparing what comes out.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

/// One file.
#[derive(serde::Deserialize)]
pub struct Case {
    pub id: String,
    pub method: String,
    pub kind: String,
    pub params: Value,
    pub input: Value,
    pub expected: Value,
    pub tolerance: BTreeMap<String, Tolerance>,
}

/// How far a number may be off.
#[derive(Clone, Copy, serde::Deserialize)]
pub struct Tolerance {
    pub rel: f64,
    pub abs: f64,
}

/// The cases whose method is `mine`, in the order of their file names.
pub fn cases(mine: impl Fn(&str) -> bool) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let all = paths.iter().map(read);
    all.filter(|case: &Case| mine(&case.method)).collect()
}

impl Case {
    /// Compares a result with what is expected, for the fields of it that count.
    pub fn compare(&self, found: &Value, counts: impl Fn(&str) -> bool) -> Result<(), String> {
        let fields = self.expected.as_object().unwrap().iter();
        fields
            .filter(|(key, _)| counts(key))
            .try_for_each(|(key, expected)| {
                let within = self
                    .tolerance
                    .get(key)
                    .unwrap_or(&self.tolerance["default"]);
                compare(key, expected, &found[key], *within)
            })
    }
}

/// Compares leaf by leaf; says where and what differs.
fn compare(at: &str, expected: &Value, found: &Value, within: Tolerance) -> Result<(), String> {
    let differs = || Err(format!("{at}: expected {expected}, found {found}"));
    match (expected, found) {
        (Value::Object(fields), Value::Object(others)) => {
            fields.iter().try_for_each(|(key, one)| {
                let other = others.get(key).unwrap_or(&Value::Null);
                compare(&format!("{at}.{key}"), one, other, within)
            })
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => items
            .iter()
            .zip(others)
            .enumerate()
            .try_for_each(|(i, (one, other))| compare(&format!("{at}[{i}]"), one, other, within)),
        (Value::Number(one), Value::Number(other)) if one.is_f64() => {
            let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            let close = (one - other).abs() <= within.abs + within.rel * one.abs();
            if close { Ok(()) } else { differs() }
        }
        _ if expected == found => Ok(()),
        _ => differs(),
    }
}
