//! Charts onto canvases.

use plotters_canvas::CanvasBackend;
use teilraum::atlas::TrendChart;
use teilraum_chart::{Palette, scatter_plot};
use teilraum_edge::{PageColors, from_js, hex_color, to_js, with_kind};
use teilraum_web::Atlas;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Draws a trend, as the core hands it over, over the whole canvas, which gets the size given.
///
/// # Errors
/// An `Error` of kind `boundary` if `chart` or `colors` is malformed, of kind `paint` if the canvas
/// refuses.
#[wasm_bindgen]
pub fn draw_trend(
    canvas: HtmlCanvasElement,
    chart: JsValue,
    colors: JsValue,
    width_css_px: f64,
    height_css_px: f64,
    density: f64,
) -> Result<(), JsValue> {
    let chart: TrendChart = from_js(chart)?;
    let palette = palette(&from_js(colors)?);
    let backend = sized(
        canvas,
        [width_css_px, height_css_px].map(|css| css * density),
    )?;
    teilraum_chart::draw_trend(backend, &chart, &palette, density)
        .map_err(|error| with_kind("paint", &error.to_string()))
}

/// Draws the scatter of the two indicators that `atlas` shows over the whole canvas, which gets the
/// size given; false if there is nothing to draw.
///
/// # Errors
/// As [`draw_trend`].
#[wasm_bindgen]
pub fn draw_scatter(
    atlas: &Atlas,
    canvas: HtmlCanvasElement,
    colors: JsValue,
    width_css_px: f64,
    height_css_px: f64,
    density: f64,
) -> Result<bool, JsValue> {
    let palette = palette(&from_js(colors)?);
    let Some(chart) = atlas.engine().scatter() else {
        return Ok(false);
    };
    let backend = sized(
        canvas,
        [width_css_px, height_css_px].map(|css| css * density),
    )?;
    teilraum_chart::draw_scatter(backend, &chart, &palette, density)
        .map_err(|error| with_kind("paint", &error.to_string()))?;
    Ok(true)
}

/// The key of the area whose point is nearest to a place on that canvas; none where none is near.
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
    let plot = scatter_plot(&chart, [width_css_px, height_css_px], 1.0);
    let point = chart.nearest([x_css_px, y_css_px], plot)?;
    atlas.engine().scatter_area(point)
}

/// A page of the scatter as a table; `null` if there is none.
///
/// # Errors
/// An `Error` of kind `boundary` if the browser cannot take it.
#[wasm_bindgen]
pub fn scatter_table(atlas: &Atlas, page: u32) -> Result<JsValue, JsValue> {
    to_js(&atlas.engine().scatter_table(page))
}

/// A canvas of a size in device pixels, to be drawn on.
fn sized(canvas: HtmlCanvasElement, [width, height]: [f64; 2]) -> Result<CanvasBackend, JsValue> {
    canvas.set_width(width.round() as u32);
    canvas.set_height(height.round() as u32);
    CanvasBackend::with_canvas_object(canvas)
        .ok_or_else(|| with_kind("paint", "the canvas has no drawing context of kind 2d"))
}

/// The page's colours as a chart uses them; what is no colour stays as charts have it by themselves.
fn palette(colors: &PageColors) -> Palette {
    let own = Palette::default();
    let text = hex_color(&colors.text).unwrap_or(own.text);
    Palette {
        background: hex_color(&colors.background).unwrap_or(own.background),
        text,
        grid: hex_color(&colors.border).unwrap_or(own.grid),
        area: hex_color(&colors.selection).unwrap_or(own.area),
        parent: text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_color_leaves_the_charts_own() {
        let colors = PageColors {
            background: "#000000".into(),
            text: "#ffffff".into(),
            border: "CanvasText".into(),
            selection: String::new(),
            forced: false,
        };
        let own = Palette::default();
        let expected = Palette {
            background: [0; 3],
            text: [255; 3],
            parent: [255; 3],
            ..own
        };
        assert_eq!(palette(&colors), expected);
    }
}
