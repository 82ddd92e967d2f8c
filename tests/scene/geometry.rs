//! Outlines, bands, label points, neighbours.

use proptest::prelude::*;
use teilraum::geom::{GeomError, GridIndex, Outlines, label_point, neighbours, refine};
use teilraum::model::{AreaIx, LevelIx, RefineBand, Topology};

use super::art::{Bends, Picture, STRAIGHT};
use super::{outlines, with_parents};

fn ring(arcs: &[&[[i32; 2]]], outline: Vec<Vec<i32>>) -> Topology {
    Topology {
        step_m: 1.0,
        bands: 1,
        arcs: arcs.iter().map(|arc| arc.to_vec()).collect(),
        levels: vec![(LevelIx(0), 0, vec![outline])],
        ..Topology::default()
    }
}

#[test]
fn borders_know_both_sides_and_whether_parents_differ() {
    let outlines = with_parents(&Picture::drawn(&["ABC"]).topology(STRAIGHT, 0), &[4, 4, 5]);
    let mut sides: Vec<_> = outlines.arcs().iter().map(|arc| arc.sides).collect();
    for pair in &mut sides {
        pair.sort_unstable();
    }
    assert!(sides.contains(&[1, 2]) && sides.contains(&[2, 3]) && !sides.contains(&[1, 3]));
    assert_eq!(outlines.parent(1), outlines.parent(2));
    assert_ne!(outlines.parent(2), outlines.parent(3));
    assert_eq!((outlines.parent(0), outlines.parent(99)), (0, 0));
}

#[test]
fn ids_and_areas_answer_each_other_and_nothing_else() {
    let outlines = outlines(&Picture::drawn(&["AB"]).topology(STRAIGHT, 7));
    assert_eq!(
        (outlines.id(AreaIx(7)), outlines.id(AreaIx(8))),
        (Some(1), Some(2))
    );
    assert_eq!(
        (outlines.id(AreaIx(6)), outlines.id(AreaIx(9))),
        (None, None)
    );
    assert_eq!(
        (outlines.area(0), outlines.area(2), outlines.area(3)),
        (None, Some(AreaIx(8)), None)
    );
    assert_eq!(
        outlines.area_bounds(AreaIx(8)).unwrap().min_m,
        [100.0, -100.0]
    );
}

#[test]
fn an_area_without_outline_has_no_bounds_and_no_label() {
    let mut topology = Picture::drawn(&["A"]).topology(STRAIGHT, 0);
    topology.levels[0].2.push(Vec::new());
    let outlines = outlines(&topology);
    assert_eq!(outlines.area_bounds(AreaIx(1)), None);
    assert_eq!(
        (label_point(&outlines, 2), label_point(&outlines, 9)),
        (None, None)
    );
    assert_eq!(neighbours(&outlines).label_points[1], None);
}

#[test]
fn what_does_not_close_or_exist_is_refused_by_name() {
    let triangle: &[&[[i32; 2]]] = &[&[[0, 0], [9, 0], [0, 9]], &[[0, 9], [0, 0]], &[[5, 5]]];
    let refused = |outline| Outlines::new(&ring(triangle, outline), LevelIx(0), &[]).unwrap_err();
    assert!(Outlines::new(&ring(triangle, vec![vec![0, 1]]), LevelIx(0), &[]).is_ok());
    let gap = refused(vec![vec![0, !1]]);
    assert!(matches!(
        gap,
        GeomError::OpenRing {
            area: 0,
            ring: 0,
            ..
        }
    ));
    let missing = refused(vec![vec![0, 1], vec![3]]);
    assert_eq!(
        missing,
        GeomError::NoSuchArc {
            area: 0,
            ring: 1,
            reference: 3,
            arcs: 3
        }
    );
    assert_eq!(
        refused(vec![vec![2]]),
        GeomError::ShortArc { arc: 2, found: 1 }
    );
    let lowest = refused(vec![vec![i32::MIN]]);
    assert!(matches!(lowest, GeomError::NoSuchArc { .. }));
    let level = Outlines::new(&ring(triangle, vec![]), LevelIx(3), &[]).unwrap_err();
    assert_eq!(
        level,
        GeomError::NoSuchLevel {
            level: 3,
            found: vec![0]
        }
    );
    let parents = Outlines::new(&ring(triangle, vec![]), LevelIx(0), &[None, None]).unwrap_err();
    assert_eq!(
        parents,
        GeomError::ParentCount {
            level: 0,
            expected: 1,
            found: 2
        }
    );
    let flat = Topology {
        step_m: 0.0,
        ..ring(triangle, vec![])
    };
    let flat = Outlines::new(&flat, LevelIx(0), &[]).unwrap_err();
    assert!(matches!(flat, GeomError::Grid { .. }));
}

