//! Getis-Ord Gi*: where high or low values gather.

use super::centred::Centred;
use super::conditional::ConditionalJob;
use super::moran_local::{TIE, decidable, observed};
use super::{Permutations, Weights};
use crate::stats::{Job, Progress, Reason, finish};

/// Getis-Ord Gi* of every area, with its z and the p of a conditional permutation test.
///
/// # Method
/// `spatial.gi_star` · hot spots (Getis-Ord Gi*) · Hot-Spot-Analyse (Getis-Ord Gi*)
///
/// Misst, welcher Anteil der Gesamtsumme auf ein Gebiet und seine Nachbarn zusammen entfällt. Ein
/// hohes z heißt: hier liegen hohe Werte beieinander (Hot Spot), ein niedriges: niedrige (Cold Spot).
/// Weil viele Gebiete zugleich geprüft werden, gehört eine Korrektur dazu (Falscherkennungsrate);
/// sie braucht etwa 20 Ziehungen je Gebiet. Gebiete ohne Nachbarn bekommen keinen Wert.
///
/// ```text
/// G_i = Σ_j w_ij x_j / Σ x
/// z_i = (Σ_j w_ij x_j − W_i·x̄) / (s·√[(n·Σ_j w_ij² − W_i²)/(n − 1)]),  W_i = Σ_j w_ij
/// s²  = Σx²/n − x̄²
/// p   = (M + 1)/(R + 1),  M = min(#{Σ* ≥ Σ}, #{Σ* < Σ}),  Σ: Summe der Nachbarn
/// ```
///
/// Where packages disagree: z is the general form of Ord and Getis, so that binary and
/// row-standardised weights give the same z (esda keeps the binary variance for both); islands have
/// no value. Ties and tails of p are those of [`moran_local`](super::moran_local()), and the draws
/// are [shared by all areas](super#permutation-tests).
///
/// # Units
/// Values are amounts with a natural zero, in any unit. `weights` hold the weight an area gives
/// itself ([`Weights::with_self`]; without it this is G_i, without star). G is a share, z and p are
/// pure numbers.
///
/// # Errors
/// [`Reason::MissingValue`] if a value is no number or there are not as many as areas,
/// [`Reason::NegativeValue`] if one is negative, [`Reason::NTooSmall`] below 2 areas,
/// [`Reason::ZeroVariance`] if all are equal.
///
/// # References
/// Getis, A. and Ord, J. K. (1992): The analysis of spatial association by use of distance
/// statistics. Geographical Analysis 24, 189–206. Ord, J. K. and Getis, A. (1995): Local spatial
/// autocorrelation statistics: distributional issues and an application. Geographical Analysis 27,
/// 286–306.
///
/// ```
/// use teilraum::stats::spatial::{Permutations, Weights, gi_star};
/// let row = Weights::binary(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?.with_self(1.0)?;
/// let found = gi_star(&[3.0, 3.0, 1.0, 1.0], &row, Permutations::default())?;
/// let first = found.areas[0].expect("it has a neighbour");
/// assert_eq!(first.g, 0.75); // (3 + 3)/8
/// // (6 − 2·2)/(1·√((4·2 − 2²)/3)) = 2/√(4/3) = √3
/// assert!((first.z.expect("it varies") - 3.0_f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gi_star(
    values: &[f64],
    weights: &Weights,
    permutations: Permutations,
) -> Result<GiStar, Reason> {
    Ok(finish(GiStarJob::new(values, weights, permutations)?))
}

/// Gi* of all areas.
#[derive(Clone, Debug, PartialEq)]
pub struct GiStar {
    /// Per area; `None` for islands.
    pub areas: Vec<Option<HotSpot>>,
    /// How many draws the p come from, and their seed.
    pub permutations: Permutations,
}

