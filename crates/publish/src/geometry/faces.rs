//! Faces: the pieces into which the noded edges cut the plane, and which records cover each.
//!
//! Coverage is carried from the outside inwards: crossing an edge toggles the records it bounds.
//! Whatever two records cover is an overlap, whatever none covers inside the map is a gap, exactly.

use std::collections::{BTreeMap, VecDeque};

use super::exact::{self, Point};
use super::grid::Edges;

/// An edge with the faces on both sides, seen from its lower to its upper end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Lower end.
    pub a: Point,
    /// Upper end.
    pub b: Point,
    /// Face to the left.
    pub left: usize,
    /// Face to the right.
    pub right: usize,
}

/// One face.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Face {
    /// Records that cover it, ascending.
    pub records: Vec<u32>,
    /// Twice its area in grid steps; 0 for the outside.
    pub area2: i128,
    /// Length of its boundary in grid steps.
    pub perimeter: f64,
    /// A vertex of its boundary, the lowest.
    pub at: Point,
}

/// The map cut into faces; face 0 is the outside.
#[derive(Clone, Debug, Default)]
pub struct Faces {
    /// The faces.
    pub faces: Vec<Face>,
    /// The edges between them, ascending.
    pub sides: Vec<Side>,
}

/// Half-edges in pairs: `2e` runs from the lower end of edge `e` to its upper end, `2e + 1` back.
struct HalfEdges {
    ends: Vec<(Point, Point)>,
    next: Vec<usize>,
}

impl HalfEdges {
    fn tail(&self, half: usize) -> Point {
        self.ends.get(half / 2).map_or(
            [0; 2],
            |(a, b)| if half.is_multiple_of(2) { *a } else { *b },
        )
    }

    fn head(&self, half: usize) -> Point {
        self.tail(half ^ 1)
    }

    /// Links every half-edge to the one that follows it around the face on its left.
    fn link(edges: &Edges) -> Self {
        let ends: Vec<(Point, Point)> = edges.keys().copied().collect();
        let next = vec![0; ends.len() * 2];
        let mut halves = Self { ends, next };
        let mut fans: BTreeMap<Point, Vec<usize>> = BTreeMap::new();
        for half in 0..halves.next.len() {
            fans.entry(halves.tail(half)).or_default().push(half);
        }
        for (at, mut fan) in fans {
            let direction = |half: &usize| exact::vector(at, halves.head(*half));
            fan.sort_by(|x, y| exact::by_angle([1, 0], direction(x), direction(y)));
            // Arriving along the twin of an outgoing half-edge, the next one clockwise bounds the
            // same face.
            let before = fan.iter().skip(fan.len() - 1).chain(&fan);
            for (clockwise, outgoing) in before.zip(&fan) {
                if let Some(next) = halves.next.get_mut(outgoing ^ 1) {
                    *next = *clockwise;
                }
            }
        }
        halves
    }
}

/// A closed walk around a face.
struct Cycle {
    area2: i128,
    length: f64,
    lowest: Point,
}

/// Cuts the plane along `edges`, which must be noded.
#[must_use]
pub fn cut(edges: &Edges) -> Faces {
    let halves = HalfEdges::link(edges);
    let (cycles, cycle_of) = walk_cycles(&halves);
    let face_of_cycle = faces_of_cycles(&halves, &cycles, &cycle_of);
    let count = face_of_cycle.iter().max().map_or(1, |last| last + 1);
    let mut faces = vec![Face::default(); count];
    for (cycle, face) in cycles.iter().zip(&face_of_cycle) {
        let Some(face) = faces.get_mut(*face) else {
            continue;
        };
        if face.perimeter == 0.0 || cycle.area2 > 0 {
            face.at = cycle.lowest;
        }
        face.area2 += cycle.area2;
        face.perimeter += cycle.length;
    }
    let face_of = |half: usize| {
        cycle_of
            .get(half)
            .and_then(|c| face_of_cycle.get(*c))
            .copied()
    };
    let sides = (0..).zip(&halves.ends).map(|(e, (a, b))| Side {
        a: *a,
        b: *b,
        left: face_of(2 * e).unwrap_or(0),
        right: face_of(2 * e + 1).unwrap_or(0),
    });
    let sides: Vec<Side> = sides.collect();
    cover(&mut faces, &sides, edges);
    if let Some(outside) = faces.first_mut() {
        outside.area2 = 0;
    }
    Faces { faces, sides }
}

fn walk_cycles(halves: &HalfEdges) -> (Vec<Cycle>, Vec<usize>) {
    let (mut cycles, mut cycle_of) = (Vec::new(), vec![usize::MAX; halves.next.len()]);
    for start in 0..halves.next.len() {
        if cycle_of.get(start) != Some(&usize::MAX) {
            continue;
        }
        let (mut half, mut points, mut length) = (start, Vec::new(), 0.0);
        while let Some(mark) = cycle_of.get_mut(half).filter(|mark| **mark == usize::MAX) {
            *mark = cycles.len();
            points.push(halves.tail(half));
            length += (exact::distance2(halves.tail(half), halves.head(half)) as f64).sqrt();
            half = halves.next.get(half).copied().unwrap_or(start);
        }
        cycles.push(Cycle {
            area2: exact::area2(points.iter().copied()),
            length,
            lowest: points.into_iter().min().unwrap_or_default(),
        });
    }
    (cycles, cycle_of)
}

