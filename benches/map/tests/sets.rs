//! What a made-up country must hold to be worth measuring with.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use teilraum::geom::{Outlines, neighbours};
use teilraum::model::{LevelIx, ValueState};
use teilraum_bench_map::land::STEP_M;
use teilraum_bench_map::set::Set;
use teilraum_bench_map::{content, export, plan};
use teilraum_publish::bundle::assemble_map;
use teilraum_publish::geometry::rings::ring_area2;
use teilraum_publish::verify::verify;

fn country(name: &str) -> Set {
    content::set(&plan::named(name).unwrap()).unwrap()
}

fn whole(set: &Set, level: u8) -> Outlines {
    let [_, full] = set.details().unwrap();
    Outlines::new(&full.topology, LevelIx(level), &[]).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let bundle = |seed| {
        let plan = plan::Plan {
            seed,
            ..plan::Plan::of(300)
        };
        let set = content::set(&plan).unwrap();
        assemble_map(&set.content).unwrap().files
    };
    assert_eq!(bundle(1), bundle(1));
    assert_ne!(bundle(1), bundle(2));
}

#[test]
fn the_bundle_is_one_that_verify_accepts() {
    let bundle = assemble_map(&country("tess-2500").content).unwrap();
    let found = verify(&bundle.files);
    assert_eq!(found.errors, []);
    assert_eq!(found.areas[1], ("cell".to_owned(), 2500));
    let cells = |state| found.cells.get(&state).copied().unwrap_or(0);
    let states = [
        ValueState::Missing,
        ValueState::Suppressed,
        ValueState::Value,
    ]
    .map(cells);
    assert!(
        states[0] > 50 && states[1] > 50 && states[2] > 15_000,
        "{states:?}"
    );
}

/// Twice the area of a level in grid steps.
fn area2(set: &Set, level: usize) -> i128 {
    let [_, full] = set.details().unwrap();
    let arcs = &full.topology.arcs;
    let rings = full.topology.levels[level].2.iter().flatten();
    rings.map(|ring| ring_area2(arcs, ring)).sum()
}

#[test]
fn borders_are_shared_and_leave_no_gap() {
    let set = country("tess-2500");
    let outlines = whole(&set, 1);
    let drawn = outlines.labels().iter().flatten().count();
    assert_eq!(drawn, 2500);
    // Every border has an area on one side at least, and areas only ever meet in one border.
    assert!(
        outlines
            .arcs()
            .iter()
            .all(|arc| arc.sides[0] != arc.sides[1])
    );
    let inner = outlines.arcs().iter().filter(|arc| !arc.sides.contains(&0));
    let coast = outlines.arcs().iter().filter(|arc| arc.sides.contains(&0));
    assert!(inner.count() > 6_000 && coast.count() > 100);
    // Parents are made of the coast and of borders between them: a gap inside would be missing.
    assert!(area2(&set, 1) > 0);
    assert_eq!(area2(&set, 0), area2(&set, 1));
}

#[test]
fn areas_have_several_neighbours_and_some_are_islands_or_lie_inside_others() {
    let set = country("tess-2500");
    let outlines = whole(&set, 1);
    let lists = neighbours(&outlines).lists;
    let mean = lists.iter().map(Vec::len).sum::<usize>() as f64 / lists.len() as f64;
    assert!((5.0..6.5).contains(&mean), "{mean}");
    assert!(lists.iter().all(|list| list.len() <= 8));
    let islands = lists.iter().filter(|list| list.is_empty()).count();
    let enclaves = lists.iter().filter(|list| list.len() == 1).count();
    let several = (1..=2500)
        .filter(|id| outlines.rings(*id).count() > 1)
        .count();
    assert!(
        islands > 3 && enclaves > 8 && several > 15,
        "{islands} {enclaves} {several}"
    );
}

