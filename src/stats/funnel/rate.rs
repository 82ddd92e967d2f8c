//! The funnel of rates.

use super::{Position, TAILS};
use crate::stats::distribution::gamma_quantile;
use crate::stats::interval::{Confidence, CountIntervals, CountMethod};
use crate::stats::{Reason, checked};

/// The funnel around the rate of all areas together.
///
/// # Method
/// `funnel.rate` · funnel plot (rates) · Trichterdiagramm (Raten)
///
/// Zeigt, wie weit Raten seltener Ereignisse durch Zufall um die gemeinsame Rate streuen. Je weniger
/// Ereignisse ein Gebiet hat, desto weiter ist der Trichter; ohne Ereignis hat er kein oberes Ende.
///
/// ```text
/// λ̄ = Σx/Σn, Grenzen bei x Ereignissen: x/(χ²(1 − q; 2x + 2)/2)·λ̄ und x/(χ²(q; 2x)/2)·λ̄
/// ```
///
/// Here the limits are exact; packages that search for them by halving are up to 0.005 % off where
/// there are only one or two events. Whether an area is outside is told by the interval of its own
/// count, exact below 10 events and Byar's from 10 on.
///
/// # Units
/// Events and population as counts; baseline and limits are rates per person. The inner funnel
/// holds 95 %, the outer 99.8 %. Each limit takes some microseconds: ask where the line is drawn,
/// not for every area.
///
/// # Errors
/// [`Reason::MissingValue`] if one is no number or the lengths differ,
/// [`Reason::NegativeValue`], [`Reason::ZeroDenominator`] if nobody lives in the areas, or in the
/// one asked for.
///
/// # References
/// Spiegelhalter, D. J. (2005): Funnel plots for comparing institutional performance. Statistics
/// in Medicine 24, 1185–1202.
///
/// ```
/// use teilraum::stats::funnel::{Position, RateFunnel};
/// let funnel = RateFunnel::new(&[2.0, 18.0], &[1000.0, 1000.0])?;
/// assert_eq!(funnel.baseline(), 0.01);
/// // 10 are expected; 2 have the upper limit 7.2 at 95 % and 11.2 at 99.8 %.
/// assert_eq!(funnel.position(2.0, 1000.0)?, Position::Low2);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RateFunnel {
    baseline: f64,
    inner: CountIntervals,
    outer: CountIntervals,
}

/// A funnel at some number of events, as rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimits {
    /// Below this a rate is low.
    pub lower: f64,
    /// Above this a rate is high; without events there is no upper end.
    pub upper: Option<f64>,
}

impl RateFunnel {
    /// The funnel of areas with `events` in their `population`.
    ///
    /// # Errors
    /// See the type.
    pub fn new(events: &[f64], population: &[f64]) -> Result<Self, Reason> {
        checked::same_length(events, population)?;
        checked::amounts(events)?;
        checked::amounts(population)?;
        let all: f64 = population.iter().sum();
        if all <= 0.0 {
            return Err(Reason::ZeroDenominator);
        }
        let [inner, outer] = TAILS.map(|tail| Confidence::new(1.0 - 2.0 * tail));
        Ok(Self {
            baseline: checked::finite(events.iter().sum::<f64>() / all)?,
            inner: CountIntervals::new(inner?, CountMethod::Auto),
            outer: CountIntervals::new(outer?, CountMethod::Auto),
        })
    }

    /// The rate of all areas together.
    #[must_use]
    pub fn baseline(&self) -> f64 {
        self.baseline
    }

    /// The inner and the outer funnel where an area has `events`.
    ///
    /// # Errors
    /// See the type.
    pub fn limits(&self, events: f64) -> Result<[RateLimits; 2], Reason> {
        checked::amounts(&[events])?;
        Ok(TAILS.map(|tail| {
            let lower = events / gamma_quantile(events + 1.0, 1.0 - tail) * self.baseline;
            let upper = events / gamma_quantile(events, tail) * self.baseline;
            RateLimits {
                lower,
                upper: upper.is_finite().then_some(upper),
            }
        }))
    }

    /// Where an area with `events` in its `population` lies, the outer funnel before the inner.
    ///
    /// # Errors
    /// See the type.
    pub fn position(&self, events: f64, population: f64) -> Result<Position, Reason> {
        checked::number(population)?;
        if population <= 0.0 {
            return Err(Reason::ZeroDenominator);
        }
        let (inner, outer) = (self.inner.of(events)?, self.outer.of(events)?);
        let baseline = self.baseline;
        Ok(if baseline < outer.lower / population {
            Position::High3
        } else if baseline < inner.lower / population {
            Position::High2
        } else if baseline > outer.upper / population {
            Position::Low3
        } else if baseline > inner.upper / population {
            Position::Low2
        } else {
            Position::Within
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_is_refused() {
        let refused = |x: &[f64], n: &[f64]| RateFunnel::new(x, n).err();
        assert_eq!(refused(&[], &[]), Some(Reason::ZeroDenominator));
        assert_eq!(refused(&[-1.0], &[1.0]), Some(Reason::NegativeValue));
        assert_eq!(refused(&[1.0], &[f64::NAN]), Some(Reason::MissingValue));
        let funnel = RateFunnel::new(&[1.0], &[2.0]).unwrap();
        assert_eq!(funnel.position(0.0, 0.0), Err(Reason::ZeroDenominator));
    }

    #[test]
    fn without_events_the_funnel_is_open_at_the_top() {
        let funnel = RateFunnel::new(&[4.0], &[2.0]).unwrap();
        for limits in funnel.limits(0.0).unwrap() {
            assert_eq!((limits.lower, limits.upper), (0.0, None));
        }
    }

    proptest! {
        #[test]
        fn a_rate_on_the_line_has_an_exact_limit_at_the_baseline(events in 1u32..500) {
            let events = f64::from(events);
            let funnel = RateFunnel::new(&[3.0], &[1000.0])?;
            let exact = CountIntervals::new(Confidence::new(0.95)?, CountMethod::Exact).of(events)?;
            let [inner, _] = funnel.limits(events)?;
            // With this population the rate is on the line; then a limit is at the baseline.
            let low = exact.upper / (events / inner.lower);
            let high = exact.lower / (events / inner.upper.unwrap_or_default());
            prop_assert!((low / funnel.baseline() - 1.0).abs() < 1e-12);
            prop_assert!((high / funnel.baseline() - 1.0).abs() < 1e-12);
        }

        #[test]
        fn more_events_never_move_an_area_down(
            events in 0u32..400, population in 1000.0..1e5,
        ) {
            let funnel = RateFunnel::new(&[3.0], &[1000.0])?;
            let one = funnel.position(f64::from(events), population)?;
            prop_assert!(one <= funnel.position(f64::from(events + 1), population)?);
        }
    }
}
