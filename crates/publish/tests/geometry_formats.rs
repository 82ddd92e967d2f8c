//! The same two squares in every format, and each format's own ways to go wrong.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails fails the test"
)]

mod common;

use std::fs;

use common::folder::{Folder, TWO, codes};
use rusqlite::Connection;
use serde_json::{Value, json};
use teilraum_publish::finding::Severity;

/// The corners of the square in `column`, outer rings against the clock, in UTM 32.
fn corners(column: f64) -> Vec<[f64; 2]> {
    let (x, y) = (500_000.0 + column * 1e4, 5_600_000.0);
    vec![
        [x, y],
        [x + 1e4, y],
        [x + 1e4, y + 1e4],
        [x, y + 1e4],
        [x, y],
    ]
}

fn feature(key: &str, column: f64) -> Value {
    json!({
        "type": "Feature",
        "properties": {"AGS": key, "GF": 9},
        "geometry": {"type": "Polygon", "coordinates": [corners(column)]},
    })
}

fn crs(name: &str) -> Value {
    json!({"type": "name", "properties": {"name": name}})
}

fn collection(features: Value) -> Value {
    json!({"type": "FeatureCollection", "crs": crs("urn:ogc:def:crs:EPSG::25832"), "features": features})
}

/// Settings for one layer file.
fn layer(file: &str, more: Value) -> Value {
    let mut layer = json!({"file": file, "key": "AGS"});
    let fields = layer.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    json!({"levels": {"kreis": layer}})
}

fn write(folder: &Folder, file: &str, content: &Value) {
    fs::write(folder.0.join(file), content.to_string()).unwrap();
}

/// What is said about a file that cannot be read.
fn message(folder: &Folder, file: &str, more: Value) -> String {
    let built = folder.build_with(layer(file, more)).0;
    built.unwrap_err().to_string()
}

/// Builds and compares with the outlines of the Shapefile.
fn assert_same(folder: &Folder, settings: Value) {
    let expected = Folder::new(&format!("{}-shp", folder.name()))
        .squares(&TWO)
        .build()
        .0
        .unwrap();
    let (built, findings) = folder.build_with(settings);
    let built = built.unwrap();
    assert_eq!(findings, []);
    assert_eq!(built.base, expected.base);
    assert_eq!(built.bands, expected.bands);
}

#[test]
fn geojson_is_read_in_any_nesting() {
    let folder = Folder::new("geojson-nesting");
    let [one, two] = [feature("01001", 0.0), feature("01002", 1.0)];
    let inner = collection(json!([two]));
    let mut collected = feature("01002", 1.0);
    let geometry = collected["geometry"].take();
    collected["geometry"] = json!({"type": "GeometryCollection", "geometries": [geometry]});
    let multi = json!({"type": "MultiPolygon", "coordinates": [[corners(1.0)]]});
    let mut as_multi = feature("01002", 1.0);
    as_multi["geometry"] = multi;
    for content in [
        collection(json!([one, two])),
        json!([collection(json!([one])), [collection(json!([two]))]]),
        collection(json!([one, inner])),
        collection(json!([one, [two]])),
        collection(json!([one, collected])),
        collection(json!([one, as_multi])),
        json!([{"type": "FeatureCollection", "features": []}, [[collection(json!([one]))]], two]),
    ] {
        write(&folder, "kreise.geojson", &content);
        assert_same(&folder, layer("kreise.geojson", json!({})));
    }
}

#[test]
fn the_system_of_geojson_is_its_own_or_stated_and_never_both() {
    let folder = Folder::new("geojson-crs");
    let features = json!([feature("01001", 0.0), feature("01002", 1.0)]);
    let plain = json!({"type": "FeatureCollection", "features": features});
    write(&folder, "kreise.geojson", &plain);
    assert_same(
        &folder,
        layer("kreise.geojson", json!({"crs": "EPSG:25832"})),
    );
    let found = message(&folder, "kreise.geojson", json!({}));
    assert!(
        found.contains("EPSG:4326") && found.contains("metres, not degrees"),
        "{found}"
    );
    write(&folder, "kreise.geojson", &collection(features.clone()));
    let found = message(&folder, "kreise.geojson", json!({"crs": "EPSG:25833"}));
    let said = "as the setting `crs` says), found EPSG:25832";
    assert!(
        found.starts_with("kreise.geojson: ") && found.contains(said),
        "{found}"
    );
    // ETRS89 and WGS 84 are one system here.
    assert_same(&folder, layer("kreise.geojson", json!({"crs": "32632"})));
    for unknown in [crs("EPSG:99999"), json!({"type": "link"}), json!(7)] {
        let mut content = plain.clone();
        content["crs"] = unknown;
        write(&folder, "kreise.geojson", &content);
        let found = message(&folder, "kreise.geojson", json!({}));
        assert!(
            found.starts_with("kreise.geojson: expected a coordinate system"),
            "{found}"
        );
    }
    let mut two = collection(features.clone());
    two["features"][1]["crs"] = crs("EPSG:25833");
    write(&folder, "kreise.geojson", &two);
    let found = message(&folder, "kreise.geojson", json!({}));
    assert!(
        found.contains("record 2") && found.contains("two coordinate systems"),
        "{found}"
    );
}

