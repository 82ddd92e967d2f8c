//! Natural breaks: the classes that vary least inside.

use crate::stats::{Job, Progress, Reason, Sorted, finish};

/// The optimal partition and how good it is.
#[derive(Clone, Debug, PartialEq)]
pub struct NaturalBreaks {
    /// Upper bounds: the largest value of each class.
    pub bounds: Vec<f64>,
    /// Sum over all values of the squared distance to the mean of their class.
    pub ssd: f64,
    /// Goodness of variance fit, 1 − SSD/SST; 1 where there is nothing to explain.
    pub gvf: f64,
}

/// The partition of sorted values into `k` classes with the smallest sum of squared distances to the
/// class means. Exact; equal values are never separated; `k` is capped at the number of distinct
/// values.
///
/// # Method
/// `classify.fisher_jenks` · natural breaks (Fisher–Jenks) · natürliche Klassen nach Fisher und Jenks
///
/// Sucht die Grenzen, bei denen die Werte innerhalb der Klassen einander so ähnlich wie möglich sind. Das
/// zeigt Gruppen, die in den Zahlen wirklich stecken. Die Grenzen sind krumm und gelten nur für diese Zahlen;
/// mehrere Einteilungen können gleich gut sein.
///
/// ```text
/// SSD = Σ_Klassen Σ (x − x̄_Klasse)²  →  kleinstmöglich
/// GVF = 1 − SSD/SST
/// ```
///
/// # Units
/// Bounds in the units of the values, the sums in their square.
///
/// # Errors
/// [`Reason::Infeasible`] if `k` is zero.
///
/// # References
/// Fisher, W. D. (1958): On grouping for maximum homogeneity. Journal of the American Statistical
/// Association 53, 789–798. Jenks, G. F. (1977): Optimal data classification for choropleth maps.
/// University of Kansas, Occasional Paper 2.
///
/// ```
/// use teilraum::{classify::fisher_jenks, stats::Sorted};
/// let natural = fisher_jenks(&Sorted::new(&[1.0, 2.0, 9.0, 10.0, 11.0])?, 2)?;
/// assert_eq!(natural.bounds, [2.0, 11.0]);
/// assert_eq!(natural.ssd, 2.5); // 0.25 + 0.25 and 1 + 0 + 1
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn fisher_jenks(sorted: &Sorted, k: u32) -> Result<NaturalBreaks, Reason> {
    Ok(finish(FisherJenksJob::new(sorted, k)?))
}

/// Fisher's dynamic programme in steps.
///
/// Row c of the table holds the best cost of dividing the first i + 1 distinct values into c + 1
/// classes. The start of the best last class never moves left as i grows (the cost satisfies the
/// quadrangle inequality), so a row is filled by halving: find the start for the middle i, then
/// look left of it for smaller and right of it for larger i. That is O(k u log u) for u distinct
/// values instead of O(k u²).
///
/// Wu, X. (1991): Optimal quantization by matrix searching. Journal of Algorithms 12, 663–673.
#[derive(Clone, Debug)]
pub struct FisherJenksJob {
    distinct: Vec<(f64, u32)>,
    costs: Costs,
    /// How many classes there will be.
    k: usize,
    /// Costs of the row before, and of the row being filled.
    before: Vec<f64>,
    row: Vec<f64>,
    /// For each finished row after the first: where the last class starts.
    starts: Vec<Vec<u32>>,
    /// Parts of the row still to be filled.
    open: Vec<Part>,
    done: u32,
    of: u32,
}

/// Cells `low..=high` of a row, whose last classes start in `first..=last`.
#[derive(Clone, Copy, Debug)]
struct Part {
    low: usize,
    high: usize,
    first: usize,
    last: usize,
}

impl FisherJenksJob {
    /// Prepares to divide `sorted` into `k` classes.
    ///
    /// # Errors
    /// [`Reason::Infeasible`] if `k` is zero.
    pub fn new(sorted: &Sorted, k: u32) -> Result<Self, Reason> {
        let distinct = sorted.distinct();
        let k = distinct.len().min(k as usize);
        if k == 0 {
            return Err(Reason::Infeasible);
        }
        let costs = Costs::new(&distinct);
        let first_row: Vec<f64> = (0..distinct.len()).map(|i| costs.of(0, i)).collect();
        let full_rows = k.saturating_sub(2) * distinct.len();
        let mut job = Self {
            costs,
            k,
            row: first_row.clone(),
            before: first_row,
            starts: Vec::new(),
            open: Vec::new(),
            done: 0,
            of: u32::try_from(full_rows + usize::from(k > 1)).unwrap_or(u32::MAX),
            distinct,
        };
        job.open_row();
        Ok(job)
    }