/// A face per counter-clockwise cycle; clockwise ones are holes of the face they lie in, which is
/// the one below their lowest vertex.
fn faces_of_cycles(halves: &HalfEdges, cycles: &[Cycle], cycle_of: &[usize]) -> Vec<usize> {
    let below = Columns::of(halves);
    let mut faces = 0;
    let mut found: Vec<Option<usize>> = cycles
        .iter()
        .map(|cycle| {
            (cycle.area2 > 0).then(|| {
                faces += 1;
                faces
            })
        })
        .collect();
    for start in 0..cycles.len() {
        let (mut chain, mut at) = (Vec::new(), start);
        let face = loop {
            if let Some(Some(face)) = found.get(at) {
                break *face;
            }
            chain.push(at);
            let lowest = cycles.get(at).map_or([0; 2], |cycle| cycle.lowest);
            let edge = below.edge_below(halves, lowest);
            match edge.and_then(|edge| cycle_of.get(2 * edge)) {
                // The chain only ever goes down or left, so it never comes back.
                Some(next) if !chain.contains(next) => at = *next,
                _ => break 0,
            }
        };
        for cycle in chain {
            if let Some(slot) = found.get_mut(cycle) {
                *slot = Some(face);
            }
        }
    }
    found.into_iter().map(Option::unwrap_or_default).collect()
}

/// Edges by the columns of the map they span.
struct Columns {
    low: i64,
    width: i64,
    columns: Vec<Vec<usize>>,
}

impl Columns {
    fn of(halves: &HalfEdges) -> Self {
        let xs = || {
            halves
                .ends
                .iter()
                .flat_map(|(a, b)| [i64::from(a[0]), i64::from(b[0])])
        };
        let low = xs().min().unwrap_or(0);
        let extent = xs().max().unwrap_or(0) - low + 1;
        let width = extent / (halves.ends.len() as f64).sqrt().ceil().max(1.0) as i64 + 1;
        let mut columns = vec![Vec::new(); (extent / width + 1) as usize];
        for (edge, (a, b)) in halves.ends.iter().enumerate() {
            let span = [a[0], b[0]].map(|x| ((i64::from(x) - low) / width) as usize);
            for column in columns.iter_mut().take(span[1] + 1).skip(span[0]) {
                column.push(edge);
            }
        }
        Self {
            low,
            width,
            columns,
        }
    }

    /// The highest edge that passes strictly below `p`, above whose left end is half-edge `2e`.
    fn edge_below(&self, halves: &HalfEdges, p: Point) -> Option<usize> {
        let column = ((i64::from(p[0]) - self.low) / self.width) as usize;
        let ends = |edge: &usize| halves.ends.get(*edge).copied();
        let passes_below = |edge: &&usize| {
            ends(edge)
                .is_some_and(|(a, b)| a[0] <= p[0] && p[0] < b[0] && exact::orient(a, b, p) > 0)
        };
        let candidates = self.columns.get(column)?.iter().filter(passes_below);
        candidates
            .max_by(|x, y| match (ends(x), ends(y)) {
                (Some(x), Some(y)) => height_order(x, y, p[0]),
                _ => std::cmp::Ordering::Equal,
            })
            .copied()
    }
}

/// Orders two edges over the same x by height there, then by slope; exact.
fn height_order(e: (Point, Point), f: (Point, Point), x: i32) -> std::cmp::Ordering {
    // Height times run: y = (a.y · run + rise · (x − a.x)) / run.
    let height = |(a, b): (Point, Point)| {
        let [run, rise] = exact::vector(a, b).map(i128::from);
        let along = i128::from(x) - i128::from(a[0]);
        (i128::from(a[1]) * run + rise * along, run, rise)
    };
    let ((y1, run1, rise1), (y2, run2, rise2)) = (height(e), height(f));
    (y1 * run2)
        .cmp(&(y2 * run1))
        .then((rise1 * run2).cmp(&(rise2 * run1)))
}

/// Carries coverage from the outside through every edge.
fn cover(faces: &mut [Face], sides: &[Side], edges: &Edges) {
    let mut around: Vec<Vec<(usize, &Vec<u32>)>> = vec![Vec::new(); faces.len()];
    for (side, records) in sides.iter().zip(edges.values()) {
        for (from, to) in [(side.left, side.right), (side.right, side.left)] {
            if let Some(list) = around.get_mut(from) {
                list.push((to, records));
            }
        }
    }
    let mut reached = vec![false; faces.len()];
    let mut waiting = VecDeque::from([0]);
    while let Some(face) = waiting.pop_front() {
        let Some(inside) = faces.get(face).map(|face| face.records.clone()) else {
            continue;
        };
        for (to, records) in around.get(face).into_iter().flatten() {
            let first_time = reached
                .get_mut(*to)
                .is_some_and(|seen| !std::mem::replace(seen, true));
            if *to == 0 || !first_time {
                continue;
            }
            if let Some(next) = faces.get_mut(*to) {
                next.records = symmetric_difference(&inside, records);
                waiting.push_back(*to);
            }
        }
    }
}

fn symmetric_difference(a: &[u32], b: &[u32]) -> Vec<u32> {
    let only_a = a.iter().filter(|x| b.binary_search(x).is_err());
    let only_b = b.iter().filter(|x| a.binary_search(x).is_err());
    let mut all: Vec<u32> = only_a.chain(only_b).copied().collect();
    all.sort_unstable();
    all
}
