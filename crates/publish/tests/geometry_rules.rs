//! What the settings of outlines decide: merged and unknown areas, crossings, sets, checks, downloads.

#![allow(clippy::unwrap_used)] // A helper that fails fails the test.

mod common;

use std::fs;

use common::folder::{Folder, TWO, codes, land};
use serde_json::json;
use teilraum::model::{AreaIx, LevelIx};
use teilraum_publish::finding::Severity;
use teilraum_publish::geometry::{self, geojson};

#[test]
fn areas_merged_since_are_drawn_as_part_of_their_successor_by_rule() {
    let records = [
        ("01001", 9.0, 0.0, 0.0),
        ("01002", 9.0, 1.0, 0.0),
        ("01003", 9.0, 2.0, 0.0),
    ];
    let folder = Folder::new("merged").squares(&records);
    let (levels, mut areas) = land();
    areas.0[3].successors = vec![AreaIx(2)];
    let build = |more: serde_json::Value, areas: &teilraum::model::Areas| {
        let mut findings = Vec::new();
        let config = common::config(Folder::settings(more));
        let built = geometry::build(&config, &folder.0, &levels, areas, &mut findings);
        (built.unwrap(), findings)
    };
    let drawn = |built: &teilraum_publish::content::Outlines| -> Vec<usize> {
        built.base.levels[1].2.iter().map(Vec::len).collect()
    };
    let (built, findings) = build(json!({}), &areas);
    assert_eq!((drawn(&built), findings.len()), (vec![1, 1, 1], 0));
    let (built, findings) = build(json!({"follow_successors": true}), &areas);
    assert_eq!(drawn(&built), [1, 1, 0]);
    assert_eq!(codes(&findings), [("merged-since", Severity::Note)]);
    assert_eq!(
        findings[0].found,
        "1 that were merged since, the first \"01003\" into \"01002\""
    );
    areas.0[3].successors = vec![AreaIx(1), AreaIx(2)];
    let (built, findings) = build(json!({"follow_successors": true}), &areas);
    assert_eq!(drawn(&built), [1, 1, 0]);
    assert_eq!(codes(&findings), [("split-area", Severity::Warning)]);
    // Two that name each other end in a finding, not in a circle.
    areas.0[2].valid_to = areas.0[3].valid_to;
    (areas.0[2].successors, areas.0[3].successors) = (vec![AreaIx(3)], vec![AreaIx(2)]);
    let (_, findings) = build(json!({"follow_successors": true}), &areas);
    assert!(findings[0].found.contains("circle"), "{}", findings[0]);
}

#[test]
fn unknown_and_missing_areas_are_treated_as_the_recipe_says() {
    let records = [("01001", 9.0, 0.0, 0.0), ("01777", 9.0, 1.0, 0.0)];
    let folder = Folder::new("rules").squares(&records);
    let (built, findings) =
        folder.build_with(json!({"unknown_keys": "parent", "missing_outlines": "list"}));
    let built = built.unwrap();
    assert_eq!(
        codes(&findings),
        [
            ("unknown-key", Severity::Warning),
            ("missing-outline", Severity::Warning)
        ]
    );
    assert!(
        findings[0].done.starts_with("counted to \"01\""),
        "{}",
        findings[0]
    );
    let area = |level: usize, at: usize| {
        common::outline_area2(&built.base, &built.base.levels[level].2[at])
    };
    assert_eq!(built.base.levels[1].2[1], Vec::<Vec<i32>>::new());
    assert!(
        area(0, 0) > area(1, 0) * 19 / 10,
        "the Land holds both squares"
    );
    let (_, findings) = folder.build_with(json!({"unknown_keys": "leave-out"}));
    assert_eq!(
        codes(&findings),
        [
            ("unknown-key", Severity::Warning),
            ("missing-outline", Severity::Error)
        ]
    );
}

#[test]
fn a_polygon_that_crosses_itself_is_an_error_beyond_the_tolerance_only() {
    let bow = |size: f64| {
        let (x, y) = (500_000.0, 5_600_000.0);
        let tie = [
            [x + 1e4, y + 5e3],
            [x + 1e4 + size, y + 5e3 + size],
            [x + 1e4 + size, y + 5e3],
            [x + 1e4, y + 5e3 + size],
        ];
        let mut ring = vec![[x, y], [x + 1e4, y]];
        ring.extend(tie);
        ring.extend([[x + 1e4, y + 1e4], [x, y + 1e4], [x, y]]);
        let feature = |key: &str, ring: &Vec<[f64; 2]>| json!({"type": "Feature", "properties": {"AGS": key}, "geometry": {"type": "Polygon", "coordinates": [ring]}});
        let far: Vec<[f64; 2]> = ring.iter().map(|[x, y]| [x + 5e4, *y]).collect();
        let square = [[x - 2e4, y], [x - 1e4, y], [x - 1e4, y + 1e4], [x - 2e4, y]].to_vec();
        assert!(far.len() > 4);
        let features = json!([feature("01001", &ring), feature("01002", &square)]);
        json!({"type": "FeatureCollection", "features": features}).to_string()
    };
    let folder = Folder::new("knots");
    let layer = json!({"levels": {"kreis": {"file": "k.geojson", "key": "AGS", "crs": "25832"}}});
    let folder = folder.with("k.geojson", &bow(900.0));
    let (built, findings) = folder.build_with(layer.clone());
    let message = built.unwrap_err().to_string();
    assert!(
        message.contains("\"01001\" (record 1) crosses itself around"),
        "{message}"
    );
    assert!(message.contains("° N"), "{message}");
    assert_eq!(
        codes(&findings).last(),
        Some(&("self-intersection", Severity::Error))
    );
    let folder = folder.with("k.geojson", &bow(40.0));
    let (built, findings) = folder.build_with(layer);
    assert!(built.is_ok());
    assert!(
        codes(&findings).contains(&("self-intersection", Severity::Warning)),
        "{findings:?}"
    );
}

