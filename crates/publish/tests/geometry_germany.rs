//! The outlines of Germany from the published VG2500 files: counts, nesting, bands, neighbours.

#![allow(clippy::unwrap_used)] // A helper that fails fails the test.

mod common;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use common::{assert_sound, config, germany, keys, outline_area2};
use serde_json::json;
use teilraum::model::{Areas, Level, LevelIx, Topology};
use teilraum_publish::content::Outlines;
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::geometry::{self, geojson, grid, layer, project::Plane, refine, rings};

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

#[test]
fn dissolved_laender_have_exactly_the_borders_the_office_publishes() {
    let plane = Plane::new(&settings().projection).unwrap();
    let records = layer::read(
        &settings().check["land"],
        &folder(),
        &plane,
        &mut Vec::new(),
    );
    let Topology {
        origin_m, step_m, ..
    } = built().outlines.base;
    let edges = grid::snap_rings(&records.unwrap(), &grid::Grid { origin_m, step_m });
    let published: BTreeSet<_> = edges.keys().copied().collect();
    let full = full();
    let (_, _, laender) = &full.levels[1];
    let rings = laender
        .iter()
        .flatten()
        .map(|ring| rings::ring_points(&full.arcs, ring));
    let dissolved: BTreeSet<_> = rings
        .flat_map(|ring| {
            let pairs = ring
                .windows(2)
                .map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1])));
            pairs.collect::<Vec<_>>()
        })
        .collect();
    // Only where a vertex was drawn onto a border that passed it within the tolerance.
    let differing = published.symmetric_difference(&dissolved).count();
    assert!(
        differing <= 9,
        "{differing} of {} segments differ",
        published.len()
    );
}

#[test]
fn laender_border_whom_they_border() {
    let land = |key: &str| built().areas.find(&built().levels[1], key).unwrap().0;
    let neighbours = built()
        .outlines
        .neighbours
        .iter()
        .find(|n| n.level == LAND)
        .unwrap();
    let of = |key: &str| {
        let list = &neighbours.lists[(land(key) - neighbours.first_area) as usize];
        let keys = list
            .iter()
            .map(|at| built().areas.0[*at as usize].key.as_str());
        keys.collect::<Vec<_>>()
    };
    assert_eq!(of("11"), ["12"], "Berlin");
    assert_eq!(of("10"), ["07"], "Saarland");
    assert_eq!(of("02"), ["01", "03"], "Hamburg");
    assert_eq!(of("04"), ["03"], "Bremen");
    assert_eq!(of("16"), ["03", "06", "09", "14", "15"], "Thüringen");
}

#[test]
fn every_label_lies_inside_its_area_in_every_band() {
    let mut topology = built().outlines.base.clone();
    for band in std::iter::once(None).chain(built().outlines.bands.iter().map(Some)) {
        if let Some(band) = band {
            refine(&mut topology, band);
        }
        for ((level, _, outlines), list) in topology.levels.iter().zip(&built().outlines.neighbours)
        {
            assert_eq!(*level, list.level);
            for (outline, label) in outlines.iter().zip(&list.label_points) {
                let label = label.unwrap().map(f64::from);
                let rings = outline
                    .iter()
                    .map(|ring| rings::ring_points(&topology.arcs, ring));
                let around = rings
                    .filter(|ring| teilraum::geom::ring_holds(ring, label))
                    .count();
                assert_eq!(around % 2, 1, "{label:?} on level {level:?}");
            }
        }
    }
}

#[test]
fn bands_grow_as_their_pixels_ask() {
    let outlines = &built().outlines;
    let base = points(&outlines.base);
    let inserts = outlines
        .bands
        .iter()
        .map(|band| band.inserts.iter().map(Vec::len).sum::<usize>());
    let inserts: Vec<usize> = inserts.collect();
    println!(
        "{} arcs; points: {base} + {inserts:?}; error in m: {:?}",
        outlines.base.arcs.len(),
        outlines.error_m
    );
    assert!((8_000..13_000).contains(&base), "{base}");
    let error = &outlines.error_m;
    assert!(
        error[0] < 600.0 && error[1] < 170.0 && error[2] < 7.1,
        "{error:?}"
    );
}

/// Parts and holes of a GeoJSON geometry.
fn counts(geometry: &serde_json::Value) -> [usize; 2] {
    let coordinates = geometry["coordinates"].as_array().unwrap();
    let rings = |polygon: &serde_json::Value| polygon.as_array().unwrap().len();
    if geometry["type"] == "Polygon" {
        return [1, coordinates.len() - 1];
    }
    let parts = coordinates.len();
    [parts, coordinates.iter().map(rings).sum::<usize>() - parts]
}

#[test]
fn the_download_holds_every_kreis_with_all_its_parts_and_holes() {
    let collection = geojson(&built().outlines, KREIS, &built().areas).unwrap();
    let json: serde_json::Value = serde_json::from_str(&collection.to_string()).unwrap();
    let features = json["features"].as_array().unwrap();
    assert_eq!(features.len(), 400);
    let full = full();
    let (_, first, outlines) = &full.levels[2];
    for feature in features {
        let key = feature["id"].as_str().unwrap();
        let area = built().areas.find(&built().levels[2], key).unwrap();
        let outline = &outlines[(area.0 - first) as usize];
        let positive = |ring: &&Vec<i32>| rings::ring_area2(&full.arcs, ring) > 0;
        let parts = outline.iter().filter(positive).count();
        assert_eq!(
            counts(&feature["geometry"]),
            [parts, outline.len() - parts],
            "{key}"
        );
    }
    // Landau lies in two parts, one of them a hole in Südliche Weinstraße; Cottbus in Spree-Neiße.
    let of = |key: &str| {
        features
            .iter()
            .find(|feature| feature["id"] == key)
            .unwrap()
    };
    assert_eq!(counts(&of("07313")["geometry"]), [2, 0]);
    assert_eq!(counts(&of("07337")["geometry"]), [1, 1]);
    assert_eq!(counts(&of("12071")["geometry"]), [1, 1]);
    assert_eq!(counts(&of("11000")["geometry"]), [1, 0]);
}
