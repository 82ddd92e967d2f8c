//! Global Moran's I: do neighbours resemble each other on the whole?

use super::centred::Centred;
use super::conditional::Sequence;
use super::{Permutations, Sums, Weights};
use crate::stats::{Job, Progress, Reason, finish};

/// Global Moran's I with its normal and randomisation moments and a permutation test.
///
/// # Method
/// `spatial.moran` · Moran's I · Globale räumliche Autokorrelation (Moran-Koeffizient)
///
/// Sagt mit einer Zahl, ob benachbarte Gebiete einander ähnlicher sind, als es der Zufall erwarten
/// ließe: über dem Erwartungswert ähnlich, darunter unähnlich wie auf einem Schachbrett. Wo die
/// ähnlichen Gebiete liegen, sagt erst die lokale Autokorrelation.
///
/// ```text
/// I = (n/S0)·Σ_ij w_ij z_i z_j / Σz²,  z = x − x̄,  E = −1/(n − 1)
/// V_norm = (n²S1 − nS2 + 3S0²)/((n² − 1)S0²) − E²
/// V_rand = [n((n² − 3n + 3)S1 − nS2 + 3S0²) − k((n² − n)S1 − 2nS2 + 6S0²)]
///          / ((n − 1)(n − 2)(n − 3)S0²) − E²,  k = (Σz⁴/n)/(Σz²/n)²
/// p = (M + 1)/(R + 1),  M = min(#{I* ≥ I}, #{I* < I})
/// ```
///
/// Where packages disagree: islands stay in n (as in esda; spdep leaves them out by default), the p
/// of V_rand is two-sided, the p of the permutations that of the smaller tail.
///
/// # Units
/// Values in any unit, one per area of `weights`. Everything that comes out is a pure number.
///
/// # Errors
/// [`Reason::MissingValue`] if a value is no number or there are not as many as areas (take areas
/// without a value out with [`Weights::among`]), [`Reason::NTooSmall`] below 4 areas,
/// [`Reason::ZeroVariance`] if all are equal, [`Reason::ZeroWeight`] if nobody has a neighbour.
///
/// # References
/// Moran, P. A. P. (1950): Notes on continuous stochastic phenomena. Biometrika 37, 17–23. Cliff,
/// A. D. and Ord, J. K. (1981): Spatial Processes. London: Pion.
///
/// ```
/// use teilraum::stats::spatial::{Permutations, Weights, moran};
/// let row = Weights::binary(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?; // 0–1–2–3
/// let found = moran(&[3.0, 3.0, 1.0, 1.0], &row, Permutations::default())?;
/// // z = 1, 1, −1, −1: pairs 0–1 and 2–3 give 1, pair 1–2 gives −1; (4/6)·2·(1 − 1 + 1)/4.
/// assert!((found.i - 1.0 / 3.0).abs() < 1e-15);
/// assert!((found.expected + 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn moran(
    values: &[f64],
    weights: &Weights,
    permutations: Permutations,
) -> Result<Moran, Reason> {
    Ok(finish(MoranJob::new(values, weights, permutations)?))
}

/// Global Moran's I.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moran {
    /// I.
    pub i: f64,
    /// E, expected without autocorrelation.
    pub expected: f64,
    /// V_norm and its z: the values come from a normal distribution.
    pub normal: Moment,
    /// V_rand and its z: these values, in any order.
    pub randomisation: Moment,
    /// Two-sided normal p of the z of `randomisation`; `None` where that is.
    pub p: Option<f64>,
    /// Pseudo p of the smaller tail; `None` without draws.
    pub p_permutation: Option<f64>,
    /// How many draws that comes from, and their seed.
    pub permutations: Permutations,
    /// Number of areas, islands included.
    pub areas: usize,
    /// Number of islands.
    pub islands: usize,
}

/// A variance, and how many of its roots the observed value lies above what is expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The variance.
    pub variance: f64,
    /// (I − E)/√V; `None` if there is no variance, as where all areas are neighbours.
    pub z: Option<f64>,
}

/// [`moran`] in steps, one map after the other.
#[derive(Clone, Debug)]
pub struct MoranJob {
    /// Without p of the permutations.
    found: Moran,
    weights: Weights,
    z: Vec<f64>,
    /// Σ w_ij z_i z_j as observed, less what counts as a tie.
    bound: f64,
    sequence: Sequence,
    at_least: u32,
    done: u32,
}

