//! Providers for people.

use super::coverage::number;
use crate::stats::Reason;

/// Providers and people of an area, set against each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// Providers per so many people; [`Reason::ZeroDenominator`] where nobody lives.
    pub per_population: Result<f64, Reason>,
    /// People per provider; [`Reason::ZeroDenominator`] where there is none.
    pub per_provider: Result<f64, Reason>,
}

/// Sets providers (practices, counsellors) against the people they are there for.
///
/// # Method
/// `supply.provider_ratio` · provider ratio · Versorgungsgrad
///
/// Wie viele Anbieter auf eine feste Zahl von Einwohnern kommen, und umgekehrt, wie viele Einwohner
/// auf einen Anbieter. Menschen fahren aber auch über Gebietsgrenzen; das sieht die Zahl nicht.
///
/// ```text
/// Dichte = S / P · Bezug      Einwohner je Anbieter = P / S
/// ```
///
/// # Units
/// Providers per `per` people; people per provider.
///
/// # Errors
/// Per number: [`Reason::MissingValue`] where providers, people or `per` are no number,
/// [`Reason::ZeroDenominator`] where the divisor is zero (or below).
///
/// # References
/// Gemeinsamer Bundesausschuss: Bedarfsplanungs-Richtlinie, which plans by people per physician.
///
/// ```
/// use teilraum::stats::supply::provider_ratio;
/// let ratio = provider_ratio(Some(3.0), Some(6000.0), 1000.0);
/// assert_eq!(ratio.per_population, Ok(0.5));
/// assert_eq!(ratio.per_provider, Ok(2000.0));
/// ```
#[must_use]
pub fn provider_ratio(providers: Option<f64>, population: Option<f64>, per: f64) -> Ratio {
    let both = || Ok((number(providers)?, number(population)?, number(Some(per))?));
    Ratio {
        per_population: both().and_then(|(s, p, per)| share(s, p, per)),
        per_provider: both().and_then(|(s, p, _)| share(p, s, 1.0)),
    }
}

fn share(part: f64, of: f64, per: f64) -> Result<f64, Reason> {
    let ratio = (of > 0.0).then(|| part / of * per);
    let ratio = ratio.filter(|ratio| ratio.is_finite());
    ratio.ok_or(Reason::ZeroDenominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_needs_its_own_divisor() {
        let nobody = provider_ratio(Some(2.0), Some(0.0), 1000.0);
        assert_eq!(nobody.per_population, Err(Reason::ZeroDenominator));
        assert_eq!(nobody.per_provider, Ok(0.0));
        let none = provider_ratio(Some(0.0), Some(3100.0), 1000.0);
        assert_eq!(none.per_population, Ok(0.0));
        assert_eq!(none.per_provider, Err(Reason::ZeroDenominator));
    }

    #[test]
    fn a_missing_number_leaves_neither() {
        for (s, p) in [
            (None, Some(1.0)),
            (Some(1.0), None),
            (Some(f64::NAN), Some(1.0)),
        ] {
            let ratio = provider_ratio(s, p, 10.0);
            assert_eq!(ratio.per_population, Err(Reason::MissingValue));
            assert_eq!(ratio.per_provider, Err(Reason::MissingValue));
        }
    }
}
