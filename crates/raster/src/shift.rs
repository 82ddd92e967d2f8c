//! A settled screen moved by whole pixels: only what comes in is traced and settled.

use crate::cells::{Cell, with_cells};
use crate::settle::Run;
use crate::{Cells, Ledger, Net, Projection, Stray, Window};

/// The part of a screen that was on it before a move.
#[derive(Clone, Copy)]
struct Kept {
    /// First and one-past-last column.
    columns: [usize; 2],
    /// First and one-past-last row.
    rows: [usize; 2],
    /// Columns and rows of the screen.
    size: [usize; 2],
    /// How far it went right and down.
    by: [i32; 2],
}

impl Kept {
    fn new(size: [usize; 2], by: [i32; 2]) -> Self {
        let kept = |axis: usize| {
            let (len, went) = (size[axis], by[axis].unsigned_abs() as usize);
            if by[axis] < 0 {
                [0, len.saturating_sub(went)]
            } else {
                [went.min(len), len]
            }
        };
        Self {
            columns: kept(0),
            rows: kept(1),
            size,
            by,
        }
    }

    const fn is_empty(&self) -> bool {
        self.columns[0] >= self.columns[1] || self.rows[0] >= self.rows[1]
    }

    /// Where it was before the move.
    fn before(self) -> Self {
        let back =
            |range: [usize; 2], by: i32| range.map(|at| at.wrapping_add_signed(-by as isize));
        Self {
            columns: back(self.columns, self.by[0]),
            rows: back(self.rows, self.by[1]),
            ..self
        }
    }

    /// Calls for the cells of each row that are not kept.
    fn around<C>(&self, cells: &mut [C], mut each: impl FnMut(&mut [C])) {
        let rows = cells.chunks_exact_mut(self.size[0].max(1));
        for (row, cells) in rows.enumerate() {
            if row < self.rows[0] || row >= self.rows[1] {
                each(cells);
                continue;
            }
            let (left, rest) = cells.split_at_mut(self.columns[0]);
            each(left);
            each(
                rest.get_mut(self.columns[1] - self.columns[0]..)
                    .unwrap_or_default(),
            );
        }
    }
}

impl Cells {
    /// Moves a settled screen right and down and settles what comes in, exactly as if it had been
    /// cleared, traced and settled.
    ///
    /// `projection` and the ledger's sieve are those of the screen after the move, its counts and
    /// strays those before. Returns the cells that were on the screen and show another id now, where
    /// borders are unclear.
    pub fn shift(
        &mut self,
        size: [i32; 2],
        by: [i32; 2],
        net: &Net<'_>,
        projection: &Projection,
        ledger: &mut Ledger<'_>,
    ) -> Vec<usize> {
        let kept = Kept::new(size.map(|len| len as usize), by);
        if kept.is_empty() {
            with_cells!(self, cells => cells.fill(Cell::from_id(0)));
            ledger.counts.fill(0);
            Window::of_rows(size[0], [0, size[1]]).trace(self, net, projection);
            self.settle(kept.size[0], ledger);
            return Vec::new();
        }
        with_cells!(self, cells => {
            kept.before().around(cells, |gone| discount(gone, ledger.counts));
            shift_cells(cells, size[0], by);
            kept.around(cells, |came| came.fill(Cell::from_id(0)));
        });
        let strays = shift_strays(ledger.strays, &kept);
        let crossings = self.trace_around(&kept, &strays, net, projection);
        with_cells!(self, cells => {
            let mut settling = Settling { kept, cells, strays: &strays, crossings, ledger };
            settling.settle()
        })
    }

    /// Leaves the traces of all borders in the cells that are not kept. Where some are left of those
    /// that are, returns what crosses the first column kept, row by row.
    fn trace_around(
        &mut self,
        kept: &Kept,
        strays: &[Stray],
        net: &Net<'_>,
        projection: &Projection,
    ) -> Vec<u32> {
        let [width, height] = kept.size.map(|len| len as i32);
        let [columns, rows] = [kept.columns, kept.rows].map(|it| it.map(|at| at as i32));
        for rows in [[0, rows[0]], [rows[1], height]] {
            let window = Window {
                top: 0,
                ..Window::of_rows(width, rows)
            };
            window.trace(self, net, projection);
        }
        let part = |columns| Window {
            width,
            top: 0,
            columns,
            rows,
            gathers: false,
        };
        part([columns[1], width]).trace(self, net, projection);
        if columns[0] == 0 {
            return Vec::new();
        }
        let first = |row: usize| row * kept.size[0] + kept.columns[0];
        let rows = kept.rows[0]..kept.rows[1];
        let shown: Vec<u32> = rows
            .clone()
            .filter_map(|row| self.get(first(row)))
            .collect();
        rows.clone().for_each(|row| self.set(first(row), 0));
        part([0, columns[0] + 1]).trace(self, net, projection);
        let found = rows.zip(shown).map(|(row, shown)| {
            let (at, start) = (first(row), row * kept.size[0]);
            // Crossings beyond the edge are what is left of all of them.
            let strip = (start..=at).filter_map(|at| self.get(at));
            let beyond = strip.fold(state_at(strays, at, shown), |all, trace| all ^ trace);
            let crossing = self.get(at).unwrap_or(0);
            self.set(start, self.get(start).unwrap_or(0) ^ beyond);
            self.set(at, shown);
            crossing
        });
        found.collect()
    }
}

