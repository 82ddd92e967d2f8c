//! The class of the boundary in a real browser: files in, actions in, answers and pixels out,
//! errors of a stable kind.
#![cfg(target_arch = "wasm32")]

#[path = "../../../tests/parity/fixture.rs"]
mod fixture;

use teilraum_web::Atlas;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

fn get(value: &JsValue, key: &str) -> JsValue {
    js_sys::Reflect::get(value, &key.into()).expect("an object")
}

fn text(value: &JsValue, path: &str) -> String {
    let found = path
        .split('.')
        .fold(value.clone(), |value, key| get(&value, key));
    found
        .as_string()
        .unwrap_or_else(|| panic!("{path} is {found:?}"))
}

/// A plain object as the shell writes it.
fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (key, value) in pairs {
        js_sys::Reflect::set(&object, &(*key).into(), value).expect("a fresh object");
    }
    object.into()
}

fn act(atlas: &mut Atlas, pairs: &[(&str, JsValue)]) {
    atlas.dispatch(object(pairs)).expect("an action");
    feed(atlas);
}

fn feed(atlas: &mut Atlas) {
    for _ in 0..20 {
        for path in atlas.missing() {
            let bytes = fixture::file(&path).expect("a file of the bundle");
            atlas.supply(&path, bytes).expect("a sound file");
        }
    }
    while atlas.work(4.0) {}
}

fn open() -> Atlas {
    let mut atlas = Atlas::new();
    atlas.resize(300, 240, 1.0);
    feed(&mut atlas);
    atlas
}

fn canvas(width: u32, height: u32) -> HtmlCanvasElement {
    let window = web_sys::window().expect("a window");
    let document: JsValue = get(&window.into(), "document");
    let create: js_sys::Function = get(&document, "createElement").unchecked_into();
    let element = create.call1(&document, &"canvas".into()).expect("a canvas");
    let canvas: HtmlCanvasElement = element.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    canvas
}

fn context(canvas: &HtmlCanvasElement) -> CanvasRenderingContext2d {
    let context = canvas
        .get_context("2d")
        .expect("a context")
        .expect("of kind 2d");
    context.unchecked_into()
}

/// Red, green, blue of every pixel.
fn colors(canvas: &HtmlCanvasElement) -> Vec<[u8; 3]> {
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let image = context(canvas)
        .get_image_data(0.0, 0.0, width, height)
        .expect("pixels");
    let bytes = image.data().0;
    bytes
        .chunks_exact(4)
        .map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect()
}

fn rgb(hex: &str) -> [u8; 3] {
    let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour");
    [channel(1), channel(3), channel(5)]
}

#[wasm_bindgen_test]
fn a_bundle_opens_and_answers_with_final_texts() {
    let atlas = open();
    assert!(atlas.missing().is_empty());
    let answer = atlas.answer().expect("an answer");
    assert_eq!(get(&answer, "complete"), JsValue::TRUE);
    let title = "Verfügbares Einkommen je Einwohner, Kreise, 2014";
    assert_eq!(text(&answer, "heading.title"), title);
    assert_eq!(
        get(&answer, "area"),
        JsValue::NULL,
        "what is absent is null"
    );
    assert_eq!(text(&answer, "tab"), "map");
    let menu = atlas.menu().expect("a menu");
    assert_eq!(text(&menu, "title"), "Musteratlas");
    assert_eq!(atlas.link(), "v=1&i=income&l=kreis&p=latest");
}

#[wasm_bindgen_test]
fn actions_change_the_view_and_say_what_they_made_stale() {
    let mut atlas = open();
    let action = object(&[("do", "area".into()), ("key", "01054".into())]);
    let changes = atlas.dispatch(action).expect("an action");
    assert_eq!(get(&changes, "answer"), JsValue::TRUE);
    assert_eq!(get(&changes, "push"), JsValue::TRUE);
    let answer = atlas.answer().expect("an answer");
    assert_eq!(text(&answer, "area.name"), "Eichwald, Landkreis");
    act(&mut atlas, &[("do", "tab".into()), ("tab", "table".into())]);
    act(
        &mut atlas,
        &[("do", "language".into()), ("language", "en".into())],
    );
    let answer = atlas.answer().expect("an answer");
    let rows: js_sys::Array = get(&get(&answer, "table"), "rows").unchecked_into();
    assert_eq!(rows.length(), 12);
    assert_eq!(
        atlas.link(),
        "v=1&i=income&l=kreis&p=latest&a=01054&t=table&lang=en"
    );
    act(&mut atlas, &[("do", "area".into()), ("key", JsValue::NULL)]);
    assert_eq!(
        get(&atlas.answer().expect("an answer"), "area"),
        JsValue::NULL
    );
}

