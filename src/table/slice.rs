//! All areas of a level in one period, put together from the blocks that hold them.

use crate::model::{AreaIx, Block, CategoryIx, CellRef, Flags, Part, PeriodIx, ValueState};

/// The observations of all areas of a level in one period, in area order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// The level's first area.
    pub first_area: u32,
    /// Decimals of the values.
    pub decimals: u8,
    /// State of each area.
    pub states: Vec<ValueState>,
    /// Flags of each area.
    pub flags: Vec<Flags>,
    /// Value of each area in units of the last decimal; 0 where the state is no number.
    pub values: Vec<i64>,
}

impl Slice {
    fn position(&self, area: AreaIx) -> Option<usize> {
        area.0.checked_sub(self.first_area).map(|at| at as usize)
    }

    /// State of one area; `None` outside the level.
    #[must_use]
    pub fn state(&self, area: AreaIx) -> Option<ValueState> {
        self.states.get(self.position(area)?).copied()
    }

    /// Number of one area in units of the last decimal; `None` where the state is no number.
    #[must_use]
    pub fn number(&self, area: AreaIx) -> Option<i64> {
        let at = self.position(area)?;
        self.states
            .get(at)?
            .is_number()
            .then(|| self.values.get(at).copied())?
    }

    /// Areas that have a number, with it, in area order.
    pub fn numbers(&self) -> impl Iterator<Item = (AreaIx, i64)> + '_ {
        let cells = (self.first_area..).zip(self.states.iter().zip(&self.values));
        cells
            .filter(|(_, (state, _))| state.is_number())
            .map(|(area, (_, value))| (AreaIx(area), *value))
    }
}

/// A companion number of all areas of a level in one period, in area order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartSlice {
    /// The level's first area.
    pub first_area: u32,
    /// Decimals of the numbers.
    pub decimals: u8,
    /// Number of each area; `None` where the observation has none.
    pub numbers: Vec<Option<i64>>,
}

impl PartSlice {
    /// Number of one area; `None` outside the level or where the observation has none.
    #[must_use]
    pub fn number(&self, area: AreaIx) -> Option<i64> {
        let at = area.0.checked_sub(self.first_area)? as usize;
        self.numbers.get(at).copied().flatten()
    }
}

/// The slice over `areas`, from blocks ordered by first area; `None` unless they cover it.
pub(super) fn assemble(
    blocks: &[Block],
    areas: [u32; 2],
    category: CategoryIx,
    period: PeriodIx,
) -> Option<Slice> {
    let mut slice = Slice {
        first_area: areas[0],
        ..Slice::default()
    };
    cover(blocks, areas, category, period, |block, cells| {
        slice.decimals = block.decimals;
        slice.states.extend(block.states.get(cells.clone())?);
        slice.flags.extend(block.flags.get(cells.clone())?);
        slice.values.extend(block.values.get(cells)?);
        Some(())
    })?;
    Some(slice)
}

/// Hands over each area's cell in area order; `None` unless the blocks cover `areas`, though some
/// cells may have been handed over by then.
pub(super) fn each_cell(
    blocks: &[Block],
    areas: [u32; 2],
    category: CategoryIx,
    period: PeriodIx,
    each: &mut dyn FnMut(AreaIx, CellRef),
) -> Option<()> {
    let mut area = areas[0];
    cover(blocks, areas, category, period, |block, cells| {
        let noted = !block.cell_notes.is_empty();
        let states = block.states.get(cells.clone())?.iter();
        let flags = block.flags.get(cells.clone())?;
        let values = block.values.get(cells.clone())?;
        for (((state, flags), value), at) in states.zip(flags).zip(values).zip(cells) {
            let note = noted.then(|| block.cell_notes.get(&(at as u32)).copied());
            let cell = CellRef {
                state: *state,
                flags: *flags,
                value: *value,
                note: note.flatten(),
            };
            each(AreaIx(area), cell);
            area += 1;
        }
        Some(())
    })
}

/// What gets a run of cells: states, flags and values, side by side.
pub type Runs<'a> = &'a mut dyn FnMut(&[ValueState], &[Flags], &[i64]);

/// Hands over states, flags and values, run by run; `None` unless the blocks cover `areas`.
pub(super) fn each_run(
    blocks: &[Block],
    areas: [u32; 2],
    category: CategoryIx,
    period: PeriodIx,
    each: Runs<'_>,
) -> Option<()> {
    cover(blocks, areas, category, period, |block, cells| {
        let states = block.states.get(cells.clone())?;
        let flags = block.flags.get(cells.clone())?;
        each(states, flags, block.values.get(cells)?);
        Some(())
    })
}

/// As [`assemble`], for a companion number that every block has to carry.
pub(super) fn assemble_part(
    blocks: &[Block],
    areas: [u32; 2],
    category: CategoryIx,
    period: PeriodIx,
    part: Part,
) -> Option<PartSlice> {
    let mut slice = PartSlice {
        first_area: areas[0],
        ..PartSlice::default()
    };
    cover(blocks, areas, category, period, |block, cells| {
        let part = block.part(part)?;
        slice.decimals = part.decimals;
        let states = block.states.get(cells.clone())?.iter();
        let numbers = states.zip(part.values.get(cells)?);
        slice
            .numbers
            .extend(numbers.map(|(state, number)| state.is_number().then_some(*number)));
        Some(())
    })?;
    Some(slice)
}

/// Walks from the first area to the last through blocks that follow each other or overlap, and
/// hands each the run of cells taken from it; `None` if an area is in no block.
fn cover(
    blocks: &[Block],
    areas: [u32; 2],
    category: CategoryIx,
    period: PeriodIx,
    mut take: impl FnMut(&Block, std::ops::Range<usize>) -> Option<()>,
) -> Option<()> {
    let mut next = areas[0];
    for block in blocks {
        let end = block.shape.areas[1].min(areas[1]);
        if next < end
            && let Some(first) = block.shape.cell(category, period.0, next)
        {
            take(block, first..first + (end - next) as usize)?;
            next = end;
        }
    }
    (next == areas[1]).then_some(())
}