#[test]
fn swapped_axes_are_recognised_and_named() {
    let folder = Folder::new("swapped");
    let turned = |column: f64| {
        corners(column)
            .iter()
            .map(|[x, y]| [*y, *x])
            .collect::<Vec<_>>()
    };
    let swapped = |key: &str, column| {
        let mut feature = feature(key, column);
        feature["geometry"]["coordinates"] = json!([turned(column)]);
        feature
    };
    let content = collection(json!([swapped("01001", 0.0), swapped("01002", 1.0)]));
    write(&folder, "kreise.geojson", &content);
    let found = message(&folder, "kreise.geojson", json!({}));
    assert!(
        found.starts_with("kreise.geojson, record 1: expected coordinates of EPSG:25832"),
        "{found}"
    );
    assert!(
        found.ends_with("with the two swapped they would fit (setting `swap_axes`)"),
        "{found}"
    );
    assert_same(&folder, layer("kreise.geojson", json!({"swap_axes": true})));
    let latitude_first = json!({"type": "Polygon", "coordinates": [[[50.5, 9.0], [50.5, 9.1], [50.6, 9.1], [50.5, 9.0]]]});
    let mut degrees = feature("01001", 0.0);
    degrees["geometry"] = latitude_first;
    write(&folder, "kreise.geojson", &json!([degrees]));
    let found = message(&folder, "kreise.geojson", json!({}));
    assert!(
        found.contains("EPSG:4326") && found.contains("the two swapped"),
        "{found}"
    );
}

#[test]
fn keys_that_are_numbers_find_their_zeros_again() {
    let folder = Folder::new("numbers");
    let numeric = |key: u32, column| {
        let mut feature = feature("", column);
        feature["properties"]["AGS"] = json!(key);
        feature
    };
    write(
        &folder,
        "kreise.json",
        &collection(json!([numeric(1001, 0.0), numeric(1002, 1.0)])),
    );
    let (built, findings) = folder.build_with(layer("kreise.json", json!({})));
    assert!(built.is_ok());
    let padded = ("padded-key", Severity::Warning);
    assert_eq!(codes(&findings), [padded, padded]);
    assert_eq!(
        findings[0].to_string(),
        "kreise.json, row 1, column AGS: expected a key of 5 digits, found \"1001\"; read as \"01001\", which is an area"
    );
    let mut by_id = [feature("", 0.0), feature("", 1.0)];
    by_id[0]["id"] = json!("01001");
    by_id[1]["id"] = json!("01002");
    write(&folder, "kreise.json", &collection(json!(by_id)));
    assert_same(&folder, layer("kreise.json", json!({"key": "id"})));
}

#[test]
fn broken_json_is_an_error_with_line_and_column() {
    let folder = Folder::new("broken-json");
    let deep = "[".repeat(100_000);
    for (content, said) in [
        (
            "",
            "kreise.geojson, line 1, column 0: expected GeoJSON, found: EOF",
        ),
        (
            "{\"type\":\n 12}",
            "kreise.geojson, line 2, column 3: expected GeoJSON",
        ),
        ("[1]", "expected a GeoJSON object"),
        (deep.as_str(), "recursion limit"),
        (
            "[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[\"x\",3]]]}}]",
            "line 1, column",
        ),
        (
            "{\"type\":\"Polygon\",\"coordinates\":[[1,2],[3,4]]}",
            "record 1: expected a readable shape with attributes, found: a Polygon whose coordinates",
        ),
        (
            "{\"type\":\"Teapot\"}",
            "found: an object of type \"Teapot\"",
        ),
        ("{}", "found: an object without `type`"),
        ("{\"type\":\"FeatureCollection\"}", "without `features`"),
        (
            "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}",
            "this attribute",
        ),
        ("[]", "found none of 0"),
    ] {
        fs::write(folder.0.join("kreise.geojson"), content).unwrap();
        let found = message(&folder, "kreise.geojson", json!({}));
        assert!(found.contains(said), "{found}");
    }
    let content = collection(json!([feature("01001", 0.0)])).to_string();
    for length in (0..content.len()).step_by(11) {
        fs::write(folder.0.join("kreise.geojson"), &content[..length]).unwrap();
        message(&folder, "kreise.geojson", json!({}));
    }
    fs::write(
        folder.0.join("kreise.geojson"),
        content.replace("01001", "K\u{f6}ln"),
    )
    .unwrap();
    let found = message(&folder, "kreise.geojson", json!({"encoding": "ebcdic"}));
    assert!(
        found.contains("expected the name of a text encoding"),
        "{found}"
    );
    let found = message(&folder, "kreise.shape", json!({}));
    assert!(found.contains("a name that ends in .shp"), "{found}");
}