#[test]
fn a_third_side_of_a_border_is_refused() {
    let mut topology = Picture::drawn(&["AB"]).topology(STRAIGHT, 0);
    let twice = topology.levels[0].2[0].clone();
    topology.levels[0].2.push(twice);
    let refused = Outlines::new(&topology, LevelIx(0), &[]).unwrap_err();
    assert!(
        matches!(refused, GeomError::CrowdedArc { area: 2, .. }),
        "{refused}"
    );
}

#[test]
fn touching_in_a_point_makes_no_neighbours() {
    let outlines = outlines(&Picture::drawn(&["AB", "CD"]).topology(STRAIGHT, 5));
    assert_eq!(
        neighbours(&outlines).lists,
        [[6, 7], [5, 8], [5, 8], [6, 7]]
    );
}

#[test]
fn a_label_avoids_the_enclave_and_finds_the_larger_part() {
    let outlines =
        outlines(&Picture::drawn(&["AAA..", "ABA..", "AAA.A", "AAA.."]).topology(STRAIGHT, 0));
    let [x, y] = label_point(&outlines, 1).unwrap();
    assert!(
        (100..=200).contains(&x) && (-330..=-270).contains(&y),
        "{x}, {y}"
    );
    let [x, y] = label_point(&outlines, 2).unwrap();
    assert!((x - 150).abs() <= 3 && (y + 150).abs() <= 3, "{x}, {y}");
}

#[test]
fn bands_of_another_topology_are_refused_and_change_nothing() {
    let original = ring(&[&[[0, 0], [9, 0], [0, 0]], &[[0, 0], [1, 1]]], vec![]);
    let refused = |band: RefineBand| {
        let mut topology = original.clone();
        let error = refine(&mut topology, &band).unwrap_err();
        assert_eq!(topology, original);
        error
    };
    let band = |number, inserts| RefineBand {
        band: number,
        inserts,
    };
    let order = refused(band(2, vec![vec![], vec![]]));
    assert_eq!(
        order,
        GeomError::BandOrder {
            expected: 1,
            found: 2
        }
    );
    let arcs = refused(band(1, vec![vec![]]));
    assert_eq!(
        arcs,
        GeomError::BandArcs {
            band: 1,
            expected: 2,
            found: 1
        }
    );
    for positions in [vec![0], vec![3], vec![2, 2], vec![2, 1], vec![u32::MAX]] {
        let inserts = positions.iter().map(|at| (*at, [4, 4])).collect();
        let position = refused(band(1, vec![vec![(1, [3, 3])], inserts]));
        assert!(matches!(
            position,
            GeomError::BandPosition {
                band: 1,
                arc: 1,
                ..
            }
        ));
    }
}

