//! Old series in the chosen territorial status.
//!
//! [`convert`] follows the tables of changes ([`plan`]) from the status of each period to the chosen
//! one. Counts are added up where areas merged and parted by weight ([`apportion`]) where they were
//! split; the parts of a number add up to it, so that totals stay. A sum with a part that is no
//! number is none either. Everything that is no count only follows renames: elsewhere old values
//! stay with the old areas, and the series breaks. Numbers of one period never meet those of another.

mod apportion;
pub mod plan;
mod row;
pub mod share;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, CategoryIx, Date, Flags, LevelIx, MeasureKind, Period, PeriodIx};

use crate::config::changes::{Convert, SourceStatus};
use crate::config::{Config, IndicatorConfig};
use crate::disclosure::own::is_protected;
use crate::report::Report;
use crate::series::Series;
use plan::{Component, Flows};
use words::Told;

pub use apportion::apportion;

/// What a conversion did to one level in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The territorial status that the numbers had.
    pub status: Date,
    /// Areas that gave all they had to others.
    pub gone: BTreeSet<AreaIx>,
    /// Areas that took something over.
    pub came: BTreeSet<AreaIx>,
}

impl Moved {
    /// Whether the number of `area`, which existed at the end of the period or not, stands for
    /// territory that no other area of the level stands for.
    #[must_use]
    pub fn stands(&self, area: AreaIx, existed: bool) -> bool {
        (existed || self.came.contains(&area)) && !self.gone.contains(&area)
    }
}

/// Brings the numbers of an indicator to the status that it asks for; periods that are there already
/// stay as they are.
pub fn convert(config: &Config, entry: &IndicatorConfig, series: &mut Series, report: &mut Report) {
    let Some(convert) = &entry.convert else {
        return;
    };
    for level in series.levels() {
        let Some(named) = config.levels.get(level.index()) else {
            continue;
        };
        let components = plan::components(config, &named.key, convert.weight);
        let systems = config.atlas.system.iter();
        let system = systems
            .filter(|it| it.key == named.system)
            .map(|it| it.status)
            .next();
        let (Some(until), false) = (convert.to.or(system), components.is_empty()) else {
            continue;
        };
        let task = Task {
            config,
            entry,
            convert,
            level,
            until,
            components,
        };
        task.run(series).report(&task, series, report);
    }
    if is_protected(config, entry) {
        // A share and its sum would tell how large the parts were, which are not published.
        series.shares.clear();
    }
}

/// One level of one indicator.
struct Task<'a> {
    config: &'a Config,
    entry: &'a IndicatorConfig,
    convert: &'a Convert,
    level: LevelIx,
    until: Date,
    components: Vec<Component>,
}

impl Task<'_> {
    fn run(&self, series: &mut Series) -> Told {
        let mut told = Told::default();
        let mut plans: BTreeMap<Date, Flows> = BTreeMap::new();
        let periods: Vec<PeriodIx> = (0..)
            .zip(&series.periods)
            .map(|(at, _)| PeriodIx(at))
            .collect();
        for period in periods {
            let Some(status) = self.status(series, period) else {
                continue;
            };
            if series.moved.contains_key(&(self.level, period)) || status > self.until {
                continue;
            }
            let flows = plans.entry(status).or_insert_with(|| {
                let between = (status, self.until);
                plan::flows(self.config, &self.components, between, |it| {
                    self.follows(it)
                })
            });
            let moved = row::moved(flows, status);
            for category in 0..self.entry.indicator.category_count() {
                let category = CategoryIx(category as u16);
                row::Row::new(self, category, period, status).convert(flows, series, &mut told);
            }
            series.moved.insert((self.level, period), moved);
        }
        self.mark_breaks(series, &mut told);
        told
    }

    /// Counts pass everything that states its weights, other numbers renames alone.
    fn follows(&self, component: &Component) -> bool {
        let count = self.entry.indicator.kind == MeasureKind::Count;
        component.rename || (count && component.weighted())
    }

    fn status(&self, series: &Series, period: PeriodIx) -> Option<Date> {
        let period: &Period = series.period(period)?;
        Some(match self.convert.from {
            SourceStatus::PeriodEnd => period.end,
            SourceStatus::PeriodStart => period.start,
            SourceStatus::Fixed(status) => status,
        })
    }

    /// Flags the first number after every change that was not followed.
    fn mark_breaks(&self, series: &mut Series, told: &mut Told) {
        let unfollowed = |it: &&Component| it.date > self.until || !self.follows(it);
        for component in self.components.iter().filter(unfollowed) {
            for category in 0..self.entry.indicator.category_count() {
                for area in &component.to {
                    let category = CategoryIx(category as u16);
                    self.mark_break(component, *area, category, series, told);
                }
            }
        }
    }

    fn mark_break(
        &self,
        component: &Component,
        area: AreaIx,
        category: CategoryIx,
        series: &mut Series,
        told: &mut Told,
    ) {
        let spots = (0..series.periods.len()).map(|at| crate::series::Spot {
            level: self.level,
            category,
            period: PeriodIx(at as u16),
            area,
        });
        let mut numbers = spots.filter(|spot| {
            let cell = series.cells.get(spot);
            cell.is_some_and(|cell| cell.state.is_number())
        });
        let before = |period| {
            self.status(series, period)
                .is_some_and(|it| it < component.date)
        };
        let Some(first) = numbers.next().filter(|spot| before(spot.period)) else {
            return;
        };
        let Some(after) = numbers.find(|spot| !before(spot.period)) else {
            return;
        };
        debug_assert!(first < after);
        if let Some(cell) = series.cells.get_mut(&after) {
            cell.flags = cell.flags.with(Flags::BREAK_BEFORE);
            told.breaks.insert((component.date, area));
        }
    }
}
