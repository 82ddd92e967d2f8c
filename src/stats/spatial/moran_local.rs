//! Local Moran: where similar areas lie together.

use super::centred::{Centred, is_high};
use super::conditional::ConditionalJob;
use super::{Permutations, Weights};
use crate::stats::{Job, Progress, Reason, finish};

/// Local Moran's I of every area, with its quadrant and the p of a conditional permutation test.
///
/// # Method
/// `spatial.moran_local` · local Moran (LISA) · Lokale räumliche Autokorrelation (LISA)
///
/// Zeigt, wo Gebiete mit ähnlichen Werten beieinanderliegen: hohe bei hohen (HH), niedrige bei
/// niedrigen (LL), und wo ein Gebiet aus seiner Nachbarschaft heraussticht (HL, LH). Der p-Wert
/// vergleicht mit Karten, auf denen das Gebiet bleibt und seine Nachbarn zufällig gezogen werden.
/// Warum Gebiete sich ähneln, sagt das Maß nicht; Gebiete ohne Nachbarn bekommen keinen Wert.
///
/// ```text
/// I_i = (n − 1)·z_i·Σ_j w_ij z_j / Σ z²,  z = x − x̄
/// E_i = −z_i²·W_i/((n − 1)·m₂),  W_i = Σ_j w_ij,  m₂ = Σz²/n
/// V_i = (z_i/m₂)²·n/(n − 2)·(Σ_j w_ij² − W_i²/(n − 1))·(m₂ − z_i²/(n − 1))
/// p   = (M + 1)/(R + 1),  M = min(#{I_i* ≥ I_i}, #{I_i* < I_i})
/// ```
///
/// Where packages disagree: I follows PySAL, with Anselin's I·n/(n − 1) beside it; p takes the smaller
/// tail ("directed", two-sided about 2p); a draw equal to what was observed, but for 10⁻⁹ of the
/// largest deviation, counts as reaching it; islands have no value instead of a significant one;
/// zero counts as low. The draws are [shared by all areas](super#permutation-tests).
///
/// # Units
/// Values in any unit, one per area of `weights`; row-standardised weights are the custom. I, its
/// moments and p are pure numbers.
///
/// # Errors
/// [`Reason::MissingValue`] if a value is no number or there are not as many as areas (take areas
/// without a value out with [`Weights::among`]), [`Reason::NTooSmall`] below 3 areas,
/// [`Reason::ZeroVariance`] if all are equal.
///
/// # References
/// Anselin, L. (1995): Local indicators of spatial association – LISA. Geographical Analysis 27,
/// 93–115.
///
/// ```
/// use teilraum::stats::spatial::{Permutations, Quadrant, Weights, moran_local};
/// // Four areas in a row, two high, two low: z = 1, 1, −1, −1.
/// let row = Weights::binary(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?.row_standardised();
/// let local = moran_local(&[3.0, 3.0, 1.0, 1.0], &row, Permutations::default())?;
/// let first = local.areas[0].expect("it has a neighbour");
/// assert_eq!((first.i, first.quadrant), (0.75, Quadrant::HighHigh)); // 3·1·1/4
/// assert_eq!((local.permutations.draws, local.permutations.seed), (999, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn moran_local(
    values: &[f64],
    weights: &Weights,
    permutations: Permutations,
) -> Result<LocalMoran, Reason> {
    Ok(finish(MoranLocalJob::new(values, weights, permutations)?))
}

/// Local Moran's I of all areas.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalMoran {
    /// Per area; `None` for islands.
    pub areas: Vec<Option<LocalArea>>,
    /// How many draws the p come from, and their seed.
    pub permutations: Permutations,
}

/// Local Moran's I of one area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalArea {
    /// I_i, as PySAL scales it.
    pub i: f64,
    /// I_i·n/(n − 1), as Anselin scales it.
    pub i_anselin: f64,
    /// E_i, expected under conditional permutation.
    pub expected: f64,
    /// V_i, its variance under conditional permutation.
    pub variance: f64,
    /// The area and its neighbourhood, above or below the mean.
    pub quadrant: Quadrant,
    /// Pseudo p of the smaller tail; `None` without draws.
    pub p: Option<f64>,
    /// Whether draws can differ at all; if not, p is as small as can be and says nothing.
    pub decidable: bool,
}

/// A value and the mean of its neighbours, above or below the mean of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quadrant {
    /// High among high.
    HighHigh,
    /// Low among low.
    LowLow,
    /// Low among high.
    LowHigh,
    /// High among low.
    HighLow,
}

