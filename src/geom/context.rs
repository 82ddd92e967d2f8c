//! Land around the areas, which belongs to none of them.

use super::{Bounds, GridBox};
use crate::model::Borders;

/// Rings on a grid of their own; inside is what an odd number of them holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    rings: Borders,
    bounds: Bounds,
}

impl Context {
    /// Takes over rings; `None` if there are none.
    #[must_use]
    pub fn new(rings: &Borders) -> Option<Self> {
        let around = GridBox::around(&rings.points);
        if around.is_empty() {
            return None;
        }
        let map = |point: [i32; 2]| {
            [0, 1].map(|axis| rings.origin_m[axis] + f64::from(point[axis]) * rings.step_m)
        };
        Some(Self {
            bounds: Bounds {
                min_m: map(around.min),
                max_m: map(around.max),
            },
            rings: rings.clone(),
        })
    }

    /// The rings; each ends where it begins.
    pub fn rings(&self) -> impl Iterator<Item = &[[i32; 2]]> {
        self.rings.arcs()
    }

    /// Map coordinates of grid point (0, 0), and metres per grid step.
    #[must_use]
    pub fn grid(&self) -> ([f64; 2], f64) {
        (self.rings.origin_m, self.rings.step_m)
    }

    /// The box around all rings.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }
}
