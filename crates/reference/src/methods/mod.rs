//! One file per group of methods: reads parameters and input, calls the engine, writes the result.

mod aggregate;
mod allocate;
mod classify;
mod composite;
mod disclosure;
mod inequality;
mod interval;
mod likeness;
mod normalise;
mod relation;
mod spatial;
mod supply;
mod trend;

use crate::{Case, Failure, Files};
use serde_json::Value;

/// Runs the method of a group; `None` if it has none of that name.
type Group = fn(&Case, Files<'_>) -> Option<Result<Value, Failure>>;

const GROUPS: [Group; 13] = [
    aggregate::run,
    allocate::run,
    classify::run,
    composite::run,
    disclosure::run,
    inequality::run,
    interval::run,
    likeness::run,
    normalise::run,
    relation::run,
    spatial::run,
    supply::run,
    trend::run,
];

/// Carries out the method of a case.
///
/// # Errors
/// The engine's reason for refusing, or what is wrong with the case.
pub fn run(case: &Case, files: Files<'_>) -> Result<Value, Failure> {
    let unknown = || Failure::Case(format!("no method \"{}\"", case.method));
    let mut results = GROUPS.iter().filter_map(|group| group(case, files));
    results.next().unwrap_or_else(|| Err(unknown()))
}
