//! The interval of a count.

use super::{Confidence, Interval};
use crate::stats::distribution::gamma_quantile;
use crate::stats::{Reason, checked};

/// How the limits of a count are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountMethod {
    /// Garwood's limits from the Poisson distribution itself.
    Exact,
    /// Byar's approximation by cube roots.
    Byar,
    /// Exact below ten events, Byar from ten on.
    Auto,
}

/// Below this number of events Byar's approximation is not used.
const FEW: f64 = 10.0;

/// The limits of counts at one level of confidence.
///
/// # Method
/// `ci.count` · exact Poisson interval, Byar's approximation · exaktes Poisson-Intervall, Byar-Näherung
///
/// Zeigt, wie stark eine Zahl seltener Ereignisse allein durch Zufall schwanken kann: Aus 4
/// Fällen im Jahr werden leicht 2 oder 9, ohne dass sich etwas geändert hat. Auch null Fälle haben
/// eine Obergrenze über null.
///
/// ```text
/// exakt: χ²(α/2; 2O)/2 und χ²(1 − α/2; 2O + 2)/2
/// Byar:  O·(1 − 1/(9O) − z/(3√O))³ und (O + 1)·(1 − 1/(9(O + 1)) + z/(3√(O + 1)))³
/// ```
///
/// Packages disagree on when to approximate; here [`CountMethod::Auto`] is exact below 10 events
/// and takes Byar's limits from 10 on, and a Byar limit of no event is 0.
///
/// # Units
/// Events, also in parts (as from weighted counts); limits in events.
///
/// # References
/// Garwood, F. (1936): Fiducial limits for the Poisson distribution. Biometrika 28, 437–442.
/// Breslow, N. E., Day, N. E. (1987): Statistical methods in cancer research, volume II.
/// IARC Scientific Publications 82.
///
/// ```
/// use teilraum::stats::interval::{Confidence, CountIntervals, CountMethod};
/// let exact = CountIntervals::new(Confidence::new(0.95)?, CountMethod::Exact);
/// // No event: the upper limit is where no event has a probability of 2.5 %, −ln 0.025.
/// let none = exact.of(0.0)?;
/// assert_eq!(none.lower, 0.0);
/// assert!((none.upper - 3.688_879_454_113_935).abs() < 1e-12);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CountIntervals {
    confidence: Confidence,
    method: CountMethod,
    /// The exact limits of 0 to 9 events: most areas with rare events need one of these.
    few: Vec<Interval>,
}

impl CountIntervals {
    /// Prepares the limits at a level of confidence.
    #[must_use]
    pub fn new(confidence: Confidence, method: CountMethod) -> Self {
        let few = match method {
            CountMethod::Byar => Vec::new(),
            CountMethod::Exact | CountMethod::Auto => (0..10)
                .map(|events| exact(f64::from(events), confidence))
                .collect(),
        };
        Self {
            confidence,
            method,
            few,
        }
    }

    /// The limits of a count.
    ///
    /// # Errors
    /// [`Reason::MissingValue`] if it is no number, [`Reason::NegativeValue`] if it is negative.
    pub fn of(&self, events: f64) -> Result<Interval, Reason> {
        checked::amounts(&[events])?;
        let approximate = match self.method {
            CountMethod::Exact => false,
            CountMethod::Byar => true,
            CountMethod::Auto => events >= FEW,
        };
        if approximate {
            return Ok(byar(events, self.confidence.z()));
        }
        let known = (events.fract() == 0.0).then(|| self.few.get(events as usize));
        Ok(known
            .flatten()
            .copied()
            .unwrap_or_else(|| exact(events, self.confidence)))
    }
}

/// Garwood's limits of zero or more events.
fn exact(events: f64, confidence: Confidence) -> Interval {
    let tail = confidence.tail();
    Interval {
        // The quantile of no shape is 0, the lower limit of no event.
        lower: gamma_quantile(events, tail),
        upper: gamma_quantile(events + 1.0, 1.0 - tail),
    }
}

/// Byar's limits of zero or more events.
pub(crate) fn byar(events: f64, z: f64) -> Interval {
    let limit = |events: f64, z: f64| {
        let root = 1.0 - 1.0 / (9.0 * events) + z / (3.0 * events.sqrt());
        events * root * root * root
    };
    let lower = if events > 0.0 { limit(events, -z) } else { 0.0 };
    Interval {
        lower: lower.max(0.0),
        upper: limit(events + 1.0, z),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::distribution::{gamma_lower, gamma_upper};
    use proptest::prelude::*;

    fn limits(method: CountMethod, level: f64, events: f64) -> Interval {
        CountIntervals::new(Confidence::new(level).unwrap(), method)
            .of(events)
            .unwrap()
    }

    #[test]
    fn the_approximation_takes_over_at_ten_events() {
        let auto = |events| limits(CountMethod::Auto, 0.95, events);
        assert_eq!(auto(9.0), limits(CountMethod::Exact, 0.95, 9.0));
        assert_eq!(auto(9.5), limits(CountMethod::Exact, 0.95, 9.5));
        assert_eq!(auto(10.0), limits(CountMethod::Byar, 0.95, 10.0));
    }

    #[test]
    fn no_event_has_a_lower_limit_of_zero_in_every_way() {
        for method in [CountMethod::Exact, CountMethod::Byar, CountMethod::Auto] {
            let none = limits(method, 0.95, 0.0);
            assert_eq!(none.lower, 0.0);
            assert!(none.upper > 3.0 && none.upper < 4.5, "{method:?}");
        }
        // With few events the cube can fall below zero.
        assert_eq!(limits(CountMethod::Byar, 0.998, 0.5).lower, 0.0);
    }

    #[test]
    fn what_is_no_count_is_refused() {
        let exact = CountIntervals::new(Confidence::new(0.95).unwrap(), CountMethod::Exact);
        assert_eq!(exact.of(-1.0), Err(Reason::NegativeValue));
        assert_eq!(exact.of(f64::NAN), Err(Reason::MissingValue));
        assert!(exact.of(1e100).unwrap().upper.is_finite());
        assert!(exact.of(1e-300).unwrap().upper.is_finite());
    }

    proptest! {
        #[test]
        fn exact_limits_leave_the_tails_of_the_poisson_distribution(
            events in 1u32..5000, level in 0.5..0.999,
        ) {
            let events = f64::from(events);
            let found = limits(CountMethod::Exact, level, events);
            let tail = (1.0 - level) / 2.0;
            prop_assert!((gamma_lower(events, found.lower) - tail).abs() < 1e-11);
            prop_assert!((gamma_upper(events + 1.0, found.upper) - tail).abs() < 1e-11);
        }

        #[test]
        fn byar_comes_close_to_the_exact_limits(events in 10u32..5000) {
            let exact = limits(CountMethod::Exact, 0.95, f64::from(events));
            let byar = limits(CountMethod::Byar, 0.95, f64::from(events));
            prop_assert!((exact.lower / byar.lower - 1.0).abs() < 2e-3);
            prop_assert!((exact.upper / byar.upper - 1.0).abs() < 2e-3);
        }
    }
}
