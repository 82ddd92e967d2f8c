//! What a conversion did, for the report.

use std::collections::BTreeSet;

use teilraum::model::{AreaIx, Date, PeriodIx};

use super::{Task, share};
use crate::config::changes::Weight;
use crate::finding::Place;
use crate::report::{Report, found, in_row};
use crate::series::Series;

/// What is counted while one level is converted.
#[derive(Debug, Default)]
pub struct Told {
    numbers: u64,
    areas: BTreeSet<AreaIx>,
    periods: BTreeSet<PeriodIx>,
    largest: u16,
    lacking: u64,
    first_lacking: Option<(AreaIx, PeriodIx)>,
    /// Numbers of areas before their time, kept as the source converted them.
    pub by_source: u64,
    /// Changes that were not followed, by area.
    pub breaks: BTreeSet<(Date, AreaIx)>,
}

/// Areas named in one finding.
const NAMED: usize = 20;

impl Told {
    /// Counts a converted number.
    pub fn converted(&mut self, area: AreaIx, period: PeriodIx, share: u16) {
        self.numbers += 1;
        self.areas.insert(area);
        self.periods.insert(period);
        self.largest = self.largest.max(share);
    }

    /// Counts a sum that has a part without a number.
    pub fn incomplete(&mut self, part: Option<AreaIx>, period: PeriodIx) {
        self.lacking += 1;
        self.first_lacking = self.first_lacking.or(part.map(|area| (area, period)));
    }

    pub(super) fn report(&self, task: &Task<'_>, series: &Series, report: &mut Report) {
        let level = task.config.levels.get(task.level.index());
        let level = level.map_or("", |level| level.key.as_str());
        let key = |area: AreaIx| {
            task.config
                .areas
                .get(area)
                .map_or("", |area| area.key.as_str())
        };
        let period = |ix: PeriodIx| series.period(ix).map_or("", |period| period.key.as_str());
        if let (Some(first), Some(last)) = (self.periods.first(), self.periods.last()) {
            let by = match task.convert.weight {
                Weight::Population => "population",
                Weight::Area => "area",
            };
            let seen = format!(
                "{} numbers of {} areas from {} to {} in others",
                self.numbers,
                self.areas.len(),
                period(*first),
                period(*last),
            );
            let largest = f64::from(self.largest) / f64::from(share::ONE);
            let done = format!("converted by {by}, the converted share at most {largest:.4}");
            let expected = format!("areas of level `{level}` on {}", task.until);
            report.note("converted", place(task), found(expected, seen).done(done));
        }
        if let Some((area, at)) = self.first_lacking {
            let seen = format!(
                "{} sums with a part that has none, first `{}` in {}",
                self.lacking,
                key(area),
                period(at)
            );
            let wording = found(
                format!("numbers of all areas of level `{level}` that changed"),
                seen,
            );
            report.warning(
                "incomplete-conversion",
                place(task),
                wording.done("left without value"),
            );
        }
        if self.by_source > 0 {
            let seen = format!("{} numbers of later areas beside them", self.by_source);
            let wording = found(
                format!("numbers of level `{level}` in the status of their source"),
                seen,
            );
            report.note(
                "converted",
                place(task),
                wording.done("kept as the source converted them"),
            );
        }
        if !self.breaks.is_empty() {
            let named = self.breaks.iter().take(NAMED);
            let named: Vec<String> = named
                .map(|(day, area)| format!("`{}` {day}", key(*area)))
                .collect();
            let more = if self.breaks.len() > NAMED {
                ", …"
            } else {
                ""
            };
            let seen = format!(
                "{} that cannot be: {}{more}",
                self.breaks.len(),
                named.join(", ")
            );
            let wording = found(
                format!("changes of level `{level}` that numbers can be brought over"),
                seen,
            );
            let done = "old values stay with the old areas, and the series breaks there";
            report.warning("series-break", place(task), wording.done(done));
        }
    }
}

fn place(task: &Task<'_>) -> Place {
    let column = format!("indicator `{}`, convert", task.entry.indicator.key);
    in_row(&task.entry.file, task.entry.line, Some(&column))
}
