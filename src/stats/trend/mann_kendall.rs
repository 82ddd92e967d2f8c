//! The Mann–Kendall test and Sen's slope.

use super::Points;
use crate::stats::Reason;
use crate::stats::ascending::ascend;
use crate::stats::checked::finite;
use crate::stats::distribution::{normal_quantile, normal_two_sided};

/// All pairs are kept; beyond this they would fill the memory. Series of social figures have some
/// dozens of points.
const MOST: usize = 2000;

/// Whether a series goes one way, and how steeply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// How many values the series has.
    pub n: usize,
    /// Pairs that rise minus pairs that fall.
    pub s: i64,
    /// The variance of S without a trend, corrected for ties.
    pub variance: f64,
    /// S in standard deviations, with continuity correction; 0 if S is 0.
    pub z: f64,
    /// How likely an S this far from 0 would be without a trend, either way.
    pub p: f64,
    /// S over the number of pairs (Kendall's τ-a).
    pub tau: f64,
    /// The typical slope; [`Reason::ZeroVariance`] if all times are equal.
    pub sen: Result<Sen, Reason>,
}

/// Sen's line: the median of all slopes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sen {
    /// Change per unit of time.
    pub slope: f64,
    /// The line at time 0, through the medians of times and values.
    pub intercept: f64,
    /// Limits of the slope, 95 %; [`Reason::ZeroVariance`] if ties leave no variance at all.
    pub limits: Result<(f64, f64), Reason>,
}

/// Whether more pairs of a series rise than fall, and the median of their slopes.
///
/// # Method
/// `trend.mann_kendall` · Mann–Kendall trend test with Sen's slope · Mann-Kendall-Trendtest mit Theil-Sen-Steigung
///
/// Prüft, ob eine Reihe über die Jahre eher steigt oder fällt, ohne eine gerade Linie vorauszusetzen; einzelne
/// Ausreißer verschieben das Ergebnis kaum. Die Sen-Steigung sagt, wie viel es pro Jahr typischerweise ist.
/// Hängt ein Jahr stark vom vorigen ab, fällt das Ergebnis zu sicher aus.
///
/// ```text
/// S = Σ_{i<j} sgn(yⱼ − yᵢ),  Var = [n(n − 1)(2n + 5) − Σ b(b − 1)(2b + 5)]/18 (b gleiche Werte)
/// z = (S ∓ 1)/√Var, 0 bei S = 0;  τ = S/(n(n − 1)/2)
/// Steigung = Median (yⱼ − yᵢ)/(tⱼ − tᵢ),  Achsenabschnitt = Median y − Steigung·Median t
/// ```
///
/// # Units
/// Slope in units of the values per unit of time (years), with the real distances in time. Where
/// packages disagree, τ is τ-a, and the limits are those of Sen's ranked slopes.
///
/// # Errors
/// Gaps are left out; the points count in the order given. [`Reason::NTooSmall`] below three
/// values, [`Reason::Infeasible`] above two thousand. A constant series is no error: S = 0, p = 1.
///
/// # References
/// Mann, H. B. (1945): Nonparametric tests against trend. Econometrica 13, 245–259. Sen, P. K.
/// (1968): Estimates of the regression coefficient based on Kendall's tau. Journal of the American
/// Statistical Association 63, 1379–1389.
///
/// ```
/// # use teilraum::stats::trend::{Points, mann_kendall};
/// let points = Points::new(&[1.0, 2.0, 3.0, 4.0], &[Some(1.0), Some(2.0), Some(4.0), Some(3.0)])?;
/// let trend = mann_kendall(&points)?;
/// // Five pairs rise, one falls; slopes −1, ½, 2/3, 1, 3/2, 2.
/// assert_eq!((trend.s, trend.variance), (4, 4.0 * 3.0 * 13.0 / 18.0));
/// assert!((trend.sen?.slope - (2.0 / 3.0 + 1.0) / 2.0).abs() < 1e-15);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn mann_kendall(points: &Points) -> Result<MannKendall, Reason> {
    Scratch::default().mann_kendall(points)
}

