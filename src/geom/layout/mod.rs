//! Tiles and circles in the place of outlines, for areas too small to be seen.
//!
//! [`Tiles`] gives each area a hexagon, [`Circles`] a circle of a given size; both are jobs, and both
//! end in a [`Layout`]: borders like any published ones, so that painter, hit test, names, marks and
//! pictures need not know what they draw. Nothing is drawn at random: the same outlines give the same
//! layout.

mod adjacency;
mod circles;
mod land;
mod swaps;
#[cfg(test)]
mod tests;
mod tiles;

pub use circles::Circles;
pub use tiles::Tiles;

use std::sync::Arc as Shared;

use super::{GeomError, Outlines};
use crate::model::{AreaIx, Borders, LevelBorders, Neighbours};

/// Shapes in the place of outlines.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Their borders; shared ones once.
    pub borders: Borders,
    /// Who lies beside whom, and the middle of each.
    pub neighbours: Neighbours,
}

impl Layout {
    /// The borders as outlines, with the middles of the shapes as label points.
    ///
    /// # Errors
    /// As [`Outlines::of`].
    pub fn outlines(&self, parents: &[Option<AreaIx>]) -> Result<Outlines, GeomError> {
        let mut outlines = Outlines::of(&self.borders, self.neighbours.level, parents)?;
        outlines.set_labels(&self.neighbours);
        Ok(outlines)
    }
}

/// The length of a vector, the same on every platform.
#[must_use]
pub fn length([x, y]: [f64; 2]) -> f64 {
    (x * x + y * y).sqrt()
}

/// Where an area's shape is to be, in metres; `None` without outline.
fn places(outlines: &Outlines) -> Vec<Option<[f64; 2]>> {
    let map_m = |label: &Option<[i32; 2]>| label.map(|at| outlines.map_from_grid(at));
    outlines.labels().iter().map(map_m).collect()
}

/// Collects rings of straight pieces.
struct Drawing {
    points: Vec<[i32; 2]>,
    arc_ends: Vec<u32>,
    level: LevelBorders,
    middles: Vec<Option<[i32; 2]>>,
}

impl Drawing {
    fn new(of: &Outlines) -> Self {
        Self {
            points: Vec::new(),
            arc_ends: Vec::new(),
            level: LevelBorders {
                level: of.level(),
                first_area: of.first_area(),
                ..LevelBorders::default()
            },
            middles: Vec::with_capacity(of.count()),
        }
    }

    /// Adds an arc and returns a reference to it.
    fn arc(&mut self, points: impl IntoIterator<Item = [i32; 2]>) -> i32 {
        self.points.extend(points);
        self.arc_ends.push(self.points.len() as u32);
        self.arc_ends.len() as i32 - 1
    }

    /// Ends an area of one ring, or of none.
    fn area(&mut self, ring: &[i32], middle: Option<[i32; 2]>) {
        if !ring.is_empty() {
            self.level.refs.extend_from_slice(ring);
            self.level.ring_ends.push(self.level.refs.len() as u32);
        }
        self.level.area_ends.push(self.level.ring_ends.len() as u32);
        self.middles.push(middle);
    }

    fn finish(self, origin_m: [f64; 2], step_m: f64, lists: Vec<Vec<u32>>) -> Layout {
        Layout {
            neighbours: Neighbours {
                level: self.level.level,
                first_area: self.level.first_area,
                lists,
                label_points: self.middles,
            },
            borders: Borders {
                origin_m,
                step_m,
                bands: 1,
                points: Shared::new(self.points),
                arc_ends: self.arc_ends,
                levels: vec![self.level],
            },
        }
    }
}
