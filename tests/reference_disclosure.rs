//! Runs the cases of disclosure control in `tests/reference` through the engine.

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
use teilraum::disclosure::{
    self, Cell, CellId, Frequency, NoiseRow, NoiseTable, RateRule, System, Ties, audit, intervals,
    secondary,
};

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn counts(value: &Value) -> Vec<Option<u64>> {
    serde_json::from_value(value.clone()).unwrap()
}

fn frequency(case: &Case) -> Value {
    let zero = case.params["suppress_zero"] == json!(true);
    let one =
        |count: &Option<u64>| disclosure::frequency(*count, number(&case.params["k"]), zero).code();
    let counts = counts(&case.input["counts"]);
    json!({ "status": counts.iter().map(one).collect::<Vec<_>>() })
}

fn dominance(case: &Case) -> Value {
    let given: Vec<Vec<f64>> = serde_json::from_value(case.input["contributions"].clone()).unwrap();
    let one = |contributions: &Vec<f64>| {
        let n = contributions.len() as u64;
        let freq = disclosure::frequency(Some(n), number(&case.params["k"]), false);
        let largest = number(&case.params["n"]) as usize;
        let percent = case.params["kshare"].as_f64().unwrap();
        let nk = disclosure::dominance(contributions, largest, percent);
        let p = disclosure::p_percent(contributions, case.params["p"].as_f64().unwrap());
        let freq = freq == Frequency::Suppress;
        json!({
            "total": contributions.iter().map(|x| x.abs()).sum::<f64>() as u64,
            "n": n, "freq": freq, "nk": nk, "p_percent": p, "suppress": freq || nk || p,
        })
    };
    json!({ "cells": given.iter().map(one).collect::<Vec<_>>() })
}

fn rate(case: &Case) -> Value {
    let rule = RateRule {
        min_den: number(&case.params["min_den"]),
        k: number(&case.params["k"]),
        complement: case.params["complement"].as_bool().unwrap(),
    };
    let pairs = counts(&case.input["num"])
        .into_iter()
        .zip(counts(&case.input["den"]));
    let one = |(x, n)| disclosure::rate(x, n, rule).code();
    json!({ "status": pairs.map(one).collect::<Vec<_>>() })
}

fn round(case: &Case) -> Value {
    let base = number(&case.params["base"]);
    let ties = if case.params["ties"] == "up" {
        Ties::Up
    } else {
        Ties::Even
    };
    let one = |count: u64| disclosure::round(count, base, ties).value;
    let counts = counts(&case.input["counts"]);
    let rounded: Vec<Option<u64>> = counts.iter().map(|count| count.map(one)).collect();
    let change = |(a, b): (&Option<u64>, &Option<u64>)| Some(a.as_ref()?.abs_diff(*b.as_ref()?));
    json!({
        "rounded": rounded,
        "total_rounded_independently": one(counts.iter().flatten().sum()),
        "sum_of_rounded": rounded.iter().flatten().sum::<u64>(),
        "max_abs_change": counts.iter().zip(&rounded).filter_map(change).max(),
    })
}

fn cell_key(case: &Case) -> Value {
    let row = |row: &Value| NoiseRow {
        from: number(&row["pcv_from"]),
        to: number(&row["pcv_to"]),
        key_below: serde_json::from_value(row["key_below"].clone()).unwrap(),
    };
    let rows = case.input["ptable"]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(row)
        .collect();
    let table = NoiseTable::new(rows).unwrap();
    let records: Vec<(String, String, u8)> =
        serde_json::from_value(case.input["records"].clone()).unwrap();
    let mut cells: BTreeMap<(&str, &str), Vec<u8>> = BTreeMap::new();
    for (area, _, _) in &records {
        for (_, group, _) in &records {
            cells.entry((area, group)).or_default();
        }
    }
    for (area, group, key) in &records {
        cells.entry((area, group)).or_default().push(*key);
    }
    let one = |((area, group), keys): (&(&str, &str), &Vec<u8>)| {
        let (key, count) = disclosure::cell_key(keys, &table, number(&case.params["threshold"]));
        json!({ "area": area, "group": group, "true": keys.len(), "cell_key": key, "published": count })
    };
    json!({ "cells": cells.iter().map(one).collect::<Vec<_>>() })
}

