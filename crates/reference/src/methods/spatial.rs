//! Spatial weights, autocorrelation, hot spots, smoothing.

use crate::{Case, Failure, Files};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use teilraum::geom::{Contiguity, Polygon, contiguity, snapping_tolerance};
use teilraum::stats::Reason;
use teilraum::stats::spatial::{
    Metric, Permutations, Weights, eb_global, eb_local, gi_star, knn, moran, moran_local,
};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "weights.contiguity" => run_contiguity(case, files),
        "weights.knn" => run_knn(case),
        "spatial.moran" => run_moran(case),
        "spatial.moran_local" => run_moran_local(case),
        "spatial.gi_star" => run_gi_star(case),
        "smooth.eb_global" => run_eb_global(case),
        "smooth.eb_local" => run_eb_local(case),
        _ => return None,
    })
}

fn run_contiguity(case: &Case, files: Files<'_>) -> Result<Value, Failure> {
    let rule = match case.param::<String>("rule")?.as_str() {
        "queen" => Contiguity::Queen,
        "rook" => Contiguity::Rook,
        other => return Err(expected("params.rule", "\"queen\" or \"rook\"", other)),
    };
    let (ids, polygons) = polygons(case, files)?;
    let tolerance = snapping_tolerance(&polygons);
    let lists =
        contiguity(&polygons, rule, tolerance).map_err(|error| Failure::Case(error.to_string()))?;
    let names = |list: &Vec<u32>| {
        let mut names: Vec<&str> = list.iter().map(|&at| name(&ids, at)).collect();
        names.sort_unstable();
        names
    };
    let links: usize = lists.iter().map(Vec::len).sum();
    let pairs = ids.iter().zip(&lists);
    let mut islands: Vec<&String> = pairs
        .clone()
        .filter_map(|(id, list)| list.is_empty().then_some(id))
        .collect();
    islands.sort_unstable();
    let neighbors: Map<String, Value> = pairs
        .map(|(id, list)| (id.clone(), json!(names(list))))
        .collect();
    Ok(json!({
        "neighbors": neighbors,
        "n_links": links / 2,
        "islands": islands,
        "mean_neighbors": links as f64 / lists.len().max(1) as f64,
        "max_neighbors": lists.iter().map(Vec::len).max().unwrap_or(0),
    }))
}

fn name(ids: &[String], at: u32) -> &str {
    ids.get(at as usize).map_or("", String::as_str)
}

/// Ids and polygons of the GeoJSON file of a case.
fn polygons(case: &Case, files: Files<'_>) -> Result<(Vec<String>, Vec<Polygon>), Failure> {
    let path: String = case.input("file")?;
    let field: String = case.input("id_field")?;
    let bytes =
        files(&path).ok_or_else(|| Failure::Case(format!("input.file: no file \"{path}\"")))?;
    let wrong = |what: String| Failure::Case(format!("{path}: {what}"));
    let text: Value = serde_json::from_slice(&bytes).map_err(|error| wrong(error.to_string()))?;
    let none = Vec::new();
    let features = text["features"].as_array().unwrap_or(&none);
    let raw: Vec<&Value> = features.iter().map(|f| &f["properties"][&field]).collect();
    let ids = ids(&raw);
    let polygons = features.iter().enumerate().map(|(at, feature)| {
        polygon(&feature["geometry"]).map_err(|what| wrong(format!("features[{at}]: {what}")))
    });
    Ok((ids, polygons.collect::<Result<_, _>>()?))
}

/// The ids as a data frame prints them: a column with one fractional number is one of fractions.
fn ids(raw: &[&Value]) -> Vec<String> {
    let fractional = raw.iter().any(|id| id.is_f64());
    let id = |id: &&Value| match (id, id.as_f64()) {
        (Value::String(text), _) => text.clone(),
        (_, Some(number)) if fractional => format!("{number:?}"),
        _ => id.to_string(),
    };
    raw.iter().map(id).collect()
}

/// All rings of a Polygon, a MultiPolygon or nothing.
fn polygon(geometry: &Value) -> Result<Polygon, String> {
    type Rings = Vec<Vec<Vec<f64>>>;
    let coordinates = geometry["coordinates"].clone();
    let parts: Vec<Rings> = match geometry["type"].as_str() {
        None => Ok(Vec::new()),
        Some("Polygon") => serde_json::from_value(coordinates).map(|rings| vec![rings]),
        Some("MultiPolygon") => serde_json::from_value(coordinates),
        Some(other) => return Err(format!("expected a polygon, found {other}")),
    }
    .map_err(|error| format!("coordinates: {error}"))?;
    let point = |point: &Vec<f64>| match point.as_slice() {
        [x, y, ..] => Ok([*x, *y]),
        _ => Err("expected positions of two numbers".to_owned()),
    };
    let rings = parts.iter().flatten();
    rings.map(|ring| ring.iter().map(point).collect()).collect()
}

fn run_knn(case: &Case) -> Result<Value, Failure> {
    let metric = match case.param_or("metric", "euclidean".to_owned())?.as_str() {
        "euclidean" => Metric::Euclidean,
        "haversine" => Metric::Haversine,
        other => {
            return Err(expected(
                "params.metric",
                "\"euclidean\" or \"haversine\"",
                other,
            ));
        }
    };
    let ids: Vec<String> = case.input("ids")?;
    let points: Vec<[f64; 2]> = case.input("points")?;
    let nearest = knn(&points, case.param("k")?, metric)?;
    let (mut neighbors, mut distances) = (Map::new(), Map::new());
    for (id, list) in ids.iter().zip(&nearest.lists) {
        let names: Vec<&str> = list.iter().map(|(at, _)| name(&ids, *at)).collect();
        let far: Vec<f64> = list.iter().map(|(_, distance)| *distance).collect();
        neighbors.insert(id.clone(), json!(names));
        distances.insert(id.clone(), json!(far));
    }
    Ok(json!({ "neighbors": neighbors, "distances": distances }))
}

