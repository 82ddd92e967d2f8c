//! Ward's method: groups joined where that costs least.

use super::Tree;
use super::tree::Join;
use crate::stats::similar::Profiles;
use crate::stats::{Job, Progress, finish};

/// Joins areas into ever larger groups such that the areas within a group stay as similar as
/// possible.
///
/// # Method
/// `typology.ward` · Ward's hierarchical clustering · hierarchische Typologie (Ward-Verfahren)
///
/// Beginnt mit jedem Gebiet für sich und legt immer die zwei Gruppen zusammen, die sich dadurch am
/// wenigsten vermischen. So entsteht ein Baum, der sich bei jeder Zahl von Typen schneiden lässt.
/// Eine frühe Zusammenlegung wird später nicht mehr aufgelöst, auch wenn das besser wäre.
///
/// ```text
/// Höhe(A, B) = √( 2·|A|·|B| / (|A| + |B|) ) · ‖c_A − c_B‖      c = Mittel der Profile
/// ```
///
/// Choice: heights as those of Euclidean distances by Lance and Williams (`ward.D2` in R); `ward.D`
/// on plain distances is another tree. Ties go by the order of the areas.
///
/// # Units
/// Heights in standard deviations, ascending.
///
/// # Errors
/// Missing values: see [`Profiles::new`]; numbers of types: see [`Tree::cut`].
///
/// # References
/// Ward, J. H. (1963): Hierarchical grouping to optimize an objective function. Journal of the
/// American Statistical Association 58, 236–244.
///
/// ```
/// use teilraum::stats::normalise::Divisor;
/// use teilraum::stats::similar::{Gaps, Profiles};
/// use teilraum::stats::typology::ward;
/// let rent = [5.0, 9.0, 5.0, 9.0].map(Some); // two each at −1 and 1
/// let profiles = Profiles::new(&[&rent], Divisor::Count, Gaps::Refuse)?;
/// let tree = ward(&profiles);
/// assert_eq!(tree.heights().collect::<Vec<_>>(), [0.0, 0.0, 8.0_f64.sqrt()]);
/// assert_eq!(tree.cut(2)?, [0, 1, 0, 1]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[must_use]
pub fn ward(profiles: &Profiles) -> Tree {
    finish(Ward::new(profiles))
}

/// [`ward`] as a job.
///
/// Follows chains of nearest groups until two are each other's nearest. Distances follow from
/// centers and sizes, so that no matrix of distances is kept.
///
/// Murtagh, F. (1983): A survey of recent advances in hierarchical clustering algorithms. The
/// Computer Journal 26, 354–359.
#[derive(Clone, Debug)]
pub struct Ward {
    /// Coordinates of the centers, dimension after dimension; infinite where a group is gone, so
    /// that it is never the nearest.
    columns: Vec<Vec<f64>>,
    sizes: Vec<f64>,
    /// The area that stands for a group, its last.
    names: Vec<u32>,
    /// Highest join within each group.
    heights: Vec<f64>,
    /// Groups that are gone but still have a place.
    gone: usize,
    /// Places of a chain in which each group is the nearest of the one before.
    chain: Vec<usize>,
    joins: Vec<Join>,
    count: usize,
}

/// So many distances are computed at once.
const BLOCK: usize = 128;

impl Ward {
    /// Begins with every area for itself.
    #[must_use]
    pub fn new(profiles: &Profiles) -> Self {
        let count = profiles.count();
        let column = |d| {
            let value = |row: &[f64]| row.get(d).copied();
            profiles.rows().filter_map(value).collect()
        };
        Self {
            columns: (0..profiles.dimensions()).map(column).collect(),
            sizes: vec![1.0; count],
            names: (0..).take(count).collect(),
            heights: vec![0.0; count],
            gone: 0,
            chain: Vec::new(),
            joins: Vec::with_capacity(count),
            count,
        }
    }

    /// Half the squared height at which the group at `at` would join each of those from `from` on.
    fn costs(&self, at: usize, from: usize, costs: &mut [f64; BLOCK]) -> usize {
        let to = (from + BLOCK).min(self.sizes.len());
        costs.fill(0.0);
        for column in &self.columns {
            let own = column[at];
            for (cost, other) in costs.iter_mut().zip(&column[from..to]) {
                *cost += (own - other) * (own - other);
            }
        }
        let size = self.sizes[at];
        for (cost, other) in costs.iter_mut().zip(&self.sizes[from..to]) {
            *cost *= size * other / (size + other);
        }
        to - from
    }

