//! What a table should hold and does not: rows of areas that are there, numbers in rows that are.
//!
//! A file that was cut off, or filtered by hand before it was saved, reads without a mistake; only
//! what is not in it tells. So each level is held against its areas once all recipes are read.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, CategoryIx, Level, LevelIx, PeriodIx, ValueState};

use crate::aggregate::sum::stands;
use crate::config::recipe::Format;
use crate::config::{Config, IndicatorConfig};
use crate::finding::Place;
use crate::report::{Report, found};
use crate::series::{Series, Spot};
use crate::territory::{Placed, place};

/// Areas that a finding names.
const NAMED: usize = 3;

/// What one recipe read of one level.
#[derive(Clone, Copy, Debug, Default)]
struct Read {
    cells: u64,
    missing: u64,
    numbers: u64,
}

/// Warns of levels without a number, and of areas without a row.
///
/// Where an error was found, its row may be what lacks; then only the error is told.
pub fn tell(config: &Config, entry: &IndicatorConfig, series: &Series, report: &mut Report) {
    if report.has_errors() {
        return;
    }
    let mut reads: BTreeMap<(LevelIx, u16), Read> = BTreeMap::new();
    let mut areas: BTreeMap<LevelIx, BTreeSet<AreaIx>> = BTreeMap::new();
    for (spot, cell) in series.cells.iter() {
        areas.entry(spot.level).or_default().insert(spot.area);
        let read = reads.entry((spot.level, cell.origin.read)).or_default();
        read.cells += 1;
        read.missing += u64::from(cell.state == ValueState::Missing);
        read.numbers += u64::from(cell.state.is_number());
    }
    // Another bundle says what it says; a gap in it is its publisher's.
    let of_table = |(_, read): &(LevelIx, u16)| {
        let recipe = entry.reads.get(usize::from(*read));
        recipe.is_some_and(|recipe| !matches!(recipe.format, Format::Bundle(_)))
    };
    reads.retain(|key, _| of_table(key));
    for ((level, read), seen) in &reads {
        if seen.numbers == 0 && seen.missing > 0 {
            let expected = format!("numbers on the level `{}`", key_of(config, *level));
            let seen = format!("none in {} cells", seen.cells);
            let wording = found(expected, seen).done("left without values");
            report.warning("no-numbers", in_indicator(entry, series, *read), wording);
        }
    }
    let mut told = BTreeSet::new();
    for (level, read) in reads.keys() {
        let seen = areas.get(level).filter(|_| told.insert(*level));
        let gaps = Gaps {
            config,
            entry,
            series,
            level: *level,
            read: *read,
        };
        if let Some(seen) = seen {
            gaps.rows(seen, report);
        }
    }
}

/// One level of an indicator, and the first recipe that reads it.
struct Gaps<'a> {
    config: &'a Config,
    entry: &'a IndicatorConfig,
    series: &'a Series,
    level: LevelIx,
    read: u16,
}

impl Gaps<'_> {
    /// Warns of areas that are not among the `seen` ones.
    fn rows(&self, seen: &BTreeSet<AreaIx>, report: &mut Report) {
        if self.is_by_the_way(seen) {
            return;
        }
        let level = self.config.levels.get(self.level.index());
        let all = level.map(Level::range).unwrap_or_default();
        let rows = self.series.cells.rows();
        let periods: BTreeSet<PeriodIx> = rows
            .filter(|(level, ..)| *level == self.level)
            .map(|(_, _, period)| period)
            .collect();
        let unseen = all.clone().map(AreaIx).filter(|ix| !seen.contains(ix));
        let lacking: Vec<&str> = unseen
            .filter(|ix| {
                periods
                    .last()
                    .is_some_and(|last| self.is_wanted(*ix, *last))
            })
            .filter_map(|ix| Some(self.config.areas.get(ix)?.key.as_str()))
            .collect();
        if lacking.is_empty() {
            return;
        }
        let key = |period: Option<&PeriodIx>| {
            let period = period.and_then(|period| self.series.period(*period));
            period.map_or("", |period| period.key.as_str())
        };
        let (first, last) = (key(periods.first()), key(periods.last()));
        let span = match first == last {
            true => first.to_owned(),
            false => format!("{first} to {last}"),
        };
        let named = lacking.get(..NAMED).unwrap_or(&lacking).join(", ");
        let more = if lacking.len() > NAMED { ", …" } else { "" };
        let expected = format!("a row for each area of the level `{}`", level_key(level));
        let (count, all) = (lacking.len(), all.len());
        let seen = format!("none for {count} of {all} ({span}): {named}{more}");
        let wording = found(expected, seen).done("left without values");
        let place = in_indicator(self.entry, self.series, self.read);
        report.warning("missing-rows", place, wording);
    }

    /// Whether the level is only reached by keys that stand for an area of another level too, as that of
    /// a city for its Land.
    fn is_by_the_way(&self, seen: &BTreeSet<AreaIx>) -> bool {
        let recipe = self.entry.reads.get(usize::from(self.read));
        let rules = recipe.and_then(|one| self.config.atlas.keys.get(&one.common.keys));
        let also = rules.map_or(&[][..], |rules| &rules.also);
        let keys = seen.iter().filter_map(|ix| self.config.areas.get(*ix));
        let is_also = |key: &str| also.iter().any(|also| also.key == key || also.other == key);
        keys.into_iter().all(|area| is_also(&area.key))
    }

    /// Whether a table should have a row for the area: it exists in the last period, no other stands in
    /// for it, and no rule leaves it aside. Of an area that is gone by then, many offices tell nothing.
    fn is_wanted(&self, area: AreaIx, period: PeriodIx) -> bool {
        let spot = Spot {
            level: self.level,
            category: CategoryIx(0),
            period,
            area,
        };
        let recipe = self.entry.reads.get(usize::from(self.read));
        let rules = recipe.and_then(|one| self.config.atlas.keys.get(&one.common.keys));
        let (Some(rules), Some(when), Some(own)) = (
            rules,
            self.series.period(period),
            self.config.areas.get(area),
        ) else {
            return false;
        };
        let aside = matches!(
            place(self.config, rules, &own.key, when),
            Placed::Ignored(_)
        );
        stands(self.config, self.series, spot) && !aside
    }
}

fn level_key(level: Option<&Level>) -> &str {
    level.map_or("", |level| level.key.as_str())
}

fn key_of(config: &Config, level: LevelIx) -> &str {
    level_key(config.levels.get(level.index()))
}

/// The file of a recipe, as far as it is about the indicator.
fn in_indicator(entry: &IndicatorConfig, series: &Series, read: u16) -> Place {
    let file = series.reads.get(usize::from(read));
    Place {
        file: file.map_or_else(|| entry.file.clone(), |read| read.file.clone()),
        row: None,
        column: Some(format!("indicator `{}`", entry.indicator.key)),
    }
}
