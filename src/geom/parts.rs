//! Outer rings with their holes, out of rings in any order.

/// Twice the signed area of a ring, its first point repeated at the end or not; negative for a hole.
#[must_use]
pub fn ring_area2(points: &[[i32; 2]]) -> i128 {
    let wide = |point: &[i32; 2]| point.map(i128::from);
    let Some(first) = points.first().map(wide) else {
        return 0;
    };
    let mut pairs = points.iter().zip(points.iter().skip(1));
    let from_first = |point: &[i32; 2]| {
        let [x, y] = wide(point);
        [x - first[0], y - first[1]]
    };
    pairs.by_ref().fold(0, |sum, (a, b)| {
        let ([ax, ay], [bx, by]) = (from_first(a), from_first(b));
        sum + ax * by - ay * bx
    })
}

/// Whether a place lies in a ring, by the crossings to the east.
#[must_use]
pub fn ring_holds(ring: &[[i32; 2]], [x, y]: [f64; 2]) -> bool {
    let next = ring.iter().skip(1).chain(ring.first());
    let mut holds = false;
    for (a, b) in ring.iter().zip(next) {
        let ([ax, ay], [bx, by]) = (a.map(f64::from), b.map(f64::from));
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            holds = !holds;
        }
    }
    holds
}

/// Puts each hole behind the outer ring around it.
///
/// Outer rings run counter-clockwise, holes clockwise; the largest ring comes first, so that the last
/// outer ring around a hole is the closest. A hole without any is left out.
#[must_use]
pub fn parts<T>(rings: impl IntoIterator<Item = (Vec<[i32; 2]>, T)>) -> Vec<Vec<T>> {
    let rings = rings.into_iter();
    let (outer, holes): (Vec<_>, Vec<_>) = rings.partition(|(points, _)| ring_area2(points) > 0);
    let (outlines, outer): (Vec<_>, Vec<_>) = outer.into_iter().unzip();
    let mut parts: Vec<Vec<T>> = outer.into_iter().map(|ring| vec![ring]).collect();
    for (hole, ring) in holes {
        let around = outlines.iter().rposition(|points| lies_in(&hole, points));
        if let Some(part) = around.and_then(|at| parts.get_mut(at)) {
            part.push(ring);
        }
    }
    parts
}

/// Whether a ring lies in another that it touches in points at most: by the middle of an edge.
fn lies_in(ring: &[[i32; 2]], outer: &[[i32; 2]]) -> bool {
    let middle = |(a, b): (&[i32; 2], &[i32; 2])| {
        [0, 1].map(|axis: usize| (f64::from(a[axis]) + f64::from(b[axis])) / 2.0)
    };
    let first = ring.iter().zip(ring.iter().skip(1)).map(middle).next();
    first.is_some_and(|middle| ring_holds(outer, middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(low: i32, high: i32) -> Vec<[i32; 2]> {
        vec![
            [low, low],
            [high, low],
            [high, high],
            [low, high],
            [low, low],
        ]
    }

    fn turned(mut ring: Vec<[i32; 2]>) -> Vec<[i32; 2]> {
        ring.reverse();
        ring
    }

    #[test]
    fn an_island_in_a_lake_is_a_part_of_its_own() {
        let rings = [
            (square(0, 100), "land"),
            (turned(square(10, 50)), "lake"),
            (square(20, 40), "island"),
            (turned(square(25, 30)), "pond"),
            (turned(square(200, 300)), "nowhere"),
        ];
        assert_eq!(parts(rings), [vec!["land", "lake"], vec!["island", "pond"]]);
    }

    #[test]
    fn areas_have_the_sign_of_their_turn_and_do_not_overflow() {
        assert_eq!(ring_area2(&square(0, 3)), 18);
        assert_eq!(ring_area2(&turned(square(0, 3))), -18);
        assert!(ring_area2(&square(i32::MIN, i32::MAX)) > 0);
        assert_eq!(ring_area2(&[]), 0);
    }
}