/// Gi* of one area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HotSpot {
    /// The share of the total in the area and its neighbours.
    pub g: f64,
    /// Its standard score: above 0 hot, below 0 cold; `None` where every area is a neighbour.
    pub z: Option<f64>,
    /// Pseudo p of the smaller tail; `None` without draws.
    pub p: Option<f64>,
    /// Whether draws can differ at all; if not, p is as small as can be and says nothing.
    pub decidable: bool,
}

impl HotSpot {
    /// The colour class of a map: hot or cold if p ≤ `cutoff`, else `None`.
    #[must_use]
    pub fn cluster(&self, cutoff: f64) -> Option<Spot> {
        let found = self.decidable && self.p.is_some_and(|p| p <= cutoff);
        let spot = |z: f64| if z > 0.0 { Spot::Hot } else { Spot::Cold };
        self.z.filter(|_| found).map(spot)
    }
}

/// A hot or a cold spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// High values together.
    Hot,
    /// Low values together.
    Cold,
}

/// [`gi_star`] in steps, one draw after the other.
#[derive(Clone, Debug)]
pub struct GiStarJob {
    /// Without p.
    found: GiStar,
    draws: ConditionalJob,
}

impl GiStarJob {
    /// Prepares what [`gi_star`] describes.
    ///
    /// # Errors
    /// As [`gi_star`].
    pub fn new(
        values: &[f64],
        weights: &Weights,
        permutations: Permutations,
    ) -> Result<Self, Reason> {
        if values.iter().any(|value| *value < 0.0) {
            return Err(Reason::NegativeValue);
        }
        let centred = Centred::new(values, weights.areas(), 2)?;
        let all = 0..weights.areas() as u32;
        let others = weights.without_self();
        let decidable = decidable(&centred.z, &others);
        let spot = |area| {
            (!weights.is_island(area)).then(|| HotSpot {
                decidable: decidable.get(area as usize) == Some(&true),
                ..spot(&centred, weights, area)
            })
        };
        let above = observed(&centred.z, &others, |_| -TIE);
        let Permutations { draws, seed } = permutations;
        Ok(Self {
            found: GiStar {
                areas: all.map(spot).collect(),
                permutations,
            },
            draws: ConditionalJob::new(&centred.z, &others, &above, draws, seed),
        })
    }

    fn with_p(&self, at_least: &[u32]) -> GiStar {
        let mut found = self.found.clone();
        for (area, &at_least) in found.areas.iter_mut().zip(at_least) {
            if let Some(spot) = area {
                spot.p = found.permutations.p(at_least);
            }
        }
        found
    }
}

impl Job for GiStarJob {
    type Output = GiStar;

    fn step(&mut self, work: u32) -> Progress<GiStar> {
        match self.draws.step(work) {
            Progress::Done(at_least) => Progress::Done(self.with_p(&at_least)),
            Progress::Running { done, of } => Progress::Running { done, of },
        }
    }
}

