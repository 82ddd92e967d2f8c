//! Large layers, where `TEILRAUM_WORKLOAD` names a folder that holds them; skipped without it.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a helper that fails fails the test, and what was measured is told"
)]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use common::area;
use serde_json::json;
use teilraum::model::{Areas, Level, LevelIx};
use teilraum_publish::content::Outlines;
use teilraum_publish::finding::Severity;
use teilraum_publish::geometry::layer::select::Selection;
use teilraum_publish::geometry::layer::{self, sheet::Sheet};
use teilraum_publish::geometry::project::Plane;
use teilraum_publish::geometry::{self, GeometryConfig};

const PLANE: &str = "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs";

fn workload(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("TEILRAUM_WORKLOAD").map(PathBuf::from);
    let found = folder.filter(|folder| folder.join(file).is_file());
    if found.is_none() {
        println!("skipped: no TEILRAUM_WORKLOAD with {file}");
    }
    found
}

/// The keys of a layer, read by its own recipe.
fn keys(config: &GeometryConfig, base: &Path) -> BTreeSet<String> {
    let plane = Plane::new(&config.projection).unwrap();
    let layer = config.levels.values().next().unwrap();
    let sheet: Sheet = layer::open(layer, base, &plane, &mut Vec::new()).unwrap().0;
    let selection = Selection::of(layer, &sheet);
    let used = sheet
        .rows
        .iter()
        .filter(|row| selection.passes(row).unwrap());
    used.map(|row| selection.key(row).unwrap()).collect()
}

/// Levels by the first digits of keys, coarsest first; the whole key is the last level.
fn levels(keys: &BTreeSet<String>, digits: &[(&str, usize)]) -> (Vec<Level>, Areas) {
    let (mut areas, mut levels, mut above) = (Vec::new(), Vec::new(), Vec::<(String, u32)>::new());
    for (at, (name, digits)) in digits.iter().enumerate() {
        let own: BTreeSet<&str> = keys.iter().map(|key| &key[..*digits]).collect();
        let start = areas.len() as u32;
        let parent = |key: &str| {
            above
                .iter()
                .find(|(above, _)| key.starts_with(above.as_str()))
                .map(|(_, ix)| *ix)
        };
        let made: Vec<_> = own
            .iter()
            .map(|key| area(key, at as u8, parent(key)))
            .collect();
        areas.extend(made);
        above = own
            .iter()
            .zip(start..)
            .map(|(key, ix)| ((*key).to_owned(), ix))
            .collect();
        levels.push(Level {
            key: (*name).to_owned(),
            system: "s".to_owned(),
            parent: at.checked_sub(1).map(|above| LevelIx(above as u8)),
            areas: [start, areas.len() as u32],
        });
    }
    (levels, Areas(areas))
}

fn build(config: &serde_json::Value, base: &Path, digits: &[(&str, usize)]) -> Outlines {
    let config = common::config(config.clone());
    let (levels, areas) = levels(&keys(&config, base), digits);
    let (mut findings, start) = (Vec::new(), Instant::now());
    let built = geometry::build(&config, base, &levels, &areas, &mut findings);
    let took = start.elapsed();
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    let counts: Vec<(&str, usize)> = codes
        .chunk_by(|a, b| a == b)
        .map(|c| (c[0], c.len()))
        .collect();
    println!("{took:?}; findings {counts:?}");
    for finding in findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .take(5)
    {
        println!("{finding}");
    }
    let built = built.unwrap();
    let points: usize = built.base.arcs.iter().map(Vec::len).sum();
    let more: Vec<usize> = built
        .bands
        .iter()
        .map(|band| band.inserts.iter().map(Vec::len).sum())
        .collect();
    println!(
        "{} arcs, {points} + {more:?} vertices, error {:?} m",
        built.base.arcs.len(),
        built.error_m
    );
    built
}

fn drawn(outlines: &Outlines) -> Vec<usize> {
    let count =
        |list: &Vec<Vec<Vec<i32>>>| list.iter().filter(|outline| !outline.is_empty()).count();
    outlines
        .base
        .levels
        .iter()
        .map(|(_, _, list)| count(list))
        .collect()
}

#[test]
fn ten_thousand_gemeinden_become_one_topology_with_their_kreise_and_laender() {
    let Some(base) = workload("gemeinden/VG5000_GEM.shp") else {
        return;
    };
    let config = json!({
        "system": "s", "projection": PLANE, "dissolve": ["land", "kreis"],
        "levels": {"gemeinde": {"file": "gemeinden/VG5000_GEM.shp", "key": "AGS", "filter": {"GF": 9}}},
    });
    let built = build(
        &config,
        &base,
        &[("land", 2), ("kreis", 5), ("gemeinde", 8)],
    );
    assert_eq!(drawn(&built), [16, 401, 10_997]);
}

#[test]
fn planungsraeume_of_a_city_become_one_topology() {
    let Some(base) = workload("berlin/lor_planungsraeume_2021.shp") else {
        return;
    };
    let config = json!({
        "system": "s", "projection": PLANE, "dissolve": ["bezirk"], "step_m": 1.0,
        "detail_m_per_px": [80.0, 20.0],
        "levels": {"plr": {"file": "berlin/lor_planungsraeume_2021.shp", "key": "PLR_ID"}},
    });
    let built = build(&config, &base, &[("bezirk", 2), ("plr", 8)]);
    assert_eq!(drawn(&built), [12, 542]);
}

#[test]
fn gemeinden_in_full_detail_are_read_from_geojson() {
    let Some(base) = workload("gaa/gemeinden.geo.json") else {
        return;
    };
    let config = json!({
        "system": "s", "projection": PLANE, "dissolve": ["land", "kreis"],
        "levels": {"gemeinde": {"file": "gaa/gemeinden.geo.json", "key": "AGS", "filter": {"GF": 4}}},
    });
    let built = build(
        &config,
        &base,
        &[("land", 2), ("kreis", 5), ("gemeinde", 8)],
    );
    assert_eq!(drawn(&built)[2], 11_299);
}
