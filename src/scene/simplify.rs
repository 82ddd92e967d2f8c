//! Fewer points for the same line (Ramer 1972, Douglas and Peucker 1973), in whole numbers.

/// Leaves out points that lie within `tolerance` of the line through the ones kept; the ends stay.
pub(super) fn simplified(points: &[[i32; 2]], tolerance: f64) -> Vec<[i32; 2]> {
    let Some(last) = points.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut kept = vec![false; points.len()];
    // A stack instead of recursion: a line of many points cannot exhaust the program's own.
    let mut spans = vec![(0, last)];
    while let Some((start, end)) = spans.pop() {
        for at in [start, end] {
            if let Some(kept) = kept.get_mut(at) {
                *kept = true;
            }
        }
        let (Some(from), Some(to)) = (points.get(start), points.get(end)) else {
            continue;
        };
        let inner = points.iter().enumerate().take(end).skip(start + 1);
        let off = inner.map(|(at, point)| (squared_distance(*point, *from, *to), at));
        let furthest = off.max_by(|one, other| one.0.total_cmp(&other.0));
        if let Some((_, at)) = furthest.filter(|(off, _)| *off > tolerance * tolerance) {
            spans.extend([(start, at), (at, end)]);
        }
    }
    let pairs = points.iter().zip(kept);
    pairs
        .filter_map(|(point, kept)| kept.then_some(*point))
        .collect()
}

/// Squared distance of a point from the segment `from`–`to`.
fn squared_distance(point: [i32; 2], from: [i32; 2], to: [i32; 2]) -> f64 {
    let minus =
        |a: [i32; 2], b: [i32; 2]| [0, 1].map(|axis| f64::from(a[axis]) - f64::from(b[axis]));
    let (along, off) = (minus(to, from), minus(point, from));
    let length = along[0] * along[0] + along[1] * along[1];
    let share = if length > 0.0 {
        ((off[0] * along[0] + off[1] * along[1]) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let rest = [0, 1].map(|axis| off[axis] - share * along[axis]);
    rest[0] * rest[0] + rest[1] * rest[1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn points_on_a_straight_line_go_and_corners_stay() {
        let line = [[0, 0], [3, 0], [7, 0], [7, 4], [7, 9]];
        assert_eq!(simplified(&line, 0.5), [[0, 0], [7, 0], [7, 9]]);
        assert_eq!(simplified(&[], 1.0), Vec::<[i32; 2]>::new());
        assert_eq!(simplified(&[[1, 1]], 1.0), [[1, 1]]);
    }

    #[test]
    fn a_ring_keeps_its_furthest_point() {
        let ring = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]];
        assert_eq!(simplified(&ring, 2.0), ring);
    }

    proptest! {
        #[test]
        fn no_point_left_out_is_further_off_than_allowed(
            line in prop::collection::vec([-50..50_i32, -50..50_i32], 2..60), tolerance in 0.0..9.0_f64,
        ) {
            let kept = simplified(&line, tolerance);
            prop_assert_eq!((kept.first(), kept.last()), (line.first(), line.last()));
            for point in &line {
                let near = kept.windows(2).any(|ends| {
                    squared_distance(*point, ends[0], ends[1]) <= tolerance * tolerance + 1e-9
                });
                prop_assert!(near, "{:?}", point);
            }
        }
    }
}