    /// The group nearest to that at `at` and its cost: `before` if none is nearer, else the first.
    fn nearest(&self, at: usize, before: Option<usize>) -> (usize, f64) {
        let mut costs = [0.0; BLOCK];
        let mut best = (at, f64::INFINITY);
        if let Some(before) = before {
            self.costs(at, before, &mut costs);
            best = (before, costs[0]);
        }
        for from in (0..self.sizes.len()).step_by(BLOCK) {
            let count = self.costs(at, from, &mut costs);
            if let Some(own) = at.checked_sub(from).and_then(|own| costs.get_mut(own)) {
                *own = f64::INFINITY;
            }
            let costs = costs.get(..count).unwrap_or_default();
            if costs.iter().any(|cost| *cost < best.1) {
                for (place, cost) in (from..).zip(costs) {
                    if *cost < best.1 {
                        best = (place, *cost);
                    }
                }
            }
        }
        best
    }

    /// Makes the chain longer by one group, or joins its last two.
    fn advance(&mut self) {
        let first = || {
            self.names
                .iter()
                .zip(&self.sizes)
                .position(|(_, size)| *size > 0.0)
        };
        let Some(at) = self.chain.last().copied().or_else(first) else {
            return;
        };
        if self.chain.is_empty() {
            self.chain.push(at);
        }
        let before = self
            .chain
            .len()
            .checked_sub(2)
            .map(|before| self.chain[before]);
        let (next, cost) = self.nearest(at, before);
        if Some(next) == before {
            self.chain.truncate(self.chain.len() - 2);
            self.join(at.min(next), at.max(next), cost);
        } else {
            self.chain.push(next);
        }
    }

    /// Puts the union of two groups in the place of the later one.
    fn join(&mut self, one: usize, other: usize, cost: f64) {
        // Rounding must not put a join below one within its groups.
        let within = self.heights[one].max(self.heights[other]);
        let height = (2.0 * cost).sqrt().max(within);
        self.joins.push(Join {
            one: self.names[one],
            other: self.names[other],
            height,
        });
        let size = self.sizes[one] + self.sizes[other];
        let share = self.sizes[one] / size;
        for column in &mut self.columns {
            // From the one to the other, so that equal centers stay what they are.
            let step = (column[one] - column[other]) * share;
            column[other] += step;
            column[one] = f64::INFINITY;
        }
        self.sizes[one] = 0.0;
        self.sizes[other] = size;
        self.heights[other] = height;
        self.gone += 1;
        if self.gone > 64 && self.gone > self.sizes.len() / 16 {
            self.tidy();
        }
    }

    /// Closes the gaps that joined groups have left.
    fn tidy(&mut self) {
        let stays: Vec<bool> = self.sizes.iter().map(|size| *size > 0.0).collect();
        let mut new = 0;
        let place = |stays: &bool| {
            new += usize::from(*stays);
            new.saturating_sub(1)
        };
        let places: Vec<usize> = stays.iter().map(place).collect();
        for at in &mut self.chain {
            *at = places[*at];
        }
        for column in self
            .columns
            .iter_mut()
            .chain([&mut self.sizes, &mut self.heights])
        {
            keep(column, &stays);
        }
        keep(&mut self.names, &stays);
        self.gone = 0;
    }
}

fn keep<T>(column: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    column.retain(|_| stays.next().copied().unwrap_or(false));
}

impl Job for Ward {
    type Output = Tree;