    /// How many parts there are, as [`Progress`] counts them.
    #[must_use]
    pub fn parts(&self) -> u32 {
        self.of
    }

    /// Starts the next row, if there is one. Of the last row only the last cell is needed.
    fn open_row(&mut self) {
        let row = self.starts.len() + 1;
        let high = self.distinct.len() - 1;
        if row < self.k {
            let low = if row + 1 == self.k { high } else { row };
            self.starts.push(vec![0; high + 1]);
            self.open.push(Part {
                low,
                high,
                first: row,
                last: high,
            });
        }
    }

    /// Fills the middle cell of one open part; returns how many operations that took.
    fn fill_middle(&mut self, part: Part) -> usize {
        let cell = part.low + (part.high - part.low) / 2;
        let last = part.last.min(cell);
        let (mut best, mut start) = (f64::INFINITY, part.first);
        for candidate in part.first..=last {
            let cost = self.before[candidate - 1] + self.costs.of(candidate, cell);
            if cost < best {
                (best, start) = (cost, candidate);
            }
        }
        self.row[cell] = best;
        if let Some(starts) = self.starts.last_mut() {
            starts[cell] = start as u32;
        }
        if cell < part.high {
            self.open.push(Part {
                low: cell + 1,
                first: start,
                ..part
            });
        }
        if cell > part.low {
            self.open.push(Part {
                high: cell - 1,
                last: start,
                ..part
            });
        }
        last + 1 - part.first
    }

    /// Walks back from the last value and measures the classes found.
    fn result(&self) -> NaturalBreaks {
        let mut end = self.distinct.len();
        let mut classes = Vec::with_capacity(self.k);
        for starts in self.starts.iter().rev() {
            let start = starts[end - 1] as usize;
            classes.push(&self.distinct[start..end]);
            end = start;
        }
        classes.push(&self.distinct[..end]);
        classes.reverse();
        let ssd: f64 = classes.iter().map(|class| squared_distances(class)).sum();
        let sst = squared_distances(&self.distinct);
        NaturalBreaks {
            bounds: classes
                .iter()
                .filter_map(|class| Some(class.last()?.0))
                .collect(),
            ssd,
            gvf: if sst > 0.0 { 1.0 - ssd / sst } else { 1.0 },
        }
    }
}

impl Job for FisherJenksJob {
    type Output = NaturalBreaks;

    fn step(&mut self, work: u32) -> Progress<NaturalBreaks> {
        let mut left = i64::from(work);
        while let Some(part) = self.open.pop() {
            left -= self.fill_middle(part) as i64;
            self.done = self.done.saturating_add(1).min(self.of);
            if self.open.is_empty() {
                std::mem::swap(&mut self.before, &mut self.row);
                self.open_row();
            }
            if left <= 0 && !self.open.is_empty() {
                return Progress::Running {
                    done: self.done,
                    of: self.of,
                };
            }
        }
        Progress::Done(self.result())
    }
}

/// Running sums of weights, values and squares, for the cost of any class in constant time.
///
/// Values are centred first: at an offset of a million the squares alone would use up the digits.
#[derive(Clone, Debug)]
struct Costs {
    sums: Vec<[f64; 3]>,
}

impl Costs {
    fn new(distinct: &[(f64, u32)]) -> Self {
        let centre = mean(distinct);
        let mut sums = Vec::with_capacity(distinct.len() + 1);
        let mut total = [0.0; 3];
        sums.push(total);
        for &(value, count) in distinct {
            let (x, weight) = (value - centre, f64::from(count));
            total = [
                total[0] + weight,
                total[1] + weight * x,
                total[2] + weight * x * x,
            ];
            sums.push(total);
        }
        Self { sums }
    }

    /// The sum of squared distances to their mean of the distinct values `first..=last`.
    fn of(&self, first: usize, last: usize) -> f64 {
        let (before, after) = (self.sums[first], self.sums[last + 1]);
        let [weight, sum, squares] = [0, 1, 2].map(|part| after[part] - before[part]);
        (squares - sum * sum / weight).max(0.0)
    }
}

