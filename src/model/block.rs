//! A block of observations: one indicator on one level, a range of areas by a range of periods.

use std::collections::BTreeMap;

use super::{CategoryIx, Flags, IndicatorIx, LevelIx, ValueState};

/// Which number of an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Part {
    /// The value itself.
    Value = 0,
    /// What is counted above the line.
    Numerator = 1,
    /// What it is related to.
    Denominator = 2,
    /// Lower limit of the interval.
    Lower = 3,
    /// Upper limit of the interval.
    Upper = 4,
    /// Share of the value that comes from weighting areas that merged or split: 0 where nothing
    /// was converted, at most 1.
    Converted = 5,
}

/// The extent of a block. Cells run by category, then period, then area (fastest).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Whose observations.
    pub indicator: IndicatorIx,
    /// On which level.
    pub level: LevelIx,
    /// First and one-past-last area, as positions in the bundle.
    pub areas: [u32; 2],
    /// First and one-past-last period of the indicator.
    pub periods: [u16; 2],
    /// Number of category tuples.
    pub categories: u16,
}

/// One cell of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellRef {
    /// Why there is a number or none.
    pub state: ValueState,
    /// What must be said beside it.
    pub flags: Flags,
    /// The number in units of the last decimal; 0 unless `state.is_number()`.
    pub value: i64,
    /// Position of the footnote in the block's `notes` table.
    pub note: Option<u16>,
}

/// A companion number for every cell (numerator, denominator, limits, converted share).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartValues {
    /// Which number.
    pub part: Part,
    /// Its own decimals.
    pub decimals: u8,
    /// One per cell; 0 and meaningless where the cell's state is no number.
    pub values: Vec<i64>,
}

/// A block of observations, cells as parallel lists of equal length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its extent.
    pub shape: Shape,
    /// Decimals of the values.
    pub decimals: u8,
    /// State of each cell.
    pub states: Vec<ValueState>,
    /// Flags of each cell.
    pub flags: Vec<Flags>,
    /// Value of each cell in units of the last decimal, 0 where the state is no number.
    pub values: Vec<i64>,
    /// Companion numbers, by `part`, ascending; never `Part::Value`.
    pub parts: Vec<PartValues>,
    /// Keys of the footnotes used in this block.
    pub notes: Vec<String>,
    /// Footnote of a cell (position in `notes`) by cell position.
    pub cell_notes: BTreeMap<u32, u16>,
}

impl Shape {
    /// Number of areas.
    #[must_use]
    pub fn area_count(&self) -> usize {
        self.areas[1].saturating_sub(self.areas[0]) as usize
    }

    /// Number of periods.
    #[must_use]
    pub fn period_count(&self) -> usize {
        usize::from(self.periods[1].saturating_sub(self.periods[0]))
    }

    /// Number of cells.
    #[must_use]
    pub fn cell_count(&self) -> usize {
        usize::from(self.categories) * self.period_count() * self.area_count()
    }

    /// Position of a cell; areas and periods counted from the bundle's and indicator's start.
    #[must_use]
    pub fn cell(&self, category: CategoryIx, period: u16, area: u32) -> Option<usize> {
        let inside = category.0 < self.categories
            && (self.periods[0]..self.periods[1]).contains(&period)
            && (self.areas[0]..self.areas[1]).contains(&area);
        let row = category.index() * self.period_count()
            + usize::from(period.checked_sub(self.periods[0])?);
        let at = row * self.area_count() + area.checked_sub(self.areas[0])? as usize;
        inside.then_some(at)
    }
}

impl Block {
    /// A block of `shape` in which every cell is missing.
    #[must_use]
    pub fn missing(shape: Shape, decimals: u8) -> Self {
        let cells = shape.cell_count();
        Self {
            shape,
            decimals,
            states: vec![ValueState::Missing; cells],
            flags: vec![Flags::NONE; cells],
            values: vec![0; cells],
            parts: Vec::new(),
            notes: Vec::new(),
            cell_notes: BTreeMap::new(),
        }
    }

    /// The cell at position `at`.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<CellRef> {
        Some(CellRef {
            state: *self.states.get(at)?,
            flags: *self.flags.get(at)?,
            value: *self.values.get(at)?,
            note: u32::try_from(at)
                .ok()
                .and_then(|at| self.cell_notes.get(&at).copied()),
        })
    }

    /// The companion numbers of `part`.
    #[must_use]
    pub fn part(&self, part: Part) -> Option<&PartValues> {
        self.parts.iter().find(|values| values.part == part)
    }
}
