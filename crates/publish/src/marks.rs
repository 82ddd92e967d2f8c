//! Flags and footnotes that the configuration puts on cells: marks, and breaks of the series.

use std::sync::Arc;

use teilraum::model::Flags;

use crate::config::indicator::Mark;
use crate::config::{Config, IndicatorConfig};
use crate::read::ffcsv::flags_of;
use crate::report::{Report, found, in_row};
use crate::series::Series;

/// Puts the indicator's marks and breaks on every cell with a number that they cover.
///
/// A mark that covers no cell and a break before a period the series lacks are findings: they
/// were meant for something.
pub fn put(config: &Config, entry: &IndicatorConfig, series: &mut Series, report: &mut Report) {
    for mark in &entry.marks {
        let covered = put_mark(config, mark, series);
        if covered == 0 {
            let column = format!("indicator `{}`, mark", entry.indicator.key);
            let wording = found("cells that the mark covers", "none").done("left aside");
            report.warning(
                "unused-mark",
                in_row(&entry.file, entry.line, Some(&column)),
                wording,
            );
        }
    }
    for series_break in &entry.indicator.breaks {
        let at = series
            .periods
            .iter()
            .position(|period| period.key == series_break.before);
        let Some(at) = at else {
            let column = format!("indicator `{}`, breaks", entry.indicator.key);
            let place = in_row(&entry.file, entry.line, Some(&column));
            let wording = found(
                "the key of a period of the series",
                format!("`{}`", series_break.before),
            );
            report.error("config", place, wording);
            continue;
        };
        let cells = series.cells.iter_mut();
        let cells = cells.filter(|(spot, _)| spot.period.index() == at);
        for (_, cell) in cells.filter(|(_, cell)| cell.state.is_number()) {
            cell.flags = cell.flags.with(Flags::BREAK_BEFORE);
        }
    }
}

fn put_mark(config: &Config, mark: &Mark, series: &mut Series) -> usize {
    let flags = flags_of(&mark.flags);
    let level = config.level(&mark.level);
    let mut covered = 0;
    let note: Option<Arc<str>> = mark.note.as_deref().map(Arc::from);
    for (spot, cell) in series
        .cells
        .iter_mut()
        .filter(|(spot, _)| Some(spot.level) == level)
    {
        let area = config.areas.get(spot.area).map(|area| area.key.as_str());
        let period = series.periods.get(spot.period.index());
        let (Some(area), Some(period)) = (area, period) else {
            continue;
        };
        if cell.state.is_number() && mark.covers(area, &period.key) {
            covered += 1;
            cell.flags = cell.flags.with(flags);
            if let Some(note) = &note {
                cell.flags = cell.flags.with(Flags::NOTE);
                cell.note = Some(Arc::clone(note));
            }
        }
    }
    covered
}
