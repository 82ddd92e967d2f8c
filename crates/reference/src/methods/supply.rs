//! Need and supply, interpolation.

use crate::geojson::{Feature, polygons};
use crate::{Case, Failure, Files, InOrder};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use teilraum::geom::{Region, overlaps};
use teilraum::stats::Reason;
use teilraum::stats::interpolate::{Crosswalk, Measure, Point, Sources, by_area, covered_area};
use teilraum::stats::supply::{
    Covered, Decay, Demand, Market, Metric, Origin, Trip, catchment, coverage, provider_ratio,
    two_step_floating_catchment,
};

type Numbers = Vec<Option<f64>>;

/// Two columns side by side.
type Pairs = Vec<(Option<f64>, Option<f64>)>;

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "supply.coverage" => covered(case),
        "supply.provider_ratio" => ratio(case),
        "supply.2sfca" => floating(case),
        "supply.catchment" => reached(case),
        "interpolate.area" => areal(case, files),
        "interpolate.crosswalk" => crosswalk(case),
        _ => return None,
    })
}

/// Where `name` stands in a list of names.
fn place(names: &[&str], name: &str) -> Result<u32, Failure> {
    let place = names.iter().position(|one| *one == name);
    let place = place.and_then(|place| u32::try_from(place).ok());
    place.ok_or_else(|| Failure::Case(format!("input: \"{name}\" is nowhere listed")))
}

fn pairs(case: &Case, one: &str, other: &str) -> Result<Pairs, Failure> {
    let (ones, others): (Numbers, Numbers) = (case.input(one)?, case.input(other)?);
    Ok(ones.into_iter().zip(others).collect())
}

fn covered(case: &Case) -> Result<Value, Failure> {
    let areas: Vec<Demand> = pairs(case, "places", "demand")?
        .into_iter()
        .map(|(places, demand)| Demand { places, demand })
        .collect();
    let found = coverage(&areas, case.param("target")?)?;
    let area = |area: &Result<Covered, Reason>| match area {
        Ok(Covered { quota, gap }) => {
            let status = if quota.is_ok() { "ok" } else { "no_demand" };
            json!({"quota": quota.ok(), "gap": gap, "status": status})
        }
        Err(_) => json!({"quota": null, "gap": null, "status": "missing"}),
    };
    Ok(json!({
        "areas": found.areas.iter().map(area).collect::<Vec<_>>(),
        "total": {"quota": found.total.quota.ok(), "gap": found.total.gap},
    }))
}

fn ratio(case: &Case) -> Result<Value, Failure> {
    let per = case.param("per")?;
    let ratios: Vec<_> = pairs(case, "providers", "population")?
        .into_iter()
        .map(|(providers, population)| provider_ratio(providers, population, per))
        .collect();
    Ok(json!({
        "per_pop": ratios.iter().map(|one| one.per_population.ok()).collect::<Numbers>(),
        "pop_per_provider": ratios.iter().map(|one| one.per_provider.ok()).collect::<Numbers>(),
    }))
}

fn decay(case: &Case) -> Result<Decay, Failure> {
    Ok(match case.param::<String>("weight")?.as_str() {
        "none" => Decay::None,
        "step" => Decay::Steps(case.param("steps")?),
        _ => Decay::Gaussian(case.param("sigma")?),
    })
}

