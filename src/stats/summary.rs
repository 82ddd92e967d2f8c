//! What a set of numbers looks like: extremes, middle, spread.

use super::{Reason, Sorted, quantile};

/// Extremes, middle and spread, all in the units of the values.
///
/// Sums run over sorted, centred values, so the result does not depend on the order of the input
/// and a large common offset costs no digits.
///
/// # References
/// Chan, T. F., Golub, G. H. and LeVeque, R. J. (1983): Algorithms for computing the sample
/// variance. The American Statistician 37, 242–247 (two-pass algorithm).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// How many values.
    pub n: usize,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// The quantile of type 7 at one half.
    pub median: f64,
    /// The arithmetic mean.
    pub mean: f64,
    /// Σ (x − mean)².
    pub sum_of_squares: f64,
}

impl Summary {
    /// Summarises `sorted`.
    ///
    /// ```
    /// # use teilraum::stats::{Sorted, Summary};
    /// let summary = Summary::of(&Sorted::new(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])?);
    /// assert_eq!((summary.mean, summary.sd_0(), summary.median), (5.0, 2.0, 4.5));
    /// # Ok::<(), teilraum::stats::Reason>(())
    /// ```
    #[must_use]
    pub fn of(sorted: &Sorted) -> Self {
        let values = sorted.as_slice();
        let n = values.len();
        let offset = sorted.min();
        let mean = offset + values.iter().map(|value| value - offset).sum::<f64>() / n as f64;
        let square = |value: &f64| (value - mean) * (value - mean);
        Self {
            n,
            min: sorted.min(),
            max: sorted.max(),
            median: quantile(sorted, 1, 2),
            mean,
            sum_of_squares: values.iter().map(square).sum(),
        }
    }

    /// The standard deviation of a full count: divided by n.
    #[must_use]
    pub fn sd_0(&self) -> f64 {
        (self.sum_of_squares / self.n as f64).sqrt()
    }

    /// The standard deviation estimated from a sample: divided by n − 1.
    ///
    /// # Errors
    /// [`Reason::NTooSmall`] below two values.
    pub fn sd_1(&self) -> Result<f64, Reason> {
        if self.n < 2 {
            return Err(Reason::NTooSmall);
        }
        Ok((self.sum_of_squares / (self.n as f64 - 1.0)).sqrt())
    }

    /// Whether the values do not vary, up to the last bits: three times 0.1 has a tiny deviation.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        let largest = self.min.abs().max(self.max.abs());
        self.sd_0() <= 1e-15 * largest.max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(values: &[f64]) -> Summary {
        Summary::of(&Sorted::new(values).unwrap())
    }

    #[test]
    fn one_value_has_no_sample_deviation() {
        let summary = of(&[3.5]);
        assert_eq!(summary.sd_1(), Err(Reason::NTooSmall));
        assert_eq!(
            (summary.sd_0(), summary.median, summary.mean),
            (0.0, 3.5, 3.5)
        );
    }

    #[test]
    fn a_tiny_rounding_error_is_no_variation() {
        assert!(of(&[0.1, 0.1, 0.1]).is_constant());
        assert!(!of(&[0.1, 0.1, 0.2]).is_constant());
    }

    #[test]
    fn a_large_offset_costs_no_digits() {
        let near = of(&[0.0, 1.0, 2.0]);
        let far = of(&[1e9, 1e9 + 1.0, 1e9 + 2.0]);
        assert_eq!(near.sd_0(), far.sd_0());
    }

    proptest! {
        #[test]
        fn order_does_not_matter(values in prop::collection::vec(-1e6..1e6, 1..40)) {
            let mut turned = values.clone();
            turned.reverse();
            prop_assert_eq!(of(&values), of(&turned));
        }

        #[test]
        fn mean_and_median_lie_inside(values in prop::collection::vec(-1e6..1e6, 1..40)) {
            let summary = of(&values);
            let slack = 1e-9;
            prop_assert!(summary.min - slack <= summary.mean && summary.mean <= summary.max + slack);
            prop_assert!(summary.min <= summary.median && summary.median <= summary.max);
        }
    }
}