/// Two squares that share an arc, quantised to metres from a corner.
fn topology() -> Value {
    json!({
        "type": "Topology",
        "crs": crs("EPSG:25832"),
        "transform": {"scale": [1.0, 1.0], "translate": [500_000.0, 5_600_000.0]},
        "objects": {"kreise": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "properties": {"AGS": "01001"}, "arcs": [[0, 1]]},
            {"type": "MultiPolygon", "properties": {"AGS": "01002"}, "arcs": [[[-1, 2]]]},
        ]}},
        "arcs": [
            [[10_000, 0], [0, 10_000]],
            [[10_000, 10_000], [-10_000, 0], [0, -10_000], [10_000, 0]],
            [[10_000, 0], [10_000, 0], [0, 10_000], [-10_000, 0]],
        ],
    })
}

#[test]
fn topojson_is_read_with_its_arcs_either_way() {
    let folder = Folder::new("topojson");
    write(&folder, "kreise.topojson", &topology());
    assert_same(&folder, layer("kreise.topojson", json!({})));
    let mut absolute = topology();
    absolute.as_object_mut().unwrap().remove("transform");
    absolute["arcs"] = json!([
        [[510_000, 5_600_000], [510_000, 5_610_000]],
        [
            [510_000, 5_610_000],
            [500_000, 5_610_000],
            [500_000, 5_600_000],
            [510_000, 5_600_000]
        ],
        [
            [510_000, 5_600_000],
            [520_000, 5_600_000],
            [520_000, 5_610_000],
            [510_000, 5_610_000]
        ],
    ]);
    absolute["objects"]["more"] = absolute["objects"]["kreise"].clone();
    write(&folder, "kreise.json", &absolute);
    let settings = json!({"format": "topojson", "table": "kreise"});
    assert_same(&folder, layer("kreise.json", settings));
    let found = message(&folder, "kreise.json", json!({"format": "topojson"}));
    assert_eq!(
        found,
        "kreise.json: expected one object, or the setting `table`, found kreise, more"
    );
    let found = message(
        &folder,
        "kreise.json",
        json!({"format": "topojson", "table": "x"}),
    );
    assert_eq!(
        found,
        "kreise.json: expected the object \"x\", found kreise, more"
    );
}

#[test]
fn arcs_that_do_not_exist_or_nest_wrongly_are_named() {
    let folder = Folder::new("topojson-broken");
    let geometries = |arcs: Value, kind: &str| {
        let mut content = topology();
        content["objects"]["kreise"]["geometries"][1] =
            json!({"type": kind, "properties": {"AGS": "01002"}, "arcs": arcs});
        content
    };
    for (arcs, kind, said) in [
        (
            json!([[3]]),
            "Polygon",
            "record 2: expected a readable shape with attributes, found: arc 3 of 3",
        ),
        (json!([[-4]]), "Polygon", "arc -4 of 3"),
        (json!([[[0]]]), "Polygon", "not nested as one"),
        (json!([0]), "LineString", "expected a polygon, found lines"),
        (json!([[0]]), "Sphere", "a shape of type \"Sphere\""),
        (json!("x"), "Polygon", "line 1, column"),
    ] {
        write(&folder, "kreise.topojson", &geometries(arcs, kind));
        let found = message(&folder, "kreise.topojson", json!({}));
        assert!(found.contains(said), "{found}");
    }
    let bomb: Vec<i64> = vec![1; 300_000];
    let mut content = geometries(json!([bomb]), "Polygon");
    content["arcs"][1] = json!(vec![[1, 1]; 200]);
    write(&folder, "kreise.topojson", &content);
    let found = message(&folder, "kreise.topojson", json!({}));
    assert!(found.contains("more than 50000000 vertices"), "{found}");
}

