//! From published values and a wish to [`Breaks`].

use super::{
    Breaks, FisherJenksJob, equal_interval::equal_steps, quantile, std_mean, std_multiples,
    user_defined,
};
use crate::model::ClassMethod;
use crate::stats::{Job, Progress, Reason, Sorted, finish};

/// Cuts published values (units of the last decimal) into about `k` classes.
///
/// With a `midpoint` that has values on both sides, each side is cut for itself, at-or-below and
/// above, so that the midpoint is a bound; the classes are shared out in proportion to the values
/// (equal intervals: to the width), at least one for each side. Standard-deviation classes stay
/// around the mean and get the midpoint as a further bound. Constant values are one class.
///
/// `user_bounds` count only for [`ClassMethod::UserDefined`], which in turn needs neither values nor
/// `k`, and keeps its bounds whatever the midpoint.
///
/// # Errors
/// [`Reason::NTooSmall`] without values, [`Reason::Infeasible`] if `k` is zero,
/// [`Reason::InfeasibleBounds`] if `user_bounds` are missing or not strictly ascending.
///
/// ```
/// use teilraum::classify::classify;
/// use teilraum::model::ClassMethod;
/// let balance = [-30, -10, 5, 10, 20, 25];
/// let breaks = classify(&balance, ClassMethod::Quantile, 3, Some(0), &[])?;
/// assert_eq!(breaks.upper(), [0, 15, 25]); // one class below, two above
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn classify(
    units: &[i64],
    method: ClassMethod,
    k: u8,
    midpoint: Option<i64>,
    user_bounds: &[i64],
) -> Result<Breaks, Reason> {
    Ok(finish(ClassifyJob::new(
        units,
        method,
        k,
        midpoint,
        user_bounds,
    )?))
}

/// [`classify`] in steps. Only natural breaks take long; everything else is known from the start.
#[derive(Clone, Debug)]
pub struct ClassifyJob {
    asked: u8,
    max: i64,
    parts: Vec<Part>,
}

/// The classes of all values, or of one side of the midpoint.
#[derive(Clone, Debug)]
struct Part {
    cut: Cut,
    /// Where the last class ends, if not at its largest value: at the midpoint.
    ends_at: Option<f64>,
    /// How many parts of the job this is.
    size: u32,
}

/// Raw bounds, known or still to be found.
#[derive(Clone, Debug)]
enum Cut {
    Bounds(Vec<f64>),
    Natural(FisherJenksJob),
}

/// The values at or below a midpoint, and those above; neither is empty.
struct Divided {
    midpoint: f64,
    low: Sorted,
    high: Sorted,
}

impl ClassifyJob {
    /// Prepares what [`classify`] describes.
    ///
    /// # Errors
    /// As [`classify`].
    pub fn new(
        units: &[i64],
        method: ClassMethod,
        k: u8,
        midpoint: Option<i64>,
        user_bounds: &[i64],
    ) -> Result<Self, Reason> {
        if method == ClassMethod::UserDefined {
            return Self::with_bounds(units, user_bounds);
        }
        let sorted = Sorted::of_units(units)?;
        let max = units.iter().copied().max().unwrap_or_default();
        let parts = match Divided::at(&sorted, midpoint) {
            _ if k == 0 => return Err(Reason::Infeasible),
            _ if sorted.min() == sorted.max() => Vec::new(),
            Some(divided) if k > 1 => around(&sorted, &divided, method, k)?,
            _ => vec![Part::plain(whole(&sorted, method, k.into())?)],
        };
        Ok(Self {
            asked: k,
            max,
            parts,
        })
    }

    fn with_bounds(units: &[i64], bounds: &[i64]) -> Result<Self, Reason> {
        let last = bounds.last().copied().ok_or(Reason::InfeasibleBounds)?;
        let max = units.iter().copied().fold(last, i64::max);
        let raw: Vec<f64> = bounds.iter().map(|&bound| bound as f64).collect();
        let raw = user_defined(&Sorted::of_units(&[max])?, &raw)?;
        let asked = u8::try_from(raw.len()).unwrap_or(u8::MAX);
        Ok(Self {
            asked,
            max,
            parts: vec![Part::plain(Cut::Bounds(raw))],
        })
    }

    fn breaks(&self) -> Breaks {
        let raw: Vec<f64> = self.parts.iter().flat_map(Part::bounds).collect();
        Breaks::on_grid(&raw, self.asked, self.max)
    }
}

impl Job for ClassifyJob {
    type Output = Breaks;

    fn step(&mut self, work: u32) -> Progress<Breaks> {
        let of = self.parts.iter().map(|part| part.size).sum();
        let mut before = 0;
        for part in &mut self.parts {
            if let Cut::Natural(job) = &mut part.cut {
                match job.step(work) {
                    Progress::Done(natural) => part.cut = Cut::Bounds(natural.bounds),
                    Progress::Running { done, .. } => {
                        return Progress::Running {
                            done: before + done,
                            of,
                        };
                    }
                }
            }
            before += part.size;
        }
        Progress::Done(self.breaks())
    }
}

