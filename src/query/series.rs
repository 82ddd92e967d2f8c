//! One area over time.

use crate::model::{AreaIx, CategoryIx, CellRef, Flags, IndicatorIx, LevelIx, PeriodIx};
use crate::table::Table;

/// One period of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Which period.
    pub period: PeriodIx,
    /// The observation.
    pub cell: CellRef,
    /// Whether the series breaks before this point: nothing may be compared across.
    pub break_before: bool,
}

/// An area's observations, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series(pub Vec<Point>);

/// The series of `area` over the first `periods` periods; `breaks` are the first periods after a
/// break of the whole indicator. Empty while the table lacks the data.
#[must_use]
pub fn series(
    table: &Table,
    (indicator, level, category): (IndicatorIx, LevelIx, CategoryIx),
    area: AreaIx,
    periods: u16,
    breaks: &[PeriodIx],
) -> Series {
    let point = |period: u16| {
        let period = PeriodIx(period);
        let cell = table.cell(indicator, level, category, period, area)?.cell;
        let break_before = cell.flags.contains(Flags::BREAK_BEFORE) || breaks.contains(&period);
        Some(Point {
            period,
            cell,
            break_before,
        })
    };
    Series((0..periods).filter_map(point).collect())
}

impl Series {
    /// The points up to and including `until` between which nothing breaks, as long as there is any.
    #[must_use]
    pub fn since_break(&self, until: PeriodIx) -> &[Point] {
        let upto = self.0.partition_point(|point| point.period <= until);
        let points = self.0.get(..upto).unwrap_or_default();
        let start = points.iter().rposition(|point| point.break_before);
        points.get(start.unwrap_or(0)..).unwrap_or_default()
    }

    /// The first and last number between which nothing breaks, up to and including `until`:
    /// what a sentence about change may compare. `None` with fewer than two numbers.
    #[must_use]
    pub fn comparable(&self, until: PeriodIx) -> Option<(Point, Point)> {
        let points = self.since_break(until).iter();
        let mut numbers = points.filter(|point| point.cell.state.is_number());
        let first = *numbers.next()?;
        let last = *numbers.next_back()?;
        Some((first, last))
    }

    /// Whether a break lies after the first number.
    #[must_use]
    pub fn has_break(&self) -> bool {
        let first = self.0.iter().position(|point| point.cell.state.is_number());
        first.is_some_and(|first| {
            self.0
                .iter()
                .skip(first + 1)
                .any(|point| point.break_before)
        })
    }
}
