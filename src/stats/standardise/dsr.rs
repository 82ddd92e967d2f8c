//! Direct standardisation.

use crate::stats::interval::{Confidence, Estimate, Interval, byar};
use crate::stats::{Reason, checked};

/// What areas are standardised to.
#[derive(Clone, Copy, Debug)]
pub struct Standard<'a> {
    /// The standard population of each stratum, as the European Standard Population 2013.
    pub population: &'a [f64],
    /// Below this number of events there is no rate.
    pub min_events: f64,
}

/// A directly standardised rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DirectRate {
    /// All events of the area.
    pub events: f64,
    /// The rate per person, or why there is none.
    pub rate: Result<Estimate, Reason>,
}

/// The rate that an area would have with the age structure of a standard population.
///
/// # Method
/// `rate.dsr` · directly standardised rate · direkt altersstandardisierte Rate
///
/// Welche Rate hätte das Gebiet, wenn seine Bevölkerung so alt wäre wie die Standardbevölkerung?
/// Damit werden Gebiete mit vielen alten und vielen jungen Menschen vergleichbar. Die Zahl selbst
/// gibt es nirgends: Sie taugt nur zum Vergleich.
///
/// ```text
/// v = Σ sᵢ·Oᵢ/nᵢ / Σ sᵢ,  Var = Σ sᵢ²·Oᵢ/nᵢ² / (Σ sᵢ)²
/// Grenzen: v + √(Var/O)·(L(O) − O) und v + √(Var/O)·(U(O) − O), L und U nach Byar, O = Σ Oᵢ
/// ```
///
/// Packages disagree on the limits; these are Dobson's on Byar's limits, not the gamma limits of
/// Fay and Feuer.
///
/// # Units
/// Events, population and standard population of each stratum (age group), in the same order;
/// rate and limits per person. A stratum with missing events has none.
///
/// # Errors
/// As a whole: [`Reason::MissingValue`] if the lengths differ or one is no number,
/// [`Reason::NegativeValue`], [`Reason::ZeroWeight`] if the standard population is zero. For the
/// rate: [`Reason::ZeroDenominator`] if a stratum has no population, [`Reason::NTooSmall`] if
/// there are fewer events than asked for (or none), [`Reason::MissingValue`] if a population is
/// missing.
///
/// # References
/// Dobson, A. J., Kuulasmaa, K., Eberle, E., Scherer, J. (1991): Confidence intervals for weighted
/// sums of Poisson parameters. Statistics in Medicine 10, 457–462.
///
/// ```
/// use teilraum::stats::interval::Confidence;
/// use teilraum::stats::standardise::{Standard, dsr};
/// // 10 of 1,000 young and 40 of 1,000 old; the standard has three young for each old.
/// let standard = Standard { population: &[3.0, 1.0], min_events: 10.0 };
/// let (events, population) = ([Some(10.0), Some(40.0)], [Some(1000.0); 2]);
/// let area = dsr(&events, &population, standard, Confidence::new(0.95)?)?;
/// // (3 · 0.01 + 1 · 0.04) / 4
/// assert!((area.rate?.value - 0.0175).abs() < 1e-15);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn dsr(
    events: &[Option<f64>],
    population: &[Option<f64>],
    standard: Standard<'_>,
    confidence: Confidence,
) -> Result<DirectRate, Reason> {
    checked::same_length(events, population)?;
    checked::same_length(events, standard.population)?;
    checked::amounts(standard.population)?;
    let events: Vec<f64> = events.iter().map(|x| x.unwrap_or(0.0)).collect();
    checked::amounts(&events)?;
    let total: f64 = events.iter().sum();
    let size: f64 = standard.population.iter().sum();
    if size <= 0.0 {
        return Err(Reason::ZeroWeight);
    }
    let usable = usable(population, total, standard.min_events);
    let rate = usable.and_then(|population| {
        let strata = events.iter().zip(&population).zip(standard.population);
        weigh(
            strata.map(|((x, n), s)| (*x, s / size / n)),
            total,
            confidence,
        )
    });
    Ok(DirectRate {
        events: total,
        rate,
    })
}

/// The populations, if they allow for a rate.
fn usable(population: &[Option<f64>], total: f64, least: f64) -> Result<Vec<f64>, Reason> {
    let known: Vec<f64> = population.iter().copied().flatten().collect();
    checked::numbers(&known)?;
    if known.iter().any(|&n| n <= 0.0) {
        return Err(Reason::ZeroDenominator);
    }
    if total <= 0.0 || total < least {
        return Err(Reason::NTooSmall);
    }
    checked::same_length(&known, population)?;
    Ok(known)
}

/// The sum of events, each with its weight, with Dobson's limits.
fn weigh(
    strata: impl Iterator<Item = (f64, f64)>,
    total: f64,
    confidence: Confidence,
) -> Result<Estimate, Reason> {
    let (value, variance) = strata.fold((0.0, 0.0), |(value, variance), (x, weight)| {
        (value + x * weight, variance + x * weight * weight)
    });
    let limits = byar(total, confidence.z());
    let error = (variance / total).sqrt();
    let interval = Interval {
        lower: value + error * (limits.lower - total),
        upper: value + error * (limits.upper - total),
    };
    Estimate { value, interval }.finite()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::interval::{CountIntervals, CountMethod, rate};
    use proptest::prelude::*;

    fn level() -> Confidence {
        Confidence::new(0.95).unwrap()
    }

    fn area(events: &[Option<f64>], population: &[Option<f64>]) -> Result<Estimate, Reason> {
        let population_of_standard = vec![1.0; events.len()];
        let standard = Standard {
            population: &population_of_standard,
            min_events: 10.0,
        };
        dsr(events, population, standard, level())?.rate
    }

    #[test]
    fn what_has_no_rate_says_why() {
        let n = Some(100.0);
        assert_eq!(area(&[Some(9.0)], &[n]), Err(Reason::NTooSmall));
        assert_eq!(
            area(&[Some(20.0)], &[Some(0.0)]),
            Err(Reason::ZeroDenominator)
        );
        assert_eq!(area(&[Some(20.0)], &[None]), Err(Reason::MissingValue));
        assert_eq!(area(&[Some(-1.0)], &[n]), Err(Reason::NegativeValue));
        assert_eq!(area(&[], &[]), Err(Reason::ZeroWeight));
        assert_eq!(area(&[Some(20.0)], &[n, n]), Err(Reason::MissingValue));
    }

    #[test]
    fn missing_events_are_none() {
        let n = [Some(100.0), Some(50.0)];
        assert_eq!(
            area(&[Some(20.0), None], &n),
            area(&[Some(20.0), Some(0.0)], &n)
        );
    }

    proptest! {
        #[test]
        fn a_single_stratum_is_a_crude_rate(events in 10u32..2000, population in 2000.0..1e6) {
            let events = f64::from(events);
            let direct = area(&[Some(events)], &[Some(population)])?;
            let byar = CountIntervals::new(level(), CountMethod::Byar);
            let crude = rate(events, population, 1.0, &byar)?;
            prop_assert!((direct.value / crude.value - 1.0).abs() < 1e-12);
            prop_assert!((direct.interval.lower / crude.interval.lower - 1.0).abs() < 1e-10);
            prop_assert!((direct.interval.upper / crude.interval.upper - 1.0).abs() < 1e-10);
        }
    }
}
