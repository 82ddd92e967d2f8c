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

impl Cells {
    /// Turns traces into ids, row by row; `counts` gains the pixels of each id, `strays` where
    /// something else is shown than was traced.
    ///
    /// Rounding and simplified borders can cross each other by a hair; what an exclusive or
    /// makes of that is no area near by, and the pixel stays with its left neighbour.
    pub fn settle(
        &mut self,
        width: usize,
        boxes: &[GridBox],
        sieve: &Sieve,
        counts: &mut [u32],
        strays: &mut Vec<Stray>,
    ) {
        strays.clear();
        if width == 0 {
            return;
        }
        with_cells!(self, cells => {
            for (row, cells) in cells.chunks_exact_mut(width).enumerate() {
                let mut run = Run {
                    state: 0,
                    shown: 0,
                    start: 0,
                    first: (row * width) as u32,
                    sieve: sieve.row(row),
                    boxes,
                    counts: &mut *counts,
                    strays: &mut *strays,
                };
                run.settle(cells);
            }
        });
    }
}

/// Where a row stands while traces turn into ids.
struct Run<'a> {
    /// What the traces add up to.
    state: u32,
    /// The id shown, which is `state` unless that is no area near by.
    shown: u32,
    /// The column where both became what they are.
    start: usize,
    /// The row's first cell.
    first: u32,
    sieve: SieveRow<'a>,
    boxes: &'a [GridBox],
    counts: &'a mut [u32],
    strays: &'a mut Vec<Stray>,
}

impl Run<'_> {
    fn settle<C: Cell>(&mut self, cells: &mut [C]) {
        let width = cells.len();
        let (chunks, rest) = cells.as_chunks_mut::<STRIDE>();
        let mut column = 0;
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
        self.end(width);
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
        if self.is_near(column) {
            self.shown = self.state;
        }
    }

    /// Whether the traces name outside, or an area that can be here.
    #[inline(always)]
    fn is_near(&self, column: usize) -> bool {
        let known = self.boxes.get(self.state as usize);
        self.state == 0 || known.is_some_and(|bounds| self.sieve.holds(bounds, column))
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
