//! How far ranks spread when the weights are not quite certain.

use super::rank::Ranker;
use super::{Missing, Prepared};
use crate::stats::{Job, Progress, Random, Reason, finish};

/// How far the ranks spread.
#[derive(Clone, Debug, PartialEq)]
pub struct RankSpread {
    /// The mean rank of every area.
    pub mean: Vec<Option<f64>>,
    /// The rank that 5 % of the draws do not exceed (quantile, type 7).
    pub low: Vec<Option<f64>>,
    /// The rank that 95 % of the draws do not exceed (quantile, type 7).
    pub high: Vec<Option<f64>>,
    /// The seed that gives these numbers again.
    pub seed: u64,
    /// How many sets of weights were drawn.
    pub draws: u32,
}

/// Ranks kept at most, four bytes each; 11,000 areas may have 6,000 draws.
const MOST_RANKS: u64 = 1 << 26;

/// Draws weights around those given and ranks the areas each time.
///
/// # Method
/// `composite.rank_montecarlo` · rank uncertainty · Rangunsicherheit
///
/// Die Gewichte werden viele Male zufällig etwas größer oder kleiner gewählt, und jedes Mal werden die Gebiete
/// neu gereiht. Die Spanne sagt, zwischen welchen Rängen ein Gebiet dabei in neun von zehn Fällen liegt.
/// Fehler in den Daten selbst stecken nicht darin.
///
/// ```text
/// w′ = w·U / Σ w·U,   U gleichverteilt in [1 − d, 1 + d]
/// Mittel, 5-%- und 95-%-Quantil der Ränge aller Ziehungen
/// ```
///
/// # Units
/// `spread` d is a share from 0 to 1; out come ranks, 1 for the highest score, equals sharing the
/// better rank.
///
/// # Errors
/// Those of weighting an index; [`Reason::InfeasibleBounds`] if `spread` is not between 0 and 1,
/// [`Reason::NTooSmall`] without draws, [`Reason::Infeasible`] if areas times draws exceed 2²⁶.
/// Areas with a missing part have no rank.
///
/// # References
/// Saisana, M., Saltelli, A. and Tarantola, S. (2005): Uncertainty and sensitivity analysis
/// techniques as tools for the quality assessment of composite indicators. Journal of the Royal
/// Statistical Society A 168, 307–323.
///
/// ```
/// use teilraum::stats::composite::{Prepared, RankMonteCarlo};
/// use teilraum::stats::finish;
/// let parts = [&[1.0, 0.5, 0.0].map(Some)[..], &[1.0, 0.2, 0.3].map(Some)];
/// let index = Prepared::of_parts(&parts)?;
/// let spread = finish(RankMonteCarlo::new(&index, &[1.0, 1.0], 0.25, 200, 7)?);
/// assert_eq!((spread.low[0], spread.high[0]), (Some(1.0), Some(1.0))); // first in both parts
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[derive(Clone, Debug)]
pub struct RankMonteCarlo {
    /// The areas that have a score, and no others.
    index: Prepared,
    /// For each of them its place among all areas.
    places: Vec<usize>,
    areas: usize,
    weights: Vec<f64>,
    spread: f64,
    random: Random,
    seed: u64,
    draws: u32,
    drawn: u32,
    /// Draw by draw, a rank for every area of `index`.
    ranks: Vec<u32>,
    ranker: Ranker,
    scores: Vec<f64>,
    counts: Vec<u32>,
    /// Mean, low and high of the areas summarised so far.
    summaries: Vec<[f64; 3]>,
}

