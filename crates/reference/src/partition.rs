//! Groups: two ways of dividing the same things, whatever the groups are called.

use crate::Case;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Groups of things, by their numbers.
type Labels = Vec<Option<u64>>;

fn labels(of: Option<&Value>, what: &str) -> Result<Labels, String> {
    let value = of.cloned().unwrap_or(Value::Null);
    serde_json::from_value(value).map_err(|error| format!("{what} labels: {error}"))
}

/// Both divide in the same way; nothing is grouped where nothing was.
pub fn same(expected: Option<&Value>, found: Option<&Value>) -> Result<(), String> {
    let [one, other] = [labels(expected, "expected")?, labels(found, "found")?];
    let pairs: BTreeSet<_> = one.iter().zip(&other).collect();
    let [ones, others]: [BTreeSet<_>; 2] = [&one, &other].map(|labels| labels.iter().collect());
    let grouped = one
        .iter()
        .zip(&other)
        .all(|(a, b)| a.is_some() == b.is_some());
    if one.len() == other.len()
        && pairs.len() == ones.len()
        && pairs.len() == others.len()
        && grouped
    {
        Ok(())
    } else {
        Err(format!(
            "labels: expected the partition {one:?}, found {other:?}"
        ))
    }
}

/// The classes are about as tight as the best known ones, and about the same.
pub fn as_good(case: &Case, found: &Value) -> Result<(), String> {
    let best = known(&labels(case.expected.get("labels_best"), "expected")?)?;
    let own = known(&labels(found.get("labels"), "found")?)?;
    let k: u64 = case.param("k").map_err(|failure| failure.to_string())?;
    let groups: BTreeSet<u64> = own.iter().copied().collect();
    if own.len() != best.len() || groups.len() as u64 > k {
        return Err(format!(
            "labels: expected {} in at most {k} classes, found {} in {}",
            best.len(),
            own.len(),
            groups.len()
        ));
    }
    let inertia = inertia(case, &own)?;
    at_least(case, "ari_min_ok", adjusted_rand_index(&own, &best), 1.0)?;
    at_least(case, "inertia_max_ok", inertia, -1.0)?;
    match found.get("inertia").and_then(Value::as_f64) {
        Some(told) if (told - inertia).abs() > 1e-9 * inertia.max(1e-9) => Err(format!(
            "inertia: expected {inertia}, as the labels give, found {told}"
        )),
        _ => Ok(()),
    }
}

fn known(labels: &Labels) -> Result<Vec<u64>, String> {
    let all: Option<Vec<u64>> = labels.iter().copied().collect();
    all.ok_or_else(|| "labels: expected a class for all, found none for some".into())
}

/// `sign` · found ≥ `sign` · limit.
fn at_least(case: &Case, limit: &str, found: f64, sign: f64) -> Result<(), String> {
    let bound = case.expected.get(limit).and_then(Value::as_f64);
    match bound {
        Some(bound) if sign * found >= sign * bound => Ok(()),
        _ => Err(format!("{limit}: expected {bound:?}, found {found}")),
    }
}

/// The sum of squared distances of standardised variables to the means of their classes.
fn inertia(case: &Case, labels: &[u64]) -> Result<f64, String> {
    let variables: BTreeMap<String, Vec<f64>> = case
        .input("variables")
        .map_err(|failure| failure.to_string())?;
    let mut total = 0.0;
    for (name, values) in &variables {
        if values.len() != labels.len() {
            return Err(format!(
                "input.variables.{name}: expected {} values, found {}",
                labels.len(),
                values.len()
            ));
        }
        let whole: Vec<&f64> = values.iter().collect();
        let variance = spread(&whole) / values.len() as f64;
        let mut classes: BTreeMap<u64, Vec<&f64>> = BTreeMap::new();
        for (label, value) in labels.iter().zip(values) {
            classes.entry(*label).or_default().push(value);
        }
        total += classes.values().map(|class| spread(class)).sum::<f64>() / variance;
    }
    Ok(total)
}

/// Σ (x − mean)².
fn spread(values: &[&f64]) -> f64 {
    let mean = values.iter().copied().sum::<f64>() / values.len() as f64;
    let square = |value: &&f64| (*value - mean) * (*value - mean);
    values.iter().map(square).sum()
}

