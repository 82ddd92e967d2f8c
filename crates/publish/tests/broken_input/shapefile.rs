//! Shapefiles that are broken.

use super::office::Base::Small;
use super::office::Office;
use super::runner::Case;

pub fn cases() -> Vec<Case> {
    let mut cases = files();
    cases.extend(records());
    cases
}

fn files() -> Vec<Case> {
    let mut all = files_first();
    all.extend(files_rest());
    all
}

fn files_first() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "the attributes are not there",
            &["kreise.dbf"],
            |office| office.remove("kreise.dbf"),
        ),
        Case::new(
            Small,
            "the coordinate system is not there",
            &["kreise.prj"],
            |office| office.remove("kreise.prj"),
        ),
        Case::new(
            Small,
            "the shapes are not there",
            &["kreise.shp"],
            |office| office.remove("kreise.shp"),
        ),
        Case::new(
            Small,
            "the shapes are cut off",
            &["kreise.shp", "record"],
            |office| office.cut("kreise.shp", 0.5),
        ),
        Case::new(
            Small,
            "the shapes are cut off in their header",
            &["kreise.shp"],
            |office| {
                office.write("kreise.shp", [0, 0, 0x27, 0x0A]);
            },
        ),
    ]
}

fn files_rest() -> Vec<Case> {
    vec![
        Case::new(Small, "the shapes are empty", &["kreise.shp"], |office| {
            office.write("kreise.shp", "")
        }),
        Case::new(
            Small,
            "the attributes are cut off",
            &["kreise", "dbf"],
            |office| office.cut("kreise.dbf", 0.5),
        ),
        Case::new(
            Small,
            "the attributes claim four billion records",
            &["kreise"],
            |office| {
                office.patch("kreise.dbf", 4, &u32::MAX.to_le_bytes());
            },
        ),
        Case::new(
            Small,
            "the coordinate system is nonsense",
            &["kreise.prj"],
            |office| office.write("kreise.prj", "here and there"),
        ),
        Case::new(
            Small,
            "the coordinate system says degrees where metres stand",
            &["kreise.shp, record 1", "degrees"],
            |office| {
                let degrees = "GEOGCS[\"GCS_ETRS_1989\",DATUM[\"D_ETRS_1989\",SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],\
                PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
                office.write("kreise.prj", degrees);
            },
        ),
        Case::new(
            Small,
            "the encoding of the attributes has no name",
            &["kreise.cpg"],
            |office| office.write("kreise.cpg", "klingon"),
        ),
        Case::new(
            Small,
            "the attribute of the keys is not there",
            &["kreise", "ARS"],
            |office| {
                office.replace("atlas.toml", "key = \"AGS\"", "key = \"ARS\"");
            },
        ),
    ]
}

fn records() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a record claims two billion points",
            &["kreise.shp", "record"],
            |office| {
                office.patch("kreise.shp", 100 + 8 + 40, &i32::MAX.to_le_bytes());
            },
        ),
        Case::new(
            Small,
            "a record claims to be longer than its file",
            &["kreise.shp", "record"],
            |office| {
                office.patch("kreise.shp", 104, &i32::MAX.to_be_bytes());
            },
        ),
        Case::new(
            Small,
            "a point is no number",
            &["kreise.shp, record 1"],
            |office| {
                office.patch("kreise.shp", 100 + 8 + 48, &f64::NAN.to_le_bytes());
            },
        ),
        Case::new(
            Small,
            "a point is infinitely far away",
            &["kreise.shp, record 1"],
            |office| {
                office.patch("kreise.shp", 100 + 8 + 48, &f64::INFINITY.to_le_bytes());
            },
        ),
        Case::new(Small, "no record has a shape", &["kreise"], |office| {
            office.write("kreise.shp", without_shapes(12))
        }),
        Case::new(
            Small,
            "two records have one key",
            &["kreise", "row 2", "01001"],
            |office| key(office, "01051", "01001"),
        ),
        Case::new(
            Small,
            "the key of a record is no area",
            &["kreise", "09999"],
            |office| key(office, "01051", "09999"),
        ),
        Case::new(
            Small,
            "an area has no record",
            &["kreise", "01051"],
            |office| {
                office.replace(
                    "atlas.toml",
                    "key = \"AGS\" }",
                    "key = \"AGS\", filter = { AGS = [\"01001\", \"01052\"] } }",
                );
            },
        ),
        Case::new(
            Small,
            "no record passes the filter",
            &["kreise", "filter"],
            |office| {
                office.replace(
                    "atlas.toml",
                    "key = \"AGS\" }",
                    "key = \"AGS\", filter = { AGS = \"none\" } }",
                );
            },
        ),
    ]
}

/// Gives the record of one key another of the same length.
fn key(office: &Office, from: &str, to: &str) {
    let bytes = office.bytes("kreise.dbf");
    let at = bytes
        .windows(from.len())
        .position(|window| window == from.as_bytes())
        .unwrap();
    office.patch("kreise.dbf", at, to.as_bytes());
}

/// A file of `count` records of the type "null".
fn without_shapes(count: u32) -> Vec<u8> {
    let words = 50 + count * 6;
    let mut bytes = 9994_i32.to_be_bytes().to_vec();
    bytes.resize(24, 0);
    bytes.extend(words.to_be_bytes());
    bytes.extend(1000_i32.to_le_bytes());
    bytes.extend(5_i32.to_le_bytes());
    bytes.resize(100, 0);
    for number in 1..=count {
        bytes.extend(number.to_be_bytes());
        bytes.extend(2_u32.to_be_bytes());
        bytes.extend(0_i32.to_le_bytes());
    }
    bytes
}
