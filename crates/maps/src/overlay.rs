//! What lies over the areas of the map, for the page to draw.

use teilraum::scene::{Overlay, Rgb};
use teilraum_edge::to_js;
use teilraum_web::Atlas;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(serde::Serialize)]
struct Look {
    corners: Vec<[f64; 2]>,
    fill: String,
    line: String,
    line_css: f64,
    halo: String,
}

#[derive(serde::Serialize)]
struct Text {
    x: f64,
    y: f64,
    text: String,
    ink: String,
}

/// The looks that [`map_spots`] refers to, and the texts over the spots.
#[derive(serde::Serialize)]
pub(crate) struct Over {
    looks: Vec<Look>,
    texts: Vec<Text>,
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

pub(crate) fn over(overlay: Overlay) -> Over {
    let look = |look: teilraum::scene::SpotLook| Look {
        corners: look.form.corners().to_vec(),
        fill: hex(look.fill),
        line: hex(look.line),
        line_css: look.line_css,
        halo: hex(look.halo),
    };
    let text = |text: teilraum::scene::SpotText| Text {
        x: text.at_css[0],
        y: text.at_css[1],
        text: text.text,
        ink: hex(text.ink),
    };
    Over {
        looks: overlay.looks.into_iter().map(look).collect(),
        texts: overlay.texts.into_iter().map(text).collect(),
    }
}

/// Four numbers for each spot on the map, in drawing order: its middle and radius in CSS pixels, and
/// its look.
#[wasm_bindgen]
#[must_use]
pub fn map_spots(atlas: &Atlas) -> Vec<f32> {
    atlas.engine().map().overlay().flat()
}

/// The looks of the spots, and the texts over them.
///
/// # Errors
/// An `Error` of kind `boundary` if the browser cannot take it.
#[wasm_bindgen]
pub fn map_overlay(atlas: &Atlas) -> Result<JsValue, JsValue> {
    to_js(&over(atlas.engine().map().overlay()))
}
