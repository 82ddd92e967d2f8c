//! Boxes around outlines, on the grid and in map metres.

/// A box on the grid, both corners inside. Empty while `min > max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridBox {
    /// South-west corner.
    pub min: [i32; 2],
    /// North-east corner.
    pub max: [i32; 2],
}

impl GridBox {
    /// The box around nothing.
    pub const EMPTY: Self = Self {
        min: [i32::MAX; 2],
        max: [i32::MIN; 2],
    };

    /// The smallest box around `points`.
    #[must_use]
    pub fn around(points: &[[i32; 2]]) -> Self {
        points
            .iter()
            .fold(Self::EMPTY, |all, &point| all.with_point(point))
    }

    /// Whether it holds no point.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.min[0] > self.max[0] || self.min[1] > self.max[1]
    }

    /// The smallest box around this one and `point`.
    #[must_use]
    pub fn with_point(self, point: [i32; 2]) -> Self {
        Self {
            min: [self.min[0].min(point[0]), self.min[1].min(point[1])],
            max: [self.max[0].max(point[0]), self.max[1].max(point[1])],
        }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: [self.min[0].min(other.min[0]), self.min[1].min(other.min[1])],
            max: [self.max[0].max(other.max[0]), self.max[1].max(other.max[1])],
        }
    }

    /// The grid point nearest to its middle; (0, 0) if empty.
    #[must_use]
    pub fn middle(&self) -> [i32; 2] {
        if self.is_empty() {
            return [0, 0];
        }
        let mid = |low: i32, high: i32| ((i64::from(low) + i64::from(high)) / 2) as i32;
        [mid(self.min[0], self.max[0]), mid(self.min[1], self.max[1])]
    }
}

/// A box in metres of the map plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// South-west corner.
    pub min_m: [f64; 2],
    /// North-east corner.
    pub max_m: [f64; 2],
}

impl Bounds {
    /// Width and height in metres.
    #[must_use]
    pub fn size_m(&self) -> [f64; 2] {
        [self.max_m[0] - self.min_m[0], self.max_m[1] - self.min_m[1]]
    }

    /// The middle.
    #[must_use]
    pub fn center_m(&self) -> [f64; 2] {
        [
            (self.min_m[0] + self.max_m[0]) / 2.0,
            (self.min_m[1] + self.max_m[1]) / 2.0,
        ]
    }
}
