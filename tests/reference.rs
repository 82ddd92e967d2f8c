//! Runs the cases of `tests/reference`, made with public packages, through the engine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads files and stops where it finds something unexpected"
)]

mod cases;

use std::collections::BTreeMap;

use cases::Case;
use serde_json::{Value, json};
use teilraum::classify::{self, Breaks};
use teilraum::stats::{Reason, Sorted};

/// All cases but those of disclosure control, which `reference_disclosure.rs` runs.
fn cases() -> Vec<Case> {
    cases::cases(|method| !method.starts_with("sdc."))
}

type Numbers = Vec<Option<f64>>;

fn numbers(value: &Value) -> Numbers {
    serde_json::from_value(value.clone()).unwrap()
}

fn periods(input: &Value) -> BTreeMap<String, Numbers> {
    serde_json::from_value(input["years"].clone()).unwrap()
}

fn k(params: &Value) -> u32 {
    params["k"].as_u64().unwrap() as u32
}

/// The class of `value` by raw bounds, straight from the definition.
fn label(bounds: &[f64], value: f64) -> usize {
    bounds.iter().position(|bound| value <= *bound).unwrap()
}

fn labels_and_counts(values: &Numbers, bounds: &[f64]) -> Value {
    let labels: Vec<Option<usize>> = values
        .iter()
        .map(|value| value.map(|value| label(bounds, value)))
        .collect();
    let mut counts = vec![0; bounds.len()];
    labels
        .iter()
        .flatten()
        .for_each(|class| counts[*class] += 1);
    json!({ "labels": labels, "counts": counts })
}

fn merged(mut a: Value, b: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (a.as_object_mut(), b) {
        fields.extend(more);
    }
    a
}

fn scheme(method: &str, params: &Value, sorted: &Sorted) -> Result<Vec<f64>, Reason> {
    match method {
        "quantile" => classify::quantile(sorted, k(params)),
        "equal_interval" => classify::equal_interval(sorted, k(params)),
        "fisher_jenks" => Ok(classify::fisher_jenks(sorted, k(params))?.bounds),
        "head_tail" => classify::head_tail(sorted, 1.0),
        "maximum_breaks" => classify::maximum_breaks(sorted, k(params)),
        "std_mean" => {
            let multiples: Vec<f64> = serde_json::from_value(params["multiples"].clone()).unwrap();
            classify::std_mean(sorted, &multiples)
        }
        "user_defined" => {
            let bounds: Vec<f64> = serde_json::from_value(params["bins"].clone()).unwrap();
            classify::user_defined(sorted, &bounds)
        }
        other => panic!("no scheme \"{other}\""),
    }
}

fn classified(method: &str, case: &Case) -> Result<Value, Reason> {
    let values = numbers(&case.input["values"]);
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let sorted = Sorted::new(&known)?;
    let bounds = scheme(method, &case.params, &sorted)?;
    let mut result = json!({ "k": bounds.len(), "bins": bounds });
    if method == "fisher_jenks" {
        let natural = classify::fisher_jenks(&sorted, k(&case.params))?;
        result = merged(result, json!({ "ssd": natural.ssd, "gvf": natural.gvf }));
    }
    Ok(merged(result, labels_and_counts(&values, &bounds)))
}

fn pooled(case: &Case) -> Result<Value, Reason> {
    let periods = periods(&case.input);
    let known: Vec<Vec<f64>> = periods
        .values()
        .map(|values| values.iter().flatten().copied().collect())
        .collect();
    let slices: Vec<&[f64]> = known.iter().map(Vec::as_slice).collect();
    let name = case.params["scheme"].as_str().unwrap();
    let bounds = classify::pooled(&slices, |all| scheme(name, &case.params, all))?;
    let years: BTreeMap<&String, Value> = periods
        .iter()
        .map(|(key, values)| (key, labels_and_counts(values, &bounds)))
        .collect();
    Ok(json!({ "k": bounds.len(), "bins": bounds, "years": years }))
}

fn run(case: &Case) -> Result<Value, Reason> {
    match case.method.split_once('.') {
        Some(("classify", "pooled")) => pooled(case),
        Some(("classify", method)) => classified(method, case),
        _ => panic!("{}: no method \"{}\"", case.id, case.method),
    }
}

fn check(case: &Case) -> Result<(), String> {
    let result = run(case);
    match (case.kind.as_str(), result) {
        ("refuse", Err(reason)) if case.expected["error"] == reason.code() => Ok(()),
        ("exact", Ok(found)) => {
            let only_ssd = case.expected["unique_optimum"] == json!(false);
            case.compare(&found, |key| {
                key != "unique_optimum" && (!only_ssd || key == "ssd")
            })
        }
        (kind, result) => Err(format!(
            "{kind}: expected {}, found {result:?}",
            case.expected
        )),
    }
}

#[test]
fn every_case_gives_the_reference_result() {
    let cases = cases();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| check(case).err().map(|what| format!("{}: {what}", case.id)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() >= 16, "only {} cases were found", cases.len());
}

#[test]
fn published_values_get_the_class_of_the_reference() {
    const GRID: f64 = 1e6; // no case has more than six decimals
    let mut compared = 0;
    for case in cases()
        .iter()
        .filter(|case| case.input["values"].is_array())
    {
        let Some(expected) = case.expected["labels"].as_array() else {
            continue;
        };
        let units: Vec<Option<i64>> = numbers(&case.input["values"])
            .iter()
            .map(|value| value.map(|value| (value * GRID).round() as i64))
            .collect();
        let bins = numbers(&case.expected["bins"]);
        let raw: Vec<f64> = bins.iter().flatten().map(|bound| bound * GRID).collect();
        let max = units.iter().flatten().copied().max().unwrap();
        let breaks = Breaks::on_grid(&raw, raw.len() as u8, max);
        for (unit, class) in units.iter().zip(expected) {
            let found = unit.map(|unit| breaks.class_of(unit) as u64);
            assert_eq!(found, class.as_u64(), "{}: {unit:?} in {breaks:?}", case.id);
            compared += 1;
        }
    }
    assert!(compared > 400, "only {compared} values were compared");
}
