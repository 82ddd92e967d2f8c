//! Topologies of hand-made polygons, each with one peculiarity.

#![allow(clippy::unwrap_used)] // A helper that fails fails the test.

mod common;

use common::assert_sound;
use teilraum::model::{LevelIx, Outline, Topology};
use teilraum_publish::geometry::grid::{Grid, snap_rings};
use teilraum_publish::geometry::layer::Record;
use teilraum_publish::geometry::owners::{self, Flaw, FlawKind};
use teilraum_publish::geometry::{arcs, bands, faces, node, rings};

type Ring = Vec<[f64; 2]>;

const GRID: Grid = Grid {
    origin_m: [0.0, 0.0],
    step_m: 1.0,
};

struct Map {
    arcs: arcs::Arcs,
    outlines: Vec<Outline>,
    flaws: Vec<Flaw>,
    repairs: node::Repairs,
}

/// Records of one ring each; the number is the area.
fn map(records: &[(u32, Ring)]) -> Map {
    let areas: Vec<u32> = records.iter().map(|(area, _)| *area).collect();
    let records: Vec<Record> = records
        .iter()
        .map(|(area, ring)| Record {
            key: area.to_string(),
            row: 1,
            rings: vec![ring.clone()],
        })
        .collect();
    map_of(&records, &areas)
}

fn map_of(records: &[Record], areas: &[u32]) -> Map {
    let mut edges = snap_rings(records, &GRID);
    let repairs = node::node(&mut edges, 1.0).unwrap();
    let (borders, flaws) = owners::assign(&faces::cut(&edges), areas, 1.0);
    let arcs = arcs::string(&borders);
    let count = areas.iter().max().map_or(0, |last| last + 1);
    let outlines = rings::outlines(&arcs, 0..count, &Some);
    let map = Map {
        arcs,
        outlines,
        flaws,
        repairs,
    };
    assert_sound(&map.topology());
    map
}

impl Map {
    fn topology(&self) -> Topology {
        Topology {
            origin_m: [0.0; 2],
            step_m: 1.0,
            bands: 1,
            arcs: self.arcs.points.clone(),
            levels: vec![(LevelIx(0), 0, self.outlines.clone())],
        }
    }

    fn areas2(&self) -> Vec<i128> {
        let topology = self.topology();
        let of = |outline| common::outline_area2(&topology, outline);
        self.outlines.iter().map(of).collect()
    }
}

fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Ring {
    vec![
        [x, y],
        [x, y + height],
        [x + width, y + height],
        [x + width, y],
        [x, y],
    ]
}

#[test]
fn two_squares_share_one_arc_of_three() {
    let map = map(&[
        (0, rectangle(0.0, 0.0, 10.0, 10.0)),
        (1, rectangle(10.0, 0.0, 10.0, 10.0)),
    ]);
    assert_eq!(map.arcs.points.len(), 3);
    assert_eq!(map.flaws, []);
    assert_eq!(map.areas2(), [200, 200]);
    assert_eq!(
        common::neighbours(&map.arcs.points, &map.outlines).lists,
        [vec![1], vec![0]]
    );
}

#[test]
fn the_order_of_records_and_the_turn_of_rings_change_nothing() {
    let squares = [
        (0, rectangle(0.0, 0.0, 10.0, 10.0)),
        (1, rectangle(10.0, 0.0, 10.0, 10.0)),
    ];
    let straight = map(&squares);
    let turned: Vec<(u32, Ring)> = squares
        .iter()
        .rev()
        .map(|(area, ring)| (*area, ring.iter().rev().copied().collect()))
        .collect();
    assert_eq!(straight.arcs, map(&turned).arcs);
    assert_eq!(straight.outlines, map(&turned).outlines);
}

#[test]
fn a_hanging_node_is_put_into_the_neighbours_border() {
    let map = map(&[
        (0, rectangle(0.0, 0.0, 10.0, 20.0)),
        (1, rectangle(10.0, 0.0, 10.0, 10.0)),
        (2, rectangle(10.0, 10.0, 10.0, 10.0)),
    ]);
    assert_eq!(map.repairs.welded, [[10, 10]]);
    assert_eq!(map.repairs.moved, 0.0);
    assert_eq!(
        common::neighbours(&map.arcs.points, &map.outlines).lists,
        [vec![1, 2], vec![0, 2], vec![0, 1]]
    );
}

#[test]
fn a_hanging_node_beside_the_border_is_drawn_onto_it() {
    let bent = vec![
        [11.0, 5.0],
        [10.0, 10.0],
        [20.0, 10.0],
        [20.0, 0.0],
        [10.0, 0.0],
        [11.0, 5.0],
    ];
    let map = map(&[(0, rectangle(0.0, 0.0, 10.0, 10.0)), (1, bent)]);
    assert_eq!(map.repairs.moved, 1.0);
    assert_eq!(map.flaws, []);
    assert_eq!(map.areas2(), [210, 190]);
}

