//! Indicators on a common scale (`normalise.*`).
//!
//! [`zscore`] measures in standard deviations, [`minmax`] between two goalposts, [`percentile_rank`]
//! by position; [`winsorise`] pulls in what lies far out. Each takes the values of all areas, in
//! order, `None` where there is none, and gives as many back: what is missing stays missing.
//!
//! ```
//! use teilraum::stats::normalise::{Direction, Goalposts, minmax};
//! let scores = minmax(&[Some(2.0), None, Some(6.0)], Goalposts::default(), Direction::Up)?;
//! assert_eq!(scores, [Some(0.0), None, Some(1.0)]);
//! # Ok::<(), teilraum::stats::Reason>(())
//! ```

mod minmax;
mod percentile_rank;
mod winsorise;
mod zscore;

pub use minmax::{Goalposts, minmax};
pub use percentile_rank::{PercentileRank, percentile_rank};
pub use winsorise::{Winsorised, Winsorising, winsorise};
pub use zscore::{Divisor, zscore};

use super::{Reason, Sorted};

/// Whether a high value means a high score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// A high value means a high score.
    #[default]
    Up,
    /// A high value means a low score.
    Down,
}

/// The values there are, checked and sorted; `None` if all are missing.
///
/// # Errors
/// [`Reason::MissingValue`] if one is no number, or beyond ±10^100.
pub(crate) fn known(values: &[Option<f64>]) -> Result<Option<Sorted>, Reason> {
    let known: Vec<f64> = values.iter().copied().flatten().collect();
    match Sorted::new(&known) {
        Err(Reason::NTooSmall) => Ok(None),
        other => other.map(Some),
    }
}

/// Whether arithmetic can be done with `value`: a number within ±10^100, as [`Sorted`] demands.
pub(crate) fn usable(value: f64) -> bool {
    value.is_finite() && value.abs() <= 1e100
}

/// Each value changed, in the same order; what is missing stays missing.
pub(crate) fn each(values: &[Option<f64>], change: impl Fn(f64) -> f64) -> Vec<Option<f64>> {
    values.iter().map(|value| value.map(&change)).collect()
}

/// The quantile whose place among n sorted values, counted from zero, is `place`.
///
/// Between two neighbours the nearer one is the base, so that a place an ulp off a value gives that
/// value. A place before the first or behind the last is that of the first or last.
pub(crate) fn at_place(sorted: &Sorted, place: f64) -> f64 {
    let values = sorted.as_slice();
    let last = (values.len() - 1) as f64;
    let place = if place > 0.0 { place.min(last) } else { 0.0 };
    let below = place as usize;
    let (Some(&low), Some(&high)) = (values.get(below), values.get(below + 1)) else {
        return sorted.max();
    };
    let fraction = place - below as f64;
    let between = if fraction < 0.5 {
        low + (high - low) * fraction
    } else {
        high - (high - low) * (1.0 - fraction)
    };
    between.clamp(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::quantile;
    use proptest::prelude::*;

    #[test]
    fn a_place_outside_is_that_of_the_first_or_last() {
        let sorted = Sorted::new(&[1.0, 2.0]).unwrap();
        assert_eq!(at_place(&sorted, -0.5), 1.0);
        assert_eq!(at_place(&sorted, 7.0), 2.0);
        assert_eq!(at_place(&sorted, f64::NAN), 1.0);
    }

    #[test]
    fn no_values_are_no_error_but_no_numbers_are() {
        assert_eq!(known(&[None]), Ok(None));
        assert_eq!(known(&[Some(f64::NAN)]), Err(Reason::MissingValue));
    }

    proptest! {
        #[test]
        fn places_agree_with_quantiles_of_whole_fractions(
            values in prop::collection::vec(-1e6..1e6, 1..30),
            part in 0_u32..=20,
        ) {
            let sorted = Sorted::new(&values).unwrap();
            let place = (values.len() - 1) as f64 * (f64::from(part) / 20.0);
            let difference = at_place(&sorted, place) - quantile(&sorted, part, 20);
            prop_assert!(difference.abs() <= 1e-8);
        }
    }
}
