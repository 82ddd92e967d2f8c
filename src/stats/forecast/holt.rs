//! Exponential smoothing with a trend.

use super::Projection;
use super::projection::{check, check_series};
use crate::stats::Reason;
use crate::stats::checked::finite;

/// A smoothed level and trend, carried on.
#[derive(Clone, Debug, PartialEq)]
pub struct Holt {
    /// The level at the end of the series.
    pub level: f64,
    /// The change per period at the end of the series.
    pub trend: f64,
    /// The periods to come.
    pub projection: Projection,
    /// Sum of squared errors, each value foretold by those before it.
    pub sse: f64,
}

/// Carries on a level and a trend in which newer values count more, with a growing interval.
///
/// # Method
/// `forecast.holt` · Holt's linear trend method · Holt-Verfahren
///
/// Schreibt Niveau und Trend fort; neuere Jahre zählen mehr als ältere. Der Trend läuft dabei ungebremst weiter, deshalb
/// taugt das Ergebnis nur für wenige Jahre; der Bereich wird entsprechend schnell breiter.
///
/// ```text
/// l₁ = y₁,  b₁ = y₂ − y₁
/// l_t = α·y_t + (1 − α)(l_{t−1} + b_{t−1}),  b_t = β(l_t − l_{t−1}) + (1 − β)·b_{t−1}
/// σ² = SSE/(n − 2),  Var_h = σ²·(1 + Σ_{j<h} α²(1 + j·β)²)
/// ```
///
/// # Units
/// Values evenly spaced in time, in any unit; `confidence` is a share such as 0.95. Where packages
/// disagree: β weighs the change of the level (others call αβ so), the start is the first value,
/// and the squared errors are divided by n − 2.
///
/// # Errors
/// [`Reason::MissingValue`] with a gap (never filled here), [`Reason::NTooSmall`] below two values
/// (with two there is a projection without limits), [`Reason::Infeasible`] if `alpha` or `beta` is
/// not a share, `confidence` not between 0 and 1, or `periods` above ten thousand.
///
/// # References
/// Hyndman, R. J., Koehler, A. B., Ord, J. K. and Snyder, R. D. (2008): Forecasting with exponential
/// smoothing. Berlin: Springer.
///
/// ```
/// # use teilraum::stats::forecast::holt;
/// // 5 was expected after 1 and 3, 9 came: the level goes half way, the trend a quarter of 2.
/// let smooth = holt(&[1.0, 3.0, 9.0], (0.5, 0.25), 2, 0.95)?;
/// assert_eq!((smooth.level, smooth.trend, smooth.sse), (7.0, 2.5, 16.0));
/// assert_eq!(smooth.projection.mean, [9.5, 12.0]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn holt(
    values: &[f64],
    (alpha, beta): (f64, f64),
    periods: usize,
    confidence: f64,
) -> Result<Holt, Reason> {
    check(&[alpha, beta], periods, confidence)?;
    check_series(values, 2)?;
    let [first, second, ..] = *values else {
        return Err(Reason::NTooSmall);
    };
    let (mut level, mut trend, mut sse) = (first, second - first, 0.0);
    for value in values.iter().skip(1) {
        let expected = level + trend;
        sse += (value - expected) * (value - expected);
        let next = alpha * value + (1.0 - alpha) * expected;
        trend = beta * (next - level) + (1.0 - beta) * trend;
        level = next;
    }
    let mean = (1..=periods).map(|h| level + h as f64 * trend).collect();
    // The first error is zero by the choice of the start.
    let deviations = match values.len() - 2 {
        0 => Err(Reason::NTooSmall),
        errors => Ok(deviations(sse / errors as f64, (alpha, beta), periods)),
    };
    Ok(Holt {
        level: finite(level)?,
        trend: finite(trend)?,
        projection: Projection::around(mean, deviations, confidence)?,
        sse: finite(sse)?,
    })
}

fn deviations(variance: f64, (alpha, beta): (f64, f64), periods: usize) -> Vec<f64> {
    let mut growth = 1.0;
    let after = |h: usize| {
        let deviation = (variance * growth).sqrt();
        let weight = alpha * (1.0 + h as f64 * beta);
        growth += weight * weight;
        deviation
    };
    (1..=periods).map(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_values_go_on_without_limits() {
        let smooth = holt(&[5.0, 6.0], (0.5, 0.25), 2, 0.9).unwrap();
        assert_eq!(smooth.projection.mean, [7.0, 8.0]);
        assert_eq!(smooth.projection.limits, Err(Reason::NTooSmall));
        assert_eq!(holt(&[5.0], (0.5, 0.25), 2, 0.9), Err(Reason::NTooSmall));
    }

    #[test]
    fn gaps_and_senseless_questions_are_refused() {
        assert_eq!(
            holt(&[1.0, f64::NAN, 2.0], (0.5, 0.5), 1, 0.9),
            Err(Reason::MissingValue)
        );
        for (weights, periods, level) in [
            ((1.1, 0.0), 1, 0.9),
            ((0.0, -0.1), 1, 0.9),
            ((0.5, 0.5), usize::MAX, 0.9),
            ((0.5, 0.5), 1, 0.0),
        ] {
            assert_eq!(
                holt(&[1.0, 2.0], weights, periods, level),
                Err(Reason::Infeasible)
            );
        }
    }

    #[test]
    fn the_largest_values_do_not_overflow() {
        let steep = [-1e100, 1e100, -1e100, 1e100];
        assert!(holt(&steep, (1.0, 1.0), 10_000, 0.99).is_ok());
    }

    proptest! {
        #[test]
        fn a_straight_line_goes_on(
            start in -50_i32..50, slope in -9_i32..9, n in 3_u8..20, (alpha, beta) in (0.0..1.0_f64, 0.0..1.0_f64),
        ) {
            let at = |t: f64| f64::from(start) + f64::from(slope) * t;
            let values: Vec<f64> = (0..n).map(|t| at(f64::from(t))).collect();
            let mean = holt(&values, (alpha, beta), 2, 0.9).unwrap().projection.mean;
            prop_assert!((mean[1] - at(f64::from(n) + 1.0)).abs() < 1e-9);
        }

        #[test]
        fn without_a_trend_it_is_simple_smoothing(
            values in prop::collection::vec(-1e3..1e3_f64, 2..20), alpha in 0.0..1.0_f64,
        ) {
            // Two equal values at the start and no weight on changes keep the trend at zero.
            let values = [&values[..1], &values[..]].concat();
            let (one, other) = (holt(&values, (alpha, 0.0), 3, 0.9), super::super::ses(&values, alpha, 3, 0.9));
            let (one, other) = (one.unwrap(), other.unwrap());
            prop_assert!((one.level - other.level).abs() < 1e-9 && one.trend == 0.0);
            prop_assert!((one.sse - other.sse).abs() <= 1e-9 * other.sse);
        }

        #[test]
        fn the_variance_grows_as_defined(
            (alpha, beta) in (0.0..1.0_f64, 0.0..1.0_f64), periods in 1_usize..20,
        ) {
            let sum = |h: usize| (1..h).map(|j| alpha * alpha * (1.0 + j as f64 * beta) * (1.0 + j as f64 * beta)).sum::<f64>();
            let found = deviations(4.0, (alpha, beta), periods);
            prop_assert!((found[periods - 1] - 2.0 * (1.0 + sum(periods)).sqrt()).abs() < 1e-12);
        }
    }
}
