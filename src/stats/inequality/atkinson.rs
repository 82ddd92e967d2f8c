//! The Atkinson measure.

use crate::stats::Reason;
use crate::stats::checked::{finite, numbers};

/// The share of the total that could be given up if the rest were spread evenly.
///
/// Powers are taken relative to the value that weighs most and averaged as differences from 1, so
/// that neither a strong aversion nor one close to 1 costs digits.
///
/// # Method
/// `inequality.atkinson` · Atkinson measure · Atkinson-Maß
///
/// Sagt, auf welchen Anteil des Ganzen man verzichten könnte, ohne schlechter dazustehen, wenn der Rest
/// gleich verteilt wäre. Das ε ist ein Werturteil: Je größer, desto mehr zählt, wer wenig hat.
///
/// ```text
/// A = 1 − [mittel(x^(1−ε))]^(1/(1−ε)) / μ
/// ε = 1: A = 1 − geometrisches Mittel / μ
/// ```
///
/// # Units
/// Amounts above zero in any unit; ε has none and is at least 0 (then the result is 0).
///
/// # Errors
/// [`Reason::NonPositiveValue`] with a zero or less (for every ε, also where a limit exists),
/// [`Reason::MissingValue`] if a number is none, [`Reason::NTooSmall`] without values,
/// [`Reason::Infeasible`] if ε is negative or no number.
///
/// # References
/// Atkinson, A. B. (1970): On the measurement of inequality. Journal of Economic Theory 2, 244–263.
///
/// ```
/// # use teilraum::stats::inequality::atkinson;
/// // Geometric mean of 1 and 4 is 2, arithmetic mean 2.5: 1 − 2/2.5.
/// assert!((atkinson(&[1.0, 4.0], 1.0)? - 0.2).abs() < 1e-15);
/// // ε = 2: harmonic mean 1.6, 1 − 1.6/2.5.
/// assert!((atkinson(&[1.0, 4.0], 2.0)? - 0.36).abs() < 1e-15);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn atkinson(values: &[f64], epsilon: f64) -> Result<f64, Reason> {
    if values.iter().any(|&value| value <= 0.0) {
        return Err(Reason::NonPositiveValue);
    }
    numbers(values)?;
    if !(epsilon.is_finite() && epsilon >= 0.0) {
        return Err(Reason::Infeasible);
    }
    if values.is_empty() {
        return Err(Reason::NTooSmall);
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    finite(1.0 - even_share(values, epsilon) / mean)
}

/// What everybody would have in an even spread of equal worth.
fn even_share(values: &[f64], epsilon: f64) -> f64 {
    let n = values.len() as f64;
    if epsilon == 1.0 {
        let logs = values.iter().map(|&value| libm::log(value));
        return libm::exp(logs.sum::<f64>() / n);
    }
    let power = 1.0 - epsilon;
    let heaviest = if power > 0.0 {
        values.iter().copied().fold(0.0, f64::max)
    } else {
        values.iter().copied().fold(f64::INFINITY, f64::min)
    };
    let less = values
        .iter()
        .map(|&value| libm::expm1(power * libm::log(value / heaviest)));
    heaviest * libm::exp(libm::log1p(less.sum::<f64>() / n) / power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As defined.
    fn slow(values: &[f64], epsilon: f64) -> f64 {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let powers = values.iter().map(|&x| libm::pow(x, 1.0 - epsilon));
        1.0 - libm::pow(powers.sum::<f64>() / n, 1.0 / (1.0 - epsilon)) / mean
    }

    #[test]
    fn what_has_no_measure_is_refused() {
        assert_eq!(atkinson(&[0.0, 1.0], 0.5), Err(Reason::NonPositiveValue));
        assert_eq!(atkinson(&[1.0, f64::NAN], 0.5), Err(Reason::MissingValue));
        assert_eq!(atkinson(&[1.0], -0.5), Err(Reason::Infeasible));
        assert_eq!(atkinson(&[1.0], f64::INFINITY), Err(Reason::Infeasible));
        assert_eq!(atkinson(&[], 0.5), Err(Reason::NTooSmall));
    }

    #[test]
    fn extreme_aversions_stay_finite() {
        let values = [1.0, 10.0];
        // Only the one with least counts: 1 − 1/5.5.
        assert!((atkinson(&values, 1e6).unwrap() - (1.0 - 1.0 / 5.5)).abs() < 1e-5);
        let (near, at) = (atkinson(&values, 1.0 + 1e-12), atkinson(&values, 1.0));
        assert!((near.unwrap() - at.unwrap()).abs() < 1e-10);
        assert_eq!(atkinson(&values, 0.0), Ok(0.0));
    }

    proptest! {
        #[test]
        fn the_stable_form_equals_the_definition(
            values in prop::collection::vec(0.1..1e3, 1..20), epsilon in 0.0..3.0_f64, factor in 1e-3..1e3_f64,
        ) {
            prop_assume!((epsilon - 1.0).abs() > 1e-3);
            let measure = atkinson(&values, epsilon).unwrap();
            prop_assert!((measure - slow(&values, epsilon)).abs() < 1e-9);
            prop_assert!((-1e-12..1.0).contains(&measure));
            let scaled: Vec<f64> = values.iter().rev().map(|x| x * factor).collect();
            prop_assert!((atkinson(&scaled, epsilon).unwrap() - measure).abs() < 1e-10);
        }
    }
}
