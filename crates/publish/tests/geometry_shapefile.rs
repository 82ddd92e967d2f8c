//! Layers as they come from offices, good and bad, written for the occasion.

#![allow(clippy::unwrap_used)] // A helper that fails fails the test.

mod common;

use std::fs;

use common::folder::{Folder, TWO, UTM32, codes, land};
use serde_json::json;
use teilraum::model::{AreaIx, LevelIx};
use teilraum_publish::finding::Severity;
use teilraum_publish::geometry::{self, geojson};

#[test]
fn two_squares_build_without_a_finding_and_the_dissolved_one_is_not_missed() {
    let (built, findings) = Folder::new("two").squares(&TWO).build();
    let built = built.unwrap();
    assert_eq!(findings, []);
    assert_eq!(built.base.arcs.len(), 3);
    assert_eq!(
        built.base.levels[1]
            .2
            .iter()
            .map(Vec::len)
            .collect::<Vec<_>>(),
        [1, 1, 0]
    );
    assert_eq!(built.neighbours[1].lists, [vec![2], vec![1], vec![]]);
    assert_eq!(built.neighbours[1].label_points[2], None);
    assert_eq!(built.error_m.len(), 3);
    assert!(
        built.error_m[2] > 0.0 && built.error_m[2] < 7.1,
        "{:?}",
        built.error_m
    );
}

#[test]
fn the_same_files_give_the_same_outlines() {
    let folder = Folder::new("same").squares(&TWO);
    let (first, second) = (folder.build().0.unwrap(), folder.build().0.unwrap());
    assert_eq!(first.base, second.base);
    assert_eq!(first.bands, second.bands);
    assert_eq!(first.neighbours, second.neighbours);
}

#[test]
fn records_are_filtered_joined_and_left_over_ones_told() {
    let records = [
        ("01001", 9.0, 0.0, 0.0),
        ("01001", 8.0, 0.0, 0.0),
        ("01001", 9.0, 3.0, 0.0),
        ("99999", 9.0, 5.0, 0.0),
    ];
    let (built, findings) = Folder::new("join").squares(&records).build();
    assert_eq!(
        codes(&findings),
        [
            ("unknown-key", Severity::Error),
            ("several-records", Severity::Error),
            ("missing-outline", Severity::Error),
        ]
    );
    assert_eq!(findings[1].place.row, Some(3));
    assert_eq!(
        findings[0].to_string(),
        "kreise.shp, row 4, column AGS: expected the key of an area of level \"kreis\", \
         found \"99999\"; left out; add the area or filter the record"
    );
    assert_eq!(built.unwrap().base.levels[1].2[0].len(), 2);
    let by_rule =
        json!({"file": "kreise.shp", "key": "AGS", "filter": {"GF": 9}, "dissolve_by_key": true});
    let folder = Folder::new("dissolve").squares(&records);
    let (_, findings) = folder.build_with(json!({"levels": {"kreis": by_rule}}));
    assert_eq!(codes(&findings)[1], ("several-records", Severity::Note));
}

#[test]
fn an_overlap_stops_the_build_and_says_where() {
    let records = [("01001", 9.0, 0.0, 0.0), ("01002", 9.0, 0.5, 0.0)];
    let (built, findings) = Folder::new("overlap").squares(&records).build();
    let message = built.unwrap_err().to_string();
    assert!(
        message.contains("between 01001, 01002 at 50.5"),
        "{message}"
    );
    let overlap = findings
        .iter()
        .find(|finding| finding.code == "overlap")
        .unwrap();
    assert_eq!(overlap.severity, Severity::Error);
    assert!(overlap.found.contains("(tolerance 10 m)"), "{overlap}");
}

#[test]
fn a_missing_or_unknown_coordinate_system_is_an_error() {
    let (built, _) = Folder::new("no-prj")
        .squares(&TWO)
        .without("kreise.prj")
        .build();
    let message = built.unwrap_err().to_string();
    assert!(
        message.starts_with("kreise.prj: expected a coordinate system ("),
        "{message}"
    );
    assert!(message.ends_with("found no such file"), "{message}");
    let mars = UTM32.replace("D_ETRS_1989", "D_Mars_2000");
    let (built, _) = Folder::new("mars")
        .squares(&TWO)
        .with("kreise.prj", &mars)
        .build();
    let message = built.unwrap_err().to_string();
    assert!(
        message.ends_with("found datum \"D_Mars_2000\""),
        "{message}"
    );
}