#[test]
fn an_area_keeps_its_own_narrow_spit() {
    let spit = vec![
        [0.0, 0.0],
        [0.0, 10.0],
        [50.0, 11.0],
        [10.0, 9.0],
        [10.0, 0.0],
        [0.0, 0.0],
    ];
    let map = map(&[(0, spit)]);
    assert_eq!(map.repairs, node::Repairs::default());
    assert!(map.arcs.points[0].contains(&[50, 11]));
}

#[test]
fn an_enclave_stays_a_hole_and_an_island_a_part() {
    let ring_shaped = Record {
        key: "0".to_owned(),
        row: 1,
        rings: vec![
            rectangle(0.0, 0.0, 30.0, 30.0),
            rectangle(10.0, 10.0, 10.0, 10.0),
            rectangle(40.0, 0.0, 5.0, 5.0),
        ],
    };
    let enclave = Record {
        key: "1".to_owned(),
        row: 2,
        rings: vec![rectangle(10.0, 10.0, 10.0, 10.0)],
    };
    let map = map_of(&[ring_shaped, enclave], &[0, 1]);
    assert_eq!(map.areas2(), [2 * (900 - 100 + 25), 200]);
    assert_eq!(map.outlines[0].len(), 3);
    assert_eq!(map.flaws, []);
    let read = common::neighbours(&map.arcs.points, &map.outlines);
    let point = read.label_points[0].unwrap();
    assert!(
        !(10..20).contains(&point[0]) || !(10..20).contains(&point[1]),
        "{point:?} in the hole"
    );
}

#[test]
fn an_island_inside_a_lake_finds_its_face() {
    let lake = Record {
        key: "0".to_owned(),
        row: 1,
        rings: vec![
            rectangle(0.0, 0.0, 90.0, 90.0),
            rectangle(30.0, 30.0, 40.0, 40.0),
        ],
    };
    let island = Record {
        key: "1".to_owned(),
        row: 2,
        rings: vec![rectangle(45.0, 45.0, 10.0, 10.0)],
    };
    let map = map_of(&[lake, island], &[0, 1]);
    assert_eq!(map.areas2(), [2 * (8100 - 1600), 200]);
    let kinds: Vec<FlawKind> = map.flaws.iter().map(|flaw| flaw.kind).collect();
    assert_eq!(kinds, [FlawKind::Gap]);
    assert_eq!(map.flaws[0].area2, 2 * (1600 - 100));
    assert_eq!(map.flaws[0].areas, [0, 1]);
}

#[test]
fn a_hole_that_touches_the_outer_ring_becomes_a_ring_of_its_own() {
    let pinched = Record {
        key: "0".to_owned(),
        row: 1,
        rings: vec![
            vec![
                [0.0, 0.0],
                [0.0, 15.0],
                [0.0, 30.0],
                [30.0, 30.0],
                [30.0, 0.0],
                [0.0, 0.0],
            ],
            vec![[0.0, 15.0], [10.0, 20.0], [10.0, 10.0], [0.0, 15.0]],
        ],
    };
    let map = map_of(&[pinched], &[0]);
    assert_eq!(map.outlines[0].len(), 2);
    assert_eq!(map.areas2(), [2 * 900 - 100]);
}

#[test]
fn two_parts_that_meet_in_a_point_are_two_rings_and_no_neighbours() {
    let map = map(&[
        (0, rectangle(0.0, 0.0, 10.0, 10.0)),
        (0, rectangle(10.0, 10.0, 10.0, 10.0)),
        (1, rectangle(10.0, 0.0, 10.0, 10.0)),
        (2, rectangle(0.0, 10.0, 10.0, 10.0)),
    ]);
    assert_eq!(map.outlines[0].len(), 2);
    assert_eq!(
        common::neighbours(&map.arcs.points, &map.outlines).lists,
        [vec![1, 2], vec![0], vec![0]]
    );
}

#[test]
fn records_of_one_area_that_touch_or_overlap_melt() {
    let map = map(&[
        (0, rectangle(0.0, 0.0, 10.0, 10.0)),
        (0, rectangle(10.0, 0.0, 10.0, 10.0)),
        (0, rectangle(15.0, 0.0, 10.0, 10.0)),
    ]);
    assert_eq!(map.outlines[0].len(), 1);
    assert_eq!(map.areas2(), [500]);
    assert_eq!(map.flaws, []);
}

#[test]
fn an_overlap_is_found_even_when_one_area_lies_within_the_other() {
    let crossing = [
        (0, rectangle(0.0, 0.0, 20.0, 20.0)),
        (1, rectangle(10.0, 5.0, 20.0, 10.0)),
    ];
    let within = [
        (0, rectangle(0.0, 0.0, 30.0, 30.0)),
        (1, rectangle(10.0, 10.0, 10.0, 10.0)),
    ];
    let twice = [
        (0, rectangle(0.0, 0.0, 10.0, 10.0)),
        (1, rectangle(0.0, 0.0, 10.0, 10.0)),
    ];
    for squares in [crossing, within, twice] {
        let flaws = map(&squares).flaws;
        assert_eq!(flaws.len(), 1);
        assert_eq!((flaws[0].kind, flaws[0].area2), (FlawKind::Overlap, 200));
        assert_eq!(flaws[0].areas, [0, 1]);
    }
}

