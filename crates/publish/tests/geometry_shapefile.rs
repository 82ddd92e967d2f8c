//! Layers as they come from offices, good and bad, written for the occasion.

#![allow(clippy::unwrap_used)] // A helper that fails fails the test.

mod common;

use std::fs;

use common::folder::{Folder, TWO, UTM32, codes};
use serde_json::json;
use teilraum_publish::finding::Severity;

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
    assert!(
        message.contains("found no such file") && message.contains("`crs`"),
        "{message}"
    );
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

/// Changes one four-byte number in `kreise.shp`.
fn patched(folder: &Folder, at: usize, bytes: [u8; 4]) -> Vec<u8> {
    let mut shapes = fs::read(folder.0.join("kreise.shp")).unwrap();
    shapes[at..at + 4].copy_from_slice(&bytes);
    shapes
}

#[test]
fn counts_and_lengths_that_lie_are_named_before_they_are_believed() {
    let folder = Folder::new("lying").squares(&TWO);
    // Header of 100 bytes; record: number, length, kind, bounds, parts, points, starts of parts.
    let (length, parts, points, start) = (104, 144, 148, 152);
    let many = i32::MAX.to_le_bytes();
    for (at, bytes, said) in [
        (24, [0, 0, 0, 1], "its header says 2"),
        (length, many, "a record that ends after its file"),
        (parts, many, "2147483647 parts and 5 points"),
        (points, many, "1 parts and 2147483647 points"),
        (points, [0xFF; 4], "1 parts and 4294967295 points"),
        (
            start,
            3_u32.to_le_bytes(),
            "parts that do not divide its 5 points",
        ),
        (108, 99_u32.to_le_bytes(), "record 1"),
    ] {
        let shapes = patched(&folder, at, bytes);
        let folder = Folder::new("lying-copy").squares(&TWO);
        fs::write(folder.0.join("kreise.shp"), shapes).unwrap();
        let message = folder.build().0.unwrap_err().to_string();
        assert!(
            message.starts_with("kreise.shp, record ") && message.contains(said),
            "{message}"
        );
    }
}

#[test]
fn no_byte_changed_anywhere_makes_the_reader_panic() {
    let folder = Folder::new("flipped").squares(&TWO);
    for name in ["kreise.shp", "kreise.dbf", "kreise.prj", "kreise.cpg"] {
        let path = folder.0.join(name);
        let whole = fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(3) {
            for value in [0, 0xFF, whole[at] ^ 0x10] {
                let mut changed = whole.clone();
                changed[at] = value;
                fs::write(&path, changed).unwrap();
                if let Err(error) = folder.build().0 {
                    assert!(error.to_string().contains("expected"), "{error}");
                }
            }
        }
        fs::write(&path, whole).unwrap();
    }
}

#[test]
fn heights_and_measures_are_dropped_and_rows_without_shape_left_out() {
    use shapefile::dbase::{FieldValue, Record, TableWriterBuilder};
    use shapefile::{PointZ, PolygonRing, PolygonZ};
    let folder = Folder::new("heights").squares(&TWO);
    let flat = folder.build().0.unwrap();
    let table = TableWriterBuilder::new().add_character_field("AGS".try_into().unwrap(), 12);
    let mut writer = shapefile::Writer::from_path(folder.0.join("kreise.shp"), table).unwrap();
    for (key, column) in [("01001", 0.0), ("01002", 1.0)] {
        let (x, y) = (500_000.0 + column * 1e4, 5_600_000.0);
        let ring = [
            (x, y),
            (x, y + 1e4),
            (x + 1e4, y + 1e4),
            (x + 1e4, y),
            (x, y),
        ];
        let ring = ring.map(|(x, y)| PointZ::new(x, y, 512.0, 7.0)).to_vec();
        let mut record = Record::default();
        record.insert("AGS".into(), FieldValue::Character(Some(key.into())));
        let polygon = PolygonZ::new(PolygonRing::Outer(ring));
        writer.write_shape_and_record(&polygon, &record).unwrap();
    }
    drop(writer);
    let layer = json!({"levels": {"kreis": {"file": "kreise.shp", "key": "AGS"}}});
    let (built, findings) = folder.build_with(layer.clone());
    assert_eq!((built.unwrap().base, findings), (flat.base, Vec::new()));
    // The second record becomes one without shape: its kind is 0.
    let mut shapes = fs::read(folder.0.join("kreise.shp")).unwrap();
    let second = 100 + 8 + 2 * u32::from_be_bytes(shapes[104..108].try_into().unwrap()) as usize;
    let content =
        2 * u32::from_be_bytes(shapes[second + 4..second + 8].try_into().unwrap()) as usize;
    shapes.truncate(second + 8 + 4);
    shapes[second + 4..second + 8].copy_from_slice(&2_u32.to_be_bytes());
    shapes[second + 8..second + 12].copy_from_slice(&0_u32.to_le_bytes());
    assert!(content > 4);
    let words = (shapes.len() / 2) as u32;
    shapes[24..28].copy_from_slice(&words.to_be_bytes());
    fs::write(folder.0.join("kreise.shp"), shapes).unwrap();
    let (_, findings) = folder.build_with(layer);
    assert_eq!(
        codes(&findings),
        [
            ("no-shape", Severity::Warning),
            ("missing-outline", Severity::Error)
        ]
    );
    assert_eq!(findings[0].place.row, Some(2));
}

#[test]
fn a_missing_index_is_a_note_and_a_stated_system_replaces_a_missing_one() {
    let folder = Folder::new("no-shx").squares(&TWO).without("kreise.shx");
    let (built, findings) = folder.build();
    assert!(built.is_ok());
    assert_eq!(codes(&findings), [("missing-index", Severity::Note)]);
    let folder = Folder::new("stated").squares(&TWO).without("kreise.prj");
    let layer =
        |crs: &str| json!({"levels": {"kreis": {"file": "kreise.shp", "key": "AGS", "crs": crs}}});
    let (built, findings) = folder.build_with(layer("EPSG:25832"));
    assert!(built.is_ok() && findings.is_empty(), "{findings:?}");
    let message = folder
        .build_with(layer("UTM 32"))
        .0
        .unwrap_err()
        .to_string();
    assert!(message.contains("`crs` as one of EPSG 4326"), "{message}");
    let folder = folder.with("kreise.prj", UTM32);
    let message = folder.build_with(layer("25833")).0.unwrap_err().to_string();
    let expected = "kreise.prj: expected a coordinate system (EPSG:25833 (ETRS89 / UTM zone 33N), as the setting `crs` says), found ETRS_1989_UTM_Zone_32N";
    assert_eq!(message, expected);
}
