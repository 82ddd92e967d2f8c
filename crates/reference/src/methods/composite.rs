//! Composite indices.

use super::normalise::{direction, divisor};
use crate::{Case, Failure, Files, InOrder};
use serde_json::{Map, Value, json};
use teilraum::stats::composite::{
    Aggregate, Indicator, Missing, Prepared, RankSpread, Scale, gisd, mss, pca, rank_montecarlo,
    rank_sensitivity, ranks,
};
use teilraum::stats::normalise::Goalposts;
use teilraum::stats::{Reason, Sorted, quantile};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "composite.index" => index(case),
        "composite.pca" => components(case),
        "composite.gisd" => deprivation(case),
        "composite.mss" => monitoring(case),
        "composite.rank_sensitivity" => sensitivity(case),
        "composite.rank_montecarlo" => montecarlo(case),
        _ => return None,
    })
}

type Column = Vec<Option<f64>>;
type Columns = std::collections::BTreeMap<String, Column>;

fn column<'a>(columns: &'a Columns, id: &str) -> Result<&'a [Option<f64>], Failure> {
    let column = columns.get(id).map(Vec::as_slice);
    column.ok_or_else(|| Failure::Case(format!("input.indicators: no \"{id}\"")))
}

#[derive(serde::Deserialize)]
struct Part {
    id: String,
    weight: f64,
    polarity: Option<f64>,
    winsorise: Option<f64>,
}

fn index(case: &Case) -> Result<Value, Failure> {
    let columns: Columns = case.input("indicators")?;
    let parts: Vec<Part> = case.param("indicators")?;
    let indicator = |part: &Part| {
        Ok(Indicator {
            values: column(&columns, &part.id)?,
            direction: direction(part.polarity.unwrap_or(1.0)),
            winsorise: part.winsorise.filter(|share| *share != 0.0),
            goalposts: Goalposts::default(),
        })
    };
    let indicators: Vec<_> = parts
        .iter()
        .map(indicator)
        .collect::<Result<_, Failure>>()?;
    let prepared = Prepared::new(&indicators, scale(case)?, aggregate(case)?)?;
    let weights: Vec<f64> = parts.iter().map(|part| part.weight).collect();
    let scores = match prepared.scores(&weights, missing(case)?) {
        // The cases tell this area by area.
        Err(Reason::ZeroWeight) => vec![None; prepared.areas()],
        scores => scores?,
    };
    Ok(json!({ "rank": ranks(&scores), "score": scores }))
}

fn scale(case: &Case) -> Result<Scale, Failure> {
    let normalise: String = case.param("normalise")?;
    Ok(match normalise.as_str() {
        "zscore" => Scale::ZScore(divisor(case.param_or("ddof", 0)?)?),
        _ => Scale::MinMax,
    })
}

fn aggregate(case: &Case) -> Result<Aggregate, Failure> {
    let aggregate: String = case.param("aggregate")?;
    let floor = case.param_or("floor", 1.0)?;
    Ok(match aggregate.as_str() {
        "geometric" => Aggregate::Geometric { floor },
        _ => Aggregate::Arithmetic,
    })
}

fn missing(case: &Case) -> Result<Missing, Failure> {
    let missing: String = case.param_or("missing", "refuse".into())?;
    let min_weight = case.param_or("min_weight", 0.5)?;
    Ok(match missing.as_str() {
        "reweight" => Missing::Reweight { min_weight },
        _ => Missing::Refuse,
    })
}

fn components(case: &Case) -> Result<Value, Failure> {
    let columns: Columns = case.input("indicators")?;
    let ids: Vec<String> = case.param("indicators")?;
    let anchor: String = case.param("anchor")?;
    let indicators: Vec<_> = ids
        .iter()
        .map(|id| column(&columns, id))
        .collect::<Result<_, _>>()?;
    let first = pca(&indicators, column(&columns, &anchor)?)?;
    Ok(json!({
        "eigenvalues": first.eigenvalues,
        "explained_ratio": first.explained,
        "loading": first.loadings,
        "weight": first.weights,
        "score": first.scores,
    }))
}

