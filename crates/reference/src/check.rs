//! Whether a case passes, by the rules of its kind.

use crate::{Case, Failure, Files, bands, partition, property, run};
use serde_json::Value;

/// Runs a case and compares.
///
/// # Errors
/// Says what was expected and what was found.
pub fn check(case: &Case, files: Files<'_>) -> Result<(), String> {
    verdict(case, run(case, files), files)
}

/// Compares what came out of a case with what is expected.
fn verdict(case: &Case, result: Result<Value, Failure>, files: Files<'_>) -> Result<(), String> {
    match (case.kind.as_str(), result) {
        ("refuse", Err(Failure::Reason(reason))) => refused(case, reason.code()),
        ("exact", Ok(found)) => exact(case, &found),
        ("exact+band", Ok(found)) => bands::exact_and_bands(case, &found),
        ("band", Ok(found)) => band(case, &found),
        ("property", Ok(found)) => property::check(case, &found, files),
        ("refuse", Ok(found)) => Err(format!(
            "expected the reason {}, found {}",
            code(case),
            short(&found)
        )),
        (
            "exact" | "exact+band" | "band" | "property" | "refuse",
            Err(failure @ Failure::Case(_)),
        ) => Err(failure.to_string()),
        ("exact" | "exact+band" | "band" | "property", Err(failure)) => {
            Err(format!("expected {}, {failure}", short(&case.expected)))
        }
        (kind, _) => Err(format!("no kind \"{kind}\"")),
    }
}

fn code(case: &Case) -> &Value {
    case.expected.get("error").unwrap_or(&Value::Null)
}

fn refused(case: &Case, found: &str) -> Result<(), String> {
    if code(case).as_str() == Some(found) {
        Ok(())
    } else {
        Err(format!(
            "expected the reason {}, found \"{found}\"",
            code(case)
        ))
    }
}

/// Every field equal, but for what the method leaves open.
fn exact(case: &Case, found: &Value) -> Result<(), String> {
    match case.method.as_str() {
        "classify.fisher_jenks" => {
            let only_cost = case.expected.get("unique_optimum") == Some(&Value::Bool(false));
            case.compare(found, |key| {
                key != "unique_optimum" && (!only_cost || key == "ssd")
            })
        }
        "weights.knn" if case.param_or("ties", false) == Ok(true) => {
            case.compare(found, |key| key == "distances")
        }
        "typology.ward" => {
            partition::same(case.expected.get("labels"), found.get("labels"))?;
            case.compare(found, |key| key != "labels")
        }
        _ => case.compare(found, |_| true),
    }
}

fn band(case: &Case, found: &Value) -> Result<(), String> {
    match case.method.as_str() {
        "typology.kmeans" => partition::as_good(case, found),
        "composite.rank_montecarlo" => bands::all(case, found),
        method => Err(format!("no rule for the kind \"band\" of {method}")),
    }
}

/// A value as text that fits a line.
fn short(value: &Value) -> String {
    const LONGEST: usize = 300;
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use teilraum::stats::Reason;

    fn case(method: &str, kind: &str, expected: Value) -> Case {
        Case::sample(method, kind, &json!({}), &json!({}), expected)
    }

    fn tells(case: &Case, result: Result<Value, Failure>) -> String {
        verdict(case, result, &|_| None).expect_err("this result must not pass")
    }

    fn passes(case: &Case, result: Result<Value, Failure>) {
        assert_eq!(verdict(case, result, &|_| None), Ok(()));
    }

    #[test]
    fn a_refusal_needs_the_very_reason() {
        let case = case("ci.wilson", "refuse", json!({"error": "all_equal"}));
        passes(&case, Err(Reason::AllEqual.into()));
        let other = tells(&case, Err(Reason::ZeroTotal.into()));
        assert_eq!(
            other,
            r#"expected the reason "all_equal", found "zero_total""#
        );
        assert!(tells(&case, Ok(json!({"value": 1}))).contains(r#"found {"value":1}"#));
        assert!(tells(&case, Err(Failure::Case("params.k: no".into()))).contains("params.k"));
    }

    #[test]
    fn a_refusal_where_a_result_is_expected_fails() {
        let case = case("ci.wilson", "exact", json!({"value": 1}));
        let told = tells(&case, Err(Reason::AllEqual.into()));
        assert!(
            told.contains(r#"{"value":1}"#) && told.contains("all_equal"),
            "{told}"
        );
    }

    #[test]
    fn an_unknown_kind_and_a_band_without_rule_fail() {
        let result = || Ok(json!({"value": 1}));
        let expected = json!({"value": 1});
        assert!(tells(&case("ci.wilson", "equal", expected.clone()), result()).contains("equal"));
        assert!(tells(&case("ci.wilson", "band", expected), result()).contains("ci.wilson"));
    }

    #[test]
    fn where_the_optimum_is_not_unique_only_its_cost_counts() {
        let expected = |unique: bool| json!({"bins": [1, 2], "ssd": 2.5, "unique_optimum": unique});
        let other = || Ok(json!({"bins": [1, 3], "ssd": 2.5}));
        let open = case("classify.fisher_jenks", "exact", expected(false));
        passes(&open, other());
        assert!(tells(&open, Ok(json!({"bins": [1, 2], "ssd": 2.6}))).contains("ssd"));
        let unique = case("classify.fisher_jenks", "exact", expected(true));
        assert!(tells(&unique, other()).contains("bins[1]"));
    }

    #[test]
    fn equally_near_neighbours_count_only_by_their_distance() {
        let expected = json!({"neighbors": {"a": ["b"]}, "distances": {"a": [1.0]}});
        let open = case("weights.knn", "exact", expected.clone());
        let other = || Ok(json!({"neighbors": {"a": ["c"]}, "distances": {"a": [1.0]}}));
        assert!(tells(&open, other()).contains("neighbors.a[0]"));
        let open = Case::sample(
            "weights.knn",
            "exact",
            &json!({"ties": true}),
            &json!({}),
            expected,
        );
        passes(&open, other());
        let far = Ok(json!({"neighbors": {"a": ["b"]}, "distances": {"a": [1.1]}}));
        assert!(tells(&open, far).contains("distances.a[0]"));
    }

    #[test]
    fn groups_of_a_tree_are_compared_as_a_partition_and_the_rest_exactly() {
        let expected = json!({"heights": [1.0], "labels": [0, 0, 1]});
        let ward = case("typology.ward", "exact", expected);
        passes(&ward, Ok(json!({"heights": [1.0], "labels": [4, 4, 2]})));
        assert!(
            tells(&ward, Ok(json!({"heights": [1.0], "labels": [0, 1, 1]}))).contains("labels")
        );
        assert!(
            tells(&ward, Ok(json!({"heights": [1.5], "labels": [0, 0, 1]}))).contains("heights")
        );
    }

    #[test]
    fn a_long_value_is_cut() {
        let long = json!(vec!["äöü"; 400]);
        assert_eq!(short(&long).chars().count(), 301);
    }
}
