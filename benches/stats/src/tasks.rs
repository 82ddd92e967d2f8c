//! What is timed.

use crate::Prepared;
use std::hint::black_box;
use teilraum::classify;
use teilraum::stats::composite::{Missing, RankMonteCarlo, ranks};
use teilraum::stats::interval::Confidence;
use teilraum::stats::relation::{CorrelationMethod, correlation};
use teilraum::stats::spatial::{GiStarJob, MoranJob, MoranLocalJob, Permutations};
use teilraum::stats::typology::{Grouping, Kmeans, Ward};
use teilraum::stats::{Histogram, Reason, Sorted, sort_units};

/// A column without equal values, the most work for natural breaks.
const DISTINCT: usize = 2;

/// Seed of every computation that draws.
const SEED: u64 = 1;

/// One computation.
pub struct Task {
    /// As in the table and in `rivals.py`.
    pub name: &'static str,
    /// Carries it out and gives one number of its result.
    pub run: fn(&Prepared) -> f64,
    /// How that number must compare with the rival's.
    pub agreement: Agreement,
}

/// How close two results must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Agreement {
    /// Equal up to rounding.
    Same,
    /// At most the rival's, which looks for the least but need not find it.
    AtMost,
    /// Both have drawn: equal up to this share.
    Within(f64),
}

impl Agreement {
    /// Whether the engine's number goes together with the rival's.
    #[must_use]
    pub fn holds(self, own: f64, rival: f64) -> bool {
        let slack = |share: f64| share * rival.abs().max(1e-9);
        match self {
            Self::Same => (own - rival).abs() <= slack(1e-9),
            Self::AtMost => own <= rival + slack(1e-9),
            Self::Within(share) => (own - rival).abs() <= slack(share),
        }
    }
}

/// Every computation, in the order of the table.
pub const TASKS: &[Task] = &[
    task("quantile classes and histogram", quantiles, Agreement::Same),
    task("Fisher-Jenks, k = 5", fisher_jenks, Agreement::AtMost),
    task(
        "global Moran, 999 permutations",
        global_moran,
        Agreement::Same,
    ),
    task("local Moran, 999 permutations", local_moran, DRAWN),
    task("hot spots, 999 draws", hot_spots, DRAWN),
    task("hot spots, 20 draws per area", hot_spots_of_many, DRAWN),
    task("composite index of 12", composite, Agreement::Same),
    task(
        "composite index of 12 with ranks",
        composite_ranks,
        Agreement::Same,
    ),
    task("rank Monte Carlo, 400 × 12 × 1,000", rank_spread, DRAWN),
    task("k-means, k = 6, 50 starts", kmeans, Agreement::AtMost),
    task("Ward", ward, Agreement::Same),
    task("Spearman", spearman, Agreement::Same),
];

/// A mean over thousands of areas of what each area's own draws say.
const DRAWN: Agreement = Agreement::Within(0.02);

const fn task(name: &'static str, run: fn(&Prepared) -> f64, agreement: Agreement) -> Task {
    Task {
        name,
        run,
        agreement,
    }
}

/// A number of a result, all of which must have been computed; NaN for a refusal.
fn number<T>(result: Result<T, Reason>, of: impl Fn(&T) -> f64) -> f64 {
    black_box(&result).as_ref().map_or(f64::NAN, of)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    sum / count
}

/// The sum of the bounds.
fn quantiles(prepared: &Prepared) -> f64 {
    let sorted = Sorted::of_units(&prepared.units);
    let bounds = sorted.and_then(|sorted| classify::quantile(&sorted, 5));
    let mut ascending = prepared.units.clone();
    sort_units(&mut ascending);
    let histogram = Histogram::of(&ascending, 40);
    black_box(&histogram);
    number(bounds, |bounds| bounds.iter().sum::<f64>() / 10.0)
}

