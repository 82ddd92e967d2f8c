//! GeoPackages and TopoJSON that are broken.

use rusqlite::Connection;
use serde_json::json;

use super::office::Base::Small;
use super::office::Office;
use super::runner::Case;

const PACKAGE: &str = r#"{ file = "kreise.gpkg", key = "AGS" }"#;
const TOPOLOGY: &str = r#"{ file = "kreise.topojson", key = "AGS", crs = "EPSG:25832" }"#;

pub fn cases() -> Vec<Case> {
    let mut cases = packages();
    cases.extend(topologies());
    cases
}

fn packages() -> Vec<Case> {
    let mut all = packages_first();
    all.extend(packages_rest());
    all
}

fn packages_first() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a GeoPackage is not there",
            &["kreise.gpkg"],
            |office| office.draw_from(PACKAGE),
        ),
        Case::new(
            Small,
            "a GeoPackage is garbage",
            &["kreise.gpkg"],
            |office| {
                let mut bytes = b"SQLite format 3\0".to_vec();
                bytes.extend((0..8192_u32).map(|at| (at * 37 % 253) as u8));
                office.write("kreise.gpkg", bytes);
                office.draw_from(PACKAGE);
            },
        ),
        Case::new(Small, "a GeoPackage is empty", &["kreise.gpkg"], |office| {
            office.write("kreise.gpkg", "");
            office.draw_from(PACKAGE);
        }),
        Case::new(
            Small,
            "a GeoPackage is a database without outlines",
            &["kreise.gpkg"],
            |office| {
                database(office, "CREATE TABLE letters (text TEXT);");
            },
        ),
        Case::new(
            Small,
            "a table of a GeoPackage is not there",
            &["kreise.gpkg", "gemeinden"],
            |office| {
                database(office, SOUND);
                office.replace(
                    "atlas.toml",
                    "\"kreise.gpkg\",",
                    "\"kreise.gpkg\", table = \"gemeinden\",",
                );
            },
        ),
    ]
}

fn packages_rest() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a GeoPackage lists a table that it lacks",
            &["kreise.gpkg", "kreise"],
            |office| {
                database(office, &format!("{SOUND} DROP TABLE kreise;"));
            },
        ),
        Case::new(
            Small,
            "the shape of a GeoPackage is no shape",
            &["kreise.gpkg, record 1"],
            |office| {
                database(
                    office,
                    &format!("{SOUND} INSERT INTO kreise VALUES (1, '01001', x'4750000100');"),
                );
            },
        ),
        Case::new(
            Small,
            "the shape of a GeoPackage claims four billion rings",
            &["kreise.gpkg, record 1"],
            |office| {
                let shape = "x'47500001E86400000103000000FFFFFFFF'";
                database(
                    office,
                    &format!("{SOUND} INSERT INTO kreise VALUES (1, '01001', {shape});"),
                );
            },
        ),
        Case::new(
            Small,
            "a GeoPackage lacks the attribute of the keys",
            &["kreise.gpkg", "AGS"],
            |office| {
                database(
                    office,
                    &format!(
                        "{SOUND} INSERT INTO kreise VALUES (1, '01001', NULL);
                 ALTER TABLE kreise RENAME COLUMN AGS TO ARS;"
                    ),
                );
            },
        ),
    ]
}

fn topologies() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "an outline of TopoJSON uses an arc that is not there",
            &["kreise.topojson", "7"],
            |office| {
                topology(office, json!([[7]]));
            },
        ),
        Case::new(
            Small,
            "an outline of TopoJSON counts arcs backwards beyond the first",
            &["kreise.topojson"],
            |office| {
                topology(office, json!([[i64::MIN]]));
            },
        ),
        Case::new(
            Small,
            "an outline of TopoJSON is made of words",
            &["kreise.topojson"],
            |office| {
                topology(office, json!([["north"]]));
            },
        ),
        Case::new(
            Small,
            "TopoJSON has no objects",
            &["kreise.topojson"],
            |office| {
                office.write("kreise.topojson", "{\"type\": \"Topology\", \"arcs\": []}");
                office.draw_from(TOPOLOGY);
            },
        ),
        Case::new(
            Small,
            "TopoJSON is scaled to infinity",
            &["kreise.topojson"],
            |office| {
                let text = "{\"type\":\"Topology\",\"transform\":{\"scale\":[1e999,1],\"translate\":[0,0]},\"arcs\":[],\"objects\":{}}";
                office.write("kreise.topojson", text);
                office.draw_from(TOPOLOGY);
            },
        ),
    ]
}

/// The tables of a GeoPackage without any shape.
const SOUND: &str = "
    CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
    CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
    INSERT INTO gpkg_contents VALUES ('kreise', 'features');
    INSERT INTO gpkg_geometry_columns VALUES ('kreise', 'geom', 25832);
    INSERT INTO gpkg_spatial_ref_sys VALUES (25832, 'EPSG', 25832, '');
    CREATE TABLE kreise (fid INTEGER PRIMARY KEY, AGS TEXT, geom BLOB);";

fn database(office: &Office, statements: &str) {
    let connection = Connection::open(office.path("kreise.gpkg")).unwrap();
    connection.execute_batch(statements).unwrap();
    drop(connection);
    office.draw_from(PACKAGE);
}

/// One triangle, and an outline that goes along `arcs`.
fn topology(office: &Office, arcs: serde_json::Value) {
    let outline = json!({"type": "Polygon", "arcs": arcs, "properties": {"AGS": "01001"}});
    let triangle = [
        [500_000, 5_600_000],
        [510_000, 5_600_000],
        [500_000, 5_610_000],
        [500_000, 5_600_000],
    ];
    let all = json!({
        "type": "Topology",
        "arcs": [triangle],
        "objects": {"kreise": {"type": "GeometryCollection", "geometries": [outline]}},
    });
    office.write("kreise.topojson", all.to_string());
    office.draw_from(TOPOLOGY);
}
