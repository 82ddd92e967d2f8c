//! Primary rules: which cells are secret for their own sake.
//!
//! Counts by the minimum frequency, magnitudes by the dominance rules, numerators by the base of the
//! share or rate that is printed from them: a rate and its denominator give the count, so both are
//! hidden or neither.

use std::collections::BTreeMap;

use teilraum::disclosure::{
    Frequency, RateRule, RateStatus, dominance, frequency, p_percent, rate,
};
use teilraum::model::{CategoryIx, MeasureKind, PeriodIx, pow10};

use super::network::Reason;
use super::own::{self, is_protected};
use super::profile::Profile;
use super::side;
use super::table::Table;
use crate::aggregate::compute::period_pairs;
use crate::config::indicator::{Ingredient, category};
use crate::config::{Config, IndicatorConfig};
use crate::report::Report;
use crate::series::{Cell, Series, Spot};

/// Secret cells of one series, with the width of the interval that each needs.
pub type Secrets = BTreeMap<Spot, (Reason, i64)>;

/// The secrets of a table of counts or magnitudes.
pub fn of_table(table: &Table<'_>, report: &mut Report) -> Secrets {
    let Some(profile) = table.profile.as_ref().filter(|profile| !profile.perturbs()) else {
        return Secrets::new();
    };
    let shares = side::contributions(table.config, table.entry, table.series, report);
    let width = table.units(profile.width.max(1));
    let cells = table.cells().filter(|(_, cell)| cell.state.is_number());
    let secret = |(spot, cell): (Spot, &Cell)| {
        let reason = match shares.get(&spot) {
            Some(largest) => dominated(profile, cell.units, *largest, width)?,
            None => (by_count(table, profile, spot, cell)?, width),
        };
        Some((spot, reason))
    };
    let mut secrets: Secrets = cells.filter_map(secret).collect();
    hide_empty_totals(table, &mut secrets, width);
    secrets
}

/// A total of nothing says that each of its parts is nothing: it goes with a hidden zero below it.
fn hide_empty_totals(table: &Table<'_>, secrets: &mut Secrets, width: i64) {
    let zeros = secrets
        .iter()
        .filter(|(_, (reason, _))| *reason == Reason::Zero);
    let mut waiting: Vec<Spot> = zeros.map(|(spot, _)| *spot).collect();
    while let Some(spot) = waiting.pop() {
        let parent = table
            .config
            .areas
            .get(spot.area)
            .and_then(|area| area.parent);
        let level = parent.and_then(|area| Some(table.config.areas.get(area)?.level));
        let Some((area, level)) = parent.zip(level) else {
            continue;
        };
        let above = Spot {
            level,
            area,
            ..spot
        };
        let empty = table
            .cell(above)
            .is_some_and(|cell| cell.state.is_number() && cell.units == 0);
        if empty && !secrets.contains_key(&above) {
            secrets.insert(above, (Reason::Zero, width));
            waiting.push(above);
        }
    }
}

fn by_count(table: &Table<'_>, profile: &Profile, spot: Spot, cell: &Cell) -> Option<Reason> {
    let hides_zero = cell.units == 0 && in_small_group(table, profile, spot);
    let minimum = u64::try_from(table.units(profile.minimum)).ok()?;
    let found = frequency(Some(cell.units.unsigned_abs()), minimum, hides_zero);
    let reason = if cell.units == 0 {
        Reason::Zero
    } else {
        Reason::Frequency
    };
    (found == Frequency::Suppress).then_some(reason)
}

/// Whether the total over all categories of the cell's area is a small group.
fn in_small_group(table: &Table<'_>, profile: &Profile, spot: Spot) -> bool {
    let total = table.cell(Spot {
        category: CategoryIx(0),
        ..spot
    });
    let small = table.units(profile.small_group);
    spot.category != CategoryIx(0) && total.is_some_and(|cell| 0 < cell.units && cell.units < small)
}

/// Whether the largest contributors dominate a magnitude; it then needs an interval as wide as the
/// part of the largest one that nobody may estimate.
fn dominated(
    profile: &Profile,
    total: i64,
    [largest, second]: [i64; 2],
    width: i64,
) -> Option<(Reason, i64)> {
    let others = total.saturating_sub(largest).saturating_sub(second).max(0);
    let by_p = profile.p_percent.is_some_and(|p| {
        // The rule asks what the others make up of the largest; how they split does not matter.
        let sizes = [largest, largest, others.min(largest)].map(|size| size as f64);
        p_percent(&sizes, f64::from(p))
    });
    let two = largest.saturating_add(second);
    let by_two = profile.largest_two_percent.is_some_and(|percent| {
        let sizes = [two as f64, others as f64];
        others < two && dominance(&sizes, 1, f64::from(percent))
    });
    let share = i64::from(profile.p_percent.unwrap_or(10)).saturating_mul(largest.abs());
    (by_p || by_two).then_some((Reason::Dominance, width.max(share / 100 + 1)))
}

