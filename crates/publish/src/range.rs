//! Values outside what their kind of measure can be.

use teilraum::model::{MeasureKind, pow10};

use crate::config::IndicatorConfig;
use crate::report::{Report, found};
use crate::series::Series;

/// Reports every share outside 0 to 100 and every negative count.
pub fn check(entry: &IndicatorConfig, series: &Series, report: &mut Report) {
    let one = pow10(entry.indicator.decimals);
    let (range, expected) = match entry.indicator.kind {
        MeasureKind::Share => (0..=one.saturating_mul(100), "a share from 0 to 100"),
        MeasureKind::Count => (0..=i64::MAX, "a count from 0"),
        MeasureKind::Rate | MeasureKind::Mean | MeasureKind::Index | MeasureKind::Median => return,
    };
    let numbers = series.cells.values().filter(|cell| cell.state.is_number());
    for cell in numbers.filter(|cell| !range.contains(&cell.units)) {
        let seen = format!("{} · 10^-{}", cell.units, entry.indicator.decimals);
        report.error("out-of-range", cell.place.clone(), found(expected, seen));
    }
}