fn floating(case: &Case) -> Result<Value, Failure> {
    let demand: InOrder<f64> = case.input("demand")?;
    let supply: InOrder<f64> = case.input("supply")?;
    let areas: Vec<&str> = demand.names().collect();
    let suppliers: Vec<&str> = supply.names().collect();
    let costs: Vec<(String, String, f64)> = case.input("cost")?;
    // Of a pair listed twice the last cost holds; who supplies nothing is no supplier.
    let mut trips = BTreeMap::new();
    for (area, supplier, cost) in &costs {
        if suppliers.contains(&supplier.as_str()) {
            trips.insert((place(&areas, area)?, place(&suppliers, supplier)?), *cost);
        }
    }
    let trips = trips.into_iter().map(|((area, supplier), cost)| Trip {
        area,
        supplier,
        cost,
    });
    let numbers = |from: &InOrder<f64>| from.0.iter().map(|one| one.1).collect();
    let market = Market::new(numbers(&demand), numbers(&supply), trips)?;
    let access = two_step_floating_catchment(market, decay(case)?, case.param("max_cost")?)?;
    let named = |names: &[&str], places: &[u32]| -> BTreeSet<String> {
        let name = |place: &u32| Some((*names.get(*place as usize)?).to_owned());
        places.iter().filter_map(name).collect()
    };
    let ratios = suppliers.iter().zip(&access.ratios);
    let ratios: BTreeMap<_, _> = ratios
        .filter_map(|(name, one)| Some((name, (*one)?)))
        .collect();
    let undefined: Vec<u32> = access.undefined().collect();
    Ok(json!({
        "access": areas.iter().zip(&access.access).collect::<BTreeMap<_, _>>(),
        "provider_ratio": ratios,
        "undefined_suppliers": named(&suppliers, &undefined),
        "unreached": named(&areas, &access.unreached),
        "demand_weighted_sum": access.demand_weighted,
        "supply_allocated": access.allocated,
    }))
}

fn reached(case: &Case) -> Result<Value, Failure> {
    let origins: Vec<(String, f64, f64, Option<f64>)> = case.input("origins")?;
    let facilities: Vec<(String, f64, f64)> = case.input("facilities")?;
    let metric = match case.param::<String>("metric")?.as_str() {
        "haversine" => Metric::Haversine,
        _ => Metric::Planar,
    };
    let from = origins.iter().map(|(_, x, y, population)| Origin {
        at: [*x, *y],
        population: *population,
    });
    let to: Vec<[f64; 2]> = facilities.iter().map(|(_, x, y)| [*x, *y]).collect();
    let from: Vec<Origin> = from.collect();
    let found = catchment(&from, &to, metric, case.param("radius")?)?;
    let mut by_origin = Map::new();
    for ((id, ..), one) in origins.iter().zip(&found.origins) {
        let nearest = facilities.get(one.nearest as usize);
        let reached = json!({
            "nearest": nearest.map(|facility| &facility.0),
            "distance": one.distance,
            "n_within": one.within,
            "covered": one.covered,
        });
        by_origin.insert(id.clone(), reached);
    }
    Ok(json!({
        "origins": by_origin,
        "covered_population": found.covered_population,
        "covered_share": found.covered_share.ok(),
    }))
}

fn features(case: &Case, files: Files<'_>, which: &str) -> Result<Vec<Feature>, Failure> {
    let path: String = case.input(which)?;
    let id: String = case.input(&format!("{which}_id"))?;
    let bytes = files(&path).ok_or_else(|| Failure::Case(format!("input.{which}: no {path}")))?;
    polygons(&bytes, &id)
}

fn regions(features: &[Feature]) -> Result<Vec<Region>, Failure> {
    let region = |feature: &Feature| {
        Region::new(&feature.polygons)
            .map_err(|error| Failure::Case(format!("feature {}: {error}", feature.id)))
    };
    features.iter().map(region).collect()
}

/// Values by the targets' ids, null where there is none.
fn by_id(targets: &[Feature], values: &[Result<f64, Reason>]) -> Value {
    let value = |(target, value): (&Feature, &Result<f64, Reason>)| {
        (target.id.clone(), json!(value.as_ref().ok()))
    };
    Value::Object(targets.iter().zip(values).map(value).collect())
}

