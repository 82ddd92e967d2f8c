//! The wasm of every kind of map in a real browser: the class opens a view that the core lacks, and what
//! is drawn elsewhere crosses as plain values.
#![cfg(target_arch = "wasm32")]

#[path = "../../../tests/parity/fixture.rs"]
mod fixture;

use teilraum_maps::{
    Atlas, Sheet, SmallMaps, map_overlay, map_spots, scatter, scatter_hit, scatter_points,
    scatter_table,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const TWO: &str = "v=1&i=income&l=kreis&p=latest&a=01056&g=two&gi=balance";
const SYMBOLS: &str = "v=1&i=people&l=kreis&p=latest&g=symbols";

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| {
        js_sys::Reflect::get(&value, &key.into()).expect("an object")
    })
}

fn length(value: &JsValue, path: &str) -> u32 {
    let list: js_sys::Array = get(value, path).unchecked_into();
    list.length()
}

fn object(pairs: &[(&str, &str)]) -> JsValue {
    let object = js_sys::Object::new();
    for (key, value) in pairs {
        js_sys::Reflect::set(&object, &(*key).into(), &(*value).into()).expect("a fresh object");
    }
    object.into()
}

/// The larger atlas with everything that the view of `link` needs.
fn open(link: &str) -> Atlas {
    let mut atlas = Atlas::new();
    atlas.resize(300, 240, 1.0);
    let action = object(&[("do", "open"), ("link", link)]);
    atlas.dispatch(action).expect("an action");
    for _ in 0..20 {
        for path in atlas.missing() {
            let bytes = fixture::file(&path).expect("a file of the bundle");
            atlas.supply(&path, bytes).expect("a sound file");
        }
    }
    while atlas.work(4.0) {}
    atlas
}

#[wasm_bindgen_test]
fn a_view_that_the_core_lacks_is_answered() {
    let answer = open(TWO).answer().expect("an answer");
    assert_eq!(get(&answer, "complete"), JsValue::TRUE);
    assert_eq!(get(&answer, "beyond"), JsValue::FALSE);
    assert_eq!(length(&answer, "kinds.matrix.rows"), 3);
}

#[wasm_bindgen_test]
fn a_scatter_crosses_without_its_points_and_they_as_numbers() {
    let atlas = open(TWO);
    let chart = scatter(&atlas).expect("a plain object");
    assert_eq!(length(&chart, "fields"), 9);
    assert_eq!(
        get(&chart, "chosen.1").as_string().as_deref(),
        Some("Rabenau")
    );
    assert_eq!(get(&chart, "points"), JsValue::UNDEFINED);
    let points = scatter_points(&atlas);
    assert_eq!(points.len(), 20);
    let table = scatter_table(&atlas, 0).expect("a plain object");
    assert_eq!(length(&table, "table.rows"), 10);
    let hit = |x: f64| scatter_hit(&atlas, x, 100.0, 320.0, 200.0);
    assert!((0..32).any(|step| hit(f64::from(step) * 10.0).is_some()));
    assert_eq!(hit(-500.0), None);
}

#[wasm_bindgen_test]
fn a_view_of_one_indicator_has_no_scatter() {
    let atlas = open(SYMBOLS);
    assert_eq!(scatter(&atlas), Ok(JsValue::NULL));
    assert!(scatter_points(&atlas).is_empty());
}

#[wasm_bindgen_test]
fn each_spot_over_the_areas_has_a_look() {
    let atlas = open(SYMBOLS);
    let spots = map_spots(&atlas);
    let looks = length(&map_overlay(&atlas).expect("a plain object"), "looks");
    let (quads, rest) = spots.as_chunks::<4>();
    assert!(!quads.is_empty() && rest.is_empty());
    assert!(quads.iter().all(|[_, _, _, look]| (*look as u32) < looks));
}

#[wasm_bindgen_test]
fn the_trend_comes_from_the_larger_engine_too() {
    let trend = open(TWO).trend().expect("a plain object");
    assert!(length(&trend, "lines") >= 1);
}

#[wasm_bindgen_test]
fn a_view_becomes_a_sheet_and_small_maps() {
    let atlas = open(TWO);
    let order = object(&[("date", "2026-01-31"), ("link", "https://atlas.example/")]);
    let mut sheet = Sheet::new(&atlas, order).expect("a sheet");
    while sheet.work(&atlas) {}
    assert!(length(&sheet.layout(&atlas).expect("a plain object"), "items") > 5);
    assert!(sheet.svg(&atlas).expect("a picture").starts_with("<svg"));
    let atlas = open("v=1&i=income&l=kreis&p=latest&t=multiples");
    let mut maps = SmallMaps::new();
    maps.update(&atlas);
    while maps.work(&atlas) {}
    let answer = maps.answer(&atlas).expect("a plain object");
    assert!(length(&answer, "maps") > 1);
}
