//! Results of random draws: inside the bands that other draws of the reference give.

use crate::Case;
use serde_json::Value;

/// Ends of names of fields that are bands, or information.
const ENDS: [&str; 3] = ["_lo", "_hi", "_mean"];

fn is_exact(key: &str) -> bool {
    !key.starts_with("robust_") && !ENDS.iter().any(|end| key.ends_with(end))
}

/// Exact fields equal, and every p-value inside its band.
pub fn exact_and_bands(case: &Case, found: &Value) -> Result<(), String> {
    case.compare(found, is_exact)?;
    all(case, found)
}

/// Every field `x` inside `x_lo` and `x_hi`, at least one.
pub fn all(case: &Case, found: &Value) -> Result<(), String> {
    let fields = case.expected.as_object().into_iter().flatten();
    let mut names = fields
        .filter_map(|(key, lo)| Some((key.strip_suffix("_lo")?, lo)))
        .peekable();
    if names.peek().is_none() {
        return Err("expected: no band".into());
    }
    names.try_for_each(|(name, lo)| {
        let hi = case.expected.get(format!("{name}_hi"));
        // The p of the one global test may go by the short name too.
        let short = found.get("p").filter(|_| name == "p_sim");
        let own = found.get(name).or(short);
        inside(
            name,
            lo,
            hi.unwrap_or(&Value::Null),
            own.unwrap_or(&Value::Null),
        )
    })
}

fn inside(at: &str, lo: &Value, hi: &Value, found: &Value) -> Result<(), String> {
    let fails = || Err(format!("{at}: expected {lo} to {hi}, found {found}"));
    match (lo, hi, found) {
        (Value::Array(lows), Value::Array(highs), Value::Array(values))
            if lows.len() == highs.len() && lows.len() == values.len() =>
        {
            let parts = lows.iter().zip(highs).zip(values).enumerate();
            parts
                .map(|(i, ((lo, hi), found))| (format!("{at}[{i}]"), lo, hi, found))
                .try_for_each(|(at, lo, hi, found)| inside(&at, lo, hi, found))
        }
        (Value::Number(lo), Value::Number(hi), Value::Number(value)) => {
            let [lo, hi, value] = [lo, hi, value].map(serde_json::Number::as_f64);
            if lo <= value && value <= hi && value.is_some() {
                Ok(())
            } else {
                fails()
            }
        }
        (Value::Null, Value::Null, Value::Null) => Ok(()),
        _ => fails(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lisa() -> Case {
        let expected = json!({
            "I": [0.5, null], "p_lo": [0.1, null], "p_hi": [0.2, null],
            "p_mean": [0.15, null], "robust_significant_05": [0],
        });
        Case::sample(
            "spatial.moran_local",
            "exact+band",
            &json!({}),
            &json!({}),
            expected,
        )
    }

    #[test]
    fn a_p_value_at_the_ends_of_its_band_passes_and_beyond_them_fails() {
        for p in [0.1, 0.15, 0.2] {
            let found = json!({"I": [0.5, null], "p": [p, null]});
            assert_eq!(exact_and_bands(&lisa(), &found), Ok(()));
        }
        for p in [json!(0.0999), json!(0.2001), json!(null), json!("0.1")] {
            let found = json!({"I": [0.5, null], "p": [p, null]});
            let told = exact_and_bands(&lisa(), &found).unwrap_err();
            assert!(
                told.starts_with("p[0]: expected 0.1 to 0.2, found"),
                "{told}"
            );
        }
    }

    #[test]
    fn an_area_without_neighbours_has_no_p_value() {
        let found = json!({"I": [0.5, null], "p": [0.15, 0.001]});
        assert!(
            exact_and_bands(&lisa(), &found)
                .unwrap_err()
                .contains("p[1]")
        );
    }

    #[test]
    fn exact_fields_beside_a_band_still_count() {
        let found = json!({"I": [0.6, null], "p": [0.15, null]});
        assert!(
            exact_and_bands(&lisa(), &found)
                .unwrap_err()
                .contains("I[0]")
        );
    }

    #[test]
    fn missing_and_too_few_p_values_fail() {
        for found in [
            json!({"I": [0.5, null]}),
            json!({"I": [0.5, null], "p": [0.15]}),
        ] {
            assert!(exact_and_bands(&lisa(), &found).is_err(), "{found}");
        }
    }

    #[test]
    fn one_number_has_its_band_too() {
        let expected = json!({"I": 0.5, "p_sim_lo": 0.0, "p_sim_hi": 0.003});
        let case = Case::sample(
            "spatial.moran",
            "exact+band",
            &json!({}),
            &json!({}),
            expected,
        );
        assert_eq!(
            exact_and_bands(&case, &json!({"I": 0.5, "p_sim": 0.001})),
            Ok(())
        );
        assert_eq!(
            exact_and_bands(&case, &json!({"I": 0.5, "p": 0.001})),
            Ok(())
        );
        assert!(exact_and_bands(&case, &json!({"I": 0.5, "p_sim": 0.004})).is_err());
        assert!(exact_and_bands(&case, &json!({"I": 0.5})).is_err());
    }

    #[test]
    fn mean_ranks_lie_inside_their_bands() {
        let expected = json!({
            "mean_rank_lo": [1.0, 2.0], "mean_rank_hi": [1.5, 2.5], "p05_median": [1.0, 2.0],
        });
        let method = "composite.rank_montecarlo";
        let case = Case::sample(method, "band", &json!({}), &json!({}), expected);
        assert_eq!(all(&case, &json!({"mean_rank": [1.2, 2.2]})), Ok(()));
        assert!(all(&case, &json!({"mean_rank": [1.2, 2.6]})).is_err());
    }

    #[test]
    fn a_case_without_a_band_proves_nothing() {
        let case = Case::sample(
            "spatial.moran",
            "exact+band",
            &json!({}),
            &json!({}),
            json!({"I": 1}),
        );
        assert!(exact_and_bands(&case, &json!({"I": 1})).is_err());
    }
}
