//! The scatter of the two indicators that an atlas shows: what is drawn, what was pressed, a table.

use teilraum::atlas::ScatterChart;
use teilraum_edge::to_js;
use teilraum_web::Atlas;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The scatter without its points, final but not drawn; `null` if there is none.
///
/// # Errors
/// An `Error` of kind `boundary` if the browser cannot take it.
#[wasm_bindgen]
pub fn scatter(atlas: &Atlas) -> Result<JsValue, JsValue> {
    to_js(&atlas.engine().scatter())
}

/// Its points, across and up by turns: as plain objects, ten thousand of them would hold up the page.
#[wasm_bindgen]
#[must_use]
pub fn scatter_points(atlas: &Atlas) -> Vec<f64> {
    let chart = atlas.engine().scatter();
    chart.as_ref().map_or_else(Vec::new, ScatterChart::flat)
}

/// The key of the area whose point is nearest to a place on a canvas that the scatter is drawn on;
/// none where none is near.
#[wasm_bindgen]
#[must_use]
pub fn scatter_hit(
    atlas: &Atlas,
    x_css_px: f64,
    y_css_px: f64,
    width_css_px: f64,
    height_css_px: f64,
) -> Option<String> {
    let chart = atlas.engine().scatter()?;
    let plot = chart.plot([width_css_px, height_css_px], 1.0);
    let point = chart.nearest([x_css_px, y_css_px], plot)?;
    atlas.engine().scatter_area(point)
}

/// A page of the scatter as a table; `null` if there is none.
///
/// # Errors
/// As [`scatter`].
#[wasm_bindgen]
pub fn scatter_table(atlas: &Atlas, page: u32) -> Result<JsValue, JsValue> {
    to_js(&atlas.engine().scatter_table(page))
}
