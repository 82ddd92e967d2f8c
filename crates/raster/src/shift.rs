//! A screen moved by whole pixels, with traces where it was settled before.

use crate::cells::{Cell, with_cells};
use crate::{Cells, Net, Projection, Stray, Window};

impl Cells {
    /// Moves a settled screen right and down and leaves in it the traces of all borders, exactly
    /// as if it had been cleared and traced: only what was not on it before is looked at.
    ///
    /// `strays` and `given` (cell, id before) say where ids differ from traces; `projection` is
    /// that of the screen after the move.
    pub fn shift(
        &mut self,
        size: [i32; 2],
        by: [i32; 2],
        changed: (&[Stray], &[(u32, u32)]),
        net: &Net<'_>,
        projection: &Projection,
    ) {
        let kept = [0, 1].map(|axis| [by[axis].max(0), size[axis] + by[axis].min(0)]);
        let [columns, rows] = kept;
        if columns[0] >= columns[1] || rows[0] >= rows[1] {
            with_cells!(self, cells => cells.fill(Cell::from_id(0)));
            Window::of_rows(size[0], [0, size[1]]).trace(self, net, projection);
            return;
        }
        with_cells!(self, cells => {
            restore(cells, changed);
            shift_cells(cells, size[0], by);
            for row in 0..size[1] {
                let start = row as usize * size[0] as usize;
                let cells = cells.get_mut(start..start + size[0] as usize).unwrap_or_default();
                if row < rows[0] || row >= rows[1] {
                    cells.fill(Cell::from_id(0));
                } else {
                    unsettle_row(cells, columns);
                }
            }
        });
        for rows in [[0, rows[0]], [rows[1], size[1]]] {
            let window = Window {
                top: 0,
                ..Window::of_rows(size[0], rows)
            };
            window.trace(self, net, projection);
        }
        let right = Window {
            width: size[0],
            top: 0,
            columns: [columns[1], size[0]],
            rows,
            gathers: false,
        };
        right.trace(self, net, projection);
        if columns[0] > 0 {
            self.trace_left(size[0], columns[0], rows, net, projection);
        }
    }

    /// Fills in columns that came in from the left.
    ///
    /// The first column kept holds all crossings from there leftward; after this, the first column
    /// of the screen does, and that one only its own.
    fn trace_left(
        &mut self,
        width: i32,
        kept: i32,
        rows: [i32; 2],
        net: &Net<'_>,
        projection: &Projection,
    ) {
        let cell = |row: i32, column: i32| row as usize * width as usize + column as usize;
        let all: Vec<u32> = (rows[0]..rows[1])
            .map(|row| {
                let at = cell(row, kept);
                let found = self.get(at).unwrap_or(0);
                self.set(at, 0);
                found
            })
            .collect();
        let window = Window {
            width,
            top: 0,
            columns: [0, kept + 1],
            rows,
            gathers: false,
        };
        window.trace(self, net, projection);
        for (row, all) in (rows[0]..rows[1]).zip(all) {
            // Crossings beyond the edge are what is left of all of them.
            let strip = (0..=kept).filter_map(|column| self.get(cell(row, column)));
            let beyond = strip.fold(all, |all, trace| all ^ trace);
            let first = self.get(cell(row, 0)).unwrap_or(0);
            self.set(cell(row, 0), first ^ beyond);
        }
    }
}

/// Puts back what the traces add up to.
fn restore<C: Cell>(cells: &mut [C], (strays, given): (&[Stray], &[(u32, u32)])) {
    for &(at, before) in given.iter().rev() {
        if let Some(cell) = cells.get_mut(at as usize) {
            *cell = C::from_id(before);
        }
    }
    for stray in strays {
        let range = stray.cells[0] as usize..stray.cells[1] as usize;
        cells
            .get_mut(range)
            .unwrap_or_default()
            .fill(C::from_id(stray.state));
    }
}

/// Moves rows and columns; what comes in from beyond an edge is arbitrary.
fn shift_cells<C: Cell>(cells: &mut [C], width: i32, by: [i32; 2]) {
    let offset = by[1] as isize * width as isize + by[0] as isize;
    let distance = offset.unsigned_abs().min(cells.len());
    if offset > 0 {
        cells.copy_within(..cells.len() - distance, distance);
    } else {
        cells.copy_within(distance.., 0);
    }
}

/// Turns the ids of some columns into the traces they came from, and clears the rest.
fn unsettle_row<C: Cell>(cells: &mut [C], columns: [i32; 2]) {
    let [first, last] = columns.map(|column| column as usize);
    let mut state = C::default();
    for cell in cells.get_mut(first..last).unwrap_or_default() {
        let trace = *cell ^ state;
        state = *cell;
        *cell = trace;
    }
    cells
        .get_mut(..first)
        .unwrap_or_default()
        .fill(C::default());
    cells.get_mut(last..).unwrap_or_default().fill(C::default());
}
