//! Values that share one classification.

use crate::model::{AreaIx, CategoryIx, IndicatorIx, KnownAreas, Level, LevelIx, PeriodIx};
use crate::table::Table;

/// Every number of a level in the periods given, in units of the last decimal, by period, then
/// area. Classes cut on them hold for all those periods.
///
/// Only areas of the present territorial status count: the ones a map shows. Dissolved areas have
/// figures in the table, but would count the same people a second time.
#[must_use]
pub fn pooled_values(
    (table, areas): (&Table, &impl KnownAreas),
    indicator: IndicatorIx,
    (ix, level): (LevelIx, &Level),
    category: CategoryIx,
    periods: std::ops::Range<u16>,
) -> Vec<i64> {
    let present = |area: &AreaIx| {
        areas
            .area(*area)
            .is_some_and(|area| area.valid_to.is_none())
    };
    let present: Vec<AreaIx> = level.range().map(AreaIx).filter(present).collect();
    let cells = periods.flat_map(|period| {
        let cell = |area: &AreaIx| table.cell(indicator, ix, category, PeriodIx(period), *area);
        present.iter().filter_map(cell).collect::<Vec<_>>()
    });
    cells
        .filter_map(|found| found.number())
        .map(|number| number.units)
        .collect()
}
