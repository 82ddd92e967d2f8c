//! Conditional permutation for all areas at once; the folder's page explains why it is exact.

use super::Weights;
use crate::stats::{Job, Progress, Random};

/// Counts for every area in how many draws its neighbours' weighted sum is above a bound.
#[derive(Clone, Debug)]
pub(super) struct ConditionalJob {
    sequence: Sequence,
    counter: Counter,
    done: u32,
    of: u32,
}

#[derive(Clone, Debug)]
enum Counter {
    Shared(Shared),
    Weighted(Weighted),
}

impl ConditionalJob {
    /// Draws `of` times from `z`. `weights` leave out the area itself; `above` is its bound, for a
    /// sum of `z` where the weights of each row are equal, else for the weighted sum.
    pub fn new(z: &[f64], weights: &Weights, above: &[f64], of: u32, seed: u64) -> Self {
        let areas = 0..weights.areas() as u32;
        let most = areas.map(|area| weights.neighbours(area).len()).max();
        let length = most.map_or(0, |most| if most > 0 { most + 1 } else { 0 });
        let counter = if weights.has_equal_rows() {
            Counter::Shared(Shared::new(z, weights, above, length))
        } else {
            Counter::Weighted(Weighted::new(z, weights, above))
        };
        Self {
            sequence: Sequence::new(z.len() as u32, length, seed),
            counter,
            done: 0,
            of,
        }
    }

    /// Simple operations per draw.
    fn cost(&self) -> u32 {
        let own = match &self.counter {
            Counter::Shared(shared) => shared.classes.len(),
            Counter::Weighted(weighted) => weighted.weights.entries(),
        };
        let cost = (self.sequence.length + own).saturating_mul(4);
        u32::try_from(cost).unwrap_or(u32::MAX).max(1)
    }

    fn counts(&self) -> Vec<u32> {
        match &self.counter {
            Counter::Shared(shared) => shared.counts(),
            Counter::Weighted(weighted) => weighted.counts.clone(),
        }
    }
}

impl Job for ConditionalJob {
    /// Per area, by its position; 0 for islands.
    type Output = Vec<u32>;

    fn step(&mut self, work: u32) -> Progress<Vec<u32>> {
        let draws = (work / self.cost()).max(1).min(self.of - self.done);
        for _ in 0..draws {
            let drawn = self.sequence.draw();
            match &mut self.counter {
                Counter::Shared(shared) => shared.count(drawn),
                Counter::Weighted(weighted) => weighted.count(drawn),
            }
        }
        self.done += draws;
        if self.done < self.of {
            return Progress::Running {
                done: self.done,
                of: self.of,
            };
        }
        Progress::Done(self.counts())
    }
}

/// Random sequences of different areas.
#[derive(Clone, Debug)]
pub(super) struct Sequence {
    /// All areas in some order; a shuffle that stops early needs no order to start from.
    areas: Vec<u32>,
    length: usize,
    random: Random,
}

impl Sequence {
    pub fn new(areas: u32, length: usize, seed: u64) -> Self {
        Self {
            areas: (0..areas).collect(),
            length: length.min(areas as usize),
            random: Random::new(seed),
        }
    }

    /// The next sequence: `length` different areas, every such sequence equally likely.
    pub fn draw(&mut self) -> &[u32] {
        let count = self.areas.len();
        for place in 0..self.length {
            let ahead = self.random.below((count - place) as u32);
            self.areas.swap(place, place + ahead as usize);
        }
        self.areas.get(..self.length).unwrap_or_default()
    }
}

/// Rows of equal weights: sums are looked up once per number of neighbours.
#[derive(Clone, Debug)]
struct Shared {
    areas: Vec<Asked>,
    /// Ascending by number of neighbours.
    classes: Vec<Class>,
    /// The sum of the first 0, 1, 2, … values of a sequence.
    sums: Vec<f64>,
}

/// What is asked for one area.
#[derive(Clone, Copy, Debug)]
struct Asked {
    above: f64,
    z: f64,
    /// Number of neighbours.
    count: u32,
    /// What to add to the count found as if the area were never drawn itself. It may be negative,
    /// so it wraps round; the total does not.
    correction: u32,
}

