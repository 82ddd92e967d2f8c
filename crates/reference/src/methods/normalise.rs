//! Normalising.

use crate::{Case, Failure, Files};
use serde_json::{Value, json};
use teilraum::stats::normalise::{
    Direction, Divisor, Goalposts, PercentileRank, Winsorising, minmax, percentile_rank, winsorise,
    zscore,
};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "normalise.zscore" => z(case),
        "normalise.minmax" => min_max(case),
        "normalise.percentile_rank" => percentile(case),
        "normalise.winsorise" => winsor(case),
        _ => return None,
    })
}

/// Polarity as a number: negative turns the scale round.
pub fn direction(polarity: f64) -> Direction {
    if polarity < 0.0 {
        Direction::Down
    } else {
        Direction::Up
    }
}

/// What the sum of squares is divided by: n − `less`.
pub fn divisor(less: u32) -> Result<Divisor, Failure> {
    match less {
        0 => Ok(Divisor::Count),
        1 => Ok(Divisor::CountLessOne),
        _ => Err(Failure::Case(format!(
            "params.ddof: expected 0 or 1, found {less}"
        ))),
    }
}

fn z(case: &Case) -> Result<Value, Failure> {
    let values: Vec<Option<f64>> = case.input("values")?;
    let divisor = divisor(case.param("ddof")?)?;
    let direction = direction(case.param_or("polarity", 1.0)?);
    Ok(json!({ "z": zscore(&values, divisor, direction)? }))
}

fn min_max(case: &Case) -> Result<Value, Failure> {
    let values: Vec<Option<f64>> = case.input("values")?;
    let goalposts = Goalposts {
        low: case.param_or("lo", None)?,
        high: case.param_or("hi", None)?,
    };
    let direction = direction(case.param_or("polarity", 1.0)?);
    Ok(json!({ "score": minmax(&values, goalposts, direction)? }))
}

fn percentile(case: &Case) -> Result<Value, Failure> {
    let values: Vec<Option<f64>> = case.input("values")?;
    let kind: String = case.param_or("kind", "mean".into())?;
    let kind = match kind.as_str() {
        "strict" => PercentileRank::Strict,
        "weak" => PercentileRank::Weak,
        "mean" => PercentileRank::Mean,
        "rank" => PercentileRank::Rank,
        "inc" => PercentileRank::Inclusive,
        other => return Err(Failure::Case(format!("params.kind: unknown \"{other}\""))),
    };
    Ok(json!({ "rank": percentile_rank(&values, kind)? }))
}

fn winsor(case: &Case) -> Result<Value, Failure> {
    let values: Vec<Option<f64>> = case.input("values")?;
    let (lower, upper) = (case.param("lower")?, case.param("upper")?);
    let how: String = case.param("how")?;
    let how = match how.as_str() {
        "quantile" => Winsorising::Quantile { lower, upper },
        _ => Winsorising::Count { lower, upper },
    };
    let result = winsorise(&values, how)?;
    Ok(json!({
        "lo": result.low,
        "hi": result.high,
        "values": result.values,
        "n_changed": result.changed,
    }))
}
