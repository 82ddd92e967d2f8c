//! Boxes around outlines in map metres.

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