impl Shared {
    fn new(z: &[f64], weights: &Weights, above: &[f64], length: usize) -> Self {
        let asked = |(area, (&z, &above)): (usize, (&f64, &f64))| Asked {
            above,
            z,
            count: weights.neighbours(area as u32).len() as u32,
            correction: 0,
        };
        let areas: Vec<Asked> = z.iter().zip(above).enumerate().map(asked).collect();
        Self {
            classes: classes(&areas),
            areas,
            sums: vec![0.0; length + 1],
        }
    }

    fn count(&mut self, drawn: &[u32]) {
        let mut sum = 0.0;
        for (total, &area) in self.sums.iter_mut().skip(1).zip(drawn) {
            sum += self.areas[area as usize].z;
            *total = sum;
        }
        for class in &mut self.classes {
            class.enter(self.sums[class.count as usize]);
        }
        for (place, &area) in drawn.iter().enumerate() {
            let asked = &mut self.areas[area as usize];
            let count = asked.count as usize;
            if place < count {
                // Drawn itself: the area takes the next one instead.
                let found = self.sums[count] > asked.above;
                let right = self.sums[count + 1] - asked.z > asked.above;
                let change = u32::from(right).wrapping_sub(u32::from(found));
                asked.correction = asked.correction.wrapping_add(change);
            }
        }
    }

    fn counts(&self) -> Vec<u32> {
        let mut counts: Vec<u32> = self.areas.iter().map(|asked| asked.correction).collect();
        for class in &self.classes {
            for (&area, above) in class.areas.iter().zip(class.above()) {
                let count = &mut counts[area as usize];
                *count = count.wrapping_add(above);
            }
        }
        counts
    }
}

/// Areas with the same number of neighbours, by number.
fn classes(areas: &[Asked]) -> Vec<Class> {
    let with_neighbours = |area: &u32| areas[*area as usize].count > 0;
    let mut order: Vec<u32> = (0..areas.len() as u32).filter(with_neighbours).collect();
    let key = |area: &u32| (areas[*area as usize].count, areas[*area as usize].above);
    order.sort_by(|one, other| {
        let ((count, above), (other_count, other_above)) = (key(one), key(other));
        count.cmp(&other_count).then(above.total_cmp(&other_above))
    });
    order
        .chunk_by(|one, other| key(one).0 == key(other).0)
        .map(|same| Class::new(areas, same))
        .collect()
}

/// The areas with one number of neighbours, and where the sums fell among their bounds.
#[derive(Clone, Debug)]
struct Class {
    count: u32,
    /// Ascending by bound.
    areas: Vec<u32>,
    bounds: Vec<f64>,
    /// Per place among the bounds: how many sums fell there.
    fell: Vec<u32>,
    /// The range of the bounds in equal buckets; per bucket the first bound in it or after it.
    starts: Vec<u32>,
    low: f64,
    per_unit: f64,
}

impl Class {
    fn new(areas: &[Asked], ascending: &[u32]) -> Self {
        let bounds: Vec<f64> = ascending
            .iter()
            .map(|&area| areas[area as usize].above)
            .collect();
        let low = bounds.first().copied().unwrap_or(0.0);
        let width = bounds.last().copied().unwrap_or(0.0) - low;
        let buckets = 2 * bounds.len();
        let per_unit = (buckets as f64 / width).min(f64::MAX);
        let mut class = Self {
            count: ascending
                .first()
                .map_or(0, |&area| areas[area as usize].count),
            areas: ascending.to_vec(),
            fell: vec![0; bounds.len() + 1],
            starts: Vec::new(),
            bounds,
            low,
            per_unit,
        };
        class.starts = vec![0; buckets + 1];
        for place in 0..class.bounds.len() {
            let bucket = class.bucket(class.bounds[place]);
            class.starts[bucket + 1] += 1;
        }
        for bucket in 0..buckets {
            class.starts[bucket + 1] += class.starts[bucket];
        }
        class
    }

    /// Never smaller for a larger sum, which is all that [`enter`](Self::enter) relies on.
    fn bucket(&self, sum: f64) -> usize {
        (((sum - self.low) * self.per_unit) as usize).min(2 * self.bounds.len() - 1)
    }

    fn enter(&mut self, sum: f64) {
        let bucket = self.bucket(sum);
        let [start, end] = [self.starts[bucket], self.starts[bucket + 1]].map(|at| at as usize);
        let below = self.bounds[start..end].partition_point(|bound| *bound < sum);
        self.fell[start + below] += 1;
    }

