//! The interval of a share.

use super::{Confidence, Estimate, Interval};
use crate::stats::{Reason, checked};

/// The share of `x` among `n`, with the limits of Wilson's score interval.
///
/// # Method
/// `ci.wilson` · Wilson score interval · Wilson-Intervall
///
/// Zeigt, in welchem Bereich der Anteil liegen kann, wenn der Zufall mitspielt: je weniger
/// Personen, desto breiter. Fehler der Erhebung deckt das Intervall nicht ab.
///
/// ```text
/// [2x + z² ∓ z·√(z² + 4x(1 − x/n))] / [2(n + z²)]
/// ```
///
/// # Units
/// `x` and `n` in persons or other cases; value and limits as shares from 0 to 1. No case gives
/// the lower limit 0, all cases give the upper limit 1, exactly.
///
/// # Errors
/// [`Reason::MissingValue`] if one is no number, [`Reason::ZeroDenominator`] if `n` is not
/// positive, [`Reason::NumeratorOutOfRange`] if `x` is negative or exceeds `n`.
///
/// # References
/// Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference.
/// Journal of the American Statistical Association 22, 209–212.
///
/// ```
/// use teilraum::stats::interval::{Confidence, wilson};
/// // 2 of 4 are a half, and both limits are equally far from it.
/// let share = wilson(2.0, 4.0, Confidence::new(0.95)?)?;
/// assert_eq!(share.value, 0.5);
/// assert!((share.interval.lower + share.interval.upper - 1.0).abs() < 1e-15);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn wilson(x: f64, n: f64, confidence: Confidence) -> Result<Estimate, Reason> {
    let (x, n) = (checked::number(x)?, checked::number(n)?);
    if n <= 0.0 {
        return Err(Reason::ZeroDenominator);
    }
    if !(0.0..=n).contains(&x) {
        return Err(Reason::NumeratorOutOfRange);
    }
    let (value, z) = (x / n, confidence.z());
    let center = 2.0 * x + z * z;
    let half = z * (z * z + 4.0 * x * (1.0 - value)).sqrt();
    let double = 2.0 * (n + z * z);
    // At the ends the formula gives 0 and 1 up to rounding only.
    let lower = if x == 0.0 {
        0.0
    } else {
        (center - half) / double
    };
    let upper = if x == n {
        1.0
    } else {
        (center + half) / double
    };
    let interval = Interval {
        lower: lower.clamp(0.0, value),
        upper: upper.clamp(value, 1.0),
    };
    Ok(Estimate { value, interval })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(level: f64) -> Confidence {
        Confidence::new(level).unwrap()
    }

    #[test]
    fn none_and_all_have_an_exact_limit() {
        assert_eq!(wilson(0.0, 7.0, at(0.95)).unwrap().interval.lower, 0.0);
        assert_eq!(wilson(7.0, 7.0, at(0.95)).unwrap().interval.upper, 1.0);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let level = at(0.95);
        assert_eq!(wilson(1.0, 0.0, level), Err(Reason::ZeroDenominator));
        assert_eq!(wilson(2.0, 1.0, level), Err(Reason::NumeratorOutOfRange));
        assert_eq!(wilson(-1.0, 1.0, level), Err(Reason::NumeratorOutOfRange));
        assert_eq!(wilson(f64::NAN, 1.0, level), Err(Reason::MissingValue));
        assert_eq!(wilson(1.0, f64::INFINITY, level), Err(Reason::MissingValue));
    }

    proptest! {
        #[test]
        fn each_limit_is_a_share_that_lies_z_errors_from_the_value(
            n in 1u32..100_000, part in 0.0..=1.0_f64, level in 0.5..0.999,
        ) {
            let (n, level) = (f64::from(n), at(level));
            let x = (n * part).round();
            let share = wilson(x, n, level).unwrap();
            for limit in [share.interval.lower, share.interval.upper] {
                // At 0 and 1 the error of the limit is zero, as the limit itself was set there.
                if limit > 0.0 && limit < 1.0 {
                    let error = (limit * (1.0 - limit) / n).sqrt();
                    let z = (share.value - limit).abs() / error;
                    prop_assert!((z - level.z()).abs() < 1e-6, "{z}");
                }
            }
        }

        #[test]
        fn the_rest_has_the_mirrored_interval(n in 1u32..1000, part in 0.0..=1.0_f64) {
            let n = f64::from(n);
            let x = (n * part).round();
            let share = wilson(x, n, at(0.95)).unwrap().interval;
            let rest = wilson(n - x, n, at(0.95)).unwrap().interval;
            prop_assert!((share.lower + rest.upper - 1.0).abs() < 1e-12);
        }
    }
}