/// Binary weights from `input.ids` and `input.neighbors`.
fn weights(case: &Case) -> Result<Weights, Failure> {
    let ids: Vec<String> = case.input("ids")?;
    let neighbors: BTreeMap<String, Vec<String>> = case.input("neighbors")?;
    let places: BTreeMap<&str, u32> = ids.iter().map(String::as_str).zip(0..).collect();
    let place = |id: &String| {
        let unknown = || expected("input.neighbors", "one of input.ids", id);
        places.get(id.as_str()).copied().ok_or_else(unknown)
    };
    let list = |id: &String| {
        let missing = || expected("input.neighbors", "a list for each id", id);
        let list = neighbors.get(id).ok_or_else(missing)?;
        list.iter().map(place).collect()
    };
    let lists: Vec<Vec<u32>> = ids.iter().map(list).collect::<Result<_, _>>()?;
    Weights::binary(&lists).map_err(|error| Failure::Case(error.to_string()))
}

fn values(case: &Case) -> Result<Vec<f64>, Failure> {
    let values: Vec<Option<f64>> = case.input("values")?;
    let values: Option<Vec<f64>> = values.into_iter().collect();
    Ok(values.ok_or(Reason::MissingValue)?)
}

fn permutations(case: &Case) -> Result<Permutations, Failure> {
    Ok(Permutations {
        draws: case.param_or("permutations", 0)?,
        seed: case.param_or("seed", 1)?,
    })
}

/// Whether the weights are to be row-standardised, as `params.transform` says.
fn standardised(case: &Case, default: &str) -> Result<bool, Failure> {
    match case.param_or("transform", default.to_owned())?.as_str() {
        "r" | "R" => Ok(true),
        "b" | "B" => Ok(false),
        other => Err(expected("params.transform", "\"R\" or \"B\"", other)),
    }
}

fn run_moran(case: &Case) -> Result<Value, Failure> {
    let mut weights = weights(case)?;
    if standardised(case, "r")? {
        weights = weights.row_standardised();
    }
    let found = moran(&values(case)?, &weights, permutations(case)?)?;
    let mut result = json!({
        "I": found.i,
        "EI": found.expected,
        "VI_norm": found.normal.variance,
        "z_norm": found.normal.z,
        "VI_rand": found.randomisation.variance,
        "z_rand": found.randomisation.z,
        "p_rand_two_sided": found.p,
        "n": found.areas,
        "n_islands": found.islands,
    });
    if let Some(p) = found.p_permutation {
        result["p"] = json!(p);
    }
    Ok(result)
}

fn run_moran_local(case: &Case) -> Result<Value, Failure> {
    let weights = weights(case)?.row_standardised();
    let found = moran_local(&values(case)?, &weights, permutations(case)?)?;
    let areas = || found.areas.iter().copied();
    let each = |part: fn(teilraum::stats::spatial::LocalArea) -> Value| -> Vec<Value> {
        areas().map(|area| area.map_or(Value::Null, part)).collect()
    };
    Ok(json!({
        "I": each(|area| json!(area.i)),
        "I_anselin": each(|area| json!(area.i_anselin)),
        "EIc": each(|area| json!(area.expected)),
        "VIc": each(|area| json!(area.variance)),
        "quadrant": each(|area| json!(area.quadrant.code())),
        "p": each(|area| json!(area.p)),
        "islands": weights.islands(),
    }))
}

fn run_gi_star(case: &Case) -> Result<Value, Failure> {
    let neighbours = weights(case)?;
    let mut weights = neighbours
        .with_self(1.0)
        .map_err(|error| Failure::Case(error.to_string()))?;
    if standardised(case, "B")? {
        weights = weights.row_standardised();
    }
    let found = gi_star(&values(case)?, &weights, permutations(case)?)?;
    let each = |part: fn(teilraum::stats::spatial::HotSpot) -> Value| -> Vec<Value> {
        let areas = found.areas.iter().copied();
        areas.map(|area| area.map_or(Value::Null, part)).collect()
    };
    Ok(json!({
        "z": each(|area| json!(area.z)),
        "G": each(|area| json!(area.g)),
        "p": each(|area| json!(area.p)),
        "islands": neighbours.islands(),
    }))
}

fn run_eb_global(case: &Case) -> Result<Value, Failure> {
    let events: Vec<Option<f64>> = case.input("events")?;
    let population: Vec<Option<f64>> = case.input("population")?;
    let found = eb_global(&events, &population)?;
    Ok(json!({
        "rate": found.rates,
        "prior_mean": found.mean,
        "prior_var": found.variance,
        "moment_var_raw": found.raw_variance,
    }))
}

fn run_eb_local(case: &Case) -> Result<Value, Failure> {
    let events: Vec<Option<f64>> = case.input("events")?;
    let population: Vec<Option<f64>> = case.input("population")?;
    let rates = eb_local(&events, &population, &weights(case)?)?;
    Ok(json!({ "rate": rates }))
}

fn expected(place: &str, what: &str, found: &str) -> Failure {
    Failure::Case(format!("{place}: expected {what}, found \"{found}\""))
}