    fn step(&mut self, work: u32) -> Progress<Tree> {
        let needed = self.count.saturating_sub(1);
        let mut left = work as usize;
        while self.joins.len() < needed {
            self.advance();
            left = left.saturating_sub(self.sizes.len() * (self.columns.len() + 3));
            if left == 0 && self.joins.len() < needed {
                let count = |joins: usize| u32::try_from(joins).unwrap_or(u32::MAX);
                return Progress::Running {
                    done: count(self.joins.len()),
                    of: count(needed),
                };
            }
        }
        Progress::Done(Tree::new(self.joins.clone(), self.count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::similar::profiles::complete as profiles;
    use proptest::prelude::*;

    /// The slow twin: of all pairs of groups the cheapest, by the sum of squares before and after.
    fn plain(profiles: &Profiles) -> (Vec<f64>, Vec<Vec<Vec<usize>>>) {
        let spread = |group: &[usize]| -> f64 {
            let n = group.len() as f64;
            let one = |d: usize| {
                let value = |area: &usize| profiles.row(*area)[d];
                let mean = group.iter().map(value).sum::<f64>() / n;
                group
                    .iter()
                    .map(|area| (value(area) - mean) * (value(area) - mean))
                    .sum::<f64>()
            };
            (0..profiles.dimensions()).map(one).sum()
        };
        let mut groups: Vec<Vec<usize>> = (0..profiles.count()).map(|area| vec![area]).collect();
        let (mut heights, mut levels) = (Vec::new(), vec![groups.clone()]);
        while groups.len() > 1 {
            let mut best = (f64::INFINITY, 0, 0);
            for i in 0..groups.len() {
                for j in 0..i {
                    let both = [&groups[i][..], &groups[j]].concat();
                    let cost = spread(&both) - spread(&groups[i]) - spread(&groups[j]);
                    if cost < best.0 {
                        best = (cost, i, j);
                    }
                }
            }
            let joined = groups.remove(best.1);
            groups[best.2].extend(joined);
            heights.push((2.0 * best.0.max(0.0)).sqrt());
            levels.push(groups.clone());
        }
        levels.reverse();
        (heights, levels)
    }

    fn columns(value: impl Strategy<Value = f64> + Clone) -> impl Strategy<Value = Vec<Vec<f64>>> {
        (2_usize..24, 1_usize..4).prop_flat_map(move |(n, d)| {
            prop::collection::vec(prop::collection::vec(value.clone(), n), d)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn as_joining_the_cheapest_pair_each_time(columns in columns(-9.0..9.0)) {
            let Ok(profiles) = profiles(&columns) else { return Ok(()) };
            let tree = ward(&profiles);
            let (heights, levels) = plain(&profiles);
            for (found, expected) in tree.heights().zip(&heights) {
                prop_assert!((found - expected).abs() < 1e-6, "{} {}", found, expected);
            }
            for (k, groups) in (1..).zip(&levels) {
                let labels = tree.cut(k).unwrap();
                for group in groups {
                    prop_assert!(group.iter().all(|area| labels[*area] == labels[group[0]]));
                }
                prop_assert_eq!(*labels.iter().max().unwrap() as usize + 1, groups.len());
            }
        }

        #[test]
        fn heights_ascend_and_add_up_to_the_whole_spread_even_with_ties(
            columns in columns((0_i32..4).prop_map(f64::from)),
            sizes in prop::collection::vec(1_u32..400, 1..5),
        ) {
            let Ok(profiles) = profiles(&columns) else { return Ok(()) };
            let tree = ward(&profiles);
            prop_assert!(tree.heights().is_sorted());
            let spread: f64 = tree.heights().map(|height| 0.5 * height * height).sum();
            let all = (profiles.count() * profiles.dimensions()) as f64;
            prop_assert!((spread - all).abs() < 1e-9 * all, "{} {}", spread, all);

            let mut job = Ward::new(&profiles);
            let mut sizes = sizes.iter().cycle();
            let stepped = loop {
                if let Progress::Done(tree) = job.step(*sizes.next().unwrap()) {
                    break tree;
                }
            };
            prop_assert_eq!(stepped, tree);
        }
    }

    #[test]
    fn closing_gaps_changes_nothing() {
        let mut random = crate::stats::Random::new(5);
        let column = |random: &mut crate::stats::Random| (0..400).map(|_| random.unit()).collect();
        let columns = [column(&mut random), column(&mut random)];
        let profiles = profiles(&columns).unwrap();
        let mut untidy = Ward::new(&profiles);
        let mut tidy = untidy.clone();
        while tidy.joins.len() < 399 {
            tidy.advance();
            untidy.advance();
            tidy.tidy();
        }
        let places = |ward: &Ward| ward.joins.clone();
        assert_eq!(places(&tidy), places(&untidy));
    }
}
