//! Expected values and the interval around them.

use crate::stats::Reason;
use crate::stats::checked::{finite, numbers};
use crate::stats::distribution::normal_quantile;

/// Nobody projects farther; a typing error must not fill the memory.
const FARTHEST: usize = 10_000;

/// Expected values of the periods to come, in units of the series.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// The expected values.
    pub mean: Vec<f64>,
    /// Lower and upper limits of the same periods; [`Reason::NTooSmall`] where the series is too
    /// short to tell how far it is usually off.
    pub limits: Result<Vec<(f64, f64)>, Reason>,
}

impl Projection {
    /// Surrounds `mean` by as many `deviations` as the level asks for.
    pub(super) fn around(
        mean: Vec<f64>,
        deviations: Result<Vec<f64>, Reason>,
        level: f64,
    ) -> Result<Self, Reason> {
        mean.iter().try_for_each(|&mean| finite(mean).map(drop))?;
        let z = normal_quantile(1.0 - (1.0 - level) / 2.0);
        let around = |(&mean, deviation): (&f64, f64)| {
            Ok((finite(mean - z * deviation)?, finite(mean + z * deviation)?))
        };
        let limits =
            deviations.and_then(|deviations| mean.iter().zip(deviations).map(around).collect());
        Ok(Self { mean, limits })
    }
}

/// What is asked for: weights between 0 and 1, a level between them, not too far ahead.
pub(super) fn check(weights: &[f64], periods: usize, level: f64) -> Result<(), Reason> {
    let share = |weight: &f64| (0.0..=1.0).contains(weight);
    if weights.iter().all(share) && periods <= FARTHEST {
        check_level(level)
    } else {
        Err(Reason::Infeasible)
    }
}

/// A level lies between 0 and 1, without them.
pub(super) fn check_level(level: f64) -> Result<(), Reason> {
    if level > 0.0 && level < 1.0 {
        Ok(())
    } else {
        Err(Reason::Infeasible)
    }
}

/// A series without gaps, of at least `fewest` values.
pub(super) fn check_series(values: &[f64], fewest: usize) -> Result<(), Reason> {
    numbers(values)?;
    if values.len() < fewest {
        return Err(Reason::NTooSmall);
    }
    Ok(())
}