/// A screen whose kept part is settled and whose rest holds traces.
struct Settling<'a, 'b, C> {
    kept: Kept,
    cells: &'a mut [C],
    /// Strays of the kept part.
    strays: &'a [Stray],
    /// What crosses the first column kept, if others are left of it.
    crossings: Vec<u32>,
    ledger: &'a mut Ledger<'b>,
}

impl<C: Cell> Settling<'_, '_, C> {
    fn settle(&mut self) -> Vec<usize> {
        let width = self.kept.size[0];
        let mut changed = Vec::new();
        for row in 0..self.kept.size[1] {
            let range = row * width..(row + 1) * width;
            if row < self.kept.rows[0] || row >= self.kept.rows[1] {
                let cells = self.cells.get_mut(range).unwrap_or_default();
                Run::new(self.ledger, [width, row]).settle(cells, 0);
            } else {
                self.settle_row(row, &mut changed);
            }
        }
        changed
    }

    /// Settles what is left and right of the kept part of a row. What an unclear border shows depends
    /// on what is left of it; where that is something else than before, the whole row is settled anew.
    fn settle_row(&mut self, row: usize, changed: &mut Vec<usize>) {
        let [width, _] = self.kept.size;
        let [first, last] = self.kept.columns;
        let start = row * width;
        let mark = self.ledger.strays.len();
        let id = |cells: &[C], at: usize| cells.get(at).map_or(0, |cell| cell.id());
        let shown = id(self.cells, start + first);
        let state = state_at(self.strays, start + first, shown);
        let mut run = Run::new(self.ledger, [width, row]);
        let left = self.cells.get_mut(start..start + first).unwrap_or_default();
        run.settle(left, 0);
        let crosses = self.crossings.get(row - self.kept.rows[0]);
        let expected = if crosses == Some(&0) {
            run.shown
        } else {
            run.shown_at(state, first, run.shown)
        };
        let from = self
            .strays
            .partition_point(|it| (it.cells[0] as usize) < start);
        let strays = self.strays.get(from..).unwrap_or_default();
        let own = strays
            .iter()
            .take_while(|it| (it.cells[0] as usize) < start + width);
        self.ledger.strays.extend(own);
        let mut run = Run::new(self.ledger, [width, row]);
        run.shown = id(self.cells, start + last - 1);
        run.state = state_at(self.strays, start + last - 1, run.shown);
        let right = self.cells.get_mut(start + last..start + width);
        run.settle(right.unwrap_or_default(), last);
        if expected != shown {
            self.settle_anew(row, mark, changed);
        }
    }

    /// Takes a settled row, with its strays from `mark` on, back to traces and settles it again.
    fn settle_anew(&mut self, row: usize, mark: usize, changed: &mut Vec<usize>) {
        let width = self.kept.size[0];
        let start = row * width;
        let cells = self.cells.get_mut(start..start + width).unwrap_or_default();
        let before = cells.to_vec();
        discount(cells, self.ledger.counts);
        for stray in self.ledger.strays.drain(mark..) {
            let range = stray.cells[0] as usize - start..stray.cells[1] as usize - start;
            cells
                .get_mut(range)
                .unwrap_or_default()
                .fill(C::from_id(stray.state));
        }
        let mut state = C::default();
        for cell in &mut *cells {
            let trace = *cell ^ state;
            state = *cell;
            *cell = trace;
        }
        Run::new(self.ledger, [width, row]).settle(cells, 0);
        let both = cells.iter().zip(&before).enumerate();
        let other = both.filter(|(_, (now, before))| now != before);
        changed.extend(other.map(|(column, _)| start + column));
    }
}

/// Takes the pixels of cells that go out of the counts.
fn discount<C: Cell>(cells: &[C], counts: &mut [u32]) {
    for cell in cells {
        if let Some(count) = counts.get_mut(cell.id() as usize) {
            *count = count.saturating_sub(1);
        }
    }
}

/// What traces add up to in a settled cell.
fn state_at(strays: &[Stray], at: usize, shown: u32) -> u32 {
    let next = strays.partition_point(|it| it.cells[1] as usize <= at);
    let stray = strays.get(next).filter(|it| it.cells[0] as usize <= at);
    stray.map_or(shown, |it| it.state)
}

/// Moves strays along, as far as their cells are kept.
fn shift_strays(strays: &mut Vec<Stray>, kept: &Kept) -> Vec<Stray> {
    let (before, width) = (kept.before(), kept.size[0]);
    let moved = strays.drain(..).filter_map(|stray| {
        let [first, last] = stray.cells.map(|at| at as usize);
        let row = first / width;
        let columns = [
            (first - row * width).max(before.columns[0]),
            (last - row * width).min(before.columns[1]),
        ];
        if !(before.rows[0]..before.rows[1]).contains(&row) || columns[0] >= columns[1] {
            return None;
        }
        let start = row.wrapping_add_signed(kept.by[1] as isize) * width;
        let cell = |column: usize| (start + column.wrapping_add_signed(kept.by[0] as isize)) as u32;
        Some(Stray {
            cells: columns.map(cell),
            state: stray.state,
        })
    });
    moved.collect()
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