#[test]
fn slivers_within_the_tolerance_find_an_owner() {
    // Two borders along x = 50 that part by two steps in the middle: 2 · 100 / perimeter < 1.
    let left = vec![
        [0.0, 0.0],
        [0.0, 100.0],
        [50.0, 100.0],
        [48.0, 50.0],
        [50.0, 0.0],
        [0.0, 0.0],
    ];
    let right = |x| {
        vec![
            [50.0, 0.0],
            [x, 50.0],
            [50.0, 100.0],
            [100.0, 100.0],
            [100.0, 0.0],
            [50.0, 0.0],
        ]
    };
    let gap = map(&[(0, left.clone()), (1, right(49.9))]);
    assert_eq!(
        gap.flaws.iter().map(|flaw| flaw.kind).collect::<Vec<_>>(),
        [FlawKind::SliverGap]
    );
    assert_eq!(gap.areas2().iter().sum::<i128>(), 20_000);
    let overlap = map(&[(0, left), (1, right(46.0))]);
    let kinds: Vec<_> = overlap.flaws.iter().map(|flaw| flaw.kind).collect();
    assert_eq!(kinds, [FlawKind::SliverOverlap]);
    assert_eq!(overlap.areas2().iter().sum::<i128>(), 20_000);
}

#[test]
fn a_wide_gap_stays_open_and_is_told() {
    let frame = |x, y, w, h| rectangle(x, y, w, h);
    let map = map(&[
        (0, frame(0.0, 0.0, 30.0, 10.0)),
        (0, frame(0.0, 20.0, 30.0, 10.0)),
        (1, frame(0.0, 10.0, 10.0, 10.0)),
        (2, frame(20.0, 10.0, 10.0, 10.0)),
    ]);
    assert_eq!(map.flaws.len(), 1);
    assert_eq!(
        (map.flaws[0].kind, map.flaws[0].area2),
        (FlawKind::Gap, 200)
    );
    assert_eq!(map.areas2(), [1200, 200, 200]);
}

#[test]
fn coarse_bands_keep_islands_and_enclaves_as_triangles_at_least() {
    let circle = |x: f64, y: f64, r: f64| -> Ring {
        let angle = |i: i32| f64::from(i % 60) / 60.0 * std::f64::consts::TAU;
        (0..=60)
            .map(|i| [x + r * angle(i).cos(), y + r * angle(i).sin()])
            .collect()
    };
    let holed = Record {
        key: "0".to_owned(),
        row: 1,
        rings: vec![circle(500.0, 500.0, 400.0), circle(500.0, 500.0, 100.0)],
    };
    let round = |r| Record {
        key: "1".to_owned(),
        row: 2,
        rings: vec![circle(500.0, 500.0, r)],
    };
    let map = map_of(&[holed, round(100.0)], &[0, 1]);
    let bands = bands::split(&map.arcs.points, &[1e6]);
    let coarse = Topology {
        arcs: bands.base,
        ..map.topology()
    };
    assert_sound(&coarse);
    assert!(
        coarse.arcs.iter().all(|arc| arc.len() == 4),
        "{:?}",
        coarse.arcs
    );
    assert!(
        bands.deviation[0] > 50.0 && bands.deviation[1] == 0.0,
        "{:?}",
        bands.deviation
    );
}

#[test]
fn a_band_deviates_by_no_more_than_its_pixels_allow() {
    let mut border: Ring = (0..=200)
        .map(|i| [f64::from(i) * 7.0, f64::from(i * 31 % 17)])
        .collect();
    border.extend([[1400.0, 3000.0], [0.0, 3000.0], [0.0, 0.0]]);
    let map = map(&[(0, border)]);
    for px in [5.0, 10.0, 20.0] {
        let deviation = bands::split(&map.arcs.points, &[px]).deviation;
        assert!(deviation[0] <= 0.6 * px, "{deviation:?} at {px}");
    }
}

#[test]
fn a_label_stands_in_the_thick_end_of_the_largest_part() {
    let bulb = vec![
        [0.0, 40.0],
        [0.0, 60.0],
        [100.0, 60.0],
        [100.0, 100.0],
        [200.0, 100.0],
        [200.0, 0.0],
        [100.0, 0.0],
        [100.0, 40.0],
        [0.0, 40.0],
    ];
    let map = map(&[
        (0, bulb),
        (0, rectangle(300.0, 0.0, 60.0, 60.0)),
        (2, rectangle(0.0, 0.0, 9.0, 9.0)),
    ]);
    let labels = common::neighbours(&map.arcs.points, &map.outlines).label_points;
    let [x, y] = labels[0].unwrap();
    assert!((x - 150).abs() <= 7 && (y - 50).abs() <= 7, "{labels:?}");
    assert_eq!(labels[1], None);
}
