//! One case, and typed access to what goes into it.

use crate::Failure;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

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
    pub params: Value,
    /// What the method works on; `null` is a missing value.
    pub input: Value,
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

fn read<T: DeserializeOwned>(from: &Value, place: &str, name: &str) -> Result<T, Failure> {
    let value = from.get(name).cloned().unwrap_or(Value::Null);
    serde_json::from_value(value).map_err(|error| Failure::Case(format!("{place}.{name}: {error}")))
}
