//! The outlines of Germany from the published VG2500 files: counts, nesting, bands, neighbours.

mod common;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use common::{assert_sound, config, germany, keys, outline_area2};
use serde_json::json;
use teilraum::model::{Areas, Level, LevelIx, Topology};
use teilraum_publish::content::Outlines;
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::geometry::{self, layer, project::Plane, refine};

const KREIS: LevelIx = LevelIx(2);
const LAND: LevelIx = LevelIx(1);

struct Built {
    levels: Vec<Level>,
    areas: Areas,
    outlines: Outlines,
    findings: Vec<Finding>,
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data"))
}

fn settings() -> geometry::GeometryConfig {
    let layer = |file: &str| json!({"file": file, "key": "AGS", "filter": {"GF": 9}});
    config(json!({
        "system": "verwaltung",
        "sources": ["vg2500"],
        "projection": "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs",
        "levels": {"kreis": layer("sources/vg2500/VG2500_KRS.shp")},
        "dissolve": ["land", "bund"],
        "check": {"land": layer("sources/vg2500/VG2500_LAN.shp")},
    }))
}

fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let kreise = keys(&folder().join("sources/vg2500/VG2500_KRS.dbf"), "AGS");
        let (levels, areas) = germany(&kreise);
        let mut findings = Vec::new();
        let outlines =
            geometry::build(&settings(), &folder(), &levels, &areas, &mut findings).unwrap();
        Built {
            levels,
            areas,
            outlines,
            findings,
        }
    })
}

fn full() -> Topology {
    let mut topology = built().outlines.base.clone();
    for band in &built().outlines.bands {
        assert!(refine(&mut topology, band));
    }
    topology
}

fn points(topology: &Topology) -> usize {
    topology.arcs.iter().map(Vec::len).sum()
}

#[test]
fn the_files_build_without_a_warning() {
    let serious = |finding: &&Finding| finding.severity > Severity::Note;
    for finding in &built().findings {
        println!("{finding}");
    }
    let serious: Vec<_> = built().findings.iter().filter(serious).collect();
    assert!(serious.is_empty(), "{serious:#?}");
}

#[test]
fn every_kreis_and_land_has_an_outline_hamburg_and_berlin_too() {
    let built = built();
    let count = |level: LevelIx| {
        let found = built
            .outlines
            .base
            .levels
            .iter()
            .find(|(ix, _, _)| *ix == level);
        found
            .unwrap()
            .2
            .iter()
            .filter(|outline| !outline.is_empty())
            .count()
    };
    assert_eq!([count(LevelIx(0)), count(LAND), count(KREIS)], [1, 16, 400]);
    for key in ["02000", "11000"] {
        assert!(built.areas.find(&built.levels[2], key).is_some(), "{key}");
    }
}

#[test]
fn snapping_and_noding_keep_every_vertex_of_the_source() {
    let plane = Plane::new(&settings().projection).unwrap();
    let layer_config = &settings().levels["kreis"];
    let records = layer::read(layer_config, &folder(), &plane, &mut Vec::new()).unwrap();
    let vertices: usize = records
        .iter()
        .flat_map(|record| &record.rings)
        .map(Vec::len)
        .sum();
    assert_eq!(vertices, 60_702);
}

#[test]
fn every_band_is_planar_and_its_rings_are_simple() {
    let mut topology = built().outlines.base.clone();
    assert_sound(&topology);
    for band in &built().outlines.bands {
        assert!(refine(&mut topology, band));
        assert_sound(&topology);
        println!(
            "band {}: {} arcs, {} points",
            band.band,
            topology.arcs.len(),
            points(&topology)
        );
    }
    println!(
        "base {} points, error {:?} m",
        points(&built().outlines.base),
        built().outlines.error_m
    );
    println!("error: {:?}", built().outlines.error_m);
}

#[test]
fn kreise_add_up_to_laender_and_laender_to_germany_in_every_band() {
    let mut topology = built().outlines.base.clone();
    let sums = |topology: &Topology| {
        topology
            .levels
            .iter()
            .map(|(_, _, outlines)| {
                outlines
                    .iter()
                    .map(|outline| outline_area2(topology, outline))
                    .sum::<i128>()
            })
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(sums(&topology).len(), 1);
    for band in &built().outlines.bands {
        refine(&mut topology, band);
        assert_eq!(sums(&topology).len(), 1);
    }
    let km2 = *sums(&topology).first().unwrap() as f64 / 2.0 * 1e-4;
    assert!((357_000.0..358_500.0).contains(&km2), "{km2}");
}
