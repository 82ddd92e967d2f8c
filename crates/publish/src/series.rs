//! The observations of one indicator while they are gathered, and the blocks they become.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use teilraum::model::{
    Area, AreaIx, Block, CategoryIx, Flags, IndicatorIx, LevelIx, Part, PartValues, Period,
    PeriodIx, Shape, ValueState,
};

use crate::cells::Cells;
use crate::changes::{Moved, share};
use crate::config::{Config, IndicatorConfig};
use crate::finding::Place;
use crate::read::sign::Existence;
use crate::report::in_row;

/// Where in a series an observation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Level of the area.
    pub level: LevelIx,
    /// Category tuple.
    pub category: CategoryIx,
    /// Period of the series.
    pub period: PeriodIx,
    /// The area.
    pub area: AreaIx,
}

/// An observation with where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Why there is a number or none.
    pub state: ValueState,
    /// What must be said beside it.
    pub flags: Flags,
    /// The number in units of the last decimal; 0 unless `state.is_number()`.
    pub units: i64,
    /// Numerator and denominator, or lower and upper limit, in units of their own last decimals.
    pub parts: Option<[i64; 2]>,
    /// Key of its footnote.
    pub note: Option<Arc<str>>,
    /// Where it was read; [`Series::place`] puts it into words.
    pub origin: Origin,
}

/// Where an observation was read, or that it was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Position of the recipe in [`Series::reads`].
    pub read: u16,
    /// Position of the column in [`ReadFrom::columns`].
    pub column: u16,
    /// Row, from 1.
    pub row: u32,
}

impl Origin {
    /// Not read but computed.
    pub const COMPUTED: Self = Self {
        read: u16::MAX,
        column: 0,
        row: 0,
    };
}

impl Default for Origin {
    fn default() -> Self {
        Self::COMPUTED
    }
}

/// What one recipe read: the words for the places of its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadFrom {
    /// The file.
    pub file: String,
    /// How findings name its columns.
    pub columns: Vec<String>,
}

/// The observations of one indicator.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// Periods, oldest first.
    pub periods: Vec<Period>,
    /// Observations.
    pub cells: Cells,
    /// Decimals of what stands beside the values, where there is any.
    pub part_decimals: Option<[u8; 2]>,
    /// Whether that is the limits of an interval, and not numerator and denominator.
    pub has_limits: bool,
    /// What the recipes read.
    pub reads: Vec<ReadFrom>,
    /// Shares of converted values in ten-thousandths.
    pub shares: BTreeMap<Spot, u16>,
    /// What conversions did, by level and period.
    pub moved: BTreeMap<(LevelIx, PeriodIx), Moved>,
}

impl Series {
    /// The period at `ix`.
    #[must_use]
    pub fn period(&self, ix: PeriodIx) -> Option<&Period> {
        self.periods.get(ix.index())
    }

    /// The levels with at least one observation.
    #[must_use]
    pub fn levels(&self) -> BTreeSet<LevelIx> {
        self.cells.rows().map(|(level, ..)| level).collect()
    }

    /// The observations of one level and category in one period.
    pub fn row(
        &self,
        level: LevelIx,
        category: CategoryIx,
        period: PeriodIx,
    ) -> impl Iterator<Item = (AreaIx, &Cell)> {
        let row = self.cells.row(level, category, period);
        row.map(|(spot, cell)| (spot.area, cell))
    }

    /// The place of the observation at `spot` of the indicator `entry`: the cell of a file, or the
    /// indicator that computes it.
    #[must_use]
    pub fn place(&self, config: &Config, entry: &IndicatorConfig, spot: Spot) -> Place {
        let origin = self
            .cells
            .get(&spot)
            .map_or(Origin::COMPUTED, |cell| cell.origin);
        self.place_of(config, entry, spot, origin)
    }

