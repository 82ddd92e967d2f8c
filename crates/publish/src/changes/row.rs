//! One category in one period: numbers move along the flows.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, CategoryIx, Date, Flags, PeriodIx, ValueState};

use super::plan::{Flows, Part};
use super::words::Told;
use super::{Moved, Task, apportion, share};
use crate::series::{Cell, Series, Spot};

/// Which areas gave everything away, and which took something over.
pub fn moved(flows: &Flows, status: Date) -> Moved {
    let came = flows.values().flatten().map(|part| part.to).collect();
    let keeps = |area: &AreaIx, parts: &[Part]| parts.iter().any(|part| part.to == *area);
    let gone = flows.iter().filter(|(area, parts)| !keeps(area, parts));
    Moved {
        status,
        gone: gone.map(|(area, _)| *area).collect(),
        came,
    }
}

/// A part of a number on its way to an area.
#[derive(Clone, Copy)]
struct Contribution {
    from: AreaIx,
    units: Option<i64>,
    own: bool,
}

/// One row of a series, and when its areas existed.
pub struct Row<'a> {
    task: &'a Task<'a>,
    category: CategoryIx,
    period: PeriodIx,
    status: Date,
}

impl<'a> Row<'a> {
    /// The row of `task` for one category in one period, whose numbers have the status `status`.
    pub(super) fn new(
        task: &'a Task<'a>,
        category: CategoryIx,
        period: PeriodIx,
        status: Date,
    ) -> Self {
        Self {
            task,
            category,
            period,
            status,
        }
    }

    fn spot(&self, area: AreaIx) -> Spot {
        Spot {
            level: self.task.level,
            category: self.category,
            period: self.period,
            area,
        }
    }

    fn exists(&self, area: AreaIx) -> bool {
        let area = self.task.config.areas.get(area);
        area.is_some_and(|area| area.exists_on(self.status))
    }

    /// Moves the numbers; a row without any cell stays empty.
    pub(super) fn convert(&self, flows: &Flows, series: &mut Series, told: &mut Told) {
        let empty = series
            .row(self.task.level, self.category, self.period)
            .next()
            .is_none();
        if empty || flows.is_empty() {
            return;
        }
        let mut changed = Vec::new();
        for (area, contributions) in self.contributions(flows, series) {
            let own = series.cells.get(&self.spot(area));
            if !self.exists(area) && own.is_some_and(|cell| cell.state.is_number()) {
                told.by_source += 1;
                continue;
            }
            if let Some(cell) = self.sum(&contributions, series, told) {
                changed.push((area, cell));
            }
        }
        let gone: BTreeSet<AreaIx> = moved(flows, self.status).gone;
        for area in gone {
            if let Some(cell) = series.cells.get_mut(&self.spot(area)) {
                cell.state = ValueState::NotApplicable;
                cell.units = 0;
                cell.flags = Flags::NONE;
            }
        }
        for (area, (cell, share)) in changed {
            let spot = self.spot(area);
            if let Some(share) = share {
                series.shares.insert(spot, share);
                told.converted(area, self.period, share);
            }
            series.cells.insert(spot, cell);
        }
    }

    /// What comes to each area that takes something over, in the order of areas.
    fn contributions(&self, flows: &Flows, series: &Series) -> BTreeMap<AreaIx, Vec<Contribution>> {
        let mut all: BTreeMap<AreaIx, Vec<Contribution>> = BTreeMap::new();
        for (from, parts) in flows {
            let units = self.parted(*from, parts, series);
            for (at, part) in parts.iter().enumerate() {
                let units = units.as_ref().and_then(|units| units.get(at).copied());
                all.entry(part.to).or_default().push(Contribution {
                    from: *from,
                    units,
                    own: part.own,
                });
            }
        }
        for (area, contributions) in &mut all {
            if !flows.contains_key(area) && self.exists(*area) {
                let units = self.parted(*area, &[Part::whole(*area)], series);
                contributions.push(Contribution {
                    from: *area,
                    units: units.and_then(|units| units.first().copied()),
                    own: true,
                });
            }
        }
        all
    }

    /// The number of an area in parts; `None` if it has none.
    fn parted(&self, area: AreaIx, parts: &[Part], series: &Series) -> Option<Vec<i64>> {
        let cell = series.cells.get(&self.spot(area))?;
        let weights: Vec<i128> = parts.iter().map(|part| part.weight.into()).collect();
        apportion(cell.units, &weights).filter(|_| cell.state.is_number())
    }

    /// The sum of what came together, with the share that is not the area's own.
    fn sum(
        &self,
        contributions: &[Contribution],
        series: &Series,
        told: &mut Told,
    ) -> Option<(Cell, Option<u16>)> {
        let cells = contributions
            .iter()
            .map(|it| series.cells.get(&self.spot(it.from)));
        let cells: Vec<Option<&Cell>> = cells.collect();
        let first = cells.iter().flatten().next()?;
        let mut sum = Cell {
            units: 0,
            flags: Flags::NONE,
            ..(*first).clone()
        };
        if let Some(state) = reason(&cells) {
            let all_so = cells
                .iter()
                .all(|cell| cell.is_some_and(|cell| cell.state == state));
            if !all_so {
                told.incomplete(contributions.first().map(|it| it.from), self.period);
            }
            sum.state = state;
            return Some((sum, None));
        }
        let mut units = contributions.iter().map(|it| it.units);
        let units = units.try_fold(0_i64, |sum, units| sum.checked_add(units?));
        let Some(units) = units else {
            told.incomplete(contributions.first().map(|it| it.from), self.period);
            sum.state = ValueState::Missing;
            return Some((sum, None));
        };
        let bits = cells
            .iter()
            .flatten()
            .fold(0, |bits, cell| bits | cell.flags.bits());
        sum.units = units;
        sum.state = state(units, &cells);
        sum.flags = Flags::from_bits(bits & !Flags::BREAK_BEFORE.bits());
        sum.note = cells.iter().flatten().find_map(|cell| cell.note.clone());
        let weighed = contributions
            .iter()
            .map(|it| (it.units.unwrap_or(0), u16::from(!it.own) * share::ONE));
        let share = share::mean(weighed);
        if share.is_some() {
            sum.flags = sum.flags.with(Flags::CONVERTED);
        }
        Some((sum, share))
    }
}

/// Exactly nothing only where every part is.
fn state(units: i64, cells: &[Option<&Cell>]) -> ValueState {
    let mut parts = cells.iter().flatten();
    match units {
        0 if parts.all(|cell| cell.state == ValueState::Zero) => ValueState::Zero,
        0 => ValueState::RoundedToZero,
        _ => ValueState::Value,
    }
}

/// Why the parts make no number: the strongest of their reasons; `None` if all are numbers.
fn reason(cells: &[Option<&Cell>]) -> Option<ValueState> {
    const STRONGEST_FIRST: [ValueState; 6] = [
        ValueState::Suppressed,
        ValueState::UnknownOrSecret,
        ValueState::Unreliable,
        ValueState::Pending,
        ValueState::Missing,
        ValueState::NotApplicable,
    ];
    let states: BTreeSet<ValueState> = cells
        .iter()
        .map(|cell| cell.map_or(ValueState::Missing, |cell| cell.state))
        .collect();
    STRONGEST_FIRST
        .into_iter()
        .find(|state| states.contains(state))
}
