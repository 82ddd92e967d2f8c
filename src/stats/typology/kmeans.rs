//! k-means: types around centers.

use super::Types;
use super::lloyd::Lloyd;
use super::points::Points;
use super::seeding::plus_plus;
use crate::stats::similar::Profiles;
use crate::stats::{Job, Progress, Random, Reason, finish};

/// How to look for types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// How many types, at least one and no more than areas.
    pub k: usize,
    /// Position of the indicator that numbers the types, from its highest mean down.
    pub lead: usize,
    /// How many times to begin anew; zero counts as one.
    pub starts: u32,
    /// Seed of the random numbers; belongs beside the result, as does the number of starts.
    pub seed: u64,
}

impl Grouping {
    /// Into `k` types, numbered by the first indicator, from fifty starts.
    #[must_use]
    pub fn into_types(k: usize) -> Self {
        Self {
            k,
            lead: 0,
            starts: 50,
            seed: 1,
        }
    }
}

/// Sorts areas into types such that each area is as close as possible to the mean of its type.
///
/// # Method
/// `typology.kmeans` · k-means clustering · Clustertypologie (k-Means)
///
/// Fasst Gebiete mit ähnlichem Profil zu einer gewählten Zahl von Typen zusammen. Das Verfahren
/// findet immer so viele Typen, wie verlangt werden, auch wenn sich die Gebiete in Wahrheit kaum
/// gruppieren; wie gut die Typen getrennt sind, sagt der Silhouettenwert.
///
/// ```text
/// Σ_i ‖z_i − c_t(i)‖² so klein wie möglich;  c_t = Mittel der Gebiete des Typs t
/// ```
///
/// Fifty starts by k-means++, each followed by Lloyd's rounds until no area changes; the start with
/// the least sum wins, the first of equals. An empty type gets the area farthest from its own center.
///
/// # Units
/// Profiles in standard deviations; the sum of squares has no unit.
///
/// # Errors
/// [`Reason::Infeasible`] if no type is asked for, [`Reason::NTooSmall`] if more types than areas,
/// [`Reason::MissingValue`] if there is no such lead indicator. Missing values: see
/// [`Profiles::new`]. Types stay empty where fewer areas differ than types are asked for.
///
/// # References
/// Lloyd, S. P. (1982): Least squares quantization in PCM. IEEE Transactions on Information Theory
/// 28, 129–137.
///
/// ```
/// use teilraum::stats::normalise::Divisor;
/// use teilraum::stats::similar::{Gaps, Profiles};
/// use teilraum::stats::typology::{Grouping, kmeans};
/// let rent = [5.0, 9.0, 5.0, 9.0].map(Some); // mean 7, deviation 2
/// let profiles = Profiles::new(&[&rent], Divisor::Count, Gaps::Refuse)?;
/// let types = kmeans(&profiles, Grouping::into_types(2))?;
/// assert_eq!(types.labels, [1, 0, 1, 0]);
/// assert_eq!(types.centers, [[1.0], [-1.0]]);
/// assert_eq!(types.inertia, 0.0);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn kmeans(profiles: &Profiles, grouping: Grouping) -> Result<Types, Reason> {
    finish(Kmeans::new(profiles, grouping)?)
}

/// [`kmeans`] as a job over the starts.
#[derive(Clone, Debug)]
pub struct Kmeans {
    profiles: Profiles,
    points: Points,
    grouping: Grouping,
    /// Starts that have come to an end.
    done: u32,
    run: Option<Lloyd>,
    /// The least sum of squares so far and its labels.
    best: Option<(f64, Vec<u32>)>,
}

impl Kmeans {
    /// Checks what is asked for.
    ///
    /// # Errors
    /// See [`kmeans`].
    pub fn new(profiles: &Profiles, grouping: Grouping) -> Result<Self, Reason> {
        if grouping.k == 0 {
            return Err(Reason::Infeasible);
        }
        if grouping.k > profiles.count() {
            return Err(Reason::NTooSmall);
        }
        if grouping.lead >= profiles.dimensions() {
            return Err(Reason::MissingValue);
        }
        Ok(Self {
            points: Points::new(profiles),
            profiles: profiles.clone(),
            grouping: Grouping {
                starts: grouping.starts.max(1),
                ..grouping
            },
            done: 0,
            run: None,
            best: None,
        })
    }

