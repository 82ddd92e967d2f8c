//! Charts on a canvas in a real browser.
#![cfg(target_arch = "wasm32")]

use teilraum::atlas::{LineRole, ScatterAxis, ScatterChart, Tick, TrendChart, TrendLine};
use teilraum_edge::to_js;
use teilraum_study::{draw_scatter, draw_trend};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

fn get(value: &JsValue, key: &str) -> JsValue {
    js_sys::Reflect::get(value, &key.into()).expect("an object")
}

fn canvas() -> HtmlCanvasElement {
    let document = get(&web_sys::window().expect("a window").into(), "document");
    let create: js_sys::Function = get(&document, "createElement").unchecked_into();
    let element = create.call1(&document, &"canvas".into()).expect("a canvas");
    element.unchecked_into()
}

/// Red, green, blue of every pixel.
fn colors(canvas: &HtmlCanvasElement) -> Vec<[u8; 3]> {
    let context = canvas.get_context("2d").expect("a context");
    let context: CanvasRenderingContext2d = context.expect("of kind 2d").unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let image = context.get_image_data(0.0, 0.0, width, height);
    let bytes = image.expect("pixels").data().0;
    let pixels = bytes.chunks_exact(4);
    pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
}

fn chart() -> TrendChart {
    let tick = |at: f64| Tick {
        at,
        label: format!("{at} €"),
    };
    TrendChart {
        lines: vec![TrendLine {
            label: "Starnberg".into(),
            role: LineRole::Area,
            segments: vec![vec![(0.0, 1.0), (1.0, 2.0)], vec![(2.0, 1.5)]],
            bands: Vec::new(),
        }],
        x_ticks: vec![tick(0.0), tick(2.0)],
        y_ticks: vec![tick(1.0), tick(2.0)],
        x_range: [0.0, 2.0],
        y_range: [1.0, 2.0],
        now: None,
    }
}

/// The colours of a page as the shell writes them.
fn page() -> JsValue {
    let colors = [
        ("background", "#ffffff"),
        ("text", "#000000"),
        ("border", "#cccccc"),
        ("selection", "#ff0000"),
    ];
    let page = js_sys::Object::new();
    for (name, color) in colors {
        js_sys::Reflect::set(&page, &name.into(), &color.into()).expect("a fresh object");
    }
    js_sys::Reflect::set(&page, &"forced".into(), &false.into()).expect("a fresh object");
    page.into()
}

#[wasm_bindgen_test]
fn a_trend_is_drawn_for_the_density_of_the_screen() {
    let canvas = canvas();
    let chart = to_js(&chart()).expect("a plain object");
    draw_trend(canvas.clone(), chart, page(), 320.0, 160.0, 2.0).expect("a chart");
    assert_eq!((canvas.width(), canvas.height()), (640, 320));
    let pixels = colors(&canvas);
    let red = pixels
        .iter()
        .filter(|[red, green, blue]| *red > 200 && *green < 80 && *blue < 80);
    assert!(red.count() > 200, "the chosen area's line");
    let dark = pixels
        .iter()
        .filter(|pixel| pixel.iter().all(|channel| *channel < 100));
    assert!(dark.count() > 100, "letters");
}

#[wasm_bindgen_test]
fn a_scatter_is_drawn_from_a_plain_object_and_its_points() {
    let axis = || ScatterAxis {
        range: [0.0, 1.0],
        ticks: Vec::new(),
        label: "Einkommen".into(),
    };
    let chart = ScatterChart {
        across: axis(),
        up: axis(),
        fields: Vec::new(),
        points: vec![(0.25, 0.25), (0.75, 0.75)],
        chosen: Some((1, "Starnberg".into())),
    };
    let (points, canvas) = (chart.flat(), canvas());
    let plain = to_js(&chart).expect("a plain object");
    draw_scatter(canvas.clone(), plain, &points, page(), 320.0, 160.0, 2.0).expect("a chart");
    assert_eq!((canvas.width(), canvas.height()), (640, 320));
    let pixels = colors(&canvas);
    let red = pixels
        .iter()
        .filter(|[red, green, blue]| *red > 200 && *green < 80 && *blue < 80);
    assert!(red.count() > 100, "the chosen area's point");
}

#[wasm_bindgen_test]
fn what_is_no_chart_is_refused_by_kind() {
    let wrong = draw_trend(canvas(), JsValue::NULL, page(), 320.0, 160.0, 1.0);
    let error = wrong.expect_err("no chart");
    assert_eq!(get(&error, "kind").as_string().as_deref(), Some("boundary"));
    let wrong = draw_scatter(canvas(), JsValue::NULL, &[], page(), 320.0, 160.0, 1.0);
    let error = wrong.expect_err("no chart");
    assert_eq!(get(&error, "kind").as_string().as_deref(), Some("boundary"));
}
