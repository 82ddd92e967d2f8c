//! Minimum frequency (Mindestfallzahl).

/// What the minimum frequency says of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// May be published, as far as this rule goes.
    Publish,
    /// Must be withheld.
    Suppress,
    /// There is no count.
    Missing,
}

impl Frequency {
    /// The stable name used in reports and reference cases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Suppress => "suppress",
            Self::Missing => "missing",
        }
    }
}

/// Withholds a count n with 0 < n < k; a zero only if `suppress_zero`, which is needed where "none"
/// already tells something of a small group.
///
/// # Method
/// `sdc.frequency` · minimum frequency · Mindestfallzahl
///
/// Sehr kleine Anzahlen werden nicht veröffentlicht, weil sich dahinter einzelne Menschen erkennen ließen.
/// Bei einer Mindestfallzahl von 3 bleiben 1 und 2 geheim. Wo schon „keine“ etwas über eine kleine Gruppe
/// verrät, wird auch die Null zurückgehalten.
///
/// ```text
/// geheim: 0 < n < k  (auf Wunsch auch n = 0)
/// ```
///
/// # Units
/// Persons, or whatever is counted. k = 3 hides 1 and 2.
///
/// # References
/// Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley, chapter 5.
///
/// ```
/// # use teilraum::disclosure::{Frequency, frequency};
/// assert_eq!(frequency(Some(2), 3, false), Frequency::Suppress);
/// assert_eq!(frequency(Some(3), 3, false), Frequency::Publish);
/// assert_eq!(frequency(Some(0), 3, false), Frequency::Publish);
/// assert_eq!(frequency(None, 3, false), Frequency::Missing);
/// ```
#[must_use]
pub const fn frequency(count: Option<u64>, k: u64, suppress_zero: bool) -> Frequency {
    match count {
        None => Frequency::Missing,
        Some(0) if !suppress_zero => Frequency::Publish,
        Some(count) if count < k || count == 0 => Frequency::Suppress,
        Some(_) => Frequency::Publish,
    }
}
