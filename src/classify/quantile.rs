//! Classes with equally many values each.

use crate::stats::{self, Reason, Sorted};

/// Upper bounds at the quantiles 1/k, 2/k … 1 (type 7); equal bounds are one.
///
/// Ties give fewer classes than asked for, and constant data one.
///
/// # Method
/// `classify.quantile` · quantiles · Quantile, gleiche Besetzung
///
/// Legt die Grenzen so, dass in jeder Klasse möglichst gleich viele Gebiete liegen. Die Karte wird
/// ausgewogen bunt; sehr ähnliche Werte können dabei in verschiedene Klassen fallen und sehr verschiedene in
/// dieselbe. Bei vielen gleichen Werten werden es weniger Klassen.
///
/// ```text
/// b_j = q(j/k),  q(p) = x⌊h⌋ + (h − ⌊h⌋)·(x⌊h⌋₊₁ − x⌊h⌋),  h = (n − 1)·p
/// Klasse j: b_(j−1) < x ≤ b_j
/// ```
///
/// # Units
/// Bounds in the units of the values.
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
