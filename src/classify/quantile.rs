//! Classes with equally many values each.

use crate::stats::{self, Reason, Sorted};

/// Upper bounds at the quantiles 1/k, 2/k … 1 (type 7); equal bounds are one.
///
/// Ties give fewer classes than asked for, and constant data one.
///
/// # Errors
/// [`Reason::Infeasible`] if `k` is zero.
///
/// # References
/// Hyndman, R. J. and Fan, Y. (1996): The American Statistician 50, 361–365, definition 7.
///
/// ```
/// use teilraum::{classify::quantile, stats::Sorted};
/// let sorted = Sorted::new(&[1.0, 1.0, 1.0, 2.0, 9.0])?;
/// assert_eq!(quantile(&sorted, 2)?, [1.0, 9.0]);
/// assert_eq!(quantile(&sorted, 4)?, [1.0, 2.0, 9.0]); // the first two quarters both end at 1
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn quantile(sorted: &Sorted, k: u32) -> Result<Vec<f64>, Reason> {
    if k == 0 {
        return Err(Reason::Infeasible);
    }
    let mut bounds: Vec<f64> = (1..=k)
        .map(|part| stats::quantile(sorted, part, k))
        .collect();
    bounds.dedup();
    Ok(bounds)
}
