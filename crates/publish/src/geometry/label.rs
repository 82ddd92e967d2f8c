//! Label points: the pole of inaccessibility of an area's largest part, the point farthest from
//! every border.
//!
//! Found by halving squares, the most promising first, as long as one could hold a better point.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use teilraum::model::{ArcPoints, Outline};

use super::exact::{self, Point};
use super::rings::ring_points;

/// The label point of an outline on the grid; `None` without outline.
#[must_use]
pub fn point(arcs: &[ArcPoints], outline: &Outline) -> Option<Point> {
    let rings: Vec<Vec<Point>> = outline.iter().map(|ring| ring_points(arcs, ring)).collect();
    let outer = rings.first()?;
    let holes = rings.iter().skip(1).filter(|ring| {
        let of_this_part = |point: &Point| inside(outer, point.map(f64::from));
        exact::area2(ring.iter().copied()) < 0 && ring.iter().any(of_this_part)
    });
    let part = Part {
        rings: std::iter::once(outer).chain(holes).collect(),
    };
    Some(part.pole())
}

struct Part<'a> {
    rings: Vec<&'a Vec<Point>>,
}

/// A square with the distance of its centre to the border (negative outside).
struct Square {
    centre: [f64; 2],
    half: f64,
    distance: f64,
}

impl Square {
    /// No point of the square can be farther inside.
    fn reach(&self) -> f64 {
        self.distance + self.half * std::f64::consts::SQRT_2
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
        let place = |square: &Self| square.centre;
        self.reach()
            .total_cmp(&other.reach())
            .then(place(self)[0].total_cmp(&place(other)[0]))
            .then(place(self)[1].total_cmp(&place(other)[1]))
    }
}

impl Part<'_> {
    fn pole(&self) -> Point {
        let (low, high) = self.bounds();
        let size = (high[0] - low[0]).min(high[1] - low[1]).max(1.0);
        // A twentieth of a percent of the size is far below what a label shows.
        let precision = (size / 2000.0).max(0.5);
        let mut best = self.square([0, 1].map(|axis| (low[axis] + high[axis]) / 2.0), 0.0);
        let mut waiting = BinaryHeap::new();
        let mut x = low[0];
        while x < high[0] {
            let mut y = low[1];
            while y < high[1] {
                waiting.push(self.square([x + size / 2.0, y + size / 2.0], size / 2.0));
                y += size;
            }
            x += size;
        }
        while let Some(square) = waiting.pop() {
            if square.reach() - best.distance <= precision {
                break;
            }
            let half = square.half / 2.0;
            for (dx, dy) in [(-half, -half), (-half, half), (half, -half), (half, half)] {
                waiting.push(self.square([square.centre[0] + dx, square.centre[1] + dy], half));
            }
            if square.distance > best.distance {
                best = square;
            }
        }
        self.on_grid(best.centre)
    }

    /// The grid point next to `centre` that lies farthest inside.
    fn on_grid(&self, centre: [f64; 2]) -> Point {
        let corner = |dx: f64, dy: f64| [centre[0].floor() + dx, centre[1].floor() + dy];
        let corners = [
            corner(0.0, 0.0),
            corner(0.0, 1.0),
            corner(1.0, 0.0),
            corner(1.0, 1.0),
        ];
        let farthest = corners
            .into_iter()
            .max_by(|x, y| self.distance(*x).total_cmp(&self.distance(*y)));
        farthest
            .unwrap_or(centre)
            .map(|coordinate| coordinate as i32)
    }

    fn bounds(&self) -> ([f64; 2], [f64; 2]) {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in self.rings.first().into_iter().flat_map(|ring| ring.iter()) {
            for axis in 0..2 {
                low[axis] = low[axis].min(f64::from(point[axis]));
                high[axis] = high[axis].max(f64::from(point[axis]));
            }
        }
        (low, high)
    }

    fn square(&self, centre: [f64; 2], half: f64) -> Square {
        Square {
            centre,
            half,
            distance: self.distance(centre),
        }
    }

    /// Distance to the border in grid steps, negative outside.
    fn distance(&self, point: [f64; 2]) -> f64 {
        let segments = self
            .rings
            .iter()
            .flat_map(|ring| ring.iter().zip(ring.iter().skip(1)));
        let squared = segments.map(|(a, b)| squared_distance(point, *a, *b));
        let distance = squared.fold(f64::INFINITY, f64::min).sqrt();
        let crossings = self.rings.iter().filter(|ring| inside(ring, point)).count();
        if crossings % 2 == 1 {
            distance
        } else {
            -distance
        }
    }
}

/// Whether the point lies in the ring, by counting the edges to its right.
#[must_use]
pub fn inside(ring: &[Point], point: [f64; 2]) -> bool {
    let mut inside = false;
    for (a, b) in ring.iter().zip(ring.iter().skip(1)) {
        let ([ax, ay], [bx, by]) = (a.map(f64::from), b.map(f64::from));
        if (ay > point[1]) != (by > point[1])
            && point[0] < (bx - ax) * (point[1] - ay) / (by - ay) + ax
        {
            inside = !inside;
        }
    }
    inside
}

/// Squared distance from a point to a segment, in grid steps.
#[must_use]
pub fn squared_distance(point: [f64; 2], a: Point, b: Point) -> f64 {
    let (a, b) = (a.map(f64::from), b.map(f64::from));
    let along = [b[0] - a[0], b[1] - a[1]];
    let to = [point[0] - a[0], point[1] - a[1]];
    let length2 = along[0] * along[0] + along[1] * along[1];
    let t = if length2 > 0.0 {
        (along[0] * to[0] + along[1] * to[1]) / length2
    } else {
        0.0
    };
    let t = t.clamp(0.0, 1.0);
    let away = [to[0] - t * along[0], to[1] - t * along[1]];
    away[0] * away[0] + away[1] * away[1]
}
