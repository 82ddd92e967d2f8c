//! The wasm that writes files in a real browser: an order crosses, and the bytes of a file come back.
#![cfg(target_arch = "wasm32")]

#[path = "../../../tests/parity/fixture.rs"]
mod fixture;

use teilraum_office::Writer;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const LINK: &str = "v=1&i=income&l=kreis&p=latest";

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| {
        js_sys::Reflect::get(&value, &key.into()).expect("an object")
    })
}

fn order(link: &str) -> JsValue {
    let object = js_sys::Object::new();
    let pairs = [
        ("link", link),
        ("address", "https://example.org/"),
        ("date", "2026-03-01"),
        ("data", "https://example.org/data/"),
    ];
    for (key, value) in pairs {
        js_sys::Reflect::set(&object, &key.into(), &value.into()).expect("a fresh object");
    }
    object.into()
}

/// A writer with everything that its view needs.
fn writer(form: &str) -> Writer {
    let mut writer = Writer::new(form, order(LINK)).expect("an order");
    for _ in 0..20 {
        for path in writer.missing() {
            let bytes = fixture::file(&path).expect("a file of the bundle");
            writer.supply(&path, bytes).expect("a sound file");
        }
    }
    writer
}

#[wasm_bindgen_test]
fn every_form_is_written_and_named() {
    for (form, ending, start) in [
        ("xlsx", ".xlsx", "PK"),
        ("excel", ".csv", "\u{feff}"),
        ("csv", ".csv", ""),
        ("geojson", ".geojson", "{"),
    ] {
        let mut writer = writer(form);
        let file = loop {
            let step = writer.step(1.0).expect("a step");
            let file = get(&step, "file");
            if !file.is_null() {
                break file;
            }
        };
        let name = get(&file, "name").as_string().expect("a name");
        assert!(name.ends_with(ending), "{name}");
        let bytes = writer.take();
        assert!(
            bytes.starts_with(start.as_bytes()) && bytes.len() > 500,
            "{form}"
        );
    }
}

#[wasm_bindgen_test]
fn errors_have_a_stable_kind() {
    let kind = |error: JsValue| get(&error, "kind").as_string();
    let unknown = Writer::new("doc", order(LINK))
        .map(|_| ())
        .expect_err("no such form");
    assert_eq!(kind(unknown).as_deref(), Some("boundary"));
    let malformed = Writer::new("csv", JsValue::from(3))
        .map(|_| ())
        .expect_err("no order");
    assert_eq!(kind(malformed).as_deref(), Some("boundary"));
    let mut empty = Writer::new("csv", order(LINK)).expect("an order");
    let incomplete = empty.step(1.0).expect_err("files are missing");
    assert_eq!(kind(incomplete).as_deref(), Some("file"));
}
