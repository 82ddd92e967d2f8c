use super::*;
use proptest::prelude::*;

type Ring = Vec<[f64; 2]>;

fn rectangle(x0: f64, y0: f64, x1: f64, y1: f64) -> Ring {
    vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
}

fn region(parts: &[Vec<Ring>]) -> Region {
    Region::new(parts).unwrap()
}

/// A ring around a center, one corner per direction.
fn star(center: [f64; 2], radii: &[f64]) -> Ring {
    let corner = |(i, radius): (usize, &f64)| {
        let angle = std::f64::consts::TAU * (i as f64 + 0.3) / radii.len() as f64;
        [
            center[0] + radius * libm::cos(angle),
            center[1] + radius * libm::sin(angle),
        ]
    };
    radii.iter().enumerate().map(corner).collect()
}

/// A star with a hole of its shape.
fn with_hole(center: [f64; 2], radii: &[f64], share: f64) -> Vec<Ring> {
    let inner: Vec<f64> = radii.iter().map(|radius| radius * share).collect();
    vec![star(center, radii), star(center, &inner)]
}

fn cross(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

fn plain_area(ring: &[[f64; 2]]) -> f64 {
    (1..ring.len().saturating_sub(1))
        .map(|i| 0.5 * cross(ring[0], ring[i], ring[i + 1]))
        .sum()
}

/// What is left of a convex ring to the left of a line.
fn cut(ring: &[[f64; 2]], a: [f64; 2], b: [f64; 2]) -> Ring {
    let mut left = Ring::new();
    for (i, &p) in ring.iter().enumerate() {
        let q = ring[(i + 1) % ring.len()];
        let (dp, dq) = (cross(a, b, p), cross(a, b, q));
        if dp >= 0.0 {
            left.push(p);
        }
        if (dp > 0.0 && dq < 0.0) || (dp < 0.0 && dq > 0.0) {
            let t = dp / (dp - dq);
            left.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
        }
    }
    left
}

/// Triangles over the sides of a polygon, with the sign they count with: together the polygon.
fn fan(rings: &[Ring]) -> Vec<(f64, [[f64; 2]; 3])> {
    let mut triangles = Vec::new();
    for (place, ring) in rings.iter().enumerate() {
        let turn = plain_area(ring).signum() * if place > 0 { -1.0 } else { 1.0 };
        for i in 1..ring.len() - 1 {
            let (a, b, c) = (ring[0], ring[i], ring[i + 1]);
            let area = cross(a, b, c);
            let corners = if area < 0.0 { [a, c, b] } else { [a, b, c] };
            triangles.push((turn * area.signum(), corners));
        }
    }
    triangles
}

/// The slow twin: the overlaps of all pairs of triangles, each cut out of the other.
fn plain(one: &[Ring], other: &[Ring]) -> f64 {
    let mut sum = 0.0;
    for (s, [a, b, c]) in fan(one) {
        for (t, triangle) in fan(other) {
            let rest = cut(&cut(&cut(&triangle, a, b), b, c), c, a);
            sum += s * t * plain_area(&rest);
        }
    }
    sum
}

#[test]
fn rectangles_overlap_by_hand() {
    let one = region(&[vec![rectangle(0.0, 0.0, 4.0, 3.0)]]);
    let cases = [
        (rectangle(1.0, 1.0, 2.0, 2.0), 1.0),
        (rectangle(-5.0, -5.0, 9.0, 9.0), 12.0),
        (rectangle(3.0, 2.0, 9.0, 9.0), 1.0),
        (rectangle(4.0, 0.0, 5.0, 3.0), 0.0),
        (rectangle(4.0, 3.0, 5.0, 4.0), 0.0),
        (rectangle(0.0, 3.0, 4.0, 8.0), 0.0),
        (rectangle(7.0, 7.0, 8.0, 8.0), 0.0),
        (rectangle(0.0, 0.0, 4.0, 3.0), 12.0),
        (rectangle(-1.0, 1.0, 9.0, 1.5), 2.0),
    ];
    for (ring, expected) in cases {
        let other = region(&[vec![ring.clone()]]);
        assert_eq!(overlap_area(&one, &other), expected, "{ring:?}");
        assert_eq!(overlap_area(&other, &one), expected, "{ring:?}");
    }
}

#[test]
fn holes_and_parts_count() {
    let frame = region(&[
        vec![rectangle(0.0, 0.0, 4.0, 4.0), rectangle(1.0, 1.0, 3.0, 3.0)],
        vec![rectangle(10.0, 0.0, 11.0, 1.0)],
    ]);
    assert_eq!(frame.area(), 13.0);
    let lake = region(&[vec![rectangle(1.0, 1.0, 3.0, 3.0)]]);
    assert_eq!(overlap_area(&frame, &lake), 0.0);
    let band = region(&[vec![rectangle(-1.0, 0.5, 20.0, 2.0)]]);
    assert_eq!(overlap_area(&frame, &band), 2.0 + 2.0 + 0.5);
    assert_eq!(overlap_area(&frame, &frame), 13.0);
}

#[test]
fn rings_may_run_either_way_and_come_in_any_order() {
    let hole = rectangle(1.0, 1.0, 3.0, 3.0);
    let island = rectangle(1.5, 1.5, 2.5, 2.5);
    let outer = rectangle(0.0, 0.0, 4.0, 4.0);
    let turned: Ring = outer.iter().rev().copied().collect();
    let depths = Region::even_odd(&[hole.clone(), turned, island.clone()]).unwrap();
    let parts = region(&[vec![outer, hole], vec![island]]);
    assert_eq!(depths.area(), 13.0);
    assert_eq!(overlap_area(&depths, &parts), 13.0);
}

#[test]
fn a_hole_may_touch_its_ring_and_a_ring_twice_is_nothing() {
    let outer = rectangle(0.0, 0.0, 4.0, 4.0);
    let corner = vec![[0.0, 0.0], [2.0, 1.0], [1.0, 2.0]];
    let touching = Region::even_odd(&[outer.clone(), corner]).unwrap();
    assert_eq!(touching.area(), 16.0 - 1.5);
    let twice = Region::even_odd(&[outer.clone(), outer]).unwrap();
    assert_eq!(twice.area(), 0.0);
}

#[test]
fn what_has_no_inside_overlaps_nothing() {
    let all = region(&[vec![rectangle(-9.0, -9.0, 9.0, 9.0)]]);
    for ring in [vec![], vec![[0.0, 0.0]], vec![[0.0, 0.0], [1.0, 1.0]]] {
        assert_eq!(overlap_area(&all, &region(&[vec![ring]])), 0.0);
    }
    assert_eq!(overlap_area(&all, &region(&[])), 0.0);
    let broken = Region::new(&[vec![vec![[0.0, 0.0], [f64::NAN, 1.0]]]]);
    assert_eq!(
        broken,
        Err(crate::geom::GeomError::NotFinite { ring: 0, point: 1 })
    );
}

#[test]
fn neighbours_that_share_a_crooked_border_do_not_overlap() {
    let border: Ring = (0..200)
        .map(|i| {
            let y = 5_800_000.0 + f64::from(i) * 7.3;
            [380_000.0 + 400.0 * libm::sin(f64::from(i) * 0.7), y]
        })
        .collect();
    let (low, high) = (border[0][1], border[199][1]);
    let mut west = border.clone();
    west.extend([[370_000.0, high], [370_000.0, low]]);
    let mut east: Ring = border.into_iter().rev().collect();
    east.extend([[390_000.0, low], [390_000.0, high]]);
    let band = region(&[vec![rectangle(
        365_000.0,
        low + 100.1,
        385_000.0,
        low + 900.7,
    )]]);
    let (west, east) = (region(&[vec![west]]), region(&[vec![east]]));
    let found = overlaps(&[west.clone(), east.clone()], &[west, east, band]);
    let pairs: Vec<(u32, u32)> = found.iter().map(|one| (one.source, one.target)).collect();
    assert_eq!(pairs, [(0, 0), (0, 2), (1, 1), (1, 2)]);
    let of_band = found[1].area + found[3].area;
    assert!((of_band - 15_000.0 * 800.6).abs() < 1e-3, "{of_band}");
}

#[test]
fn counting_grid_points_gives_about_the_same() {
    let radii = |k: usize| -> Vec<f64> { (0..17).map(|i| 3.0 + ((i * k) % 5) as f64).collect() };
    let one = with_hole([0.0, 0.0], &radii(3), 0.4);
    let other = with_hole([2.0, 1.0], &radii(7), 0.3);
    let inside = |rings: &[Ring], at: [f64; 2]| {
        let crossings = rings
            .iter()
            .flat_map(|ring| (0..ring.len()).map(move |i| (ring[i], ring[(i + 1) % ring.len()])));
        let right = |&(a, b): &([f64; 2], [f64; 2])| {
            (a[1] > at[1]) != (b[1] > at[1])
                && at[0] < a[0] + (at[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        };
        crossings.filter(right).count() % 2 == 1
    };
    let steps = || (0..400).map(|i| -10.0 + (f64::from(i) + 0.5) / 20.0);
    let grid = steps().flat_map(|x| steps().map(move |y| [x, y]));
    let hits = grid
        .filter(|at| inside(&one, *at) && inside(&other, *at))
        .count();
    let counted = hits as f64 / 400.0;
    let exact = overlap_area(&region(&[one]), &region(&[other]));
    assert!((counted - exact).abs() < 0.01 * exact, "{counted} {exact}");
}

fn any_star() -> impl Strategy<Value = Vec<Ring>> {
    let radii = prop::collection::vec(0.2_f64..3.0, 3..14);
    let place = (-2.0_f64..2.0, -2.0_f64..2.0);
    (place, radii, 0.0_f64..0.9, any::<bool>()).prop_map(|((x, y), radii, share, hole)| {
        let rings = with_hole([x, y], &radii, share);
        if hole { rings } else { rings[..1].to_vec() }
    })
}

proptest! {
    #[test]
    fn as_the_plain_way_over_triangles(one in any_star(), other in any_star()) {
        let expected = plain(&one, &other);
        let (a, b) = (region(&[one]), region(&[other]));
        let found = overlap_area(&a, &b);
        prop_assert!((found - expected).abs() < 1e-10, "{} {}", found, expected);
        prop_assert!((found - overlap_area(&b, &a)).abs() < 1e-12);
        prop_assert!((overlap_area(&a, &a) - a.area()).abs() < 1e-12);
    }

    #[test]
    fn the_parts_of_a_partition_add_up(one in any_star(), x in -2.0_f64..2.0, y in -2.0_f64..2.0) {
        let one = region(&[one]);
        let quarters = [
            rectangle(-9.0, -9.0, x, y),
            rectangle(x, -9.0, 9.0, y),
            rectangle(-9.0, y, x, 9.0),
            rectangle(x, y, 9.0, 9.0),
        ];
        let parts = quarters.map(|ring| overlap_area(&one, &region(&[vec![ring]])));
        prop_assert!((parts.iter().sum::<f64>() - one.area()).abs() < 1e-11);
    }

    #[test]
    fn moving_or_turning_both_changes_nothing(one in any_star(), other in any_star()) {
        let moved = |rings: &[Ring], to: fn([f64; 2]) -> [f64; 2]| {
            let ring = |ring: &Ring| ring.iter().map(|at| to(*at)).collect();
            region(&[rings.iter().map(ring).collect()])
        };
        let stay = overlap_area(&moved(&one, |at| at), &moved(&other, |at| at));
        let far: fn([f64; 2]) -> [f64; 2] = |[x, y]| [x + 4096.0, y - 8192.0];
        let away = overlap_area(&moved(&one, far), &moved(&other, far));
        let quarter: fn([f64; 2]) -> [f64; 2] = |[x, y]| [-y, x];
        let turned = overlap_area(&moved(&one, quarter), &moved(&other, quarter));
        prop_assert!((away - stay).abs() < 1e-9, "{} {}", away, stay);
        prop_assert!((turned - stay).abs() < 1e-11, "{} {}", turned, stay);
    }
}