fn spot(centred: &Centred, weights: &Weights, area: u32) -> HotSpot {
    let value = |area: u32| centred.z.get(area as usize).copied().unwrap_or(0.0);
    let lag: f64 = weights
        .row(area)
        .map(|(to, weight)| weight * value(to))
        .sum();
    let total: f64 = weights.values(area).iter().sum();
    let squares: f64 = weights
        .values(area)
        .iter()
        .map(|weight| weight * weight)
        .sum();
    let n = centred.count();
    // Σ w x − W x̄ is the weighted sum of distances; the total of all values is n x̄.
    let share = (lag * centred.unit + total * centred.mean) / (n * centred.mean);
    let deviation = (centred.squares / n).sqrt();
    let spread = (n * squares - total * total) / (n - 1.0);
    let varies = spread > 1e-12 * total * total;
    HotSpot {
        g: share,
        z: varies.then(|| lag / (deviation * spread.sqrt())),
        p: None,
        decidable: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A ring of areas, each beside the next two.
    fn ring(n: u32) -> Weights {
        let list = |area: u32| [1, 2, n - 1, n - 2].map(|step| (area + step) % n).to_vec();
        Weights::binary(&(0..n).map(list).collect::<Vec<_>>()).unwrap()
    }

    /// z as in the formula, from the raw values.
    fn plain_z(values: &[f64], weights: &Weights, area: u32) -> f64 {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let s = (values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n).sqrt();
        let sum: f64 = weights
            .row(area)
            .map(|(to, w)| w * values[to as usize])
            .sum();
        let total: f64 = weights.row(area).map(|(_, w)| w).sum();
        let squares: f64 = weights.row(area).map(|(_, w)| w * w).sum();
        (sum - total * mean) / (s * ((n * squares - total * total) / (n - 1.0)).sqrt())
    }

    fn run(values: &[f64], weights: &Weights) -> GiStar {
        gi_star(
            values,
            weights,
            Permutations {
                draws: 200,
                seed: 3,
            },
        )
        .unwrap()
    }

    #[test]
    fn islands_have_no_value_and_areas_beside_all_others_no_z() {
        let lists = [vec![1, 2, 3], vec![0], vec![0], vec![0]];
        let hub = Weights::binary(&lists).unwrap().with_self(1.0).unwrap();
        let found = run(&[1.0, 2.0, 3.0, 4.0], &hub);
        assert_eq!(
            found.areas[0].map(|spot| (spot.g, spot.z)),
            Some((1.0, None))
        );
        assert_eq!(found.areas[0].unwrap().cluster(1.0), None);
        assert_eq!(found.areas[1].unwrap().cluster(1.0), Some(Spot::Cold));
        let alone = Weights::binary(&[vec![1], vec![0], vec![]])
            .unwrap()
            .with_self(1.0)
            .unwrap();
        assert_eq!(run(&[1.0, 2.0, 3.0], &alone).areas[2], None);
    }

    #[test]
    fn what_cannot_be_computed_has_a_reason() {
        let pair = Weights::binary(&[vec![1], vec![0]])
            .unwrap()
            .with_self(1.0)
            .unwrap();
        let refused = |values: &[f64]| gi_star(values, &pair, Permutations::default()).unwrap_err();
        assert_eq!(refused(&[1.0, -1.0]), Reason::NegativeValue);
        assert_eq!(refused(&[0.0, 0.0]), Reason::ZeroVariance);
        assert_eq!(refused(&[1.0]), Reason::MissingValue);
        let one = Weights::binary(&[vec![]]).unwrap();
        let few = gi_star(&[1.0], &one, Permutations::default());
        assert_eq!(few.unwrap_err(), Reason::NTooSmall);
    }

    proptest! {
        #[test]
        fn binary_and_row_standardised_weights_give_the_same_z_and_p(
            values in prop::collection::vec(0_u16..500, 9),
        ) {
            prop_assume!(values.iter().any(|value| *value != values[0]));
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let binary = ring(9).with_self(1.0).unwrap();
            let (one, other) = (run(&values, &binary), run(&values, &binary.row_standardised()));
            for (area, (one, other)) in one.areas.iter().zip(&other.areas).enumerate() {
                let (one, other) = (one.unwrap(), other.unwrap());
                prop_assert!((one.z.unwrap() - other.z.unwrap()).abs() <= 1e-9);
                prop_assert!((one.z.unwrap() - plain_z(&values, &binary, area as u32)).abs() <= 1e-9);
                prop_assert_eq!(one.p, other.p);
                prop_assert!((one.g - 5.0 * other.g).abs() <= 1e-12);
            }
        }

        #[test]
        fn any_step_size_gives_the_same_result(work in 0_u32..400, seed: u64) {
            let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
            let weights = ring(8).with_self(1.0).unwrap();
            let permutations = Permutations { draws: 50, seed };
            let mut job = GiStarJob::new(&values, &weights, permutations).unwrap();
            let stepped = loop {
                if let Progress::Done(found) = job.step(work) {
                    break found;
                }
            };
            prop_assert_eq!(stepped, gi_star(&values, &weights, permutations).unwrap());
        }
    }
}
