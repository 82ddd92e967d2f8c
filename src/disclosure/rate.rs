//! Rates with small bases (Quoten mit kleinen Nennern).

/// When a rate may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateRule {
    /// The smallest denominator.
    pub min_den: u64,
    /// The minimum frequency of the numerator: 0 < x < k is withheld.
    pub k: u64,
    /// Whether also the rest of the denominator, n − x, must not lie between 0 and k.
    pub complement: bool,
}

/// What a [`RateRule`] says of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RateStatus {
    /// May be published, as far as this rule goes.
    Publish,
    /// Numerator or denominator is missing.
    Missing,
    /// The denominator is zero: there is nothing to have a share of.
    NoPopulation,
    /// The denominator is too small.
    SmallDenominator,
    /// The numerator is small.
    SmallNumerator,
    /// The rest of the denominator is small.
    SmallComplement,
}

impl RateStatus {
    /// The stable name used in reports and reference cases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Missing => "missing",
            Self::NoPopulation => "no_population",
            Self::SmallDenominator => "small_denominator",
            Self::SmallNumerator => "small_numerator",
            Self::SmallComplement => "small_complement",
        }
    }
}

/// The first reason, in the order of [`RateStatus`], against publishing the rate x / n.
///
/// A rate and its denominator give the count: hide both or neither.
///
/// # Method
/// `sdc.rate` · rates with small bases · Quoten mit kleinen Nennern
///
/// Eine Quote bleibt geheim, wenn ihr Nenner zu klein ist oder nur sehr wenige dazugehören oder nur sehr
/// wenige nicht. Quote und Nenner zusammen verraten die Anzahl; deshalb müssen beide weg oder keins.
///
/// ```text
/// geheim: n < n_min  oder  0 < x < k  oder  0 < n − x < k
/// ```
///
/// # Units
/// Numerator and denominator in the same unit, usually persons.
///
/// # References
/// Federal Statistical Office of Germany: geo-referenced SGB II quotas (denominator ≥ 100,
/// numerator ≥ 3).
///
/// ```
/// # use teilraum::disclosure::{RateRule, RateStatus, rate};
/// let rule = RateRule { min_den: 100, k: 3, complement: true };
/// assert_eq!(rate(Some(40), Some(99), rule), RateStatus::SmallDenominator);
/// assert_eq!(rate(Some(2), Some(150), rule), RateStatus::SmallNumerator);
/// assert_eq!(rate(Some(99), Some(100), rule), RateStatus::SmallComplement);
/// assert_eq!(rate(Some(0), Some(150), rule), RateStatus::Publish);
/// ```
#[must_use]
pub const fn rate(numerator: Option<u64>, denominator: Option<u64>, rule: RateRule) -> RateStatus {
    let (Some(x), Some(n)) = (numerator, denominator) else {
        return RateStatus::Missing;
    };
    let rest = n.saturating_sub(x);
    if n == 0 {
        RateStatus::NoPopulation
    } else if n < rule.min_den {
        RateStatus::SmallDenominator
    } else if 0 < x && x < rule.k {
        RateStatus::SmallNumerator
    } else if rule.complement && 0 < rest && rest < rule.k {
        RateStatus::SmallComplement
    } else {
        RateStatus::Publish
    }
}
