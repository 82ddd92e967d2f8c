//! The p % rule of a magnitude (p-%-Regel).

use super::dominance::descending;

/// Whether the second largest contributor could estimate the largest to within `percent`, so that
/// the amount must be withheld: T − x₁ − x₂ < percent/100 · x₁.
///
/// Also true with one or two contributors; false for a total of zero. Negative contributions count
/// by their size; contributions that are not finite must always be withheld.
///
/// # Units
/// `contributions` in any one unit; `percent` of the largest. Whole numbers are compared exactly.
///
/// # References
/// Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley, chapter 4.
///
/// ```
/// # use teilraum::disclosure::p_percent;
/// assert!(p_percent(&[100.0, 90.0, 5.0], 10.0));
/// assert!(!p_percent(&[100.0, 90.0, 10.0], 10.0)); // exactly 10 % is allowed
/// assert!(p_percent(&[10.0, 10.0], 10.0));
/// ```
#[must_use]
pub fn p_percent(contributions: &[f64], percent: f64) -> bool {
    let Some((sizes, total)) = descending(contributions) else {
        return true;
    };
    let first = sizes.first().copied().unwrap_or_default();
    let others: f64 = sizes.iter().skip(2).sum();
    total > 0.0 && 100.0 * others < percent * first
}