fn areal(case: &Case, files: Files<'_>) -> Result<Value, Failure> {
    let from = features(case, files, "source")?;
    let to = features(case, files, "target")?;
    let sources = regions(&from)?;
    let shared = overlaps(&sources, &regions(&to)?);
    let areas: Vec<f64> = sources.iter().map(Region::area).collect();
    let amount = if case.param("allocate_total")? {
        Measure::WholeAmount
    } else {
        Measure::Amount
    };
    let carried = |field: &str, measure| {
        let values: Numbers = from.iter().map(|source| source.number(field)).collect();
        let sources = Sources {
            values: &values,
            areas: &areas,
        };
        let carried = by_area(&shared, to.len(), sources, measure)?;
        Ok::<_, Failure>((values.iter().flatten().sum::<f64>(), carried))
    };
    let (mut values, mut total_in, mut total_out) = (Map::new(), Map::new(), Map::new());
    for field in case.input::<Vec<String>>("extensive")? {
        let (all, carried) = carried(&field, amount)?;
        values.insert(field.clone(), by_id(&to, &carried));
        total_in.insert(field.clone(), json!(all));
        total_out.insert(field, json!(carried.iter().flatten().sum::<f64>()));
    }
    for field in case.input::<Vec<String>>("intensive")? {
        let (_, carried) = carried(&field, Measure::Level)?;
        values.insert(field, by_id(&to, &carried));
    }
    let covered: Vec<_> = covered_area(&shared, to.len())?
        .into_iter()
        .map(Ok)
        .collect();
    Ok(json!({
        "values": values,
        "source_total": total_in,
        "target_total": total_out,
        "covered_area": by_id(&to, &covered),
    }))
}

fn crosswalk(case: &Case) -> Result<Value, Failure> {
    let points: Vec<(String, String, Option<f64>)> = case.input("points")?;
    let counts: InOrder<Option<f64>> = case.input("counts")?;
    let rates: Option<InOrder<Option<f64>>> = case.input("rates")?;
    let rates = rates.unwrap_or_default();
    // Sources with a count in the order of the case, then those that only have points.
    let mut sources: Vec<&str> = counts.names().collect();
    let (mut targets, mut linked) = (Vec::new(), Vec::new());
    for (source, target, population) in &points {
        push(&mut sources, source);
        push(&mut targets, target);
        linked.push(Point {
            source: place(&sources, source)?,
            target: place(&targets, target)?,
            population: *population,
        });
    }
    let found = Crosswalk::new(&linked)?;
    // A source that is not counted adds nothing; one whose count is null is missing.
    let count = |name: &&str| counts.get(name).copied().unwrap_or(Some(0.0));
    let all: Numbers = sources.iter().map(count).collect();
    let carried = found.counts(&all, targets.len());
    let rate = |name: &&str| rates.get(name).copied().flatten();
    let rated: Numbers = sources.iter().map(rate).collect();
    let rated = found.rates(&rated, targets.len());
    let result = |(count, rate): (&Result<f64, Reason>, &Result<f64, Reason>)| json!({"count": count.as_ref().ok(), "rate": rate.as_ref().ok()});
    let results = carried.targets.iter().zip(&rated).map(result);
    let name = |names: &[&str], at: u32| names.get(at as usize).map(ToString::to_string);
    let named = |at: &u32| name(&sources, *at).filter(|name| counts.get(name).is_some());
    let mut weights = Map::new();
    for link in found.links() {
        let (source, target) = (name(&sources, link.source), name(&targets, link.target));
        let key = format!(
            "{}|{}",
            source.unwrap_or_default(),
            target.unwrap_or_default()
        );
        weights.insert(key, json!(link.weight));
    }
    Ok(json!({
        "weights": weights,
        "targets": targets.iter().copied().zip(results).collect::<BTreeMap<_, _>>(),
        "unallocated_sources": carried.unallocated.iter().filter_map(named).collect::<Vec<_>>(),
        "unallocated_count": carried.unallocated_count,
        "total_in": carried.total_in,
        "total_out": carried.total_out,
    }))
}

fn push<'a>(names: &mut Vec<&'a str>, name: &'a str) {
    if !names.contains(&name) {
        names.push(name);
    }
}
