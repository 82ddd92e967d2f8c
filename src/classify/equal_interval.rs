//! Classes of equal width.

use crate::stats::{Reason, Sorted};

/// Upper bounds min + j·(max − min)/k; the last is the maximum exactly. Empty classes are kept.
///
/// # Method
/// `classify.equal_interval` · equal interval · gleiche Intervalle
///
/// Teilt die Spanne vom kleinsten bis zum größten Wert in gleich breite Klassen. Das ist leicht zu
/// lesen, aber ein einzelner Ausreißer kann fast alle Gebiete in eine Klasse drängen; Klassen können leer
/// bleiben.
///
/// ```text
/// b_j = min + j·(max − min)/k,  j = 1 … k
/// Klasse j: b_(j−1) < x ≤ b_j
/// ```
///
/// # Units
/// Bounds in the units of the values.
///
/// # Errors
/// [`Reason::Infeasible`] if `k` is zero, [`Reason::AllEqual`] if there is no width to divide.
///
/// # References
/// Slocum, T. A. et al. (2009): Thematic Cartography and Geovisualization, ch. 4.
///
/// ```
/// use teilraum::{classify::equal_interval, stats::Sorted};
/// assert_eq!(equal_interval(&Sorted::new(&[0.0, 1.0, 10.0])?, 4)?, [2.5, 5.0, 7.5, 10.0]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn equal_interval(sorted: &Sorted, k: u32) -> Result<Vec<f64>, Reason> {
    if k == 0 {
        return Err(Reason::Infeasible);
    }
    if sorted.min() == sorted.max() {
        return Err(Reason::AllEqual);
    }
    Ok(equal_steps(sorted.min(), sorted.max(), k))
}

/// The ends of `k` equal steps from `low` to `high`.
pub(super) fn equal_steps(low: f64, high: f64, k: u32) -> Vec<f64> {
    let width = (high - low) / f64::from(k);
    let inner = (1..k).map(|step| low + f64::from(step) * width);
    inner.chain([high]).collect()
}
