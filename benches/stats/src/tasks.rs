//! What is timed.

use crate::Inputs;
use teilraum::classify;
use teilraum::stats::spatial::{Permutations, Weights, gi_star, moran, moran_local};
use teilraum::stats::{Histogram, Reason, Sorted};

/// A column without equal values, the most work for natural breaks.
const DISTINCT: usize = 2;

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
    /// Neighbours, row-standardised.
    rows: Weights,
    /// Neighbours and the area itself, row-standardised.
    with_self: Weights,
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
        let binary = Weights::binary(&inputs.neighbours).map_err(|_| Reason::Infeasible)?;
        let with_self = binary.with_self(1.0).map_err(|_| Reason::Infeasible)?;
        Ok(Self {
            rows: binary.row_standardised(),
            with_self: with_self.row_standardised(),
            inputs,
            units,
        })
    }
}

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
    Task {
        name: "global Moran, 999 permutations",
        run: global_moran,
    },
    Task {
        name: "local Moran, 999 permutations",
        run: local_moran,
    },
    Task {
        name: "hot spots, 999 draws",
        run: hot_spots,
    },
    Task {
        name: "hot spots, 20 draws per area",
        run: hot_spots_of_many,
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

fn global_moran(prepared: &Prepared) -> f64 {
    let draws = Permutations::default();
    number(
        moran(&prepared.inputs.columns[0], &prepared.rows, draws),
        |one| one.p.unwrap_or(f64::NAN),
    )
}

fn local_moran(prepared: &Prepared) -> f64 {
    let draws = Permutations::default();
    let local = moran_local(&prepared.inputs.columns[0], &prepared.rows, draws);
    number(local, |local| {
        local.areas.iter().flatten().filter_map(|area| area.p).sum()
    })
}

fn hot_spots(prepared: &Prepared) -> f64 {
    gi_star_p(prepared, Permutations::default())
}

fn hot_spots_of_many(prepared: &Prepared) -> f64 {
    gi_star_p(
        prepared,
        Permutations::for_many_areas(prepared.units.len(), 1),
    )
}

fn gi_star_p(prepared: &Prepared, draws: Permutations) -> f64 {
    let found = gi_star(&prepared.inputs.columns[0], &prepared.with_self, draws);
    number(found, |found| {
        found.areas.iter().flatten().filter_map(|area| area.p).sum()
    })
}
