//! Similar areas and typologies.

use super::normalise::divisor;
use crate::{Case, Failure, Files, InOrder};
use serde_json::{Map, Value, json};
use teilraum::stats::normalise::Divisor;
use teilraum::stats::similar::{Gaps, Profiles, nearest};
use teilraum::stats::typology::{Grouping, kmeans, silhouette, ward};

type Numbers = Vec<Option<f64>>;

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "similar.nearest" => neighbours(case),
        "typology.kmeans" => types(case),
        "typology.ward" => tree(case),
        _ => return None,
    })
}

fn neighbours(case: &Case) -> Result<Value, Failure> {
    let weights: InOrder<f64> = case.param("variables")?;
    let variables: InOrder<Numbers> = case.input("variables")?;
    let column = |name: &str| {
        let missing = || Failure::Case(format!("input.variables: no \"{name}\""));
        variables.get(name).map(Vec::as_slice).ok_or_else(missing)
    };
    let columns: Vec<&[Option<f64>]> = weights.names().map(column).collect::<Result<_, _>>()?;
    let profiles = Profiles::new(&columns, divisor(case.param_or("ddof", 0)?)?, Gaps::Refuse)?;
    let weights: Vec<f64> = weights.0.iter().map(|one| one.1).collect();
    let ids: Vec<String> = case.input("ids")?;
    let mut found = Map::new();
    for target in case.param::<Vec<String>>("targets")? {
        let unknown = || Failure::Case(format!("params.targets: no \"{target}\""));
        let place = ids.iter().position(|id| *id == target);
        let near = nearest(
            &profiles,
            &weights,
            place.ok_or_else(unknown)?,
            case.param("k")?,
        )?;
        let lists = json!({
            "neighbors": near.iter().map(|one| ids.get(one.area as usize)).collect::<Vec<_>>(),
            "distance": near.iter().map(|one| one.distance).collect::<Vec<_>>(),
            "rebased": near.iter().map(|one| one.rebased).collect::<Vec<_>>(),
        });
        found.insert(target, lists);
    }
    Ok(Value::Object(found))
}

fn profiles(case: &Case) -> Result<Profiles, Failure> {
    let variables: InOrder<Numbers> = case.input("variables")?;
    let columns: Vec<&[Option<f64>]> = variables.0.iter().map(|one| one.1.as_slice()).collect();
    Ok(Profiles::new(&columns, Divisor::Count, Gaps::Refuse)?)
}

fn types(case: &Case) -> Result<Value, Failure> {
    let profiles = profiles(case)?;
    let types = kmeans(&profiles, Grouping::into_types(case.param("k")?))?;
    let separation = silhouette(&profiles, &types.labels).ok();
    Ok(json!({
        "labels": types.labels,
        "sizes": types.sizes,
        "inertia": types.inertia,
        "silhouette": separation.map(|separation| separation.mean),
    }))
}

fn tree(case: &Case) -> Result<Value, Failure> {
    let profiles = profiles(case)?;
    let (tree, k) = (ward(&profiles), case.param("k")?);
    Ok(json!({
        "heights": tree.heights().collect::<Vec<_>>(),
        "labels": tree.cut(k)?,
        "wss": tree.types(&profiles, k, 0)?.inertia,
    }))
}
