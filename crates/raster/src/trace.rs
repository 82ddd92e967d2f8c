//! Which area each pixel center lies in, straight from the shared borders.
//!
//! Every border is walked once. Where it crosses a row of pixel centers, the pixel right of the
//! crossing receives the exclusive or of the ids on both sides; running along the row and
//! applying what was left there turns each id into the next. That is the even-odd rule for all
//! areas at once, with no sorting and no list of edges, and neighbours can neither gape nor
//! overlap.

use crate::cells::{Cell, with_cells};
use crate::fixed::{PixelBox, first_center};
use crate::{Arc, Cells, GridBox, Net, Projection, SHIFT, UNITS};

/// Part of a screen that borders leave traces in.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Cells per row of the screen.
    pub width: i32,
    /// The row of the first cell.
    pub top: i32,
    /// First and one-past-last column.
    pub columns: [i32; 2],
    /// Whether crossings left of the first column count there; else they are left out.
    pub gathers: bool,
    /// First and one-past-last row.
    pub rows: [i32; 2],
}

impl Window {
    /// All columns of some rows; the cells start with the first of them.
    #[must_use]
    pub const fn of_rows(width: i32, rows: [i32; 2]) -> Self {
        Self {
            width,
            top: rows[0],
            columns: [0, width],
            rows,
            gathers: true,
        }
    }

    /// Leaves the traces of all borders in cleared cells.
    pub fn trace(&self, cells: &mut Cells, net: &Net<'_>, projection: &Projection) {
        with_cells!(cells, cells => {
            let mut tracer = Tracer { window: *self, cells, net, projection };
            tracer.trace();
        });
    }

    fn is_empty(&self) -> bool {
        self.columns[0] >= self.columns[1] || self.rows[0] >= self.rows[1]
    }

    /// Whether borders within these pixels can leave traces here.
    #[inline]
    fn meets(&self, pixels: &PixelBox) -> bool {
        pixels.rows[0].max(self.rows[0]) < pixels.rows[1].min(self.rows[1])
            && pixels.columns[0] < self.columns[1]
    }

    /// Whether an area within these pixels can show here.
    #[inline]
    fn shows(&self, pixels: &PixelBox) -> bool {
        self.meets(pixels) && pixels.columns[1] > self.columns[0]
    }
}

struct Tracer<'a, C> {
    window: Window,
    cells: &'a mut [C],
    net: &'a Net<'a>,
    projection: &'a Projection,
}

impl<C: Cell> Tracer<'_, C> {
    fn trace(&mut self) {
        if self.window.is_empty() {
            return;
        }
        let (window, projection) = (self.window, self.projection);
        let near = |bounds: &GridBox| {
            let pixels = projection.pixel_box(bounds);
            window.meets(&pixels) && pixels.columns[1] >= window.columns[0]
        };
        for arc in self.net.arcs_in(near) {
            if arc.sides[0] != arc.sides[1] {
                self.trace_arc(arc);
            }
        }
    }

    fn trace_arc(&mut self, arc: &Arc) {
        let pixels = self.projection.pixel_box(&arc.bounds);
        if !self.window.meets(&pixels) {
            return;
        }
        let points = self.net.points_of(arc);
        let trace = arc.sides[0] ^ arc.sides[1];
        let first = self.window.columns[0];
        if pixels.columns[0] < pixels.columns[1]
            && pixels.columns[1] >= first + i32::from(self.window.gathers)
        {
            self.trace_points(points, C::from_id(trace));
        } else if self.window.gathers && pixels.columns[1] <= self.window.columns[0] {
            // Areas that lie beyond the edge altogether cross it an even number of times.
            let side = |id: u32| {
                let shows = self
                    .window
                    .shows(&self.projection.pixel_box(&self.net.box_of(id)));
                if shows { id } else { 0 }
            };
            let trace = side(arc.sides[0]) ^ side(arc.sides[1]);
            if trace != 0 {
                self.trace_column(points, self.window.columns[0], C::from_id(trace));
            }
        } else if pixels.columns[1] >= self.window.columns[0] {
            self.trace_column(points, pixels.columns[1], C::from_id(trace));
        }
    }

    /// All crossings fall on one column: only the ends decide how often each row is met.
    fn trace_column(&mut self, points: &[[i32; 2]], column: i32, trace: C) {
        let [first, .., last] = points else { return };
        let row = |point: &[i32; 2]| first_center(self.projection.y(point[1]));
        let rows = [row(first), row(last)];
        let [top, bottom] = self.window.rows;
        for row in rows[0].min(rows[1]).max(top)..rows[0].max(rows[1]).min(bottom) {
            self.toggle(column, row, trace);
        }
    }

    fn trace_points(&mut self, points: &[[i32; 2]], trace: C) {
        let Some((first, rest)) = points.split_first() else {
            return;
        };
        let projection = *self.projection;
        let mut from = *first;
        let mut from_y = projection.y(from[1]);
        let mut from_row = first_center(from_y);
        for &to in rest {
            let y = projection.y(to[1]);
            let row = first_center(y);
            // Most segments cross no row.
            if row != from_row {
                let a = [projection.x(from[0]), from_y];
                let b = [projection.x(to[0]), y];
                if row > from_row {
                    self.trace_segment(a, b, [from_row, row], trace);
                } else {
                    self.trace_segment(b, a, [row, from_row], trace);
                }
            }
            (from, from_y, from_row) = (to, y, row);
        }
    }

    /// `a` lies above `b`.
    #[inline(always)]
    fn trace_segment(&mut self, a: [i32; 2], b: [i32; 2], rows: [i32; 2], trace: C) {
        let across = f64::from(b[0]) - f64::from(a[0]);
        let height = f64::from(b[1]) - f64::from(a[1]);
        for row in rows[0].max(self.window.rows[0])..rows[1].min(self.window.rows[1]) {
            let down = f64::from((row << SHIFT) + UNITS / 2 - a[1]);
            self.toggle(crossing_column(a[0], across, down, height), row, trace);
        }
    }

    #[inline(always)]
    fn toggle(&mut self, column: i32, row: i32, trace: C) {
        let Window {
            width,
            top,
            columns,
            gathers,
            ..
        } = self.window;
        let column = if gathers {
            column.max(columns[0])
        } else {
            column
        };
        if column >= columns[0] && column < columns[1] {
            let at = (row - top) as usize * width as usize + column as usize;
            if let Some(cell) = self.cells.get_mut(at) {
                *cell ^= trace;
            }
        }
    }
}

/// The column of the first pixel center at or right of where a segment crosses a row's centers,
/// `down` below its upper end at `x`.
///
/// Exact as long as the segment is shorter than 2^26 units either way.
#[inline(always)]
pub(crate) fn crossing_column(x: i32, across: f64, down: f64, height: f64) -> i32 {
    let drift = across * down / height;
    let cut = drift as i32;
    let ceiling = cut + i32::from(drift > f64::from(cut));
    first_center(x + ceiling)
}