fn mean(distinct: &[(f64, u32)]) -> f64 {
    let offset = distinct.first().map_or(0.0, |(value, _)| *value);
    let count: f64 = distinct.iter().map(|(_, count)| f64::from(*count)).sum();
    let sum: f64 = distinct
        .iter()
        .map(|(value, count)| (value - offset) * f64::from(*count))
        .sum();
    offset + sum / count
}

/// Σ (x − mean)² over all values of a class, directly from the definition.
fn squared_distances(class: &[(f64, u32)]) -> f64 {
    let centre = mean(class);
    class
        .iter()
        .map(|(value, count)| f64::from(*count) * (value - centre) * (value - centre))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same programme from the definition: every start for every cell, O(k u²) sums.
    fn plain_ssd(sorted: &Sorted, k: u32) -> f64 {
        let distinct = sorted.distinct();
        let u = distinct.len();
        let mut best: Vec<f64> = (0..u).map(|i| squared_distances(&distinct[..=i])).collect();
        for class in 1..u.min(k as usize) {
            let cell = |i: usize| {
                (class..=i)
                    .map(|start| best[start - 1] + squared_distances(&distinct[start..=i]))
                    .fold(f64::INFINITY, f64::min)
            };
            best = (0..u).map(cell).collect();
        }
        best[u - 1]
    }

    fn partition(values: &[f64], k: u32) -> NaturalBreaks {
        fisher_jenks(&Sorted::new(values).unwrap(), k).unwrap()
    }

    #[test]
    fn fewer_distinct_values_give_fewer_classes() {
        let natural = partition(&[2.0, 2.0, 7.0], 5);
        assert_eq!(
            natural,
            NaturalBreaks {
                bounds: vec![2.0, 7.0],
                ssd: 0.0,
                gvf: 1.0
            }
        );
    }

    #[test]
    fn constant_values_are_one_class() {
        assert_eq!(partition(&[5.0; 4], 3).bounds, [5.0]);
    }

    #[test]
    fn a_finished_job_repeats_its_result() {
        let sorted = Sorted::new(&[1.0, 2.0, 4.0, 8.0]).unwrap();
        let mut job = FisherJenksJob::new(&sorted, 3).unwrap();
        let first = job.step(u32::MAX);
        assert!(matches!(first, Progress::Done(_)));
        assert_eq!(job.step(1), first);
    }

    fn values() -> impl Strategy<Value = Vec<f64>> {
        let skewed = (-3000_i32..3000).prop_map(|x| f64::from(x) * f64::from(x.abs()) / 1000.0);
        let tied = (0_i32..12).prop_map(f64::from);
        let far = (0_i32..3000).prop_map(|x| 1e6 + f64::from(x) / 1000.0);
        prop_oneof![
            prop::collection::vec(skewed, 1..70),
            prop::collection::vec(tied, 1..70),
            prop::collection::vec(far, 1..70),
        ]
    }

    proptest! {
        #[test]
        fn halving_finds_the_optimum_of_the_plain_programme(values in values(), k in 1_u32..9) {
            let sorted = Sorted::new(&values).unwrap();
            let (fast, plain) = (fisher_jenks(&sorted, k).unwrap(), plain_ssd(&sorted, k));
            let total = squared_distances(&sorted.distinct());
            prop_assert!((fast.ssd - plain).abs() <= 1e-9 * plain + 1e-12 * total);
            prop_assert_eq!(fast.bounds.len(), sorted.distinct().len().min(k as usize));
            prop_assert!(fast.bounds.is_sorted_by(|a, b| a < b));
        }

        #[test]
        fn any_step_size_gives_the_same_result(values in values(), k in 1_u32..9, work in 0_u32..50) {
            let sorted = Sorted::new(&values).unwrap();
            let mut job = FisherJenksJob::new(&sorted, k).unwrap();
            let mut last = 0;
            let stepped = loop {
                match job.step(work) {
                    Progress::Done(result) => break result,
                    Progress::Running { done, of } => {
                        prop_assert!(last < done && done <= of);
                        last = done;
                    }
                }
            };
            prop_assert_eq!(stepped, fisher_jenks(&sorted, k).unwrap());
        }

        #[test]
        fn a_further_class_never_makes_it_worse(values in values(), k in 1_u32..8) {
            prop_assert!(partition(&values, k + 1).ssd <= partition(&values, k).ssd * (1.0 + 1e-9) + 1e-9);
        }
    }
}
