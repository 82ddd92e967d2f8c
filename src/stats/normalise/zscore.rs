//! Values in standard deviations from their mean.

use super::{Direction, each, known};
use crate::stats::{Reason, Summary};

/// Which standard deviation is meant; the two differ by √((n − 1)/n).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Divisor {
    /// That of a full count, divided by n.
    #[default]
    Count,
    /// That estimated from a sample, divided by n − 1.
    CountLessOne,
}

/// How many standard deviations each value lies above the mean, or below it for [`Direction::Down`].
///
/// # Method
/// `normalise.zscore` · z-score · z-Transformation
///
/// Der z-Wert sagt, um wie viele Standardabweichungen ein Gebiet über oder unter dem Durchschnitt
/// aller Gebiete liegt; alle Gebiete zählen gleich viel, ob groß oder klein. Ob ein hoher Wert gut
/// oder schlecht ist, sagt er nicht.
///
/// ```text
/// z = (x − x̄) / sd,   sd = √(Σ (x − x̄)² / n)   oder mit n − 1 statt n
/// ```
///
/// # Units
/// Values in any unit; out come standard deviations, without a unit. Unweighted: every area counts
/// once.
///
/// # Errors
/// [`Reason::ZeroVariance`] if fewer than two values are known or they do not vary,
/// [`Reason::MissingValue`] if one is no number. Missing values stay missing.
///
/// # References
/// OECD and JRC (2008): Handbook on Constructing Composite Indicators. Methodology and User Guide.
/// Paris, section 5.3.
///
/// ```
/// use teilraum::stats::normalise::{Direction, Divisor, zscore};
/// let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0].map(Some); // mean 5, deviation 2
/// let z = zscore(&values, Divisor::Count, Direction::Up)?;
/// assert_eq!((z[0], z[7]), (Some(-1.5), Some(2.0)));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn zscore(
    values: &[Option<f64>],
    divisor: Divisor,
    direction: Direction,
) -> Result<Vec<Option<f64>>, Reason> {
    let sorted = known(values)?.ok_or(Reason::ZeroVariance)?;
    let summary = Summary::of(&sorted);
    if summary.n < 2 || summary.is_constant() {
        return Err(Reason::ZeroVariance);
    }
    let deviation = match divisor {
        Divisor::Count => summary.sd_0(),
        Divisor::CountLessOne => summary.sd_1()?,
    };
    let sign = match direction {
        Direction::Up => 1.0,
        Direction::Down => -1.0,
    };
    Ok(each(values, |value| {
        (value - summary.mean) / deviation * sign
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn z(values: &[Option<f64>]) -> Result<Vec<Option<f64>>, Reason> {
        zscore(values, Divisor::Count, Direction::Up)
    }

    #[test]
    fn what_does_not_vary_has_no_z_score() {
        for values in [&[][..], &[None], &[Some(1.0)], &[Some(0.1); 3]] {
            assert_eq!(z(values), Err(Reason::ZeroVariance));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let values = [Some(1.0), Some(f64::INFINITY)];
        assert_eq!(z(&values), Err(Reason::MissingValue));
    }

    #[test]
    fn the_sample_deviation_of_one_and_three_is_the_root_of_two() {
        let values = [Some(1.0), None, Some(3.0)];
        let down = zscore(&values, Divisor::CountLessOne, Direction::Down).unwrap();
        assert_eq!(down[1], None);
        assert!((down[0].unwrap() - 0.5_f64.sqrt()).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn shift_and_scale_change_nothing(
            values in prop::collection::vec(prop::option::weighted(0.8, -1e3..1e3), 3..30),
            shift in -1e4..1e4,
            scale in 0.01..100.0,
        ) {
            let Ok(plain) = z(&values) else { return Ok(()) };
            let moved = z(&each(&values, |value| value * scale + shift)).unwrap();
            for (one, other) in plain.iter().zip(&moved) {
                prop_assert_eq!(one.is_some(), other.is_some());
                let apart = one.unwrap_or(0.0) - other.unwrap_or(0.0);
                prop_assert!(apart.abs() < 1e-6);
            }
        }

        #[test]
        fn z_scores_have_mean_zero_and_deviation_one(
            values in prop::collection::vec(-1e3..1e3, 2..30),
        ) {
            let Ok(scores) = z(&values.iter().copied().map(Some).collect::<Vec<_>>()) else {
                return Ok(());
            };
            let n = scores.len() as f64;
            let mean = scores.iter().flatten().sum::<f64>() / n;
            let square = scores.iter().flatten().map(|z| z * z).sum::<f64>() / n;
            prop_assert!(mean.abs() < 1e-6 && (square - 1.0).abs() < 1e-6);
        }
    }
}
