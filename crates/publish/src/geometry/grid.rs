//! The grid of the map plane, and the edges of all records on it.

use std::collections::BTreeMap;

use super::error::GeometryError;
use super::exact::{LIMIT, Point};
use super::layer::Record;

/// Grid points stand at whole multiples of the step, whatever the data: a republished part of a map
/// falls on the same points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Map coordinates of grid point (0, 0) in metres.
    pub origin_m: [f64; 2],
    /// Metres per step.
    pub step_m: f64,
}

/// Undirected edges, lower end first, with the records (positions) they bound, ascending.
pub type Edges = BTreeMap<(Point, Point), Vec<u32>>;

impl Grid {
    /// The grid whose point (0, 0) is the lower left corner of all `records`.
    ///
    /// # Errors
    /// [`GeometryError::Setting`] where the step is too fine for the extent.
    pub fn around(records: &[Record], step_m: f64, system: &str) -> Result<Self, GeometryError> {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in records.iter().flat_map(|r| &r.rings).flatten() {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        let origin_m = low.map(|m| {
            if m.is_finite() {
                (m / step_m).floor() * step_m
            } else {
                0.0
            }
        });
        let extent_m = (high[0] - low[0]).max(high[1] - low[1]);
        if extent_m / step_m >= f64::from(LIMIT - 2) {
            return Err(GeometryError::Setting {
                system: system.to_owned(),
                setting: "step_m".to_owned(),
                expected: format!("at most {LIMIT} steps across {extent_m} m"),
                found: step_m.to_string(),
            });
        }
        Ok(Self { origin_m, step_m })
    }

    /// Grid steps from the origin, not rounded.
    #[must_use]
    pub fn steps(&self, point: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|axis| (point[axis] - self.origin_m[axis]) / self.step_m)
    }

    /// The nearest grid point.
    #[must_use]
    pub fn snap(&self, point: [f64; 2]) -> Point {
        self.steps(point).map(|steps| steps.round() as i32)
    }

    /// Map coordinates in metres.
    #[must_use]
    pub fn metres(&self, point: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|axis| self.origin_m[axis] + point[axis] * self.step_m)
    }

    /// Square metres of twice an area in grid steps.
    #[must_use]
    pub fn square_metres(&self, area2: i128) -> f64 {
        area2 as f64 / 2.0 * self.step_m * self.step_m
    }
}

/// All rings as edges on the grid.
///
/// An edge that a record walks twice, there and back or between two of its parts, bounds nothing
/// and vanishes; so do rings that shrink to nothing.
#[must_use]
pub fn snap_rings(records: &[Record], grid: &Grid) -> Edges {
    let mut edges = Edges::new();
    for (position, record) in (0..).zip(records) {
        for ring in &record.rings {
            let mut last = ring.last().map(|point| grid.snap(*point));
            for point in ring {
                let point = grid.snap(*point);
                if let Some(last) = last.replace(point) {
                    toggle(&mut edges, last, point, &[position]);
                }
            }
        }
    }
    edges
}

/// Adds an edge for `records`, taking away those it already bounds.
pub fn toggle(edges: &mut Edges, a: Point, b: Point, records: &[u32]) {
    if a == b {
        return;
    }
    let key = (a.min(b), a.max(b));
    let held = edges.entry(key).or_default();
    for record in records {
        match held.binary_search(record) {
            Ok(at) => {
                held.remove(at);
            }
            Err(at) => held.insert(at, *record),
        }
    }
    if held.is_empty() {
        edges.remove(&key);
    }
}