impl Part {
    fn plain(cut: Cut) -> Self {
        Self::ending(cut, None)
    }

    fn ending(cut: Cut, ends_at: Option<f64>) -> Self {
        let size = match &cut {
            Cut::Bounds(_) => 0,
            Cut::Natural(job) => job.parts(),
        };
        Self { cut, ends_at, size }
    }

    fn bounds(&self) -> Vec<f64> {
        let mut bounds = match &self.cut {
            Cut::Bounds(bounds) => bounds.clone(),
            Cut::Natural(_) => Vec::new(),
        };
        if let (Some(end), Some(last)) = (self.ends_at, bounds.last_mut()) {
            *last = end;
        }
        bounds
    }
}

impl Divided {
    fn at(sorted: &Sorted, midpoint: Option<i64>) -> Option<Self> {
        let midpoint = midpoint? as f64;
        let values = sorted.as_slice();
        let (low, high) = values.split_at(values.partition_point(|value| *value <= midpoint));
        let (low, high) = (Sorted::new(low).ok()?, Sorted::new(high).ok()?);
        Some(Self {
            midpoint,
            low,
            high,
        })
    }
}

/// Classes of all values, whatever their midpoint.
fn whole(sorted: &Sorted, method: ClassMethod, k: u32) -> Result<Cut, Reason> {
    Ok(match method {
        ClassMethod::Quantile => Cut::Bounds(quantile(sorted, k)?),
        ClassMethod::EqualInterval => Cut::Bounds(equal_steps(sorted.min(), sorted.max(), k)),
        ClassMethod::FisherJenks => Cut::Natural(FisherJenksJob::new(sorted, k)?),
        ClassMethod::StdMean => Cut::Bounds(std_mean(sorted, &std_multiples(k))?),
        ClassMethod::UserDefined => return Err(Reason::InfeasibleBounds),
    })
}

/// Classes with the midpoint as a bound.
fn around(
    sorted: &Sorted,
    divided: &Divided,
    method: ClassMethod,
    k: u8,
) -> Result<Vec<Part>, Reason> {
    let Divided {
        midpoint,
        low,
        high,
    } = divided;
    let (below, above) = (midpoint - sorted.min(), sorted.max() - midpoint);
    match method {
        ClassMethod::StdMean => Ok(vec![
            Part::plain(whole(sorted, method, k.into())?),
            Part::plain(Cut::Bounds(vec![*midpoint])),
        ]),
        ClassMethod::EqualInterval => {
            let (k_low, k_high) = share(k, below, above);
            let low = equal_steps(sorted.min(), *midpoint, k_low);
            let high = equal_steps(*midpoint, sorted.max(), k_high);
            Ok(vec![Part::plain(Cut::Bounds([low, high].concat()))])
        }
        _ => {
            let (k_low, k_high) = share(k, low.count() as f64, high.count() as f64);
            let low = Part::ending(whole(low, method, k_low)?, Some(*midpoint));
            Ok(vec![low, Part::plain(whole(high, method, k_high)?)])
        }
    }
}

