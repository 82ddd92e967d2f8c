//! How far projections were off, for one level of areas.

use crate::stats::checked::{finite, number, same_length};
use crate::stats::{Reason, Sorted, quantile};

/// How far projections were off, over the areas of one level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelError {
    /// How many areas have both numbers.
    pub n: usize,
    /// How many of them turned out zero; they cannot enter percentages of the outcome.
    pub zero_actual: usize,
    /// Mean absolute percent error, in %; [`Reason::ZeroDenominator`] if every outcome is zero.
    pub mape: Result<f64, Reason>,
    /// Mean percent error with its sign (bias), in %; like `mape`.
    pub malpe: Result<f64, Reason>,
    /// All absolute errors over all outcomes, in %; [`Reason::ZeroTotal`] if these sum to zero or
    /// less.
    pub wape: Result<f64, Reason>,
    /// Root mean squared error, in units of the values; [`Reason::NTooSmall`] without areas.
    pub rmse: Result<f64, Reason>,
    /// What chance alone brings about: the median of 1/√outcome, a share;
    /// [`Reason::NegativeValue`] if outcomes are no counts.
    pub chance: Result<f64, Reason>,
}

/// How far projections were off at one level of areas, beside what chance alone brings about.
///
/// # Method
/// `forecast.error_by_level` · projection error by level · Prognosefehler nach Ebene
///
/// Vergleicht frühere Vorausrechnungen mit dem, was eingetreten ist, getrennt nach Ebene: Je kleiner die Gebiete, desto
/// größer der Fehler. Unter etwa 100 Fällen ist er größtenteils Zufall; der Zufallswert daneben zeigt, wie viel.
///
/// ```text
/// MAPE = mittel |f − a|/a·100,  MALPE = mittel (f − a)/a·100
/// WAPE = Σ|f − a|/Σa·100,  RMSE = √mittel (f − a)²
/// Zufall: Median 1/√a
/// ```
///
/// # Units
/// `actual` and `forecast` per area, in the same unit (people); see the fields of [`LevelError`].
///
/// # Errors
/// Areas without both numbers are left out. [`Reason::MissingValue`] if a number is none or
/// lengths differ; single measures that cannot be computed have their own reason.
///
/// # References
/// Smith, S. K., Tayman, J. and Swanson, D. A. (2013): A practitioner's guide to state and local
/// population projections. Dordrecht: Springer.
///
/// ```
/// # use teilraum::stats::forecast::level_error;
/// let level = level_error(&[Some(100.0), Some(25.0), None], &[Some(110.0), Some(20.0), Some(9.0)])?;
/// // +10 % and −20 %; 15 of 125; the larger area varies by 10 %, the smaller by 20 %.
/// assert_eq!((level.mape?.round(), level.malpe?.round(), level.wape?.round()), (15.0, -5.0, 12.0));
/// assert!((level.chance? - 0.15).abs() < 1e-15);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn level_error(actual: &[Option<f64>], forecast: &[Option<f64>]) -> Result<LevelError, Reason> {
    same_length(actual, forecast)?;
    let both = actual.iter().zip(forecast);
    let pairs = both
        .filter_map(|(&actual, &forecast)| Some((actual?, forecast?)))
        .map(|(actual, forecast)| Ok((number(actual)?, number(forecast)?)))
        .collect::<Result<Vec<(f64, f64)>, Reason>>()?;
    let counted: Vec<(f64, f64)> = pairs.iter().copied().filter(|pair| pair.0 != 0.0).collect();
    let relative = || {
        counted
            .iter()
            .map(|(actual, forecast)| (forecast - actual) / actual)
    };
    let squares = pairs
        .iter()
        .map(|(actual, forecast)| (forecast - actual) * (forecast - actual));
    Ok(LevelError {
        n: pairs.len(),
        zero_actual: pairs.len() - counted.len(),
        mape: mean(relative().map(f64::abs), Reason::ZeroDenominator).and_then(percent),
        malpe: mean(relative(), Reason::ZeroDenominator).and_then(percent),
        wape: weighted(&pairs),
        rmse: mean(squares, Reason::NTooSmall).map(f64::sqrt),
        chance: chance(&counted),
    })
}

