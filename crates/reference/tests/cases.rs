//! Every case of `tests/reference`.

#![allow(
    clippy::unwrap_used,
    reason = "a test stops where it finds something unexpected"
)]

use std::path::{Path, PathBuf};
use teilraum::classify::Breaks;
use teilraum_reference::{Case, case_files, check_folder, read};

/// How many cases there are. A case that is gone would prove nothing any more.
const CASES: usize = 143;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reference")
}

fn cases() -> Vec<Case> {
    let files = case_files(&folder()).unwrap();
    files.iter().map(|file| read(file).unwrap()).collect()
}

#[test]
fn every_case_gives_the_reference_result() {
    let outcomes = check_folder(&folder()).unwrap();
    let wrong: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| {
            Some(format!(
                "{}: {}",
                outcome.id,
                outcome.result.as_ref().err()?
            ))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} cases failed\n{}",
        wrong.len(),
        outcomes.len(),
        wrong.join("\n")
    );
    assert_eq!(outcomes.len(), CASES);
}

#[test]
fn every_case_has_the_name_of_its_file() {
    for file in case_files(&folder()).unwrap() {
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        assert_eq!(read(&file).unwrap().id, stem);
    }
}

#[test]
fn small_tables_are_protected_at_the_least_possible_cost() {
    let secondary: Vec<Case> = cases()
        .into_iter()
        .filter(|case| case.method == "sdc.secondary" && case.kind == "property")
        .collect();
    assert!(secondary.len() >= 2);
    for case in secondary {
        let found = teilraum_reference::run(&case, &|_| None).unwrap();
        assert_eq!(found["cost"], case.expected["optimal_cost"], "{}", case.id);
        let best = case.expected["optimal_secondary"].as_array().unwrap();
        assert!(best.contains(&found["secondary"]), "{}: {found}", case.id);
        assert_eq!(found["primary"], case.expected["primary"], "{}", case.id);
    }
}

type Numbers = Vec<Option<f64>>;

fn numbers(value: &serde_json::Value) -> Numbers {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn published_values_get_the_class_of_the_reference() {
    const GRID: f64 = 1e6; // no case has more than six decimals
    let mut compared = 0;
    for case in cases() {
        let values = case.input::<Numbers>("values");
        let (Ok(values), true) = (values, case.method.starts_with("classify.")) else {
            continue;
        };
        let Some(expected) = case.expected["labels"].as_array() else {
            continue;
        };
        let units: Vec<Option<i64>> = values
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
