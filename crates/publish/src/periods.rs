//! The periods of a series: which there are, and which say nothing.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{Period, PeriodIx, ValueState};

use crate::config::{Config, IndicatorConfig};
use crate::read::sign::Existence;
use crate::report::{Report, found, in_row};
use crate::series::{Series, Spot};

/// Distinct periods, oldest first.
pub fn periods<'a>(periods: impl Iterator<Item = &'a Period>) -> Vec<Period> {
    let sorted: BTreeMap<_, &Period> = periods
        .map(|period| ((period.start, period.end, &period.key), period))
        .collect();
    sorted.into_values().cloned().collect()
}

/// Leaves out periods in which no cell says more than that there is nothing: a wide file has rows
/// for every year in which any of its indicators has values.
pub(crate) fn drop_empty_periods(
    config: &Config,
    entry: &IndicatorConfig,
    series: &mut Series,
    report: &mut Report,
) {
    let silent = |spot: &Spot, state: ValueState| match state {
        ValueState::Missing => true,
        ValueState::NotApplicable => {
            let (area, period) = (config.areas.get(spot.area), series.period(spot.period));
            let existence = area
                .zip(period)
                .map(|(area, period)| Existence::of(area, period));
            existence == Some(Existence::Never)
        }
        _ => false,
    };
    let said = series.cells.iter();
    let said = said.filter(|(spot, cell)| !silent(spot, cell.state));
    let said: BTreeSet<usize> = said.map(|(spot, _)| spot.period.index()).collect();
    if said.is_empty() || said.len() == series.periods.len() {
        return;
    }
    let mut dropped = Vec::new();
    let mut kept = Vec::new();
    let mut positions = Vec::new();
    for (at, period) in std::mem::take(&mut series.periods).into_iter().enumerate() {
        if said.contains(&at) {
            positions.push(Some(PeriodIx(kept.len() as u16)));
            kept.push(period);
        } else {
            positions.push(None);
            dropped.push(period.key);
        }
    }
    series.periods = kept;
    series.cells.move_periods(&positions);
    let column = format!("indicator `{}`", entry.indicator.key);
    let place = in_row(&entry.file, entry.line, Some(&column));
    let wording = found(
        "values in every period",
        format!("none for {}", dropped.join(", ")),
    );
    report.note(
        "empty-period",
        place,
        wording.done("the periods are left out"),
    );
}
