//! How probable a difference from a benchmark is by chance alone.
//!
//! Each p value belongs to an interval: it is below 5 % exactly where the benchmark lies outside
//! the 95 % interval made in the same way.

use crate::stats::distribution::{gamma_lower, gamma_upper, normal_two_sided};
use crate::stats::interval::{Confidence, CountMethod, Interval};
use crate::stats::{Reason, checked};

/// The p value of a share against a fixed `benchmark`, from Wilson's interval turned round (the
/// score test).
///
/// # Units
/// `x` of `n` cases; the benchmark as a share from 0 to 1. Two-sided.
///
/// # Errors
/// As [`wilson`](crate::stats::interval::wilson), and [`Reason::NumeratorOutOfRange`] if the
/// benchmark is no share.
///
/// ```
/// # use teilraum::stats::benchmark::share_p;
/// // 60 of 100 against a half: z = 0.1/√(0.25/100) = 2
/// assert!((share_p(60.0, 100.0, 0.5)? - 0.0455).abs() < 1e-4);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn share_p(x: f64, n: f64, benchmark: f64) -> Result<f64, Reason> {
    checked::numbers(&[x, n, benchmark])?;
    if n <= 0.0 {
        return Err(Reason::ZeroDenominator);
    }
    if !(0.0..=n).contains(&x) || !(0.0..=1.0).contains(&benchmark) {
        return Err(Reason::NumeratorOutOfRange);
    }
    let error = (benchmark * (1.0 - benchmark) / n).sqrt();
    Ok(two_sided(x / n - benchmark, error))
}

/// The p value of a count against the number of events `expected` by a benchmark, from the
/// interval of the same method turned round.
///
/// # Units
/// Events. Two-sided; exact: twice the smaller of P(N ≤ O) and P(N ≥ O), at most 1.
///
/// # Errors
/// [`Reason::MissingValue`] if one is no number, [`Reason::NegativeValue`].
///
/// ```
/// # use teilraum::stats::benchmark::count_p;
/// # use teilraum::stats::interval::CountMethod;
/// // No event where 3 are expected: 2·e^(−3)
/// assert!((count_p(0.0, 3.0, CountMethod::Exact)? - 0.09957).abs() < 1e-5);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn count_p(events: f64, expected: f64, method: CountMethod) -> Result<f64, Reason> {
    checked::amounts(&[events, expected])?;
    let exact = match method {
        CountMethod::Exact => true,
        CountMethod::Byar => false,
        CountMethod::Auto => events < 10.0,
    };
    Ok(if exact {
        let at_most = gamma_upper(events + 1.0, expected);
        let at_least = gamma_lower(events, expected);
        (2.0 * at_most.min(at_least)).min(1.0)
    } else {
        byar_p(events, expected)
    })
}

/// The p value of a rate against a benchmark rate of the same unit, such as per person.
///
/// # Units
/// Events, population, and the benchmark in events per unit of the population. Two-sided.
///
/// # Errors
/// As [`count_p`], and [`Reason::ZeroDenominator`] if the population is not positive.
///
/// ```
/// # use teilraum::stats::benchmark::rate_p;
/// # use teilraum::stats::interval::CountMethod;
/// // No event among 3,000 where 1 per 1,000 is usual: 2·e^(−3)
/// assert!((rate_p(0.0, 3000.0, 0.001, CountMethod::Auto)? - 0.09957).abs() < 1e-5);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn rate_p(
    events: f64,
    population: f64,
    benchmark: f64,
    method: CountMethod,
) -> Result<f64, Reason> {
    checked::numbers(&[population, benchmark])?;
    if population <= 0.0 {
        return Err(Reason::ZeroDenominator);
    }
    count_p(events, population * benchmark, method)
}

/// The p value of a value published with its interval, taken as normal with the standard error
/// half the interval's width by z.
///
/// # Units
/// Value, interval and benchmark in the same unit. Two-sided. Without any width the p value is 1
/// on the benchmark and 0 elsewhere.
///
/// # Errors
/// [`Reason::MissingValue`] if one is no number, [`Reason::InfeasibleBounds`] if the lower limit
/// is above the upper.
///
/// ```
/// # use teilraum::stats::benchmark::interval_p;
/// # use teilraum::stats::interval::{Confidence, Interval};
/// // The benchmark just on the limit of a 95 % interval: 5 %.
/// let limits = Interval { lower: 8.0, upper: 12.0 };
/// let p = interval_p(10.0, limits, Confidence::new(0.95)?, 12.0)?;
/// assert!((p - 0.05).abs() < 1e-12);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn interval_p(
    value: f64,
    interval: Interval,
    confidence: Confidence,
    benchmark: f64,
) -> Result<f64, Reason> {
    checked::numbers(&[value, interval.lower, interval.upper, benchmark])?;
    if interval.lower > interval.upper {
        return Err(Reason::InfeasibleBounds);
    }
    let error = (interval.upper - interval.lower) / (2.0 * confidence.z());
    Ok(two_sided(value - benchmark, error))
}