    /// Goes on by one start's seeding or one round. About how many operations it took.
    fn advance(&mut self) -> u64 {
        let Self {
            points, grouping, ..
        } = self;
        let (rows, width) = (points.count as u64, points.dimensions as u64);
        let each = width * grouping.k as u64;
        let Some(run) = &mut self.run else {
            let mut random = Random::stream(grouping.seed, u64::from(self.done));
            let centers = plus_plus(points, grouping.k, &mut random);
            self.run = Some(Lloyd::new(points, centers));
            return rows * each;
        };
        if let Some(looked_at) = run.round(points) {
            return rows + u64::from(looked_at) * each;
        }
        let inertia = run.inertia(points);
        if self.best.as_ref().is_none_or(|(least, _)| inertia < *least) {
            self.best = Some((inertia, run.labels().to_vec()));
        }
        self.run = None;
        self.done += 1;
        rows * width
    }
}

impl Job for Kmeans {
    type Output = Result<Types, Reason>;

    fn step(&mut self, work: u32) -> Progress<Self::Output> {
        let mut left = u64::from(work);
        while self.done < self.grouping.starts {
            left = left.saturating_sub(self.advance().max(1));
            if left == 0 && self.done < self.grouping.starts {
                return Progress::Running {
                    done: self.done,
                    of: self.grouping.starts,
                };
            }
        }
        let labels = self.best.as_ref().map_or(&[][..], |best| &best.1);
        let Grouping { k, lead, .. } = self.grouping;
        Progress::Done(Types::new(&self.profiles, labels, k, lead))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::similar::profiles::complete as profiles;
    use proptest::prelude::*;

    #[test]
    fn what_makes_no_sense_is_refused() {
        let profiles = profiles(&[vec![1.0, 2.0, 4.0]]).unwrap();
        let refused = |grouping| kmeans(&profiles, grouping).unwrap_err();
        assert_eq!(refused(Grouping::into_types(0)), Reason::Infeasible);
        assert_eq!(refused(Grouping::into_types(4)), Reason::NTooSmall);
        assert_eq!(refused(Grouping::into_types(usize::MAX)), Reason::NTooSmall);
        let lead = Grouping {
            lead: 1,
            ..Grouping::into_types(2)
        };
        assert_eq!(refused(lead), Reason::MissingValue);
    }

    #[test]
    fn as_many_types_as_areas_are_the_areas() {
        let profiles = profiles(&[vec![1.0, 9.0, 4.0]]).unwrap();
        let types = kmeans(&profiles, Grouping::into_types(3)).unwrap();
        assert_eq!(types.labels, [2, 0, 1]);
        assert_eq!(types.inertia, 0.0);
        let one = kmeans(&profiles, Grouping::into_types(1)).unwrap();
        assert!((one.inertia - 3.0).abs() < 1e-12);
    }

    /// The least sum of squares over all groupings of a few areas.
    fn least(profiles: &Profiles, k: usize) -> f64 {
        let n = profiles.count();
        let all = (0..k.pow(n as u32)).map(|code| {
            let digit = |at: usize| (code / k.pow(at as u32) % k) as u32;
            let labels: Vec<u32> = (0..n).map(digit).collect();
            Types::new(profiles, &labels, k, 0).unwrap().inertia
        });
        all.fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn fifty_starts_find_the_best_grouping_of_a_few_areas(
            one in prop::collection::vec(0.0..10.0, 7),
            other in prop::collection::vec(0.0..10.0, 7),
            k in 1_usize..4,
        ) {
            let profiles = profiles(&[one, other]).unwrap();
            let found = kmeans(&profiles, Grouping::into_types(k)).unwrap();
            prop_assert!(found.inertia <= least(&profiles, k) + 1e-9);
        }

        #[test]
        fn steps_of_any_size_give_the_same(
            column in prop::collection::vec(0.0..10.0, 12),
            sizes in prop::collection::vec(1_u32..900, 1..6),
            seed in any::<u64>(),
        ) {
            let profiles = profiles(&[column]).unwrap();
            let grouping = Grouping { seed, starts: 4, ..Grouping::into_types(3) };
            let mut job = Kmeans::new(&profiles, grouping).unwrap();
            let mut sizes = sizes.iter().cycle();
            let stepped = loop {
                if let Progress::Done(types) = job.step(*sizes.next().unwrap()) {
                    break types;
                }
            };
            prop_assert_eq!(stepped, kmeans(&profiles, grouping));
        }
    }
}
