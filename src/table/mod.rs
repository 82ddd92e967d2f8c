//! The observations loaded so far, seen as one table.
//!
//! A [`Table`] takes [`Block`]s as they arrive, in any order, whole levels or parts of them, and
//! answers three questions without computing anything: [`Table::slice`], all areas of a level in
//! one period; [`Table::series`], all periods of one area; [`Table::cell`], one observation. What
//! is not loaded is `None`, never "missing": that word belongs to the publisher.
//!
//! ```
//! use teilraum::model::{AreaIx, Block, CategoryIx, IndicatorIx, LevelIx, PeriodIx, Shape, ValueState};
//! use teilraum::table::Table;
//!
//! let shape = Shape {
//!     indicator: IndicatorIx(0), level: LevelIx(0), areas: [0, 2], periods: [0, 1], categories: 1,
//! };
//! let mut block = Block::missing(shape, 1);
//! (block.states[1], block.values[1]) = (ValueState::Value, 125);
//!
//! let mut table = Table::new(vec![[0, 2]]);
//! table.insert(block);
//! let total = CategoryIx(0);
//! let slice = table.slice(IndicatorIx(0), LevelIx(0), total, PeriodIx(0)).unwrap();
//! assert_eq!(slice.number(AreaIx(1)), Some(125));
//! assert_eq!(slice.number(AreaIx(0)), None);
//! assert_eq!(table.slice(IndicatorIx(0), LevelIx(0), total, PeriodIx(1)), None);
//! ```

mod slice;

use crate::model::{
    AreaIx, Block, Catalogue, CategoryIx, CellRef, IndicatorIx, LevelIx, Part, PeriodIx, Scaled,
};

pub use slice::{PartSlice, Runs, Slice};

/// One observation with everything its block says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// State, flags and number.
    pub cell: CellRef,
    /// Decimals of the number.
    pub decimals: u8,
    /// Key of its footnote.
    pub note: Option<&'a str>,
}

impl Cell<'_> {
    /// The published number; `None` where the state is none.
    #[must_use]
    pub fn number(&self) -> Option<Scaled> {
        let number = Scaled {
            units: self.cell.value,
            decimals: self.decimals,
        };
        self.cell.state.is_number().then_some(number)
    }
}

/// The blocks loaded so far.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// First and one-past-last area of each level.
    levels: Vec<[u32; 2]>,
    /// Blocks of each indicator and level, sorted; each by first area, then first period.
    blocks: Vec<((IndicatorIx, LevelIx), Vec<Block>)>,
}

impl Table {
    /// An empty table for levels with these areas.
    #[must_use]
    pub fn new(levels: Vec<[u32; 2]>) -> Self {
        Self {
            levels,
            blocks: Vec::new(),
        }
    }

    /// An empty table for the levels of `catalogue`.
    #[must_use]
    pub fn of(catalogue: &Catalogue) -> Self {
        Self::new(catalogue.levels.iter().map(|level| level.areas).collect())
    }

    /// Adds a block; one of the same extent is replaced.
    pub fn insert(&mut self, block: Block) {
        let extent = |block: &Block| (block.shape.areas, block.shape.periods);
        let whose = (block.shape.indicator, block.shape.level);
        let at = match self.find(whose) {
            Ok(at) => at,
            Err(at) => {
                self.blocks.insert(at, (whose, Vec::new()));
                at
            }
        };
        let Some((_, blocks)) = self.blocks.get_mut(at) else {
            return;
        };
        match blocks.binary_search_by_key(&extent(&block), extent) {
            Ok(at) => blocks[at] = block,
            Err(at) => blocks.insert(at, block),
        }
    }

    fn blocks(&self, indicator: IndicatorIx, level: LevelIx) -> &[Block] {
        let found = self.find((indicator, level)).ok();
        let found = found.and_then(|at| self.blocks.get(at));
        found.map_or(&[], |(_, blocks)| blocks)
    }

    fn find(&self, whose: (IndicatorIx, LevelIx)) -> Result<usize, usize> {
        self.blocks.binary_search_by_key(&whose, |(own, _)| *own)
    }

