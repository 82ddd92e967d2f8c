//! Classes around the mean, in standard deviations.

use crate::stats::{Reason, Sorted, Summary};

/// Upper bounds mean + m·sd₁ for each of `multiples` (ascending); the maximum is appended where it
/// lies above them. Bounds below the minimum stay, as empty classes.
///
/// # Method
/// `classify.std_mean` · standard deviation classes · Standardabweichungsklassen
///
/// Zeigt, wie weit ein Gebiet vom Mittelwert aller Gebiete entfernt ist, gemessen in
/// Standardabweichungen. Das sagt, was üblich und was ungewöhnlich ist, nicht, was gut oder schlecht ist. Bei
/// sehr schiefen Verteilungen führt es in die Irre.
///
/// ```text
/// b_m = x̄ + m·s,  s = √(Σ(x − x̄)²/(n − 1)),  m = −2, −1, 1, 2
/// ```
///
/// # Units
/// Bounds in the units of the values, multiples in standard deviations (divided by n − 1); the legend
/// has to say so.
///
/// # Errors
/// [`Reason::AllEqual`] if all values are equal, [`Reason::ZeroVariance`] if they vary in their last
/// bits only, [`Reason::InfeasibleBounds`] if the multiples are not ascending.
///
/// # References
/// Slocum, T. A. et al. (2009): Thematic Cartography and Geovisualization, ch. 4.
///
/// ```
/// use teilraum::{classify::std_mean, stats::Sorted};
/// // mean 3, sum of squares 8, sd₁ 2
/// assert_eq!(std_mean(&Sorted::new(&[1.0, 3.0, 5.0])?, &[-1.0, 0.5])?, [1.0, 4.0, 5.0]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn std_mean(sorted: &Sorted, multiples: &[f64]) -> Result<Vec<f64>, Reason> {
    if !multiples.is_sorted_by(|a, b| a < b) {
        return Err(Reason::InfeasibleBounds);
    }
    if sorted.min() == sorted.max() {
        return Err(Reason::AllEqual);
    }
    let summary = Summary::of(sorted);
    let sd = summary.sd_1()?;
    if summary.is_constant() {
        return Err(Reason::ZeroVariance);
    }
    let mut bounds: Vec<f64> = multiples
        .iter()
        .map(|multiple| summary.mean + multiple * sd)
        .collect();
    if bounds.last().is_none_or(|last| sorted.max() > *last) {
        bounds.push(sorted.max());
    }
    Ok(bounds)
}

/// The multiples that divide into `k` classes: whole deviations around the mean.
///
/// An odd `k` has a class around the mean (5: −2, −1, 1, 2), an even one divides at the mean
/// (4: −1, 0, 1).
///
/// ```
/// use teilraum::classify::std_multiples;
/// assert_eq!(std_multiples(5), [-2.0, -1.0, 1.0, 2.0]);
/// assert_eq!(std_multiples(4), [-1.0, 0.0, 1.0]);
/// ```
#[must_use]
pub fn std_multiples(k: u32) -> Vec<f64> {
    let reach = i64::from(k.saturating_sub(1) / 2);
    (-reach..=reach)
        .filter(|multiple| *multiple != 0 || (k > 0 && k.is_multiple_of(2)))
        .map(|multiple| multiple as f64)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_class_fewer_multiples_than_classes() {
        for k in 1..=9 {
            assert_eq!(std_multiples(k).len(), k as usize - 1);
        }
        assert!(std_multiples(0).is_empty());
    }

    #[test]
    fn values_that_do_not_vary_have_no_deviation() {
        let told = |values: &[f64]| std_mean(&Sorted::new(values).unwrap(), &[0.0]);
        assert_eq!(told(&[0.1, 0.1, 0.1]), Err(Reason::AllEqual));
        assert_eq!(told(&[7.0]), Err(Reason::AllEqual));
        let above = f64::from_bits(0.1_f64.to_bits() + 1);
        assert_eq!(told(&[0.1, above]), Err(Reason::ZeroVariance));
    }
}
