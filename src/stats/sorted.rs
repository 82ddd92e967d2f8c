//! Numbers checked and sorted once.

use super::Reason;
use super::ascending::{ascend, sort_units};

/// Finite numbers in ascending order, at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Sorted {
    values: Vec<f64>,
    min: f64,
    max: f64,
}

/// Beyond this, squares and sums of published values could overflow; no social figure comes near.
const LARGEST: f64 = 1e100;

impl Sorted {
    /// Checks and sorts `values`.
    ///
    /// # Errors
    /// [`Reason::NTooSmall`] if there is none, [`Reason::MissingValue`] if one is no number
    /// (or beyond ±10^100).
    pub fn new(values: &[f64]) -> Result<Self, Reason> {
        let usable = |value: &f64| value.is_finite() && value.abs() <= LARGEST;
        if !values.iter().all(usable) {
            return Err(Reason::MissingValue);
        }
        // Adding zero turns the negative zero into the ordinary one.
        let mut values: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
        ascend(&mut values);
        match (values.first().copied(), values.last().copied()) {
            (Some(min), Some(max)) => Ok(Self { values, min, max }),
            _ => Err(Reason::NTooSmall),
        }
    }

    /// Published values, in units of the last decimal.
    ///
    /// # Errors
    /// [`Reason::NTooSmall`] if there is none.
    pub fn of_units(units: &[i64]) -> Result<Self, Reason> {
        let mut units = units.to_vec();
        sort_units(&mut units);
        let values: Vec<f64> = units.iter().map(|&unit| unit as f64).collect();
        match (values.first().copied(), values.last().copied()) {
            (Some(min), Some(max)) => Ok(Self { values, min, max }),
            _ => Err(Reason::NTooSmall),
        }
    }

    /// The numbers, ascending.
    #[must_use]
    pub fn as_slice(&self) -> &[f64] {
        &self.values
    }

    /// How many there are, at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// The smallest.
    #[must_use]
    pub fn min(&self) -> f64 {
        self.min
    }

    /// The largest.
    #[must_use]
    pub fn max(&self) -> f64 {
        self.max
    }

    /// The distinct numbers, ascending, each with how often it occurs.
    ///
    /// ```
    /// # use teilraum::stats::Sorted;
    /// assert_eq!(Sorted::new(&[7.0, 2.0, 7.0])?.distinct(), [(2.0, 1), (7.0, 2)]);
    /// # Ok::<(), teilraum::stats::Reason>(())
    /// ```
    #[must_use]
    pub fn distinct(&self) -> Vec<(f64, u32)> {
        self.values
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((*same.first()?, same.len() as u32)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!(Sorted::new(&[]), Err(Reason::NTooSmall));
        assert_eq!(Sorted::new(&[1.0, f64::NAN]), Err(Reason::MissingValue));
        assert_eq!(Sorted::new(&[f64::INFINITY]), Err(Reason::MissingValue));
    }

    #[test]
    fn published_values_are_sorted_like_any_numbers() {
        let units: Vec<i64> = (0..900).map(|at| at * 7_919 % 1_009 - 500).collect();
        let floats: Vec<f64> = units.iter().map(|unit| *unit as f64).collect();
        assert_eq!(Sorted::of_units(&units), Sorted::new(&floats));
        assert_eq!(Sorted::of_units(&[]), Err(Reason::NTooSmall));
    }

    #[test]
    fn both_zeros_are_one_value() {
        let sorted = Sorted::new(&[0.0, -0.0, 1.0]).unwrap();
        assert_eq!(sorted.distinct(), [(0.0, 2), (1.0, 1)]);
    }
}