impl RankMonteCarlo {
    /// Prepares `draws` draws of weights that differ from `weights` by a share of up to `spread`.
    ///
    /// # Errors
    /// See the type.
    pub fn new(
        index: &Prepared,
        weights: &[f64],
        spread: f64,
        draws: u32,
        seed: u64,
    ) -> Result<Self, Reason> {
        if !(0.0..=1.0).contains(&spread) {
            return Err(Reason::InfeasibleBounds);
        }
        if draws == 0 {
            return Err(Reason::NTooSmall);
        }
        let scores = index.scores(weights, Missing::Refuse)?;
        let scored = scores
            .iter()
            .enumerate()
            .filter(|(_, score)| score.is_some());
        let places: Vec<usize> = scored.map(|(place, _)| place).collect();
        if u64::from(draws) * places.len() as u64 > MOST_RANKS {
            return Err(Reason::Infeasible);
        }
        Ok(Self {
            // Where no area has a score there is nothing to draw for.
            drawn: if places.is_empty() { draws } else { 0 },
            index: index.only(&places),
            areas: index.areas(),
            weights: index.shares(weights)?,
            scores: vec![0.0; places.len()],
            places,
            spread,
            random: Random::new(seed),
            seed,
            draws,
            ranks: Vec::new(),
            ranker: Ranker::default(),
            counts: Vec::new(),
            summaries: Vec::new(),
        })
    }

    /// Draws weights and ranks; about how many operations that took.
    fn draw(&mut self) -> u32 {
        let mut weights = self.weights.clone();
        for weight in &mut weights {
            *weight *= 1.0 - self.spread + 2.0 * self.spread * self.random.unit();
        }
        let total: f64 = weights.iter().sum();
        if total > 0.0 {
            weights.iter_mut().for_each(|weight| *weight /= total);
        }
        self.scores.fill(0.0);
        self.index.add_up(&weights, &mut self.scores);
        self.index.to_scores(&mut self.scores);
        let start = self.ranks.len();
        self.ranks.resize(start + self.places.len(), 0);
        if let Some(ranks) = self.ranks.get_mut(start..) {
            self.ranker.rank(&self.scores, ranks);
        }
        self.drawn += 1;
        (self.places.len() * (self.index.indicators() + 30))
            .try_into()
            .unwrap_or(u32::MAX)
    }

    /// Summarises the draws of the next area; about how many operations that took.
    fn summarise(&mut self) -> u32 {
        let (area, areas) = (self.summaries.len(), self.places.len());
        // How often each rank was drawn; cleared again afterwards where it was touched.
        self.counts.resize(areas + 1, 0);
        let (mut sum, mut best, mut worst) = (0_u64, areas, 0);
        for &rank in self.ranks.iter().skip(area).step_by(areas) {
            sum += u64::from(rank);
            best = best.min(rank as usize);
            worst = worst.max(rank as usize);
            if let Some(count) = self.counts.get_mut(rank as usize) {
                *count += 1;
            }
        }
        let counts = self.counts.get_mut(best..=worst).unwrap_or_default();
        let mean = sum as f64 / f64::from(self.draws);
        let at = |part| best as f64 + twentieth(counts, self.draws, part);
        self.summaries.push([mean, at(1), at(19)]);
        counts.fill(0);
        self.draws.saturating_mul(4)
    }

    fn result(&self) -> RankSpread {
        let spread_out = |which: fn(&[f64; 3]) -> f64| {
            let mut all = vec![None; self.areas];
            for (&place, summary) in self.places.iter().zip(&self.summaries) {
                if let Some(slot) = all.get_mut(place) {
                    *slot = Some(which(summary));
                }
            }
            all
        };
        RankSpread {
            mean: spread_out(|[mean, _, _]| *mean),
            low: spread_out(|[_, low, _]| *low),
            high: spread_out(|[_, _, high]| *high),
            seed: self.seed,
            draws: self.draws,
        }
    }
}

impl Job for RankMonteCarlo {
    type Output = RankSpread;

    fn step(&mut self, work: u32) -> Progress<RankSpread> {
        let mut left = work;
        loop {
            let done = if self.drawn < self.draws {
                self.draw()
            } else if self.summaries.len() < self.places.len() {
                self.summarise()
            } else {
                return Progress::Done(self.result());
            };
            left = left.saturating_sub(done);
            if left == 0 {
                // Both counts fit: together they are below what may be kept.
                return Progress::Running {
                    done: self.drawn.saturating_add(self.summaries.len() as u32),
                    of: self.draws.saturating_add(self.places.len() as u32),
                };
            }
        }
    }
}

