//! The trend of a series that may be put into words.

use super::mann_kendall::Scratch;
use super::{Observation, Points, Sen, last_segment};
use crate::stats::{Job, Progress, Reason};

/// With fewer values the test can hardly ever find a trend.
pub const FEWEST: usize = 5;

/// Which way a series goes, as far as the test can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Significantly up.
    Rising,
    /// Significantly down.
    Falling,
    /// Neither: chance could bring about as much, or the typical change is zero.
    NoTrend,
}

/// The tested trend of the newest part of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TestedTrend {
    /// Which way it goes.
    pub direction: Direction,
    /// The p value of the Mann–Kendall test.
    pub p: f64,
    /// Sen's slope: the typical change per year, in units of the values.
    pub per_year: f64,
    /// Limits of the slope, 95 %, where they exist.
    pub limits: Option<(f64, f64)>,
    /// When the first value of the part was observed.
    pub from: f64,
    /// When the last one was.
    pub to: f64,
    /// How many values the part has.
    pub n: usize,
    /// Whether a break lies before the part, so that earlier values do not count.
    pub after_break: bool,
}

/// The trend since the last break, tested at the level `alpha` (usually 0.05).
///
/// Not a method of its own: cuts the series at its breaks, tests the last part by
/// [`mann_kendall`](super::mann_kendall) and names the direction if p < `alpha`.
///
/// # Units
/// Times in years; the slope in units of the values per year.
///
/// # Errors
/// [`Reason::NTooSmall`] with fewer than [`FEWEST`] values since the last break,
/// [`Reason::AllEqual`] if they are all the same, [`Reason::Infeasible`] if times do not ascend or
/// `alpha` is not between 0 and 1, [`Reason::MissingValue`] if a number is none.
///
/// ```
/// # use teilraum::stats::trend::{Direction, Observation, tested_trend};
/// let at = |year: u32| Observation {
///     time: f64::from(2015 + year),
///     value: Some(f64::from(if year < 3 { 99 } else { 2 * year })),
///     break_before: year == 3,
/// };
/// let series: Vec<_> = (0..10).map(at).collect();
/// let trend = tested_trend(&series, 0.05)?;
/// assert_eq!((trend.direction, trend.per_year, trend.from), (Direction::Rising, 2.0, 2018.0));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn tested_trend(series: &[Observation], alpha: f64) -> Result<TestedTrend, Reason> {
    Memory::default().tested(series, alpha)
}

/// Reused from series to series.
#[derive(Clone, Debug, Default)]
struct Memory {
    points: Points,
    scratch: Scratch,
}

impl Memory {
    fn tested(&mut self, series: &[Observation], alpha: f64) -> Result<TestedTrend, Reason> {
        let ascending = series.is_sorted_by(|one, next| one.time < next.time);
        if !(ascending && alpha > 0.0 && alpha < 1.0) {
            return Err(Reason::Infeasible);
        }
        let part = last_segment(series);
        let pairs = part.iter().map(|point| (point.time, point.value));
        self.points.refill(pairs)?;
        let (&[from, .., to], values) = (self.points.times(), self.points.values()) else {
            return Err(Reason::NTooSmall);
        };
        if values.len() < FEWEST {
            return Err(Reason::NTooSmall);
        }
        if values.iter().all(|value| values.first() == Some(value)) {
            return Err(Reason::AllEqual);
        }
        let test = self.scratch.mann_kendall(&self.points)?;
        let sen = test.sen?;
        Ok(TestedTrend {
            direction: direction(&sen, test.s, test.p < alpha),
            p: test.p,
            per_year: sen.slope,
            limits: sen.limits.ok(),
            from,
            to,
            n: test.n,
            after_break: part.len() < series.len(),
        })
    }
}

/// Many ties can make a test significant whose median slope is zero; "rises by 0" helps nobody.
fn direction(sen: &Sen, s: i64, significant: bool) -> Direction {
    if significant && s > 0 && sen.slope > 0.0 {
        Direction::Rising
    } else if significant && s < 0 && sen.slope < 0.0 {
        Direction::Falling
    } else {
        Direction::NoTrend
    }
}

/// The [`tested_trend`] of many series, such as one per area.
///
/// ```
/// # use teilraum::stats::{Reason, finish, trend::TestedTrends};
/// assert_eq!(finish(TestedTrends::new(vec![vec![]], 0.05)), [Err(Reason::NTooSmall)]);
/// ```
#[derive(Clone, Debug)]
pub struct TestedTrends {
    series: Vec<Vec<Observation>>,
    alpha: f64,
    memory: Memory,
    done: Vec<Result<TestedTrend, Reason>>,
}

impl TestedTrends {
    /// Prepares the tests of `series` at the level `alpha`.
    #[must_use]
    pub fn new(series: Vec<Vec<Observation>>, alpha: f64) -> Self {
        Self {
            done: Vec::with_capacity(series.len()),
            series,
            alpha,
            memory: Memory::default(),
        }
    }
}

impl Job for TestedTrends {
    type Output = Vec<Result<TestedTrend, Reason>>;

