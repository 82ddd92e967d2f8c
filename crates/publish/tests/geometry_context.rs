//! Land around the areas: melted, cut off, simplified, written and read back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails fails the test"
)]

use std::fs;

use serde_json::{Value, json};
use teilraum::format;
use teilraum::model::{Borders, Topology};
use teilraum_publish::config::context::ContextConfig;
use teilraum_publish::content::{Context, Outlines};
use teilraum_publish::geometry::GeometryError;
use teilraum_publish::geometry::context::build;
use teilraum_publish::geometry::project::Plane;

const PLANE: &str = "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs";

/// Areas that reach 100 km to the east and 60 km to the north of the middle of the plane.
fn areas() -> Outlines {
    Outlines {
        system: "s".to_owned(),
        projection: PLANE.to_owned(),
        base: Topology {
            origin_m: [-20.0, 30.0],
            step_m: 10.0,
            bands: 1,
            arcs: vec![vec![[2, -3], [10_002, -3], [10_002, 5_997], [2, -3]]],
            levels: Vec::new(),
        },
        ..Outlines::default()
    }
}

/// Rings in metres of the plane as polygons in longitude and latitude.
fn land(rings: &[&[[f64; 2]]]) -> Value {
    let plane = Plane::new(PLANE).unwrap();
    let lonlat = |ring: &&[[f64; 2]]| -> Vec<[f64; 2]> {
        let closed = ring.iter().chain(ring.first());
        closed.map(|at| plane.lonlat(*at).unwrap()).collect()
    };
    let feature = |ring: &&[[f64; 2]]| {
        let geometry = json!({ "type": "Polygon", "coordinates": [lonlat(ring)] });
        json!({ "type": "Feature", "properties": { "id": "a" }, "geometry": geometry })
    };
    let features: Vec<Value> = rings.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

fn around(rings: &[&[[f64; 2]]], sets: &[Outlines]) -> Result<Option<Context>, GeometryError> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("land.geojson"), land(rings).to_string()).unwrap();
    let settings: ContextConfig = toml::from_str(
        "system = \"s\"\nsources = [\"office\"]\nlayer = { file = \"land.geojson\", key = \"id\" }",
    )
    .unwrap();
    build(&settings, folder.path(), sets, &mut Vec::new())
}

fn box_of(x: [f64; 2], y: [f64; 2]) -> [[f64; 2]; 4] {
    [[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]]]
}

/// Square metres that rings enclose, and the box around them in metres.
fn measured(rings: &Topology) -> (f64, [[f64; 2]; 2]) {
    let metres = |point: &[i32; 2]| {
        [0, 1].map(|axis| rings.origin_m[axis] + f64::from(point[axis]) * rings.step_m)
    };
    let (mut area, mut bounds) = (0.0, [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]]);
    for ring in &rings.arcs {
        let points: Vec<[f64; 2]> = ring.iter().map(metres).collect();
        for pair in points.windows(2) {
            area += (pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]) / 2.0;
        }
        for point in points {
            for axis in 0..2 {
                bounds[0][axis] = bounds[0][axis].min(point[axis]);
                bounds[1][axis] = bounds[1][axis].max(point[axis]);
            }
        }
    }
    (area.abs(), bounds)
}

#[test]
fn what_overlaps_melts_and_what_lies_beyond_the_margin_is_cut_off() {
    // Two countries side by side that overlap by 2 km, far larger than the margin.
    let west = box_of([-300_000.0, 51_000.0], [-200_000.0, 200_000.0]);
    let east = box_of([49_000.0, 90_000.0], [-200_000.0, 200_000.0]);
    let context = around(&[&west, &east], &[areas()]).unwrap().unwrap();
    assert_eq!(context.sources, ["office"]);
    assert_eq!(
        (context.rings.origin_m, context.rings.step_m),
        ([-20.0, 30.0], 10.0)
    );
    assert_eq!(context.rings.arcs.len(), 1, "{:?}", context.rings.arcs);
    let (area, bounds) = measured(&context.rings);
    // Half of 100 km to the west, and half of 60 km to the south and north.
    let expected = [[-50_000.0, -30_000.0], [90_000.0, 90_000.0]];
    for (found, expected) in bounds.iter().flatten().zip(expected.iter().flatten()) {
        assert!((found - expected).abs() <= 400.0, "{bounds:?}");
    }
    assert!(
        (area / (140_000.0 * 120_000.0) - 1.0).abs() < 0.005,
        "{area}"
    );
}

#[test]
fn islands_too_small_to_be_seen_are_left_out_and_lakes_stay_open() {
    let ring = [
        [-40_000.0, 0.0],
        [-40_000.0, 50_000.0],
        [-1_000.0, 50_000.0],
        [-1_000.0, 0.0],
    ];
    let tiny = box_of([-45_000.0, -44_980.0], [0.0, 20.0]);
    let large = box_of([-48_000.0, -45_000.0], [20_000.0, 23_000.0]);
    let context = around(&[&ring, &tiny, &large], &[areas()])
        .unwrap()
        .unwrap();
    assert_eq!(context.rings.arcs.len(), 2);
}

#[test]
fn however_fine_the_source_is_the_file_stays_small_and_is_read_as_written() {
    // A coast of 40,000 points with coves of every size.
    let coast = (0..40_000).map(|at| {
        let along = f64::from(at) / 40_000.0;
        let cove = |length: f64, depth: f64| (along * length).sin() * depth;
        let y = cove(40.0, 9_000.0) + cove(700.0, 900.0) + cove(9_000.0, 200.0);
        [along * 140_000.0 - 45_000.0, 80_000.0 + y / 2.0]
    });
    let mut ring: Vec<[f64; 2]> = coast.collect();
    ring.extend([[95_000.0, -20_000.0], [-45_000.0, -20_000.0]]);
    let context = around(&[&ring], &[areas()]).unwrap().unwrap();
    let file = format::encode_context(&context.rings).unwrap();
    assert!(
        (3_000..=6 * 1024).contains(&file.len()),
        "{} bytes",
        file.len()
    );
    let read = format::context("o/c.bin", &file).unwrap();
    assert_eq!(read, Borders::from(&context.rings));
    assert!(read.levels.is_empty());
    let (area, _) = measured(&context.rings);
    assert!(
        (area / (140_000.0 * 100_000.0) - 1.0).abs() < 0.02,
        "{area}"
    );
}

#[test]
fn land_far_away_is_an_error_and_without_outlines_there_is_nothing_to_do() {
    let far = box_of([400_000.0, 500_000.0], [0.0, 50_000.0]);
    let error = around(&[&far], &[areas()]).unwrap_err().to_string();
    assert!(
        error.contains("land.geojson") && error.contains("none in 1 polygons"),
        "{error}"
    );
    assert!(around(&[&far], &[]).unwrap().is_none());
}

#[test]
fn rings_that_do_not_close_are_neither_written_nor_read() {
    let rings = |arc: &[[i32; 2]]| Topology {
        step_m: 10.0,
        bands: 1,
        arcs: vec![arc.to_vec()],
        ..Topology::default()
    };
    assert!(format::encode_context(&rings(&[[0, 0], [5, 5], [5, 0]])).is_err());
    assert!(format::encode_context(&rings(&[[0, 0]])).is_err());
    let sound = format::encode_context(&rings(&[[0, 0], [5, 5], [5, 0], [0, 0]])).unwrap();
    assert!(format::context("o/c.bin", &sound).is_ok());
}
