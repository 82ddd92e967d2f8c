//! A point well inside an outline.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{GridBox, Outlines};

/// Finds the point of an area farthest from its border, to within 2 % of the area's size.
///
/// Squares that could hold a better point are quartered, the most promising first. Holes and
/// further parts count; the point lies in the roomiest part. `None` without outline.
///
/// # Units
/// Grid steps: the grid point around the place found that lies farthest inside. An area without a
/// grid point inside has it beside.
///
/// # References
/// Garcia-Castellanos & Lombardo (2007), "Poles of inaccessibility", Scottish Geographical
/// Journal 123(3), define the point; the search is branch and bound over squares.
#[must_use]
pub fn label_point(outlines: &Outlines, id: u32) -> Option<[i32; 2]> {
    let bounds = *outlines.boxes().get(id as usize)?;
    if bounds.is_empty() {
        return None;
    }
    let edges = edges(outlines, id);
    Some(on_grid(search(&edges, bounds).center, &edges))
}

/// Of the four grid points around a place, the one with the most room.
fn on_grid(center: [f64; 2], edges: &[Edge]) -> [i32; 2] {
    let low = center.map(libm::floor);
    let corners = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]];
    let corners = corners.map(|[x, y]| Square::new([low[0] + x, low[1] + y], 0.0, edges));
    let best = corners.into_iter().max();
    best.map_or(low, |square| square.center)
        .map(|value| value as i32)
}

/// A border segment, as floats.
type Edge = [[f64; 2]; 2];

/// A square that may hold the point.
#[derive(Clone, Copy)]
struct Square {
    center: [f64; 2],
    half: f64,
    /// Distance of the center from the border, negative outside.
    room: f64,
}

impl Square {
    fn new(center: [f64; 2], half: f64, edges: &[Edge]) -> Self {
        let room = signed_distance(center, edges);
        Self { center, half, room }
    }

    /// No point of the square has more room than this.
    fn promise(&self) -> f64 {
        self.room + self.half * std::f64::consts::SQRT_2
    }

    fn quarters(&self, edges: &[Edge]) -> [Self; 4] {
        let half = self.half / 2.0;
        [[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]].map(|[x, y]| {
            let center = [self.center[0] + x * half, self.center[1] + y * half];
            Self::new(center, half, edges)
        })
    }
}

impl PartialEq for Square {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Square {}

impl PartialOrd for Square {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Square {
    fn cmp(&self, other: &Self) -> Ordering {
        self.promise()
            .total_cmp(&other.promise())
            .then_with(|| other.center[0].total_cmp(&self.center[0]))
            .then_with(|| other.center[1].total_cmp(&self.center[1]))
    }
}

fn edges(outlines: &Outlines, id: u32) -> Vec<Edge> {
    let mut edges = Vec::new();
    for ring in outlines.rings(id) {
        let points = outlines.ring_points(ring);
        let next = points.iter().cycle().skip(1);
        edges.extend(
            points
                .iter()
                .zip(next)
                .map(|(a, b)| [a, b].map(|point| point.map(f64::from))),
        );
    }
    edges
}

fn search(edges: &[Edge], bounds: GridBox) -> Square {
    let low = bounds.min.map(f64::from);
    let size = [
        f64::from(bounds.max[0]) - low[0],
        f64::from(bounds.max[1]) - low[1],
    ];
    let half = (size[0].min(size[1]) / 2.0).max(0.5);
    let precision = (size[0].max(size[1]) * 0.02).max(0.5);
    let middle = [low[0] + size[0] / 2.0, low[1] + size[1] / 2.0];
    let mut best = Square::new(middle, 0.0, edges);
    let mut queue = BinaryHeap::new();
    // A long strip is covered by at most 64 squares of a larger size.
    let half = half.max(size[0].max(size[1]) / 128.0);
    for column in 0..squares(size[0], half) {
        for row in 0..squares(size[1], half) {
            let steps = [column, row].map(|at| f64::from(2 * at + 1) * half);
            let center = [low[0] + steps[0], low[1] + steps[1]];
            queue.push(Square::new(center, half, edges));
        }
    }
    while let Some(square) = queue.pop() {
        if square.room > best.room {
            best = square;
        }
        if square.promise() - best.room <= precision && best.room > 0.0 || square.half < 0.25 {
            break;
        }
        queue.extend(square.quarters(edges));
    }
    best
}

/// How many squares cover a length.
fn squares(length: f64, half: f64) -> u32 {
    ((length / (2.0 * half)) as u32).saturating_add(1).min(65)
}

/// Distance from the nearest border, positive inside by the even-odd rule.
fn signed_distance(point: [f64; 2], edges: &[Edge]) -> f64 {
    let mut inside = false;
    let mut nearest = f64::INFINITY;
    for [a, b] in edges {
        if (a[1] > point[1]) != (b[1] > point[1]) {
            let along = (point[1] - a[1]) / (b[1] - a[1]);
            inside ^= point[0] < a[0] + along * (b[0] - a[0]);
        }
        nearest = nearest.min(squared_distance(point, *a, *b));
    }
    let distance = nearest.sqrt();
    if inside { distance } else { -distance }
}

fn squared_distance(point: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let along = [b[0] - a[0], b[1] - a[1]];
    let to = [point[0] - a[0], point[1] - a[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length > 0.0 {
        ((to[0] * along[0] + to[1] * along[1]) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let off = [to[0] - share * along[0], to[1] - share * along[1]];
    off[0] * off[0] + off[1] * off[1]
}