impl MoranJob {
    /// Prepares what [`moran`] describes.
    ///
    /// # Errors
    /// As [`moran`].
    pub fn new(
        values: &[f64],
        weights: &Weights,
        permutations: Permutations,
    ) -> Result<Self, Reason> {
        let centred = Centred::new(values, weights.areas(), 4)?;
        let sums = weights.sums();
        if sums.s0 <= 0.0 {
            return Err(Reason::ZeroWeight);
        }
        let product = product(weights, &centred.z);
        let areas = centred.z.len();
        Ok(Self {
            found: Moran {
                permutations,
                islands: weights.islands().len(),
                ..moments(&centred, sums, product)
            },
            weights: weights.clone(),
            bound: product - 1e-9 * centred.squares / centred.count() * sums.s0,
            z: centred.z,
            sequence: Sequence::new(areas as u32, areas, permutations.seed),
            at_least: 0,
            done: 0,
        })
    }
}

impl Job for MoranJob {
    type Output = Moran;

    fn step(&mut self, work: u32) -> Progress<Moran> {
        let of = self.found.permutations.draws;
        let cost = (self.z.len() * 4 + self.weights.entries() * 2).min(u32::MAX as usize) as u32;
        let maps = (work / cost.max(1)).max(1).min(of - self.done);
        let mut shuffled = vec![0.0; self.z.len()];
        for _ in 0..maps {
            for (place, &area) in shuffled.iter_mut().zip(self.sequence.draw()) {
                *place = self.z[area as usize];
            }
            self.at_least += u32::from(product(&self.weights, &shuffled) >= self.bound);
        }
        self.done += maps;
        if self.done < of {
            return Progress::Running {
                done: self.done,
                of,
            };
        }
        Progress::Done(Moran {
            p_permutation: self.found.permutations.p(self.at_least),
            ..self.found
        })
    }
}

/// Σ w_ij z_i z_j.
fn product(weights: &Weights, z: &[f64]) -> f64 {
    let value = |area: u32| z.get(area as usize).copied().unwrap_or(0.0);
    let lag = |area| {
        weights
            .row(area)
            .map(|(to, weight)| weight * value(to))
            .sum::<f64>()
    };
    z.iter().zip(0..).map(|(z, area)| z * lag(area)).sum()
}

