//! What is timed.

use crate::Inputs;
use teilraum::classify;
use teilraum::stats::{Histogram, Reason, Sorted};

/// One computation.
pub struct Task {
    /// As in the table and in `rivals.py`.
    pub name: &'static str,
    /// Carries it out; the number depends on the whole result.
    pub run: fn(&Prepared) -> f64,
}

/// Inputs in the shape in which the engine has them when a reader asks.
pub struct Prepared {
    inputs: Inputs,
    /// The first column in units of its last decimal.
    units: Vec<i64>,
}

impl Prepared {
    /// Prepares what an atlas has at hand before a reader asks.
    ///
    /// # Errors
    /// Columns that the engine refuses.
    pub fn new(inputs: Inputs) -> Result<Self, Reason> {
        let first = inputs.columns.first().ok_or(Reason::NTooSmall)?;
        let units = first
            .iter()
            .map(|value| (value * 10.0).round() as i64)
            .collect();
        Ok(Self { inputs, units })
    }
}

/// A column without equal values, the most work for natural breaks.
const DISTINCT: usize = 2;

/// Every computation, in the order of the table.
pub const TASKS: &[Task] = &[
    Task {
        name: "quantile classes and histogram",
        run: quantiles,
    },
    Task {
        name: "Fisher-Jenks, k = 5",
        run: fisher_jenks,
    },
];

/// A number for a result, or NaN for a refusal, which the report shows.
fn number<T>(result: Result<T, Reason>, of: impl Fn(&T) -> f64) -> f64 {
    result.as_ref().map_or(f64::NAN, of)
}

fn quantiles(prepared: &Prepared) -> f64 {
    let bounds =
        Sorted::of_units(&prepared.units).and_then(|sorted| classify::quantile(&sorted, 5));
    let histogram = Histogram::of(&prepared.units, 40);
    number(bounds, |bounds| bounds.iter().sum())
        + number(histogram, |one| one.counts().len() as f64)
}

fn fisher_jenks(prepared: &Prepared) -> f64 {
    let sorted = Sorted::new(&prepared.inputs.columns[DISTINCT]);
    number(
        sorted.and_then(|sorted| classify::fisher_jenks(&sorted, 5)),
        |natural| natural.ssd,
    )
}
