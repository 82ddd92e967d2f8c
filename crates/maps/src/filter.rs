//! The filter of the view of an atlas: what can be changed about it, and its parallel coordinates.

use teilraum_edge::to_js;
use teilraum_web::Atlas;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The filter, to be changed; `null` before there is a view.
///
/// # Errors
/// An `Error` of kind `boundary` if the browser cannot take it.
#[wasm_bindgen]
pub fn filter_panel(atlas: &Atlas) -> Result<JsValue, JsValue> {
    to_js(&atlas.engine().filter_panel())
}

/// The axes of its parallel coordinates and the same as a table; `null` with fewer than two axes.
///
/// # Errors
/// As [`filter_panel`].
#[wasm_bindgen]
pub fn filter_lines(atlas: &Atlas) -> Result<JsValue, JsValue> {
    to_js(&atlas.engine().filter_lines())
}

/// The lines: for each area what is known of it, then its place on each axis, −1 where it has none.
#[wasm_bindgen]
#[must_use]
pub fn filter_points(atlas: &Atlas) -> Vec<f32> {
    atlas.engine().filter_points()
}
