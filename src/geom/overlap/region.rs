//! Areas as signed edges.

use crate::geom::GeomError;

/// Beyond this, products of coordinates could overflow.
const FARTHEST: f64 = 1e100;

/// A straight piece of a border, from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub start: [f64; 2],
    pub end: [f64; 2],
    /// 1 where the area lies below the edge, −1 where it lies above.
    pub sign: f64,
}

/// An area, possibly of several parts and with holes.
///
/// Rings may run either way and may repeat their first position at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// By left end; upright edges have nothing below them and are left out.
    edges: Vec<Edge>,
    min: [f64; 2],
    max: [f64; 2],
    area: f64,
}

impl Region {
    /// Of parts, each the outer ring followed by its holes.
    ///
    /// # Errors
    /// [`GeomError::NotFinite`] where a coordinate is no number, or beyond ±10¹⁰⁰.
    pub fn new(parts: &[Vec<Vec<[f64; 2]>>]) -> Result<Self, GeomError> {
        let mut region = Self::empty();
        let rings = parts
            .iter()
            .flat_map(|rings| rings.iter().enumerate().map(|(i, ring)| (ring, i > 0)));
        for (index, (ring, hole)) in rings.enumerate() {
            region.add(index, ring, hole)?;
        }
        Ok(region.finished())
    }

    /// Of rings in any order, where a ring within an odd number of others is a hole. Rings may
    /// touch but not cross.
    ///
    /// # Errors
    /// [`GeomError::NotFinite`] where a coordinate is no number, or beyond ±10¹⁰⁰.
    pub fn even_odd(rings: &[Vec<[f64; 2]>]) -> Result<Self, GeomError> {
        let mut region = Self::empty();
        for (index, ring) in rings.iter().enumerate() {
            let around = rings.iter().enumerate();
            let depth = around
                .filter(|(other, outer)| *other != index && lies_in(ring, outer, index > *other));
            let hole = depth.count() % 2 == 1;
            region.add(index, ring, hole)?;
        }
        Ok(region.finished())
    }

    /// Its area, in square units of the coordinates.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.area
    }

    /// Lower left corner of the bounding box.
    pub(super) fn min(&self) -> [f64; 2] {
        self.min
    }

    /// Upper right corner of the bounding box.
    pub(super) fn max(&self) -> [f64; 2] {
        self.max
    }

    pub(super) fn edges(&self) -> &[Edge] {
        &self.edges
    }

    fn empty() -> Self {
        Self {
            edges: Vec::new(),
            min: [f64::INFINITY; 2],
            max: [f64::NEG_INFINITY; 2],
            area: 0.0,
        }
    }

    fn add(&mut self, index: usize, ring: &[[f64; 2]], hole: bool) -> Result<(), GeomError> {
        let usable = |at: &[f64; 2]| at.iter().all(|v| v.is_finite() && v.abs() <= FARTHEST);
        if let Some(point) = ring.iter().position(|at| !usable(at)) {
            return Err(GeomError::NotFinite { ring: index, point });
        }
        for at in ring {
            self.min = [self.min[0].min(at[0]), self.min[1].min(at[1])];
            self.max = [self.max[0].max(at[0]), self.max[1].max(at[1])];
        }
        let turned = signed_area(ring);
        let size = if hole { -turned.abs() } else { turned.abs() };
        self.area += size;
        // Counter-clockwise, the lower edges run to the right.
        let rightward = if turned * size >= 0.0 { -1.0 } else { 1.0 };
        let edges = sides(ring).filter_map(|side| edge(side, rightward));
        self.edges.extend(edges);
        Ok(())
    }

    fn finished(mut self) -> Self {
        self.edges.sort_by(|a, b| a.start[0].total_cmp(&b.start[0]));
        self.area = self.area.max(0.0);
        self
    }
}

fn edge([from, to]: [[f64; 2]; 2], rightward: f64) -> Option<Edge> {
    let edge = |start, end, sign| Edge { start, end, sign };
    match from[0].total_cmp(&to[0]) {
        std::cmp::Ordering::Less => Some(edge(from, to, rightward)),
        std::cmp::Ordering::Greater => Some(edge(to, from, -rightward)),
        std::cmp::Ordering::Equal => None,
    }
}

/// The sides of a ring; one of length zero closes a ring that repeats its first position.
fn sides(ring: &[[f64; 2]]) -> impl Iterator<Item = [[f64; 2]; 2]> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(&from, &to)| [from, to])
}

/// Positive where the ring runs counter-clockwise; seen from its first position, so that distant
/// origins cost no digits.
fn signed_area(ring: &[[f64; 2]]) -> f64 {
    let Some(&[x, y]) = ring.first() else {
        return 0.0;
    };
    let cross = |[a, b]: [[f64; 2]; 2]| (a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y);
    0.5 * sides(ring).map(cross).sum::<f64>()
}

/// Whether a ring lies within another. One that covers it exactly counts as within if `same`.
fn lies_in(ring: &[[f64; 2]], outer: &[[f64; 2]], same: bool) -> bool {
    let middle = |[a, b]: [[f64; 2]; 2]| [0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1])];
    let probes = ring.iter().copied().chain(sides(ring).map(middle));
    let mut answers = probes.filter_map(|at| encloses(outer, at));
    answers.next().unwrap_or(same)
}

/// Whether a position lies within a ring; `None` on its border.
fn encloses(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> Option<bool> {
    let mut within = false;
    for [a, b] in sides(ring) {
        let cross = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
        let beside = x < a[0].min(b[0]) || x > a[0].max(b[0]);
        let apart = y < a[1].min(b[1]) || y > a[1].max(b[1]);
        if cross == 0.0 && !beside && !apart {
            return None;
        }
        if (a[1] > y) != (b[1] > y) && (cross > 0.0) == (b[1] > a[1]) {
            within = !within;
        }
    }
    Some(within)
}