fn differencing(case: &Case) -> Value {
    let atoms = case.input["atoms"].as_object().unwrap();
    let names: Vec<&String> = atoms.keys().collect();
    let sizes: Vec<u64> = atoms.values().map(number).collect();
    let published = case.input["published"].as_object().unwrap();
    let titles: Vec<&String> = published.keys().collect();
    let place = |name: &Value| names.iter().position(|atom| *atom == name).unwrap();
    let sets: Vec<Vec<usize>> = published
        .values()
        .map(|set| set.as_array().unwrap().iter().map(place).collect())
        .collect();
    let told = disclosure::differencing(&sizes, &sets, number(&case.params["k"]));
    assert!(told.complete);
    let name =
        |atoms: &[usize]| -> Vec<&String> { atoms.iter().map(|atom| names[*atom]).collect() };
    let nested = told.nested.iter().map(|nested| {
        json!({
            "larger": titles[nested.larger], "smaller": titles[nested.smaller[0]],
            "atoms": name(&nested.atoms), "count": nested.count,
        })
    });
    json!({
        "nested": nested.collect::<Vec<_>>(),
        "derivable_atoms": name(&told.derivable),
        "derivable_small": name(&told.derivable_small),
    })
}

fn release_difference(case: &Case) -> Value {
    let k = number(&case.params["k"]);
    let later = case.input["release_2"].as_object().unwrap();
    let earlier = case.input["release_1"].as_object().unwrap();
    let told = earlier.iter().filter_map(|(name, before)| {
        let after = later.get(name).and_then(Value::as_i64);
        Some((
            name,
            disclosure::release_difference(before.as_i64(), after, k)?,
        ))
    });
    let told: Vec<_> = told.collect();
    let differences: BTreeMap<_, _> = told
        .iter()
        .map(|(name, told)| (name, told.difference))
        .collect();
    let disclosive = told
        .iter()
        .filter(|(_, told)| told.disclosive)
        .map(|(name, _)| name);
    json!({ "difference": differences, "disclosive": disclosive.collect::<Vec<_>>() })
}

/// A table of a case: its system, and the names of the cells in the order of adding.
fn table(case: &Case, primary: &[String], withheld: &[String]) -> (System, Vec<String>) {
    let values = case.input["cells"].as_object().unwrap();
    let width = number(&case.params["width"]);
    let is_in = |list: &Value, name: &String| {
        list.as_array()
            .is_some_and(|list| list.contains(&json!(name)))
    };
    let mut system = System::new();
    let mut ids: BTreeMap<&String, CellId> = BTreeMap::new();
    for (name, value) in values {
        let value = value.as_i64().unwrap();
        let mut cell = if primary.contains(name) {
            Cell::secret(value, width)
        } else {
            Cell::published(value)
        };
        if is_in(&case.input["never_suppress"], name) {
            cell = cell.fixed();
        }
        ids.insert(name, system.add(cell).unwrap());
    }
    for relation in case.input["relations"].as_array().unwrap() {
        let id = |name: &Value| ids[&name.as_str().unwrap().to_owned()];
        let parts: Vec<CellId> = relation[1].as_array().unwrap().iter().map(id).collect();
        system.total(id(&relation[0]), &parts).unwrap();
    }
    let withheld: Vec<CellId> = withheld.iter().map(|name| ids[name]).collect();
    system.withhold(&withheld).unwrap();
    (system, values.keys().cloned().collect())
}

fn names(value: &Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap()
}

