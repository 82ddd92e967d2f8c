//! How much of each pixel a line covers.

use crate::UNITS;

/// Coverage of some rows of pixels by lines, of 255.
///
/// Where lines meet the larger coverage counts, so that joints do not darken and ends are round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    cells: Vec<u8>,
    width: i32,
    /// First and one-past-last row.
    rows: [i32; 2],
}

impl Coverage {
    /// Clears it for some rows.
    pub fn reset(&mut self, width: i32, rows: [i32; 2]) {
        self.width = width.max(0);
        self.rows = rows;
        let height = (rows[1] - rows[0]).max(0);
        self.cells.clear();
        self.cells.resize(self.width as usize * height as usize, 0);
    }

    /// The coverage of one row.
    #[must_use]
    pub fn row(&self, row: i32) -> &[u8] {
        self.cells.get(self.row_range(row)).unwrap_or_default()
    }

    /// The coverage of one row, to be changed.
    pub fn row_mut(&mut self, row: i32) -> &mut [u8] {
        let range = self.row_range(row);
        self.cells.get_mut(range).unwrap_or_default()
    }

    fn row_range(&self, row: i32) -> std::ops::Range<usize> {
        let width = self.width as usize;
        let start = (row - self.rows[0]).max(0) as usize * width;
        start..start + width
    }

    /// Draws a line through points in pixels.
    pub fn polyline(&mut self, points: &[[f32; 2]], width_px: f32) {
        for pair in points.windows(2) {
            if let [a, b] = pair {
                self.segment(*a, *b, width_px);
            }
        }
    }

    fn segment(&mut self, a: [f32; 2], b: [f32; 2], width_px: f32) {
        let reach = width_px / 2.0 + 0.5;
        let first = floor(a[1].min(b[1]) - reach).max(self.rows[0]);
        let last = (floor(a[1].max(b[1]) + reach) + 1).min(self.rows[1]);
        let line = Line::new(a, b, width_px);
        for row in first..last {
            let y = row as f32 + 0.5;
            let [left, right] = line.columns(y, reach);
            let left = left.max(0);
            let right = right.min(self.width);
            if left >= right {
                continue;
            }
            let start = (row - self.rows[0]) as usize * self.width as usize;
            let range = start + left as usize..start + right as usize;
            let cells = self.cells.get_mut(range).unwrap_or_default();
            for (cell, column) in cells.iter_mut().zip(left..) {
                let covered = line.coverage([column as f32 + 0.5, y]);
                *cell = (*cell).max(covered);
            }
        }
    }
}

/// A segment with what its distance formula needs.
struct Line {
    start: [f32; 2],
    along: [f32; 2],
    /// One by the squared length; 0 for a point.
    inverse: f32,
    length: f32,
    half: f32,
}

impl Line {
    fn new(a: [f32; 2], b: [f32; 2], width_px: f32) -> Self {
        let along = [b[0] - a[0], b[1] - a[1]];
        let squared = along[0] * along[0] + along[1] * along[1];
        Self {
            start: a,
            along,
            inverse: if squared > 0.0 { 1.0 / squared } else { 0.0 },
            length: squared.sqrt(),
            half: width_px / 2.0,
        }
    }

    /// The columns that a row can have covered.
    fn columns(&self, y: f32, reach: f32) -> [i32; 2] {
        let ends = [self.start[0], self.start[0] + self.along[0]];
        let mut left = ends[0].min(ends[1]) - reach;
        let mut right = ends[0].max(ends[1]) + reach;
        if self.along[1] != 0.0 {
            // The band around the whole line, cut by the row.
            let middle = self.start[0] + (y - self.start[1]) * self.along[0] / self.along[1];
            let half = reach * self.length / self.along[1].abs();
            left = left.max(middle - half);
            right = right.min(middle + half);
        }
        [floor(left), floor(right) + 1]
    }

    /// Coverage of the pixel around a center, as if its edge were parallel to the line.
    fn coverage(&self, center: [f32; 2]) -> u8 {
        let to = [center[0] - self.start[0], center[1] - self.start[1]];
        let share =
            ((to[0] * self.along[0] + to[1] * self.along[1]) * self.inverse).clamp(0.0, 1.0);
        let off = [to[0] - share * self.along[0], to[1] - share * self.along[1]];
        let distance = (off[0] * off[0] + off[1] * off[1]).sqrt();
        let covered = (self.half + 0.5 - distance)
            .min(2.0 * self.half)
            .clamp(0.0, 1.0);
        (covered * 255.0 + 0.5) as u8
    }
}

/// Rounds down; lines stay far from where this saturates.
fn floor(value: f32) -> i32 {
    let cut = value as i32;
    cut.saturating_sub(i32::from(value < cut as f32))
}

/// Fixed-point units to pixels, for a screen with `oversample` samples per pixel and axis.
#[inline]
#[must_use]
pub fn pixels_from_units(point: [i32; 2], oversample: u32) -> [f32; 2] {
    let scale = 1.0 / (UNITS as f32 * oversample as f32);
    [point[0] as f32 * scale, point[1] as f32 * scale]
}