impl Quadrant {
    /// The usual abbreviation.
    ///
    /// ```
    /// assert_eq!(teilraum::stats::spatial::Quadrant::LowHigh.code(), "LH");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::HighHigh => "HH",
            Self::LowLow => "LL",
            Self::LowHigh => "LH",
            Self::HighLow => "HL",
        }
    }

    fn of(z: f64, lag: f64) -> Self {
        match (is_high(z), is_high(lag)) {
            (true, true) => Self::HighHigh,
            (false, false) => Self::LowLow,
            (false, true) => Self::LowHigh,
            (true, false) => Self::HighLow,
        }
    }
}

impl LocalArea {
    /// The colour class of a cluster map: the quadrant if p ≤ `cutoff`, else `None`.
    #[must_use]
    pub fn cluster(&self, cutoff: f64) -> Option<Quadrant> {
        let found = self.decidable && self.p.is_some_and(|p| p <= cutoff);
        found.then_some(self.quadrant)
    }
}

/// [`moran_local`] in steps, one draw after the other.
#[derive(Clone, Debug)]
pub struct MoranLocalJob {
    /// Without p.
    found: LocalMoran,
    /// Per area: its z, whose sign says which tail is "at least".
    z: Vec<f64>,
    draws: ConditionalJob,
}

impl MoranLocalJob {
    /// Prepares what [`moran_local`] describes.
    ///
    /// # Errors
    /// As [`moran_local`].
    pub fn new(
        values: &[f64],
        weights: &Weights,
        permutations: Permutations,
    ) -> Result<Self, Reason> {
        let centred = Centred::new(values, weights.areas(), 3)?;
        let others = weights.without_self();
        let decidable = decidable(&centred.z, &others);
        let all = 0..weights.areas() as u32;
        let area = |area| {
            let z = centred.z.get(area as usize).copied().unwrap_or(0.0);
            (!weights.is_island(area)).then(|| LocalArea {
                decidable: decidable.get(area as usize) == Some(&true)
                    && (is_high(z) || is_high(-z)),
                ..moments(&centred, weights, area, z)
            })
        };
        let areas = all.map(area).collect();
        let above = observed(&centred.z, &others, |z| if z < 0.0 { TIE } else { -TIE });
        let Permutations { draws, seed } = permutations;
        Ok(Self {
            found: LocalMoran {
                areas,
                permutations,
            },
            draws: ConditionalJob::new(&centred.z, &others, &above, draws, seed),
            z: centred.z,
        })
    }

    fn with_p(&self, above: &[u32]) -> LocalMoran {
        let mut found = self.found.clone();
        for ((area, &above), &z) in found.areas.iter_mut().zip(above).zip(&self.z) {
            let at_least = match z {
                z if z > 0.0 => above,
                z if z < 0.0 => found.permutations.draws - above,
                _ => found.permutations.draws,
            };
            if let Some(area) = area {
                area.p = found.permutations.p(at_least);
            }
        }
        found
    }
}

impl Job for MoranLocalJob {
    type Output = LocalMoran;

    fn step(&mut self, work: u32) -> Progress<LocalMoran> {
        match self.draws.step(work) {
            Progress::Done(above) => Progress::Done(self.with_p(&above)),
            Progress::Running { done, of } => Progress::Running { done, of },
        }
    }
}

/// Sums closer than this, in units of the largest deviation from the mean, are equal.
pub(super) const TIE: f64 = 1e-9;

/// The bound of every area for the sum of its neighbours' `z`: what was observed, moved by
/// `shift(z)` so that ties fall on the right side. Where weights differ within rows, the weighted sum.
pub(super) fn observed(z: &[f64], others: &Weights, shift: impl Fn(f64) -> f64) -> Vec<f64> {
    let equal = others.has_equal_rows();
    let value = |area: u32| z.get(area as usize).copied().unwrap_or(0.0);
    let bound = |area: u32| {
        let row = others
            .row(area)
            .map(|(to, weight)| (to, if equal { 1.0 } else { weight }));
        let (mut sum, mut heaviest) = (0.0, 0.0);
        for (to, weight) in row {
            sum += weight * value(to);
            heaviest = f64::max(heaviest, weight);
        }
        sum + shift(value(area)) * heaviest
    };
    (0..others.areas() as u32).map(bound).collect()
}

/// Per area: whether different draws can give it different sums.
pub(super) fn decidable(z: &[f64], others: &Weights) -> Vec<bool> {
    let lone = lone_value(z);
    let decidable = |area: u32| others.neighbours(area).len() + 1 < z.len() && lone != Some(area);
    (0..others.areas() as u32).map(decidable).collect()
}

/// The area whose value alone differs while all others are equal, if there is one: whoever is drawn
/// as its neighbours, they add up to the same.
fn lone_value(z: &[f64]) -> Option<u32> {
    let near = |one: f64| move |other: &f64| (other - one).abs() <= TIE;
    let is_lone = |place: &usize| {
        let others = || z.iter().enumerate().filter(|(at, _)| at != place);
        let (_, &one) = others().next()?;
        others()
            .all(|(_, other)| near(one)(other))
            .then_some(*place as u32)
    };
    // If the first value is not the lone one, only what differs from it can be.
    let differs = z
        .iter()
        .position(|other| !near(*z.first().unwrap_or(&0.0))(other))?;
    [0, differs].iter().find_map(is_lone)
}

