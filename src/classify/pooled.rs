//! One set of classes for several periods.

use crate::stats::{Reason, Sorted};

/// Upper bounds of `scheme` on the values of all periods together, to be used in each of them.
/// Maps of different periods can be compared only so.
///
/// # Method
/// `classify.pooled` · classes fixed across years · jahresübergreifend feste Klassen
///
/// Berechnet die Grenzen einmal aus den Werten aller Jahre und verwendet sie in jedem Jahr. Nur so lassen
/// sich die Karten verschiedener Jahre vergleichen: Wechselt ein Gebiet die Farbe, hat sich sein Wert
/// verändert, nicht die Einteilung.
///
/// ```text
/// b = Verfahren(x aus Jahr 1 ∪ x aus Jahr 2 ∪ …);  jedes Jahr: Klasse j: b_(j−1) < x ≤ b_j
/// ```
///
/// # Units
/// Bounds in the units of the values.
///
/// # Errors
/// [`Reason::NTooSmall`] if no period has a value, and what `scheme` returns.
///
/// # References
/// Brewer, C. A. and Pickle, L. (2002): Annals of the AAG 92, 662–681.
///
/// ```
/// use teilraum::classify::{pooled, quantile};
/// let bounds = pooled(&[&[1.0, 2.0], &[3.0, 4.0]], |all| quantile(all, 2))?;
/// assert_eq!(bounds, [2.5, 4.0]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn pooled(
    periods: &[&[f64]],
    scheme: impl FnOnce(&Sorted) -> Result<Vec<f64>, Reason>,
) -> Result<Vec<f64>, Reason> {
    scheme(&Sorted::new(&periods.concat())?)
}
