//! Classes with given bounds.

use crate::stats::{Reason, Sorted};

/// The bounds as given; where the maximum lies above the last, it is appended as an open top class.
/// Values below the first bound belong to the first class.
///
/// # Method
/// `classify.user_defined` · fixed classes · feste Klassengrenzen
///
/// Nimmt vorgegebene Grenzen, etwa fachliche Schwellen. Die Karte lässt sich dann mit anderen Karten
/// vergleichen, die dieselben Grenzen haben; ob die Klassen zu den Zahlen passen, ist damit nicht gesagt.
///
/// ```text
/// Klasse j: b_(j−1) < x ≤ b_j;  max > b_k  →  weitere Klasse bis max
/// ```
///
/// # Units
/// Bounds in the units of the values.
///
/// # Errors
/// [`Reason::InfeasibleBounds`] if there are no bounds, or they are not strictly ascending numbers.
///
/// # References
/// Brewer, C. A. and Pickle, L. (2002): Evaluation of methods for classifying epidemiological data on
/// choropleth maps in series. Annals of the AAG 92, 662–681.
///
/// ```
/// use teilraum::{classify::user_defined, stats::Sorted};
/// let sorted = Sorted::new(&[3.0, 12.0])?;
/// assert_eq!(user_defined(&sorted, &[5.0, 10.0])?, [5.0, 10.0, 12.0]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn user_defined(sorted: &Sorted, bounds: &[f64]) -> Result<Vec<f64>, Reason> {
    let ascending = bounds.is_sorted_by(|a, b| a < b) && bounds.iter().all(|b| b.is_finite());
    let Some(last) = bounds.last().filter(|_| ascending) else {
        return Err(Reason::InfeasibleBounds);
    };
    let open_top = (sorted.max() > *last).then_some(sorted.max());
    Ok(bounds.iter().copied().chain(open_top).collect())
}
