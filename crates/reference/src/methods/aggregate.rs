//! Aggregation up a hierarchy.

use crate::{Case, Failure, Files};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use teilraum::stats::aggregate::{Gaps, Measure, Total, Unit, hierarchy};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    match case.method.as_str() {
        "aggregate.hierarchy" => Some(totals(case)),
        _ => None,
    }
}

/// A unit as the cases write it.
#[derive(serde::Deserialize)]
struct Row {
    parent: Option<String>,
    #[serde(default)]
    num: Option<f64>,
    #[serde(default)]
    den: Option<f64>,
    #[serde(default)]
    value: Option<f64>,
    #[serde(default)]
    weight: Option<f64>,
}

fn measure(case: &Case) -> Result<Measure, Failure> {
    let factor = case.param_or("multiplier", 1.0)?;
    let name: String = case.param("measure")?;
    Ok(match name.as_str() {
        "count" => Measure::Count,
        "ratio" | "rate" => Measure::Ratio(factor),
        "share" => Measure::Share(factor),
        "mean" => Measure::Mean,
        "median" | "quantile" | "gini" | "distinct_count" | "rank" | "index" => {
            Measure::NonAdditive
        }
        other => {
            let told = format!("params.measure: unknown \"{other}\"");
            return Err(Failure::Case(told));
        }
    })
}

fn gaps(case: &Case) -> Result<Gaps, Failure> {
    let name: String = case.param_or("missing", "strict".into())?;
    match name.as_str() {
        "strict" => Ok(Gaps::Strict),
        "coverage" => Ok(Gaps::Coverage(case.param_or("min_coverage", 1.0)?)),
        other => Err(Failure::Case(format!(
            "params.missing: unknown \"{other}\""
        ))),
    }
}

fn totals(case: &Case) -> Result<Value, Failure> {
    let rows: Vec<Row> = case.input("units")?;
    let above: Option<BTreeMap<String, Option<String>>> = case.input("parents")?;
    let above = above.unwrap_or_default();
    // Every name that stands anywhere is a node.
    let named = above.keys().chain(above.values().flatten());
    let named = named.chain(rows.iter().filter_map(|row| row.parent.as_ref()));
    let nodes: Vec<&String> = named.collect::<BTreeSet<_>>().into_iter().collect();
    let place = |name: &Option<String>| nodes.binary_search(&name.as_ref()?).ok();
    let parents: Vec<Option<usize>> = nodes.iter().map(|node| place(above.get(*node)?)).collect();
    let units: Vec<Unit> = rows
        .iter()
        .map(|row| Unit {
            parent: place(&row.parent),
            numerator: row.num,
            denominator: row.den,
            value: row.value,
            weight: row.weight,
        })
        .collect();
    let totals = hierarchy(measure(case)?, gaps(case)?, &units, &parents)?;
    let with_units = nodes
        .iter()
        .zip(&totals)
        .filter(|(_, total)| total.units > 0);
    let written: Map<String, Value> = with_units
        .map(|(node, total)| (node.to_string(), write(total)))
        .collect();
    Ok(written.into())
}

fn write(total: &Total) -> Value {
    json!({
        "value": total.value,
        "num": total.numerator,
        "den": total.denominator,
        "n_units": total.units,
        "n_missing": total.missing,
        "coverage": total.coverage,
        "status": total.status.code(),
    })
}