#[test]
fn a_missing_or_wrong_encoding_is_a_finding_and_a_nonsense_one_an_error() {
    let folder = Folder::new("no-cpg").squares(&TWO).without("kreise.cpg");
    let warnings = [
        ("missing-encoding", Severity::Warning),
        ("wrong-encoding", Severity::Warning),
    ];
    assert_eq!(codes(&folder.build().1), warnings);
    let folder = folder.with("kreise.cpg", "ISO-8859-1");
    let (_, findings) = folder.build();
    assert_eq!(codes(&findings), warnings[1..]);
    assert_eq!(findings[0].place.column.as_deref(), Some("GEN"));
    let (built, _) = folder.with("kreise.cpg", "gibberish").build();
    let expected = "kreise.cpg: expected the name of a text encoding, found \"gibberish\"";
    assert_eq!(built.unwrap_err().to_string(), expected);
}

#[test]
fn a_missing_key_column_is_an_error_and_a_numeric_one_is_read_as_text() {
    let folder = Folder::new("columns").squares(&TWO);
    let layer = |key: &str| json!({"levels": {"kreis": {"file": "kreise.shp", "key": key}}});
    let (built, _) = folder.build_with(layer("ARS"));
    let expected = "kreise.dbf, column ARS: expected this attribute, found only AGS, GEN, GF";
    assert_eq!(built.unwrap_err().to_string(), expected);
    let (_, findings) = folder.build_with(layer("GF"));
    assert_eq!(codes(&findings)[0], ("unknown-key", Severity::Error));
    assert_eq!(findings[0].found, "\"9\"");
}

#[test]
fn a_filter_that_nothing_passes_or_that_cannot_be_compared_is_an_error() {
    let folder = Folder::new("filter").squares(&TWO);
    let layer = |filter| json!({"levels": {"kreis": {"file": "kreise.shp", "key": "AGS", "filter": filter}}});
    let message = folder
        .build_with(layer(json!({"GF": 4})))
        .0
        .unwrap_err()
        .to_string();
    assert_eq!(
        message,
        "kreise.shp: expected records that pass the filter, found none of 2"
    );
    let message = folder
        .build_with(layer(json!({"GF": "nine"})))
        .0
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("column GF: expected a value comparable to"),
        "{message}"
    );
    assert!(
        folder
            .build_with(layer(json!({"GEN": "Börde", "GF": 9})))
            .0
            .is_ok()
    );
}

#[test]
fn a_truncated_or_missing_file_is_an_error_never_a_panic() {
    let folder = Folder::new("broken").squares(&TWO);
    let whole = fs::read(folder.0.join("kreise.shp")).unwrap();
    for length in (0..whole.len()).step_by(7) {
        fs::write(folder.0.join("kreise.shp"), &whole[..length]).unwrap();
        let message = folder.build().0.unwrap_err().to_string();
        assert!(message.starts_with("kreise.shp, record "), "{message}");
    }
    fs::write(folder.0.join("kreise.shp"), whole).unwrap();
    for name in ["kreise.dbf", "kreise.shp"] {
        fs::remove_file(folder.0.join(name)).unwrap();
        let message = folder.build().0.unwrap_err().to_string();
        let expected = format!(
            "{name}, record 0: expected a readable shape with attributes, found: no such file"
        );
        assert_eq!(message, expected);
    }
}

#[test]
fn a_record_deleted_in_one_file_only_never_shifts_the_keys() {
    let folder = Folder::new("deleted").squares(&TWO);
    let path = folder.0.join("kreise.dbf");
    let mut table = fs::read(&path).unwrap();
    let first_record = usize::from(u16::from_le_bytes([table[8], table[9]]));
    table[first_record] = b'*';
    fs::write(&path, table).unwrap();
    let message = folder.build().0.unwrap_err().to_string();
    assert!(
        message.ends_with("found: 2 shapes, 1 attribute records"),
        "{message}"
    );
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
