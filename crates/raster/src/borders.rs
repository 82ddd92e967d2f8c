//! Which pixels are border.

use crate::Cells;
use crate::cells::{Cell, reset, with_cells};
use crate::swar::{STRIDE, all_zero, bytes, difference, occupied_bytes};

/// What a pixel shows besides its area; the higher wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// Fill only.
    None = 0,
    /// Between areas of one parent.
    Area = 1,
    /// Between areas of different parents.
    Parent = 2,
    /// The pixel outside along the coast, so that small islands keep theirs.
    Coast = 3,
}

/// Number of kinds.
pub const KINDS: usize = 4;

/// Pixels a border reaches to both sides of where ids change.
#[derive(Clone, Copy)]
struct Reach {
    /// To the left of or above the change.
    before: usize,
    /// To the right or below.
    after: usize,
}

impl Reach {
    const fn of(width: usize) -> Self {
        Self {
            before: width.div_ceil(2),
            after: width / 2,
        }
    }
}

/// What to look for borders in.
#[derive(Clone, Copy, Debug)]
pub struct Screen<'a> {
    /// Settled ids.
    pub cells: &'a Cells,
    /// Columns and rows.
    pub size: [usize; 2],
    /// The parent of each id.
    pub parents: &'a [u32],
    /// Whole pixels that each kind is wide.
    pub widths: [usize; KINDS],
}

impl Screen<'_> {
    /// How far a change of ids can show, in pixels.
    pub(crate) fn reach(&self) -> usize {
        self.widths.into_iter().max().unwrap_or(0)
    }
}

/// A [`Kind`] per pixel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kinds {
    /// The kinds as bytes.
    pub list: Vec<u8>,
    /// Pixels of each kind but the first.
    pub counts: [u32; KINDS],
}

impl Kinds {
    /// Finds all border pixels of a screen.
    pub fn trace(&mut self, screen: &Screen<'_>) {
        self.mark(screen);
        self.count();
    }

    /// Finds them without counting.
    pub(crate) fn mark(&mut self, screen: &Screen<'_>) {
        let [width, height] = screen.size;
        reset(&mut self.list, width * height);
        if width == 0 {
            return;
        }
        with_cells!(screen.cells, cells => {
            let mut tracer = Tracer {
                cells,
                flags: &mut self.list,
                size: screen.size,
                parents: screen.parents,
                reach: screen.widths.map(Reach::of),
            };
            tracer.along_rows();
            tracer.along_columns();
            decide(cells, &mut self.list);
        });
    }

    /// Counts the pixels of each kind.
    fn count(&mut self) {
        self.counts = [0; KINDS];
        tally(&self.list, |kind, found| self.counts[kind] += found);
    }
}

/// Counts the pixels of each kind but the first.
pub(crate) fn tally(kinds: &[u8], mut add: impl FnMut(usize, u32)) {
    let mut add = |kinds: u64| {
        let (low, high) = (kinds & ONES, kinds >> 1 & ONES);
        let found = [low & !high, high & !low, low & high];
        for (kind, found) in (1..).zip(found) {
            add(kind, found.count_ones());
        }
    };
    let (chunks, rest) = kinds.as_chunks::<STRIDE>();
    chunks
        .iter()
        .map(bytes)
        .filter(|kinds| *kinds != 0)
        .for_each(&mut add);
    rest.iter().map(|kind| u64::from(*kind)).for_each(&mut add);
}

/// Lowest bit of each byte of a word.
const ONES: u64 = 0x0101_0101_0101_0101;

/// What a border pixel was marked as, by kind: several marks can meet in a pixel.
const fn flag(kind: Kind) -> u8 {
    1 << kind as u8 >> 1
}

/// Turns flags into kinds: those of borders between areas on land, that of the coast outside.
fn decide<C: Cell>(cells: &[C], flags: &mut [u8]) {
    let decide = |land: u64, flags: u64| {
        let parent = flags >> 1 & land;
        let area = flags & land & !parent;
        let coast = flags >> 2 & ONES & !land;
        area + 2 * parent + 3 * coast
    };
    let (chunks, rest) = cells.as_chunks::<STRIDE>();
    let (flag_chunks, flag_rest) = flags.as_chunks_mut::<STRIDE>();
    for (cells, flags) in chunks.iter().zip(flag_chunks) {
        let found = u64::from_le_bytes(*flags);
        if found != 0 {
            *flags = decide(occupied_bytes::<C>(&C::words(cells)), found).to_le_bytes();
        }
    }
    for (cell, flags) in rest.iter().zip(flag_rest) {
        let land = u64::from(cell.id() > 0);
        *flags = decide(land, u64::from(*flags)) as u8;
    }
}

struct Tracer<'a, C> {
    cells: &'a [C],
    /// Per pixel: what it was marked as.
    flags: &'a mut [u8],
    size: [usize; 2],
    parents: &'a [u32],
    reach: [Reach; KINDS],
}

