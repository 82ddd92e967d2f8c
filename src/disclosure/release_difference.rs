//! The difference between two releases of one cell.

/// What two releases of a cell tell together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleaseDifference {
    /// The later amount less the earlier one.
    pub difference: i64,
    /// Whether the difference is itself a small number: 0 < |Δ| < k.
    pub disclosive: bool,
}

/// Compares the published amounts of one cell in two releases, versions or running totals; `None`
/// where one of them is not published.
///
/// A correction by one person, or a running total that grew by two, tells of those persons. The
/// remedy is to keep the first release's figure, or to withhold both.
///
/// # Method
/// `sdc.release_difference` · release difference · Differenz zwischen Ständen
///
/// Vergleicht dieselbe Zahl in zwei Veröffentlichungen. Eine kleine Berichtigung oder eine laufende Summe,
/// die um zwei wächst, erzählt von genau diesen Menschen.
///
/// ```text
/// 0 < |neu − alt| < k  ist aufgedeckt
/// ```
///
/// # Units
/// Those of the amounts.
///
/// # References
/// Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley, chapter 5.
///
/// ```
/// # use teilraum::disclosure::release_difference;
/// let told = release_difference(Some(10), Some(12), 3).unwrap();
/// assert_eq!((told.difference, told.disclosive), (2, true));
/// assert!(!release_difference(Some(7), Some(10), 3).unwrap().disclosive);
/// assert_eq!(release_difference(None, Some(4), 3), None);
/// ```
#[must_use]
pub fn release_difference(
    earlier: Option<i64>,
    later: Option<i64>,
    k: u64,
) -> Option<ReleaseDifference> {
    let difference = later?.checked_sub(earlier?)?;
    let size = difference.unsigned_abs();
    Some(ReleaseDifference {
        difference,
        disclosive: 0 < size && size < k,
    })
}
