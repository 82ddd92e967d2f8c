//! Arcs: borders strung together from node to node, each once, in an order that depends on nothing
//! but the map itself.
//!
//! A node is a point where other than two borders meet. A border without any node, an island, is
//! one closed arc that starts at its westernmost point.

use std::collections::{BTreeMap, BTreeSet};

use super::exact::Point;
use super::owners::{Border, Owner};

struct Arc {
    points: Vec<Point>,
    left: Option<Owner>,
    right: Option<Owner>,
}

/// All arcs in their final order: points, and the areas to the left and right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arcs {
    /// Points per arc.
    pub points: Vec<Vec<Point>>,
    /// Left and right area per arc.
    pub sides: Vec<[Option<Owner>; 2]>,
}

impl Arcs {
    /// The same arcs in another order, given as references: negative ones are turned round.
    #[must_use]
    pub fn ordered(&self, order: &[i32]) -> Self {
        let arc = |reference: &i32| {
            let at = if *reference < 0 {
                !reference
            } else {
                *reference
            } as usize;
            let (mut points, mut sides) = (self.points.get(at)?.clone(), *self.sides.get(at)?);
            if *reference < 0 {
                points.reverse();
                sides.reverse();
            }
            Some((points, sides))
        };
        let (points, sides) = order.iter().filter_map(arc).unzip();
        Self { points, sides }
    }
}

impl Arc {
    /// Of the two directions the one whose points come first.
    fn canonical(self) -> Self {
        let reversed: Vec<Point> = self.points.iter().rev().copied().collect();
        if reversed < self.points {
            Self {
                points: reversed,
                left: self.right,
                right: self.left,
            }
        } else {
            self
        }
    }

    /// Arcs of one area lie together: first by the lower area, then by the higher, then by place.
    fn order(&self) -> (Owner, Option<Owner>, &[Point]) {
        let lower = self.left.into_iter().chain(self.right).min();
        (
            lower.unwrap_or(Owner::MAX),
            self.left.max(self.right),
            &self.points,
        )
    }
}

/// Strings borders together.
#[must_use]
pub fn string(borders: &[Border]) -> Arcs {
    let mut walker = Walker::over(borders);
    let ends = walker.fans.iter();
    let nodes: BTreeSet<Point> = ends
        .filter(|(_, fan)| fan.len() != 2)
        .map(|(point, _)| *point)
        .collect();
    let points: Vec<Point> = walker.fans.keys().copied().collect();
    let mut arcs = Vec::new();
    // What the nodes leave over is closed, and its lowest point comes first.
    for start in nodes.iter().chain(&points) {
        while let Some(arc) = walker.walk(*start, &nodes) {
            arcs.push(arc.canonical());
        }
    }
    arcs.sort_by(|x, y| x.order().cmp(&y.order()));
    let sides = arcs.iter().map(|arc| [arc.left, arc.right]).collect();
    let points = arcs.into_iter().map(|arc| arc.points).collect();
    Arcs { points, sides }
}

struct Walker<'a> {
    borders: &'a [Border],
    fans: BTreeMap<Point, Vec<usize>>,
    used: Vec<bool>,
}

impl<'a> Walker<'a> {
    fn over(borders: &'a [Border]) -> Self {
        let mut fans: BTreeMap<Point, Vec<usize>> = BTreeMap::new();
        for (at, border) in borders.iter().enumerate() {
            fans.entry(border.a).or_default().push(at);
            fans.entry(border.b).or_default().push(at);
        }
        Self {
            borders,
            fans,
            used: vec![false; borders.len()],
        }
    }

    /// An unused border at `from`, with its far end, seen from there.
    fn take(&mut self, from: Point) -> Option<(Point, Option<Owner>, Option<Owner>)> {
        let fan = self.fans.get(&from)?;
        let at = *fan.iter().find(|at| self.used.get(**at) == Some(&false))?;
        *self.used.get_mut(at)? = true;
        let border = self.borders.get(at)?;
        Some(if border.a == from {
            (border.b, border.left, border.right)
        } else {
            (border.a, border.right, border.left)
        })
    }

    fn walk(&mut self, start: Point, nodes: &BTreeSet<Point>) -> Option<Arc> {
        let (mut end, left, right) = self.take(start)?;
        let mut points = vec![start, end];
        while end != start && !nodes.contains(&end) {
            let Some((next, _, _)) = self.take(end) else {
                break;
            };
            end = next;
            points.push(end);
        }
        Some(Arc {
            points,
            left,
            right,
        })
    }
}