    fn step(&mut self, work: u32) -> Progress<Self::Output> {
        let mut left = work as usize;
        while let Some(series) = self.series.get(self.done.len()) {
            self.done.push(self.memory.tested(series, self.alpha));
            // Every pair is compared, and their slopes are sorted.
            let pairs = series.len().saturating_mul(series.len());
            left = left.saturating_sub(pairs.saturating_mul(4).saturating_add(100));
            if left == 0 {
                break;
            }
        }
        if self.done.len() < self.series.len() {
            return Progress::Running {
                done: self.done.len() as u32,
                of: self.series.len() as u32,
            };
        }
        Progress::Done(self.done.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::finish;
    use crate::stats::trend::mann_kendall;
    use proptest::prelude::*;

    fn series(values: &[Option<f64>], breaks: &[usize]) -> Vec<Observation> {
        let at = |(year, &value): (usize, &Option<f64>)| Observation {
            time: 2000.0 + year as f64,
            value,
            break_before: breaks.contains(&year),
        };
        values.iter().enumerate().map(at).collect()
    }

    fn known(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn a_jump_at_a_break_is_no_trend() {
        let values = known(&[1.0, 2.0, 1.0, 2.0, 1.5, 51.0, 52.0, 50.0, 52.0, 51.0]);
        let across = tested_trend(&series(&values, &[]), 0.05).unwrap();
        assert_eq!(
            (across.direction, across.after_break),
            (Direction::Rising, false)
        );
        let since = tested_trend(&series(&values, &[5]), 0.05).unwrap();
        assert_eq!(
            (since.direction, since.n, since.from),
            (Direction::NoTrend, 5, 2005.0)
        );
        assert!(since.after_break);
    }

    #[test]
    fn few_values_since_the_break_are_refused_however_many_came_before() {
        let values = known(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
        assert_eq!(
            tested_trend(&series(&values, &[5]), 0.05),
            Err(Reason::NTooSmall)
        );
        assert_eq!(
            tested_trend(&series(&values, &[8]), 0.05),
            Err(Reason::NTooSmall)
        );
        assert_eq!(tested_trend(&[], 0.05), Err(Reason::NTooSmall));
        let mut gaps = values;
        gaps.truncate(5);
        assert!(tested_trend(&series(&gaps, &[]), 0.05).is_ok());
        gaps[2] = None;
        assert_eq!(
            tested_trend(&series(&gaps, &[]), 0.05),
            Err(Reason::NTooSmall)
        );
    }

    #[test]
    fn a_constant_series_disorder_and_senseless_levels_are_refused() {
        let constant = series(&known(&[3.0; 6]), &[]);
        assert_eq!(tested_trend(&constant, 0.05), Err(Reason::AllEqual));
        let mut turned = series(&known(&[1.0, 2.0, 3.0, 4.0, 6.0]), &[]);
        for alpha in [0.0, 1.0, f64::NAN] {
            assert_eq!(tested_trend(&turned, alpha), Err(Reason::Infeasible));
        }
        turned.reverse();
        assert_eq!(tested_trend(&turned, 0.05), Err(Reason::Infeasible));
    }

    #[test]
    fn a_significant_test_with_slope_zero_names_no_direction() {
        let mut values = [0.0; 12];
        values[10] = 1.0;
        values[11] = 2.0;
        let trend = tested_trend(&series(&known(&values), &[]), 0.1).unwrap();
        assert!(trend.p < 0.1 && trend.per_year == 0.0);
        assert_eq!(trend.direction, Direction::NoTrend);
    }

    proptest! {
        #[test]
        fn without_breaks_it_is_the_test_of_the_whole(values in prop::collection::vec(0_u8..9, 5..30)) {
            let values: Vec<_> = values.into_iter().map(|y| Some(f64::from(y))).collect();
            prop_assume!(values.iter().any(|y| *y != values[0]));
            let trend = tested_trend(&series(&values, &[]), 0.05).unwrap();
            let times: Vec<f64> = (0..values.len()).map(|year| 2000.0 + year as f64).collect();
            let plain = mann_kendall(&Points::new(&times, &values).unwrap()).unwrap();
            prop_assert_eq!((trend.p, trend.per_year), (plain.p, plain.sen.unwrap().slope));
            prop_assert!(trend.direction == Direction::NoTrend || trend.p < 0.05);
        }

        #[test]
        fn any_steps_give_the_same(
            all in prop::collection::vec(prop::collection::vec(prop::option::of(0_u8..9), 0..12), 0..20),
            work in 1_u32..5000,
        ) {
            let all: Vec<_> = all.iter().map(|values| {
                let values: Vec<_> = values.iter().map(|y| y.map(f64::from)).collect();
                series(&values, &[3])
            }).collect();
            let one_by_one: Vec<_> = all.iter().map(|series| tested_trend(series, 0.05)).collect();
            let mut job = TestedTrends::new(all, 0.05);
            prop_assert_eq!(&finish(job.clone()), &one_by_one);
            let stepped = loop {
                if let Progress::Done(result) = job.step(work) {
                    break result;
                }
            };
            prop_assert_eq!(&stepped, &one_by_one);
        }
    }
}