fn moments(centred: &Centred, weights: &Weights, area: u32, z: f64) -> LocalArea {
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
    let (n, m2) = (centred.count(), centred.squares / centred.count());
    let i = (n - 1.0) * z * lag / centred.squares;
    let spread = (squares - total * total / (n - 1.0)) * (m2 - z * z / (n - 1.0));
    LocalArea {
        i,
        i_anselin: i * n / (n - 1.0),
        expected: -z * z * total / ((n - 1.0) * m2),
        variance: (z / m2) * (z / m2) * n / (n - 2.0) * spread,
        quadrant: Quadrant::of(z, lag),
        p: None,
        decidable: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Random;
    use proptest::prelude::*;

    /// Conditional permutation as written down: for every area its own draws from the others.
    fn plain_p(values: &[f64], lists: &[Vec<u32>], draws: u32) -> Vec<Option<f64>> {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let z: Vec<f64> = values.iter().map(|value| value - mean).collect();
        let mut random = Random::new(99);
        let mut p = |area: usize| {
            let lag: f64 = lists[area].iter().map(|&to| z[to as usize]).sum();
            let mut others = z.clone();
            others.remove(area);
            let mut at_least = 0;
            for _ in 0..draws {
                for place in 0..lists[area].len() {
                    let ahead = random.below((others.len() - place) as u32) as usize;
                    others.swap(place, place + ahead);
                }
                let drawn: f64 = others.iter().take(lists[area].len()).sum();
                at_least += u32::from(z[area] * drawn >= z[area] * lag - 1e-9);
            }
            (f64::from(at_least.min(draws - at_least)) + 1.0) / (f64::from(draws) + 1.0)
        };
        (0..lists.len())
            .map(|area| (!lists[area].is_empty()).then(|| p(area)))
            .collect()
    }

    /// A lattice with rook neighbours, some areas with fewer.
    fn lattice(side: u32) -> Vec<Vec<u32>> {
        let area = |x: u32, y: u32| {
            let steps = [
                (x.wrapping_sub(1), y),
                (x + 1, y),
                (x, y.wrapping_sub(1)),
                (x, y + 1),
            ];
            let inside = steps.into_iter().filter(|(x, y)| *x < side && *y < side);
            inside.map(|(x, y)| y * side + x).collect()
        };
        (0..side * side)
            .map(|place| area(place % side, place / side))
            .collect()
    }

    fn p_of(values: &[f64], weights: &Weights, draws: u32, seed: u64) -> Vec<Option<f64>> {
        let found = moran_local(values, weights, Permutations { draws, seed }).unwrap();
        found
            .areas
            .iter()
            .map(|area| area.and_then(|area| area.p))
            .collect()
    }

    #[test]
    fn shared_draws_give_the_p_of_draws_for_every_area() {
        let mut random = Random::new(4);
        let lists = lattice(6);
        let values: Vec<f64> = (0..36)
            .map(|place| f64::from(place % 6) + 3.0 * random.unit())
            .collect();
        let draws = 20_000;
        let weights = Weights::binary(&lists).unwrap().row_standardised();
        let (fast, plain) = (
            p_of(&values, &weights, draws, 8),
            plain_p(&values, &lists, draws),
        );
        for (area, pair) in fast.iter().zip(&plain).enumerate() {
            let (Some(fast), Some(plain)) = pair else {
                panic!("area {area} has neighbours")
            };
            let error = (2.0 * plain * (1.0 - plain) / f64::from(draws)).sqrt();
            assert!(
                (fast - plain).abs() <= 4.5 * error + 1e-4,
                "area {area}: {plain}, {fast}"
            );
        }
    }

    #[test]
    fn nearly_equal_weights_give_nearly_the_same_p() {
        let mut random = Random::new(5);
        let values: Vec<f64> = (0..36).map(|_| random.unit()).collect();
        let weights = Weights::binary(&lattice(6)).unwrap();
        let row = |area| {
            weights
                .row(area)
                .map(|(to, _)| (to, 1.0 + 1e-7 * f64::from(to)))
                .collect()
        };
        let uneven = Weights::general(&(0..36).map(row).collect::<Vec<_>>()).unwrap();
        assert!(!uneven.has_equal_rows());
        // The same seed draws the same sequences.
        assert_eq!(
            p_of(&values, &weights, 500, 2),
            p_of(&values, &uneven, 500, 2)
        );
    }

    #[test]
    fn islands_have_no_value_and_zero_counts_as_low() {
        let weights = Weights::binary(&[vec![1], vec![0], vec![], vec![0]]).unwrap();
        let found = moran_local(&[1.0, 2.0, 3.0, 2.0], &weights, Permutations::default()).unwrap();
        assert_eq!(found.areas[2], None);
        let quadrants: Vec<_> = found
            .areas
            .iter()
            .map(|a| a.map(|a| a.quadrant.code()))
            .collect();
        assert_eq!(quadrants, [Some("LL"), Some("LL"), None, Some("LL")]);
    }

    #[test]
    fn what_no_draw_can_change_is_no_cluster() {
        let star = Weights::binary(&[vec![1, 2, 3], vec![0], vec![0], vec![0]]).unwrap();
        let found = moran_local(&[5.0, 1.0, 2.0, 4.0], &star, Permutations::default()).unwrap();
        let hub = found.areas[0].unwrap();
        assert_eq!(
            (hub.p, hub.decidable, hub.cluster(0.05)),
            (Some(0.001), false, None)
        );
        assert!(found.areas[1].unwrap().decidable);
        let lone = moran_local(&[7.0, 1.0, 1.0, 1.0], &star, Permutations::default()).unwrap();
        assert!(!lone.areas[0].unwrap().decidable);
        assert!(lone.areas[3].unwrap().decidable);
    }

    #[test]
    fn the_lone_value_is_found_wherever_it_stands() {
        assert_eq!(lone_value(&[1.0, 0.0, 0.0]), Some(0));
        assert_eq!(lone_value(&[0.0, 0.0, 1.0]), Some(2));
        assert_eq!(lone_value(&[0.0, 1.0, 0.0]), Some(1));
        assert_eq!(lone_value(&[0.0, 1.0, 2.0]), None);
        assert_eq!(lone_value(&[0.0, 0.0, 1.0, 1.0]), None);
        assert_eq!(lone_value(&[0.0, 0.0]), None);
    }

    #[test]
    fn what_cannot_be_computed_has_a_reason() {
        let pair = Weights::binary(&[vec![1], vec![0], vec![0]]).unwrap();
        let refused =
            |values: &[f64]| moran_local(values, &pair, Permutations::default()).unwrap_err();
        assert_eq!(refused(&[1.0, 2.0]), Reason::MissingValue);
        assert_eq!(refused(&[1.0, f64::NAN, 2.0]), Reason::MissingValue);
        assert_eq!(refused(&[0.1, 0.1, 0.1]), Reason::ZeroVariance);
        let none = Weights::binary(&[]).unwrap();
        let few = moran_local(&[], &none, Permutations::default());
        assert_eq!(few.unwrap_err(), Reason::NTooSmall);
    }

    proptest! {
        #[test]
        fn scale_and_shift_change_nothing(
            whole in prop::collection::vec(-50_i32..50, 9), shift in -100_i32..100, exponent in 0_u32..8,
        ) {
            prop_assume!(whole.iter().any(|value| *value != whole[0]));
            let weights = Weights::binary(&lattice(3)).unwrap().row_standardised();
            let moved = |factor: f64, shift: f64| {
                let values: Vec<f64> = whole.iter().map(|v| f64::from(*v) * factor + shift).collect();
                moran_local(&values, &weights, Permutations { draws: 60, seed: 1 }).unwrap()
            };
            let (one, other) = (moved(1.0, 0.0), moved(f64::from(1 << exponent), f64::from(shift)));
            for (one, other) in one.areas.iter().flatten().zip(other.areas.iter().flatten()) {
                prop_assert!((one.i - other.i).abs() <= 1e-9);
                prop_assert!((one.variance - other.variance).abs() <= 1e-9);
                prop_assert_eq!(one.quadrant, other.quadrant);
            }
        }

        #[test]
        fn any_step_size_gives_the_same_result(work in 0_u32..400, seed: u64) {
            let weights = Weights::binary(&lattice(3)).unwrap();
            let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0];
            let permutations = Permutations { draws: 50, seed };
            let mut job = MoranLocalJob::new(&values, &weights, permutations).unwrap();
            let stepped = loop {
                if let Progress::Done(found) = job.step(work) {
                    break found;
                }
            };
            prop_assert_eq!(stepped, moran_local(&values, &weights, permutations).unwrap());
        }

        #[test]
        fn local_values_add_up_to_the_global_one(
            values in prop::collection::vec(-9.0..9.0, 16),
        ) {
            let weights = Weights::binary(&lattice(4)).unwrap().row_standardised();
            let none = Permutations { draws: 0, seed: 0 };
            let local = moran_local(&values, &weights, none).unwrap();
            let global = super::super::moran(&values, &weights, none).unwrap();
            let sum: f64 = local.areas.iter().flatten().map(|area| area.i_anselin).sum();
            prop_assert!((sum / 16.0 - global.i).abs() <= 1e-9);
        }
    }
}
