//! The areas of a view with their cells.

use crate::model::{
    Area, AreaIx, CategoryIx, CellRef, Date, IndicatorIx, KnownAreas, Level, LevelIx, Period,
    PeriodIx, ValueState,
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
}

/// Whether `area` exists on at least one day of `period`.
#[must_use]
pub fn exists_in(area: &Area, period: &Period) -> bool {
    meets([area.valid_from, area.valid_to], period)
}

/// Whether a lifetime and `period` share at least one day.
fn meets([from, to]: [Option<Date>; 2], period: &Period) -> bool {
    from.is_none_or(|from| from <= period.end) && to.is_none_or(|to| period.start < to)
}

/// What `make` makes of the rows of a view, in area order; `None` while the table lacks the data.
///
/// Areas of the present territorial status always have a row. Dissolved ones have one where they
/// have a number, or existed in the period and something is known of them: their figures are part
/// of the record, though the map has no outline for them.
#[must_use]
pub fn rows<T>(
    table: &Table,
    areas: &impl KnownAreas,
    level: &Level,
    period: &Period,
    question: Question,
    mut make: impl FnMut(Row) -> T,
) -> Option<Vec<T>> {
    let dissolved = areas.dissolved(level.range())?;
    let mut dissolved = dissolved.into_iter().peekable();
    let mut rows = Vec::with_capacity(level.range().len());
    let where_to_look = (question.level, level.areas);
    table.each_cell(
        question.indicator,
        where_to_look,
        question.category,
        question.period,
        &mut |area, cell| {
            let told = match dissolved.next_if_eq(&area) {
                Some(_) => areas
                    .lifetime(area)
                    .is_some_and(|lifetime| is_told(lifetime, period, cell.state)),
                None => true,
            };
            if told {
                rows.push(make(Row { area, cell }));
            }
        },
    )?;
    Some(rows)
}

/// Whether a dissolved area is told of.
fn is_told(lifetime: [Option<Date>; 2], period: &Period, state: ValueState) -> bool {
    state.is_number() || meets(lifetime, period) && state != ValueState::NotApplicable
}
