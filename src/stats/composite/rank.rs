//! Competition ranks of computed scores, where equal means equal up to rounding.

/// Scores closer than this share a rank: areas with equal values must not part by rounding.
const TOLERANCE: f64 = 1e-12;

/// The rank of every score: one more than the number of scores higher by more than 10⁻¹².
///
/// 1 is the highest, equals share the better rank ("1 2 2 4"); what has no score has no rank. For
/// published values, integers, see [`stats::rank_among`](crate::stats::rank_among).
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
    /// The bucket of every score.
    buckets: Vec<u32>,
    /// Where the next score of every bucket goes.
    next: Vec<u32>,
    /// The scores, descending, with their places.
    sorted: Vec<(f64, u32)>,
}

/// Buckets per score: with two, hardly any holds more than one score.
const BUCKETS: usize = 2;

/// Steps per score that putting right what buckets left open may take, before a general sort does.
const STEPS: usize = 8;

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

    /// Spreads the scores over buckets from the highest to the lowest, then orders each bucket.
    ///
    /// Plain loops over whole numbers: about ten times as fast as comparing, also where the code is
    /// compiled to be small.
    fn sort(&mut self, scores: &[f64]) {
        self.count(scores);
        self.sorted.clear();
        self.sorted.resize(scores.len(), (0.0, 0));
        for (place, (&score, &bucket)) in scores.iter().zip(&self.buckets).enumerate() {
            if let Some(next) = self.next.get_mut(bucket as usize) {
                if let Some(slot) = self.sorted.get_mut(*next as usize) {
                    *slot = (score, place as u32);
                }
                *next += 1;
            }
        }
        if !insert(&mut self.sorted) {
            self.sorted.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        }
    }

    /// Finds the bucket of every score and where each bucket starts.
    fn count(&mut self, scores: &[f64]) {
        let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
        for &score in scores {
            lowest = if score < lowest { score } else { lowest };
            highest = if score > highest { score } else { highest };
        }
        let last = scores.len() * BUCKETS;
        // A range without extent, or one beyond all numbers, puts all into one bucket.
        let steps = last as f64 / (highest - lowest).max(1e-290);
        self.next.clear();
        self.next.resize(last + 1, 0);
        self.buckets.clear();
        for &score in scores {
            let bucket = (((highest - score) * steps) as u32).min(last as u32);
            self.buckets.push(bucket);
            if let Some(count) = self.next.get_mut(bucket as usize) {
                *count += 1;
            }
        }
        let mut start = 0;
        for count in &mut self.next {
            (*count, start) = (start, start + *count);
        }
    }
}

/// Sorts by moving each score up to its place; `false` if that takes too many steps.
fn insert(sorted: &mut [(f64, u32)]) -> bool {
    let mut left = sorted.len() * STEPS;
    for end in 1..sorted.len() {
        let mut at = end;
        while let Some([above, below]) = sorted.get_mut(at - 1..=at) {
            if above.0 >= below.0 {
                break;
            }
            std::mem::swap(above, below);
            at -= 1;
            left -= 1;
            if left == 0 {
                return false;
            }
            if at == 0 {
                break;
            }
        }
    }
    true
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

    #[test]
    fn one_far_outlier_and_a_crowd_are_ranked() {
        let mut crowd: Vec<Option<f64>> = (0..500).map(|i| Some(f64::from(i * 7 % 500))).collect();
        crowd.push(Some(1e12));
        assert_eq!(ranks(&crowd), slow(&crowd));
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
