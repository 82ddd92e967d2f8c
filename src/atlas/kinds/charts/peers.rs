//! How the areas of a level went over time: median and middle half in each period.

use crate::model::{CategoryIx, CellRef, Flags, IndicatorIx, LevelIx, PeriodIx, ValueState};
use crate::query::{Point, Series, pooled_values};
use crate::stats::sort_units;

use super::super::super::view::View;
use super::scale::quartiles;

/// Whose numbers, and how many files of them had arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PeerKey {
    indicator: IndicatorIx,
    pub level: LevelIx,
    category: CategoryIx,
    arrived: usize,
}

impl PeerKey {
    /// Those of the chosen area's level, else of the level shown.
    pub fn of(view: &View<'_>) -> Self {
        let own = view.chosen().map(|(_, area)| area.level);
        let blocks = view.indicator.blocks.iter();
        Self {
            indicator: view.indicator_ix,
            level: own.unwrap_or(view.level_ix),
            category: view.category,
            arrived: blocks.filter(|it| view.files.has(&it.file.path)).count(),
        }
    }
}

/// Quartiles of a level, worked out period by period.
#[derive(Clone, Debug, Default)]
pub(super) struct Peers {
    pub key: Option<PeerKey>,
    /// Lower quartile, median and upper quartile, in units of the last decimal.
    pub periods: Vec<Option<[i64; 3]>>,
}

impl Peers {
    /// Begins anew where the view asks for others.
    pub fn follow(&mut self, view: &View<'_>) {
        let key = PeerKey::of(view);
        if self.key != Some(key) {
            *self = Self {
                key: Some(key),
                periods: Vec::new(),
            };
        }
    }

    /// Works out one period; true while there are more. One area has no peers.
    pub fn step(&mut self, view: &View<'_>) -> bool {
        let (Some(key), all) = (self.key, view.period_count()) else {
            return false;
        };
        let at = u16::try_from(self.periods.len()).unwrap_or(all);
        let catalogue = view.files.catalogue.as_ref();
        let level = catalogue.and_then(|it| it.levels.get(key.level.index()));
        let Some(level) = level.filter(|it| at < all && it.range().len() > 3) else {
            return false;
        };
        let areas = (&view.files.table, &view.files.areas);
        let level = (key.level, level);
        let mut numbers = pooled_values(areas, key.indicator, level, key.category, at..at + 1);
        sort_units(&mut numbers);
        self.periods
            .push(quartiles(&numbers).filter(|_| numbers.len() > 3));
        at + 1 < all
    }

    /// The medians as a series, which breaks where the indicator does.
    pub fn median(&self, view: &View<'_>) -> Series {
        let breaks = view.breaks();
        let point = |(period, quartiles): (u16, &Option<[i64; 3]>)| {
            let period = PeriodIx(period);
            let median = quartiles.map(|[_, median, _]| median);
            Point {
                period,
                cell: CellRef {
                    state: median.map_or(ValueState::Missing, |_| ValueState::Value),
                    flags: Flags::NONE,
                    value: median.unwrap_or_default(),
                    note: None,
                },
                break_before: breaks.contains(&period),
            }
        };
        Series((0..).zip(&self.periods).map(point).collect())
    }
}