/// Memory for many series, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    sorted: Vec<f64>,
    slopes: Vec<f64>,
}

impl Scratch {
    pub(super) fn mann_kendall(&mut self, points: &Points) -> Result<MannKendall, Reason> {
        let n = points.count();
        if n < 3 {
            return Err(Reason::NTooSmall);
        }
        if n > MOST {
            return Err(Reason::Infeasible);
        }
        let s = self.compare_all(points);
        let all = permutations(n);
        let time_ties = self.sort(points.times());
        let median_time = median(&self.sorted);
        let value_ties = self.sort(points.values());
        let middle = (median_time, median(&self.sorted));
        let variance = (all - value_ties) / 18.0;
        let z = standardised(s, variance);
        Ok(MannKendall {
            n,
            s,
            variance,
            z,
            p: normal_two_sided(z),
            tau: s as f64 / (n as f64 * (n as f64 - 1.0) / 2.0),
            sen: self.sen(middle, (all - time_ties - value_ties) / 18.0),
        })
    }

    /// Pairs that rise minus pairs that fall; their slopes are kept, sorted.
    fn compare_all(&mut self, points: &Points) -> i64 {
        let mut s = 0;
        self.slopes.clear();
        let mut later = points.iter();
        while let Some((time, value)) = later.next() {
            for (other_time, other) in later.clone() {
                s += i64::from(other > value) - i64::from(other < value);
                if other_time != time {
                    self.slopes.push((other - value) / (other_time - time));
                }
            }
        }
        ascend(&mut self.slopes);
        s
    }

    /// Sorts `values` and says how much variance their ties take away.
    fn sort(&mut self, values: &[f64]) -> f64 {
        self.sorted.clear();
        self.sorted.extend_from_slice(values);
        ascend(&mut self.sorted);
        let ties = self.sorted.chunk_by(|a, b| a == b);
        ties.map(|tie| permutations(tie.len())).sum()
    }

    /// The median slope, with limits where `variance` counts all that S can vary.
    fn sen(&self, (time, value): (f64, f64), variance: f64) -> Result<Sen, Reason> {
        if self.slopes.is_empty() {
            return Err(Reason::ZeroVariance);
        }
        let slope = finite(median(&self.slopes))?;
        Ok(Sen {
            slope,
            intercept: finite(value - slope * time)?,
            limits: self.limits(variance),
        })
    }

    /// Sen (1968), equation 2.6: the slopes as many ranks from the middle as S may be off.
    fn limits(&self, variance: f64) -> Result<(f64, f64), Reason> {
        if variance < 0.0 {
            return Err(Reason::ZeroVariance);
        }
        let all = self.slopes.len() as f64;
        let reach = normal_quantile(0.975) * variance.sqrt();
        // Halves go to the even neighbour; as an index, what is below zero becomes zero.
        let low = ((all - reach) / 2.0).round_ties_even() - 1.0;
        let high = ((all + reach) / 2.0).round_ties_even().min(all - 1.0);
        let slope = |rank: f64| finite(self.slopes.get(rank as usize).copied().unwrap_or(f64::NAN));
        Ok((slope(low)?, slope(high)?))
    }
}

/// What `count` distinct values add to 18 times the variance of S, and equal ones take away.
fn permutations(count: usize) -> f64 {
    let n = count as f64;
    n * (n - 1.0) * (2.0 * n + 5.0)
}

fn standardised(s: i64, variance: f64) -> f64 {
    // Without variance all values are equal, and S is 0.
    if s == 0 || variance <= 0.0 {
        return 0.0;
    }
    (s - s.signum()) as f64 / variance.sqrt()
}