/// The p value of a difference with a standard error; without error every difference is real.
fn two_sided(difference: f64, error: f64) -> f64 {
    if difference == 0.0 {
        1.0
    } else {
        normal_two_sided(difference / error)
    }
}

/// Twice the tail beyond the z at which a limit of Byar's reaches what is expected.
fn byar_p(events: f64, expected: f64) -> f64 {
    let reach = |events: f64| {
        let root = libm::pow(expected / events, 1.0 / 3.0) - 1.0 + 1.0 / (9.0 * events);
        3.0 * events.sqrt() * root
    };
    let above = reach(events + 1.0);
    let below = if events > 0.0 { -reach(events) } else { above };
    let z = above.max(below);
    // Between both limits at z = 0 nothing speaks against the benchmark.
    normal_two_sided(z.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::interval::{CountIntervals, wilson};
    use proptest::prelude::*;

    const METHODS: [CountMethod; 3] = [CountMethod::Exact, CountMethod::Byar, CountMethod::Auto];

    #[test]
    fn what_cannot_be_is_refused() {
        assert_eq!(share_p(1.0, 0.0, 0.5), Err(Reason::ZeroDenominator));
        assert_eq!(share_p(2.0, 1.0, 0.5), Err(Reason::NumeratorOutOfRange));
        assert_eq!(share_p(1.0, 1.0, 1.5), Err(Reason::NumeratorOutOfRange));
        let exact = CountMethod::Exact;
        assert_eq!(count_p(-1.0, 1.0, exact), Err(Reason::NegativeValue));
        assert_eq!(rate_p(1.0, 0.0, 1.0, exact), Err(Reason::ZeroDenominator));
        let level = Confidence::new(0.95).unwrap();
        let turned = Interval {
            lower: 2.0,
            upper: 1.0,
        };
        assert_eq!(
            interval_p(1.0, turned, level, 1.0),
            Err(Reason::InfeasibleBounds)
        );
    }

    #[test]
    fn a_certain_benchmark_leaves_no_room_for_chance() {
        assert_eq!(share_p(0.0, 10.0, 0.0), Ok(1.0));
        assert_eq!(share_p(1.0, 10.0, 0.0), Ok(0.0));
        assert_eq!(count_p(3.0, 0.0, CountMethod::Exact), Ok(0.0));
        assert_eq!(count_p(0.0, 0.0, CountMethod::Exact), Ok(1.0));
        let level = Confidence::new(0.95).unwrap();
        let point = Interval {
            lower: 2.0,
            upper: 2.0,
        };
        assert_eq!(interval_p(2.0, point, level, 2.0), Ok(1.0));
        assert_eq!(interval_p(2.0, point, level, 1.0), Ok(0.0));
    }

    #[test]
    fn whatever_goes_in_a_share_comes_out() {
        for events in [0.0, 1e-300, 0.5, 10.0, 1e9, 1e100] {
            for expected in [0.0, 1e-300, 0.5, 10.0, 1e9, 1e100] {
                for method in METHODS {
                    let p = count_p(events, expected, method).unwrap();
                    assert!(
                        (0.0..=1.0).contains(&p),
                        "{events} {expected} {method:?}: {p}"
                    );
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_benchmark_on_a_limit_of_wilson_has_the_p_value_of_its_level(
            n in 2u32..10_000, part in 0.0..=1.0_f64, level in 0.8..0.999,
        ) {
            let n = f64::from(n);
            let x = (n * part).round();
            let interval = wilson(x, n, Confidence::new(level)?)?.interval;
            for limit in [interval.lower, interval.upper] {
                if limit > 0.0 && limit < 1.0 {
                    prop_assert!((share_p(x, n, limit)? - (1.0 - level)).abs() < 1e-7);
                }
            }
        }

        #[test]
        fn a_benchmark_on_a_limit_of_a_count_has_the_p_value_of_its_level(
            events in 1u32..3000, level in 0.8..0.999, which in 0usize..3,
        ) {
            let (events, method) = (f64::from(events), METHODS[which]);
            let interval = CountIntervals::new(Confidence::new(level)?, method).of(events)?;
            for limit in [interval.lower, interval.upper] {
                if limit > 1e-3 {
                    let p = count_p(events, limit, method)?;
                    prop_assert!((p - (1.0 - level)).abs() < 1e-9, "{limit}: {p}");
                }
            }
        }
    }
}
