//! Values that share one classification.

use crate::model::{AreaIx, CategoryIx, IndicatorIx, Level, LevelIx, PeriodIx};
use crate::table::Table;

/// Every number of a level in the periods given, in units of the last decimal, by period, then
/// area. Classes cut on them hold for all those periods.
#[must_use]
pub fn pooled_values(
    table: &Table,
    indicator: IndicatorIx,
    (ix, level): (LevelIx, &Level),
    category: CategoryIx,
    periods: std::ops::Range<u16>,
) -> Vec<i64> {
    let cells = periods.flat_map(|period| {
        level.range().filter_map(move |area| {
            table.cell(indicator, ix, category, PeriodIx(period), AreaIx(area))
        })
    });
    cells
        .filter_map(|found| found.number())
        .map(|number| number.units)
        .collect()
}
