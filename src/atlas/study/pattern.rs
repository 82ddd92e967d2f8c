//! The spatial pattern of a view: whether neighbours resemble each other, and where.

use crate::atlas::shown::number;
use crate::atlas::view::View;
use crate::model::AreaIx;
use crate::query::{Row, rows};
use crate::stats::relation::{FdrMethod, fdr};
use crate::stats::spatial::{
    LocalMoran, Moran, MoranJob, MoranLocalJob, Permutations, Quadrant, Weights,
};
use crate::stats::{Job, Progress, Reason};

use super::SEED;

/// The share of false alarms that is put up with.
pub(super) const FALSE_ALARMS: f64 = 0.05;

/// Parts of each of the two stages, as progress is told.
const STAGE: u32 = 1000;

/// Why a view has no pattern to be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody has published who neighbours whom on this level.
    NoNeighbours,
    /// The values do not allow it.
    Values(Reason),
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// The areas tested, ascending.
    pub areas: Vec<AreaIx>,
    /// The pattern as a whole.
    pub whole: Moran,
    /// The areas that stand out, each with its quadrant.
    pub found: Vec<(AreaIx, Quadrant)>,
    /// How the areas were drawn.
    pub permutations: Permutations,
    /// Tested areas without neighbours.
    pub islands: Vec<AreaIx>,
    /// Areas left out because they have no number.
    pub without_number: usize,
    /// Areas with a number that the map does not show.
    pub off_map: usize,
}

/// [`Pattern`] in steps.
#[derive(Debug)]
pub struct PatternJob {
    whole: MoranJob,
    local: MoranLocalJob,
    /// As far as it is known; without `whole`'s p and without `found`.
    pattern: Pattern,
    whole_is_done: bool,
}

impl PatternJob {
    /// Prepares the study of a view. Neighbours are those of the topology, each with the same say.
    pub(in crate::atlas) fn new(view: &View<'_>) -> Result<Self, Refusal> {
        let rows = rows(
            &view.files.table,
            &view.files.areas,
            view.level,
            view.period,
            view.question(),
            |row| row,
        );
        let rows = rows.unwrap_or_default();
        let near = Near::of(view)?;
        let tested: Vec<(AreaIx, i64)> = rows
            .iter()
            .filter(|row| near.on_map(row.area))
            .filter_map(|row| Some((row.area, number(row.cell)?)))
            .collect();
        let areas: Vec<AreaIx> = tested.iter().map(|(area, _)| *area).collect();
        let weights = near.weights(&areas)?;
        let values: Vec<f64> = tested.iter().map(|(_, unit)| *unit as f64).collect();
        let numbers = |row: &&Row| number(row.cell).is_some();
        let islands = weights.islands().into_iter();
        let pattern = Pattern {
            islands: islands
                .filter_map(|place| areas.get(place as usize).copied())
                .collect(),
            without_number: rows.iter().filter(|row| !numbers(row)).count(),
            off_map: rows.iter().filter(numbers).count() - areas.len(),
            ..Pattern::empty(areas)
        };
        let permutations = Permutations {
            seed: SEED,
            ..Permutations::default()
        };
        let refused = Refusal::Values;
        Ok(Self {
            whole: MoranJob::new(&values, &weights, permutations).map_err(refused)?,
            local: MoranLocalJob::new(&values, &weights, pattern.permutations).map_err(refused)?,
            pattern,
            whole_is_done: false,
        })
    }

    fn finished(&self, local: &LocalMoran) -> Pattern {
        let both_sides = |p: f64| (2.0 * p).min(1.0);
        let areas = local.areas.iter();
        let p: Vec<Option<f64>> = areas
            .map(|area| area.filter(|it| it.decidable)?.p.map(both_sides))
            .collect();
        // All p lie between 0 and 1, so nothing is refused.
        let counts = fdr(&p, FALSE_ALARMS, FdrMethod::BenjaminiHochberg);
        let counts = counts.map(|found| found.reject).unwrap_or_default();
        let each = self.pattern.areas.iter().zip(&local.areas).zip(counts);
        let found = each
            .filter(|(_, counts)| *counts)
            .filter_map(|((area, local), _)| Some((*area, local.as_ref()?.quadrant)))
            .collect();
        Pattern {
            found,
            ..self.pattern.clone()
        }
    }
}

