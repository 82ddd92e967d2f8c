//! Patterns of withheld cells: not the very cells count, but that they protect and are cheap.

use crate::{Case, Files, InOrder, run};
use serde_json::Value;
use serde_json::value::to_raw_value;
use std::collections::BTreeSet;

/// How much a pattern may cost, compared with the cheapest.
const DEAREST: f64 = 1.25;

/// The pattern contains every secret and nothing that must stay published, is safe when it is
/// attacked anew, and is about as cheap as the cheapest; if it is told to be the cheapest, it must be.
pub fn check(case: &Case, found: &Value, files: Files<'_>) -> Result<(), String> {
    if case.method != "sdc.secondary" {
        return Err(format!(
            "no rule for the kind \"property\" of {}",
            case.method
        ));
    }
    let primary = names(&case.expected, "primary")?;
    let pattern = names(found, "suppressed")?;
    let kept: Option<Names> = case
        .input("never_suppress")
        .map_err(|told| told.to_string())?;
    let kept = kept.unwrap_or_default();
    let unhidden: Vec<_> = primary.difference(&pattern).collect();
    let taken: Vec<_> = kept.intersection(&pattern).collect();
    if !unhidden.is_empty() || !taken.is_empty() {
        return Err(format!(
            "suppressed: expected all of {primary:?} and none of {kept:?}, found {pattern:?}"
        ));
    }
    safe(case, &primary, &pattern, files)?;
    cheap(case, found, &primary, &pattern)?;
    case.compare(found, |key| key == "naive_exactly_disclosed")
}

type Names = BTreeSet<String>;

fn names(from: &Value, key: &str) -> Result<Names, String> {
    let value = from.get(key).cloned().unwrap_or(Value::Null);
    serde_json::from_value(value).map_err(|error| format!("{key}: {error}"))
}

/// Attacks the pattern: every secret keeps an interval that is wide enough, and never a single value.
fn safe(case: &Case, primary: &Names, pattern: &Names, files: Files<'_>) -> Result<(), String> {
    let mut attack = case.clone();
    attack.method = "sdc.audit".into();
    for (name, cells) in [("suppressed", pattern), ("primary", primary)] {
        let cells = to_raw_value(cells).map_err(|error| error.to_string())?;
        attack.input.0.retain(|(key, _)| key != name);
        attack.input.0.push((name.to_owned(), cells));
    }
    let told = run(&attack, files).map_err(|failure| format!("attack: {failure}"))?;
    let narrow = names(&told, "unprotected")?;
    let exact = names(&told, "exactly_disclosed")?;
    let told: Vec<_> = primary
        .iter()
        .filter(|cell| narrow.contains(*cell) || exact.contains(*cell))
        .collect();
    if told.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "suppressed: expected safe cells, found {told:?} disclosed by {pattern:?}"
        ))
    }
}

fn cheap(case: &Case, found: &Value, primary: &Names, pattern: &Names) -> Result<(), String> {
    let cells: InOrder<f64> = case.input("cells").map_err(|told| told.to_string())?;
    let chosen = pattern.difference(primary);
    let cost: Option<f64> = chosen.map(|cell| cells.get(cell)).sum();
    let cost =
        cost.ok_or_else(|| format!("suppressed: expected cells of the table, found {pattern:?}"))?;
    let best = case.expected.get("optimal_cost").and_then(Value::as_f64);
    let factor = match found.get("optimal") {
        Some(Value::Bool(true)) => 1.0,
        _ => DEAREST,
    };
    match best {
        Some(best) if best <= cost && cost <= factor * best => Ok(()),
        _ => Err(format!(
            "cost: expected {best:?} to {:?}, found {cost} for {pattern:?}",
            best.map(|best| factor * best)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A district of four towns; b is secret, and a its cheapest partner.
    fn case() -> Case {
        let input = json!({
            "cells": {"a": 12, "b": 2, "c": 14, "d": 17, "T": 45},
            "relations": [["T", ["a", "b", "c", "d"]]], "never_suppress": ["T"],
        });
        let expected = json!({
            "primary": ["b"], "optimal_cost": 12, "optimal_secondary": [["a"]],
            "naive_exactly_disclosed": ["b"],
        });
        let params = json!({"k": 3, "width": 3});
        Case::sample("sdc.secondary", "property", &params, &input, expected)
    }

    fn told(suppressed: &[&str], optimal: bool) -> Result<(), String> {
        let found = json!({
            "suppressed": suppressed, "optimal": optimal, "naive_exactly_disclosed": ["b"],
        });
        check(&case(), &found, &|_| None)
    }

    #[test]
    fn the_cheapest_pattern_passes_and_a_little_dearer_one_if_it_claims_no_more() {
        assert_eq!(told(&["a", "b"], true), Ok(()));
        assert_eq!(told(&["b", "c"], false), Ok(()));
        assert!(told(&["b", "c"], true).unwrap_err().contains("cost"));
        assert!(told(&["b", "d"], false).unwrap_err().contains("cost"));
    }

    #[test]
    fn an_unsafe_pattern_fails() {
        assert!(told(&["b"], false).unwrap_err().contains("disclosed"));
    }

    #[test]
    fn an_open_secret_and_a_hidden_total_fail() {
        assert!(told(&["a"], false).unwrap_err().contains("all of"));
        assert!(
            told(&["a", "b", "T"], false)
                .unwrap_err()
                .contains("none of")
        );
    }

    #[test]
    fn unknown_cells_and_a_pattern_of_another_form_fail() {
        assert!(told(&["a", "b", "z"], false).is_err());
        assert!(check(&case(), &json!({"suppressed": 3}), &|_| None).is_err());
        let told = json!({"suppressed": ["a", "b"], "naive_exactly_disclosed": []});
        assert!(check(&case(), &told, &|_| None).is_err());
    }
}
