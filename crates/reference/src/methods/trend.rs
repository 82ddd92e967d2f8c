//! Trends and projections.

use crate::{Case, Failure, Files};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use teilraum::stats::Reason;
use teilraum::stats::forecast::{LevelError, Projection, holt, level_error, linear, ses};
use teilraum::stats::trend::{
    Ols, Points, Preferred, joinpoint, mann_kendall, ols, ols_log, step_change,
};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "trend.ols" => run_ols(case),
        "trend.mann_kendall" => run_mann_kendall(case),
        "trend.step_change" => run_step_change(case),
        "trend.joinpoint" => run_joinpoint(case),
        "forecast.linear" => run_linear(case),
        "forecast.ses" => run_ses(case),
        "forecast.holt" => run_holt(case),
        "forecast.error_by_level" => run_error_by_level(case),
        _ => return None,
    })
}

fn run_ols(case: &Case) -> Result<Value, Failure> {
    let points = points(case)?;
    if !case.param_or("log", false)? {
        return Ok(Value::Object(line(&ols(&points)?)));
    }
    let trend = ols_log(&points)?;
    let mut result = line(&trend.line);
    result.insert("apc".into(), trend.percent_per_unit.into());
    Ok(Value::Object(result))
}

fn line(trend: &Ols) -> Map<String, Value> {
    let test = trend.test.ok();
    let fields = [
        ("slope", Some(trend.slope)),
        ("intercept", Some(trend.intercept)),
        ("se_slope", test.map(|test| test.standard_error)),
        ("t", test.map(|test| test.t)),
        ("p", test.map(|test| test.p)),
        ("r2", trend.r_squared.ok()),
        ("slope_lower", test.map(|test| test.lower)),
        ("slope_upper", test.map(|test| test.upper)),
    ];
    fields
        .map(|(name, value)| (name.into(), value.into()))
        .into_iter()
        .collect()
}

fn run_mann_kendall(case: &Case) -> Result<Value, Failure> {
    let trend = mann_kendall(&points(case)?)?;
    let sen = trend.sen.ok();
    let limits = sen.and_then(|sen| sen.limits.ok());
    Ok(json!({
        "S": trend.s,
        "var_S": trend.variance,
        "z": trend.z,
        "p": trend.p,
        "tau": trend.tau,
        "sen_slope": sen.map(|sen| sen.slope),
        "sen_intercept": sen.map(|sen| sen.intercept),
        "sen_lower": limits.map(|limits| limits.0),
        "sen_upper": limits.map(|limits| limits.1),
    }))
}

fn run_step_change(case: &Case) -> Result<Value, Failure> {
    let step = step_change(&points(case)?)?;
    Ok(json!({
        "U": step.u,
        "K": step.k,
        "p": step.p,
        "change_after": step.change_after,
        "mean_before": step.mean_before,
        "mean_after": step.mean_after,
    }))
}

fn run_joinpoint(case: &Case) -> Result<Value, Failure> {
    let bend = joinpoint(&points(case)?, case.param("min_seg")?)?;
    let prefer = match bend.prefer {
        Preferred::Line => "line",
        Preferred::Joinpoint => "joinpoint",
    };
    Ok(json!({
        "knot": bend.knot,
        "slope_before": bend.slope_before,
        "slope_after": bend.slope_after,
        "ssr_line": bend.ssr_line,
        "ssr_joinpoint": bend.ssr_joinpoint,
        "bic_line": bend.bic_line,
        "bic_joinpoint": bend.bic_joinpoint,
        "prefer": prefer,
    }))
}

fn run_linear(case: &Case) -> Result<Value, Failure> {
    let horizon: Vec<f64> = case.param("horizon_t")?;
    let ahead = linear(&points(case)?, &horizon, case.param("level")?)?;
    let (lower, upper): (Vec<f64>, Vec<f64>) = ahead.limits.into_iter().unzip();
    Ok(json!({
        "mean": ahead.mean,
        "lower": lower,
        "upper": upper,
        "sigma": ahead.sigma,
        "df": ahead.degrees,
    }))
}

fn run_ses(case: &Case) -> Result<Value, Failure> {
    let (values, periods) = (series(case)?, case.param("h")?);
    let result = match ses(&values, case.param("alpha")?, periods, case.param("level")?) {
        Ok(smooth) => (smooth.projection, smooth.level.into(), smooth.sse.into()),
        Err(Reason::MissingValue) => return Ok(unknown(periods)),
        Err(reason) => return Err(reason.into()),
    };
    Ok(Value::Object(projection(result, periods)))
}

fn run_holt(case: &Case) -> Result<Value, Failure> {
    let (values, periods) = (series(case)?, case.param("h")?);
    let weights = (case.param("alpha")?, case.param("beta")?);
    let smooth = match holt(&values, weights, periods, case.param("level")?) {
        Ok(smooth) => smooth,
        Err(Reason::MissingValue) => {
            let mut result = unknown(periods);
            result["trend"] = Value::Null;
            return Ok(result);
        }
        Err(reason) => return Err(reason.into()),
    };
    let parts = (smooth.projection, smooth.level.into(), smooth.sse.into());
    let mut result = projection(parts, periods);
    result.insert("trend".into(), smooth.trend.into());
    Ok(Value::Object(result))
}

fn projection(
    (projection, level, sse): (Projection, Value, Value),
    periods: usize,
) -> Map<String, Value> {
    let limit = |of: fn(&(f64, f64)) -> f64| match &projection.limits {
        Ok(limits) => limits.iter().map(of).map(Value::from).collect(),
        Err(_) => Value::Array(vec![Value::Null; periods]),
    };
    let fields = [
        ("lower", limit(|limits| limits.0)),
        ("upper", limit(|limits| limits.1)),
        ("mean", projection.mean.clone().into()),
        ("level", level),
        ("sse", sse),
    ];
    fields
        .map(|(name, value)| (name.into(), value))
        .into_iter()
        .collect()
}

/// What the cases write where a gap makes everything unknown.
fn unknown(periods: usize) -> Value {
    let nulls = vec![Value::Null; periods];
    json!({ "level": null, "mean": nulls, "lower": nulls, "upper": nulls, "sse": null })
}

fn run_error_by_level(case: &Case) -> Result<Value, Failure> {
    #[derive(serde::Deserialize)]
    struct Level {
        actual: Vec<Option<f64>>,
        forecast: Vec<Option<f64>>,
    }
    let levels: BTreeMap<String, Level> = case.input("levels")?;
    let found = levels.into_iter().map(|(name, level)| {
        let error = level_error(&level.actual, &level.forecast)?;
        Ok((name, measures(&error)))
    });
    found
        .collect::<Result<Map<_, _>, Failure>>()
        .map(Value::Object)
}

fn measures(error: &LevelError) -> Value {
    json!({
        "mape": error.mape.ok(),
        "malpe": error.malpe.ok(),
        "wape": error.wape.ok(),
        "rmse": error.rmse.ok(),
        "n": error.n,
        "n_zero_actual": error.zero_actual,
        "median_cv_poisson": error.chance.ok(),
    })
}

fn points(case: &Case) -> Result<Points, Failure> {
    let (times, values): (Vec<f64>, Vec<Option<f64>>) = (case.input("t")?, case.input("y")?);
    Ok(Points::new(&times, &values)?)
}

/// Values in which a missing one stays one that is no number.
fn series(case: &Case) -> Result<Vec<f64>, Failure> {
    let values: Vec<Option<f64>> = case.input("y")?;
    Ok(values
        .into_iter()
        .map(|value| value.unwrap_or(f64::NAN))
        .collect())
}