/// Shares `k` ≥ 2 classes out in proportion to two weights, at least one for each.
fn share(k: u8, low: f64, high: f64) -> (u32, u32) {
    let k = u32::from(k);
    let wanted = libm::round(f64::from(k) * low / (low + high)) as u32;
    let low = wanted.clamp(1, k.max(2) - 1);
    (low, k - low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::Middle;
    use proptest::prelude::*;

    const COMPUTED: [ClassMethod; 4] = [
        ClassMethod::Quantile,
        ClassMethod::EqualInterval,
        ClassMethod::FisherJenks,
        ClassMethod::StdMean,
    ];

    #[test]
    fn constant_values_are_one_class() {
        for method in COMPUTED {
            let breaks = classify(&[7, 7, 7], method, 5, Some(0), &[]).unwrap();
            assert_eq!((breaks.upper(), breaks.asked()), (&[7][..], 5));
        }
    }

    #[test]
    fn equal_intervals_around_a_midpoint_share_their_width() {
        let breaks = classify(&[-20, 5, 40], ClassMethod::EqualInterval, 6, Some(0), &[]).unwrap();
        assert_eq!(breaks.upper(), [-10, 0, 10, 20, 30, 40]);
    }

    #[test]
    fn natural_breaks_of_each_side_end_at_the_midpoint() {
        let units = [-90, -88, -4, -2, 3, 4, 50, 52];
        let breaks = classify(&units, ClassMethod::FisherJenks, 4, Some(0), &[]).unwrap();
        assert_eq!(breaks.upper(), [-88, 0, 4, 52]);
    }

    #[test]
    fn standard_deviations_get_the_midpoint_as_a_further_bound() {
        // mean 2, sum of squares 32, sd 4
        let breaks = classify(&[-2, 2, 6], ClassMethod::StdMean, 3, Some(0), &[]).unwrap();
        assert_eq!(breaks.upper(), [-2, 0, 6]);
        assert_eq!(breaks.middle(0), Middle::Break(2));
    }

    #[test]
    fn one_class_has_no_room_for_a_midpoint() {
        let breaks = classify(&[-5, 5], ClassMethod::Quantile, 1, Some(0), &[]).unwrap();
        assert_eq!(breaks.upper(), [5]);
    }

    #[test]
    fn given_bounds_need_no_values_and_open_at_the_top() {
        let given = |units: &[i64]| classify(units, ClassMethod::UserDefined, 0, None, &[10, 20]);
        assert_eq!(given(&[]).unwrap().upper(), [10, 20]);
        assert_eq!(given(&[3, 25]).unwrap().upper(), [10, 20, 25]);
    }

    #[test]
    fn what_cannot_be_cut_says_why() {
        let cut = |units: &[i64], method, k| classify(units, method, k, None, &[]).unwrap_err();
        assert_eq!(cut(&[], ClassMethod::Quantile, 5), Reason::NTooSmall);
        assert_eq!(cut(&[1, 2], ClassMethod::Quantile, 0), Reason::Infeasible);
        assert_eq!(
            cut(&[1, 2], ClassMethod::UserDefined, 5),
            Reason::InfeasibleBounds
        );
    }

    fn units() -> impl Strategy<Value = Vec<i64>> {
        prop_oneof![
            prop::collection::vec(-20_i64..20, 1..60),
            prop::collection::vec(-2_000_000_i64..2_000_000, 1..60),
            prop::collection::vec(5_i64..9, 1..60),
        ]
    }

    fn method() -> impl Strategy<Value = ClassMethod> {
        prop::sample::select(COMPUTED.to_vec())
    }

    proptest! {
        #[test]
        fn bounds_ascend_and_counts_sum_to_n(
            units in units(), method in method(), k in 1_u8..9,
            midpoint in prop::option::of(-10_i64..10),
        ) {
            let breaks = classify(&units, method, k, midpoint, &[]).unwrap();
            prop_assert!(breaks.upper().is_sorted_by(|a, b| a < b));
            prop_assert!(breaks.upper().last() >= units.iter().max());
            let further = usize::from(method == ClassMethod::StdMean);
            prop_assert!(breaks.count() <= usize::from(k) + further);
            let mut ascending = units.clone();
            ascending.sort_unstable();
            let counts = breaks.counts(&ascending);
            prop_assert_eq!(counts.iter().sum::<u32>() as usize, units.len());
        }

        #[test]
        fn every_value_lies_in_the_range_of_its_class(
            units in units(), method in method(), k in 1_u8..9,
        ) {
            let breaks = classify(&units, method, k, None, &[]).unwrap();
            for unit in units {
                let range = breaks.range(breaks.class_of(unit));
                prop_assert!(range.over.is_none_or(|over| over < unit));
                prop_assert!(range.up_to.is_none_or(|up_to| unit <= up_to));
            }
        }

        #[test]
        fn the_order_of_areas_does_not_matter(
            units in units(), method in method(), k in 1_u8..9, turn in 0_usize..60,
        ) {
            let mut turned = units.clone();
            turned.rotate_left(turn % units.len());
            prop_assert_eq!(
                classify(&units, method, k, Some(0), &[]),
                classify(&turned, method, k, Some(0), &[])
            );
        }

        #[test]
        fn a_midpoint_with_values_on_both_sides_is_a_bound(
            units in units(), method in method(), k in 2_u8..9, midpoint in -10_i64..10,
        ) {
            let breaks = classify(&units, method, k, Some(midpoint), &[]).unwrap();
            let below = units.iter().filter(|unit| **unit <= midpoint).count();
            let both = below > 0 && below < units.len();
            prop_assert!(!both || breaks.upper().contains(&midpoint));
            // Deviations may reach across a midpoint that no value lies beyond.
            let divides = matches!(breaks.middle(midpoint), Middle::Break(_));
            prop_assert!(divides || (method == ClassMethod::StdMean && !both));
        }

        #[test]
        fn any_step_size_gives_the_same_breaks(
            units in units(), k in 1_u8..9, work in 1_u32..40,
        ) {
            let method = ClassMethod::FisherJenks;
            let mut job = ClassifyJob::new(&units, method, k, Some(0), &[]).unwrap();
            let mut last = 0;
            let stepped = loop {
                match job.step(work) {
                    Progress::Done(breaks) => break breaks,
                    Progress::Running { done, of } => {
                        prop_assert!(last < done && done <= of);
                        last = done;
                    }
                }
            };
            prop_assert_eq!(stepped, classify(&units, method, k, Some(0), &[]).unwrap());
        }
    }
}
