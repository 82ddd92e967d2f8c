//! The point next to a position, without looking at all of them.

/// Points in a grid of square cells, about one point to a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridIndex {
    low: [f64; 2],
    cell: f64,
    columns: usize,
    rows: usize,
    /// Per cell: one-past-last entry.
    ends: Vec<u32>,
    /// Point numbers, cell by cell.
    entries: Vec<u32>,
    points: Vec<Option<[f64; 2]>>,
}

impl GridIndex {
    /// Indexes `points`; `None` and points that are not finite are never found.
    #[must_use]
    pub fn new(points: Vec<Option<[f64; 2]>>) -> Self {
        let finite =
            |point: &Option<[f64; 2]>| point.filter(|p| p[0].is_finite() && p[1].is_finite());
        let points: Vec<_> = points.iter().map(finite).collect();
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for point in points.iter().flatten() {
            low = [low[0].min(point[0]), low[1].min(point[1])];
            high = [high[0].max(point[0]), high[1].max(point[1])];
        }
        let count = points.iter().flatten().count();
        if count == 0 {
            return Self {
                points,
                ..Self::default()
            };
        }
        let [width, height] = [high[0] - low[0], high[1] - low[1]];
        let cell = (width * height / count as f64)
            .sqrt()
            .max(width.max(height) / 1024.0)
            .max(f64::MIN_POSITIVE);
        let mut index = Self {
            low,
            cell,
            columns: (width / cell) as usize + 1,
            rows: (height / cell) as usize + 1,
            ends: Vec::new(),
            entries: Vec::new(),
            points,
        };
        index.sort();
        index
    }

    /// Counting sort of the points by cell.
    fn sort(&mut self) {
        let cells: Vec<_> = self
            .points
            .iter()
            .map(|p| p.map(|p| self.cell_of(p)))
            .collect();
        let mut counts = vec![0_u32; self.columns * self.rows + 1];
        for &cell in cells.iter().flatten() {
            counts[cell + 1] += 1;
        }
        for cell in 1..counts.len() {
            counts[cell] += counts[cell - 1];
        }
        let mut next = counts.clone();
        self.entries = vec![0; cells.iter().flatten().count()];
        for (number, &cell) in cells.iter().enumerate() {
            if let Some(cell) = cell {
                self.entries[next[cell] as usize] = number as u32;
                next[cell] += 1;
            }
        }
        self.ends = counts.split_off(1);
    }

    fn place(&self, value: f64, axis: usize, limit: usize) -> usize {
        (((value - self.low[axis]) / self.cell) as usize).min(limit.saturating_sub(1))
    }

    fn cell_of(&self, point: [f64; 2]) -> usize {
        self.place(point[1], 1, self.rows) * self.columns + self.place(point[0], 0, self.columns)
    }

    /// The nearest point with both distances at most `reach` that `accept` lets through.
    ///
    /// Among points equally near the one with the smallest number wins.
    pub fn nearest(
        &self,
        at: [f64; 2],
        reach: f64,
        mut accept: impl FnMut(u32) -> bool,
    ) -> Option<u32> {
        if self.entries.is_empty() || reach.is_nan() || reach < 0.0 {
            return None;
        }
        let columns = [at[0] - reach, at[0] + reach].map(|x| self.place(x, 0, self.columns));
        let rows = [at[1] - reach, at[1] + reach].map(|y| self.place(y, 1, self.rows));
        let mut best: Option<(f64, u32)> = None;
        for row in rows[0]..=rows[1] {
            for &number in self.row_entries(row, columns) {
                let Some(point) = self.points.get(number as usize).copied().flatten() else {
                    continue;
                };
                let off = [point[0] - at[0], point[1] - at[1]];
                let key = (off[0] * off[0] + off[1] * off[1], number);
                let near = off[0].abs() <= reach && off[1].abs() <= reach;
                if near && best.is_none_or(|best| key < best) && accept(number) {
                    best = Some(key);
                }
            }
        }
        best.map(|(_, number)| number)
    }

    /// Entries of a row of cells from one column to another.
    fn row_entries(&self, row: usize, columns: [usize; 2]) -> &[u32] {
        let first = row * self.columns + columns[0];
        let start = first.checked_sub(1).and_then(|cell| self.ends.get(cell));
        let end = self.ends.get(row * self.columns + columns[1]);
        let range = start.copied().unwrap_or(0) as usize..end.copied().unwrap_or(0) as usize;
        self.entries.get(range).unwrap_or_default()
    }
}
