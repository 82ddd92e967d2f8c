//! Classes with given bounds.

use crate::stats::{Reason, Sorted};

/// The bounds as given; where the maximum lies above the last, it is appended as an open top class.
/// Values below the first bound belong to the first class.
///
/// # Errors
/// [`Reason::InfeasibleBounds`] if there are no bounds, or they are not strictly ascending numbers.
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