/// A GeoPackage shape with bounds, heights and measures.
fn blob(column: f64) -> Vec<u8> {
    let mut bytes = b"GP\0\x03".to_vec();
    bytes.extend(25832_i32.to_le_bytes());
    bytes.extend([0; 32]);
    bytes.push(1);
    bytes.extend(3003_u32.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(5_u32.to_le_bytes());
    for [x, y] in corners(column) {
        for number in [x, y, 77.0, -1.0] {
            bytes.extend(number.to_le_bytes());
        }
    }
    bytes
}

/// Writes `kreise.gpkg` with the table `kreise` in the system number `srs`.
fn geopackage(folder: &Folder, srs: i64) -> Connection {
    let path = folder.0.join("kreise.gpkg");
    let _ = fs::remove_file(&path);
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(&format!(
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
             CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
             INSERT INTO gpkg_contents VALUES ('kreise', 'features'), ('styles', 'attributes');
             INSERT INTO gpkg_geometry_columns VALUES ('kreise', 'geom', {srs});
             INSERT INTO gpkg_spatial_ref_sys VALUES (25832, 'EPSG', 25832, 'undefined'), (-1, 'NONE', -1, 'undefined'), (7, 'me', 7, 'GEOGCS[\"odd\"]');
             CREATE TABLE kreise (fid INTEGER PRIMARY KEY, AGS TEXT, N INTEGER, geom BLOB);"
        ))
        .unwrap();
    for (number, column) in [(1001, 0.0), (1002, 1.0)] {
        let insert = "INSERT INTO kreise (AGS, N, geom) VALUES (?1, ?2, ?3)";
        let values = (format!("0{number}"), number, blob(column));
        connection.execute(insert, values).unwrap();
    }
    connection
}

#[test]
fn a_geopackage_is_read_without_its_heights_and_never_written() {
    let folder = Folder::new("gpkg");
    drop(geopackage(&folder, 25832));
    let before = fs::read(folder.0.join("kreise.gpkg")).unwrap();
    assert_same(
        &folder,
        layer("kreise.gpkg", json!({"filter": {"N": [1001, 1002]}})),
    );
    assert_eq!(fs::read(folder.0.join("kreise.gpkg")).unwrap(), before);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
    let found = message(&folder, "kreise.gpkg", json!({"table": "styles"}));
    assert_eq!(
        found,
        "kreise.gpkg: expected the table of features \"styles\", found kreise"
    );
    let (_, findings) = folder.build_with(layer("kreise.gpkg", json!({"key": "N"})));
    assert_eq!(codes(&findings), [("padded-key", Severity::Warning); 2]);
}

#[test]
fn a_geopackage_without_a_usable_system_needs_one_stated() {
    let folder = Folder::new("gpkg-crs");
    for (srs, said) in [
        (-1, "an undefined one"),
        (99, "number 99"),
        (7, "without datum"),
    ] {
        drop(geopackage(&folder, srs));
        let found = message(&folder, "kreise.gpkg", json!({}));
        assert!(found.contains(said), "{found}");
    }
    drop(geopackage(&folder, -1));
    let (built, _) = folder.build_with(layer("kreise.gpkg", json!({"crs": "EPSG:25832"})));
    assert!(built.is_ok());
    drop(geopackage(&folder, 25832));
    let found = message(&folder, "kreise.gpkg", json!({"crs": "EPSG:31467"}));
    assert!(found.contains("DHDN / Gauß–Krüger zone 3"), "{found}");
}

#[test]
fn a_geopackage_open_elsewhere_is_named_and_so_are_damaged_ones() {
    let folder = Folder::new("gpkg-locked");
    let connection = geopackage(&folder, 25832);
    connection.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let found = message(&folder, "kreise.gpkg", json!({}));
    assert!(found.contains("locked by another program"), "{found}");
    connection
        .execute_batch("ROLLBACK; PRAGMA journal_mode = WAL; UPDATE kreise SET fid = fid + 7")
        .unwrap();
    let found = message(&folder, "kreise.gpkg", json!({}));
    assert!(found.contains("`kreise.gpkg-wal`"), "{found}");
    drop(connection);
    let (built, _) = folder.build_with(layer("kreise.gpkg", json!({})));
    assert!(built.is_ok(), "a file in WAL mode that nobody has open");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
    let path = folder.0.join("kreise.gpkg");
    let whole = fs::read(&path).unwrap();
    for length in [0, 10, 99, 100, 5000, whole.len() - 4096] {
        fs::write(&path, &whole[..length]).unwrap();
        let found = message(&folder, "kreise.gpkg", json!({}));
        assert!(found.starts_with("kreise.gpkg"), "{found}");
    }
    fs::write(&path, &whole).unwrap();
    let connection = Connection::open(&path).unwrap();
    connection
        .execute("UPDATE kreise SET geom = x'47500003' WHERE fid = 9", ())
        .unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = DELETE")
        .unwrap();
    drop(connection);
    let found = message(&folder, "kreise.gpkg", json!({}));
    assert!(found.starts_with("kreise.gpkg, record 2: "), "{found}");
}