    /// Per area of the class: how many sums were above its bound.
    fn above(&self) -> Vec<u32> {
        let mut above: Vec<u32> = self.fell.iter().skip(1).copied().collect();
        for place in (1..above.len()).rev() {
            above[place - 1] += above[place];
        }
        above
    }
}

/// Rows of unequal weights: every area adds up its own sum.
#[derive(Clone, Debug)]
struct Weighted {
    z: Vec<f64>,
    weights: Weights,
    above: Vec<f64>,
    counts: Vec<u32>,
}

impl Weighted {
    fn new(z: &[f64], weights: &Weights, above: &[f64]) -> Self {
        Self {
            z: z.to_vec(),
            weights: weights.clone(),
            above: above.to_vec(),
            counts: vec![0; z.len()],
        }
    }

    fn count(&mut self, drawn: &[u32]) {
        for (area, (count, above)) in self.counts.iter_mut().zip(&self.above).enumerate() {
            let values = self.weights.values(area as u32);
            let others = drawn.iter().filter(|&&drawn| drawn as usize != area);
            let terms = values.iter().zip(others);
            let sum: f64 = terms
                .map(|(weight, &other)| weight * self.z[other as usize])
                .sum();
            *count += u32::from(!values.is_empty() && sum > *above);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::finish;
    use proptest::prelude::*;

    /// The definition, area by area: the same sequences, the area left out, the first k added up.
    fn plain(z: &[f64], weights: &Weights, above: &[f64], of: u32, seed: u64) -> Vec<u32> {
        let count = |area: u32| weights.neighbours(area).len();
        let most = (0..z.len() as u32).map(count).max().unwrap_or(0);
        let length = if most > 0 { most + 1 } else { 0 };
        let mut sequence = Sequence::new(z.len() as u32, length, seed);
        let draws: Vec<Vec<u32>> = (0..of).map(|_| sequence.draw().to_vec()).collect();
        let sum = |area: u32, drawn: &[u32]| -> f64 {
            let others = drawn.iter().filter(|&&other| other != area);
            let terms = others.take(count(area)).zip(weights.values(area));
            let equal = weights.has_equal_rows();
            terms
                .map(|(&other, w)| if equal { 1.0 } else { *w } * z[other as usize])
                .sum()
        };
        let above = |area: u32| {
            let drawn = draws
                .iter()
                .filter(|drawn| sum(area, drawn) > above[area as usize]);
            if count(area) == 0 {
                0
            } else {
                drawn.count() as u32
            }
        };
        (0..z.len() as u32).map(above).collect()
    }

    /// The share of all subsets of `count` of the `others` whose sum is above `bound`.
    fn share_of_subsets(others: &[f64], count: usize, bound: f64) -> f64 {
        let subsets = (0_u32..1 << others.len()).filter(|set| set.count_ones() as usize == count);
        let sum = |set: u32| -> f64 {
            let bits = others.iter().enumerate();
            bits.map(|(bit, z)| if set >> bit & 1 == 1 { *z } else { 0.0 })
                .sum()
        };
        let (mut all, mut above) = (0.0, 0.0);
        subsets.for_each(|set| {
            all += 1.0;
            above += f64::from(u8::from(sum(set) > bound));
        });
        above / all
    }

    /// Values, lists without the area itself, and bounds halfway between whole numbers.
    fn maps() -> impl Strategy<Value = (Vec<f64>, Vec<Vec<u32>>, Vec<f64>)> {
        (2_usize..9).prop_flat_map(|n| {
            let value = (-9_i8..9).prop_map(f64::from);
            let list = prop::collection::btree_set(0..n as u32, 0..n);
            let bound = (-12_i8..12).prop_map(|bound| f64::from(bound) + 0.5);
            let lists = prop::collection::vec(list, n).prop_map(|lists| {
                let own = |(area, list): (usize, std::collections::BTreeSet<u32>)| {
                    list.into_iter().filter(|&to| to as usize != area).collect()
                };
                lists.into_iter().enumerate().map(own).collect()
            });
            (
                prop::collection::vec(value, n),
                lists,
                prop::collection::vec(bound, n),
            )
        })
    }

    /// Weights that differ within each row.
    fn unequal(lists: &[Vec<u32>]) -> Weights {
        let row = |list: &Vec<u32>| list.iter().map(|&to| (to, 0.25 + f64::from(to))).collect();
        Weights::general(&lists.iter().map(row).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn every_area_sees_every_subset_of_the_others_equally_often() {
        let z = [3.0, -1.0, 4.0, 1.5, -5.0, 9.0, -2.5];
        let list = |area: u32, count: u32| (1..=count).map(|step| (area + step) % 7).collect();
        let lists: Vec<Vec<u32>> = (0..7).map(|area| list(area, 1 + area % 6)).collect();
        let weights = Weights::binary(&lists).unwrap();
        let draws = 40_000;
        for bound in [-4.2, -1.1, 0.3, 2.2, 6.1] {
            let above = [bound; 7];
            let counts = finish(ConditionalJob::new(&z, &weights, &above, draws, 5));
            for (area, &count) in counts.iter().enumerate() {
                let mut others = z.to_vec();
                others.remove(area);
                let share = share_of_subsets(&others, lists[area].len(), bound);
                let error = (share * (1.0 - share) / f64::from(draws)).sqrt();
                let found = f64::from(count) / f64::from(draws);
                assert!(
                    (found - share).abs() <= 4.5 * error,
                    "area {area}, bound {bound}: expected {share}, found {found}"
                );
            }
        }
    }

    #[test]
    fn sequences_hold_different_areas_and_each_comes_first_equally_often() {
        let mut sequence = Sequence::new(5, 3, 1);
        let mut first = [0_u32; 5];
        for _ in 0..50_000 {
            let drawn = sequence.draw();
            assert!(drawn[0] != drawn[1] && drawn[1] != drawn[2] && drawn[0] != drawn[2]);
            first[drawn[0] as usize] += 1;
        }
        assert!(
            first.iter().all(|count| count.abs_diff(10_000) < 450),
            "{first:?}"
        );
    }

    #[test]
    fn nothing_to_draw_is_no_trouble() {
        let none = Weights::binary(&[]).unwrap();
        assert_eq!(finish(ConditionalJob::new(&[], &none, &[], 9, 1)), [0; 0]);
        let islands = Weights::binary(&[vec![], vec![]]).unwrap();
        let job = ConditionalJob::new(&[1.0, -1.0], &islands, &[-5.0; 2], 9, 1);
        assert_eq!(finish(job), [0, 0]);
        let pair = Weights::binary(&[vec![1], vec![0]]).unwrap();
        let job = ConditionalJob::new(&[1.0, -1.0], &pair, &[-5.0; 2], 0, 1);
        assert_eq!(finish(job), [0, 0]);
    }

    proptest! {
        #[test]
        fn shared_sums_count_as_the_definition_does(
            (z, lists, above) in maps(), of in 0_u32..60, seed: u64,
        ) {
            let weights = Weights::binary(&lists).unwrap();
            let fast = finish(ConditionalJob::new(&z, &weights, &above, of, seed));
            prop_assert_eq!(fast, plain(&z, &weights, &above, of, seed));
        }

        #[test]
        fn unequal_weights_count_as_the_definition_does(
            (z, lists, above) in maps(), of in 0_u32..60, seed: u64,
        ) {
            let above: Vec<f64> = above.iter().map(|bound| bound + 0.111).collect();
            let weights = unequal(&lists);
            let fast = finish(ConditionalJob::new(&z, &weights, &above, of, seed));
            prop_assert_eq!(fast, plain(&z, &weights, &above, of, seed));
        }

        #[test]
        fn any_step_size_gives_the_same_counts(
            (z, lists, above) in maps(), of in 1_u32..40, work in 0_u32..200, equal: bool,
        ) {
            let weights = if equal { Weights::binary(&lists).unwrap() } else { unequal(&lists) };
            let mut job = ConditionalJob::new(&z, &weights, &above, of, 3);
            let mut last = 0;
            let stepped = loop {
                match job.step(work) {
                    Progress::Done(counts) => break counts,
                    Progress::Running { done, of: all } => {
                        prop_assert!(last < done && done < all && all == of);
                        last = done;
                    }
                }
            };
            prop_assert_eq!(&stepped, &finish(ConditionalJob::new(&z, &weights, &above, of, 3)));
            prop_assert_eq!(job.step(work), Progress::Done(stepped));
        }
    }
}