/// The spread of ranks in one go: see [`RankMonteCarlo`].
///
/// # Errors
/// Those of [`RankMonteCarlo::new`].
pub fn rank_montecarlo(
    index: &Prepared,
    weights: &[f64],
    spread: f64,
    draws: u32,
    seed: u64,
) -> Result<RankSpread, Reason> {
    RankMonteCarlo::new(index, weights, spread, draws, seed).map(finish)
}

/// The quantile (type 7) at `part` twentieths of `draws` values, of which `counts` says how many are
/// 0, 1, 2 …
fn twentieth(counts: &[u32], draws: u32, part: u64) -> f64 {
    let scaled = u64::from(draws.saturating_sub(1)) * part;
    let (place, rest) = (scaled / 20, scaled % 20);
    let mut up_to = 0_u64;
    let mut low = None;
    for (value, &count) in counts.iter().enumerate() {
        up_to += u64::from(count);
        if low.is_none() && up_to > place {
            low = Some(value);
        }
        // Without a fraction the value at the place is all that counts.
        if up_to > place + u64::from(rest > 0) {
            let low = low.unwrap_or(value) as f64;
            return low + rest as f64 / 20.0 * (value as f64 - low);
        }
    }
    low.unwrap_or(0) as f64
}

#[cfg(test)]
mod tests {
    use super::super::{Aggregate, Indicator, Scale, ranks};
    use super::*;
    use crate::stats::{Sorted, quantile};
    use proptest::prelude::*;

    fn parts(areas: usize, indicators: usize, seed: u64) -> Vec<Vec<Option<f64>>> {
        let mut random = Random::new(seed);
        let mut column = || (0..areas).map(|_| Some(random.unit())).collect();
        (0..indicators).map(|_| column()).collect()
    }

    fn prepared(parts: &[Vec<Option<f64>>]) -> Prepared {
        let slices: Vec<&[Option<f64>]> = parts.iter().map(Vec::as_slice).collect();
        Prepared::of_parts(&slices).unwrap()
    }

    /// By definition: every draw ranked on its own, every rank kept.
    fn slow(index: &Prepared, weights: &[f64], spread: f64, draws: u32, seed: u64) -> RankSpread {
        let mut random = Random::new(seed);
        let mut drawn: Vec<Vec<Option<u32>>> = Vec::new();
        for _ in 0..draws {
            let mut factor = || 1.0 - spread + 2.0 * spread * random.unit();
            let weights: Vec<f64> = weights.iter().map(|weight| weight * factor()).collect();
            drawn.push(ranks(&index.scores(&weights, Missing::Refuse).unwrap()));
        }
        let of = |area: usize| -> Option<Vec<f64>> {
            drawn
                .iter()
                .map(|ranks| ranks[area].map(f64::from))
                .collect()
        };
        let all: Vec<Option<Vec<f64>>> = (0..index.areas()).map(of).collect();
        let each = |f: &dyn Fn(&Vec<f64>) -> f64| all.iter().map(|r| r.as_ref().map(f)).collect();
        let at = |ranks: &[f64], part| quantile(&Sorted::new(ranks).unwrap(), part, 20);
        RankSpread {
            mean: each(&|ranks| ranks.iter().sum::<f64>() / f64::from(draws)),
            low: each(&|ranks| at(ranks, 1)),
            high: each(&|ranks| at(ranks, 19)),
            seed,
            draws,
        }
    }

    #[test]
    fn without_spread_every_draw_gives_the_ranks_of_the_index() {
        let parts = parts(30, 3, 1);
        let index = prepared(&parts);
        let spread = rank_montecarlo(&index, &[1.0, 2.0, 3.0], 0.0, 10, 5).unwrap();
        let scores = index.scores(&[1.0, 2.0, 3.0], Missing::Refuse).unwrap();
        let expected: Vec<_> = ranks(&scores)
            .iter()
            .map(|rank| rank.map(f64::from))
            .collect();
        assert_eq!(spread.mean, expected);
        assert_eq!((spread.low, spread.high), (expected.clone(), expected));
    }

