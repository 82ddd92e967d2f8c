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
        (Value::Object(fields), Value::Object(others)) if fields.len() == others.len() => fields
            .iter()
            .try_for_each(|(key, one)| match others.get(key) {
                Some(other) => compare(&format!("{at}.{key}"), one, other, within),
                None => Err(format!("{at}.{key}: expected {one}, found nothing")),
            }),
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(expected: Value, found: Value) -> Result<(), String> {
        let case = Case::sample(
            "m",
            "exact",
            &json!({}),
            &json!({}),
            json!({ "x": expected }),
        );
        case.compare(&json!({ "x": found }), |_| true)
    }

    #[test]
    fn equal_values_pass_and_numbers_may_be_off_a_little() {
        assert_eq!(told(json!(2.0), json!(2.0 + 1e-9)), Ok(()));
        assert_eq!(
            told(json!([1, null, "a", true]), json!([1, null, "a", true])),
            Ok(())
        );
        assert_eq!(told(json!(2), json!(2.0)), Ok(()));
        assert_eq!(told(json!(2.0), json!(2)), Ok(()));
    }

    #[test]
    fn every_perturbed_leaf_is_found_with_its_place() {
        for (expected, found, place) in [
            (json!(2.0), json!(2.0 + 1e-8), "x"),
            (json!(2), json!(3), "x"),
            (
                json!(1_000_000_000_000_i64),
                json!(1_000_000_000_001_i64),
                "x",
            ),
            (json!(null), json!(0), "x"),
            (json!(0), json!(null), "x"),
            (json!("a"), json!("b"), "x"),
            (json!(true), json!(false), "x"),
            (json!([1, 2]), json!([1, 3]), "x[1]"),
            (json!([1, 2]), json!([1]), "x"),
            (json!([1]), json!([1, 2]), "x"),
            (
                json!({"a": [{"b": 1}]}),
                json!({"a": [{"b": 2}]}),
                "x.a[0].b",
            ),
            (json!({"a": 1}), json!({"a": 1, "b": 2}), "x"),
            (json!({"a": null}), json!({"b": 2}), "x.a"),
        ] {
            let told = told(expected, found).unwrap_err();
            assert!(told.starts_with(&format!("{place}: expected ")), "{told}");
        }
    }

    #[test]
    fn a_field_may_have_a_tolerance_of_its_own() {
        let mut case = Case::sample(
            "m",
            "exact",
            &json!({}),
            &json!({}),
            json!({"x": 1.0, "y": 1.0}),
        );
        case.tolerance
            .insert("x".into(), Tolerance { rel: 0.0, abs: 0.1 });
        assert_eq!(
            case.compare(&json!({"x": 1.09, "y": 1.0}), |_| true),
            Ok(())
        );
        assert!(
            case.compare(&json!({"x": 1.0, "y": 1.09}), |_| true)
                .is_err()
        );
        assert!(case.compare(&json!({"x": 1.0}), |_| true).is_err());
    }
}
