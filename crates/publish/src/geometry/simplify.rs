//! Simplification of all arcs at once after Visvalingam and Whyatt, without letting borders touch.
//!
//! Each inner vertex weighs as much as the triangle with its two neighbours (effective area, never
//! less than that of a vertex dropped before it). The lightest goes first, unless another vertex
//! lies in its triangle or its neighbours are already joined: then dropping it would make borders
//! cross, touch or coincide, and it stays until they no longer do. Ends of arcs always stay.
//!
//! Visvalingam & Whyatt (1993), "Line generalisation by repeated elimination of points", The
//! Cartographic Journal 30(1); the triangle condition is that of de Berg, van Kreveld & Schirra
//! (1998), "Topologically correct subdivision simplification using the bandwidth criterion".

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use teilraum::model::ArcPoints;

use super::bins::Bins;
use super::exact::{self, Point};

/// Arcs on their way from every vertex to few.
pub struct Simplifier {
    points: Vec<Point>,
    arc_starts: Vec<usize>,
    before: Vec<usize>,
    after: Vec<usize>,
    weight: Vec<i64>,
    alive: Vec<bool>,
    joined: BTreeSet<(Point, Point)>,
    bins: Bins,
}

const NEVER: i64 = i64::MAX;

impl Simplifier {
    /// Starts with every vertex of `arcs`.
    #[must_use]
    pub fn new(arcs: &[ArcPoints]) -> Self {
        let points: Vec<Point> = arcs.iter().flatten().copied().collect();
        let count = points.len();
        let mut bins = Bins::over(points.iter().copied(), count);
        for (id, point) in (0..).zip(&points) {
            bins.insert(id, *point, *point);
        }
        let mut arc_starts = vec![0];
        let mut joined = BTreeSet::new();
        for arc in arcs {
            arc_starts.push(arc_starts.last().unwrap_or(&0) + arc.len());
            joined.extend(
                arc.iter()
                    .zip(arc.iter().skip(1))
                    .map(|(a, b)| edge(*a, *b)),
            );
        }
        let mut simplifier = Self {
            before: (0..count).map(|at| at.wrapping_sub(1)).collect(),
            after: (1..=count).collect(),
            weight: vec![NEVER; count],
            alive: vec![true; count],
            points,
            arc_starts,
            joined,
            bins,
        };
        simplifier.weigh_all();
        simplifier
    }

    fn weigh_all(&mut self) {
        let ranges: Vec<_> = self.arc_starts.windows(2).map(|w| w[0]..w[1]).collect();
        for range in ranges {
            for at in range.start + 1..range.end.saturating_sub(1) {
                self.weight[at] = self.triangle(at);
            }
        }
    }

    /// Twice the area of the triangle of a vertex with its neighbours.
    fn triangle(&self, at: usize) -> i64 {
        let [a, b, c] = self.corners(at);
        exact::orient(a, b, c).abs()
    }

    fn corners(&self, at: usize) -> [Point; 3] {
        [self.before[at], at, self.after[at]].map(|i| self.points[i])
    }

    /// Drops every vertex that weighs at most `limit` (twice the area in grid steps) and may go
    /// without moving the border by more than `reach` grid steps anywhere.
    pub fn drop_below(&mut self, limit: i64, reach: f64) {
        let light = |(at, weight): (usize, &i64)| (*weight <= limit).then_some((*weight, at));
        let mut waiting: Vec<_> = self.weight.iter().enumerate().filter_map(light).collect();
        loop {
            let (count, mut blocked) = (waiting.len(), Vec::new());
            let mut heap: BinaryHeap<_> = waiting.into_iter().map(Reverse).collect();
            let mut dropped = 0;
            while let Some(Reverse((weight, at))) = heap.pop() {
                if !self.alive[at] || weight != self.weight[at] {
                    continue;
                }
                if !self.may_go(at, reach) {
                    blocked.push((weight, at));
                    continue;
                }
                dropped += 1;
                let neighbours = self.drop_vertex(at);
                let lighter = neighbours.into_iter().filter(|n| self.weight[*n] <= limit);
                heap.extend(lighter.map(|n| Reverse((self.weight[n], n))));
            }
            // What was in the way of a blocked vertex may be gone by now.
            if dropped == 0 || count == 0 {
                return;
            }
            waiting = blocked;
        }
    }

    fn may_go(&self, at: usize, reach: f64) -> bool {
        let [a, b, c] = self.corners(at);
        if a == c || self.joined.contains(&edge(a, c)) {
            return false;
        }
        // Between its two neighbours lie the vertex and those dropped before it.
        let mut between = self.points[self.before[at] + 1..self.after[at]].iter();
        if between.any(|point| exact::distance_to_segment(*point, a, c) > reach) {
            return false;
        }
        let low = [0, 1].map(|axis| a[axis].min(b[axis]).min(c[axis]));
        let high = [0, 1].map(|axis| a[axis].max(b[axis]).max(c[axis]));
        let in_the_way = |id: u32| {
            let point = self.points[id as usize];
            point != a && point != b && point != c && exact::in_triangle(point, a, b, c)
        };
        !self.bins.near(low, high, 0).any(in_the_way)
    }

    /// Drops the vertex and returns its neighbours as far as they are inner vertices.
    fn drop_vertex(&mut self, at: usize) -> Vec<usize> {
        let [a, b, c] = self.corners(at);
        self.joined.remove(&edge(a, b));
        self.joined.remove(&edge(b, c));
        self.joined.insert(edge(a, c));
        self.alive[at] = false;
        self.bins.remove(at as u32, b);
        let (before, after) = (self.before[at], self.after[at]);
        self.after[before] = after;
        self.before[after] = before;
        let floor = self.weight[at];
        let inner: Vec<usize> = [before, after]
            .into_iter()
            .filter(|neighbour| self.weight[*neighbour] != NEVER)
            .collect();
        for neighbour in &inner {
            self.weight[*neighbour] = self.triangle(*neighbour).max(floor);
        }
        inner
    }

    /// Which vertices of each arc are still there.
    #[must_use]
    pub fn kept(&self) -> Vec<Vec<bool>> {
        let ranges = self.arc_starts.windows(2).map(|w| w[0]..w[1]);
        ranges.map(|range| self.alive[range].to_vec()).collect()
    }
}

fn edge(a: Point, b: Point) -> (Point, Point) {
    (a.min(b), a.max(b))
}
