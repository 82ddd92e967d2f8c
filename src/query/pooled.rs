//! Values that share one classification.

use crate::model::{CategoryIx, IndicatorIx, KnownAreas, Level, LevelIx, PeriodIx};
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
    let Some(dissolved) = areas.dissolved(level.range()) else {
        return Vec::new();
    };
    let mut numbers = Vec::with_capacity(level.range().len() * periods.len());
    for period in periods {
        let mut dissolved = dissolved.iter().peekable();
        // What a period lacks, others may have.
        let _whole = table.each_cell(
            indicator,
            (ix, level.areas),
            category,
            PeriodIx(period),
            &mut |area, cell| {
                let present = dissolved.next_if_eq(&&area).is_none();
                if present && cell.state.is_number() {
                    numbers.push(cell.value);
                }
            },
        );
    }
    numbers
}
