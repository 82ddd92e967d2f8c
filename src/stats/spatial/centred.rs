//! Values as distances from their mean, in units of the largest distance.

use crate::stats::Reason;

/// Beyond this, sums of published values could overflow; no social figure comes near.
const LARGEST: f64 = 1e100;

/// What the statistics of this folder work on: they do not change with the unit, so distances from
/// the mean are held as shares of the largest one, whose powers neither overflow nor vanish.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Centred {
    /// (x − x̄) / largest |x − x̄|.
    pub z: Vec<f64>,
    /// x̄.
    pub mean: f64,
    /// The largest |x − x̄|.
    pub unit: f64,
    /// Σ z².
    pub squares: f64,
}

/// Whether a distance, or a mean of distances, is above zero by more than rounding.
pub(super) fn is_high(z: f64) -> bool {
    z > 1e-12
}

impl Centred {
    /// # Errors
    /// [`Reason::MissingValue`] if a value is no number or there is not one for each of the `areas`,
    /// [`Reason::NTooSmall`] if there are fewer than `least`, [`Reason::ZeroVariance`] if they are equal.
    pub fn new(values: &[f64], areas: usize, least: usize) -> Result<Self, Reason> {
        let usable = |value: &f64| value.is_finite() && value.abs() <= LARGEST;
        if values.len() != areas || !values.iter().all(usable) {
            return Err(Reason::MissingValue);
        }
        if values.len() < least.max(1) {
            return Err(Reason::NTooSmall);
        }
        let n = values.len() as f64;
        let first = values.iter().sum::<f64>() / n;
        // On a large offset the first mean is off in its last digits; distances from it are small.
        let mean = first + values.iter().map(|value| value - first).sum::<f64>() / n;
        let largest = |values: &[f64]| values.iter().fold(0.0, |most, v| f64::max(most, v.abs()));
        let mut z: Vec<f64> = values.iter().map(|value| value - mean).collect();
        let unit = largest(&z);
        if unit > 0.0 {
            z.iter_mut().for_each(|z| *z /= unit);
        }
        let squares: f64 = z.iter().map(|z| z * z).sum();
        let deviation = unit * (squares / n).sqrt();
        if deviation <= 1e-15 * largest(values).max(1.0) {
            return Err(Reason::ZeroVariance);
        }
        Ok(Self {
            z,
            mean,
            unit,
            squares,
        })
    }

    /// n.
    pub fn count(&self) -> f64 {
        self.z.len() as f64
    }

    /// Σ z^power / n for the fourth power, divided by the square of the second: the kurtosis.
    pub fn kurtosis(&self) -> f64 {
        let fourth: f64 = self.z.iter().map(|z| z * z * z * z).sum();
        fourth * self.count() / (self.squares * self.squares)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_times_a_tenth_is_constant() {
        let refused = |values: &[f64]| Centred::new(values, values.len(), 1).unwrap_err();
        assert_eq!(refused(&[0.1, 0.1, 0.1]), Reason::ZeroVariance);
        assert_eq!(refused(&[]), Reason::NTooSmall);
        assert_eq!(refused(&[1.0, f64::NAN]), Reason::MissingValue);
        assert_eq!(refused(&[1.0, 1e101]), Reason::MissingValue);
        assert_eq!(Centred::new(&[1.0], 2, 1), Err(Reason::MissingValue));
    }

    #[test]
    fn huge_values_do_not_overflow() {
        let centred = Centred::new(&[-1e100, 1e100, 0.0], 3, 3).unwrap();
        assert_eq!(centred.z, [-1.0, 1.0, 0.0]);
        assert_eq!(centred.kurtosis(), 1.5);
    }
}
