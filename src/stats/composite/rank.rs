//! Competition ranks of computed scores, where equal means equal up to rounding.

/// Scores closer than this share a rank: areas with equal values must not part by rounding.
const TOLERANCE: f64 = 1e-12;

/// The rank of every score: one more than the number of scores higher by more than 10⁻¹².
///
/// 1 is the highest, equals share the better rank ("1 2 2 4"); what has no score has no rank. For
/// published values, integers, see [`stats::ranks`](crate::stats::ranks).
///
/// ```
/// use teilraum::stats::composite::ranks;
/// let scores = [Some(0.3), None, Some(0.1 + 0.2), Some(0.9)];
/// assert_eq!(ranks(&scores), [Some(2), None, Some(2), Some(1)]);
/// ```
#[must_use]
pub fn ranks(scores: &[Option<f64>]) -> Vec<Option<u32>> {
    let usable = |score: &Option<f64>| score.filter(|score| score.is_finite());
    let known: Vec<f64> = scores.iter().filter_map(usable).collect();
    let mut ranker = Ranker::default();
    let mut ranks = vec![0; known.len()];
    ranker.rank(&known, &mut ranks);
    let mut next = ranks.into_iter();
    let rank = |score| usable(score).and_then(|_| next.next());
    scores.iter().map(rank).collect()
}

/// Ranks sets of scores one after another without asking for memory each time.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranker {
    /// A score as 32 bits, above the place it came from: whole numbers sort fastest.
    keys: Vec<u64>,
    /// The scores, descending, with their places.
    sorted: Vec<(f64, u32)>,
}

impl Ranker {
    /// Writes the rank of every score; all scores are finite.
    pub fn rank(&mut self, scores: &[f64], ranks: &mut [u32]) {
        self.sort(scores);
        let mut higher = 0;
        for &(score, place) in &self.sorted {
            let limit = score + TOLERANCE;
            while self
                .sorted
                .get(higher)
                .is_some_and(|(other, _)| *other > limit)
            {
                higher += 1;
            }
            if let Some(rank) = ranks.get_mut(place as usize) {
                *rank = higher as u32 + 1;
            }
        }
    }

    /// Sorts by the leading bits of the scores, then mends the order of those that share them.
    fn sort(&mut self, scores: &[f64]) {
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let lowest = scores.iter().copied().fold(f64::INFINITY, f64::min);
        // A range without extent, or one beyond all numbers, leaves all keys equal.
        let steps = f64::from(u32::MAX) / (highest - lowest).max(f64::MIN_POSITIVE * 1e16);
        let key = |(place, score): (usize, &f64)| {
            let below = ((highest - score) * steps) as u64;
            (below.min(u64::from(u32::MAX)) << 32) | place as u64
        };
        self.keys.clear();
        self.keys.extend(scores.iter().enumerate().map(key));
        self.keys.sort_unstable();
        let score = |key: &u64| {
            let place = *key as u32;
            Some((*scores.get(place as usize)?, place))
        };
        self.sorted.clear();
        self.sorted.extend(self.keys.iter().filter_map(score));
        if !self.sorted.is_sorted_by(|a, b| a.0 >= b.0) {
            // Nearly sorted: a stable sort finds its runs.
            self.sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By definition, in n² comparisons.
    pub fn slow(scores: &[Option<f64>]) -> Vec<Option<u32>> {
        let higher = |score: f64| {
            let above = |other: &&f64| **other > score + 1e-12;
            scores.iter().flatten().filter(above).count() as u32
        };
        scores
            .iter()
            .map(|score| score.map(|score| higher(score) + 1))
            .collect()
    }

    #[test]
    fn the_widest_and_the_narrowest_range_are_ranked() {
        let wide = [f64::MAX, f64::MIN, 0.0, 1.0].map(Some);
        assert_eq!(ranks(&wide), [1, 4, 3, 2].map(Some));
        assert_eq!(ranks(&[Some(5.0); 3]), [Some(1); 3]);
        assert_eq!(ranks(&[]), []);
        let no_numbers = [Some(f64::NAN), Some(f64::INFINITY), None, Some(1.0)];
        assert_eq!(ranks(&no_numbers), [None, None, None, Some(1)]);
    }

    proptest! {
        #[test]
        fn counting_higher_scores_one_by_one_gives_the_same(
            scores in prop::collection::vec(prop::option::weighted(0.9, -9.0..9.0), 0..60),
            steps in prop::collection::vec(0_i32..4, 60),
        ) {
            // Neighbours a few tolerances, or a few bits, apart.
            let near = scores.iter().zip(&steps).map(|(score, step)| {
                score.map(|score: f64| score.round() + f64::from(*step) * 4e-13)
            });
            let near: Vec<Option<f64>> = near.collect();
            prop_assert_eq!(ranks(&near), slow(&near));
            prop_assert_eq!(ranks(&scores), slow(&scores));
        }
    }
}