#[test]
fn rings_have_as_many_vertices_as_maps_of_that_many_areas_tend_to_have() {
    let per_ring = |name: &str| {
        let set = country(name);
        let outlines = whole(&set, 1);
        let rings: Vec<usize> = (1..=outlines.count() as u32)
            .flat_map(|id| {
                outlines
                    .rings(id)
                    .map(|ring| outlines.ring_points(ring).len())
            })
            .collect();
        rings.iter().sum::<usize>() as f64 / rings.len() as f64
    };
    let (coarse, fine) = (per_ring("tess-2500"), per_ring("tess-400"));
    assert!((94.0..97.0).contains(&coarse), "{coarse}");
    assert!((180.0..193.0).contains(&fine), "{fine}");
}

#[test]
fn the_simplified_outlines_are_off_by_half_a_pixel_at_most_and_still_close() {
    let set = country("tess-2500");
    let [simple, full] = set.details().unwrap();
    let most = teilraum_bench_map::outlines::metres_per_px(&full.topology) / 2.0;
    assert!(simple.simplified && simple.error_m > 0.0 && simple.error_m <= most);
    assert!(Outlines::new(&simple.topology, LevelIx(1), &[]).is_ok());
    let points = |detail: &teilraum_bench_map::set::Detail| -> usize {
        detail.topology.arcs.iter().map(Vec::len).sum()
    };
    assert!(points(&simple) * 3 < points(&full));
}

#[test]
fn the_files_for_others_say_the_same_in_the_same_order() {
    let set = country("tess-300");
    let folder = tempfile::tempdir().unwrap();
    let [simple, _] = set.details().unwrap();
    export::write(&set, &simple, folder.path()).unwrap();
    let read = |name: &str| -> Value {
        serde_json::from_slice(&fs::read(folder.path().join(name)).unwrap()).unwrap()
    };
    let (geojson, topojson) = (read("areas.geojson"), read("areas.topojson"));
    let features = geojson["features"].as_array().unwrap();
    let geometries = topojson["objects"]["areas"]["geometries"]
        .as_array()
        .unwrap();
    assert_eq!((features.len(), geometries.len()), (300, 300));
    assert_eq!(read("about.json")["areas"], 300);
    for column in 0..3 {
        let values = read(&format!("values-{column}.json"));
        let values = values.as_array().unwrap();
        assert_eq!(values.len(), 300);
        assert!(values.iter().any(Value::is_null) && values.iter().any(Value::is_number));
    }
    for (at, (feature, geometry)) in features.iter().zip(geometries).enumerate() {
        assert_eq!((&feature["id"], &geometry["id"]), (&at.into(), &at.into()));
        assert_eq!(
            corners(&feature["geometry"]["coordinates"]),
            arc_corners(&topojson, geometry)
        );
    }
}

/// The corners of all rings on the grid.
fn corners(coordinates: &Value) -> BTreeSet<[i64; 2]> {
    match coordinates.as_array().unwrap().as_slice() {
        [x, y] if x.is_number() => BTreeSet::from([[x, y].map(|v| rounded(v.as_f64().unwrap()))]),
        entries => entries.iter().flat_map(corners).collect(),
    }
}

fn arc_corners(topology: &Value, geometry: &Value) -> BTreeSet<[i64; 2]> {
    let number = |value: &Value| value.as_f64().unwrap();
    let (scale, origin) = (
        &topology["transform"]["scale"],
        &topology["transform"]["translate"],
    );
    let mut corners = BTreeSet::new();
    for reference in flat(&geometry["arcs"]) {
        let arc = if reference < 0 { !reference } else { reference };
        let mut pen = [0.0; 2];
        for step in topology["arcs"][arc as usize].as_array().unwrap() {
            pen = [0, 1].map(|axis| pen[axis] + number(&step[axis]));
            let at = |axis: usize| number(&origin[axis]) + pen[axis] * number(&scale[axis]);
            corners.insert([rounded(at(0)), rounded(at(1))]);
        }
    }
    corners
}

fn flat(arcs: &Value) -> Vec<i64> {
    match arcs.as_array() {
        Some(entries) => entries.iter().flat_map(flat).collect(),
        None => vec![arcs.as_i64().unwrap()],
    }
}

/// The grid line that a longitude or latitude lies on, counted from 10° E or the equator.
fn rounded(degrees: f64) -> i64 {
    let from = if degrees > 5.0 { 10.0 } else { 0.0 };
    ((degrees - from) * 111_320.0 / STEP_M).round() as i64
}
