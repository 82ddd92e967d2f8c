//! Dividing a total.

use crate::{Case, Failure, Files};
use serde_json::{Value, json};
use teilraum::stats::allocate::{Rounding, Shares};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    (case.method == "allocate").then(|| allocate(case))
}

fn allocate(case: &Case) -> Result<Value, Failure> {
    let weights: Vec<f64> = case.input("weights")?;
    let bounds = |name| {
        let bounds: Option<Vec<f64>> = case.param_or(name, None)?;
        Ok::<_, Failure>(bounds.filter(|bounds| !bounds.is_empty()))
    };
    let (floor, cap) = (bounds("floor")?, bounds("cap")?);
    let total = case.param("total")?;
    let shares = Shares::new(total, &weights, floor.as_deref(), cap.as_deref())?;
    let rounding: String = case.param_or("rounding", "none".into())?;
    let rounding = match rounding.as_str() {
        "largest_remainder" => Rounding::LargestRemainder,
        "sainte_lague" => Rounding::SainteLague,
        "dhondt" => Rounding::DHondt,
        _ => return Ok(json!({ "share": shares.values(), "sum": shares.sum() })),
    };
    let units = shares.units(rounding)?;
    let sum: u64 = units.iter().sum();
    Ok(json!({ "share": shares.values(), "units": units, "sum": sum }))
}
