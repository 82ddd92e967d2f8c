//! Pettitt's test for one step in a series.

use super::Points;
use super::line::mean;
use crate::stats::Reason;
use crate::stats::checked::finite;

/// Where a series most likely steps up or down.
#[derive(Clone, Debug, PartialEq)]
pub struct StepChange {
    /// For every place of a step: pairs across it that fall minus pairs that rise.
    pub u: Vec<i64>,
    /// The largest of them, without sign.
    pub k: i64,
    /// How likely that would be without a step, approximately.
    pub p: f64,
    /// The time of the last value before the step; the first place if several are equal.
    pub change_after: f64,
    /// The mean up to there.
    pub mean_before: f64,
    /// The mean from then on.
    pub mean_after: f64,
}

/// Where, if anywhere, a series steps from one height to another.
///
/// # Method
/// `trend.step_change` · Pettitt test for a step change · Pettitt-Test auf einen Bruchpunkt
///
/// Sucht die Stelle, an der eine Reihe am ehesten auf ein anderes Niveau springt, und sagt, wie leicht ein solcher
/// Sprung durch Zufall entstünde. Oft steckt eine geänderte Definition oder ein neuer Gebietszuschnitt dahinter: erst das
/// prüfen, dann von einer sozialen Veränderung sprechen. Auch ein gleichmäßiger Trend ergibt einen kleinen p-Wert.
///
/// ```text
/// U_k = Σ_{i≤k<j} sgn(yᵢ − yⱼ),  K = max |U_k|
/// p ≈ 2·exp(−6K²/(n³ + n²)), höchstens 1
/// ```
///
/// # Units
/// Means in the units of the values.
///
/// # Errors
/// Gaps are left out; the points count in the order given. [`Reason::NTooSmall`] below two values.
/// A constant series is no error: K = 0, p = 1.
///
/// # References
/// Pettitt, A. N. (1979): A non-parametric approach to the change-point problem. Applied Statistics
/// 28, 126–135.
///
/// ```
/// # use teilraum::stats::trend::{Points, step_change};
/// let values = [1.0, 1.0, 5.0, 5.0, 5.0].map(Some);
/// let step = step_change(&Points::new(&[2001.0, 2002.0, 2003.0, 2004.0, 2005.0], &values)?)?;
/// // Two before, three after: all six pairs rise.
/// assert_eq!((step.u, step.k, step.change_after), (vec![-3, -6, -4, -2], 6, 2002.0));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn step_change(points: &Points) -> Result<StepChange, Reason> {
    let u = falls(points.values());
    // The last of equals would win, so the search runs backwards.
    let place = |(_, u): &(usize, &i64)| u.abs();
    let Some((last, k)) = u.iter().enumerate().rev().max_by_key(place) else {
        return Err(Reason::NTooSmall);
    };
    let k = k.abs();
    let (before, after) = points
        .values()
        .split_at_checked(last + 1)
        .ok_or(Reason::NTooSmall)?;
    let n = points.count() as f64;
    let size = k as f64;
    let p = 2.0 * libm::exp(-6.0 * size * size / (n * n * n + n * n));
    Ok(StepChange {
        k,
        p: p.min(1.0),
        change_after: points.times().get(last).copied().ok_or(Reason::NTooSmall)?,
        mean_before: finite(mean(before))?,
        mean_after: finite(mean(after))?,
        u,
    })
}

/// U after every value but the last: moving one value across adds its comparison with all.
fn falls(values: &[f64]) -> Vec<i64> {
    let mut u = 0;
    let places = values.len().saturating_sub(1);
    let mut moved = |value: &f64| {
        let sign = |other: &f64| i64::from(value > other) - i64::from(value < other);
        u += values.iter().map(sign).sum::<i64>();
        u
    };
    values.iter().take(places).map(&mut moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::trend::points::yearly as points;
    use proptest::prelude::*;

    /// As defined: all pairs across every place.
    fn slow(values: &[f64]) -> Vec<i64> {
        let pairs = |k: usize| {
            let (before, after) = values.split_at(k);
            let signs = before.iter().flat_map(|x| {
                after
                    .iter()
                    .map(move |y| i64::from(x > y) - i64::from(x < y))
            });
            signs.sum()
        };
        (1..values.len()).map(pairs).collect()
    }

    #[test]
    fn nothing_can_step_below_two_values() {
        assert_eq!(
            step_change(&points(&[])).map(|_| ()),
            Err(Reason::NTooSmall)
        );
        assert_eq!(
            step_change(&points(&[1.0])).map(|_| ()),
            Err(Reason::NTooSmall)
        );
        assert_eq!(step_change(&points(&[1.0, 2.0])).unwrap().p, 1.0);
    }

    #[test]
    fn a_constant_series_has_no_step() {
        let step = step_change(&points(&[3.0; 4])).unwrap();
        assert_eq!((step.k, step.p, step.change_after), (0, 1.0, 2000.0));
    }

    #[test]
    fn of_equal_places_the_first_counts() {
        assert_eq!(
            step_change(&points(&[1.0, 2.0, 2.0, 3.0])).unwrap().u,
            [-3, -3, -3]
        );
        let step = step_change(&points(&[2.0, 1.0, 1.0, 2.0])).unwrap();
        assert_eq!((step.u, step.change_after), (vec![2, 0, -2], 2000.0));
    }

    proptest! {
        #[test]
        fn moving_values_across_equals_all_pairs(values in prop::collection::vec(0_u8..9, 2..30)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let step = step_change(&points(&values)).unwrap();
            prop_assert_eq!(&step.u, &slow(&values));
            prop_assert_eq!(step.u.iter().map(|u| u.abs()).max(), Some(step.k));
            prop_assert!((0.0..=1.0).contains(&step.p));
        }
    }
}
