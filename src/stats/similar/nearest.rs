//! The areas that resemble one most.

use super::Profiles;
use crate::stats::{Reason, checked};

/// An area that resembles another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Its position among the areas.
    pub area: u32,
    /// How far apart both profiles are, in standard deviations.
    pub distance: f64,
    /// The distance as a share of that to the least similar area: 1 is farthest. `None` where all
    /// areas have the same profile.
    pub rebased: Option<f64>,
}

/// Finds the `k` areas whose profiles come closest to that of `target`.
///
/// # Method
/// `similar.nearest` · statistical neighbours · Vergleichsgebiete
///
/// Sucht die Gebiete, die einem gegebenen Gebiet in allen gewählten Merkmalen zusammen am meisten
/// ähneln. Ähnlich heißt nicht benachbart, und die Auswahl und Gewichtung der Merkmale bestimmt das
/// Ergebnis mit. Ist A ein Vergleichsgebiet von B, muss das umgekehrt nicht gelten.
///
/// ```text
/// d_ij = √ Σ_k w_k · (z_ik − z_jk)²      bezogen auf das unähnlichste Gebiet: d_ij / max_j d_ij
/// ```
///
/// Choice: of two equally similar areas the one that comes first in the order of the areas.
///
/// # Units
/// Standard deviations; weights without unit, 1 for all is the plain distance.
///
/// # Errors
/// [`Reason::MissingValue`] if there is no such target or not one weight per indicator,
/// [`Reason::NegativeValue`] if a weight is negative. Missing values: see [`Profiles::new`].
///
/// # References
/// CIPFA (Chartered Institute of Public Finance and Accountancy): Nearest Neighbours Model. Office
/// for National Statistics (2025): Statistical nearest neighbours for local authorities.
///
/// ```
/// use teilraum::stats::normalise::Divisor;
/// use teilraum::stats::similar::{Gaps, Profiles, nearest};
/// let rent = [1.0, 2.0, 4.0, 5.0].map(Some); // mean 3, deviation √2.5
/// let profiles = Profiles::new(&[&rent], Divisor::Count, Gaps::Refuse)?;
/// let found = nearest(&profiles, &[2.5], 1, 2)?;
/// assert_eq!((found[0].area, found[1].area), (0, 2));
/// assert!((found[0].distance - 1.0).abs() < 1e-12);
/// assert!((found[0].rebased.unwrap() - 1.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn nearest(
    profiles: &Profiles,
    weights: &[f64],
    target: usize,
    k: usize,
) -> Result<Vec<Neighbour>, Reason> {
    checked::amounts(weights)?;
    let own = profiles.row(target);
    checked::same_length(own, weights)?;
    let others = (0..).zip(profiles.rows());
    let mut all: Vec<(f64, u32)> = others
        .filter(|(area, _)| *area as usize != target)
        .map(|(area, row)| (apart(own, row, weights), area))
        .collect();
    let farthest = all.iter().map(|one| one.0).fold(0.0, f64::max);
    all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let neighbour = |(distance, area): (f64, u32)| Neighbour {
        area,
        distance,
        rebased: (farthest > 0.0).then_some(distance / farthest),
    };
    Ok(all.into_iter().take(k).map(neighbour).collect())
}

fn apart(one: &[f64], other: &[f64], weights: &[f64]) -> f64 {
    let square = |((a, b), weight): ((&f64, &f64), &f64)| (a - b) * (a - b) * weight;
    one.iter()
        .zip(other)
        .zip(weights)
        .map(square)
        .sum::<f64>()
        .sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::similar::profiles::complete as profiles;
    use proptest::prelude::*;

    fn areas(found: &[Neighbour]) -> Vec<u32> {
        found.iter().map(|one| one.area).collect()
    }

    #[test]
    fn ties_go_by_the_order_of_the_areas() {
        let column = vec![vec![5.0, 1.0, 3.0, 1.0, 5.0]];
        let found = nearest(&profiles(&column).unwrap(), &[1.0], 2, 9).unwrap();
        assert_eq!(areas(&found), [0, 1, 3, 4]);
        assert!(found.iter().all(|one| one.rebased == Some(1.0)));
    }

    #[test]
    fn a_weight_of_zero_leaves_an_indicator_out() {
        let columns = [vec![1.0, 2.0, 9.0], vec![1.0, 9.0, 2.0]];
        let profiles = profiles(&columns).unwrap();
        let first = |weights: [f64; 2]| areas(&nearest(&profiles, &weights, 0, 1).unwrap());
        assert_eq!(first([1.0, 0.0]), [1]);
        assert_eq!(first([0.0, 1.0]), [2]);
        let same = nearest(&profiles, &[0.0, 0.0], 0, 2).unwrap();
        assert_eq!(same[0].rebased, None);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let profiles = profiles(&[vec![1.0, 2.0]]).unwrap();
        let missing = Err(Reason::MissingValue);
        assert_eq!(nearest(&profiles, &[1.0], 2, 1), missing);
        assert_eq!(nearest(&profiles, &[1.0], usize::MAX, 1), missing);
        assert_eq!(nearest(&profiles, &[1.0, 1.0], 0, 1), missing);
        assert_eq!(nearest(&profiles, &[f64::NAN], 0, 1), missing);
        let negative = nearest(&profiles, &[-1.0], 0, 1);
        assert_eq!(negative, Err(Reason::NegativeValue));
        assert_eq!(nearest(&profiles, &[1.0], 0, 0), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn distances_are_symmetric_and_scales_do_not_matter(
            one in prop::collection::vec(0.0..100.0, 6),
            other in prop::collection::vec(0.0..100.0, 6),
        ) {
            let scaled: Vec<f64> = one.iter().map(|value| 7.0 * value - 3.0).collect();
            let (Ok(a), Ok(b)) = (profiles(&[one, other.clone()]), profiles(&[scaled, other])) else {
                return Ok(());
            };
            let to = |profiles: &Profiles, from: usize, area: u32| {
                let all = nearest(profiles, &[1.0, 2.0], from, 9).unwrap();
                all.iter().find(|one| one.area == area).unwrap().distance
            };
            prop_assert_eq!(to(&a, 0, 4), to(&a, 4, 0));
            prop_assert!((to(&a, 0, 4) - to(&b, 0, 4)).abs() < 1e-6);
        }
    }
}