/// How far two ways of dividing agree: 1 if they are the same, about 0 if only by chance.
///
/// Hubert, L. and Arabie, P. (1985): Comparing partitions. Journal of Classification 2, 193–218.
fn adjusted_rand_index(one: &[u64], other: &[u64]) -> f64 {
    let pairs = |count: f64| count * (count - 1.0) / 2.0;
    let mut cells: BTreeMap<(u64, u64), f64> = BTreeMap::new();
    let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
    for (a, b) in one.iter().zip(other) {
        *cells.entry((*a, *b)).or_default() += 1.0;
        *rows.entry(*a).or_insert(0.0) += 1.0;
        *columns.entry(*b).or_insert(0.0) += 1.0;
    }
    let both: f64 = cells.values().map(|count| pairs(*count)).sum();
    let [first, second] =
        [rows, columns].map(|sums| sums.values().map(|count| pairs(*count)).sum::<f64>());
    let chance = first * second / pairs(one.len() as f64);
    let most = f64::midpoint(first, second);
    if most == chance || one.len() < 2 {
        return 1.0;
    }
    (both - chance) / (most - chance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_index_of_agreement_is_that_of_the_worked_example() {
        assert_eq!(adjusted_rand_index(&[0, 0, 1, 1], &[5, 5, 3, 3]), 1.0);
        // Cells 2, 1, 0, 1; rows 3 and 1; columns 2 and 2: (1 − 1) / (2.5 − 1).
        assert_eq!(adjusted_rand_index(&[0, 0, 0, 1], &[0, 0, 1, 1]), 0.0);
        // Cells 2, 1, 2; rows 3 and 2; columns 2 and 3: (2 − 1.6) / (4 − 1.6).
        let partly = adjusted_rand_index(&[0, 0, 0, 1, 1], &[0, 0, 1, 1, 1]);
        assert!((partly - 1.0 / 6.0).abs() < 1e-15);
    }

    #[test]
    fn a_partition_is_the_same_under_other_names_only() {
        let expected = json!([0, 0, 1, null]);
        let passes = |found: Value| same(Some(&expected), Some(&found)).is_ok();
        assert!(passes(json!([7, 7, 3, null])));
        assert!(!passes(json!([7, 7, 7, null])));
        assert!(!passes(json!([7, 8, 3, null])));
        assert!(!passes(json!([7, 7, 3, 4])));
        assert!(!passes(json!([7, 7, 3])));
        assert!(!passes(json!("0013")));
        assert!(same(Some(&expected), None).is_err());
    }

    /// Two pairs far apart: standardised they are at ±1, the best inertia is 0.04.
    fn kmeans() -> Case {
        let input = json!({"variables": {"x": [-1.1, -0.9, 0.9, 1.1]}});
        let expected = json!({
            "labels_best": [0, 0, 1, 1], "inertia_max_ok": 0.05, "ari_min_ok": 0.9,
        });
        Case::sample(
            "typology.kmeans",
            "band",
            &json!({"k": 2}),
            &input,
            expected,
        )
    }

    #[test]
    fn classes_pass_if_they_are_tight_and_alike() {
        let best = 0.04 / 1.01;
        assert_eq!(as_good(&kmeans(), &json!({"labels": [1, 1, 0, 0]})), Ok(()));
        let told = json!({"labels": [1, 1, 0, 0], "inertia": best});
        assert_eq!(as_good(&kmeans(), &told), Ok(()));
    }

    #[test]
    fn loose_other_too_many_and_missing_classes_fail() {
        let mut loose = kmeans();
        loose.expected = json!({
            "labels_best": [0, 0, 1, 1], "inertia_max_ok": 0.039, "ari_min_ok": 0.9,
        });
        let told = as_good(&loose, &json!({"labels": [0, 0, 1, 1]})).unwrap_err();
        assert!(told.contains("inertia_max_ok"), "{told}");
        for labels in [
            json!([0, 1, 1, 1]),
            json!([0, 1, 2, 3]),
            json!([0, 0, 1]),
            json!([0, 0, 1, null]),
            json!(null),
        ] {
            assert!(
                as_good(&kmeans(), &json!({ "labels": labels })).is_err(),
                "{labels}"
            );
        }
    }

    #[test]
    fn an_inertia_that_is_not_that_of_the_labels_fails() {
        let told = json!({"labels": [0, 0, 1, 1], "inertia": 0.03});
        assert!(as_good(&kmeans(), &told).unwrap_err().contains("0.03"));
    }
}
