//! Correlation and multiple testing.

use crate::{Case, Failure, Files};
use serde_json::{Value, json};
use teilraum::stats::interval::Confidence;
use teilraum::stats::relation::{CorrelationMethod, FdrMethod, correlation, fdr};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "stats.correlation" => correlate(case),
        "stats.fdr" => discover(case),
        _ => return None,
    })
}

fn unknown(found: &str) -> Failure {
    Failure::Case(format!("params.how: unknown \"{found}\""))
}

fn correlate(case: &Case) -> Result<Value, Failure> {
    let (x, y): (Vec<Option<f64>>, Vec<Option<f64>>) = (case.input("x")?, case.input("y")?);
    let how: String = case.param("how")?;
    let method = match how.as_str() {
        "pearson" => CorrelationMethod::Pearson,
        "spearman" => CorrelationMethod::Spearman,
        other => return Err(unknown(other)),
    };
    let found = correlation(&x, &y, method, Confidence::new(0.95)?)?;
    Ok(match found.interval {
        Some(limits) => json!({
            "r": found.r, "p": found.p, "n": found.count,
            "lower": limits.lower, "upper": limits.upper,
        }),
        None => json!({ "r": found.r, "p": found.p, "n": found.count }),
    })
}

fn discover(case: &Case) -> Result<Value, Failure> {
    let p: Vec<Option<f64>> = case.input("p")?;
    let how: String = case.param("how")?;
    let method = match how.as_str() {
        "BH" => FdrMethod::BenjaminiHochberg,
        "BY" => FdrMethod::BenjaminiYekutieli,
        other => return Err(unknown(other)),
    };
    let found = fdr(&p, case.param("alpha")?, method)?;
    // The cases give the cutoff for the first of the two only.
    let cutoff = found.cutoff.filter(|_| how == "BH");
    Ok(json!({
        "reject": found.reject,
        "adjusted": found.adjusted,
        "cutoff": cutoff,
        "n_reject": found.count,
    }))
}
