//! Better, similar or worse than a benchmark.

use crate::stats::interval::Interval;

/// What an area is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Benchmark {
    /// A fixed number, such as the value of the whole city.
    Value(f64),
    /// A number with limits of its own.
    Interval(Interval),
}

/// Which end of an indicator is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// The lower, the better.
    LowGood,
    /// The higher, the better.
    HighGood,
    /// Neither end is good or bad.
    None,
}

/// How an area stands to its benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// Different, toward the good end.
    Better,
    /// Not different beyond chance.
    Similar,
    /// Different, toward the bad end.
    Worse,
    /// Above, where no end is good.
    Higher,
    /// Below, where no end is good.
    Lower,
    /// The area has no limits.
    NotCompared,
}

impl Comparison {
    /// The stable name used in message keys, exports and reference cases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Similar => "similar",
            Self::Worse => "worse",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::NotCompared => "not_compared",
        }
    }
}

/// Whether an area is better, similar or worse than its benchmark.
///
/// # Method
/// `compare.benchmark` · benchmark comparison (RAG) · Signifikanzampel
///
/// Ein Gebiet gilt erst dann als besser oder schlechter, wenn der Vergleichswert außerhalb seines
/// Intervalls liegt; sonst ist der Unterschied mit Zufall erklärbar. „Ähnlich“ heißt nicht
/// „gleich“: Bei kleinen Gebieten bleiben auch große Unterschiede unsicher.
///
/// ```text
/// L > B: höher;  U < B: niedriger;  sonst ähnlich (auch bei L = B oder U = B)
/// mit Intervall [Bᵤ, Bₒ]: L > Bₒ: höher;  U < Bᵤ: niedriger
/// ```
///
/// The benchmark counts as fixed, although the area is a part of it: acceptable while its share
/// is small. Two intervals must not overlap at all, which is stricter than their level says.
///
/// # Units
/// Limits and benchmark in the same unit. Missing limits, or such as are no numbers, give
/// [`Comparison::NotCompared`].
///
/// # References
/// Eayres, D. (2008): Commonly used public health statistics and their confidence intervals.
/// APHO Technical Briefing 3.
///
/// ```
/// use teilraum::stats::benchmark::{Benchmark, Comparison, Polarity, compare};
/// use teilraum::stats::interval::Interval;
/// let area = Some(Interval { lower: 10.5, upper: 14.0 });
/// let city = Benchmark::Value(10.0);
/// assert_eq!(compare(area, city, Polarity::LowGood), Comparison::Worse);
/// assert_eq!(compare(area, city, Polarity::None), Comparison::Higher);
/// ```
#[must_use]
pub fn compare(area: Option<Interval>, benchmark: Benchmark, polarity: Polarity) -> Comparison {
    let against = match benchmark {
        Benchmark::Value(value) => Interval {
            lower: value,
            upper: value,
        },
        Benchmark::Interval(interval) => interval,
    };
    let usable = |it: &Interval| !it.lower.is_nan() && !it.upper.is_nan();
    let Some(area) = area.filter(|area| usable(area) && usable(&against)) else {
        return Comparison::NotCompared;
    };
    let higher = area.lower > against.upper;
    match (higher, polarity) {
        (false, _) if area.upper >= against.lower => Comparison::Similar,
        (true, Polarity::None) => Comparison::Higher,
        (false, Polarity::None) => Comparison::Lower,
        (true, Polarity::HighGood) | (false, Polarity::LowGood) => Comparison::Better,
        (true, Polarity::LowGood) | (false, Polarity::HighGood) => Comparison::Worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn between(lower: f64, upper: f64) -> Option<Interval> {
        Some(Interval { lower, upper })
    }

    #[test]
    fn a_limit_on_the_benchmark_is_similar() {
        let on = Benchmark::Value(10.0);
        for area in [between(10.0, 12.0), between(8.0, 10.0)] {
            assert_eq!(compare(area, on, Polarity::LowGood), Comparison::Similar);
        }
    }

    #[test]
    fn polarity_decides_between_better_and_worse() {
        let low = between(1.0, 2.0);
        let city = Benchmark::Value(10.0);
        assert_eq!(compare(low, city, Polarity::LowGood), Comparison::Better);
        assert_eq!(compare(low, city, Polarity::HighGood), Comparison::Worse);
        assert_eq!(compare(low, city, Polarity::None), Comparison::Lower);
    }

    #[test]
    fn without_limits_nothing_is_compared() {
        let city = Benchmark::Value(10.0);
        assert_eq!(compare(None, city, Polarity::None), Comparison::NotCompared);
        let odd = between(f64::NAN, 1.0);
        assert_eq!(compare(odd, city, Polarity::None), Comparison::NotCompared);
        let nothing = Benchmark::Value(f64::NAN);
        assert_eq!(
            compare(between(1.0, 2.0), nothing, Polarity::None),
            Comparison::NotCompared
        );
    }

    proptest! {
        #[test]
        fn turning_the_scale_turns_polarity(
            lower in -9.0..9.0, width in 0.0..5.0, from in -9.0..9.0, wide in 0.0..5.0,
        ) {
            let benchmark = Interval { lower: from, upper: from + wide };
            let turned = Interval { lower: -from - wide, upper: -from };
            prop_assert_eq!(
                compare(between(lower, lower + width), Benchmark::Interval(benchmark), Polarity::LowGood),
                compare(between(-lower - width, -lower), Benchmark::Interval(turned), Polarity::HighGood)
            );
        }
    }
}