impl Pattern {
    /// p of the whole, for both sides.
    #[must_use]
    pub fn p(&self) -> Option<f64> {
        self.whole.p_permutation.map(|p| (2.0 * p).min(1.0))
    }

    fn empty(areas: Vec<AreaIx>) -> Self {
        let moment = crate::stats::spatial::Moment {
            variance: 0.0,
            z: None,
        };
        // Both sides count, so that p is twice that of the smaller one: twice as many draws.
        let permutations = Permutations::for_many_areas(areas.len().saturating_mul(2), SEED);
        Self {
            whole: Moran {
                i: 0.0,
                expected: 0.0,
                normal: moment,
                randomisation: moment,
                p: None,
                p_permutation: None,
                permutations,
                areas: areas.len(),
                islands: 0,
            },
            areas,
            found: Vec::new(),
            permutations,
            islands: Vec::new(),
            without_number: 0,
            off_map: 0,
        }
    }
}

impl Job for PatternJob {
    type Output = Pattern;

    fn step(&mut self, work: u32) -> Progress<Pattern> {
        let of = 2 * STAGE;
        if !self.whole_is_done {
            return match self.whole.step(work) {
                Progress::Running { done, of: all } => Progress::Running {
                    done: part(done, all),
                    of,
                },
                Progress::Done(whole) => {
                    self.pattern.whole = whole;
                    self.whole_is_done = true;
                    Progress::Running { done: STAGE, of }
                }
            };
        }
        match self.local.step(work) {
            Progress::Running { done, of: all } => Progress::Running {
                done: STAGE + part(done, all),
                of,
            },
            Progress::Done(local) => Progress::Done(self.finished(&local)),
        }
    }
}

/// `done` of `all` as parts of a stage.
fn part(done: u32, all: u32) -> u32 {
    let share = u64::from(done) * u64::from(STAGE) / u64::from(all.max(1));
    u32::try_from(share).unwrap_or(STAGE).min(STAGE)
}

/// Who neighbours whom on the level of a view, by place in the level.
struct Near {
    first: u32,
    lists: Vec<Vec<u32>>,
    on_map: Vec<bool>,
}

impl Near {
    fn of(view: &View<'_>) -> Result<Self, Refusal> {
        let range = view.level.range();
        let mut near = Self {
            first: range.start,
            lists: vec![Vec::new(); range.len()],
            on_map: vec![false; range.len()],
        };
        let mut any = false;
        for run in view.files.neighbours(view.level_ix) {
            any = true;
            let offset = run.first_area.saturating_sub(near.first) as usize;
            for (at, (list, point)) in run.lists.iter().zip(&run.label_points).enumerate() {
                let Some(place) = near.lists.get_mut(offset + at) else {
                    continue;
                };
                let neighbours = list.iter();
                *place = neighbours
                    .filter_map(|area| area.checked_sub(near.first))
                    .collect();
                if let Some(on_map) = near.on_map.get_mut(offset + at) {
                    *on_map = point.is_some();
                }
            }
        }
        if any {
            Ok(near)
        } else {
            Err(Refusal::NoNeighbours)
        }
    }

    fn place(&self, area: AreaIx) -> Option<usize> {
        area.0.checked_sub(self.first).map(|place| place as usize)
    }

    fn on_map(&self, area: AreaIx) -> bool {
        let place = self.place(area);
        place.is_some_and(|place| self.on_map.get(place) == Some(&true))
    }

    /// The weights among `areas`, each row adding up to 1.
    fn weights(&self, areas: &[AreaIx]) -> Result<Weights, Refusal> {
        let mut tested = vec![false; self.lists.len()];
        for place in areas.iter().filter_map(|area| self.place(*area)) {
            if let Some(marked) = tested.get_mut(place) {
                *marked = true;
            }
        }
        // Lists are checked when the file is opened; what is wrong all the same cannot be used.
        let all = Weights::binary(&self.lists).map_err(|_| Refusal::NoNeighbours)?;
        Ok(all.among(&tested).row_standardised())
    }
}
