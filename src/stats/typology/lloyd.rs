//! One run of k-means from given centers to the end.

use super::points::{Centers, Points};

/// Slack of the guards: far above what rounding adds up to, far below what areas differ by.
const DOUBT: f64 = 1e-9;

/// After so many rounds a run ends even if it goes on; no social data come near.
const ROUNDS: u32 = 1_000;

/// No center yet.
const NONE: u32 = u32::MAX;

/// Lloyd's algorithm, which only looks at areas that may have come closer to another center.
///
/// Each area keeps a guard: the sum of center movements up to which its own center must still be
/// the nearest. Only past it are distances computed, so that every round ends as if all had been.
///
/// Hamerly, G. (2010): Making k-means even faster. Proceedings of the SIAM International Conference
/// on Data Mining, 130–140.
#[derive(Clone, Debug)]
pub(super) struct Lloyd {
    centers: Centers,
    labels: Vec<u32>,
    guards: Vec<f64>,
    /// Distance from the second nearest center when it was last computed, plus what `others` was.
    seconds: Vec<f64>,
    /// Exact sums of the areas of each center, and how many they are.
    sums: Vec<f64>,
    counts: Vec<u32>,
    /// How far each center has come closer to its own areas' guards: its own way and the longest of
    /// any other center, added up.
    drift: Vec<f64>,
    /// The longest way of any other center alone, added up.
    others: Vec<f64>,
    /// Areas to look at in this round.
    open: Vec<u32>,
    rounds: u32,
}

impl Lloyd {
    pub fn new(points: &Points, centers: Centers) -> Self {
        Self {
            labels: vec![NONE; points.count],
            guards: vec![f64::NEG_INFINITY; points.count],
            seconds: vec![f64::NEG_INFINITY; points.count],
            sums: vec![0.0; centers.count * points.dimensions],
            counts: vec![0; centers.count],
            drift: vec![0.0; centers.count],
            others: vec![0.0; centers.count],
            open: Vec::new(),
            rounds: 0,
            centers,
        }
    }

    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// Sum of squared distances from the own centers.
    pub fn inertia(&self, points: &Points) -> f64 {
        let labeled = points.rows().zip(&self.labels);
        let square = |(row, label): (&[f64], &u32)| self.centers.squared(row, *label as usize);
        labeled.map(square).sum()
    }

    /// One round: every area to its nearest center, then every center to the mean of its areas.
    /// How many distances were computed, or `None` when nothing has changed.
    pub fn round(&mut self, points: &Points) -> Option<u32> {
        self.watch();
        let looked_at = self.open.len() as u32;
        self.settle(points);
        let mut moved = false;
        let open = std::mem::take(&mut self.open);
        for at in &open {
            moved |= self.look(points, *at as usize);
        }
        self.open = open;
        moved |= self.reseed(points);
        self.rounds += 1;
        if !moved || self.rounds >= ROUNDS {
            return None;
        }
        self.follow();
        Some(looked_at)
    }

    /// Lists the areas whose guard the centers have passed.
    fn watch(&mut self) {
        let guarded = self.guards.iter().zip(&self.labels);
        // Written without a branch: which areas are listed follows no pattern.
        self.open.resize(self.labels.len(), 0);
        let mut listed = 0;
        for (at, (guard, label)) in (0..).zip(guarded) {
            let drift = self.drift.get(*label as usize).copied();
            self.open[listed] = at;
            listed += usize::from(*guard <= drift.unwrap_or(f64::INFINITY));
        }
        self.open.truncate(listed);
    }

    /// Takes areas off the list that stay with their center for sure, by the distance from that one
    /// alone, and renews their guards.
    fn settle(&mut self, points: &Points) {
        let mut open = 0;
        for place in 0..self.open.len() {
            let at = self.open[place] as usize;
            let label = self.labels[at] as usize;
            let mut kept = true;
            if label < self.drift.len() {
                let own = self.centers.squared(points.row(at), label).sqrt();
                let guard = guard(own, self.seconds[at] - self.others[label]);
                self.guards[at] = guard + self.drift[label];
                kept = guard <= 0.0;
            }
            self.open[open] = at as u32;
            open += usize::from(kept);
        }
        self.open.truncate(open);
    }

