//! Exact predicates on grid points: no rounding, so two borders never disagree about a side.

use std::cmp::Ordering;

/// A point on the grid.
pub type Point = [i32; 2];

/// Largest coordinate: keeps products of differences within 64 bits.
pub const LIMIT: i32 = 1 << 29;

/// The vector from `a` to `b`.
#[must_use]
pub fn vector(a: Point, b: Point) -> [i64; 2] {
    [
        i64::from(b[0]) - i64::from(a[0]),
        i64::from(b[1]) - i64::from(a[1]),
    ]
}

/// Cross product: positive where `v` lies counter-clockwise of `u`.
#[must_use]
pub fn cross(u: [i64; 2], v: [i64; 2]) -> i64 {
    u[0] * v[1] - u[1] * v[0]
}

/// Dot product.
#[must_use]
pub fn dot(u: [i64; 2], v: [i64; 2]) -> i64 {
    u[0] * v[0] + u[1] * v[1]
}

/// Twice the signed area of the triangle `a`, `b`, `c`; positive counter-clockwise.
#[must_use]
pub fn orient(a: Point, b: Point, c: Point) -> i64 {
    cross(vector(a, b), vector(a, c))
}

/// Squared distance in grid steps.
#[must_use]
pub fn distance2(a: Point, b: Point) -> i64 {
    let v = vector(a, b);
    dot(v, v)
}

/// Distance in grid steps from `p` to the segment from `a` to `b`.
#[must_use]
pub fn distance_to_segment(p: Point, a: Point, b: Point) -> f64 {
    let (ab, ap) = (vector(a, b), vector(a, p));
    let (length2, along) = (dot(ab, ab), dot(ab, ap));
    if along <= 0 || length2 == 0 {
        return (distance2(a, p) as f64).sqrt();
    }
    if along >= length2 {
        return (distance2(b, p) as f64).sqrt();
    }
    cross(ab, ap).abs() as f64 / (length2 as f64).sqrt()
}

/// Whether the segments cross in a point inside both.
#[must_use]
pub fn cross_properly(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |p, q, r| orient(p, q, r).signum();
    side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

/// Whether `p` lies inside the triangle or on its edge.
#[must_use]
pub fn in_triangle(p: Point, a: Point, b: Point, c: Point) -> bool {
    let sides = [orient(a, b, p), orient(b, c, p), orient(c, a, p)];
    sides.iter().all(|side| *side >= 0) || sides.iter().all(|side| *side <= 0)
}

/// Orders directions counter-clockwise by the angle from `reference`, in [0, 2π).
#[must_use]
pub fn by_angle(reference: [i64; 2], u: [i64; 2], v: [i64; 2]) -> Ordering {
    let half = |w| match cross(reference, w).signum() {
        1 => 1,
        -1 => 3,
        _ if dot(reference, w) > 0 => 0,
        _ => 2,
    };
    half(u).cmp(&half(v)).then_with(|| cross(v, u).cmp(&0))
}

/// Twice the signed area of a closed chain of points (first and last may be the same).
#[must_use]
pub fn area2(points: impl IntoIterator<Item = Point>) -> i128 {
    let mut points = points.into_iter();
    let Some(first) = points.next() else {
        return 0;
    };
    let (mut sum, mut last) = (0_i128, first);
    for point in points {
        sum += i128::from(cross(vector(first, last), vector(first, point)));
        last = point;
    }
    sum
}
