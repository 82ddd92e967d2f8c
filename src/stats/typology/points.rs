//! Rows of numbers and the centers among them.

use crate::stats::similar::Profiles;

/// Profiles rounded so that sums over any of them are exact, in any order.
///
/// A sum of z-scores over any areas is at most n, so that multiples of 2^(⌈log₂ n⌉ − 51) add up
/// without rounding. Moving an area from one center to another then gives, bit for bit, what adding
/// up all areas anew would give. The step is below 10⁻¹¹ for 11,000 areas.
#[derive(Clone, Debug)]
pub(super) struct Points {
    values: Vec<f64>,
    pub dimensions: usize,
    pub count: usize,
}

impl Points {
    pub fn new(profiles: &Profiles) -> Self {
        let steps = profiles.count().next_power_of_two() as f64;
        let per_unit = (1_u64 << 51) as f64 / steps;
        let round = |value: &f64| libm::rint(value * per_unit) / per_unit;
        Self {
            values: profiles.rows().flatten().map(round).collect(),
            dimensions: profiles.dimensions(),
            count: profiles.count(),
        }
    }

    pub fn row(&self, at: usize) -> &[f64] {
        let from = at * self.dimensions;
        &self.values[from..from + self.dimensions]
    }

    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(self.dimensions)
    }
}

/// The squared distance of two rows.
pub(super) fn squared(one: &[f64], other: &[f64]) -> f64 {
    let square = |(a, b): (&f64, &f64)| (a - b) * (a - b);
    one.iter().zip(other).map(square).sum()
}

/// Centers side by side in fours, so that one row meets four at a time.
#[derive(Clone, Debug)]
pub(super) struct Centers {
    /// For each four of centers one entry per dimension; the last four are filled up with centers
    /// infinitely far away.
    fours: Vec<[f64; 4]>,
    /// The same, center after center.
    rows: Vec<f64>,
    dimensions: usize,
    pub count: usize,
}

/// The center next to a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Nearest {
    /// Which one, the first of several.
    pub center: usize,
    /// Its squared distance.
    pub square: f64,
    /// The squared distance of the next one; infinite if there is only one.
    pub second: f64,
}

impl Centers {
    pub fn new(count: usize, dimensions: usize) -> Self {
        Self {
            fours: vec![[f64::INFINITY; 4]; count.div_ceil(4) * dimensions],
            rows: vec![0.0; count * dimensions],
            dimensions,
            count,
        }
    }

    pub fn set(&mut self, center: usize, row: &[f64]) {
        let from = center / 4 * self.dimensions;
        for (four, value) in self.fours[from..].iter_mut().zip(row) {
            four[center % 4] = *value;
        }
        let from = center * self.dimensions;
        self.rows[from..from + self.dimensions].copy_from_slice(row);
    }

    /// The coordinates of a center.
    pub fn row(&self, center: usize) -> &[f64] {
        let from = center * self.dimensions;
        &self.rows[from..from + self.dimensions]
    }

    /// The squared distance of a row from a center.
    pub fn squared(&self, row: &[f64], center: usize) -> f64 {
        squared(row, self.row(center))
    }

    pub fn nearest(&self, row: &[f64]) -> Nearest {
        let mut best = Nearest {
            center: 0,
            square: f64::INFINITY,
            second: f64::INFINITY,
        };
        let fours = self.fours.chunks_exact(self.dimensions);
        for (four, columns) in fours.enumerate() {
            let mut squares = [0.0; 4];
            for (value, column) in row.iter().zip(columns) {
                for (square, center) in squares.iter_mut().zip(column) {
                    *square += (value - center) * (value - center);
                }
            }
            for (lane, square) in squares.into_iter().enumerate() {
                // Written without a branch: which center is nearest follows no pattern.
                let nearer = square < best.square;
                let farther = if nearer { best.square } else { square };
                best.center = if nearer { 4 * four + lane } else { best.center };
                best.square = if nearer { square } else { best.square };
                best.second = if farther < best.second {
                    farther
                } else {
                    best.second
                };
            }
        }
        best
    }
}
