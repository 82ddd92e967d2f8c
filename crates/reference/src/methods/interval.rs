//! Intervals, standardised rates, comparison with a benchmark, funnels.

use crate::{Case, Failure, Files};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use teilraum::stats::Reason;
use teilraum::stats::benchmark::{Benchmark, Polarity, compare};
use teilraum::stats::funnel::{Position, ProportionFunnel, RateFunnel};
use teilraum::stats::interval::{
    Confidence, CountIntervals, CountMethod, Estimate, Interval, mean_t, rate, wilson,
};
use teilraum::stats::standardise::{Reference, Standard, dsr, smr};

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "ci.wilson" => share(case),
        "ci.count" => count(case),
        "ci.rate" => crude(case),
        "ci.mean_t" => mean(case),
        "rate.dsr" => direct(case),
        "rate.smr" => indirect(case),
        "compare.benchmark" => benchmark(case),
        "funnel.proportion" => proportions(case),
        "funnel.rate" => rates(case),
        _ => return None,
    })
}

type Column = Vec<Option<f64>>;

/// Events and population of an area, by stratum.
#[derive(serde::Deserialize)]
struct Strata {
    x: Column,
    n: Column,
}

fn confidence(case: &Case) -> Result<Confidence, Failure> {
    Ok(Confidence::new(case.param("confidence")?)?)
}

fn limits(case: &Case, otherwise: &str) -> Result<CountIntervals, Failure> {
    let how: String = case.param_or("how", otherwise.into())?;
    let method = match how.as_str() {
        "exact" => CountMethod::Exact,
        "byar" => CountMethod::Byar,
        "auto" => CountMethod::Auto,
        other => return Err(unknown("params.how", other)),
    };
    Ok(CountIntervals::new(confidence(case)?, method))
}

fn unknown(place: &str, found: &str) -> Failure {
    Failure::Case(format!("{place}: unknown \"{found}\""))
}

/// The columns `x` and `n`, as pairs where both are known.
fn pairs(case: &Case) -> Result<Vec<Option<(f64, f64)>>, Failure> {
    let (x, n): (Column, Column) = (case.input("x")?, case.input("n")?);
    Ok(x.into_iter().zip(n).map(|(x, n)| x.zip(n)).collect())
}

/// Null where nothing is known or nothing stands below; other reasons refuse the case.
fn each(
    pairs: &[Option<(f64, f64)>],
    of: impl Fn(f64, f64) -> Result<Estimate, Reason>,
) -> Result<Value, Failure> {
    let one = |pair: &Option<(f64, f64)>| match pair.map(|(x, n)| of(x, n)) {
        None | Some(Err(Reason::ZeroDenominator)) => Ok(None),
        Some(found) => found.map(Some),
    };
    let found: Vec<Option<Estimate>> = pairs.iter().map(one).collect::<Result<_, _>>()?;
    let column = |field: fn(&Estimate) -> f64| -> Column {
        found.iter().map(|one| one.as_ref().map(field)).collect()
    };
    Ok(json!({
        "value": column(|one| one.value),
        "lower": column(|one| one.interval.lower),
        "upper": column(|one| one.interval.upper),
    }))
}

fn share(case: &Case) -> Result<Value, Failure> {
    let (level, by) = (confidence(case)?, case.param_or("multiplier", 1.0)?);
    each(&pairs(case)?, |x, n| Ok(wilson(x, n, level)?.scaled(by)))
}

fn count(case: &Case) -> Result<Value, Failure> {
    let limits = limits(case, "auto")?;
    let events: Column = case.input("x")?;
    let found: Vec<Option<Interval>> = events
        .iter()
        .map(|events| events.map(|events| limits.of(events)).transpose())
        .collect::<Result<_, _>>()?;
    let column = |field: fn(&Interval) -> f64| -> Column {
        found.iter().map(|one| one.as_ref().map(field)).collect()
    };
    Ok(json!({ "lower": column(|one| one.lower), "upper": column(|one| one.upper) }))
}

fn crude(case: &Case) -> Result<Value, Failure> {
    let (limits, by) = (limits(case, "auto")?, case.param("multiplier")?);
    each(&pairs(case)?, |x, n| rate(x, n, by, &limits))
}

fn mean(case: &Case) -> Result<Value, Failure> {
    let values: Column = case.input("values")?;
    let mean = mean_t(&values, confidence(case)?)?;
    Ok(json!({
        "n": mean.count,
        "mean": mean.mean,
        "sd": mean.sd,
        "lower": mean.interval.map(|it| it.lower),
        "upper": mean.interval.map(|it| it.upper),
    }))
}

fn direct(case: &Case) -> Result<Value, Failure> {
    let areas: BTreeMap<String, Strata> = case.input("areas")?;
    let population: Vec<f64> = case.input("stdpop")?;
    let standard = Standard {
        population: &population,
        min_events: case.param_or("min_events", 10.0)?,
    };
    let (level, by) = (confidence(case)?, case.param("multiplier")?);
    let mut found = Map::new();
    for (name, area) in areas {
        let area = dsr(&area.x, &area.n, standard, level)?;
        let rate = area.rate.map(|rate| rate.scaled(by));
        let status = match rate {
            Err(Reason::ZeroDenominator) => "zero_denominator",
            Err(Reason::NTooSmall) => "too_few_events",
            // A missing population leaves the rate empty without a status of its own.
            Ok(_) | Err(_) => "ok",
        };
        let mut fields = estimate(rate.ok());
        fields.insert("total".into(), json!(area.events));
        fields.insert("status".into(), json!(status));
        found.insert(name, fields.into());
    }
    Ok(found.into())
}

