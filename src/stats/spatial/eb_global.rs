//! Empirical Bayes smoothing towards the mean of all areas.

use super::eb::{Prior, counted};
use crate::stats::Reason;

/// Rates drawn towards the mean of all areas, the more the smaller the population.
///
/// # Method
/// `smooth.eb_global` · empirical Bayes smoothing · Empirische-Bayes-Glättung
///
/// In kleinen Gebieten schwankt eine Quote schon durch den Zufall weniger Fälle. Die Glättung zieht
/// jede Quote zum Gesamtmittel, umso stärker, je weniger Menschen hinter ihr stehen. Das Ergebnis
/// ist geschätzt, nicht gezählt, und eine Karte davon muss „modelliert“ heißen.
///
/// ```text
/// m = Σe/Σb,  r_i = e_i/b_i
/// A = max(0, Σ b_i(r_i − m)²/Σb − m/b̄)
/// θ_i = m + (r_i − m)·A/(A + m/b_i)
/// ```
///
/// Where packages disagree: a negative variance is cut off at zero and every rate is then the mean
/// (as in spdep; esda would extrapolate, even to negative rates).
///
/// # Units
/// Events and population are counts; rates are events per head.
///
/// # Errors
/// An area with a missing count or without population has no rate and stays out of the sums.
/// [`Reason::ZeroDenominator`] if no area is left, [`Reason::NegativeValue`] for negative events,
/// [`Reason::MissingValue`] if the lists differ in length or hold what is no number.
///
/// # References
/// Marshall, R. J. (1991): Mapping disease and mortality rates using empirical Bayes estimators.
/// Applied Statistics 40, 283–294.
///
/// ```
/// use teilraum::stats::spatial::eb_global;
/// let found = eb_global(&[Some(10.0), Some(30.0), None], &[Some(100.0), Some(100.0), Some(9.0)])?;
/// assert_eq!(found.mean, 0.2); // 40/200
/// assert!((found.variance - 0.008).abs() < 1e-15); // 0.1² − 0.2/100
/// assert!((found.rates[0].expect("counted") - 0.12).abs() < 1e-15); // 0.2 − 0.1·0.008/0.01
/// assert_eq!(found.rates[2], None);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn eb_global(events: &[Option<f64>], population: &[Option<f64>]) -> Result<Smoothed, Reason> {
    let areas = counted(events, population)?;
    let prior = Prior::of(areas.iter().copied().flatten()).ok_or(Reason::ZeroDenominator)?;
    Ok(Smoothed {
        rates: areas
            .iter()
            .map(|area| area.map(|area| prior.smooth(area)))
            .collect(),
        mean: prior.mean,
        variance: prior.variance(),
        raw_variance: prior.raw_variance,
    })
}

/// Smoothed rates, and what they were drawn towards.
#[derive(Clone, Debug, PartialEq)]
pub struct Smoothed {
    /// θ per area; `None` without a rate.
    pub rates: Vec<Option<f64>>,
    /// m.
    pub mean: f64,
    /// A.
    pub variance: f64,
    /// A before a negative one is cut off.
    pub raw_variance: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn without_variance_beyond_chance_every_rate_is_the_mean() {
        let found = eb_global(&some(&[5.0, 4.0, 6.0]), &some(&[500.0, 410.0, 590.0])).unwrap();
        assert!(found.raw_variance < 0.0);
        assert_eq!((found.variance, found.rates), (0.0, vec![Some(0.01); 3]));
        let nothing = eb_global(&some(&[0.0, 0.0]), &some(&[7.0, 9.0])).unwrap();
        assert_eq!(nothing.rates, [Some(0.0); 2]);
    }

    #[test]
    fn what_cannot_be_computed_has_a_reason() {
        let refused = |e: &[f64], b: &[f64]| eb_global(&some(e), &some(b)).unwrap_err();
        assert_eq!(refused(&[], &[]), Reason::ZeroDenominator);
        assert_eq!(refused(&[1.0], &[0.0]), Reason::ZeroDenominator);
        assert_eq!(refused(&[-1.0], &[9.0]), Reason::NegativeValue);
        assert_eq!(refused(&[1.0], &[]), Reason::MissingValue);
        assert_eq!(refused(&[f64::NAN], &[9.0]), Reason::MissingValue);
        assert_eq!(refused(&[1.0], &[f64::INFINITY]), Reason::MissingValue);
    }

    proptest! {
        #[test]
        fn smoothed_rates_lie_between_their_own_and_the_mean(
            areas in prop::collection::vec((0.0..90.0, 0.0..900.0), 1..20),
        ) {
            prop_assume!(areas.iter().any(|(_, population)| *population > 0.0));
            let (events, population): (Vec<f64>, Vec<f64>) = areas.iter().copied().unzip();
            let found = eb_global(&some(&events), &some(&population)).unwrap();
            for ((e, b), rate) in areas.iter().zip(&found.rates) {
                prop_assert_eq!(rate.is_some(), *b > 0.0);
                if let Some(rate) = rate {
                    let (low, high) = (f64::min(e / b, found.mean), f64::max(e / b, found.mean));
                    prop_assert!(low - 1e-9 * high <= *rate && *rate <= high * (1.0 + 1e-9));
                }
            }
        }
    }
}
