//! GeoJSON that is broken, or drawn wrongly.

use serde_json::{Value, json};

use super::office::Base::Town;
use super::office::Office;
use super::runner::Case;

const FILE: &str = "schulbezirke.geojson";

pub fn cases() -> Vec<Case> {
    let mut cases = texts();
    cases.extend(shapes());
    cases
}

fn texts() -> Vec<Case> {
    vec![
        Case::new(Town, "GeoJSON is cut off", &[FILE, "line"], |office| {
            office.cut(FILE, 0.5)
        }),
        Case::new(Town, "GeoJSON is empty", &[FILE, "line 1"], |office| {
            office.write(FILE, "")
        }),
        Case::new(
            Town,
            "GeoJSON is a web page",
            &[FILE, "line 1, column 1"],
            |office| {
                office.write(FILE, "<!DOCTYPE html><title>404 Not Found</title>");
            },
        ),
        Case::new(
            Town,
            "GeoJSON is nested a hundred thousand deep",
            &[FILE, "line 1"],
            |office| {
                office.write(FILE, "[".repeat(100_000));
            },
        ),
        Case::new(
            Town,
            "a coordinate of GeoJSON is NaN",
            &[FILE, "line"],
            |office| {
                office.replace(FILE, "499937.23", "NaN");
            },
        ),
        Case::new(
            Town,
            "a coordinate of GeoJSON is larger than any number",
            &[FILE],
            |office| {
                office.replace(FILE, "499937.23", "1e999");
            },
        ),
        Case::new(
            Town,
            "GeoJSON holds no features",
            &[FILE, "record"],
            |office| {
                change(office, |all| all["features"] = json!([]));
            },
        ),
    ]
}

fn shapes() -> Vec<Case> {
    let mut all = shapes_first();
    all.extend(shapes_rest());
    all
}

fn shapes_first() -> Vec<Case> {
    vec![
        Case::new(
            Town,
            "the rings of a polygon are not nested as those of one",
            &[FILE, "record 1"],
            |office| {
                change(office, |all| {
                    let ring = ring(all, 0).take();
                    all["features"][0]["geometry"]["coordinates"] = ring;
                });
            },
        ),
        Case::new(
            Town,
            "an area is drawn as a line",
            &[FILE, "record 1", "a polygon"],
            |office| {
                change(office, |all| {
                    let ring = ring(all, 0).take();
                    all["features"][0]["geometry"] =
                        json!({"type": "LineString", "coordinates": ring});
                });
            },
        ),
        Case::new(Town, "an area has two corners", &[FILE], |office| {
            change(office, |all| {
                let points = ring(all, 0).as_array_mut().unwrap();
                points.truncate(2);
            });
        }),
        Case::new(
            Town,
            "an area crosses itself",
            &[FILE, "S1", "cross"],
            |office| {
                change(office, |all| {
                    let ring = ring(all, 0);
                    let points = ring.as_array().unwrap();
                    let [one, two] = [&points[0], &points[points.len() / 2]];
                    let at = |one: f64, two: f64| json!([one, two]);
                    let corner = |point: &Value, axis: usize| point[axis].as_f64().unwrap();
                    let [west, east] = [corner(one, 0), corner(two, 0) + 1000.0];
                    let [south, north] = [corner(two, 1), corner(one, 1) + 1000.0];
                    *ring = json!([
                        at(west, south),
                        at(east, north),
                        at(east, south),
                        at(west, north),
                        at(west, south)
                    ]);
                });
            },
        ),
    ]
}

fn shapes_rest() -> Vec<Case> {
    vec![
        Case::new(
            Town,
            "an area lies upon another",
            &[FILE, "overlap"],
            |office| {
                change(office, |all| {
                    let other = ring(all, 1).clone();
                    *ring(all, 0) = other;
                });
            },
        ),
        Case::new(
            Town,
            "two features have one key",
            &[FILE, "row 2", "S1"],
            |office| {
                change(office, |all| {
                    let key = all["features"][0]["properties"]["NR"].clone();
                    all["features"][1]["properties"]["NR"] = key;
                });
            },
        ),
        Case::new(Town, "a feature has no key", &[FILE, "NR"], |office| {
            change(office, |all| all["features"][1]["properties"] = json!({}));
        }),
        Case::new(
            Town,
            "north stands before east",
            &[FILE, "record 1", "swap_axes"],
            |office| {
                change(office, |all| {
                    for at in 0..all["features"].as_array().unwrap().len() {
                        for point in ring(all, at).as_array_mut().unwrap() {
                            *point = json!([point[1], point[0]]);
                        }
                    }
                });
            },
        ),
        Case::new(
            Town,
            "metres stand where degrees are expected",
            &[FILE, "record 1", "degrees"],
            |office| {
                change(office, |all| {
                    all.as_object_mut().unwrap().remove("crs");
                });
            },
        ),
        Case::new(
            Town,
            "the coordinate system is unknown",
            &[FILE, "coordinate system", "99999"],
            |office| {
                change(office, |all| {
                    all["crs"]["properties"]["name"] = json!("EPSG:99999")
                });
            },
        ),
    ]
}

fn change(office: &Office, change: impl Fn(&mut Value)) {
    let mut all: Value = serde_json::from_slice(&office.bytes(FILE)).unwrap();
    change(&mut all);
    office.write(FILE, all.to_string());
}

/// The outer ring of the feature at a position.
fn ring(all: &mut Value, at: usize) -> &mut Value {
    let geometry = &mut all["features"][at]["geometry"];
    match geometry["type"].as_str().unwrap() {
        "Polygon" => &mut geometry["coordinates"][0],
        _ => &mut geometry["coordinates"][0][0],
    }
}