/// The sum of squares within classes.
fn fisher_jenks(prepared: &Prepared) -> f64 {
    let sorted = Sorted::new(&prepared.columns[DISTINCT]);
    let natural = sorted.and_then(|sorted| classify::fisher_jenks(&sorted, 5));
    number(natural, |natural| natural.ssd)
}

/// I.
fn global_moran(prepared: &Prepared) -> f64 {
    let job = MoranJob::new(&prepared.columns[0], &prepared.rows, draws(999));
    number(job.map(|job| prepared.finish(job)), |found| found.i)
}

/// The mean p of all areas.
fn local_moran(prepared: &Prepared) -> f64 {
    let job = MoranLocalJob::new(&prepared.columns[0], &prepared.rows, draws(999));
    number(job.map(|job| prepared.finish(job)), |found| {
        mean(found.areas.iter().flatten().filter_map(|area| area.p))
    })
}

fn hot_spots(prepared: &Prepared) -> f64 {
    gi_star_p(prepared, draws(999))
}

fn hot_spots_of_many(prepared: &Prepared) -> f64 {
    gi_star_p(
        prepared,
        Permutations::for_many_areas(prepared.units.len(), SEED),
    )
}

/// The mean p of all areas.
fn gi_star_p(prepared: &Prepared, draws: Permutations) -> f64 {
    let job = GiStarJob::new(&prepared.columns[0], &prepared.with_self, draws);
    number(job.map(|job| prepared.finish(job)), |found| {
        mean(found.areas.iter().flatten().filter_map(|area| area.p))
    })
}

fn draws(draws: u32) -> Permutations {
    Permutations { draws, seed: SEED }
}

/// Weights 1 to 12, as after a reader has moved some.
fn weights(prepared: &Prepared) -> Vec<f64> {
    (1..).take(prepared.columns.len()).map(f64::from).collect()
}

/// The highest score.
fn composite(prepared: &Prepared) -> f64 {
    let scores = prepared.index.scores(&weights(prepared), Missing::Refuse);
    number(scores, |scores| {
        scores.iter().flatten().fold(f64::NAN, |a, b| a.max(*b))
    })
}

/// Σ of place × rank.
fn composite_ranks(prepared: &Prepared) -> f64 {
    let scores = prepared.index.scores(&weights(prepared), Missing::Refuse);
    number(scores.map(|scores| ranks(&scores)), |ranks| {
        let known = (0_u32..).zip(ranks.iter().flatten());
        known
            .map(|(place, rank)| f64::from(place) * f64::from(*rank))
            .sum()
    })
}

/// The mean distance between the 5th and the 95th hundredth of an area's ranks.
fn rank_spread(prepared: &Prepared) -> f64 {
    let equal = vec![1.0; prepared.columns.len()];
    let job = RankMonteCarlo::new(&prepared.ranked, &equal, 0.25, 1000, SEED);
    number(job.map(|job| prepared.finish(job)), |spread| {
        let limits = spread
            .low
            .iter()
            .flatten()
            .zip(spread.high.iter().flatten());
        mean(limits.map(|(low, high)| high - low))
    })
}

/// The sum of squares within types.
fn kmeans(prepared: &Prepared) -> f64 {
    let job = Kmeans::new(&prepared.profiles, Grouping::into_types(6));
    number(job.and_then(|job| prepared.finish(job)), |types| {
        types.inertia
    })
}

/// The height of the last join.
fn ward(prepared: &Prepared) -> f64 {
    let tree = prepared.finish(Ward::new(&prepared.profiles));
    number(Ok(tree), |tree| tree.heights().last().unwrap_or(f64::NAN))
}

/// The coefficient.
fn spearman(prepared: &Prepared) -> f64 {
    let [one, other, ..] = prepared.optional.as_slice() else {
        return f64::NAN;
    };
    let found = Confidence::new(0.95)
        .and_then(|level| correlation(one, other, CorrelationMethod::Spearman, level));
    number(found, |found| found.r)
}
