//! Sums of counts over the areas of a period, each counted once, strict.
//!
//! # References
//! `aggregate.hierarchy` of the methods: a count is Σ of its children; one child without a number
//! leaves the parent without one.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::ValueState;
use teilraum::model::{AreaIx, CategoryIx, Flags, Level, LevelIx, PeriodIx};

use crate::changes::share;
use crate::config::indicator::Aggregate;
use crate::config::{Config, IndicatorConfig};
use crate::finding::Place;
use crate::repeats::Repeats;
use crate::report::{Report, found, in_row};
use crate::series::{Cell, Origin, Series, Spot};
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
        let (expected, place) = ("values of the source on every level", place(entry));
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
        let levels = Levels {
            child,
            parent,
            families: Families::of(config, child),
        };
        let mut findings = Repeats::new(report);
        for period in wanting {
            fill_period(config, entry, &levels, period, series, &mut findings);
        }
        findings.finish();
    }
}

fn periods_only_in(series: &Series, child: LevelIx, parent: LevelIx) -> BTreeSet<PeriodIx> {
    let periods = |level| {
        let rows = series.cells.rows().filter(move |(at, ..)| *at == level);
        rows.map(|(_, _, period)| period).collect::<BTreeSet<_>>()
    };
    &periods(child) - &periods(parent)
}

/// The areas of a level by their parent.
pub(super) struct Families(BTreeMap<AreaIx, Vec<AreaIx>>);

impl Families {
    pub(super) fn of(config: &Config, level: LevelIx) -> Self {
        let mut families: BTreeMap<AreaIx, Vec<AreaIx>> = BTreeMap::new();
        let range = config.levels.get(level.index()).map(Level::range);
        for ix in range.unwrap_or_default().map(AreaIx) {
            if let Some(parent) = config.areas.get(ix).and_then(|area| area.parent) {
                families.entry(parent).or_default().push(ix);
            }
        }
        Self(families)
    }

    /// The areas whose numbers make up the total at `spot`, each inhabitant counted once.
    ///
    /// These are the children that exist at the end of the period; where the source converted
    /// numbers to a later territorial status, the later areas stand in for those they took over.
    pub(super) fn counted(
        &self,
        config: &Config,
        level: LevelIx,
        spot: Spot,
        series: &Series,
    ) -> Vec<AreaIx> {
        let counts = |ix: &AreaIx| {
            let at = Spot {
                level,
                area: *ix,
                ..spot
            };
            stands(config, series, at)
        };
        let children = self.0.get(&spot.area).map_or(&[][..], Vec::as_slice);
        children.iter().copied().filter(counts).collect()
    }
}

/// What sums are made of: the level above, the one below, and whose children they are.
struct Levels {
    child: LevelIx,
    parent: LevelIx,
    families: Families,
}

fn fill_period(
    config: &Config,
    entry: &IndicatorConfig,
    levels: &Levels,
    period: PeriodIx,
    series: &mut Series,
    findings: &mut Repeats<'_>,
) {
    let range = config.levels.get(levels.parent.index()).map(Level::range);
    let range = range.unwrap_or_default();
    for category in 0..entry.indicator.category_count() {
        let category = CategoryIx(category as u16);
        for area in range.clone().map(AreaIx) {
            let spot = Spot {
                level: levels.parent,
                category,
                period,
                area,
            };
            if let Some((cell, share)) = total(config, entry, levels, spot, series, findings) {
                series.shares.extend(share.map(|share| (spot, share)));
                series.cells.insert(spot, cell);
            }
        }
    }
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

/// The total at `spot`, and the share of it that is converted.
fn total(
    config: &Config,
    entry: &IndicatorConfig,
    levels: &Levels,
    spot: Spot,
    series: &Series,
    findings: &mut Repeats<'_>,
) -> Option<(Cell, Option<u16>)> {
    let level = levels.child;
    let children = levels.families.counted(config, level, spot, series);
    let at = |area: &AreaIx| Spot {
        level,
        area: *area,
        ..spot
    };
    let number = |area: &AreaIx| {
        let cell = series.cells.get(&at(area));
        cell.filter(|cell| cell.state.is_number())
    };
    if children.is_empty() {
        return None;
    }
    let key = |ix: &AreaIx| config.areas.get(*ix).map_or("", |area| area.key.as_str());
    let lacking = children.iter().filter(|area| number(area).is_none());
    let lacking: Vec<&str> = lacking.map(key).collect();
    if !lacking.is_empty() {
        let wording = found(
            format!("numbers of all {} areas to add up", children.len()),
            format!("none of {}", lacking.join(", ")),
        );
        let place = series.place_of(config, entry, spot, Origin::COMPUTED);
        findings.warning("incomplete-sum", place, wording.done("left without value"));
        return Some((Cell::default(), None));
    }
    let cells: Vec<&Cell> = children.iter().filter_map(number).collect();
    let units = cells
        .iter()
        .try_fold(0_i64, |sum, cell| sum.checked_add(cell.units))?;
    let spots: Vec<Spot> = children.iter().map(at).collect();
    let cell = Cell {
        state: state(units, &cells),
        flags: inherited(&cells),
        units,
        ..Cell::default()
    };
    Some((cell, share::of_sum(series, &spots)))
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

pub(super) fn level_key(config: &Config, level: LevelIx) -> &str {
    config
        .levels
        .get(level.index())
        .map_or("", |level| level.key.as_str())
}

pub(super) fn place(entry: &IndicatorConfig) -> Place {
    let column = format!("indicator `{}`", entry.indicator.key);
    in_row(&entry.file, entry.line, Some(&column))
}
