//! What must hold for every map: random patchworks with water between, and random heaps of
//! overlapping triangles.

#![allow(clippy::unwrap_used)] // A helper that fails fails the test.

mod common;

use std::collections::BTreeSet;

use common::{assert_sound, outline_area2};
use proptest::prelude::*;
use teilraum::model::{LevelIx, Topology};
use teilraum_publish::geometry::arcs::Arcs;
use teilraum_publish::geometry::exact::area2;
use teilraum_publish::geometry::grid::{Grid, snap_rings};
use teilraum_publish::geometry::layer::Record;
use teilraum_publish::geometry::owners::{self, Flaw, FlawKind};
use teilraum_publish::geometry::{arcs, bands, faces, node, refine, rings};

const GRID: Grid = Grid {
    origin_m: [0.0, 0.0],
    step_m: 1.0,
};
const SIDE: usize = 6;
const AREAS: u32 = 5;

fn record(ring: Vec<[f64; 2]>) -> Record {
    Record {
        key: String::new(),
        row: 1,
        rings: vec![ring],
    }
}

/// Quadrilaterals between the points of a shaken lattice, each with its area; 0 is water.
fn patchwork() -> impl Strategy<Value = (Vec<Record>, Vec<u32>)> {
    let shake = prop::collection::vec((-6..=6_i32, -6..=6_i32), (SIDE + 1) * (SIDE + 1));
    let owners = prop::collection::vec(0..=AREAS, SIDE * SIDE);
    (shake, owners).prop_map(|(shake, owners)| {
        let corner = |x: usize, y: usize| {
            let (dx, dy) = shake[y * (SIDE + 1) + x];
            [(x as i32 * 20 + dx) as f64, (y as i32 * 20 + dy) as f64]
        };
        let (mut records, mut areas) = (Vec::new(), Vec::new());
        for (at, owner) in owners
            .into_iter()
            .enumerate()
            .filter(|(_, owner)| *owner > 0)
        {
            let (x, y) = (at % SIDE, at / SIDE);
            let corners = [(x, y), (x, y + 1), (x + 1, y + 1), (x + 1, y), (x, y)];
            records.push(record(corners.map(|(x, y)| corner(x, y)).to_vec()));
            areas.push(owner - 1);
        }
        (records, areas)
    })
}

fn triangles() -> impl Strategy<Value = (Vec<Record>, Vec<u32>)> {
    let corner = || (0..60_i32, 0..60_i32).prop_map(|(x, y)| [f64::from(x), f64::from(y)]);
    let triangle = (corner(), corner(), corner()).prop_map(|(a, b, c)| record(vec![a, b, c, a]));
    prop::collection::vec((triangle, 0..AREAS), 1..12).prop_map(|list| list.into_iter().unzip())
}

fn build(records: &[Record], areas: &[u32]) -> Option<(Arcs, Vec<Flaw>)> {
    let mut edges = snap_rings(records, &GRID);
    node::node(&mut edges, 1.0)?;
    let (borders, flaws) = owners::assign(&faces::cut(&edges), areas, 1.0);
    Some((arcs::string(&borders), flaws))
}

/// Areas, their parents (odd and even), and one that holds all.
fn topology(arcs: &Arcs) -> Topology {
    let level =
        |count: u32, owner: &dyn Fn(u32) -> Option<u32>| rings::outlines(arcs, 0..count, owner);
    Topology {
        origin_m: [0.0; 2],
        step_m: 1.0,
        bands: 1,
        arcs: arcs.points.clone(),
        levels: vec![
            (LevelIx(0), 0, level(1, &|_| Some(0))),
            (LevelIx(1), 0, level(2, &|area| Some(area % 2))),
            (LevelIx(2), 0, level(AREAS, &Some)),
        ],
    }
}

fn sums(topology: &Topology) -> Vec<i128> {
    let sum = |outlines: &Vec<_>| outlines.iter().map(|o| outline_area2(topology, o)).sum();
    topology
        .levels
        .iter()
        .map(|(_, _, outlines)| sum(outlines))
        .collect()
}

