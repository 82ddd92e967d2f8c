//! What the ranks owe to the weights.

use super::{Missing, Prepared, ranks};
use crate::stats::Reason;

/// Ranks under other weights, and how far they move.
#[derive(Clone, Debug, PartialEq)]
pub struct RankSensitivity {
    /// Under the weights given.
    pub base: Vec<Option<u32>>,
    /// Under equal weights.
    pub equal: Vec<Option<u32>>,
    /// Without each indicator in turn.
    pub without: Vec<Vec<Option<u32>>>,
    /// The best rank of every area under any of these weights.
    pub best: Vec<Option<u32>>,
    /// The worst rank of every area under any of these weights.
    pub worst: Vec<Option<u32>>,
    /// By how many ranks an area moves on average under equal weights.
    pub shift_equal: f64,
    /// By how many ranks an area moves on average without each indicator in turn.
    pub shift_without: Vec<f64>,
}

/// Ranks areas again with equal weights and without each indicator in turn.
///
/// # Method
/// `composite.rank_sensitivity` · weight sensitivity · Gewichtungssensitivität
///
/// Gerechnet wird, welchen Rang jedes Gebiet mit gleichen Gewichten hätte und welchen, wenn je ein Merkmal
/// fehlte. Liegen bester und schlechtester Rang weit auseinander, hängt der Rang mehr an den Gewichten
/// als am Gebiet.
///
/// ```text
/// Rang = 1 + #(höherer Indexwert);   Verschiebung = Mittel von |Rang − Rang mit den gewählten Gewichten|
/// ```
///
/// # Units
/// Parts on one scale; out come ranks, 1 for the highest score, equals sharing the better rank.
///
/// # Errors
/// Those of weighting an index; [`Reason::ZeroWeight`] also if without one indicator no weight is
/// left. Areas with a missing part have no rank.
///
/// # References
/// Saisana, M., Saltelli, A. and Tarantola, S. (2005): Uncertainty and sensitivity analysis
/// techniques as tools for the quality assessment of composite indicators. Journal of the Royal
/// Statistical Society A 168, 307–323.
///
/// ```
/// use teilraum::stats::composite::{Prepared, rank_sensitivity};
/// let parts = [&[1.0, 0.5, 0.0].map(Some)[..], &[0.0, 0.1, 0.9].map(Some)];
/// let ranks = rank_sensitivity(&Prepared::of_parts(&parts)?, &[3.0, 1.0])?;
/// assert_eq!(ranks.base, [1, 2, 3].map(Some)); // 0.75, 0.4, 0.225
/// assert_eq!((ranks.best[2], ranks.worst[2]), (Some(1), Some(3)));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn rank_sensitivity(index: &Prepared, weights: &[f64]) -> Result<RankSensitivity, Reason> {
    let under = |weights: &[f64]| Ok(ranks(&index.scores(weights, Missing::Refuse)?));
    let base: Vec<Option<u32>> = under(weights)?;
    let equal = under(&vec![1.0; weights.len()])?;
    let dropped = |gone: usize| {
        let kept = weights.iter().enumerate();
        let kept: Vec<f64> = kept
            .map(|(k, w)| if k == gone { 0.0 } else { *w })
            .collect();
        under(&kept)
    };
    let without: Vec<_> = (0..weights.len())
        .map(dropped)
        .collect::<Result<_, Reason>>()?;
    let all = || [&base, &equal].into_iter().chain(&without);
    let of = |area: usize| all().filter_map(move |ranks| ranks.get(area).copied().flatten());
    Ok(RankSensitivity {
        best: (0..base.len()).map(|area| of(area).min()).collect(),
        worst: (0..base.len()).map(|area| of(area).max()).collect(),
        shift_equal: shift(&base, &equal),
        shift_without: without.iter().map(|ranks| shift(&base, ranks)).collect(),
        base,
        equal,
        without,
    })
}

/// The mean distance of two rankings; 0 if no area has both ranks.
fn shift(base: &[Option<u32>], other: &[Option<u32>]) -> f64 {
    let pairs = base.iter().zip(other);
    let apart = pairs.filter_map(|(base, other)| Some((*base)?.abs_diff((*other)?)));
    let (sum, count) = apart.fold((0.0, 0.0), |(sum, count), apart| {
        (sum + f64::from(apart), count + 1.0)
    });
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_areas_share_their_ranks_under_all_weights() {
        let a = [0.3, 0.1, 0.3, 0.9].map(Some);
        let b = [0.7, 0.2, 0.7, 0.0].map(Some);
        let index = Prepared::of_parts(&[&a, &b]).unwrap();
        let result = rank_sensitivity(&index, &[0.1, 0.2]).unwrap();
        assert_eq!(result.base[0], result.base[2]);
        assert_eq!(
            result.without,
            [[1, 3, 1, 4].map(Some), [2, 4, 2, 1].map(Some)]
        );
        assert_eq!(result.equal, [1, 4, 1, 3].map(Some));
        assert_eq!(result.base, [1, 4, 1, 3].map(Some));
        assert_eq!((result.shift_equal, result.shift_without[0]), (0.0, 0.5));
    }

    #[test]
    fn an_area_with_a_gap_has_no_rank_and_moves_nobody() {
        let a = [Some(1.0), None, Some(0.0)];
        let b = [Some(0.0), Some(9.0), Some(0.5)];
        let index = Prepared::of_parts(&[&a, &b]).unwrap();
        let result = rank_sensitivity(&index, &[1.0, 1.0]).unwrap();
        assert_eq!(result.best, [Some(1), None, Some(1)]);
        assert_eq!(result.worst, [Some(2), None, Some(2)]);
    }

    #[test]
    fn a_single_indicator_cannot_be_left_out() {
        let a = [Some(1.0), Some(0.0)];
        let index = Prepared::of_parts(&[&a]).unwrap();
        assert_eq!(rank_sensitivity(&index, &[1.0]), Err(Reason::ZeroWeight));
    }
}
