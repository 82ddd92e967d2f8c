//! Sums of counts over the areas of a period, each counted once, strict.
//!
//! # References
//! `aggregate.hierarchy` of the methods: a count is Σ of its children; one child without a number
//! leaves the parent without one.

use std::collections::BTreeSet;

use teilraum::model::ValueState;
use teilraum::model::{AreaIx, CategoryIx, Flags, Level, LevelIx, MeasureKind, PeriodIx};

use crate::changes::share;
use crate::config::indicator::Aggregate;
use crate::config::{Config, IndicatorConfig};
use crate::finding::Place;
use crate::report::{Report, found, in_row};
use crate::series::{Cell, Series, Spot};
use crate::territory::is_superseded;

/// Flags of children that hold for their sum too.
const INHERITED: [Flags; 5] = [
    Flags::PROVISIONAL,
    Flags::REVISED,
    Flags::ESTIMATED,
    Flags::LOW_RELIABILITY,
    Flags::CONVERTED,
];

/// Fills parent levels in periods without a single observation, finest level first.
pub fn fill_parents(
    config: &Config,
    entry: &IndicatorConfig,
    series: &mut Series,
    report: &mut Report,
) {
    for (at, level) in config.levels.iter().enumerate().rev() {
        let child = LevelIx(at as u8);
        let Some(parent) = level.parent else { continue };
        let wanting = periods_only_in(series, child, parent);
        if wanting.is_empty() {
            continue;
        }
        let names = wanting.iter().filter_map(|ix| series.period(*ix));
        let names: Vec<&str> = names.map(|period| period.key.as_str()).collect();
        let seen = format!(
            "none of level `{}` for {}",
            level_key(config, parent),
            names.join(", ")
        );
        let (expected, place) = ("values of the source on every level", place(entry, ""));
        if entry.aggregate == Aggregate::Refuse {
            let wording = found(expected, seen).done("left without: the recipe does not add up");
            report.note("not-aggregated", place, wording);
            continue;
        }
        report.note(
            "aggregated",
            place,
            found(expected, seen).done(format!("added up from level `{}`", level.key)),
        );
        for period in wanting {
            fill_period(config, entry, (child, parent), period, series, report);
        }
    }
}

fn periods_only_in(series: &Series, child: LevelIx, parent: LevelIx) -> BTreeSet<PeriodIx> {
    let periods = |level| {
        let spots = series.cells.keys().filter(move |spot| spot.level == level);
        spots.map(|spot| spot.period).collect::<BTreeSet<_>>()
    };
    &periods(child) - &periods(parent)
}

fn fill_period(
    config: &Config,
    entry: &IndicatorConfig,
    (child, parent): (LevelIx, LevelIx),
    period: PeriodIx,
    series: &mut Series,
    report: &mut Report,
) {
    let range = config
        .levels
        .get(parent.index())
        .map(Level::range)
        .unwrap_or_default();
    for category in 0..entry.indicator.category_count() {
        let category = CategoryIx(category as u16);
        for area in range.clone().map(AreaIx) {
            let spot = Spot {
                level: parent,
                category,
                period,
                area,
            };
            if let Some(cell) = total(config, entry, child, spot, series, report) {
                let share = share_of(config, child, spot, series);
                series.shares.extend(share.map(|share| (spot, share)));
                series.cells.insert(spot, cell);
            }
        }
    }
}

/// The share of the total at `spot` that is converted.
fn share_of(config: &Config, level: LevelIx, spot: Spot, series: &Series) -> Option<u16> {
    if series.shares.is_empty() {
        return None;
    }
    let children = children(config, level, spot, series).into_iter();
    let spots: Vec<Spot> = children
        .map(|area| Spot {
            level,
            area,
            ..spot
        })
        .collect();
    share::of_sum(series, &spots)
}

/// The areas whose numbers make up the total at `spot`, each inhabitant counted once.
///
/// These are the children that exist at the end of the period; where the source converted numbers
/// to a later territorial status, the later areas stand in for those they took over.
fn children(config: &Config, level: LevelIx, spot: Spot, series: &Series) -> Vec<AreaIx> {
    let range = config.levels.get(level.index()).map(Level::range);
    let counts = |ix: &AreaIx| {
        let at = Spot {
            level,
            area: *ix,
            ..spot
        };
        let parent = config.areas.get(*ix).and_then(|area| area.parent);
        parent == Some(spot.area) && stands(config, series, at)
    };
    range
        .unwrap_or_default()
        .map(AreaIx)
        .filter(counts)
        .collect()
}

/// Whether the area of `spot` counts in a sum of its period: it exists, and no later area stands in
/// for it, or the source converted numbers to it.
pub(crate) fn stands(config: &Config, series: &Series, spot: Spot) -> bool {
    let Some(end) = series.period(spot.period).map(|period| period.end) else {
        return false;
    };
    let Some(area) = config.areas.get(spot.area) else {
        return false;
    };
    let cell = series.cells.get(&spot);
    let converted = cell.is_some_and(|cell| cell.flags.contains(Flags::CONVERTED));
    if let Some(moved) = series.moved.get(&(spot.level, spot.period)) {
        return moved.stands(spot.area, area.exists_on(moved.status)) || converted;
    }
    if area.valid_to.is_none() && area.valid_from.is_none() && area.successors.is_empty() {
        return true;
    }
    (area.exists_on(end) && !is_superseded(config, series, spot)) || converted
}

