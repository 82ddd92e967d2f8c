//! The areas of a view with their cells.

use crate::model::{
    Area, AreaIx, CategoryIx, CellRef, IndicatorIx, KnownAreas, Level, LevelIx, Period, PeriodIx,
    ValueState,
};
use crate::table::Table;

/// What a view asks of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// Whose observations.
    pub indicator: IndicatorIx,
    /// On which level.
    pub level: LevelIx,
    /// For which category tuple.
    pub category: CategoryIx,
    /// In which period.
    pub period: PeriodIx,
}

/// One area of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The area.
    pub area: AreaIx,
    /// Its observation.
    pub cell: CellRef,
    /// Key of the footnote on the cell.
    pub note: Option<String>,
}

/// Whether `area` exists on at least one day of `period`.
#[must_use]
pub fn exists_in(area: &Area, period: &Period) -> bool {
    area.valid_from.is_none_or(|from| from <= period.end)
        && area.valid_to.is_none_or(|to| period.start < to)
}

/// The rows of a view in area order; `None` while the table lacks the data.
///
/// Areas of the present territorial status always have a row. Dissolved ones have one where they
/// have a number, or existed in the period and something is known of them: their figures are part
/// of the record, though the map has no outline for them.
#[must_use]
pub fn rows(
    table: &Table,
    areas: &impl KnownAreas,
    level: &Level,
    period: &Period,
    question: Question,
) -> Option<Vec<Row>> {
    let mut rows = Vec::with_capacity(level.range().len());
    for ix in level.range() {
        let area = AreaIx(ix);
        let found = table.cell(
            question.indicator,
            question.level,
            question.category,
            question.period,
            area,
        )?;
        let known = areas.area(area)?;
        if belongs(known, period, found.cell.state) {
            rows.push(Row {
                area,
                cell: found.cell,
                note: found.note.map(str::to_owned),
            });
        }
    }
    Some(rows)
}

fn belongs(area: &Area, period: &Period, state: ValueState) -> bool {
    let present = area.valid_to.is_none();
    let told = exists_in(area, period) && state != ValueState::NotApplicable;
    present || told || state.is_number()
}
