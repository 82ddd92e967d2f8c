//! One series as a table of nodes: which cell is which node, and in which words.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, Axis, CategoryIx, Level, LevelIx, PeriodIx};

use super::network::NodeIx;
use super::profile::Profile;
use crate::config::{Config, IndicatorConfig};
use crate::series::{Cell, Series, Spot};

/// A series whose cells are nodes.
#[derive(Debug)]
pub struct Table<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The indicator.
    pub entry: &'a IndicatorConfig,
    /// Its observations.
    pub series: &'a Series,
    /// How its secrets are kept; `None` where they are not this office's business.
    pub profile: Option<Profile>,
    /// Position in the list of tables.
    pub at: usize,
    /// Node of the first cell; the others follow in the order of their spots.
    pub first: NodeIx,
    /// Whether its amounts are printed; otherwise they are worked out of ready-made shares.
    pub exact: bool,
    spots: Vec<Spot>,
    /// Nodes for totals that nobody prints.
    pub stand_ins: BTreeMap<Spot, NodeIx>,
}

impl<'a> Table<'a> {
    /// The table of `series`, its nodes from `first` on.
    #[must_use]
    pub fn new(
        config: &'a Config,
        entry: &'a IndicatorConfig,
        series: &'a Series,
        at: usize,
        first: NodeIx,
    ) -> Self {
        let profile = super::own::is_protected(config, entry).then(|| Profile::of(config, entry));
        Self {
            config,
            entry,
            series,
            profile,
            at,
            first,
            exact: entry.indicator.kind == teilraum::model::MeasureKind::Count,
            spots: series.cells.keys().copied().collect(),
            stand_ins: BTreeMap::new(),
        }
    }

    /// The node of the cell at `spot`, or of the total that would stand there.
    #[must_use]
    pub fn node(&self, spot: Spot) -> Option<NodeIx> {
        let printed = self.spots.binary_search(&spot).ok();
        let printed = printed.map(|at| self.first + at as NodeIx);
        printed.or_else(|| self.stand_ins.get(&spot).copied())
    }

    /// The cell at `spot`.
    #[must_use]
    pub fn cell(&self, spot: Spot) -> Option<&'a Cell> {
        self.series.cells.get(&spot)
    }

    /// The cells in the order of their nodes.
    pub fn cells(&self) -> impl Iterator<Item = (Spot, &'a Cell)> {
        self.series.cells.iter().map(|(spot, cell)| (*spot, cell))
    }

    /// Every level, category and period with a cell.
    #[must_use]
    pub fn rows(&self) -> BTreeSet<(LevelIx, CategoryIx, PeriodIx)> {
        let rows = self
            .spots
            .iter()
            .map(|spot| (spot.level, spot.category, spot.period));
        rows.collect()
    }

    /// A number of things as a number in units of the table's last decimal.
    #[must_use]
    pub fn units(&self, count: i64) -> i64 {
        count.saturating_mul(teilraum::model::pow10(self.entry.indicator.decimals))
    }

    /// The least amount that is no secret, and the width a secret needs, in the table's units.
    #[must_use]
    pub fn minimum(&self) -> Option<(i64, i64)> {
        let profile = self.profile.as_ref()?;
        let width = self.units(profile.width.max(1));
        Some((self.units(profile.minimum), width))
    }

    /// The cell at `spot` in words.
    #[must_use]
    pub fn words(&self, spot: Spot) -> String {
        let level = self.config.levels.get(spot.level.index());
        let level = level.map_or("", |level| level.key.as_str());
        let area = self.config.areas.get(spot.area);
        let area = area.map_or("", |area| area.key.as_str());
        let period = self.series.period(spot.period);
        let period = period.map_or("", |period| period.key.as_str());
        let indicator = &self.entry.indicator;
        let mut words = format!("`{}` {level} {area}, {period}", indicator.key);
        if !indicator.axes.is_empty() {
            let keys = category_keys(&indicator.axes, spot.category);
            words.push_str(&format!(", {}", keys.join("/")));
        }
        words
    }
}

/// The keys of a category tuple, one per axis.
#[must_use]
pub fn category_keys(axes: &[Axis], tuple: CategoryIx) -> Vec<&str> {
    let mut rest = tuple.index();
    let mut keys = Vec::new();
    for axis in axes.iter().rev() {
        let count = axis.categories.len().max(1);
        keys.push(axis.categories.get(rest % count).map_or("", String::as_str));
        rest /= count;
    }
    keys.reverse();
    keys
}

/// The areas of `level` under each area of its parent level.
#[must_use]
pub fn families(config: &Config, level: LevelIx) -> BTreeMap<AreaIx, Vec<AreaIx>> {
    let mut families: BTreeMap<AreaIx, Vec<AreaIx>> = BTreeMap::new();
    let range = config.levels.get(level.index()).map(Level::range);
    for area in range.unwrap_or_default().map(AreaIx) {
        if let Some(parent) = config.areas.get(area).and_then(|area| area.parent) {
            families.entry(parent).or_default().push(area);
        }
    }
    families
}