proptest! {
    #[test]
    fn a_patchwork_keeps_its_area_on_every_level((records, areas) in patchwork()) {
        let (arcs, flaws) = build(&records, &areas).unwrap();
        let topology = topology(&arcs);
        assert_sound(&topology);
        let snapped = |record: &Record| area2(record.rings[0].iter().map(|p| GRID.snap(*p))).abs();
        let total: i128 = records.iter().map(snapped).sum();
        prop_assert_eq!(sums(&topology), vec![total; 3]);
        prop_assert!(flaws.iter().all(|flaw| flaw.kind == FlawKind::Gap || flaw.kind == FlawKind::Enclosed));
    }

    #[test]
    fn dissolving_everything_leaves_the_outer_boundary((records, areas) in patchwork()) {
        let (arcs, _) = build(&records, &areas).unwrap();
        let coast = arcs.sides.iter().map(|sides| sides.contains(&None));
        let coast: BTreeSet<i32> = (0..).zip(coast).filter(|(_, coast)| *coast).map(|(at, _)| at).collect();
        let all = rings::outlines(&arcs, 0..1, &|_| Some(0));
        let used = all.iter().flatten().flatten().map(|r| if *r < 0 { !*r } else { *r });
        prop_assert_eq!(used.collect::<BTreeSet<i32>>(), coast);
    }

    #[test]
    fn bands_stay_planar_and_lead_back_to_every_vertex((records, areas) in patchwork(), px in 1.0..60.0_f64) {
        let (arcs, _) = build(&records, &areas).unwrap();
        let full = topology(&arcs);
        let bands = bands::split(&arcs.points, &[px * 2.0, px]);
        let mut topology = Topology { arcs: bands.base, ..full.clone() };
        prop_assert!(bands.deviation.windows(2).all(|pair| pair[0] >= pair[1]));
        prop_assert_eq!(bands.deviation[2], 0.0);
        for band in &bands.finer {
            assert_sound(&topology);
            let sums = sums(&topology);
            prop_assert!(sums.iter().all(|sum| *sum == sums[0]));
            prop_assert!(refine(&mut topology, band));
        }
        prop_assert_eq!(&topology.arcs, &full.arcs);
        prop_assert_eq!(topology.bands, 3);
    }

    #[test]
    fn neighbours_are_mutual_and_share_an_arc((records, areas) in patchwork()) {
        let (arcs, _) = build(&records, &areas).unwrap();
        let outlines = rings::outlines(&arcs, 0..AREAS, &Some);
        let lists = common::neighbours(&arcs.points, &outlines).lists;
        for (area, list) in (0..).zip(&lists) {
            for other in list {
                prop_assert!(lists[*other as usize].contains(&area));
                let both = [Some(area), Some(*other)];
                prop_assert!(arcs.sides.iter().any(|sides| both.iter().all(|side| sides.contains(side))));
            }
        }
    }

    #[test]
    fn every_band_keeps_areas_holes_and_neighbours((records, areas) in patchwork(), px in 1.0..40.0_f64) {
        let (arcs, _) = build(&records, &areas).unwrap();
        let full = topology(&arcs);
        let split = bands::split(&full.arcs, &[px * 4.0, px]);
        let mut band = Topology { arcs: split.base.clone(), ..full.clone() };
        let shape = |topology: &Topology| -> Vec<Vec<Vec<bool>>> {
            let turn = |ring: &Vec<i32>| rings::ring_area2(&topology.arcs, ring) > 0;
            let outlines = topology.levels.iter().flat_map(|(_, _, outlines)| outlines);
            outlines.map(|outline| vec![outline.iter().map(turn).collect()]).collect()
        };
        let beside = |topology: &Topology| {
            let outlines = &topology.levels[2].2;
            common::neighbours(&topology.arcs, outlines).lists
        };
        let (shapes, lists) = (shape(&full), beside(&full));
        for finer in [None, split.finer.first(), split.finer.get(1)] {
            if let Some(finer) = finer {
                prop_assert!(refine(&mut band, finer));
            }
            assert_sound(&band);
            // Every ring is still there and turns as it did: no island, hole or enclave vanishes.
            prop_assert_eq!(shape(&band), shapes.clone());
            prop_assert_eq!(beside(&band), lists.clone());
            let sums = sums(&band);
            prop_assert!(sums.iter().all(|sum| *sum == sums[0]), "levels disagree: {:?}", sums);
        }
        prop_assert_eq!(band.arcs, full.arcs);
        prop_assert!(split.deviation.windows(2).all(|pair| pair[0] >= pair[1]));
        prop_assert!(split.deviation[0] <= px * 4.0, "{:?}", split.deviation);
        prop_assert_eq!(split.deviation.last(), Some(&0.0));
    }

    #[test]
    fn the_order_of_records_changes_nothing((mut records, mut areas) in patchwork()) {
        let straight = build(&records, &areas).unwrap();
        records.reverse();
        areas.reverse();
        prop_assert_eq!(build(&records, &areas).unwrap(), straight);
    }

    #[test]
    fn any_heap_of_triangles_becomes_a_sound_topology((records, areas) in triangles()) {
        let Some((arcs, flaws)) = build(&records, &areas) else { return Ok(()) };
        let topology = topology(&arcs);
        assert_sound(&topology);
        let sums = sums(&topology);
        prop_assert!(sums.iter().all(|sum| *sum == sums[0]));
        prop_assert!(flaws.iter().all(|flaw| flaw.area2 > 0));
    }
}
