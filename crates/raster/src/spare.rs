//! Pixels that can be spared for areas without any.

use crate::Cells;
use crate::cells::{Cell, with_cells};

/// How far a pixel is looked for.
const REACH: usize = 2;
/// Rows and columns looked at.
const SIDE: usize = 2 * REACH + 1;

/// The bits of [`Spares::around`], by distance, then row, then column.
const NEAREST_FIRST: [u8; SIDE * SIDE] = [
    12, 7, 11, 13, 17, 6, 8, 16, 18, 2, 10, 14, 22, 1, 3, 5, 9, 15, 19, 21, 23, 0, 4, 20, 24,
];

/// One bit per pixel that may be spared: outside, or of an area that keeps another.
///
/// None is ever added, since areas only lose pixels to those without. A pixel that has stopped being
/// one is found out when it is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spares {
    /// Rows of whole words, with `REACH` unset pixels on all sides.
    bits: Vec<u64>,
    words: usize,
    width: usize,
}

impl Spares {
    /// Looks through a screen of `size`; `counts` are the pixels of each id.
    pub fn find(&mut self, cells: &Cells, size: [usize; 2], counts: &[u32]) {
        self.width = size[0];
        self.words = (size[0] + 2 * REACH) / 64 + 2;
        self.bits.clear();
        self.bits.resize(self.words * (size[1] + 2 * REACH), 0);
        if size[0] == 0 {
            return;
        }
        with_cells!(cells, cells => {
            let rows = self.bits.chunks_exact_mut(self.words).skip(REACH);
            for (cells, bits) in cells.chunks_exact(size[0]).zip(rows) {
                for (at, cell) in (REACH..).zip(cells) {
                    if let Some(word) = bits.get_mut(at / 64) {
                        *word |= u64::from(is_spare(cell.id(), counts)) << (at % 64);
                    }
                }
            }
        });
    }

    /// The pixel nearest to one on the screen that can be spared; of pixels equally near the first.
    pub fn nearest(
        &mut self,
        [column, row]: [usize; 2],
        cells: &Cells,
        counts: &[u32],
    ) -> Option<usize> {
        let around = self.around(column, row);
        if around == 0 {
            return None;
        }
        let near = NEAREST_FIRST.map(usize::from);
        for bit in near.into_iter().filter(|bit| around >> bit & 1 == 1) {
            // Set bits lie on the screen.
            let at = (row + bit / SIDE - REACH) * self.width + column + bit % SIDE - REACH;
            if cells.get(at).is_some_and(|id| is_spare(id, counts)) {
                return Some(at);
            }
            self.take(at);
        }
        None
    }

    /// Notes that a pixel cannot be spared any more.
    pub fn take(&mut self, at: usize) {
        let (column, row) = (
            at % self.width.max(1) + REACH,
            at / self.width.max(1) + REACH,
        );
        if let Some(word) = self.bits.get_mut(row * self.words + column / 64) {
            *word &= !(1 << (column % 64));
        }
    }

    /// The pixels around one, row by row.
    fn around(&self, column: usize, row: usize) -> u32 {
        let mut around = 0;
        for y in 0..SIDE {
            let at = (row + y) * self.words + column / 64;
            let [low, high] = [at, at + 1].map(|at| self.bits.get(at).copied().unwrap_or(0));
            let pair = u128::from(low) | u128::from(high) << 64;
            let own = (pair >> (column % 64)) as u32 & ((1 << SIDE) - 1);
            around |= own << (y * SIDE);
        }
        around
    }
}

fn is_spare(id: u32, counts: &[u32]) -> bool {
    id == 0 || counts.get(id as usize).is_some_and(|count| *count > 1)
}
