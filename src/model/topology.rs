//! Outlines: each shared border once, on an integer grid, in bands of detail.

use super::LevelIx;

/// The points of one arc on the grid, from one node to the next.
pub type ArcPoints = Vec<[i32; 2]>;

/// Outline of one area: rings of signed arc references, outer rings and holes alike (even-odd).
///
/// Reference `r >= 0` is arc `r` forward; `r < 0` is arc `!r` backward. Empty: no outline.
pub type Outline = Vec<Vec<i32>>;

/// Outlines of an area system as one topology; neighbours share arcs and never gape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topology {
    /// Map coordinates of grid point (0, 0) in metres of the map plane, x to the east, y to the north.
    pub origin_m: [f64; 2],
    /// Metres per grid step.
    pub step_m: f64,
    /// How many bands have been merged in, at least 1.
    pub bands: u8,
    /// The arcs at the current detail.
    pub arcs: Vec<ArcPoints>,
    /// Per level: its first area and one outline per area.
    pub levels: Vec<(LevelIx, u32, Vec<Outline>)>,
}

/// A finer band: the points to put into each arc of the topology that holds all bands before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefineBand {
    /// Which band this is, from 1.
    pub band: u8,
    /// Per arc: (position in the *refined* arc, point), ascending; ends of arcs never change.
    pub inserts: Vec<Vec<(u32, [i32; 2])>>,
}

/// Who borders whom, and where a label goes, for one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The level.
    pub level: LevelIx,
    /// First area of the level.
    pub first_area: u32,
    /// Per area: its neighbours (shared border longer than nothing), positions in the bundle, ascending.
    pub lists: Vec<Vec<u32>>,
    /// Per area: a point well inside on the grid; `None` without outline.
    pub label_points: Vec<Option<[i32; 2]>>,
}
