//! The funnel of shares.

use super::{Position, TAILS};
use crate::stats::distribution::normal_quantile;
use crate::stats::interval::Interval;
use crate::stats::{Reason, checked};

/// The funnel around the share of all areas together.
///
/// # Method
/// `funnel.proportion` · funnel plot · Trichterdiagramm
///
/// Kleine Gebiete streuen stärker um den gemeinsamen Anteil als große. Der Trichter zeigt, wie weit
/// sie allein durch Zufall streuen; nur was außerhalb liegt, verlangt nach einer Erklärung.
///
/// ```text
/// p̄ = Σx/Σn, Grenzen bei der Größe N: p̄ ∓ z·√(p̄(1 − p̄)/N), innerhalb von 0 und 1
/// ```
///
/// The limit is the share whose Wilson interval ends at the baseline, so that the funnel agrees
/// with the intervals of the areas; the longer form in which packages write it is the same number.
///
/// # Units
/// Counts go in; baseline and limits are shares from 0 to 1. The inner funnel holds 95 %, the
/// outer 99.8 %.
///
/// # Errors
/// [`Reason::MissingValue`] if one is no number or the lengths differ,
/// [`Reason::NegativeValue`], [`Reason::ZeroDenominator`] if the areas hold nothing, or the one
/// asked for, [`Reason::NumeratorOutOfRange`] if the areas together have more cases than they hold.
///
/// # References
/// Spiegelhalter, D. J. (2005): Funnel plots for comparing institutional performance. Statistics
/// in Medicine 24, 1185–1202.
///
/// ```
/// use teilraum::stats::funnel::{Position, ProportionFunnel};
/// let funnel = ProportionFunnel::new(&[30.0, 70.0], &[100.0, 100.0])?;
/// assert_eq!(funnel.baseline(), 0.5);
/// // 0.3 is 4 standard errors, √(0.25/100), below a half.
/// assert_eq!(funnel.position(30.0, 100.0)?, Position::Low3);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProportionFunnel {
    baseline: f64,
    /// How many standard errors from the baseline the inner and the outer funnel lie.
    z: [f64; 2],
}

impl ProportionFunnel {
    /// The funnel of areas with `x` cases among `n`.
    ///
    /// # Errors
    /// See the type.
    pub fn new(x: &[f64], n: &[f64]) -> Result<Self, Reason> {
        checked::same_length(x, n)?;
        checked::amounts(x)?;
        checked::amounts(n)?;
        let (cases, all) = (x.iter().sum::<f64>(), n.iter().sum::<f64>());
        if all <= 0.0 {
            return Err(Reason::ZeroDenominator);
        }
        if cases > all {
            return Err(Reason::NumeratorOutOfRange);
        }
        Ok(Self {
            baseline: cases / all,
            z: TAILS.map(|tail| normal_quantile(1.0 - tail)),
        })
    }

    /// The share of all areas together.
    #[must_use]
    pub fn baseline(&self) -> f64 {
        self.baseline
    }

    /// The inner and the outer funnel where an area holds `n`.
    ///
    /// # Errors
    /// See the type.
    pub fn limits(&self, n: f64) -> Result<[Interval; 2], Reason> {
        checked::amounts(&[n])?;
        if n <= 0.0 {
            return Err(Reason::ZeroDenominator);
        }
        Ok(self.z.map(|z| self.limit(n, z)))
    }

    /// Where an area with `x` cases among `n` lies, the outer funnel before the inner.
    ///
    /// # Errors
    /// See the type.
    pub fn position(&self, x: f64, n: f64) -> Result<Position, Reason> {
        checked::amounts(&[x])?;
        let [inner, outer] = self.limits(n)?;
        let share = x / n;
        Ok(if share < outer.lower {
            Position::Low3
        } else if share < inner.lower {
            Position::Low2
        } else if share > outer.upper {
            Position::High3
        } else if share > inner.upper {
            Position::High2
        } else {
            Position::Within
        })
    }

    fn limit(&self, n: f64, z: f64) -> Interval {
        let half = z * (self.baseline * (1.0 - self.baseline) / n).sqrt();
        Interval {
            lower: (self.baseline - half).max(0.0),
            upper: (self.baseline + half).min(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::interval::{Confidence, wilson};
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_is_refused() {
        let refused = |x: &[f64], n: &[f64]| ProportionFunnel::new(x, n).err();
        assert_eq!(refused(&[], &[]), Some(Reason::ZeroDenominator));
        assert_eq!(refused(&[1.0], &[0.0]), Some(Reason::ZeroDenominator));
        assert_eq!(refused(&[2.0], &[1.0]), Some(Reason::NumeratorOutOfRange));
        assert_eq!(refused(&[-1.0], &[1.0]), Some(Reason::NegativeValue));
        assert_eq!(refused(&[1.0], &[]), Some(Reason::MissingValue));
        let funnel = ProportionFunnel::new(&[1.0], &[2.0]).unwrap();
        assert_eq!(funnel.position(0.0, 0.0), Err(Reason::ZeroDenominator));
    }

    #[test]
    fn without_any_case_the_funnel_is_a_line() {
        let funnel = ProportionFunnel::new(&[0.0], &[9.0]).unwrap();
        assert_eq!(funnel.limits(5.0), Ok([Interval::default(); 2]));
        assert_eq!(funnel.position(0.0, 5.0), Ok(Position::Within));
    }

    /// The formula as it is written.
    fn long(p: f64, n: f64, z: f64) -> (f64, f64) {
        let square = z * z;
        let a = p * (n / square + 1.0);
        let b = 1.0 / square + 1.0 / n;
        let inner = n * (p * (n / square + 2.0) - 1.0) + square * (p - 1.0);
        let root = (a * a - b * p * inner).max(0.0).sqrt();
        ((a - root) / b / n, (a + root) / b / n)
    }

    proptest! {
        #[test]
        fn the_short_form_agrees_with_the_long_one(p in 0.001..0.999, n in 1.0..1e5) {
            let funnel = ProportionFunnel::new(&[p], &[1.0])?;
            for (limits, z) in funnel.limits(n)?.into_iter().zip(funnel.z) {
                let (lower, upper) = long(p, n, z);
                prop_assert!((limits.lower - lower.max(0.0)).abs() < 1e-8);
                prop_assert!((limits.upper - upper.min(1.0)).abs() < 1e-8);
            }
        }

        #[test]
        fn an_area_is_outside_exactly_where_its_wilson_interval_misses_the_baseline(
            p in 0.01..0.99, n in 1u32..5000, part in 0.0..=1.0_f64,
        ) {
            let (n, funnel) = (f64::from(n), ProportionFunnel::new(&[p], &[1.0])?);
            let x = (n * part).round();
            let interval = wilson(x, n, Confidence::new(0.95)?)?.interval;
            let outside = interval.lower > p || interval.upper < p;
            prop_assert_eq!(outside, funnel.position(x, n)? != Position::Within);
        }
    }
}