#[test]
fn a_set_serves_levels_that_it_draws_and_carries_its_status() {
    let folder = Folder::new("serves").squares(&TWO);
    let built = folder.build().0.unwrap();
    assert_eq!(
        (built.serves, built.status),
        (vec!["land".into(), "kreis".into()], None)
    );
    let more = json!({"serves": ["kreis"], "status": "2017-12-31"});
    let built = folder.build_with(more).0.unwrap();
    assert_eq!(built.serves, ["kreis"]);
    assert_eq!(built.status.unwrap().to_string(), "2017-12-31");
    assert_eq!(built.base.levels.len(), 2);
    for wrong in [json!(["bund"]), json!([])] {
        let message = folder
            .build_with(json!({"serves": wrong}))
            .0
            .unwrap_err()
            .to_string();
        assert!(
            message.starts_with("geometry of \"s\": serves: expected some of"),
            "{message}"
        );
    }
    let set = |more| common::config(Folder::settings(more));
    let [all, kreis] = [json!({}), json!({"serves": ["kreis"]})].map(set);
    let land = set(json!({"serves": ["land"]}));
    assert_eq!(geometry::sets::mistakes(&[kreis.clone(), land.clone()]), []);
    let mistakes = geometry::sets::mistakes(&[all, kreis, land.clone()]);
    assert_eq!(mistakes.len(), 2);
    assert_eq!(
        mistakes[0].0,
        "one [[geometry]] that serves level `kreis` of `s`"
    );
    let mut elsewhere = land;
    elsewhere.projection.push_str(" +x_0=1");
    elsewhere.serves = Some(vec!["kreis".into()]);
    let other = set(json!({"serves": ["land"]}));
    assert_eq!(geometry::sets::mistakes(&[other, elsewhere]).len(), 1);
}

#[test]
fn settings_that_cannot_be_are_refused_by_name() {
    let folder = Folder::new("settings").squares(&TWO);
    let layer = json!({"file": "kreise.shp", "key": "AGS"});
    for (more, named) in [
        (json!({"step_m": 0.0}), "step_m"),
        (json!({"step_m": 1e-6}), "step_m"),
        (json!({"tolerance_m": 5.0}), "tolerance_m"),
        (
            json!({"detail_m_per_px": [100.0, 900.0]}),
            "detail_m_per_px",
        ),
        (json!({"check_share": -1.0}), "check_share"),
        (json!({"levels": {}}), "levels"),
        (json!({"levels": {"gemeinde": layer}}), "levels"),
        (json!({"levels": {"kreis": layer, "land": layer}}), "levels"),
        (json!({"dissolve": ["kreis"]}), "dissolve"),
        (json!({"dissolve": ["bund"]}), "dissolve"),
        (json!({"dissolve": [], "check": {"land": layer}}), "check"),
    ] {
        let message = folder.build_with(more).0.unwrap_err().to_string();
        assert!(
            message.starts_with(&format!("geometry of \"s\": {named}: expected")),
            "{message}"
        );
    }
    let wrong = json!({"system": "s", "projection": "", "levels": {}, "tolerance": 3});
    assert!(serde_json::from_value::<geometry::GeometryConfig>(wrong).is_err());
}

#[test]
fn a_check_layer_that_differs_is_a_finding() {
    let folder = Folder::new("check").squares(&[("01", 9.0, 0.0, 0.0)]);
    for extension in ["shp", "shx", "dbf", "prj", "cpg"] {
        let path = |stem: &str| folder.0.join(format!("{stem}.{extension}"));
        fs::rename(path("kreise"), path("land")).unwrap();
    }
    let folder = folder.squares(&TWO);
    let check = json!({"check": {"land": {"file": "land.shp", "key": "AGS"}}});
    let (built, findings) = folder.build_with(check);
    assert!(built.is_ok());
    assert_eq!(codes(&findings), [("check-differs", Severity::Warning)]);
    assert!(
        findings[0].found.contains("% apart (tolerance 0.100 %)"),
        "{}",
        findings[0]
    );
}

#[test]
fn the_download_is_geojson_in_wgs84_with_outer_rings_counter_clockwise() {
    let (built, _) = Folder::new("geojson").squares(&TWO).build();
    let (_, areas) = land();
    let collection = geojson(&built.unwrap(), LevelIx(1), &areas).unwrap();
    let json: serde_json::Value = serde_json::from_str(&collection.to_string()).unwrap();
    assert_eq!(json["features"].as_array().unwrap().len(), 2);
    let first = &json["features"][0];
    assert_eq!(first["properties"]["key"], "01001");
    assert_eq!(
        first["properties"]["name"],
        areas.get(AreaIx(1)).unwrap().name
    );
    let ring = first["geometry"]["coordinates"][0].as_array().unwrap();
    let number = |at: usize, axis: usize| ring[at][axis].as_f64().unwrap();
    assert_eq!(ring.first(), ring.last());
    let doubled: f64 = (1..ring.len())
        .map(|at| number(at - 1, 0) * number(at, 1) - number(at, 0) * number(at - 1, 1))
        .sum();
    assert!(doubled > 0.0, "clockwise");
    // The corner at 500 km east lies on the meridian of UTM zone 32.
    assert!(
        ring.iter()
            .any(|at| (at[0].as_f64().unwrap() - 9.0).abs() < 2e-4)
    );
    for degrees in ring.iter().flat_map(|at| at.as_array().unwrap()) {
        let text = degrees.to_string();
        assert!(
            text.split('.')
                .nth(1)
                .is_some_and(|decimals| decimals.len() <= 5),
            "{text}"
        );
    }
}
