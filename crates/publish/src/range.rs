//! Values outside what their kind of measure can be.

use teilraum::model::{MeasureKind, pow10};

use crate::config::{Config, IndicatorConfig};
use crate::repeats::Repeats;
use crate::report::{Report, found};
use crate::series::Series;

/// Reports every share outside 0 to 100 and every negative count.
pub fn check(config: &Config, entry: &IndicatorConfig, series: &Series, report: &mut Report) {
    let one = pow10(entry.indicator.decimals);
    let (range, expected) = match entry.indicator.kind {
        MeasureKind::Share => (0..=one.saturating_mul(100), "a share from 0 to 100"),
        MeasureKind::Count => (0..=i64::MAX, "a count from 0"),
        MeasureKind::Rate | MeasureKind::Mean | MeasureKind::Index | MeasureKind::Median => return,
    };
    let mut findings = Repeats::new(report);
    let numbers = series
        .cells
        .iter()
        .filter(|(_, cell)| cell.state.is_number());
    for (spot, cell) in numbers.filter(|(_, cell)| !range.contains(&cell.units)) {
        let seen = format!("{} · 10^-{}", cell.units, entry.indicator.decimals);
        let place = series.place(config, entry, *spot);
        findings.error("out-of-range", place, found(expected, seen));
    }
    findings.finish();
}