fn ends(system: &System, names: &[String], of: &[String]) -> Value {
    let ids = system.ids().filter(|id| of.contains(&names[id.index()]));
    let known = intervals(system, &ids.collect::<Vec<_>>());
    let named = known.iter().map(|known| {
        assert!(known.exact, "{known:?}");
        let ends =
            json!({ "lo": known.lo.map(|lo| lo as f64), "hi": known.hi.map(|hi| hi as f64) });
        (names[known.cell.index()].clone(), ends)
    });
    Value::Object(named.collect())
}

fn audited(case: &Case) -> Value {
    let suppressed = names(&case.input["suppressed"]);
    let primary = names(&case.input["primary"]);
    let (system, all) = table(case, &primary, &suppressed);
    let known = ends(&system, &all, &suppressed);
    let fields = known.as_object().unwrap().iter();
    let mut exact: Vec<&String> = fields
        .filter(|(_, ends)| ends["lo"] == ends["hi"])
        .map(|(name, _)| name)
        .collect();
    exact.sort();
    let mut unprotected: Vec<String> = audit(&system)
        .iter()
        .map(|breach| all[breach.interval.cell.index()].clone())
        .collect();
    unprotected.sort();
    json!({ "intervals": known, "exactly_disclosed": exact, "unprotected": unprotected })
}

/// The pattern is safe, touches nothing it must not, and costs no more than the best one.
fn protected(case: &Case) -> Result<(), String> {
    let primary = names(&case.expected["primary"]);
    let (mut system, all) = table(case, &primary, &[]);
    let pattern = secondary(&system).map_err(|error| error.to_string())?;
    let chosen: Vec<String> = pattern
        .extra
        .iter()
        .map(|cell| all[cell.index()].clone())
        .collect();
    let cost: u64 = chosen
        .iter()
        .map(|name| number(&case.input["cells"][name]))
        .sum();
    assert_eq!(cost, pattern.cost, "{}", case.id);
    system
        .withhold(&pattern.extra)
        .map_err(|error| error.to_string())?;
    let breaches = audit(&system);
    if !breaches.is_empty() || cost != number(&case.expected["optimal_cost"]) {
        return Err(format!(
            "{chosen:?} costs {cost}, expected {}; {breaches:?}",
            case.expected
        ));
    }
    let best = case.expected["optimal_secondary"].as_array().unwrap();
    let mut sorted = chosen.clone();
    sorted.sort();
    if !best.contains(&json!(sorted)) {
        return Err(format!("{sorted:?} is none of {best:?}"));
    }
    let naive = table(case, &primary, &primary);
    let known = ends(&naive.0, &naive.1, &primary);
    let known = known.as_object().unwrap().iter();
    let exact: Vec<_> = known
        .filter(|(_, ends)| ends["lo"] == ends["hi"])
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        json!(exact),
        case.expected["naive_exactly_disclosed"],
        "{}",
        case.id
    );
    Ok(())
}

fn run(case: &Case) -> Value {
    match case.method.as_str() {
        "sdc.frequency" => frequency(case),
        "sdc.dominance" => dominance(case),
        "sdc.rate" => rate(case),
        "sdc.round" => round(case),
        "sdc.cell_key" => cell_key(case),
        "sdc.differencing" => differencing(case),
        "sdc.release_difference" => release_difference(case),
        "sdc.audit" => audited(case),
        other => panic!("{}: no method \"{other}\"", case.id),
    }
}

fn check(case: &Case) -> Result<(), String> {
    match case.kind.as_str() {
        "exact" => case.compare(&run(case), |_| true),
        "property" => protected(case),
        other => Err(format!("no kind \"{other}\"")),
    }
}

#[test]
fn every_case_of_disclosure_control_gives_the_reference_result() {
    let cases = cases::cases(|method| method.starts_with("sdc."));
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| check(case).err().map(|what| format!("{}: {what}", case.id)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() >= 13, "only {} cases were found", cases.len());
}
