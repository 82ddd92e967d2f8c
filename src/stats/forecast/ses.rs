//! Simple exponential smoothing.

use super::Projection;
use super::projection::{check, check_series};
use crate::stats::Reason;
use crate::stats::checked::finite;

/// A smoothed level, carried on.
#[derive(Clone, Debug, PartialEq)]
pub struct Ses {
    /// The level at the end of the series.
    pub level: f64,
    /// The periods to come.
    pub projection: Projection,
    /// Sum of squared errors, each value foretold by those before it.
    pub sse: f64,
}

/// Carries on a level in which newer values count more, with a growing interval.
///
/// # Method
/// `forecast.ses` · simple exponential smoothing · einfache exponentielle Glättung
///
/// Schreibt das zuletzt erreichte Niveau fort; neuere Jahre zählen dabei mehr als ältere. Einen Trend setzt die
/// Rechnung nicht fort. Der Bereich zeigt, wie weit sie bisher danebenlag, und wird mit jedem Jahr breiter.
///
/// ```text
/// l₁ = y₁,  l_t = l_{t−1} + α·e_t,  e_t = y_t − l_{t−1}
/// σ² = SSE/(n − 1),  Var_h = σ²·(1 + (h − 1)·α²)
/// ```
///
/// # Units
/// Values evenly spaced in time, in any unit; `confidence` is a share such as 0.95. Where packages
/// disagree: the start is the first value, and the squared errors are divided by n − 1.
///
/// # Errors
/// [`Reason::MissingValue`] with a gap (never filled here), [`Reason::NTooSmall`] without values
/// (with only one there is a projection without limits), [`Reason::Infeasible`] if `alpha` is not a
/// share, `confidence` not between 0 and 1, or `periods` above ten thousand.
///
/// # References
/// Hyndman, R. J., Koehler, A. B., Ord, J. K. and Snyder, R. D. (2008): Forecasting with exponential
/// smoothing. Berlin: Springer.
///
/// ```
/// # use teilraum::stats::forecast::ses;
/// // From 4 half way to 8, half way to 2: errors 4 and −4.
/// let smooth = ses(&[4.0, 8.0, 2.0], 0.5, 2, 0.95)?;
/// assert_eq!((smooth.level, smooth.sse, smooth.projection.mean), (4.0, 32.0, vec![4.0, 4.0]));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn ses(values: &[f64], alpha: f64, periods: usize, confidence: f64) -> Result<Ses, Reason> {
    check(&[alpha], periods, confidence)?;
    check_series(values, 1)?;
    let mut values_left = values.iter();
    let mut level = values_left.next().copied().ok_or(Reason::NTooSmall)?;
    let mut sse = 0.0;
    for value in values_left {
        let error = value - level;
        sse += error * error;
        level += alpha * error;
    }
    let deviations = match values.len() - 1 {
        0 => Err(Reason::NTooSmall),
        errors => Ok(deviations(sse / errors as f64, alpha, periods)),
    };
    Ok(Ses {
        level,
        projection: Projection::around(vec![level; periods], deviations, confidence)?,
        sse: finite(sse)?,
    })
}

fn deviations(variance: f64, alpha: f64, periods: usize) -> Vec<f64> {
    let after = |steps: usize| (variance * (1.0 + steps as f64 * alpha * alpha)).sqrt();
    (0..periods).map(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_value_goes_on_without_limits() {
        let smooth = ses(&[5.0], 0.3, 2, 0.9).unwrap();
        assert_eq!((smooth.level, smooth.sse), (5.0, 0.0));
        assert_eq!(smooth.projection.limits, Err(Reason::NTooSmall));
    }

    #[test]
    fn gaps_and_senseless_questions_are_refused() {
        assert_eq!(
            ses(&[1.0, f64::NAN], 0.5, 1, 0.9),
            Err(Reason::MissingValue)
        );
        assert_eq!(ses(&[], 0.5, 1, 0.9), Err(Reason::NTooSmall));
        for (alpha, periods, level) in [
            (1.1, 1, 0.9),
            (f64::NAN, 1, 0.9),
            (0.5, usize::MAX, 0.9),
            (0.5, 1, 1.0),
        ] {
            assert_eq!(
                ses(&[1.0, 2.0], alpha, periods, level),
                Err(Reason::Infeasible)
            );
        }
        assert_eq!(
            ses(&[1.0, 2.0], 0.5, 0, 0.9).unwrap().projection.mean,
            Vec::<f64>::new()
        );
    }

    #[test]
    fn nothing_is_learned_at_zero_and_everything_forgotten_at_one() {
        assert_eq!(ses(&[3.0, 9.0, 5.0], 0.0, 1, 0.9).unwrap().level, 3.0);
        assert_eq!(ses(&[3.0, 9.0, 5.0], 1.0, 1, 0.9).unwrap().level, 5.0);
    }

    proptest! {
        #[test]
        fn the_level_is_the_weighted_mean_of_all_values(
            values in prop::collection::vec(-1e3..1e3_f64, 2..30), alpha in 0.0..1.0_f64,
        ) {
            // Twin: Σ α(1 − α)^age · y, the first value takes the rest.
            let mut weight = 1.0;
            let mut mean = 0.0;
            for value in values[1..].iter().rev() {
                mean += weight * alpha * value;
                weight *= 1.0 - alpha;
            }
            mean += weight * values[0];
            let smooth = ses(&values, alpha, 3, 0.9).unwrap();
            prop_assert!((smooth.level - mean).abs() < 1e-9);
            let limits = smooth.projection.limits.unwrap();
            prop_assert!(limits.is_sorted_by(|one, next| one.1 <= next.1 && one.0 >= next.0));
        }
    }
}
