//! Indirect standardisation.

use crate::stats::interval::{CountIntervals, Estimate};
use crate::stats::{Reason, checked};

/// Where the rates come from that an area is held against.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// Events of each stratum.
    pub events: &'a [f64],
    /// Population of each stratum.
    pub population: &'a [f64],
}

/// Observed and expected events, and their ratio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IndirectRatio {
    /// The events of the area.
    pub observed: f64,
    /// The events it would have with the rates of the reference.
    pub expected: f64,
    /// Observed by expected, 1 if both are equal, or why there is no ratio.
    pub ratio: Result<Estimate, Reason>,
}

/// The events of an area by those expected from the rates of a reference.
///
/// # Method
/// `rate.smr` · indirectly standardised ratio (SMR) · indirekt standardisiertes Verhältnis (SMR)
///
/// Vergleicht die Zahl der Ereignisse mit der, die bei gleichem Altersaufbau im Durchschnitt zu
/// erwarten wäre: 120 heißt ein Fünftel mehr als erwartet. Zwei Gebiete dürfen damit nicht
/// untereinander verglichen werden, nur jedes mit dem Durchschnitt.
///
/// ```text
/// E = Σ nᵢ·(Xᵢ/Nᵢ),  SMR = O/E·100, Grenzen: Grenzen der Anzahl O, geteilt durch E, mal 100
/// ```
///
/// # Units
/// Events and population of each stratum (age group), in the same order as in the reference; the
/// ratio is 1 where both are equal (times 100 for display). What is missing counts nothing.
///
/// # Errors
/// As a whole: [`Reason::MissingValue`] if the lengths differ or one is no number,
/// [`Reason::NegativeValue`], [`Reason::ZeroDenominator`] if a stratum of the reference has no
/// population. For the ratio: [`Reason::ZeroDenominator`] if nothing is expected.
///
/// # References
/// Breslow, N. E., Day, N. E. (1987): Statistical methods in cancer research, volume II.
/// IARC Scientific Publications 82.
///
/// ```
/// use teilraum::stats::interval::{Confidence, CountIntervals, CountMethod};
/// use teilraum::stats::standardise::{Reference, smr};
/// let limits = CountIntervals::new(Confidence::new(0.95)?, CountMethod::Auto);
/// let reference = Reference { events: &[1.0, 5.0], population: &[100.0, 100.0] };
/// // 200 · 0.01 + 100 · 0.05 = 7 are expected, 14 observed.
/// let events = [Some(4.0), Some(10.0)];
/// let area = smr(&events, &[Some(200.0), Some(100.0)], reference, &limits)?;
/// assert!((area.ratio?.value - 2.0).abs() < 1e-15);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn smr(
    events: &[Option<f64>],
    population: &[Option<f64>],
    reference: Reference<'_>,
    limits: &CountIntervals,
) -> Result<IndirectRatio, Reason> {
    let known: Vec<f64> = events.iter().copied().flatten().collect();
    checked::amounts(&known)?;
    let observed: f64 = known.iter().sum();
    let expected = expected(population, reference)?;
    let ratio = if expected > 0.0 {
        let limits = limits.of(observed)?;
        let both = Estimate {
            value: observed,
            interval: limits,
        };
        both.scaled(1.0 / expected).finite()
    } else {
        Err(Reason::ZeroDenominator)
    };
    Ok(IndirectRatio {
        observed,
        expected,
        ratio,
    })
}

fn expected(population: &[Option<f64>], reference: Reference<'_>) -> Result<f64, Reason> {
    checked::same_length(population, reference.population)?;
    checked::same_length(population, reference.events)?;
    checked::amounts(reference.events)?;
    checked::amounts(reference.population)?;
    if reference.population.contains(&0.0) {
        return Err(Reason::ZeroDenominator);
    }
    let population: Vec<f64> = population.iter().map(|n| n.unwrap_or(0.0)).collect();
    checked::amounts(&population)?;
    let rates = reference.events.iter().zip(reference.population);
    checked::finite(
        rates
            .zip(&population)
            .map(|((x, n), own)| x / n * own)
            .sum(),
    )
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
    fn nothing_expected_gives_no_ratio() {
        let reference = Reference {
            events: &[0.0],
            population: &[10.0],
        };
        let area = smr(&[Some(3.0)], &[Some(5.0)], reference, &limits()).unwrap();
        assert_eq!((area.observed, area.expected), (3.0, 0.0));
        assert_eq!(area.ratio, Err(Reason::ZeroDenominator));
    }

    #[test]
    fn a_reference_without_population_is_refused() {
        let reference = Reference {
            events: &[0.0],
            population: &[0.0],
        };
        let refused = smr(&[Some(3.0)], &[Some(5.0)], reference, &limits());
        assert_eq!(refused, Err(Reason::ZeroDenominator));
    }

    proptest! {
        #[test]
        fn the_reference_itself_has_the_ratio_one(
            strata in prop::collection::vec((0u32..100, 100u32..5000), 1..8),
        ) {
            let events: Vec<f64> = strata.iter().map(|s| f64::from(s.0) + 1.0).collect();
            let population: Vec<f64> = strata.iter().map(|s| f64::from(s.1)).collect();
            let known = |values: &[f64]| -> Vec<_> { values.iter().copied().map(Some).collect() };
            let reference = Reference { events: &events, population: &population };
            let area = smr(&known(&events), &known(&population), reference, &limits())?;
            prop_assert!((area.ratio?.value - 1.0).abs() < 1e-12);
        }
    }
}
