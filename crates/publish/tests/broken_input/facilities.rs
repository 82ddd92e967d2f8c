//! Layers of facilities that are broken.

use serde_json::{Value, json};

use super::office::Base::Town;
use super::office::Office;
use super::runner::Case;

const FILE: &str = "kitas.geojson";

pub fn cases() -> Vec<Case> {
    [first(), second()].into_iter().flatten().collect()
}

fn first() -> Vec<Case> {
    vec![
        Case::new(
            Town,
            "two facilities have one key",
            &[FILE, "row 2", "K01"],
            |office| {
                change(office, |all| {
                    all["features"][1]["properties"]["id"] = json!("K01")
                });
            },
        ),
        Case::new(
            Town,
            "every facility lies outside of the coordinate system",
            &[FILE],
            |office| {
                change(office, |all| {
                    for feature in all["features"].as_array_mut().unwrap() {
                        feature["geometry"]["coordinates"] = json!([1e9, 1e9]);
                    }
                });
            },
        ),
        Case::new(
            Town,
            "the attribute of the names is not there",
            &[FILE, "label"],
            |office| {
                office.replace("atlas-1.toml", "name = \"name\"", "name = \"label\"");
            },
        ),
        Case::new(
            Town,
            "the facilities are drawn as areas",
            &["schulbezirke.geojson"],
            |office| {
                let points = "layer = { file = \"kitas.geojson\", key = \"id\" }\nname = \"name\"\ncapacity = \"e_platz\"";
                let areas =
                    "layer = { file = \"schulbezirke.geojson\", key = \"NR\" }\nname = \"NR\"";
                office.replace("atlas-1.toml", points, areas);
            },
        ),
        Case::new(
            Town,
            "the layer of the facilities is not there",
            &[FILE],
            |office| office.remove(FILE),
        ),
        Case::new(
            Town,
            "the unit of the capacity has no words",
            &["de.toml", "beds"],
            |office| {
                office.replace("atlas-1.toml", "unit = \"places\"", "unit = \"beds\"");
            },
        ),
        Case::new(
            Town,
            "the facilities lie in a system without outlines",
            &["atlas-1.toml", "kitas"],
            |office| {
                office.replace(
                    "atlas-1.toml",
                    "key = \"kitas\"\nsystem = \"planung\"",
                    "key = \"kitas\"\nsystem = \"land\"",
                );
            },
        ),
    ]
}

fn second() -> Vec<Case> {
    vec![Case::new(
        Town,
        "a table of facilities has no coordinates",
        &["kitas.csv", "nord"],
        |office| {
            office.write("kitas.csv", "id;name;e_platz;ost\nK01;Abendrot;45;500198\n");
            let layer = "layer = { file = \"kitas.geojson\", key = \"id\" }";
            let table = "columns = { x = \"ost\", y = \"nord\" }\n\
                layer = { file = \"kitas.csv\", key = \"id\", crs = \"EPSG:25832\", encoding = \"utf-8\" }";
            office.replace("atlas-1.toml", layer, table);
        },
    )]
}

fn change(office: &Office, change: impl Fn(&mut Value)) {
    let mut all: Value = serde_json::from_slice(&office.bytes(FILE)).unwrap();
    change(&mut all);
    office.write(FILE, all.to_string());
}