    /// As [`Series::place`], for an observation that is not in the series.
    #[must_use]
    pub fn place_of(
        &self,
        config: &Config,
        entry: &IndicatorConfig,
        spot: Spot,
        origin: Origin,
    ) -> Place {
        if let Some(read) = self.reads.get(usize::from(origin.read)) {
            let column = read.columns.get(usize::from(origin.column));
            return in_row(
                &read.file,
                u64::from(origin.row),
                column.map(String::as_str),
            );
        }
        let area = config
            .areas
            .get(spot.area)
            .map_or("", |area| area.key.as_str());
        let period = self
            .period(spot.period)
            .map_or("", |period| period.key.as_str());
        let indicator = &entry.indicator.key;
        let column = format!("indicator `{indicator}`, area {area}, period {period}");
        in_row(&entry.file, entry.line, Some(&column))
    }

    /// One block per level: all its areas, all periods, all categories.
    ///
    /// What no source says is missing, or not applicable where the area does not exist in the period.
    #[must_use]
    pub fn blocks(
        &self,
        config: &Config,
        indicator: IndicatorIx,
        categories: u16,
        decimals: u8,
    ) -> Vec<Block> {
        let periods = u16::try_from(self.periods.len()).unwrap_or(u16::MAX);
        let mut blocks = Vec::new();
        for level in self.levels() {
            let Some(areas) = config.levels.get(level.index()).map(|level| level.areas) else {
                continue;
            };
            let shape = Shape {
                indicator,
                level,
                areas,
                periods: [0, periods],
                categories,
            };
            let mut block = Block::missing(shape, decimals);
            self.mark_absent(config, &mut block);
            self.fill(level, &mut block);
            blocks.push(block);
        }
        blocks
    }

    fn mark_absent(&self, config: &Config, block: &mut Block) {
        for area in block.shape.areas[0]..block.shape.areas[1] {
            let bounded = |area: &&Area| area.valid_from.is_some() || area.valid_to.is_some();
            let Some(dated) = config.areas.get(AreaIx(area)).filter(bounded) else {
                continue;
            };
            for (at, period) in self.periods.iter().enumerate() {
                let absent = Existence::of(dated, period) == Existence::Never;
                for category in (0..block.shape.categories).filter(|_| absent) {
                    let cell = block.shape.cell(CategoryIx(category), at as u16, area);
                    if let Some(state) = cell.and_then(|cell| block.states.get_mut(cell)) {
                        *state = ValueState::NotApplicable;
                    }
                }
            }
        }
    }

    fn fill(&self, level: LevelIx, block: &mut Block) {
        let size = self.part_decimals.map_or(0, |_| block.shape.cell_count());
        let mut parts = [(); 2].map(|()| vec![0; size]);
        for (spot, cell) in self.cells.of_level(level) {
            let Some(at) = block.shape.cell(spot.category, spot.period.0, spot.area.0) else {
                continue;
            };
            set(&mut block.states, at, cell.state);
            set(&mut block.flags, at, cell.flags);
            set(&mut block.values, at, cell.units);
            // An interval of no width is none.
            let without = match self.has_limits {
                true => [cell.units; 2],
                false => [0; 2],
            };
            for (values, part) in parts.iter_mut().zip(cell.parts.unwrap_or(without)) {
                set(values, at, part);
            }
            if let (Some(note), Ok(at)) = (&cell.note, u32::try_from(at)) {
                let note = note_position(&mut block.notes, note);
                block.cell_notes.insert(at, note);
            }
        }
        if let Some(decimals) = self.part_decimals {
            let kinds = match self.has_limits {
                true => [Part::Lower, Part::Upper],
                false => [Part::Numerator, Part::Denominator],
            };
            let named = kinds.into_iter().zip(decimals).zip(parts);
            block.parts = named
                .map(|((part, decimals), values)| PartValues {
                    part,
                    decimals,
                    values,
                })
                .collect();
        }
        block.parts.extend(share::companion(&self.shares, block));
    }
}

fn set<T>(values: &mut [T], at: usize, value: T) {
    if let Some(slot) = values.get_mut(at) {
        *slot = value;
    }
}

fn note_position(notes: &mut Vec<String>, note: &str) -> u16 {
    let at = notes.iter().position(|known| known == note);
    let at = at.unwrap_or_else(|| {
        notes.push(note.to_owned());
        notes.len() - 1
    });
    u16::try_from(at).unwrap_or(u16::MAX)
}
