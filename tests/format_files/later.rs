//! What a later 1.x may add, a reader of 1.0 passes over: sections, fields, companion numbers, flags.

use teilraum::format::*;
use teilraum::model::*;

use super::sample::{self, Plan};

fn plan() -> Plan {
    Plan {
        levels: vec![1, 2, 5],
        indicators: vec![(2, 1, 1)],
    }
}

/// `file` with another payload, lengths and checksum that fit, and version 1.`minor`.
fn sealed(file: &[u8], minor: u8, payload: &[u8]) -> Vec<u8> {
    let packed = miniz_oxide::deflate::compress_to_vec(payload, 1);
    let mut bytes = file[..8].to_vec();
    bytes[5] = minor;
    bytes.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    let mut crc = crc32fast::Hasher::new();
    crc.update(&bytes);
    crc.update(payload);
    bytes.extend_from_slice(&crc.finalize().to_le_bytes());
    bytes.extend_from_slice(&packed);
    bytes
}

fn section(tag: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = content.len() as u32 | 1 << 31;
    [tag.as_slice(), &length.to_le_bytes(), content].concat()
}

/// A block with the companion number `which` after a denominator, all of them zero.
fn with_part(which: u8) -> Result<Block, FormatError> {
    let catalogue = sample::catalogue(&plan());
    let block = {
        let mut block = sample::block(&catalogue, 0, 0, &[(0, 1 << 15, 7), (4, 0, 0)]);
        block.parts.clear();
        block.notes.clear();
        block.cell_notes.clear();
        block
    };
    let written = encode_block(&block, "indicator-0", &catalogue.levels[0]).unwrap();
    let mut payload = miniz_oxide::inflate::decompress_to_vec(&written[20..]).unwrap();
    payload.extend(section(b"part", &[2, 2, 0, 0, which, 3, 0]));
    let path = &catalogue.indicators[0].blocks[0].file.path;
    teilraum::format::block(path, &sealed(&written, 7, &payload), &catalogue)
}

#[test]
fn a_companion_number_that_nobody_knows_is_passed_over() {
    let block = with_part(200).unwrap();
    let parts: Vec<Part> = block.parts.iter().map(|part| part.part).collect();
    assert_eq!(parts, [Part::Denominator]);
    let again = with_part(2).unwrap_err().to_string();
    assert!(
        again.contains("part: expected 1 or more, ascending, found 2"),
        "{again}"
    );
}

#[test]
fn flags_that_nobody_knows_are_kept() {
    let block = with_part(201).unwrap();
    assert_eq!(block.flags[0].bits(), 1 << 15);
}

#[test]
fn fields_that_nobody_knows_are_passed_over_wherever_they_stand() {
    let sound = sample::catalogue(&plan());
    let mut tree = serde_json::to_value(&sound).unwrap();
    add_to_every_object(&mut tree, true);
    tree["teilraum"] = "1.9".into();
    let read = catalogue("g", &serde_json::to_vec(&tree).unwrap()).unwrap();
    let expected = Catalogue {
        teilraum: "1.9".into(),
        ..sound
    };
    assert_eq!(read, expected);
}

/// Puts a field into every object that stands for a type; those by language or key are lists.
fn add_to_every_object(tree: &mut serde_json::Value, named: bool) {
    match tree {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                add_to_every_object(value, name != "texts");
            }
            if named {
                fields.insert("a-later-field".into(), serde_json::json!({"x": [1]}));
            }
        }
        serde_json::Value::Array(entries) => {
            entries
                .iter_mut()
                .for_each(|entry| add_to_every_object(entry, true));
        }
        _ => {}
    }
}

#[test]
fn what_version_0_1_left_out_is_put_in() {
    let now = sample::catalogue(&plan());
    let mut tree = serde_json::to_value(&now).unwrap();
    tree["teilraum"] = "0.1".into();
    let areas = &mut tree["areas"][0];
    areas.as_object_mut().unwrap().remove("areas");
    tree["search"] = serde_json::json!({"path": "s/0.bin", "bytes": 1});
    let set = tree["geometry"][0].as_object_mut().unwrap();
    set.remove("serves");
    set.insert(
        "neighbours".into(),
        serde_json::json!({"path": "n/0.bin", "bytes": 1}),
    );
    tree["downloads"] = serde_json::json!([{"path": "csv/x.csv", "bytes": 1}]);
    let read = catalogue("g", &serde_json::to_vec(&tree).unwrap()).unwrap();
    assert_eq!(read.areas, now.areas);
    assert_eq!(read.search, now.search);
    assert_eq!(read.geometry, now.geometry);
    assert_eq!(read.downloads, None);
}

#[test]
fn a_manifest_may_point_to_the_generation_before() {
    let text =
        br#"{"teilraum":"1.3","generation":"g/1.json","first":[],"previous":"g/0.json","x":1}"#;
    let read = manifest("manifest.json", text).unwrap();
    assert_eq!(read.previous.as_deref(), Some("g/0.json"));
    let text = br#"{"teilraum":"1.0","generation":"g/1.json","first":[],"previous":"../x"}"#;
    assert!(manifest("manifest.json", text).is_err());
}
