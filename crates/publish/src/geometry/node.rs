//! Noding: after this, borders meet only in shared grid points.
//!
//! A vertex that lies on a border is put into it, and so is one that lies within the tolerance of
//! the border of somebody else (hanging nodes); borders that cross get the grid point nearest to the
//! crossing. This is repeated until nothing changes. Each split makes an edge shorter, so it ends.
//! An area's own narrow spits stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::bins::Bins;
use super::exact::{self, Point};
use super::grid::{Edges, toggle};

/// What noding had to change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repairs {
    /// Vertices put into a border they were not part of.
    pub welded: Vec<Point>,
    /// Crossings given a grid point of their own.
    pub crossings: Vec<Point>,
    /// The largest distance in steps that a border was moved.
    pub moved: f64,
    /// Records whose own borders crossed.
    pub knotted: BTreeSet<u32>,
}

/// Rounds after which the input counts as hopeless.
pub const MAX_ROUNDS: u32 = 32;

/// Nodes `edges` in place; `None` where crossings are left after [`MAX_ROUNDS`].
///
/// `tolerance` is in grid steps.
#[must_use]
pub fn node(edges: &mut Edges, tolerance: f64) -> Option<Repairs> {
    let mut repairs = Repairs::default();
    for _ in 0..MAX_ROUNDS {
        weld(edges, tolerance, &mut repairs);
        if !split_crossings(edges, &mut repairs) {
            return Some(repairs);
        }
    }
    None
}

/// Every vertex, ascending, with the records whose borders it is part of.
fn vertices(edges: &Edges) -> Vec<(Point, Vec<u32>)> {
    let mut vertices: BTreeMap<Point, Vec<u32>> = BTreeMap::new();
    for ((a, b), records) in edges {
        vertices.entry(*a).or_default().extend(records);
        vertices.entry(*b).or_default().extend(records);
    }
    vertices.into_iter().collect()
}

/// Puts near vertices into edges until every edge keeps its distance.
fn weld(edges: &mut Edges, tolerance: f64, repairs: &mut Repairs) {
    let vertices = vertices(edges);
    let mut bins = Bins::over(vertices.iter().map(|(point, _)| *point), vertices.len());
    for (id, (point, _)) in (0..).zip(&vertices) {
        bins.insert(id, *point, *point);
    }
    let near = Near {
        vertices,
        bins,
        tolerance,
    };
    let mut waiting: Vec<(Point, Point)> = edges.keys().copied().collect();
    while let Some((a, b)) = waiting.pop() {
        let Some(records) = edges.get(&(a, b)) else {
            continue;
        };
        let Some((distance, point)) = near.nearest_inside((a, b), records) else {
            continue;
        };
        let records = records.clone();
        edges.remove(&(a, b));
        repairs.welded.push(point);
        repairs.moved = repairs.moved.max(distance);
        for end in [a, b] {
            toggle(edges, end, point, &records);
            waiting.push((end.min(point), end.max(point)));
        }
    }
}

struct Near {
    vertices: Vec<(Point, Vec<u32>)>,
    bins: Bins,
    tolerance: f64,
}

impl Near {
    /// The vertex nearest to the edge that belongs on it and splits it into two shorter ones.
    fn nearest_inside(&self, (a, b): (Point, Point), records: &[u32]) -> Option<(f64, Point)> {
        let length2 = exact::distance2(a, b);
        let splits = |p: Point| {
            p != a && p != b && exact::distance2(a, p) < length2 && exact::distance2(b, p) < length2
        };
        let margin = self.tolerance.ceil() as i64;
        self.bins
            .near(a, b, margin)
            .filter_map(|id| self.vertices.get(id as usize))
            .filter(|(point, _)| splits(*point))
            .map(|(point, theirs)| (exact::distance_to_segment(*point, a, b), *point, theirs))
            .filter(|(distance, _, theirs)| {
                *distance == 0.0 || *distance <= self.tolerance && apart(records, theirs)
            })
            .map(|(distance, point, _)| (distance, point))
            .min_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)))
    }
}

/// Whether each side knows a record that the other does not: neighbours that fail to share.
fn apart(ours: &[u32], theirs: &[u32]) -> bool {
    let lacks = |a: &[u32], b: &[u32]| a.iter().any(|record| !b.contains(record));
    lacks(ours, theirs) && lacks(theirs, ours)
}

/// Gives each crossing its nearest grid point; whether there was any.
fn split_crossings(edges: &mut Edges, repairs: &mut Repairs) -> bool {
    let crossings = crossings(edges);
    for (first, second, point) in &crossings {
        repairs.crossings.push(*point);
        if let (Some(ours), Some(theirs)) = (edges.get(first), edges.get(second)) {
            let both = ours.iter().filter(|record| theirs.contains(record));
            repairs.knotted.extend(both);
        }
        for (a, b) in [first, second] {
            if point == a || point == b {
                continue;
            }
            // An edge crossed twice is already split; the next round finds its other crossing.
            let Some(records) = edges.remove(&(*a, *b)) else {
                continue;
            };
            repairs.moved = repairs
                .moved
                .max(exact::distance_to_segment(*point, *a, *b));
            toggle(edges, *a, *point, &records);
            toggle(edges, *point, *b, &records);
        }
    }
    !crossings.is_empty()
}

type Crossing = ((Point, Point), (Point, Point), Point);

fn crossings(edges: &Edges) -> Vec<Crossing> {
    let list: Vec<(Point, Point)> = edges.keys().copied().collect();
    let mut bins = Bins::over(list.iter().flat_map(|(a, b)| [*a, *b]), list.len());
    let mut found = Vec::new();
    for (id, (a, b)) in (0..).zip(&list) {
        let mut near: Vec<u32> = bins.near(*a, *b, 0).collect();
        near.sort_unstable();
        near.dedup();
        for (c, d) in near.iter().filter_map(|other| list.get(*other as usize)) {
            if exact::cross_properly(*a, *b, *c, *d) {
                found.push(((*a, *b), (*c, *d), crossing_point(*a, *b, *c, *d)));
            }
        }
        bins.insert(id, *a, *b);
    }
    found
}

fn crossing_point(a: Point, b: Point, c: Point, d: Point) -> Point {
    let (ab, cd) = (exact::vector(a, b), exact::vector(c, d));
    let t = exact::cross(exact::vector(a, c), cd) as f64 / exact::cross(ab, cd) as f64;
    [0, 1].map(|axis| (f64::from(a[axis]) + t * ab[axis] as f64).round() as i32)
}
