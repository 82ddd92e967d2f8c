//! A uniform grid of buckets over points and edges, so that neighbours are found without a scan.

use super::exact::Point;

/// Buckets of identifiers by place.
pub struct Bins {
    low: Point,
    size: i64,
    columns: i64,
    rows: i64,
    buckets: Vec<Vec<u32>>,
}

impl Bins {
    /// Empty buckets over the bounds of `points`, about one bucket for two of `count` things.
    #[must_use]
    pub fn over(points: impl Iterator<Item = Point>, count: usize) -> Self {
        let (mut low, mut high) = ([i32::MAX; 2], [i32::MIN; 2]);
        for point in points {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        if low[0] > high[0] {
            (low, high) = ([0; 2], [0; 2]);
        }
        let [width, height] = [0, 1].map(|axis| i64::from(high[axis]) - i64::from(low[axis]) + 1);
        let per_bucket = (width as f64 * height as f64 * 2.0 / count.max(1) as f64).sqrt();
        // The second bound keeps long thin maps from having more buckets than things.
        let size = (per_bucket.ceil() as i64).max(width.max(height) / count.max(1) as i64 + 1);
        let (columns, rows) = (width / size + 1, height / size + 1);
        let buckets = vec![Vec::new(); (columns * rows) as usize];
        Self {
            low,
            size,
            columns,
            rows,
            buckets,
        }
    }

    /// Puts `id` into every bucket that the box from `a` to `b` touches.
    pub fn insert(&mut self, id: u32, a: Point, b: Point) {
        for at in self.touched(a, b, 0) {
            if let Some(bucket) = self.buckets.get_mut(at) {
                bucket.push(id);
            }
        }
    }

    /// Takes `id` out of the bucket of the point `at`.
    pub fn remove(&mut self, id: u32, at: Point) {
        for bucket in self.touched(at, at, 0) {
            if let Some(bucket) = self.buckets.get_mut(bucket) {
                bucket.retain(|other| *other != id);
            }
        }
    }

    /// Every identifier in the buckets that the box from `a` to `b`, widened by `margin`, touches;
    /// one that lies in several comes several times.
    pub fn near(&self, a: Point, b: Point, margin: i64) -> impl Iterator<Item = u32> + '_ {
        self.touched(a, b, margin)
            .filter_map(|at| self.buckets.get(at))
            .flatten()
            .copied()
    }

    fn touched(&self, a: Point, b: Point, margin: i64) -> impl Iterator<Item = usize> + use<> {
        let cell = |axis: usize, coordinate: i64, count: i64| {
            let offset = coordinate - i64::from(self.low[axis]);
            offset.div_euclid(self.size).clamp(0, count - 1)
        };
        let span = |axis: usize, count: i64| {
            let (a, b) = (i64::from(a[axis]), i64::from(b[axis]));
            cell(axis, a.min(b) - margin, count)..=cell(axis, a.max(b) + margin, count)
        };
        let (columns, across) = (self.columns, span(0, self.columns));
        span(1, self.rows).flat_map(move |row| {
            across
                .clone()
                .map(move |column| (row * columns + column) as usize)
        })
    }
}
