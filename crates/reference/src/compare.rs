//! Whether a result agrees with what is expected, leaf by leaf.

use crate::{Case, Tolerance};
use serde_json::Value;

impl Case {
    /// Compares a result with what is expected, for the top-level fields that count.
    ///
    /// # Errors
    /// Says where the first difference is, what was expected and what was found.
    pub fn compare(&self, found: &Value, counts: impl Fn(&str) -> bool) -> Result<(), String> {
        let Some(fields) = self.expected.as_object() else {
            return Err("expected: no object".into());
        };
        let missing = Value::Null;
        fields
            .iter()
            .filter(|(key, _)| counts(key))
            .try_for_each(|(key, expected)| {
                let found = found.get(key).unwrap_or(&missing);
                compare(key, expected, found, self.within(key))
            })
    }

    /// The tolerance of the field `key`.
    #[must_use]
    pub fn within(&self, key: &str) -> Tolerance {
        let own = self.tolerance.get(key);
        own.or_else(|| self.tolerance.get("default"))
            .copied()
            .unwrap_or_default()
    }
}

/// Compares two values; whole numbers, texts and truth values must be equal, null must be null.
fn compare(at: &str, expected: &Value, found: &Value, within: Tolerance) -> Result<(), String> {
    let differs = || Err(format!("{at}: expected {expected}, found {found}"));
    match (expected, found) {
        (Value::Object(fields), Value::Object(others)) if fields.len() == others.len() => {
            fields.iter().try_for_each(|(key, one)| {
                let other = others.get(key).unwrap_or(&Value::Null);
                compare(&format!("{at}.{key}"), one, other, within)
            })
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            let pairs = items.iter().zip(others).enumerate();
            pairs
                .map(|(i, (one, other))| (format!("{at}[{i}]"), one, other))
                .try_for_each(|(at, one, other)| compare(&at, one, other, within))
        }
        (Value::Number(one), Value::Number(other)) => {
            let (Some(a), Some(b)) = (one.as_f64(), other.as_f64()) else {
                return differs();
            };
            let allowed = if one.is_f64() {
                within.abs + within.rel * a.abs()
            } else {
                0.0
            };
            if (a - b).abs() <= allowed {
                Ok(())
            } else {
                differs()
            }
        }
        _ if expected == found => Ok(()),
        _ => differs(),
    }
}
