//! Inequality and segregation.

use crate::{Case, Failure, Files};
use serde_json::{Map, Value, json};
use teilraum::stats::inequality::{
    atkinson, gini, gini_weighted, hoover, slope_index, theil, theil_by_group, theil_weighted,
};
use teilraum::stats::{Reason, segregation};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "inequality.gini" => run_gini(case),
        "inequality.theil" => run_theil(case),
        "inequality.theil_weighted" => run_theil_weighted(case),
        "inequality.atkinson" => run_atkinson(case),
        "inequality.hoover" => run_hoover(case),
        "inequality.sii" => run_slope_index(case),
        "segregation.two_group" => run_two_group(case),
        _ => return None,
    })
}

fn run_gini(case: &Case) -> Result<Value, Failure> {
    let values: Vec<Option<f64>> = case.input("values")?;
    let weights: Option<Vec<Option<f64>>> = case.input("weights")?;
    if let Some(weights) = weights.filter(|weights| !weights.is_empty()) {
        let gini = gini_weighted(&values, &weights)?;
        return Ok(json!({ "gini": gini, "gini_corrected": null }));
    }
    let gini = gini(&values)?;
    Ok(json!({ "gini": gini.gini, "gini_corrected": gini.corrected }))
}

fn run_theil(case: &Case) -> Result<Value, Failure> {
    let values = numbers(case, "values")?;
    let groups = groups(case)?;
    if groups.is_empty() {
        return Ok(json!({ "T": unless_missing(theil(&values))? }));
    }
    let theil = unless_missing(theil_by_group(&values, &groups))?;
    Ok(json!({
        "T": theil.map(|theil| theil.total),
        "between": theil.map(|theil| theil.between),
        "within": theil.map(|theil| theil.within),
    }))
}

fn run_theil_weighted(case: &Case) -> Result<Value, Failure> {
    let values = numbers(case, "values")?;
    let weights: Vec<Option<f64>> = case.input("weights")?;
    let found = theil_weighted(&values, &weights, &groups(case)?)?;
    let group = |part: teilraum::stats::inequality::GroupTheil<String>| {
        let result = json!({ "share": part.share, "within_T": part.within });
        (part.group, result)
    };
    Ok(json!({
        "T": found.theil.total,
        "between": found.theil.between,
        "within": found.theil.within,
        "groups": found.groups.into_iter().map(group).collect::<Map<_, _>>(),
    }))
}

fn run_atkinson(case: &Case) -> Result<Value, Failure> {
    let measure = atkinson(&numbers(case, "values")?, case.param("epsilon")?);
    Ok(json!({ "A": unless_missing(measure)? }))
}

fn run_hoover(case: &Case) -> Result<Value, Failure> {
    let index = hoover(&numbers(case, "values")?, &numbers(case, "population")?);
    let index = match index {
        Err(Reason::ZeroTotal | Reason::ZeroWeight) => None,
        other => unless_missing(other)?,
    };
    Ok(json!({ "hoover": index }))
}

fn run_slope_index(case: &Case) -> Result<Value, Failure> {
    let (population, values) = (numbers(case, "population")?, numbers(case, "values")?);
    let index = slope_index(&population, &values, case.param_or("multiplier", 1.0)?)?;
    Ok(json!({
        "midpoints": index.midpoints,
        "intercept": index.intercept,
        "sii": index.sii,
        "rii": index.rii.ok(),
    }))
}

fn run_two_group(case: &Case) -> Result<Value, Failure> {
    let apart = segregation::two_group(&numbers(case, "group")?, &numbers(case, "total")?)?;
    Ok(json!({
        "D": apart.dissimilarity,
        "isolation": apart.isolation,
        "interaction": apart.interaction,
        "entropy_H": apart.entropy,
        "gini": apart.gini,
        "eta2": apart.eta_squared,
    }))
}

/// A column in which a missing number stays one that is none.
fn numbers(case: &Case, name: &str) -> Result<Vec<f64>, Failure> {
    let values: Vec<Option<f64>> = case.input(name)?;
    let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
    Ok(values.into_iter().map(number).collect())
}

/// Keys of groups, numbers as text; none where the case has none.
fn groups(case: &Case) -> Result<Vec<String>, Failure> {
    let groups: Option<Vec<Value>> = case.input("groups")?;
    let key = |group: Value| match group {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(groups.into_iter().flatten().map(key).collect())
}

/// Where the cases write null for a result that a missing number makes impossible.
fn unless_missing<T>(result: Result<T, Reason>) -> Result<Option<T>, Failure> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Reason::MissingValue) => Ok(None),
        Err(reason) => Err(reason.into()),
    }
}
