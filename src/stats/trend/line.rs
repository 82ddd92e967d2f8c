//! A straight line by least squares: the core of trends, bends and projections.

use super::Points;
use crate::stats::Reason;

/// Spreads below this share of the largest number (or of 1) are rounding: points that lie exactly
/// on a line leave residuals of some units in the last place.
const ROUNDING: f64 = 1e-14;

/// A line through the centre of the points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) n: f64,
    pub(crate) slope: f64,
    /// The first point and how far the centre lies from it: the mean itself would lose digits
    /// of the distances, years being large numbers.
    time: (f64, f64),
    value: (f64, f64),
    /// Σ (t − mean)².
    pub(crate) time_squares: f64,
    /// Σ (y − mean)², exactly 0 if the values do not vary.
    pub(crate) value_squares: f64,
    /// Σ residual², exactly 0 if the points lie on the line.
    pub(crate) residual_squares: f64,
}

impl Line {
    /// Fits the line.
    ///
    /// # Errors
    /// [`Reason::NTooSmall`] below two points, [`Reason::ZeroVariance`] if all times are equal.
    pub(crate) fn fit(points: &Points) -> Result<Self, Reason> {
        if points.count() < 2 {
            return Err(Reason::NTooSmall);
        }
        let mut line = Self {
            n: points.count() as f64,
            slope: 0.0,
            time: center(points.times()),
            value: center(points.values()),
            time_squares: 0.0,
            value_squares: 0.0,
            residual_squares: 0.0,
        };
        let squares = points.times().iter().map(|&t| square(line.away(t)));
        line.time_squares = unless_rounding(squares.sum(), points.times());
        if line.time_squares == 0.0 {
            return Err(Reason::ZeroVariance);
        }
        let squares = points.iter().map(|(t, y)| square(line.residual(t, y)));
        line.value_squares = unless_rounding(squares.sum(), points.values());
        let products = points
            .iter()
            .map(|(t, y)| line.away(t) * line.residual(t, y));
        line.slope = products.sum::<f64>() / line.time_squares;
        let squares = points.iter().map(|(t, y)| square(line.residual(t, y)));
        line.residual_squares = unless_rounding(squares.sum(), points.values());
        Ok(line)
    }

    /// How far `time` lies from the centre.
    pub(crate) fn away(&self, time: f64) -> f64 {
        time - self.time.0 - self.time.1
    }

    /// How far a value lies above the line.
    pub(crate) fn residual(&self, time: f64, value: f64) -> f64 {
        value - self.value.0 - self.value.1 - self.slope * self.away(time)
    }

    /// The value of the line at `time`.
    pub(crate) fn at(&self, time: f64) -> f64 {
        self.value.0 + self.value.1 + self.slope * self.away(time)
    }

    /// Degrees of freedom that the line leaves.
    pub(crate) fn degrees(&self) -> f64 {
        self.n - 2.0
    }

    /// The variance of the residuals, with the degrees of freedom that the line leaves.
    pub(crate) fn residual_variance(&self) -> f64 {
        self.residual_squares / self.degrees()
    }
}

/// The first number and how far the mean lies from it; exactly 0 if all are equal.
fn center(values: &[f64]) -> (f64, f64) {
    let first = values.first().copied().unwrap_or(0.0);
    let above: f64 = values.iter().map(|value| value - first).sum();
    (first, above / (values.len().max(1) as f64))
}

/// The mean of at least one number; exact if all are equal.
pub(super) fn mean(values: &[f64]) -> f64 {
    let (first, above) = center(values);
    first + above
}

/// A sum of squares, or exactly 0 if it is no more than the rounding of `values`.
pub(super) fn unless_rounding(squares: f64, values: &[f64]) -> f64 {
    let largest = values
        .iter()
        .fold(1.0, |largest, value| value.abs().max(largest));
    let spread = (squares / values.len() as f64).sqrt();
    if spread <= ROUNDING * largest {
        0.0
    } else {
        squares
    }
}

pub(super) fn square(value: f64) -> f64 {
    value * value
}