/// What a computed share, rate or mean makes secret.
#[derive(Debug, Default)]
pub struct Derived<'a> {
    /// Secret cells of the ingredients, by indicator key.
    pub secrets: BTreeMap<&'a str, Secrets>,
    /// Pairs of cells, whole and part: readers know that one is at most the other.
    pub rests: Vec<[(&'a str, Spot); 2]>,
    /// Cells of computed indicators that are withheld although no ingredient is this office's.
    pub withheld: BTreeMap<&'a str, Vec<Spot>>,
}

/// The rules for every computed indicator of this office.
pub fn of_computed<'a>(config: &'a Config, all: &BTreeMap<&str, Series>) -> Derived<'a> {
    let mut derived = Derived::default();
    let computed = config.indicators.iter();
    for entry in computed.filter(|entry| entry.compute.is_some() && is_protected(config, entry)) {
        let profile = Profile::of(config, entry);
        if let Some(task) = Task::new(config, entry, all, profile) {
            task.run(all, &mut derived);
        }
    }
    derived
}

/// One computed indicator with its ingredients.
struct Task<'a, 'b> {
    config: &'a Config,
    entry: &'a IndicatorConfig,
    profile: Profile,
    numerator: Side<'a, 'b>,
    denominator: Side<'a, 'b>,
    periods: Vec<(PeriodIx, PeriodIx)>,
}

/// An ingredient.
#[derive(Clone, Copy)]
struct Side<'a, 'b> {
    entry: &'a IndicatorConfig,
    series: &'b Series,
    category: CategoryIx,
}

impl<'a, 'b> Side<'a, 'b> {
    fn new(
        config: &'a Config,
        ingredient: &Ingredient,
        all: &'b BTreeMap<&str, Series>,
    ) -> Option<Self> {
        let entry = own::find(config, &ingredient.indicator)?;
        let keys = ingredient.category.as_deref();
        let category = keys.map_or(Some(CategoryIx(0)), |keys| {
            category(&entry.indicator.axes, keys)
        });
        Some(Self {
            entry,
            series: all.get(ingredient.indicator.as_str())?,
            category: category?,
        })
    }

    fn scale(self) -> i64 {
        pow10(self.entry.indicator.decimals)
    }
}

impl<'a, 'b> Task<'a, 'b> {
    fn new(
        config: &'a Config,
        entry: &'a IndicatorConfig,
        all: &'b BTreeMap<&str, Series>,
        profile: Profile,
    ) -> Option<Self> {
        let compute = entry.compute.as_ref()?;
        Some(Self {
            config,
            entry,
            profile,
            numerator: Side::new(config, &compute.numerator, all)?,
            denominator: Side::new(config, &compute.denominator, all)?,
            periods: period_pairs(config, entry, all),
        })
    }

    fn run(&self, all: &BTreeMap<&str, Series>, derived: &mut Derived<'a>) {
        let own = all.get(self.entry.indicator.key.as_str());
        for (spot, cell) in own.into_iter().flat_map(|series| series.cells.iter()) {
            let Some((above, below)) = self.periods.get(spot.period.index()) else {
                continue;
            };
            if !cell.state.is_number() {
                continue;
            }
            let above = Spot {
                category: self.numerator.category,
                period: *above,
                ..*spot
            };
            let below = Spot {
                category: self.denominator.category,
                period: *below,
                ..*spot
            };
            self.judge(*spot, above, below, derived);
        }
    }

    fn judge(&self, spot: Spot, above: Spot, below: Spot, derived: &mut Derived<'a>) {
        let cells = [self.numerator, self.denominator].map(|side| &side.series.cells);
        let [Some(x), Some(n)] = [cells[0].get(&above), cells[1].get(&below)] else {
            return;
        };
        let key = |side: Side<'a, 'b>| side.entry.indicator.key.as_str();
        let own = self.entry.indicator.key.as_str();
        match self.status(x.units, n.units) {
            RateStatus::SmallDenominator if self.profile.perturbs() => {
                derived.withheld.entry(own).or_default().push(spot);
            }
            _ if self.profile.perturbs() => {}
            RateStatus::SmallDenominator | RateStatus::SmallNumerator => {
                if x.units != 0 && self.counts(self.numerator) {
                    let width = self
                        .profile
                        .width
                        .max(1)
                        .saturating_mul(self.numerator.scale());
                    let secrets = derived.secrets.entry(key(self.numerator)).or_default();
                    secrets.entry(above).or_insert((Reason::Base, width));
                } else {
                    derived.withheld.entry(own).or_default().push(spot);
                }
            }
            _ => {}
        }
        if self.entry.indicator.kind == MeasureKind::Share {
            let rest = [(key(self.denominator), below), (key(self.numerator), above)];
            derived.rests.push(rest);
        }
    }

    /// Whether an ingredient is a table that this office may withhold cells of.
    fn counts(&self, side: Side<'_, '_>) -> bool {
        is_protected(self.config, side.entry) && side.entry.indicator.kind == MeasureKind::Count
    }

    /// The rule for a numerator and a denominator in their own units.
    fn status(&self, x: i64, n: i64) -> RateStatus {
        let both = self
            .numerator
            .scale()
            .saturating_mul(self.denominator.scale());
        let amount = |units: i64, other: Side<'_, '_>| {
            u64::try_from(units.saturating_mul(other.scale())).ok()
        };
        let least = |count: i64| u64::try_from(count.saturating_mul(both)).unwrap_or(0);
        let kind = self.entry.indicator.kind;
        let (base, minimum) = match kind {
            MeasureKind::Mean | MeasureKind::Median => (self.profile.smallest_cases, 0),
            _ => (self.profile.smallest_base, self.profile.minimum),
        };
        let rule = RateRule {
            min_den: least(base),
            k: least(minimum),
            complement: kind == MeasureKind::Share,
        };
        rate(amount(x, self.denominator), amount(n, self.numerator), rule)
    }
}
