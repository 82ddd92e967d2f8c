//! Charts onto canvases.

use plotters_canvas::CanvasBackend;
use teilraum::atlas::{ScatterChart, TrendChart};
use teilraum_chart::Palette;
use teilraum_edge::{PageColors, from_js, hex_color, with_kind};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Draws a trend, as the engine hands it over, over the whole canvas, which gets the size given.
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

/// Draws a scatter, as the larger engine hands it over, over the whole canvas, which gets the size
/// given; `points` are across and up by turns.
///
/// # Errors
/// As [`draw_trend`].
#[wasm_bindgen]
pub fn draw_scatter(
    canvas: HtmlCanvasElement,
    chart: JsValue,
    points: &[f64],
    colors: JsValue,
    width_css_px: f64,
    height_css_px: f64,
    density: f64,
) -> Result<(), JsValue> {
    let chart: ScatterChart = from_js(chart)?;
    let palette = palette(&from_js(colors)?);
    let backend = sized(
        canvas,
        [width_css_px, height_css_px].map(|css| css * density),
    )?;
    teilraum_chart::draw_scatter(backend, &chart.with_points(points), &palette, density)
        .map_err(|error| with_kind("paint", &error.to_string()))
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