fn deprivation(case: &Case) -> Result<Value, Failure> {
    let columns: Columns = case.input("indicators")?;
    let dimensions: std::collections::BTreeMap<String, Vec<String>> = case.param("dimensions")?;
    let anchor: String = case.param("anchor")?;
    let of = |ids: &Vec<String>| ids.iter().map(|id| column(&columns, id)).collect();
    let indicators: Vec<Vec<_>> = dimensions
        .values()
        .map(of)
        .collect::<Result<_, Failure>>()?;
    let result = gisd(&indicators, column(&columns, &anchor)?, None)?;
    let scores = dimensions.keys().zip(&result.dimensions);
    let scores: Map<String, Value> = scores
        .map(|(id, scores)| (id.clone(), json!(scores)))
        .collect();
    Ok(json!({
        "score": result.scores,
        "quintile": result.quintiles,
        "cuts": result.cuts.first(),
        "dimensions": scores,
    }))
}

fn monitoring(case: &Case) -> Result<Value, Failure> {
    let status: Columns = case.input("status")?;
    let dynamic: Columns = case.input("dynamic")?;
    let population: Column = case.input("population")?;
    let outlier: Vec<Value> = case.input("outlier")?;
    let outlier: Vec<bool> = outlier.iter().map(is_set).collect();
    let slices = |columns: &Columns| columns.values().cloned().collect::<Vec<_>>();
    let (status, dynamic) = (slices(&status), slices(&dynamic));
    let result = mss(
        &status.iter().map(Vec::as_slice).collect::<Vec<_>>(),
        &dynamic.iter().map(Vec::as_slice).collect::<Vec<_>>(),
        &population,
        &outlier,
        case.param("min_pop")?,
    )?;
    Ok(json!({
        "status_index": result.status_index,
        "dynamic_index": result.dynamic_index,
        "status_class": result.status,
        "dynamic_class": result.dynamic,
        "combined": result.combined,
    }))
}

/// A flag, written as true, as a number or not at all.
fn is_set(flag: &Value) -> bool {
    flag.as_bool()
        .unwrap_or_else(|| flag.as_f64().is_some_and(|number| number != 0.0))
}

/// The parts of an index in the order of the file, which is that of the weights.
fn parts(case: &Case) -> Result<(Vec<String>, Prepared), Failure> {
    let columns: InOrder<Column> = case.input("normalised")?;
    let slices: Vec<_> = columns
        .0
        .iter()
        .map(|(_, column)| column.as_slice())
        .collect();
    let prepared = Prepared::of_parts(&slices)?;
    Ok((columns.0.into_iter().map(|(id, _)| id).collect(), prepared))
}

fn sensitivity(case: &Case) -> Result<Value, Failure> {
    let (ids, prepared) = parts(case)?;
    let weights: Vec<f64> = case.param("weights")?;
    let result = rank_sensitivity(&prepared, &weights)?;
    let (mut ranks, mut shifts) = (Map::new(), Map::new());
    let mut put = |id: String, rank: &[Option<u32>], shift: f64| {
        ranks.insert(id.clone(), json!(rank));
        shifts.insert(id, json!(shift));
    };
    put("base".into(), &result.base, 0.0);
    put("equal".into(), &result.equal, result.shift_equal);
    let dropped = ids.iter().zip(&result.without).zip(&result.shift_without);
    for ((id, rank), &shift) in dropped {
        put(format!("drop:{id}"), rank, shift);
    }
    Ok(json!({
        "ranks": ranks,
        "rank_min": result.best,
        "rank_max": result.worst,
        "mean_abs_shift": shifts,
    }))
}

fn montecarlo(case: &Case) -> Result<Value, Failure> {
    let (_, prepared) = parts(case)?;
    let weights: Vec<f64> = case.param("weights")?;
    let (spread, draws) = (case.param("perturb")?, case.param("draws")?);
    let seeds: Vec<u64> = case.param("seeds")?;
    let run = |&seed: &u64| rank_montecarlo(&prepared, &weights, spread, draws, seed);
    let runs: Vec<RankSpread> = seeds.iter().map(run).collect::<Result<_, Reason>>()?;
    let first = runs
        .first()
        .ok_or_else(|| Failure::Case("params.seeds: none".into()))?;
    Ok(json!({
        "mean_rank": first.mean,
        "p05_median": medians(&runs, |run| &run.low),
        "p95_median": medians(&runs, |run| &run.high),
        "seed": first.seed,
        "draws": first.draws,
    }))
}

/// The median over all runs, area by area.
fn medians(runs: &[RankSpread], of: fn(&RankSpread) -> &Column) -> Column {
    let areas = runs.first().map_or(0, |run| of(run).len());
    let median = |area: usize| {
        let values = runs.iter().map(|run| of(run).get(area).copied().flatten());
        let sorted = Sorted::new(&values.collect::<Option<Vec<f64>>>()?).ok()?;
        Some(quantile(&sorted, 1, 2))
    };
    (0..areas).map(median).collect()
}
