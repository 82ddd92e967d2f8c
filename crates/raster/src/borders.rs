//! Which pixels are border.

use crate::Cells;
use crate::cells::{Cell, reset, with_cells};
use crate::swar::{STRIDE, bytes, same};

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
        let [width, height] = screen.size;
        reset(&mut self.list, width * height);
        if width > 0 {
            with_cells!(screen.cells, cells => {
                let mut tracer = Tracer {
                    cells,
                    kinds: &mut self.list,
                    size: screen.size,
                    parents: screen.parents,
                    reach: screen.widths.map(Reach::of),
                };
                tracer.along_rows();
                tracer.along_columns();
            });
        }
        self.count();
    }

    fn count(&mut self) {
        let mut counts = [0; KINDS];
        let (chunks, rest) = self.list.as_chunks::<STRIDE>();
        let mut add = |kinds: &[u8]| {
            for kind in kinds {
                counts[usize::from(kind & 3)] += 1;
            }
        };
        chunks
            .iter()
            .filter(|chunk| bytes(chunk) != 0)
            .for_each(|chunk| add(chunk));
        add(rest);
        self.counts = counts;
        self.counts[Kind::None as usize] = 0;
    }
}

struct Tracer<'a, C> {
    cells: &'a [C],
    kinds: &'a mut [u8],
    size: [usize; 2],
    parents: &'a [u32],
    reach: [Reach; KINDS],
}

/// Where a pixel lies along the axis of a change.
#[derive(Clone, Copy)]
struct Place {
    /// From one pixel to the next in the list of pixels.
    step: usize,
    /// Its place in the row or column.
    at: usize,
    /// Length of the row or column.
    len: usize,
}

impl<C: Cell> Tracer<'_, C> {
    fn along_rows(&mut self) {
        let width = self.size[0];
        for (row, start) in self.cells.chunks_exact(width).zip((0..).step_by(width)) {
            let right = row.get(1..).unwrap_or_default();
            let place = |at: usize| Place {
                step: 1,
                at: at - start,
                len: width,
            };
            self.compare(row, right, start, place);
        }
    }

    fn along_columns(&mut self) {
        let [width, height] = self.size;
        let rows = self.cells.chunks_exact(width);
        for ((row, below), at) in rows.clone().zip(rows.skip(1)).zip(0..) {
            self.compare(row, below, at * width, |_| Place {
                step: width,
                at,
                len: height,
            });
        }
    }

    /// Marks where two lists differ; `start` is where the first begins on the screen.
    #[inline(always)]
    fn compare(&mut self, one: &[C], other: &[C], start: usize, place: impl Fn(usize) -> Place) {
        let (chunks, rest) = other.as_chunks::<STRIDE>();
        let (one_chunks, one_rest) = one.as_chunks::<STRIDE>();
        let mut at = start;
        for (a, b) in one_chunks.iter().zip(chunks) {
            if !same(a, b) {
                self.mark_all(a, b, at, &place);
            }
            at += STRIDE;
        }
        // What is left of the shorter list lies within the next chunk of the longer one.
        let last = one_chunks.get(chunks.len()).map_or(one_rest, |chunk| chunk);
        self.mark_all(last, rest, at, &place);
    }

    #[inline(always)]
    fn mark_all(&mut self, one: &[C], other: &[C], at: usize, place: &impl Fn(usize) -> Place) {
        for ((one, other), at) in one.iter().zip(other).zip(at..) {
            if *one != *other {
                self.mark(one.id(), other.id(), at, place(at));
            }
        }
    }

    /// Marks the pixels around a change between `at` and the pixel one step on.
    fn mark(&mut self, one: u32, other: u32, at: usize, place: Place) {
        let parent = |id: u32| self.parents.get(id as usize).copied().unwrap_or(0);
        let kind = if one == 0 || other == 0 {
            Kind::Coast
        } else if parent(one) != parent(other) {
            Kind::Parent
        } else {
            Kind::Area
        };
        let mut reach = self.reach[kind as usize];
        if kind == Kind::Coast {
            // The whole width lies outside.
            let width = reach.before + reach.after;
            let before = if one == 0 { width } else { 0 };
            reach = Reach {
                before,
                after: width - before,
            };
        }
        let before = reach.before.min(place.at + 1);
        let after = reach.after.min(place.len - 1 - place.at);
        for shift in 0..before + after {
            self.mark_pixel(at + place.step * (shift + 1) - place.step * before, kind);
        }
    }

    #[inline(always)]
    fn mark_pixel(&mut self, at: usize, kind: Kind) {
        if let (Some(cell), Some(known)) = (self.cells.get(at), self.kinds.get_mut(at))
            && (kind == Kind::Coast) == (cell.id() == 0)
            && *known < kind as u8
        {
            *known = kind as u8;
        }
    }
}