#[wasm_bindgen_test]
fn every_choice_the_answer_offers_can_be_sent_back() {
    let mut atlas = open();
    for method in [
        "quantile",
        "equal-interval",
        "fisher-jenks",
        "std-mean",
        "user-defined",
    ] {
        act(
            &mut atlas,
            &[("do", "class-method".into()), ("method", method.into())],
        );
        assert!(
            atlas.link().contains(&format!("m={method}")),
            "{}",
            atlas.link()
        );
    }
    act(
        &mut atlas,
        &[("do", "class-method".into()), ("method", JsValue::NULL)],
    );
    act(&mut atlas, &[("do", "class-count".into()), ("k", 4.into())]);
    act(
        &mut atlas,
        &[
            ("do", "classes-per-period".into()),
            ("per_period", true.into()),
        ],
    );
    act(
        &mut atlas,
        &[("do", "period".into()), ("key", "2012".into())],
    );
    act(
        &mut atlas,
        &[("do", "step-period".into()), ("by", (-1).into())],
    );
    act(
        &mut atlas,
        &[("do", "sort".into()), ("column", "value".into())],
    );
    act(
        &mut atlas,
        &[("do", "walk".into()), ("direction", "east".into())],
    );
    act(&mut atlas, &[("do", "rank".into()), ("to", "first".into())]);
    act(
        &mut atlas,
        &[("do", "highlight".into()), ("class", 1.into())],
    );
    let link = "v=1&i=income&l=kreis&p=2011&a=02051&k=4&pp=1&h=2&s=value-";
    assert_eq!(atlas.link(), link);
}

/// An error of the boundary as its kind and message.
fn refusal<T>(result: Result<T, JsValue>) -> (String, String) {
    let Err(error) = result else {
        panic!("nothing was thrown")
    };
    assert!(error.is_instance_of::<js_sys::Error>(), "{error:?}");
    (text(&error, "kind"), text(&error, "message"))
}

#[wasm_bindgen_test]
fn damaged_bytes_are_an_error_that_says_where_and_the_rest_goes_on() {
    let mut atlas = open();
    let path = atlas.wanted_for_search().remove(0);
    let sound = fixture::file(&path).expect("a file");
    for damaged in [&sound[..sound.len() / 2], b"<!doctype html>", b""] {
        atlas.retry();
        let (kind, message) = refusal(atlas.supply(&path, damaged));
        assert_eq!(kind, "file");
        assert!(message.starts_with(&path), "{message}");
    }
    let notices: js_sys::Array =
        get(&atlas.answer().expect("an answer"), "notices").unchecked_into();
    assert_eq!(notices.length(), 1);
    let (kind, message) = refusal(atlas.supply("x/unknown.bin", sound));
    assert_eq!(kind, "file");
    assert!(message.contains("x/unknown.bin"), "{message}");
    atlas.retry();
    atlas.supply(&path, sound).expect("the sound file");
    let hits: js_sys::Array = atlas.search("98765").expect("hits").unchecked_into();
    assert_eq!(hits.length(), 2);
}

#[wasm_bindgen_test]
fn what_is_no_action_is_an_error_of_the_boundary_and_changes_nothing() {
    let mut atlas = open();
    let link = atlas.link();
    for wrong in [
        object(&[("do", "explode".into())]),
        object(&[("key", "x".into())]),
        object(&[("do", "step-period".into()), ("by", "far".into())]),
        object(&[("do", "class-method".into()), ("method", "magic".into())]),
        "area".into(),
        7.into(),
        JsValue::NULL,
        JsValue::UNDEFINED,
    ] {
        let shown = format!("{wrong:?}");
        let (kind, message) = refusal(atlas.dispatch(wrong));
        assert_eq!(kind, "boundary", "{shown}");
        assert!(!message.is_empty(), "{shown}");
    }
    assert_eq!(atlas.link(), link);
    let (kind, _) = refusal(atlas.set_colors("red".into()));
    assert_eq!(kind, "boundary");
}