    /// Looks for the nearest center of an area. Whether it is another one than before.
    fn look(&mut self, points: &Points, at: usize) -> bool {
        let nearest = self.centers.nearest(points.row(at));
        let (own, second) = (nearest.square.sqrt(), nearest.second.sqrt());
        self.seconds[at] = second + self.others[nearest.center];
        self.guards[at] = guard(own, second) + self.drift[nearest.center];
        let moves = self.labels[at] as usize != nearest.center;
        if moves {
            self.assign(points, at, nearest.center);
        }
        moves
    }

    fn assign(&mut self, points: &Points, at: usize, center: usize) {
        let before = self.labels[at] as usize;
        self.labels[at] = center as u32;
        let dimensions = points.dimensions;
        if let Some(count) = self.counts.get_mut(before) {
            *count -= 1;
            let sums = self.sums[before * dimensions..].iter_mut();
            sums.zip(points.row(at))
                .for_each(|(sum, value)| *sum -= value);
        }
        self.counts[center] += 1;
        let sums = self.sums[center * dimensions..].iter_mut();
        sums.zip(points.row(at))
            .for_each(|(sum, value)| *sum += value);
    }

    /// Gives every center without areas the one farthest from its own center, unless all lie on
    /// theirs. Whether any was given.
    fn reseed(&mut self, points: &Points) -> bool {
        let mut given = false;
        for center in 0..self.centers.count {
            if self.counts[center] > 0 {
                continue;
            }
            let Some(at) = self.farthest(points) else {
                break;
            };
            self.assign(points, at, center);
            self.guards[at] = f64::NEG_INFINITY;
            self.seconds[at] = f64::NEG_INFINITY;
            given = true;
        }
        given
    }

    /// The area farthest from its center, of those that are not alone; the first of several.
    fn farthest(&self, points: &Points) -> Option<usize> {
        let mut best = (0.0, None);
        for (at, row) in points.rows().enumerate() {
            let label = self.labels[at] as usize;
            let square = self.centers.squared(row, label);
            if square > best.0 && self.counts[label] > 1 {
                best = (square, Some(at));
            }
        }
        best.1
    }

    /// Moves the centers and adds up how far.
    fn follow(&mut self) {
        let dimensions = self.sums.len() / self.counts.len();
        let mut ways = vec![0.0; self.counts.len()];
        for (center, sums) in self.sums.chunks_exact(dimensions).enumerate() {
            let count = f64::from(self.counts[center]);
            if count > 0.0 {
                let mean: Vec<f64> = sums.iter().map(|sum| sum / count).collect();
                ways[center] = self.centers.squared(&mean, center).sqrt();
                self.centers.set(center, &mean);
            }
        }
        let longest = |but: usize| {
            let others = ways.iter().enumerate().filter(|(other, _)| *other != but);
            others.map(|(_, way)| *way).fold(0.0, f64::max)
        };
        for (center, way) in ways.iter().enumerate() {
            let other = longest(center);
            self.drift[center] += way + other;
            self.others[center] += other;
        }
    }
}

/// How far two centers may come together before the second could be nearer.
fn guard(own: f64, second: f64) -> f64 {
    second - own - DOUBT * (1.0 + own)
}

#[cfg(test)]
mod tests {
    use super::super::points::squared;
    use super::super::seeding::plus_plus;
    use super::*;
    use crate::stats::Random;
    use crate::stats::normalise::Divisor;
    use crate::stats::similar::{Gaps, Profiles};
    use proptest::prelude::*;

    fn points(columns: &[Vec<f64>]) -> Option<Points> {
        let columns: Vec<Vec<Option<f64>>> = columns
            .iter()
            .map(|column| column.iter().copied().map(Some).collect())
            .collect();
        let columns: Vec<&[Option<f64>]> = columns.iter().map(Vec::as_slice).collect();
        let profiles = Profiles::new(&columns, Divisor::Count, Gaps::Refuse).ok()?;
        Some(Points::new(&profiles))
    }

    fn run(points: &Points, centers: Centers) -> Lloyd {
        let mut lloyd = Lloyd::new(points, centers);
        while lloyd.round(points).is_some() {}
        lloyd
    }

