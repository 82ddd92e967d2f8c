//! Which area each pixel center lies in, straight from the shared borders.
//!
//! Every border is walked once. Where it crosses a row of pixel centers, the pixel right of the
//! crossing receives the exclusive or of the ids on both sides; running along the row and
//! applying what was left there turns each id into the next. That is the even-odd rule for all
//! areas at once, with no sorting and no list of edges, and neighbours can neither gape nor
//! overlap.

use super::project::{PixelBox, Projection, SHIFT, UNITS, first_center};
use crate::geom::{Arc, Outlines};

/// A pixel of an id buffer: 16 bits while ids fit, else 32.
pub(super) trait Cell: Copy + Default + PartialEq + std::ops::BitXorAssign {
    fn from_id(id: u32) -> Self;
    fn id(self) -> u32;
}

impl Cell for u16 {
    fn from_id(id: u32) -> Self {
        id as Self
    }
    fn id(self) -> u32 {
        u32::from(self)
    }
}

impl Cell for u32 {
    fn from_id(id: u32) -> Self {
        id
    }
    fn id(self) -> u32 {
        self
    }
}

/// Some rows of a screen.
pub(super) struct Window<'a, C> {
    pub(super) cells: &'a mut [C],
    pub(super) width: i32,
    /// First and one-past-last row; `cells` starts with the first.
    pub(super) rows: [i32; 2],
}

impl<C: Cell> Window<'_, C> {
    /// Leaves the traces of all borders in cleared cells.
    pub(super) fn toggle_all(
        &mut self,
        outlines: &Outlines,
        projection: &Projection,
        scratch: &mut Vec<[i32; 2]>,
    ) {
        for arc in outlines.arcs() {
            if arc.sides[0] != arc.sides[1] {
                self.toggle_arc(outlines, arc, projection, scratch);
            }
        }
    }

    pub(super) fn toggle_arc(
        &mut self,
        outlines: &Outlines,
        arc: &Arc,
        projection: &Projection,
        scratch: &mut Vec<[i32; 2]>,
    ) {
        let pixels = projection.pixel_box(&arc.bounds);
        let crosses = pixels.rows[0].max(self.rows[0]) < pixels.rows[1].min(self.rows[1]);
        if !crosses || pixels.columns[0] >= self.width {
            return;
        }
        let trace = C::from_id(arc.sides[0] ^ arc.sides[1]);
        let points = outlines.arc_points(arc);
        if pixels.columns[0].max(0) >= pixels.columns[1] {
            // All crossings fall on one column: only the ends decide how often each row is met.
            if let [first, .., last] = points {
                let column = pixels.columns[0].max(0);
                self.toggle_column(
                    column,
                    projection.point(*first),
                    projection.point(*last),
                    trace,
                );
            }
            return;
        }
        scratch.clear();
        scratch.extend(points.iter().map(|point| projection.point(*point)));
        for pair in scratch.windows(2) {
            if let [a, b] = pair {
                self.toggle_segment(*a, *b, trace);
            }
        }
    }

    /// The rows of the window whose centers lie between two points, and the points in row order.
    fn crossed(&self, a: [i32; 2], b: [i32; 2]) -> ([i32; 2], [i32; 2], i32, i32) {
        let (a, b) = if a[1] <= b[1] { (a, b) } else { (b, a) };
        let first = first_center(a[1]).max(self.rows[0]);
        let last = first_center(b[1]).min(self.rows[1]);
        (a, b, first, last)
    }

    fn toggle_column(&mut self, column: i32, a: [i32; 2], b: [i32; 2], trace: C) {
        let (_, _, first, last) = self.crossed(a, b);
        for row in first..last {
            self.toggle(column, row, trace);
        }
    }

    fn toggle_segment(&mut self, a: [i32; 2], b: [i32; 2], trace: C) {
        let (a, b, first, last) = self.crossed(a, b);
        for row in first..last {
            self.toggle(crossing_column(a, b, row).max(0), row, trace);
        }
    }

    fn toggle(&mut self, column: i32, row: i32, trace: C) {
        if column < self.width {
            let at = (row - self.rows[0]) as usize * self.width as usize + column as usize;
            if let Some(cell) = self.cells.get_mut(at) {
                *cell ^= trace;
            }
        }
    }

    /// Turns traces into ids, row by row; `count` hears of every run (id, length).
    ///
    /// Rounding and simplified borders can cross each other by a hair; what an exclusive or
    /// makes of that is no area near by, and the pixel stays with its left neighbour.
    pub(super) fn settle(&mut self, boxes: &[PixelBox], mut count: impl FnMut(u32, u32)) {
        let width = self.width.max(0) as usize;
        if width == 0 {
            return;
        }
        for (cells, row) in self.cells.chunks_exact_mut(width).zip(self.rows[0]..) {
            settle_row(cells, row, boxes, &mut count);
        }
    }
}

/// The column of the first pixel center at or right of where a segment crosses a row's centers.
///
/// `a` lies above `b`. Exact as long as the segment is shorter than 2^26 units either way.
pub(super) fn crossing_column(a: [i32; 2], b: [i32; 2], row: i32) -> i32 {
    let down = f64::from((row << SHIFT) + UNITS / 2 - a[1]);
    let drift = f64::from(b[0] - a[0]) * down / f64::from(b[1] - a[1]);
    let cut = drift as i32;
    let ceiling = cut + i32::from(drift > f64::from(cut));
    first_center(a[0] + ceiling)
}

/// Pixels looked at together: most neighbours are alike.
const STRIDE: usize = 8;

fn settle_row<C: Cell>(
    cells: &mut [C],
    row: i32,
    boxes: &[PixelBox],
    count: &mut impl FnMut(u32, u32),
) {
    let none = C::default();
    let mut state = 0_u32;
    let mut shown = none;
    let mut run_start = 0_usize;
    let len = cells.len();
    for (chunk, start) in cells.chunks_mut(STRIDE).zip((0..).step_by(STRIDE)) {
        if chunk.iter().all(|cell| *cell == none) {
            chunk.fill(shown);
            continue;
        }
        for (cell, column) in chunk.iter_mut().zip(start..) {
            if *cell != none {
                state ^= cell.id();
                let plausible = state == 0
                    || (boxes.get(state as usize)).is_some_and(|b| b.holds(column as i32, row));
                if plausible && state != shown.id() {
                    count(shown.id(), (column - run_start) as u32);
                    run_start = column;
                    shown = C::from_id(state);
                }
            }
            *cell = shown;
        }
    }
    count(shown.id(), (len - run_start) as u32);
}
