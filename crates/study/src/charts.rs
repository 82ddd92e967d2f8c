//! Charts onto canvases.

use plotters_canvas::CanvasBackend;
use teilraum::atlas::TrendChart;
use teilraum_chart::Palette;
use teilraum_edge::{PageColors, from_js, hex_color, with_kind};
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
    canvas.set_width((width_css_px * density).round() as u32);
    canvas.set_height((height_css_px * density).round() as u32);
    let backend = CanvasBackend::with_canvas_object(canvas)
        .ok_or_else(|| with_kind("paint", "the canvas has no drawing context of kind 2d"))?;
    teilraum_chart::draw_trend(backend, &chart, &palette, density)
        .map_err(|error| with_kind("paint", &error.to_string()))
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