fn mean(values: impl ExactSizeIterator<Item = f64>, if_none: Reason) -> Result<f64, Reason> {
    let n = values.len();
    if n == 0 {
        return Err(if_none);
    }
    finite(values.sum::<f64>() / n as f64)
}

fn percent(share: f64) -> Result<f64, Reason> {
    finite(share * 100.0)
}

fn weighted(pairs: &[(f64, f64)]) -> Result<f64, Reason> {
    let total: f64 = pairs.iter().map(|(actual, _)| actual).sum();
    if total <= 0.0 {
        return Err(Reason::ZeroTotal);
    }
    let off: f64 = pairs
        .iter()
        .map(|(actual, forecast)| (forecast - actual).abs())
        .sum();
    percent(off / total)
}

/// Counts scatter by their square root.
fn chance(counted: &[(f64, f64)]) -> Result<f64, Reason> {
    if counted.is_empty() {
        return Err(Reason::ZeroDenominator);
    }
    if counted.iter().any(|&(actual, _)| actual < 0.0) {
        return Err(Reason::NegativeValue);
    }
    let shares: Vec<f64> = counted
        .iter()
        .map(|(actual, _)| 1.0 / actual.sqrt())
        .collect();
    Ok(quantile(&Sorted::new(&shares)?, 1, 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn every_measure_that_cannot_be_has_its_reason() {
        let none = level_error(&[], &[]).unwrap();
        assert_eq!((none.n, none.rmse), (0, Err(Reason::NTooSmall)));
        let zero = level_error(&known(&[0.0, 0.0]), &known(&[1.0, 2.0])).unwrap();
        assert_eq!((zero.n, zero.zero_actual), (2, 2));
        assert_eq!(
            (zero.mape, zero.malpe),
            (Err(Reason::ZeroDenominator), Err(Reason::ZeroDenominator))
        );
        assert_eq!(
            (zero.wape, zero.chance),
            (Err(Reason::ZeroTotal), Err(Reason::ZeroDenominator))
        );
        assert_eq!(zero.rmse, Ok(2.5_f64.sqrt()));
        let loss = level_error(&known(&[-4.0, 5.0]), &known(&[1.0, 2.0])).unwrap();
        assert_eq!(
            (loss.wape, loss.chance),
            (Ok(800.0), Err(Reason::NegativeValue))
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!(level_error(&known(&[1.0]), &[]), Err(Reason::MissingValue));
        assert_eq!(
            level_error(&known(&[f64::NAN]), &known(&[1.0])),
            Err(Reason::MissingValue)
        );
        let tiny = level_error(&known(&[1e-300]), &known(&[1e100])).unwrap();
        assert_eq!(tiny.mape, Err(Reason::Infeasible));
    }

    proptest! {
        #[test]
        fn order_and_unit_do_not_matter(
            pairs in prop::collection::vec((1.0..1e3_f64, 0.0..1e3_f64), 1..20), factor in 0.1..10.0_f64,
        ) {
            let (actual, forecast): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
            let level = level_error(&known(&actual), &known(&forecast)).unwrap();
            let turn = |values: &[f64]| known(&values.iter().rev().map(|x| x * factor).collect::<Vec<_>>());
            let turned = level_error(&turn(&actual), &turn(&forecast)).unwrap();
            prop_assert!((level.mape.unwrap() - turned.mape.unwrap()).abs() < 1e-6);
            prop_assert!((level.wape.unwrap() - turned.wape.unwrap()).abs() < 1e-6);
            prop_assert!((level.rmse.unwrap() * factor - turned.rmse.unwrap()).abs() < 1e-6);
            prop_assert!(level.malpe.unwrap().abs() <= level.mape.unwrap() + 1e-9);
        }
    }
}
