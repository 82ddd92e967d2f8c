//! Borders between areas, each once, bent into irregular lines.
//!
//! A side of a hexagon is halved again and again, each time with the middle moved across. How far is
//! a matter of the place alone, so both neighbours see the same line.

use teilraum_publish::geometry::arcs::{self, Arcs};
use teilraum_publish::geometry::exact::Point;
use teilraum_publish::geometry::owners::Border;

use crate::land::{Cell, Inner, Land};
use crate::noise;
use crate::plan::Plan;

/// How far the middle of a piece may move, by the piece's length. Less than what would let the
/// borders that meet in a corner cross.
const BEND: f64 = 0.13;
/// Distance of an inner outline from the middle of its hexagon, by the hexagon's width.
const INNER: [f64; 2] = [0.14, 0.26];

/// The arcs of the country; areas are counted from `first`.
#[must_use]
pub fn arcs(land: &Land, plan: &Plan, first: u32) -> Arcs {
    let mut borders: Vec<Border> = Vec::new();
    for cell in land.cells() {
        sides(land, cell, first, &mut borders);
    }
    for inner in &land.inner {
        ring(land, inner, first, &mut borders);
    }
    let mut arcs = arcs::string(&borders);
    for points in &mut arcs.points {
        *points = bent(points, plan);
    }
    arcs
}

/// Three of the six sides of a hexagon; its neighbours add the others.
fn sides(land: &Land, cell: Cell, first: u32, borders: &mut Vec<Border>) {
    let owner = |cell| land.owner(cell).map(|area| area + first);
    let (own, corners, around) = (owner(cell), Land::corners(cell), Land::around(cell));
    for side in 2..5 {
        let other = owner(around[side]);
        if own != other {
            borders.push(Border {
                a: land.point(corners[side]),
                b: land.point(corners[side + 1]),
                left: own,
                right: other,
            });
        }
    }
}

/// An outline of its own inside a hexagon.
fn ring(land: &Land, inner: &Inner, first: u32, borders: &mut Vec<Border>) {
    let corners = Land::corners(inner.cell).map(|corner| land.point(corner));
    let mean = |axis: usize| corners.iter().map(|p| f64::from(p[axis])).sum::<f64>() / 6.0;
    let middle = [mean(0), mean(1)];
    let spoke = |(at, corner): (usize, &Point)| {
        let [dx, dy] = [0, 1].map(|axis| f64::from(corner[axis]) - middle[axis]);
        let draw = noise::at(at as u64, i64::from(corner[0]), i64::from(corner[1]));
        let share = (INNER[0] + (INNER[1] - INNER[0]) * draw) * land.width / libm::hypot(dx, dy);
        [middle[0] + dx * share, middle[1] + dy * share].map(|value| value.round() as i32)
    };
    let points: Vec<Point> = corners.iter().enumerate().map(spoke).collect();
    let next = points.iter().cycle().skip(1);
    borders.extend(points.iter().zip(next).map(|(a, b)| Border {
        a: *a,
        b: *b,
        left: Some(inner.area + first),
        right: land.owner(inner.cell).map(|area| area + first),
    }));
}

/// A line with every piece bent.
fn bent(points: &[Point], plan: &Plan) -> Vec<Point> {
    let mut line: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        if let [a, b] = pair {
            let draw = noise::at(plan.seed ^ 9, sum(*a, *b, 0), sum(*a, *b, 1));
            let finer = draw * 16.0 < f64::from(plan.finer_of_16);
            let pieces = if finer { plan.pieces * 2 } else { plan.pieces };
            halve(*a, *b, pieces, plan.seed, &mut line);
            line.push(*b);
        }
    }
    line
}

fn sum(a: Point, b: Point, axis: usize) -> i64 {
    i64::from(a[axis]) + i64::from(b[axis])
}

/// Puts the points between `a` and `b` into `line`.
fn halve(a: Point, b: Point, pieces: u32, seed: u64, line: &mut Vec<Point>) {
    if pieces < 2 {
        return;
    }
    // The same whichever end comes first.
    let (low, high) = (a.min(b), a.max(b));
    let [dx, dy] = [0, 1].map(|axis| f64::from(high[axis]) - f64::from(low[axis]));
    let (x, y) = (sum(a, b, 0), sum(a, b, 1));
    let across = BEND * noise::around(seed ^ u64::from(pieces), x, y);
    let along = 0.5 + BEND * noise::around(seed ^ u64::from(pieces) ^ 0x100, x, y);
    let middle = [
        f64::from(low[0]) + dx * along - dy * across,
        f64::from(low[1]) + dy * along + dx * across,
    ]
    .map(|value| value.round() as i32);
    if middle == a || middle == b {
        return;
    }
    halve(a, middle, pieces / 2, seed, line);
    line.push(middle);
    halve(middle, b, pieces / 2, seed, line);
}
