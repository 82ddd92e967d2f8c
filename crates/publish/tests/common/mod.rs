//! What the tests of the outlines share: areas read off a layer, and invariants of a topology.

// Every test file uses its own part of this, and a helper that fails fails the test.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

pub mod folder;

use std::collections::BTreeSet;
use std::path::Path;

use teilraum::geom;
use teilraum::model::{
    ArcPoints, Area, AreaIx, Areas, Level, LevelIx, Neighbours, Outline, Topology,
};
use teilraum_publish::geometry::{GeometryConfig, exact, rings};

/// Bund, Länder and Kreise from Kreis keys.
pub fn germany(kreise: &BTreeSet<String>) -> (Vec<Level>, Areas) {
    let laender: BTreeSet<&str> = kreise.iter().map(|key| &key[..2]).collect();
    let mut areas = vec![area("DG", 0, None)];
    areas.extend(laender.iter().map(|key| area(key, 1, Some(0))));
    let land = |key: &str| 1 + laender.iter().position(|land| *land == &key[..2]).unwrap() as u32;
    areas.extend(kreise.iter().map(|key| area(key, 2, Some(land(key)))));
    let bounds = [0, 1, 1 + laender.len() as u32, areas.len() as u32];
    let keys = ["bund", "land", "kreis"];
    let levels = keys.iter().enumerate().map(|(at, key)| Level {
        key: (*key).to_owned(),
        system: "verwaltung".to_owned(),
        parent: at.checked_sub(1).map(|parent| LevelIx(parent as u8)),
        areas: [bounds[at], bounds[at + 1]],
    });
    (levels.collect(), Areas(areas))
}

pub fn area(key: &str, level: u8, parent: Option<u32>) -> Area {
    Area {
        key: key.to_owned(),
        level: LevelIx(level),
        parent: parent.map(AreaIx),
        name: format!("Name of {key}"),
        short: key.to_owned(),
        kind: "kind".to_owned(),
        locative: String::new(),
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
    }
}

/// The keys of a layer that pass a filter.
pub fn keys(path: &Path, column: &str) -> BTreeSet<String> {
    use shapefile::dbase::{FieldValue, Reader};
    let mut reader = Reader::from_path(path).unwrap();
    let records = reader.read().unwrap().into_iter();
    let key = |value: &FieldValue| match value {
        FieldValue::Character(Some(text)) => text.trim().to_owned(),
        other => panic!("{column} is {other:?}"),
    };
    records
        .map(|record| key(record.get(column).unwrap()))
        .collect()
}

pub fn config(json: serde_json::Value) -> GeometryConfig {
    serde_json::from_value(json).unwrap()
}

/// Neighbours and label points of outlines, as the engine reads them off.
pub fn neighbours(arcs: &[ArcPoints], outlines: &[Outline]) -> Neighbours {
    let topology = Topology {
        origin_m: [0.0; 2],
        step_m: 1.0,
        bands: 1,
        arcs: arcs.to_vec(),
        levels: vec![(LevelIx(0), 0, outlines.to_vec())],
    };
    geom::neighbours(&geom::Outlines::new(&topology, LevelIx(0), &[]).unwrap())
}

/// Twice the area of an outline in grid steps, holes taken off.
pub fn outline_area2(topology: &Topology, outline: &Outline) -> i128 {
    outline
        .iter()
        .map(|ring| rings::ring_area2(&topology.arcs, ring))
        .sum()
}

/// Arcs per level are used at most twice, once in each direction, and rings close without touching
/// themselves.
pub fn assert_sound(topology: &Topology) {
    for (level, _, outlines) in &topology.levels {
        let mut used = BTreeSet::new();
        for reference in outlines.iter().flatten().flatten() {
            assert!(
                used.insert(*reference),
                "level {level:?} uses {reference} twice"
            );
        }
        for ring in outlines.iter().flatten() {
            let points = rings::ring_points(&topology.arcs, ring);
            assert!(points.len() >= 4, "{points:?}");
            assert_eq!(points.first(), points.last());
            let distinct: BTreeSet<_> = points.iter().skip(1).collect();
            assert_eq!(
                distinct.len(),
                points.len() - 1,
                "ring touches itself: {ring:?}"
            );
            assert_ne!(exact::area2(points), 0);
        }
    }
    assert_planar(topology);
}

/// No two segments cross, overlap or touch except in ends of arcs.
pub fn assert_planar(topology: &Topology) {
    let mut segments: Vec<[[i32; 2]; 2]> = topology
        .arcs
        .iter()
        .flat_map(|arc| {
            arc.windows(2)
                .map(|pair| [pair[0].min(pair[1]), pair[0].max(pair[1])])
        })
        .collect();
    segments.sort_unstable();
    for (at, [a, b]) in segments.iter().enumerate() {
        let ahead = segments[at + 1..].iter().take_while(|[c, _]| c[0] <= b[0]);
        for [c, d] in ahead {
            assert_ne!((a, b), (c, d), "segment twice");
            if c[1].min(d[1]) > a[1].max(b[1]) || c[1].max(d[1]) < a[1].min(b[1]) {
                continue;
            }
            assert!(
                !exact::cross_properly(*a, *b, *c, *d),
                "{a:?}{b:?} × {c:?}{d:?}"
            );
            for (p, [q, r]) in [(c, [a, b]), (d, [a, b]), (a, [c, d]), (b, [c, d])] {
                let touches = p != q && p != r && exact::distance_to_segment(*p, *q, *r) == 0.0;
                assert!(!touches, "{p:?} on {q:?}{r:?}");
            }
        }
    }
}
