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
    pub(crate) time_mean: f64,
    pub(crate) value_mean: f64,
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
        let n = points.count() as f64;
        let (time_mean, value_mean) = (mean(points.times()), mean(points.values()));
        let time_squares: f64 = points.times().iter().map(|t| square(t - time_mean)).sum();
        let time_squares = unless_rounding(time_squares, points.times());
        if time_squares == 0.0 {
            return Err(Reason::ZeroVariance);
        }
        let products = points
            .iter()
            .map(|(t, y)| (t - time_mean) * (y - value_mean));
        let slope = products.sum::<f64>() / time_squares;
        let residual = |(t, y): (f64, f64)| square(y - value_mean - slope * (t - time_mean));
        let value_squares = points.values().iter().map(|y| square(y - value_mean)).sum();
        Ok(Self {
            n,
            slope,
            time_mean,
            value_mean,
            time_squares,
            value_squares: unless_rounding(value_squares, points.values()),
            residual_squares: unless_rounding(points.iter().map(residual).sum(), points.values()),
        })
    }

    /// The value of the line at `time`.
    pub(crate) fn at(&self, time: f64) -> f64 {
        self.value_mean + self.slope * (time - self.time_mean)
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

/// The mean of at least one number; exact if all are equal.
pub(super) fn mean(values: &[f64]) -> f64 {
    let offset = values.first().copied().unwrap_or(0.0);
    let above: f64 = values.iter().map(|value| value - offset).sum();
    offset + above / (values.len().max(1) as f64)
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