fn moments(centred: &Centred, sums: Sums, product: f64) -> Moran {
    let n = centred.count();
    let i = n / sums.s0 * product / centred.squares;
    let expected = -1.0 / (n - 1.0);
    // In units of S0², which keeps weights of any size within range.
    let (s1, s2) = (sums.s1 / sums.s0 / sums.s0, sums.s2 / sums.s0 / sums.s0);
    let normal = (n * n * s1 - n * s2 + 3.0) / (n * n - 1.0);
    let kurtosis = centred.kurtosis();
    let any_order = n * ((n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0)
        - kurtosis * ((n * n - n) * s1 - 2.0 * n * s2 + 6.0);
    let any_order = any_order / ((n - 1.0) * (n - 2.0) * (n - 3.0));
    let moment = |second: f64| {
        let variance = second - expected * expected;
        // What is left of the difference of two equal numbers is no variance.
        let varies = variance > 1e-12 * expected * expected;
        Moment {
            variance: variance.max(0.0),
            z: varies.then(|| (i - expected) / variance.sqrt()),
        }
    };
    let randomisation = moment(any_order);
    Moran {
        i,
        expected,
        normal: moment(normal),
        randomisation,
        p: randomisation
            .z
            .map(|z| libm::erfc(z.abs() / std::f64::consts::SQRT_2)),
        p_permutation: None,
        permutations: Permutations { draws: 0, seed: 0 },
        areas: centred.z.len(),
        islands: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NONE: Permutations = Permutations { draws: 0, seed: 0 };

    fn path(n: u32) -> Weights {
        let list = |area: u32| {
            let ends = [area.wrapping_sub(1), area + 1];
            ends.into_iter().filter(|to| *to < n).collect()
        };
        Weights::binary(&(0..n).map(list).collect::<Vec<_>>()).unwrap()
    }

    /// Every order of `values`, by exchanging.
    fn orders(values: &mut Vec<f64>, from: usize, visit: &mut impl FnMut(&[f64])) {
        if from == values.len() {
            visit(values);
        }
        for place in from..values.len() {
            values.swap(from, place);
            orders(values, from + 1, visit);
            values.swap(from, place);
        }
    }

    #[test]
    fn randomisation_moments_are_those_over_all_orders() {
        let mut values = vec![1.0, 4.0, 4.5, 7.0, 2.0, 11.0];
        let weights = path(6).row_standardised();
        let found = moran(&values, &weights, NONE).unwrap();
        let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
        orders(&mut values, 0, &mut |order| {
            let i = moran(order, &weights, NONE).unwrap().i;
            (count, sum, squares) = (count + 1.0, sum + i, squares + i * i);
        });
        let mean: f64 = sum / count;
        assert!((mean - found.expected).abs() < 1e-12);
        assert!((squares / count - mean * mean - found.randomisation.variance).abs() < 1e-12);
    }

    #[test]
    fn permutations_find_the_share_of_all_orders() {
        let mut values = vec![1.0, 4.0, 4.5, 7.0, 2.0, 11.0];
        let weights = path(6);
        let draws = 20_000;
        let found = moran(&values, &weights, Permutations { draws, seed: 7 }).unwrap();
        let (mut count, mut at_least) = (0.0, 0.0);
        orders(&mut values, 0, &mut |order| {
            let i = moran(order, &weights, NONE).unwrap().i;
            count += 1.0;
            at_least += f64::from(u8::from(i >= found.i - 1e-9));
        });
        let share = f64::min(at_least, count - at_least) / count;
        let error = (share * (1.0 - share) / f64::from(draws)).sqrt();
        let p = found.p_permutation.unwrap();
        assert!(
            (p - share).abs() <= 4.5 * error + 1e-4,
            "expected {share}, found {p}"
        );
    }

    #[test]
    fn where_all_are_neighbours_there_is_no_z() {
        let list = |area: u32| (0..5).filter(|to| *to != area).collect();
        let all = Weights::binary(&(0..5).map(list).collect::<Vec<_>>()).unwrap();
        let found = moran(&[1.0, 2.0, 3.0, 5.0, 8.0], &all, NONE).unwrap();
        assert!((found.i + 0.25).abs() < 1e-12);
        assert_eq!(
            (found.normal.z, found.randomisation.z, found.p),
            (None, None, None)
        );
        assert_eq!(found.p_permutation, None);
    }

    #[test]
    fn what_cannot_be_computed_has_a_reason() {
        let refused = |values: &[f64], weights: &Weights| moran(values, weights, NONE).unwrap_err();
        assert_eq!(refused(&[1.0, 2.0, 3.0], &path(3)), Reason::NTooSmall);
        assert_eq!(refused(&[1.0, 2.0], &path(3)), Reason::MissingValue);
        assert_eq!(refused(&[0.1; 4], &path(4)), Reason::ZeroVariance);
        let islands = Weights::binary(&[vec![], vec![], vec![], vec![]]).unwrap();
        assert_eq!(refused(&[1.0, 2.0, 3.0, 4.0], &islands), Reason::ZeroWeight);
    }

    proptest! {
        #[test]
        fn scale_and_shift_change_nothing(
            values in prop::collection::vec(-9.0..9.0, 7), factor in 0.01..1e6, shift in -1e3..1e3,
        ) {
            let weights = path(7);
            let one = moran(&values, &weights, NONE).unwrap();
            let moved: Vec<f64> = values.iter().map(|value| value * factor + shift).collect();
            // Tiny differences on a large offset lose digits.
            let width = values.iter().fold(0.0, |most, v| f64::max(most, (v - values[0]).abs()));
            prop_assume!(width * factor > 1e-3);
            let other = moran(&moved, &weights, NONE).unwrap();
            prop_assert!((one.i - other.i).abs() <= 1e-6);
            prop_assert!((one.randomisation.variance - other.randomisation.variance).abs() <= 1e-6);
        }

        #[test]
        fn any_step_size_gives_the_same_result(work in 0_u32..2_000, seed: u64) {
            let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0];
            let permutations = Permutations { draws: 40, seed };
            let mut job = MoranJob::new(&values, &path(6), permutations).unwrap();
            let stepped = loop {
                if let Progress::Done(found) = job.step(work) {
                    break found;
                }
            };
            prop_assert_eq!(stepped, moran(&values, &path(6), permutations).unwrap());
        }
    }
}