fn total(
    config: &Config,
    entry: &IndicatorConfig,
    level: LevelIx,
    spot: Spot,
    series: &Series,
    report: &mut Report,
) -> Option<Cell> {
    let children = children(config, level, spot, series);
    let numbers: Vec<(AreaIx, Option<&Cell>)> = children
        .iter()
        .map(|area| {
            let cell = series.cells.get(&Spot {
                level,
                area: *area,
                ..spot
            });
            (*area, cell.filter(|cell| cell.state.is_number()))
        })
        .collect();
    let key = |ix: AreaIx| config.areas.get(ix).map_or("", |area| area.key.as_str());
    let period = series
        .period(spot.period)
        .map_or("", |period| period.key.as_str());
    let place = place(entry, &format!("area {}, period {period}", key(spot.area)));
    let lacking = numbers.iter().filter(|(_, cell)| cell.is_none());
    let lacking: Vec<&str> = lacking.map(|(area, _)| key(*area)).collect();
    if children.is_empty() {
        return None;
    }
    if !lacking.is_empty() {
        let wording = found(
            format!("numbers of all {} areas to add up", children.len()),
            format!("none of {}", lacking.join(", ")),
        );
        report.warning(
            "incomplete-sum",
            place.clone(),
            wording.done("left without value"),
        );
        return Some(Cell {
            place,
            ..Cell::default()
        });
    }
    let cells: Vec<&Cell> = numbers.into_iter().filter_map(|(_, cell)| cell).collect();
    let units = cells
        .iter()
        .try_fold(0_i64, |sum, cell| sum.checked_add(cell.units))?;
    Some(Cell {
        state: state(units, &cells),
        flags: inherited(&cells),
        units,
        place,
        ..Cell::default()
    })
}

fn state(units: i64, cells: &[&Cell]) -> ValueState {
    let all_zero = cells.iter().all(|cell| cell.state == ValueState::Zero);
    match units {
        0 if all_zero => ValueState::Zero,
        0 => ValueState::RoundedToZero,
        _ => ValueState::Value,
    }
}

fn inherited(cells: &[&Cell]) -> Flags {
    INHERITED
        .into_iter()
        .filter(|flag| cells.iter().any(|cell| cell.flags.contains(*flag)))
        .fold(Flags::NONE, Flags::with)
}

/// Notes where counts of the children do not add up to the total that the source publishes.
pub fn compare(config: &Config, entry: &IndicatorConfig, series: &Series, report: &mut Report) {
    if entry.indicator.kind != MeasureKind::Count {
        return;
    }
    for (at, level) in config.levels.iter().enumerate() {
        let child = LevelIx(at as u8);
        let Some(parent) = level.parent else { continue };
        if !series.cells.keys().any(|spot| spot.level == child) {
            continue;
        }
        let differences = differences(config, child, parent, series);
        if differences.is_empty() {
            continue;
        }
        let shown: Vec<String> = differences
            .iter()
            .take(20)
            .map(|(text, _)| text.clone())
            .collect();
        let largest = differences.iter().map(|(_, size)| *size).max().unwrap_or(0);
        let seen = format!(
            "{} sums of level `{}` that differ, by at most {largest}: {}{}",
            differences.len(),
            level.key,
            shown.join("; "),
            if differences.len() > shown.len() {
                "; …"
            } else {
                ""
            },
        );
        let wording = found(
            format!("sums equal to level `{}`", level_key(config, parent)),
            seen,
        );
        report.note(
            "sums-differ",
            place(entry, ""),
            wording.done("both kept as published"),
        );
    }
}

/// The differing sums in words, with the size of the difference.
fn differences(
    config: &Config,
    child: LevelIx,
    parent: LevelIx,
    series: &Series,
) -> Vec<(String, u64)> {
    let mut differences = Vec::new();
    for (spot, total) in series.cells.iter().filter(|(spot, _)| spot.level == parent) {
        let children = children(config, child, *spot, series);
        let value = |area: &AreaIx| {
            let cell = series.cells.get(&Spot {
                level: child,
                area: *area,
                ..*spot
            });
            cell.filter(|cell| cell.state.is_number())
                .map(|cell| cell.units)
        };
        let sum: Option<i64> = children.iter().map(value).sum();
        let Some(sum) = sum.filter(|_| total.state.is_number() && !children.is_empty()) else {
            continue;
        };
        if sum != total.units {
            let area = config
                .areas
                .get(spot.area)
                .map_or("", |area| area.key.as_str());
            let period = series
                .period(spot.period)
                .map_or("", |period| period.key.as_str());
            let text = format!("{area} {period}: {sum} instead of {}", total.units);
            differences.push((text, sum.abs_diff(total.units)));
        }
    }
    differences
}

fn level_key(config: &Config, level: LevelIx) -> &str {
    config
        .levels
        .get(level.index())
        .map_or("", |level| level.key.as_str())
}

fn place(entry: &IndicatorConfig, detail: &str) -> Place {
    let separator = if detail.is_empty() { "" } else { ", " };
    let column = format!("indicator `{}`{separator}{detail}", entry.indicator.key);
    in_row(&entry.file, entry.line, Some(&column))
}
