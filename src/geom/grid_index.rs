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
    /// Not numbers where there is none: a million may be kept.
    points: Vec<[f64; 2]>,
}

/// No point.
const NOWHERE: [f64; 2] = [f64::NAN; 2];

impl GridIndex {
    /// Indexes `points`; `None` and points that are not finite are never found.
    #[must_use]
    pub fn new(points: impl IntoIterator<Item = Option<[f64; 2]>>) -> Self {
        let is_finite = |point: &[f64; 2]| point[0].is_finite() && point[1].is_finite();
        let points = points.into_iter();
        let points: Vec<_> = points
            .map(|point| point.filter(is_finite).unwrap_or(NOWHERE))
            .collect();
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        let mut count = 0;
        for point in points.iter().filter(|point| !point[0].is_nan()) {
            low = [low[0].min(point[0]), low[1].min(point[1])];
            high = [high[0].max(point[0]), high[1].max(point[1])];
            count += 1;
        }
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
        let mut next = vec![0_u32; self.columns * self.rows + 1];
        for cell in self.points.iter().filter_map(|point| self.cell_of(*point)) {
            next[cell + 1] += 1;
        }
        for cell in 1..next.len() {
            next[cell] += next[cell - 1];
        }
        self.ends = next.get(1..).unwrap_or_default().to_vec();
        self.entries = vec![0; self.ends.last().map_or(0, |end| *end as usize)];
        for (number, point) in self.points.iter().enumerate() {
            if let Some(cell) = self.cell_of(*point) {
                self.entries[next[cell] as usize] = number as u32;
                next[cell] += 1;
            }
        }
    }

    fn place(&self, value: f64, axis: usize, limit: usize) -> usize {
        (((value - self.low[axis]) / self.cell) as usize).min(limit.saturating_sub(1))
    }

    fn cell_of(&self, point: [f64; 2]) -> Option<usize> {
        let [column, row] = [(0, self.columns), (1, self.rows)]
            .map(|(axis, limit)| self.place(point[axis], axis, limit));
        (!point[0].is_nan()).then_some(row * self.columns + column)
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
                let Some(point) = self.points.get(number as usize).copied() else {
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
