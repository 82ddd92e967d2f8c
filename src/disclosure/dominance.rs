//! Dominance (n,k) of a magnitude (Dominanzregel).

/// Sizes of contributions, largest first, and their sum; `None` if one is not finite.
pub(super) fn descending(contributions: &[f64]) -> Option<(Vec<f64>, f64)> {
    let mut sizes: Vec<f64> = contributions.iter().map(|size| size.abs()).collect();
    sizes.sort_unstable_by(|a, b| b.total_cmp(a));
    let total: f64 = sizes.iter().sum();
    total.is_finite().then_some((sizes, total))
}

/// Whether the `n` largest contributions make up more than `percent` of the total, so that the
/// amount must be withheld: Σ of the n largest > percent/100 · T.
///
/// For magnitudes (money, places, employees per establishment), not for counts of persons. Negative
/// contributions count by their size. A total of zero is not dominated; contributions that are not
/// finite always are, so that nothing slips through.
///
/// # Method
/// `sdc.dominance` · dominance and p % rule · Dominanz- und p-%-Regel
///
/// Eine Summe von Beträgen bleibt geheim, wenn wenige Beitragende sie fast allein ausmachen: Sonst ließe
/// sich auf deren Beträge schließen. Das betrifft Geld, Plätze oder Beschäftigte je Betrieb, nicht Anzahlen
/// von Personen.
///
/// ```text
/// (n,k): x₁ + … + x_n > k/100 · T      p-%: T − x₁ − x₂ < p/100 · x₁
/// ```
///
/// # Units
/// `contributions` in any one unit; `percent` of the total. Whole numbers are compared exactly.
///
/// # References
/// Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley, chapter 4.
///
/// ```
/// # use teilraum::disclosure::dominance;
/// assert!(dominance(&[100.0, 90.0, 5.0], 2, 85.0));
/// assert!(!dominance(&[50.0, 49.0, 48.0], 2, 85.0));
/// assert!(!dominance(&[80.0, 5.0, 15.0], 1, 80.0)); // exactly 80 % is allowed
/// ```
#[must_use]
pub fn dominance(contributions: &[f64], n: usize, percent: f64) -> bool {
    let Some((sizes, total)) = descending(contributions) else {
        return true;
    };
    let largest: f64 = sizes.iter().take(n).sum();
    total > 0.0 && 100.0 * largest > percent * total
}

#[cfg(test)]
mod tests {
    use super::dominance;

    #[test]
    fn signs_do_not_hide_a_dominant_contribution() {
        assert!(dominance(&[-100.0, 90.0, 5.0], 2, 85.0));
    }

    #[test]
    fn nothing_is_not_dominated_and_what_is_no_number_always_is() {
        assert!(!dominance(&[], 2, 85.0));
        assert!(!dominance(&[0.0, 0.0], 2, 85.0));
        assert!(dominance(&[1.0, f64::NAN], 2, 85.0));
        assert!(dominance(&[f64::MAX, f64::MAX], 2, 85.0));
    }
}