/// A row, or all columns of a row, in which ids are compared with those one step on.
#[derive(Clone, Copy)]
struct Axis {
    /// From one pixel to the next along the axis.
    step: usize,
    /// The first cell compared.
    start: usize,
    /// Its place on the axis.
    at: usize,
    /// Whether places grow from cell to cell, as along a row.
    along: bool,
    /// Length of the axis.
    len: usize,
}

impl<C: Cell> Tracer<'_, C> {
    fn along_rows(&mut self) {
        let width = self.size[0];
        for (row, start) in self.cells.chunks_exact(width).zip((0..).step_by(width)) {
            let right = row.get(1..).unwrap_or_default();
            let axis = Axis {
                step: 1,
                start,
                at: 0,
                along: true,
                len: width,
            };
            self.compare(row, right, axis);
        }
    }

    fn along_columns(&mut self) {
        let [width, height] = self.size;
        let rows = self.cells.chunks_exact(width);
        for ((row, below), at) in rows.clone().zip(rows.skip(1)).zip(0..) {
            let axis = Axis {
                step: width,
                start: at * width,
                at,
                along: false,
                len: height,
            };
            self.compare(row, below, axis);
        }
    }

    /// Marks where two lists differ.
    fn compare(&mut self, one: &[C], other: &[C], axis: Axis) {
        let (chunks, rest) = other.as_chunks::<STRIDE>();
        let (one_chunks, one_rest) = one.as_chunks::<STRIDE>();
        let mut at = 0;
        for (a, b) in one_chunks.iter().zip(chunks) {
            let (one, other) = (C::words(a), C::words(b));
            let changes = difference::<C>(&one, &other);
            if !all_zero::<C>(&changes) {
                let changes = occupied_bytes::<C>(&changes);
                let land = occupied_bytes::<C>(&one) & occupied_bytes::<C>(&other);
                self.mark_chunk(a, b, changes, changes & land, at, axis);
            }
            at += STRIDE;
        }
        // What is left of the shorter list lies within the next chunk of the longer one.
        let last = one_chunks.get(chunks.len()).map_or(one_rest, |chunk| chunk);
        for ((one, other), at) in last.iter().zip(rest).zip(at..) {
            if *one != *other {
                self.mark(one.id(), other.id(), at, axis);
            }
        }
    }

    /// Marks around the changes among eight cells; `land` are those between two areas.
    #[inline(always)]
    fn mark_chunk(
        &mut self,
        one: &[C; STRIDE],
        other: &[C; STRIDE],
        changes: u64,
        land: u64,
        at: usize,
        axis: Axis,
    ) {
        let Reach { before, after } = self.reach[Kind::Area as usize];
        let narrow = before == 1 && after <= 1;
        if narrow {
            // All at once, and no branch on where exactly they are.
            self.add_flags(axis.start + at, land);
            if after == 1 {
                self.add_flags(axis.start + at + axis.step, land);
            }
        }
        let mut left = changes;
        while left != 0 {
            let lane = (left.trailing_zeros() / u8::BITS) as usize % STRIDE;
            left &= left - 1;
            let (one, other) = (one[lane].id(), other[lane].id());
            if !narrow || one == 0 || other == 0 || self.parent(one) != self.parent(other) {
                self.mark(one, other, at + lane, axis);
            }
        }
    }

    /// Marks up to eight pixels as borders between areas.
    #[inline(always)]
    fn add_flags(&mut self, at: usize, bytes: u64) {
        let flags = self
            .flags
            .get_mut(at..)
            .and_then(<[u8]>::first_chunk_mut::<STRIDE>);
        if let Some(flags) = flags {
            *flags = (u64::from_le_bytes(*flags) | bytes).to_le_bytes();
        } else {
            let flags = self.flags.get_mut(at..).unwrap_or_default();
            for (flag, byte) in flags.iter_mut().zip(bytes.to_le_bytes()) {
                *flag |= byte;
            }
        }
    }

    #[inline(always)]
    fn parent(&self, id: u32) -> u32 {
        self.parents.get(id as usize).copied().unwrap_or(0)
    }

    /// Marks the pixels around a change between the cell at `offset` and the one a step on.
    fn mark(&mut self, one: u32, other: u32, offset: usize, axis: Axis) {
        let (kind, mut reach) = if one == 0 || other == 0 {
            (Kind::Coast, self.reach[Kind::Coast as usize])
        } else if self.parent(one) != self.parent(other) {
            (Kind::Parent, self.reach[Kind::Parent as usize])
        } else {
            (Kind::Area, self.reach[Kind::Area as usize])
        };
        if kind == Kind::Coast {
            // The whole width lies outside.
            let width = reach.before + reach.after;
            let before = if one == 0 { width } else { 0 };
            reach = Reach {
                before,
                after: width - before,
            };
        }
        let place = axis.at + if axis.along { offset } else { 0 };
        let before = reach.before.min(place + 1);
        let after = reach.after.min(axis.len - 1 - place);
        let first = axis.start + offset + axis.step - axis.step * before;
        for shift in 0..before + after {
            if let Some(flags) = self.flags.get_mut(first + axis.step * shift) {
                *flags |= flag(kind);
            }
        }
    }
}
