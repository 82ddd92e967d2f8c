//! Pixels and charts onto canvases.

use plotters_canvas::CanvasBackend;
use teilraum::atlas::TrendChart;
use teilraum_chart::Palette;
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::clamped;
use crate::error::with_kind;

/// Puts a picture of four bytes per pixel at the upper left corner.
pub(crate) fn put(
    context: &CanvasRenderingContext2d,
    width: u32,
    height: u32,
    rgba: &[u8],
) -> Result<(), JsValue> {
    let image = ImageData::new_with_u8_clamped_array_and_sh(clamped(rgba), width, height)?;
    context.put_image_data(&image, 0.0, 0.0)
}

/// Draws a trend chart over the whole canvas.
pub(crate) fn draw_trend(
    canvas: HtmlCanvasElement,
    chart: &TrendChart,
    palette: &Palette,
    density: f64,
) -> Result<(), JsValue> {
    let backend = CanvasBackend::with_canvas_object(canvas)
        .ok_or_else(|| with_kind("paint", "the canvas has no drawing context of kind 2d"))?;
    teilraum_chart::draw_trend(backend, chart, palette, density)
        .map_err(|error| with_kind("paint", &error.to_string()))
}