    /// One observation; `None` where nothing is loaded.
    #[must_use]
    pub fn cell(
        &self,
        indicator: IndicatorIx,
        level: LevelIx,
        category: CategoryIx,
        period: PeriodIx,
        area: AreaIx,
    ) -> Option<Cell<'_>> {
        self.blocks(indicator, level).iter().find_map(|block| {
            let cell = block.get(block.shape.cell(category, period.0, area.0)?)?;
            let note = cell
                .note
                .and_then(|note| block.notes.get(usize::from(note)));
            Some(Cell {
                cell,
                decimals: block.decimals,
                note: note.map(String::as_str),
            })
        })
    }

    /// A companion number of one observation; `None` where there is none.
    #[must_use]
    pub fn part(
        &self,
        indicator: IndicatorIx,
        level: LevelIx,
        category: CategoryIx,
        period: PeriodIx,
        area: AreaIx,
        part: Part,
    ) -> Option<Scaled> {
        self.blocks(indicator, level).iter().find_map(|block| {
            let at = block.shape.cell(category, period.0, area.0)?;
            let part = block.part(part)?;
            let number = Scaled {
                units: *part.values.get(at)?,
                decimals: part.decimals,
            };
            block.states.get(at)?.is_number().then_some(number)
        })
    }

    /// The observations of one area in the first `periods` periods, oldest first.
    #[must_use]
    pub fn series(
        &self,
        indicator: IndicatorIx,
        level: LevelIx,
        category: CategoryIx,
        area: AreaIx,
        periods: usize,
    ) -> Vec<Option<Cell<'_>>> {
        let cell = |period| self.cell(indicator, level, category, PeriodIx(period), area);
        (0..=u16::MAX).take(periods).map(cell).collect()
    }

    /// All areas of a level in one period; `None` unless every one is loaded.
    #[must_use]
    pub fn slice(
        &self,
        indicator: IndicatorIx,
        level: LevelIx,
        category: CategoryIx,
        period: PeriodIx,
    ) -> Option<Slice> {
        let areas = *self.levels.get(level.index())?;
        slice::assemble(self.blocks(indicator, level), areas, category, period)
    }

    /// Hands over the observation of each of `areas` in one period, in area order; `None` unless every
    /// one is loaded, though some may have been handed over by then.
    pub fn each_cell(
        &self,
        indicator: IndicatorIx,
        (level, areas): (LevelIx, [u32; 2]),
        category: CategoryIx,
        period: PeriodIx,
        each: &mut dyn FnMut(AreaIx, CellRef),
    ) -> Option<()> {
        let blocks = self.blocks(indicator, level);
        slice::each_cell(blocks, areas, category, period, each)
    }

    /// Hands over states, flags and values of `areas` in one period, run by run in area order; `None`
    /// unless every one is loaded, though some may have been handed over by then.
    pub fn each_run(
        &self,
        indicator: IndicatorIx,
        (level, areas): (LevelIx, [u32; 2]),
        category: CategoryIx,
        period: PeriodIx,
        each: Runs<'_>,
    ) -> Option<()> {
        let blocks = self.blocks(indicator, level);
        slice::each_run(blocks, areas, category, period, each)
    }

    /// A companion number for all areas of a level in one period; `None` unless every area is
    /// loaded and published with it.
    #[must_use]
    pub fn part_slice(
        &self,
        indicator: IndicatorIx,
        level: LevelIx,
        category: CategoryIx,
        period: PeriodIx,
        part: Part,
    ) -> Option<PartSlice> {
        let areas = *self.levels.get(level.index())?;
        slice::assemble_part(self.blocks(indicator, level), areas, category, period, part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PartValues, Shape, ValueState};

    const POPULATION: IndicatorIx = IndicatorIx(0);
    const KREIS: LevelIx = LevelIx(1);
    const TOTAL: CategoryIx = CategoryIx(0);

    /// Areas `areas` of level 1, periods `periods`; the number of a cell is area · 10 + period.
    fn block(areas: [u32; 2], periods: [u16; 2]) -> Block {
        let shape = Shape {
            indicator: POPULATION,
            level: KREIS,
            areas,
            periods,
            categories: 1,
        };
        let mut block = Block::missing(shape, 0);
        for period in periods[0]..periods[1] {
            for area in areas[0]..areas[1] {
                let at = block.shape.cell(TOTAL, period, area).unwrap();
                block.states[at] = ValueState::Value;
                block.values[at] = i64::from(area) * 10 + i64::from(period);
            }
        }
        let values = block.values.iter().map(|value| value * 2).collect();
        block.parts.push(PartValues {
            part: Part::Denominator,
            decimals: 1,
            values,
        });
        block
    }

    fn table(blocks: impl IntoIterator<Item = Block>) -> Table {
        let mut table = Table::new(vec![[0, 2], [2, 7]]);
        blocks.into_iter().for_each(|block| table.insert(block));
        table
    }

    fn numbers(table: &Table, period: u16) -> Option<Vec<i64>> {
        let slice = table.slice(POPULATION, KREIS, TOTAL, PeriodIx(period))?;
        Some(slice.numbers().map(|(_, number)| number).collect())
    }

    #[test]
    fn a_slice_is_dense_across_blocks_in_any_order_even_where_they_overlap() {
        let whole = numbers(&table([block([2, 7], [0, 2])]), 1);
        assert_eq!(whole, Some(vec![21, 31, 41, 51, 61]));
        let parts = [
            block([5, 7], [0, 2]),
            block([3, 6], [1, 2]),
            block([2, 4], [0, 2]),
        ];
        assert_eq!(numbers(&table(parts), 1), whole);
    }

    #[test]
    fn a_slice_with_a_hole_is_not_answered() {
        let table = table([block([2, 4], [0, 1]), block([5, 7], [0, 2])]);
        assert_eq!(numbers(&table, 0), None);
        assert_eq!(numbers(&table, 1), None);
        let there = |area| {
            table
                .cell(POPULATION, KREIS, TOTAL, PeriodIx(0), AreaIx(area))
                .is_some()
        };
        assert!(there(3) && !there(4));
    }

    #[test]
    fn a_block_of_the_same_extent_is_replaced() {
        let mut newer = block([2, 7], [0, 1]);
        newer.values[0] = 99;
        let table = table([block([2, 7], [0, 1]), newer]);
        assert_eq!(numbers(&table, 0), Some(vec![99, 30, 40, 50, 60]));
    }

    #[test]
    fn series_keep_a_place_for_what_is_not_loaded() {
        let table = table([block([2, 7], [1, 3])]);
        let series = table.series(POPULATION, KREIS, TOTAL, AreaIx(4), 4);
        let values: Vec<_> = series
            .iter()
            .map(|cell| cell.map(|cell| cell.cell.value))
            .collect();
        assert_eq!(values, [None, Some(41), Some(42), None]);
    }

    #[test]
    fn companions_come_with_their_own_decimals_and_only_beside_numbers() {
        let mut with_secret = block([2, 7], [0, 1]);
        with_secret.states[1] = ValueState::Suppressed;
        (with_secret.values[1], with_secret.parts[0].values[1]) = (0, 0);
        let table = table([with_secret]);
        let part = |area| {
            table.part(
                POPULATION,
                KREIS,
                TOTAL,
                PeriodIx(0),
                AreaIx(area),
                Part::Denominator,
            )
        };
        assert_eq!(
            part(2),
            Some(Scaled {
                units: 40,
                decimals: 1
            })
        );
        assert_eq!(part(3), None);
        let slice = table
            .part_slice(POPULATION, KREIS, TOTAL, PeriodIx(0), Part::Denominator)
            .unwrap();
        assert_eq!(
            (slice.number(AreaIx(2)), slice.number(AreaIx(3))),
            (Some(40), None)
        );
        assert!(
            table
                .part_slice(POPULATION, KREIS, TOTAL, PeriodIx(0), Part::Lower)
                .is_none()
        );
    }
}