/// The middle of sorted numbers, 0 of none.
fn median(sorted: &[f64]) -> f64 {
    let at = |index: usize| sorted.get(index).copied().unwrap_or(0.0);
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        at(half)
    } else {
        (at(half.saturating_sub(1)) + at(half)) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::trend::points::yearly as points;
    use proptest::prelude::*;

    #[test]
    fn a_constant_series_has_no_trend_for_certain() {
        let trend = mann_kendall(&points(&[5.0; 5])).unwrap();
        assert_eq!(
            (trend.s, trend.variance, trend.z, trend.p),
            (0, 0.0, 0.0, 1.0)
        );
        assert_eq!(trend.sen.unwrap().limits, Ok((0.0, 0.0)));
    }

    #[test]
    fn times_without_distance_have_no_slope() {
        let now = Points::new(&[1.0; 3], &[Some(1.0), Some(2.0), Some(3.0)]).unwrap();
        let trend = mann_kendall(&now).unwrap();
        assert_eq!((trend.s, trend.sen), (3, Err(Reason::ZeroVariance)));
        let tied = Points::new(&[1.0, 1.0, 2.0], &[Some(5.0); 3]).unwrap();
        let sen = mann_kendall(&tied).unwrap().sen.unwrap();
        assert_eq!((sen.slope, sen.limits), (0.0, Err(Reason::ZeroVariance)));
    }

    #[test]
    fn too_few_and_too_many_are_refused() {
        assert_eq!(mann_kendall(&points(&[1.0, 2.0])), Err(Reason::NTooSmall));
        assert_eq!(
            mann_kendall(&points(&[1.0; MOST + 1])),
            Err(Reason::Infeasible)
        );
    }

    #[test]
    fn one_outlier_hardly_moves_the_slope() {
        let sen = mann_kendall(&points(&[1.0, 2.0, 3.0, 400.0, 5.0, 6.0, 7.0]))
            .unwrap()
            .sen;
        assert_eq!(sen.unwrap().slope, 1.0);
    }

    proptest! {
        #[test]
        fn turning_time_round_turns_everything(values in prop::collection::vec(0_u8..9, 3..25)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let mut back = values.clone();
            back.reverse();
            let (one, other) = (mann_kendall(&points(&values)).unwrap(), mann_kendall(&points(&back)).unwrap());
            prop_assert_eq!((one.s, one.p, one.variance), (-other.s, other.p, other.variance));
            let (one, other) = (one.sen.unwrap(), other.sen.unwrap());
            prop_assert!((one.slope + other.slope).abs() < 1e-12);
        }

        #[test]
        fn only_the_order_of_values_counts_for_the_test(
            values in prop::collection::vec(0_u8..9, 3..25), factor in 0.1..10.0_f64,
        ) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let cubes: Vec<f64> = values.iter().map(|y| y * y * y).collect();
            let scaled: Vec<f64> = values.iter().map(|y| y * factor - 3.0).collect();
            let [plain, cubes, scaled] = [values, cubes, scaled].map(|y| mann_kendall(&points(&y)).unwrap());
            prop_assert_eq!((plain.s, plain.p), (cubes.s, cubes.p));
            prop_assert_eq!((plain.s, plain.p), (scaled.s, scaled.p));
            let (plain, scaled) = (plain.sen.unwrap(), scaled.sen.unwrap());
            prop_assert!((plain.slope * factor - scaled.slope).abs() < 1e-9);
            let (low, high) = plain.limits.unwrap();
            prop_assert!(low <= plain.slope && plain.slope <= high);
        }

        #[test]
        fn the_variance_is_that_of_all_orders(values in prop::collection::vec(0_u8..4, 3..7)) {
            // Twin: S of every permutation (Heap's algorithm).
            let mut order: Vec<f64> = values.iter().copied().map(f64::from).collect();
            let expected = mann_kendall(&points(&order)).unwrap().variance;
            let (mut sum, mut count) = (0.0, 0.0);
            let mut visit = |order: &[f64]| {
                let s = mann_kendall(&points(order)).unwrap().s as f64;
                sum += s * s;
                count += 1.0;
            };
            let n = order.len();
            let mut state = vec![0; n];
            visit(&order);
            let mut i = 0;
            while i < n {
                if state[i] < i {
                    order.swap(if i % 2 == 0 { 0 } else { state[i] }, i);
                    visit(&order);
                    state[i] += 1;
                    i = 0;
                } else {
                    state[i] = 0;
                    i += 1;
                }
            }
            prop_assert!((sum / count - expected).abs() < 1e-9);
        }
    }
}