fn indirect(case: &Case) -> Result<Value, Failure> {
    let areas: BTreeMap<String, Strata> = case.input("areas")?;
    let (events, population): (Vec<f64>, Vec<f64>) = (case.input("ref_x")?, case.input("ref_n")?);
    let reference = Reference {
        events: &events,
        population: &population,
    };
    let limits = CountIntervals::new(confidence(case)?, CountMethod::Auto);
    let by = case.param_or("refvalue", 100.0)?;
    let mut found = Map::new();
    for (name, area) in areas {
        let area = smr(&area.x, &area.n, reference, &limits)?;
        let mut fields = estimate(area.ratio.ok().map(|ratio| ratio.scaled(by)));
        fields.insert("observed".into(), json!(area.observed));
        fields.insert("expected".into(), json!(area.expected));
        found.insert(name, fields.into());
    }
    Ok(found.into())
}

fn estimate(one: Option<Estimate>) -> Map<String, Value> {
    let fields = [
        ("value", one.map(|one| one.value)),
        ("lower", one.map(|one| one.interval.lower)),
        ("upper", one.map(|one| one.interval.upper)),
    ];
    fields
        .into_iter()
        .map(|(name, number)| (name.into(), json!(number)))
        .collect()
}

fn benchmark(case: &Case) -> Result<Value, Failure> {
    let (lower, upper): (Column, Column) = (case.input("lower")?, case.input("upper")?);
    let mode: String = case.param("mode")?;
    let against = match mode.as_str() {
        "value" => Benchmark::Value(case.input("benchmark")?),
        "interval" => Benchmark::Interval(Interval {
            lower: case.input("benchmark_lower")?,
            upper: case.input("benchmark_upper")?,
        }),
        other => return Err(unknown("params.mode", other)),
    };
    let polarity: String = case.param("polarity")?;
    let polarity = match polarity.as_str() {
        "low_good" => Polarity::LowGood,
        "high_good" => Polarity::HighGood,
        "none" => Polarity::None,
        other => return Err(unknown("params.polarity", other)),
    };
    let areas = lower.iter().zip(&upper).map(|(lower, upper)| {
        let area = lower.zip(*upper);
        let area = area.map(|(lower, upper)| Interval { lower, upper });
        compare(area, against, polarity).code()
    });
    Ok(json!({ "result": areas.collect::<Vec<_>>() }))
}

/// Lower and upper line of the inner and the outer funnel at each area.
fn funnel(baseline: f64, by: f64, lines: &[[Line; 2]], positions: Vec<&str>) -> Value {
    let column = |which: usize, side: fn(&Line) -> Option<f64>| -> Column {
        let line = |lines: &[Line; 2]| lines.get(which).and_then(side);
        lines.iter().map(|at| Some(line(at)? * by)).collect()
    };
    json!({
        "baseline": baseline * by,
        "limits": {
            "low_2s": column(0, |line| line.0),
            "high_2s": column(0, |line| line.1),
            "low_3s": column(1, |line| line.0),
            "high_3s": column(1, |line| line.1),
        },
        "significance": positions,
    })
}

type Line = (Option<f64>, Option<f64>);

/// What nobody lives in lies outside of no funnel.
fn position(found: Result<Position, Reason>) -> Result<&'static str, Failure> {
    match found {
        Err(Reason::ZeroDenominator) => Ok(Position::Within.code()),
        found => Ok(found?.code()),
    }
}

fn proportions(case: &Case) -> Result<Value, Failure> {
    let (x, n): (Vec<f64>, Vec<f64>) = (case.input("x")?, case.input("n")?);
    let funnel_of = ProportionFunnel::new(&x, &n)?;
    let mut lines = Vec::new();
    let mut positions = Vec::new();
    for (&x, &n) in x.iter().zip(&n) {
        let line = |it: Interval| (Some(it.lower), Some(it.upper));
        lines.push(match funnel_of.limits(n) {
            Err(Reason::ZeroDenominator) => [(None, None); 2],
            limits => limits?.map(line),
        });
        positions.push(position(funnel_of.position(x, n))?);
    }
    let by = case.param_or("multiplier", 1.0)?;
    Ok(funnel(funnel_of.baseline(), by, &lines, positions))
}

fn rates(case: &Case) -> Result<Value, Failure> {
    let (x, n): (Vec<f64>, Vec<f64>) = (case.input("x")?, case.input("n")?);
    let funnel_of = RateFunnel::new(&x, &n)?;
    let mut lines = Vec::new();
    let mut positions = Vec::new();
    for (&x, &n) in x.iter().zip(&n) {
        let limits = funnel_of.limits(x)?;
        lines.push(limits.map(|limits| (Some(limits.lower), limits.upper)));
        positions.push(position(funnel_of.position(x, n))?);
    }
    let by = case.param_or("multiplier", 1.0)?;
    Ok(funnel(funnel_of.baseline(), by, &lines, positions))
}
