//! Classification.

use crate::{Case, Failure, Files};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use teilraum::classify;
use teilraum::stats::{Reason, Sorted};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    let method = case.method.strip_prefix("classify.")?;
    match method {
        "pooled" => Some(pooled(case)),
        "fisher_jenks" => Some(natural(case)),
        _ => Some(classified(case, scheme(method, case)?)),
    }
}

type Numbers = Vec<Option<f64>>;

/// Bounds from sorted values.
type Scheme = Box<dyn FnOnce(&Sorted) -> Result<Vec<f64>, Reason>>;

/// The scheme `name` with the parameters of the case; `None` if there is none.
fn scheme(name: &str, case: &Case) -> Option<Result<Scheme, Failure>> {
    Some(match name {
        "quantile" => by_count(case, classify::quantile),
        "equal_interval" => by_count(case, classify::equal_interval),
        "maximum_breaks" => by_count(case, classify::maximum_breaks),
        "fisher_jenks" => by_count(case, |sorted, k| {
            Ok(classify::fisher_jenks(sorted, k)?.bounds)
        }),
        "head_tail" => head_tail(case),
        "std_mean" => std_mean(case),
        "user_defined" => user_defined(case),
        _ => return None,
    })
}

fn by_count(
    case: &Case,
    cut: impl FnOnce(&Sorted, u32) -> Result<Vec<f64>, Reason> + 'static,
) -> Result<Scheme, Failure> {
    let k = case.param("k")?;
    Ok(Box::new(move |sorted| cut(sorted, k)))
}

fn head_tail(case: &Case) -> Result<Scheme, Failure> {
    let share = case.param_or("threshold", 1.0)?;
    Ok(Box::new(move |sorted| classify::head_tail(sorted, share)))
}

fn std_mean(case: &Case) -> Result<Scheme, Failure> {
    let multiples: Vec<f64> = case.param("multiples")?;
    Ok(Box::new(move |sorted| {
        classify::std_mean(sorted, &multiples)
    }))
}

fn user_defined(case: &Case) -> Result<Scheme, Failure> {
    let bounds: Vec<f64> = case.param("bins")?;
    Ok(Box::new(move |sorted| {
        classify::user_defined(sorted, &bounds)
    }))
}

fn known(values: &Numbers) -> Vec<f64> {
    values.iter().flatten().copied().collect()
}

/// The class of `value` by raw bounds, straight from the definition.
fn label(bounds: &[f64], value: f64) -> Option<usize> {
    bounds.iter().position(|bound| value <= *bound)
}

struct Classes {
    labels: Vec<Option<usize>>,
    counts: Vec<usize>,
}

impl Classes {
    fn of(values: &Numbers, bounds: &[f64]) -> Self {
        let class = |value: &Option<f64>| value.and_then(|value| label(bounds, value));
        let labels: Vec<Option<usize>> = values.iter().map(class).collect();
        let count = |class| labels.iter().filter(|label| **label == Some(class)).count();
        let counts = (0..bounds.len()).map(count).collect();
        Self { labels, counts }
    }
}

fn classified(case: &Case, scheme: Result<Scheme, Failure>) -> Result<Value, Failure> {
    let (scheme, values): (_, Numbers) = (scheme?, case.input("values")?);
    let bounds = scheme(&Sorted::new(&known(&values))?)?;
    let Classes { labels, counts } = Classes::of(&values, &bounds);
    Ok(json!({ "k": bounds.len(), "bins": bounds, "labels": labels, "counts": counts }))
}

fn natural(case: &Case) -> Result<Value, Failure> {
    let values: Numbers = case.input("values")?;
    let sorted = Sorted::new(&known(&values))?;
    let natural = classify::fisher_jenks(&sorted, case.param("k")?)?;
    let Classes { labels, counts } = Classes::of(&values, &natural.bounds);
    // Where all values are equal there is no variance to explain, and so no goodness of it.
    let gvf = (sorted.min() < sorted.max()).then_some(natural.gvf);
    Ok(json!({
        "k": natural.bounds.len(), "bins": natural.bounds, "labels": labels, "counts": counts,
        "ssd": natural.ssd, "gvf": gvf,
    }))
}

fn pooled(case: &Case) -> Result<Value, Failure> {
    let years: BTreeMap<String, Numbers> = case.input("years")?;
    let name: String = case.param("scheme")?;
    let unknown = || Failure::Case(format!("params.scheme: no scheme \"{name}\""));
    let scheme = scheme(&name, case).ok_or_else(unknown)??;
    let numbers: Vec<Vec<f64>> = years.values().map(known).collect();
    let slices: Vec<&[f64]> = numbers.iter().map(Vec::as_slice).collect();
    let bounds = classify::pooled(&slices, scheme)?;
    let year = |(year, values): (&String, &Numbers)| {
        let Classes { labels, counts } = Classes::of(values, &bounds);
        (year.clone(), json!({ "labels": labels, "counts": counts }))
    };
    let years: BTreeMap<String, Value> = years.iter().map(year).collect();
    Ok(json!({ "k": bounds.len(), "bins": bounds, "years": years }))
}
