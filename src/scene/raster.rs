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
    pub(super) fn toggle_all(&mut self, outlines: &Outlines, projection: &Projection) {
        for arc in outlines.arcs() {
            if arc.sides[0] != arc.sides[1] {
                self.toggle_arc(outlines, arc, projection);
            }
        }
    }

    /// Leaves the traces of one border.
    pub(super) fn toggle_arc(&mut self, outlines: &Outlines, arc: &Arc, projection: &Projection) {
        let pixels = projection.pixel_box(&arc.bounds);
        let crosses = pixels.rows[0].max(self.rows[0]) < pixels.rows[1].min(self.rows[1]);
        if !crosses || pixels.columns[0] >= self.width {
            return;
        }
        let trace = C::from_id(arc.sides[0] ^ arc.sides[1]);
        let points = outlines.arc_points(arc);
        let [first, between @ .., last] = points else {
            return;
        };
        let mut from = Corner::new(projection.point(*first));
        if pixels.columns[0].max(0) < pixels.columns[1] {
            for point in between {
                let to = Corner::new(projection.point(*point));
                if from.row != to.row {
                    self.toggle_segment(from, to, trace);
                }
                from = to;
            }
            self.toggle_segment(from, Corner::new(projection.point(*last)), trace);
        } else {
            // All crossings fall on one column: only the ends decide how often each row is met.
            let column = pixels.columns[0].max(0);
            let [first, last] = self.rows_between(from, Corner::new(projection.point(*last)));
            for row in first..last {
                self.toggle(column, row, trace);
            }
        }
    }

    /// The rows of the window whose centers lie between two points.
    fn rows_between(&self, a: Corner, b: Corner) -> [i32; 2] {
        let first = a.row.min(b.row).max(self.rows[0]);
        [first, a.row.max(b.row).min(self.rows[1])]
    }

    fn toggle_segment(&mut self, a: Corner, b: Corner, trace: C) {
        let [first, last] = self.rows_between(a, b);
        let (a, b) = if a.row <= b.row { (a, b) } else { (b, a) };
        for row in first..last {
            self.toggle(crossing_column(a.at, b.at, row).max(0), row, trace);
        }
    }

    #[inline]
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

/// A point of a border with the first row of centers at or below it.
#[derive(Clone, Copy)]
struct Corner {
    at: [i32; 2],
    row: i32,
}

impl Corner {
    #[inline]
    fn new(at: [i32; 2]) -> Self {
        Self {
            at,
            row: first_center(at[1]),
        }
    }
}

/// The column of the first pixel center at or right of where a segment crosses a row's centers.
///
/// `a` lies above `b`. Exact as long as the segment is shorter than 2^26 units either way.
pub(super) fn crossing_column(a: [i32; 2], b: [i32; 2], row: i32) -> i32 {
    let down = f64::from((row << SHIFT) + UNITS / 2 - a[1]);
    let [across, height] = [0, 1].map(|axis| f64::from(b[axis]) - f64::from(a[axis]));
    let drift = across * down / height;
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
    let len = cells.len() as i32;
    let mut run = Run {
        state: 0,
        shown: 0,
        start: 0,
    };
    let (chunks, rest) = cells.as_chunks_mut::<STRIDE>();
    let mut column = 0;
    for chunk in chunks {
        if *chunk == [none; STRIDE] {
            *chunk = [C::from_id(run.shown); STRIDE];
        } else {
            run.advance(chunk, [column, row], boxes, count);
        }
        column += STRIDE as i32;
    }
    run.advance(rest, [column, row], boxes, count);
    count(run.shown, (len - run.start) as u32);
}

/// Where a row stands while traces turn into ids.
struct Run {
    /// What the traces add up to.
    state: u32,
    /// The id shown, which is `state` unless that is no area near by.
    shown: u32,
    /// Where the run of this id began.
    start: i32,
}

impl Run {
    #[inline]
    fn advance<C: Cell>(
        &mut self,
        cells: &mut [C],
        [start, row]: [i32; 2],
        boxes: &[PixelBox],
        count: &mut impl FnMut(u32, u32),
    ) {
        for (cell, column) in cells.iter_mut().zip(start..) {
            self.state ^= cell.id();
            if self.state != self.shown
                && (self.state == 0
                    || (boxes.get(self.state as usize)).is_some_and(|b| b.holds(column, row)))
            {
                count(self.shown, (column - self.start) as u32);
                self.start = column;
                self.shown = self.state;
            }
            *cell = C::from_id(self.shown);
        }
    }
}