    /// The slow twin: every distance in every round, every sum anew.
    fn plain(points: &Points, centers: &Centers) -> (Vec<u32>, f64) {
        let k = centers.count;
        let mut centers: Vec<Vec<f64>> = (0..k).map(|c| centers.row(c).to_vec()).collect();
        let mut labels = vec![NONE; points.count];
        for _ in 0..ROUNDS {
            let before = labels.clone();
            for (label, row) in labels.iter_mut().zip(points.rows()) {
                let far: Vec<f64> = centers.iter().map(|center| squared(row, center)).collect();
                let least = far.iter().copied().fold(f64::INFINITY, f64::min);
                *label = far.iter().position(|one| *one == least).unwrap() as u32;
            }
            let count =
                |labels: &[u32], c: usize| labels.iter().filter(|l| **l == c as u32).count();
            for c in 0..k {
                if count(&labels, c) > 0 {
                    continue;
                }
                let mut best = (0.0, None);
                for (at, row) in points.rows().enumerate() {
                    let far = squared(row, &centers[labels[at] as usize]);
                    if far > best.0 && count(&labels, labels[at] as usize) > 1 {
                        best = (far, Some(at));
                    }
                }
                if let Some(at) = best.1 {
                    labels[at] = c as u32;
                }
            }
            if labels == before {
                break;
            }
            for (c, center) in centers.iter_mut().enumerate() {
                let n = count(&labels, c);
                let own = || points.rows().zip(&labels).filter(|one| *one.1 == c as u32);
                for (d, value) in center.iter_mut().enumerate() {
                    if n > 0 {
                        *value = own().map(|(row, _)| row[d]).sum::<f64>() / n as f64;
                    }
                }
            }
        }
        let far = |(row, label): (&[f64], &u32)| squared(row, &centers[*label as usize]);
        let inertia = points.rows().zip(&labels).map(far).sum();
        (labels, inertia)
    }

    fn columns(smooth: bool) -> impl Strategy<Value = Vec<Vec<f64>>> {
        (2_usize..60, 1_usize..7).prop_flat_map(move |(n, d)| {
            let value = prop_oneof![-50_i32..50, 0_i32..4].prop_map(f64::from);
            let value = if smooth {
                (-9.0..9.0).boxed()
            } else {
                value.boxed()
            };
            prop::collection::vec(prop::collection::vec(value, n), d)
        })
    }

    fn same(columns: &[Vec<f64>], k: usize, seed: u64) -> Result<(), TestCaseError> {
        let Some(points) = points(columns) else {
            return Ok(());
        };
        let k = k.min(points.count);
        let centers = plus_plus(&points, k, &mut Random::new(seed));
        let fast = run(&points, centers.clone());
        let (labels, inertia) = plain(&points, &centers);
        prop_assert_eq!(fast.labels(), &labels);
        prop_assert_eq!(fast.inertia(&points), inertia);
        Ok(())
    }

    proptest! {
        #[test]
        fn guards_change_nothing(columns in columns(true), k in 1_usize..11, seed in any::<u64>()) {
            same(&columns, k, seed)?;
        }

        #[test]
        fn guards_change_nothing_among_ties(
            columns in columns(false),
            k in 1_usize..11,
            seed in any::<u64>(),
        ) {
            same(&columns, k, seed)?;
        }
    }

    #[test]
    fn an_empty_center_gets_the_farthest_area() {
        let points = points(&[vec![0.0, 1.0, 2.0, 3.0, 30.0]]).unwrap();
        let mut centers = Centers::new(3, 1);
        for center in 0..3 {
            centers.set(center, points.row(1));
        }
        let lloyd = run(&points, centers);
        assert!(
            lloyd.counts.iter().all(|count| *count > 0),
            "{:?}",
            lloyd.counts
        );
        assert_eq!(lloyd.counts.iter().sum::<u32>(), 5);
    }

    #[test]
    fn fewer_different_areas_than_centers_leave_centers_empty() {
        let points = points(&[vec![1.0, 1.0, 1.0, 5.0, 5.0]]).unwrap();
        let lloyd = run(&points, plus_plus(&points, 4, &mut Random::new(3)));
        assert_eq!(lloyd.counts.iter().filter(|count| **count > 0).count(), 2);
        assert_eq!(lloyd.inertia(&points), 0.0);
    }
}
