//! The interval of a rate.

use super::{CountIntervals, Estimate};
use crate::stats::{Reason, checked};

/// The crude rate of `events` among `population`, with limits.
///
/// # Method
/// `ci.rate` · crude rate · rohe Rate
///
/// Ereignisse je Einwohnerin und Einwohner, mit dem Bereich, in dem die Rate durch Zufall
/// schwanken kann. Unterschiede im Altersaufbau der Gebiete gleicht eine rohe Rate nicht aus.
///
/// ```text
/// O/n·m, Grenzen: Grenzen der Anzahl O, geteilt durch n, mal m
/// ```
///
/// # Units
/// Events and population as counts; the rate per `multiplier`, such as 1,000 residents. The
/// population is taken as fixed.
///
/// # Errors
/// [`Reason::MissingValue`] if one is no number, [`Reason::ZeroDenominator`] if the population is
/// not positive, [`Reason::NegativeValue`] for negative events, [`Reason::Infeasible`] if the
/// rate is too large for a number.
///
/// # References
/// Breslow, N. E., Day, N. E. (1987): Statistical methods in cancer research, volume II.
/// IARC Scientific Publications 82.
///
/// ```
/// use teilraum::stats::interval::{Confidence, CountIntervals, CountMethod, rate};
/// let limits = CountIntervals::new(Confidence::new(0.95)?, CountMethod::Auto);
/// let rate = rate(4.0, 2000.0, 1000.0, &limits)?;
/// assert_eq!(rate.value, 2.0);
/// // The exact limits of 4 events are 1.09 and 10.24; half of that per 1,000.
/// assert!((rate.interval.lower - 0.545).abs() < 0.001);
/// assert!((rate.interval.upper - 5.121).abs() < 0.001);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn rate(
    events: f64,
    population: f64,
    multiplier: f64,
    limits: &CountIntervals,
) -> Result<Estimate, Reason> {
    checked::numbers(&[events, population, multiplier])?;
    if population <= 0.0 {
        return Err(Reason::ZeroDenominator);
    }
    let scale = |count: f64| count / population * multiplier;
    let interval = limits.of(events)?;
    let estimate = Estimate {
        value: scale(events),
        interval: super::Interval {
            lower: scale(interval.lower),
            upper: scale(interval.upper),
        },
    };
    estimate.finite()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::interval::{Confidence, CountMethod};
    use proptest::prelude::*;

    fn limits() -> CountIntervals {
        CountIntervals::new(Confidence::new(0.95).unwrap(), CountMethod::Auto)
    }

    #[test]
    fn without_a_population_there_is_no_rate() {
        let refused = |events, population| rate(events, population, 1.0, &limits()).err();
        assert_eq!(refused(2.0, 0.0), Some(Reason::ZeroDenominator));
        assert_eq!(refused(2.0, -5.0), Some(Reason::ZeroDenominator));
        assert_eq!(refused(-2.0, 5.0), Some(Reason::NegativeValue));
        assert_eq!(refused(f64::NAN, 5.0), Some(Reason::MissingValue));
        assert_eq!(refused(1e100, 1e-300), Some(Reason::Infeasible));
    }

    proptest! {
        #[test]
        fn the_multiplier_only_changes_the_unit(events in 0u32..5000, population in 1.0..1e6) {
            let events = f64::from(events);
            let one = rate(events, population, 1.0, &limits()).unwrap().scaled(1024.0);
            prop_assert_eq!(rate(events, population, 1024.0, &limits()), Ok(one));
        }
    }
}
