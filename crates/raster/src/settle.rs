//! Traces to ids.

use crate::cells::{Cell, with_cells};
use crate::fixed::{Sieve, SieveRow};
use crate::swar::{STRIDE, all_zero, occupied, per_word};
use crate::{Cells, GridBox};

/// Cells of one row that show another id than their traces add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stray {
    /// First and one-past-last cell.
    pub cells: [u32; 2],
    /// What the traces add up to.
    pub state: u32,
}

/// What is known about ids, and what is taken down while traces turn into them.
#[derive(Debug)]
pub struct Ledger<'a> {
    /// Boxes of the areas by id.
    pub boxes: &'a [GridBox],
    /// Tells where they can be.
    pub sieve: &'a Sieve,
    /// Pixels of each id.
    pub counts: &'a mut [u32],
    /// Where something else is shown than was traced, in the order of the cells.
    pub strays: &'a mut Vec<Stray>,
}

impl Cells {
    /// Turns traces into ids, row by row; the ledger's counts gain the pixels of each id, its strays
    /// are those found.
    ///
    /// Rounding and simplified borders can cross each other by a hair; what an exclusive or
    /// makes of that is no area near by, and the pixel stays with its left neighbour.
    pub fn settle(&mut self, width: usize, ledger: &mut Ledger<'_>) {
        ledger.strays.clear();
        if width == 0 {
            return;
        }
        with_cells!(self, cells => {
            for (row, cells) in cells.chunks_exact_mut(width).enumerate() {
                Run::new(ledger, [width, row]).settle(cells, 0);
            }
        });
    }
}

/// Where a row stands while traces turn into ids.
pub(crate) struct Run<'a> {
    /// What the traces add up to.
    pub(crate) state: u32,
    /// The id shown, which is `state` unless that is no area near by.
    pub(crate) shown: u32,
    /// The column where both became what they are.
    start: usize,
    /// The row's first cell.
    first: u32,
    sieve: SieveRow<'a>,
    boxes: &'a [GridBox],
    counts: &'a mut [u32],
    strays: &'a mut Vec<Stray>,
}

impl<'a> Run<'a> {
    /// A row of a screen of some width, before its first column.
    pub(crate) fn new(ledger: &'a mut Ledger<'_>, [width, row]: [usize; 2]) -> Self {
        Self {
            state: 0,
            shown: 0,
            start: 0,
            first: (row * width) as u32,
            sieve: ledger.sieve.row(row),
            boxes: ledger.boxes,
            counts: ledger.counts,
            strays: ledger.strays,
        }
    }

    /// Turns the traces from column `first` on into ids.
    pub(crate) fn settle<C: Cell>(&mut self, cells: &mut [C], first: usize) {
        self.start = first;
        let end = first + cells.len();
        let (chunks, rest) = cells.as_chunks_mut::<STRIDE>();
        let mut column = first;
        for chunk in chunks {
            let mut words = C::words(chunk);
            if all_zero::<C>(&words) {
                words.as_mut().fill(C::from_id(self.shown).spread());
            } else {
                self.advance_words::<C>(&mut words, column);
            }
            *chunk = C::cells(&words);
            column += STRIDE;
        }
        self.advance(rest, column);
        self.end(end);
    }

    /// The id shown from a column on where traces add up to `state`, after `shown`.
    #[inline(always)]
    pub(crate) fn shown_at(&self, state: u32, column: usize, shown: u32) -> u32 {
        let known = self.boxes.get(state as usize);
        let near = known.is_some_and(|bounds| self.sieve.holds(bounds, column));
        if state == 0 || near { state } else { shown }
    }

    /// Without a branch per cell: only traces are looked at one by one.
    #[inline(always)]
    fn advance_words<C: Cell>(&mut self, words: &mut C::Words, start: usize) {
        for (word, start) in words
            .as_mut()
            .iter_mut()
            .zip((start..).step_by(per_word::<C>()))
        {
            let traces = *word;
            let mut left = occupied::<C>(traces);
            *word = C::from_id(self.shown).spread();
            while left != 0 {
                let at = left.trailing_zeros() / C::BITS;
                left &= left - 1;
                let trace = C::from_id((traces >> (at * C::BITS)) as u32);
                self.change(trace.id(), start + at as usize);
                let before = (1 << (at * C::BITS)) - 1;
                *word = (*word & before) | (C::from_id(self.shown).spread() & !before);
            }
        }
    }

    fn advance<C: Cell>(&mut self, cells: &mut [C], start: usize) {
        for (cell, column) in cells.iter_mut().zip(start..) {
            let trace = cell.id();
            if trace != 0 {
                self.change(trace, column);
            }
            *cell = C::from_id(self.shown);
        }
    }

    #[inline(always)]
    fn change(&mut self, trace: u32, column: usize) {
        self.end(column);
        self.state ^= trace;
        self.shown = self.shown_at(self.state, column, self.shown);
    }

    #[inline(always)]
    fn end(&mut self, column: usize) {
        if let Some(count) = self.counts.get_mut(self.shown as usize) {
            *count += (column - self.start) as u32;
        }
        if self.state != self.shown && column > self.start {
            let cells = [self.start, column].map(|column| self.first + column as u32);
            self.strays.push(Stray {
                cells,
                state: self.state,
            });
        }
        self.start = column;
    }
}
