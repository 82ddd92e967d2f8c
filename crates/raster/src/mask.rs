//! One bit per pixel: what lies beneath a screen of ids.
//!
//! As with ids ([`trace`](crate::trace)), a line that crosses a row of pixel centers toggles the pixel
//! right of the crossing; running along the row turns that into inside and outside.

use crate::fixed::first_center;
use crate::trace::crossing_column;
use crate::{Projection, SHIFT, UNITS};

/// Pixels per word.
pub(crate) const WORD: usize = u64::BITS as usize;

/// Pixels of some rows whose centers lie in a region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    words: Vec<u64>,
    width: usize,
    rows: [i32; 2],
}

impl Mask {
    /// Marks the pixels of some rows that lie within an odd number of `rings`, each of which ends
    /// where it begins.
    pub fn fill<'a>(
        &mut self,
        width: usize,
        rows: [i32; 2],
        rings: impl Iterator<Item = &'a [[i32; 2]]>,
        projection: &Projection,
    ) {
        (self.width, self.rows) = (width, rows);
        let count = (rows[1] - rows[0]).max(0) as usize * self.words_per_row();
        self.words.clear();
        self.words.resize(count, 0);
        for ring in rings {
            self.trace(ring, projection);
        }
        for row in self.words.chunks_exact_mut(width.div_ceil(WORD).max(1)) {
            settle(row);
        }
    }

    /// Forgets all pixels.
    pub fn clear(&mut self) {
        self.words.clear();
    }

    fn words_per_row(&self) -> usize {
        self.width.div_ceil(WORD)
    }

    fn trace(&mut self, ring: &[[i32; 2]], projection: &Projection) {
        let mut before: Option<([i32; 2], i32)> = None;
        for point in ring {
            let to = projection.point(*point);
            let row = first_center(to[1]);
            if let Some((from, from_row)) = before.replace((to, row)) {
                if row > from_row {
                    self.trace_segment(from, to, [from_row, row]);
                } else if row < from_row {
                    self.trace_segment(to, from, [row, from_row]);
                }
            }
        }
    }

    /// `a` lies above `b`.
    fn trace_segment(&mut self, a: [i32; 2], b: [i32; 2], rows: [i32; 2]) {
        let across = f64::from(b[0]) - f64::from(a[0]);
        let height = f64::from(b[1]) - f64::from(a[1]);
        for row in rows[0].max(self.rows[0])..rows[1].min(self.rows[1]) {
            let down = f64::from((row << SHIFT) + UNITS / 2 - a[1]);
            let column = crossing_column(a[0], across, down, height).max(0) as usize;
            let at = (row - self.rows[0]) as usize * self.words_per_row() + column / WORD;
            if column < self.width
                && let Some(word) = self.words.get_mut(at)
            {
                *word ^= 1 << (column % WORD);
            }
        }
    }

    /// The bits of a row, lowest first; nothing if it was not filled.
    pub(crate) fn row(&self, row: i32) -> &[u64] {
        let start = (row - self.rows[0]).max(0) as usize * self.words_per_row();
        let words = self.words.get(start..start + self.words_per_row());
        words.unwrap_or_default()
    }

    /// Whether a pixel is marked.
    #[must_use]
    pub fn holds(&self, column: usize, row: i32) -> bool {
        let word = self.row(row).get(column / WORD);
        word.is_some_and(|word| word >> (column % WORD) & 1 == 1)
    }

    /// How many samples of a pixel are marked, with `across` of them per axis.
    pub(crate) fn samples(&self, column: usize, row: i32, across: usize) -> u32 {
        if self.words.is_empty() {
            return 0;
        }
        let [first, top] = [column * across, row as usize * across];
        let rows = (top..top + across).map(|row| {
            let columns = first..first + across;
            columns
                .filter(|column| self.holds(*column, row as i32))
                .count() as u32
        });
        rows.sum()
    }
}

/// Turns toggles into bits that are set from each odd toggle to the next.
fn settle(row: &mut [u64]) {
    let mut inside = 0;
    for word in row {
        let mut bits = *word;
        for shift in [1, 2, 4, 8, 16, 32] {
            bits ^= bits << shift;
        }
        *word = bits ^ inside;
        inside = 0_u64.wrapping_sub(*word >> (WORD - 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A projection of one pixel per step, y downward from 0.
    fn plain() -> Projection {
        Projection::new(1.0, [0.0, 0.0], 1)
    }

    /// The corners of a box, y up, and back to the first.
    fn ring(x: [i32; 2], y: [i32; 2]) -> Vec<[i32; 2]> {
        [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
            .map(|[i, j]| [x[i], -y[j]])
            .to_vec()
    }

    fn marked(mask: &Mask, row: i32, width: usize) -> Vec<usize> {
        (0..width)
            .filter(|column| mask.holds(*column, row))
            .collect()
    }

    #[test]
    fn a_hole_is_outside_and_what_begins_beyond_the_edge_reaches_in() {
        let rings = [ring([-9, 150], [1, 5]), ring([60, 70], [2, 4])];
        let mut mask = Mask::default();
        mask.fill(200, [0, 6], rings.iter().map(Vec::as_slice), &plain());
        assert!(marked(&mask, 0, 200).is_empty());
        assert_eq!(marked(&mask, 1, 200), (0..150).collect::<Vec<_>>());
        let around: Vec<usize> = (0..60).chain(70..150).collect();
        assert_eq!(marked(&mask, 2, 200), around);
        assert_eq!(marked(&mask, 5, 200), [0_usize; 0]);
        assert!(!mask.holds(0, 99) && !mask.holds(999, 1));
    }

    #[test]
    fn rows_can_be_filled_apart() {
        let rings = [[[2, -1], [97, -3], [40, -30], [2, -1]].to_vec()];
        let fill = |rows| {
            let mut mask = Mask::default();
            mask.fill(100, rows, rings.iter().map(Vec::as_slice), &plain());
            mask
        };
        let all = fill([0, 32]);
        for rows in [[0, 7], [7, 20], [20, 32]] {
            let part = fill(rows);
            for row in rows[0]..rows[1] {
                assert_eq!(part.row(row), all.row(row), "{row}");
            }
        }
        assert!(marked(&all, 10, 100).len() > 20);
    }

    #[test]
    fn samples_are_counted_within_their_pixel() {
        let rings = [ring([3, 7], [0, 3])];
        let mut mask = Mask::default();
        mask.fill(12, [0, 6], rings.iter().map(Vec::as_slice), &plain());
        let counts = |row| [0, 1, 2, 3].map(|column| mask.samples(column, row, 3));
        assert_eq!(counts(0), [0, 9, 3, 0]);
        assert_eq!(counts(1), [0; 4]);
        assert_eq!(Mask::default().samples(1, 0, 3), 0);
    }
}