proptest! {
    #[test]
    fn refining_puts_back_what_was_taken_out(
        points in 0_i32..9, seed in any::<u64>(), keep in any::<u64>()
    ) {
        let bends = Bends { cell: 1000, jitter: 100, points, seed };
        let full = Picture::tiles(2, 2).topology(bends, 0);
        let mut coarse = full.clone();
        let mut inserts = Vec::new();
        for (number, arc) in coarse.arcs.iter_mut().enumerate() {
            let kept = |at: usize, len: usize| {
                at == 0 || at + 1 == len || keep >> ((at + number) % 64) & 1 == 1
            };
            let (whole, len) = (arc.clone(), arc.len());
            let taken = (0_u32..).zip(&whole).filter(|(at, _)| !kept(*at as usize, len));
            inserts.push(taken.map(|(at, point)| (at, *point)).collect());
            *arc = whole.iter().enumerate().filter(|(at, _)| kept(*at, len)).map(|(_, p)| *p).collect();
        }
        refine(&mut coarse, &RefineBand { band: 1, inserts }).unwrap();
        prop_assert_eq!(coarse.bands, 2);
        prop_assert_eq!(coarse.arcs, full.arcs);
    }

    #[test]
    fn labels_lie_inside_with_room(columns in 1_usize..5, rows in 1_usize..5, seed in any::<u64>()) {
        let bends = Bends { cell: 1000, jitter: 200, points: 3, seed };
        let outlines = outlines(&Picture::tiles(columns, rows).topology(bends, 0));
        for (label, id) in neighbours(&outlines).label_points.iter().zip(1..) {
            let ring = outlines.ring_points(outlines.rings(id).next().unwrap());
            let [x, y] = label.unwrap().map(f64::from);
            let found = room(&ring, [x, y]);
            let low = [(id - 1) as usize % columns, (id - 1) as usize / columns];
            let best = (0..40 * 40)
                .map(|at| [low[0] as f64 + (at % 40) as f64 / 40.0, -(low[1] as f64) - (at / 40) as f64 / 40.0])
                .map(|point| room(&ring, point.map(|cells| cells * 1000.0)))
                .fold(0.0, f64::max);
            prop_assert!(found > 0.0 && found > best - 40.0, "{found} of {best}");
        }
    }

    #[test]
    fn the_index_finds_what_looking_at_all_points_finds(
        points in prop::collection::vec(prop::option::weighted(0.9, [-9.0_f64..9.0, -9.0_f64..9.0]), 0..60),
        at in [-12.0_f64..12.0, -12.0_f64..12.0], reach in 0.0_f64..8.0, odd in any::<bool>()
    ) {
        let accept = |number: u32| !odd || number % 2 == 1;
        let squared = |[x, y]: [f64; 2]| (x - at[0]) * (x - at[0]) + (y - at[1]) * (y - at[1]);
        let expected = (0_u32..)
            .zip(&points)
            .filter_map(|(number, point)| Some((number, (*point)?)))
            .filter(|(number, p)| {
                (p[0] - at[0]).abs() <= reach && (p[1] - at[1]).abs() <= reach && accept(*number)
            })
            .min_by(|a, b| squared(a.1).total_cmp(&squared(b.1)))
            .map(|(number, _)| number);
        prop_assert_eq!(GridIndex::new(points).nearest(at, reach, accept), expected);
    }
}

/// Distance from the border of a ring, negative outside.
fn room(ring: &[[i32; 2]], [x, y]: [f64; 2]) -> f64 {
    let (mut inside, mut nearest) = (false, f64::INFINITY);
    for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let [[ax, ay], [bx, by]] = [a, b].map(|point| point.map(f64::from));
        inside ^= (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax);
        let length = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
        let share = (((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length).clamp(0.0, 1.0);
        let off = [x - ax - share * (bx - ax), y - ay - share * (by - ay)];
        nearest = nearest.min((off[0] * off[0] + off[1] * off[1]).sqrt());
    }
    if inside { nearest } else { -nearest }
}

#[test]
fn an_index_of_points_in_one_place_works() {
    let index = GridIndex::new(vec![
        Some([3.0, 3.0]),
        None,
        Some([3.0, 3.0]),
        Some([f64::NAN; 2]),
    ]);
    assert_eq!(index.nearest([3.0, 3.0], 1.0, |_| true), Some(0));
    assert_eq!(index.nearest([3.0, 3.0], 1.0, |number| number > 0), Some(2));
    assert_eq!(index.nearest([3.0, 3.0], f64::NAN, |_| true), None);
    assert_eq!(GridIndex::default().nearest([0.0; 2], 1.0, |_| true), None);
}
