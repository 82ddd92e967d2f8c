//! One case, and typed access to what goes into it.

use crate::{Failure, InOrder};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Named values, not yet read: what they must be is for the method to say.
pub type Fields = InOrder<Box<RawValue>>;

/// One file of a folder of cases.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Name of the case, as that of its file.
    pub id: String,
    /// Name of the method, as in the index of methods.
    pub method: String,
    /// How to compare: `exact`, `band`, `exact+band`, `property` or `refuse`.
    pub kind: String,
    /// Parameters of the method.
    pub params: Fields,
    /// What the method works on; `null` is a missing value.
    pub input: Fields,
    /// What has to come out.
    pub expected: Value,
    /// How far numbers may be off, per top-level field of `expected`, else `default`.
    pub tolerance: BTreeMap<String, Tolerance>,
    /// Package and version that the expected values come from.
    pub source: String,
    /// Remarks.
    #[serde(default)]
    pub notes: String,
}

/// How far a number may be off: |a − b| ≤ abs + rel·|expected|.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
pub struct Tolerance {
    /// Share of the expected number.
    #[serde(default)]
    pub rel: f64,
    /// In the unit of the number.
    #[serde(default)]
    pub abs: f64,
}

impl Case {
    /// The parameter `name`.
    ///
    /// # Errors
    /// When it is missing or of another type.
    pub fn param<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        read(&self.params, "params", name)
    }

    /// The parameter `name`, or `default` where it is missing or null.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn param_or<T: DeserializeOwned>(&self, name: &str, default: T) -> Result<T, Failure> {
        Ok(read::<Option<T>>(&self.params, "params", name)?.unwrap_or(default))
    }

    /// The input `name`.
    ///
    /// # Errors
    /// When it is missing or of another type.
    pub fn input<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        read(&self.input, "input", name)
    }
}

fn read<T: DeserializeOwned>(from: &Fields, place: &str, name: &str) -> Result<T, Failure> {
    let text = from.get(name).map_or("null", |value| value.get());
    serde_json::from_str(text).map_err(|error| Failure::Case(format!("{place}.{name}: {error}")))
}

#[cfg(test)]
impl Case {
    /// A case with the usual tolerance.
    pub(crate) fn sample(
        method: &str,
        kind: &str,
        params: &Value,
        input: &Value,
        expected: Value,
    ) -> Self {
        let usual = Tolerance {
            rel: 1e-9,
            abs: 1e-12,
        };
        let fields = |value: &Value| serde_json::from_str(&value.to_string()).expect("an object");
        Self {
            id: "sample".into(),
            method: method.into(),
            kind: kind.into(),
            params: fields(params),
            input: fields(input),
            expected,
            tolerance: BTreeMap::from([("default".into(), usual)]),
            source: "by hand".into(),
            notes: String::new(),
        }
    }
}