    #[test]
    fn equal_areas_share_every_rank_and_gaps_have_none() {
        let mut parts = parts(9, 2, 3);
        for column in &mut parts {
            column[4] = column[7];
        }
        parts[0][2] = None;
        let spread = rank_montecarlo(&prepared(&parts), &[1.0, 1.0], 0.5, 50, 9).unwrap();
        assert_eq!(spread.mean[4], spread.mean[7]);
        assert_eq!(
            (spread.mean[2], spread.low[2], spread.high[2]),
            (None, None, None)
        );
    }

    #[test]
    fn any_steps_give_the_same_and_a_finished_job_repeats_itself() {
        let index = prepared(&parts(20, 3, 4));
        let weights = [1.0, 2.0, 1.0];
        let whole = rank_montecarlo(&index, &weights, 0.3, 40, 11).unwrap();
        for work in [0, 1, 700, 5000] {
            let mut job = RankMonteCarlo::new(&index, &weights, 0.3, 40, 11).unwrap();
            let mut before = 0;
            let found = loop {
                match job.step(work) {
                    Progress::Done(found) => break found,
                    Progress::Running { done, of } => {
                        assert!(done > before && done <= of);
                        before = done;
                    }
                }
            };
            assert_eq!(found, whole);
            assert_eq!(job.step(work).result(), Some(found));
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let index = prepared(&parts(3, 2, 1));
        let refused = |weights: &[f64], spread, draws| {
            RankMonteCarlo::new(&index, weights, spread, draws, 1).unwrap_err()
        };
        assert_eq!(refused(&[1.0, 1.0], 1.5, 10), Reason::InfeasibleBounds);
        assert_eq!(refused(&[1.0, 1.0], f64::NAN, 10), Reason::InfeasibleBounds);
        assert_eq!(refused(&[1.0, 1.0], 0.5, 0), Reason::NTooSmall);
        assert_eq!(refused(&[1.0, 1.0], 0.5, u32::MAX), Reason::Infeasible);
        assert_eq!(refused(&[0.0, 0.0], 0.5, 10), Reason::ZeroWeight);
        let empty = Prepared::of_parts(&[&[None, None]]).unwrap();
        let spread = rank_montecarlo(&empty, &[1.0], 0.5, u32::MAX, 1);
        assert_eq!(spread.map(|spread| spread.mean), Ok(vec![None, None]));
    }

    #[test]
    fn quantiles_of_counts_are_those_of_the_values() {
        // 0 0 3 4: places 0.15 and 2.85.
        let counts = [2, 0, 0, 1, 1];
        assert_eq!(twentieth(&counts, 4, 1), 0.0);
        assert!((twentieth(&counts, 4, 19) - 3.85).abs() < 1e-12);
        assert_eq!(twentieth(&[0, 1], 1, 19), 1.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn ranking_every_draw_on_its_own_gives_the_same(
            areas in 1_usize..40,
            seed: u64,
            weights in prop::collection::vec(0.1..3.0, 3),
            spread in 0.0..1.0,
            geometric: bool,
        ) {
            let mut columns = parts(areas, 3, seed);
            columns.iter_mut().for_each(|column| column.extend([Some(0.0), None, Some(1.0)]));
            let indicators: Vec<_> = columns.iter().map(|v| Indicator::up(v)).collect();
            let aggregate = if geometric {
                Aggregate::Geometric { floor: 1.0 }
            } else {
                Aggregate::Arithmetic
            };
            let index = Prepared::new(&indicators, Scale::MinMax, aggregate).unwrap();
            let fast = rank_montecarlo(&index, &weights, spread, 23, seed).unwrap();
            let slow = slow(&index, &weights, spread, 23, seed);
            let pairs = [(&fast.mean, &slow.mean), (&fast.low, &slow.low), (&fast.high, &slow.high)];
            for (fast, slow) in pairs {
                for (fast, slow) in fast.iter().zip(slow) {
                    prop_assert_eq!(fast.is_some(), slow.is_some());
                    prop_assert!((fast.unwrap_or(0.0) - slow.unwrap_or(0.0)).abs() < 1e-9);
                }
            }
        }
    }
}