#[wasm_bindgen_test]
fn a_frame_paints_every_class_of_the_legend_onto_a_real_canvas() {
    let mut atlas = open();
    let canvas = canvas(300, 240);
    assert_eq!(atlas.frame(&context(&canvas)), Ok(true));
    let pixels = colors(&canvas);
    let answer = atlas.answer().expect("an answer");
    let classes: js_sys::Array = get(&get(&answer, "legend"), "classes").unchecked_into();
    assert_eq!(classes.length(), 5);
    for class in classes.iter() {
        let count: u32 = text(&class, "count").parse().expect("a small number");
        let color = rgb(&text(&class, "color"));
        let painted = pixels.iter().filter(|pixel| **pixel == color).count();
        assert_eq!(
            painted > 100,
            count > 0,
            "{color:?}: {painted} pixels for {count} areas"
        );
    }
    while atlas
        .refine(&context(&canvas), 8.0)
        .expect("a small picture")
        < canvas.height()
    {}
    assert_ne!(colors(&canvas), pixels, "at rest the edges are smooth");
}

#[wasm_bindgen_test]
fn the_page_s_colours_reach_the_map() {
    let mut atlas = open();
    act(
        &mut atlas,
        &[("do", "area".into()), ("key", "01054".into())],
    );
    let page = object(&[
        ("background", "#123456".into()),
        ("text", "#ffffff".into()),
        ("border", "#ff00ff".into()),
        ("selection", "#00ff00".into()),
        ("forced", true.into()),
    ]);
    atlas.set_colors(page).expect("colours");
    let canvas = canvas(300, 240);
    assert_eq!(atlas.frame(&context(&canvas)), Ok(true));
    let pixels = colors(&canvas);
    for color in [[0x12, 0x34, 0x56], [0, 255, 0], [255, 0, 255]] {
        let painted = pixels.iter().filter(|pixel| **pixel == color).count();
        assert!(painted > 30, "{color:?}: {painted} pixels");
    }
}

#[wasm_bindgen_test]
fn before_anything_has_come_nothing_is_painted_and_nothing_breaks() {
    let mut atlas = Atlas::new();
    let canvas = canvas(10, 10);
    assert_eq!(atlas.frame(&context(&canvas)), Ok(false));
    assert_eq!(atlas.refine(&context(&canvas), 4.0), Ok(0));
    atlas.pan(3.0, 3.0);
    atlas.zoom(2.0, 1.0, 1.0);
    assert!(!atlas.fly(None, 0.5) && !atlas.away() && !atlas.work(1.0));
    assert_eq!(atlas.hover(5.0, 5.0, false), Ok(JsValue::NULL));
    assert_eq!(atlas.message("ui.tab.map"), "ui.tab.map");
    assert!(atlas.answer().is_ok() && atlas.menu().is_ok() && atlas.scale_bar().is_ok());
    assert_eq!(atlas.missing(), ["manifest.json", "messages/de"]);
}

#[wasm_bindgen_test]
fn gestures_end_in_the_link_and_a_point_tells_its_area() {
    let mut atlas = open();
    let canvas = canvas(300, 240);
    atlas.frame(&context(&canvas)).expect("a frame");
    let at = atlas.area_position("02000").expect("a point");
    let point = |key: &str| get(&at, key).as_f64().expect("a number");
    let hover = atlas.hover(point("x"), point("y"), true).expect("an area");
    assert_eq!(text(&hover, "name"), "Seestadt, kreisfreie Stadt");
    atlas.zoom(3.0, point("x"), point("y"));
    assert!(atlas.away());
    atlas.settle().expect("changes");
    assert!(atlas.link().contains("&z="), "{}", atlas.link());
    act(&mut atlas, &[("do", "reset-camera".into())]);
    assert!(!atlas.away() && !atlas.link().contains("&z="));
    assert!(atlas.fly(Some("02000".to_owned()), 0.0));
    assert!(!atlas.fly(Some("02000".to_owned()), 1.0) && atlas.away());
    assert!(!atlas.fly(Some("nowhere".to_owned()), 0.0));
}

#[wasm_bindgen_test]
fn the_trend_of_the_chosen_area_comes_as_a_plain_object() {
    let mut atlas = open();
    assert!(atlas.trend().expect("nothing to draw").is_null());
    act(
        &mut atlas,
        &[("do", "area".into()), ("key", "01054".into())],
    );
    let chart = atlas.trend().expect("a chart");
    let lines = js_sys::Array::from(&get(&chart, "lines"));
    assert_eq!(text(&lines.get(lines.length() - 1), "role"), "area");
    assert!(js_sys::Array::from(&get(&chart, "y_ticks")).length() > 1);
}
