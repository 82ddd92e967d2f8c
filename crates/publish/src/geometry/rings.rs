//! Rings: an area's borders closed into signed arc references, interior to the left.
//!
//! Outer rings run counter-clockwise, holes clockwise. A ring never touches itself: where it would,
//! it is cut in two. Levels differ only in who owns what, so parents use their children's arcs.

use std::collections::BTreeMap;

use teilraum::model::{ArcPoints, Outline};

use super::arcs::Arcs;
use super::exact::{self, Point};
use super::owners::Owner;

/// Outlines of the areas in `range` (positions in the bundle), where `owner` says to which of them
/// an area of the finest level belongs.
#[must_use]
pub fn outlines(
    arcs: &Arcs,
    range: std::ops::Range<u32>,
    owner: &dyn Fn(Owner) -> Option<Owner>,
) -> Vec<Outline> {
    let mut borders: BTreeMap<Owner, Vec<i32>> = BTreeMap::new();
    for (at, sides) in (0_i32..).zip(&arcs.sides) {
        let [left, right] = sides.map(|side| side.and_then(owner));
        if left == right {
            continue;
        }
        for (area, reference) in [(left, at), (right, !at)] {
            if let Some(area) = area {
                borders.entry(area).or_default().push(reference);
            }
        }
    }
    let points = &arcs.points;
    range
        .map(|area| {
            borders
                .get(&area)
                .map_or_else(Vec::new, |list| close(points, list))
        })
        .collect()
}

/// The points of a signed reference, in its direction.
pub fn directed(arcs: &[ArcPoints], reference: i32) -> impl Iterator<Item = Point> + '_ {
    let backward = reference < 0;
    let at = if backward { !reference } else { reference };
    let points = arcs.get(at as usize).map_or(&[][..], Vec::as_slice);
    let count = points.len();
    (0..count).filter_map(move |i| {
        points
            .get(if backward { count - 1 - i } else { i })
            .copied()
    })
}

/// The points of a ring, first and last the same.
#[must_use]
pub fn ring_points(arcs: &[ArcPoints], ring: &[i32]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for reference in ring {
        let joined = usize::from(!points.is_empty());
        points.extend(directed(arcs, *reference).skip(joined));
    }
    points
}

/// Twice the signed area of a ring in grid steps; negative for a hole.
#[must_use]
pub fn ring_area2(arcs: &[ArcPoints], ring: &[i32]) -> i128 {
    exact::area2(ring_points(arcs, ring))
}

/// Closes an area's references into rings, the largest first.
fn close(arcs: &[ArcPoints], references: &[i32]) -> Outline {
    let mut leaving: BTreeMap<Point, Vec<i32>> = BTreeMap::new();
    for reference in references {
        if let Some(start) = directed(arcs, *reference).next() {
            leaving.entry(start).or_default().push(*reference);
        }
    }
    let mut rings = Vec::new();
    for first in references {
        let walked = walk(arcs, *first, &mut leaving);
        rings.extend(cut_where_touching(arcs, &walked));
    }
    let mut ranked: Vec<(i128, Vec<i32>)> = rings
        .into_iter()
        .map(|ring| (ring_area2(arcs, &ring).abs(), starting_lowest(ring)))
        .collect();
    ranked.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
    ranked.into_iter().map(|(_, ring)| ring).collect()
}

/// Follows the area's border from `first` until it closes; empty where `first` is already used.
fn walk(arcs: &[ArcPoints], first: i32, leaving: &mut BTreeMap<Point, Vec<i32>>) -> Vec<i32> {
    let mut ring = Vec::new();
    let mut reference = first;
    while let Some(start) = directed(arcs, reference).next() {
        let Some(fan) = leaving.get_mut(&start) else {
            break;
        };
        let Some(at) = fan.iter().position(|other| *other == reference) else {
            break;
        };
        fan.remove(at);
        ring.push(reference);
        match leave(arcs, reference, leaving) {
            Some(next) => reference = next,
            None => break,
        }
    }
    ring
}

/// The reference that follows at the end of `arriving`: the next one clockwise, which keeps the
/// same piece of the interior to the left.
fn leave(arcs: &[ArcPoints], arriving: i32, leaving: &BTreeMap<Point, Vec<i32>>) -> Option<i32> {
    let mut back = directed(arcs, !arriving);
    let at = back.next()?;
    let towards_back = exact::vector(at, back.next()?);
    let direction = |reference: i32| {
        let second = directed(arcs, reference).nth(1);
        exact::vector(at, second.unwrap_or(at))
    };
    let fan = leaving.get(&at)?.iter().copied();
    fan.max_by(|x, y| exact::by_angle(towards_back, direction(*x), direction(*y)))
}

/// Cuts a walk into rings at the nodes it visits twice.
fn cut_where_touching(arcs: &[ArcPoints], walked: &[i32]) -> Vec<Vec<i32>> {
    let (mut rings, mut open) = (Vec::new(), Vec::<(Point, i32)>::new());
    for reference in walked {
        let Some(start) = directed(arcs, *reference).next() else {
            continue;
        };
        open.push((start, *reference));
        let end = directed(arcs, !*reference).next();
        if let Some(at) = open.iter().position(|(start, _)| Some(*start) == end) {
            rings.push(open.split_off(at).into_iter().map(|(_, r)| r).collect());
        }
    }
    rings
}

/// The ring rotated so that the lowest arc comes first.
fn starting_lowest(mut ring: Vec<i32>) -> Vec<i32> {
    let arc = |reference: &i32| {
        if *reference < 0 {
            !*reference
        } else {
            *reference
        }
    };
    let lowest = (0..ring.len()).min_by_key(|at| ring.get(*at).map(arc));
    ring.rotate_left(lowest.unwrap_or(0));
    ring
}
