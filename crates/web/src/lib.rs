//! The browser edge: the engine as one JavaScript class with a few coarse calls.
//!
//! No formula lives here. Files come in as bytes, actions as plain objects; answers go out as
//! plain objects with final texts, the map as pixels on a canvas. [`value`] carries values across,
//! [`error`] turns errors into JavaScript's, [`canvas`] paints.

mod canvas;
mod error;
mod value;

use teilraum::atlas;
use teilraum::atlas::MapColors;
use teilraum::state::Action;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{Clamped, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use error::thrown;
use value::{from_js, to_js};

/// Types that cross the boundary; generated from the engine by `cargo xtask types`.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { Action, Answer, Changes, Hit, Hover, Menu } from "./types/engine";
export interface PageColors {
  background: [number, number, number];
  text: [number, number, number];
  grid: [number, number, number];
  selection: [number, number, number];
  halo: [number, number, number];
  forced_border: [number, number, number] | null;
}
export interface ScaleBar { metres: number; css_px: number; }
export interface Point { x: number; y: number; }
"#;

/// Colours of the page, from its theme or the reader's system.
#[derive(serde::Deserialize)]
struct PageColors {
    background: [u8; 3],
    text: [u8; 3],
    grid: [u8; 3],
    selection: [u8; 3],
    halo: [u8; 3],
    forced_border: Option<[u8; 3]>,
}

#[derive(serde::Serialize)]
struct ScaleBar {
    metres: u32,
    css_px: f64,
}

#[derive(serde::Serialize)]
struct Point {
    x: f64,
    y: f64,
}

/// One open atlas.
#[wasm_bindgen]
pub struct Atlas {
    atlas: atlas::Atlas,
    chart: teilraum_chart::Palette,
}

#[wasm_bindgen]
impl Atlas {
    /// An empty atlas that will speak `language` unless a link says otherwise.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self { atlas: atlas::Atlas::new(language), chart: teilraum_chart::Palette::default() }
    }

    /// Takes the bytes of a file; throws if they are not what they should be.
    ///
    /// # Errors
    /// An `Error` of kind `file`; the atlas goes on without the file and says so in its answer.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), JsValue> {
        self.atlas.supply(path, bytes).map_err(|error| thrown("file", &error))
    }

    /// Notes that a file cannot be had.
    pub fn refuse(&mut self, path: &str, reason: &str) {
        self.atlas.refuse(path, reason);
    }

    /// Asks again for every file that was refused.
    pub fn retry(&mut self) {
        self.atlas.retry();
    }

    /// The files the present view still needs, most urgent first.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.atlas.missing()
    }

    /// The files to fetch before postcodes and place names are found.
    #[must_use]
    pub fn wanted_for_search(&self) -> Vec<String> {
        self.atlas.wanted_for_search()
    }

    /// The files to fetch before definitions can be read.
    #[must_use]
    pub fn wanted_for_method(&self) -> Vec<String> {
        self.atlas.wanted_for_method()
    }

    /// The static interface text `key` in the present language.
    #[must_use]
    pub fn message(&self, key: &str) -> String {
        self.atlas.message(key)
    }

    /// The language spoken.
    #[must_use]
    pub fn language(&self) -> String {
        self.atlas.language().to_owned()
    }

    /// Carries out what the reader does and says what it made stale.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if `action` is none.
    #[wasm_bindgen(unchecked_return_type = "Changes")]
    pub fn dispatch(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Action")] action: JsValue,
    ) -> Result<JsValue, JsValue> {
        let action: Action = from_js(action)?;
        to_js(&self.atlas.dispatch(action))
    }

    /// What the present view says.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if the browser cannot take it.
    #[wasm_bindgen(unchecked_return_type = "Answer")]
    pub fn answer(&self) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.answer())
    }

    /// What belongs to the atlas, not to a view.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    #[wasm_bindgen(unchecked_return_type = "Menu")]
    pub fn menu(&self) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.menu())
    }

    /// The fragment of the present state, without `#`.
    #[must_use]
    pub fn link(&self) -> String {
        self.atlas.link()
    }

    /// Areas that fit what was typed, best first.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    #[wasm_bindgen(unchecked_return_type = "Hit[]")]
    pub fn search(&self, typed: &str) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.search(typed))
    }

    /// Goes on with a running computation; true while there is more to do.
    pub fn work(&mut self) -> bool {
        self.atlas.work()
    }

    /// Sets the colours the page decides.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if `colors` is malformed.
    pub fn set_colors(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "PageColors")] colors: JsValue,
    ) -> Result<(), JsValue> {
        let colors: PageColors = from_js(colors)?;
        self.atlas.map_mut().set_colors(MapColors {
            background: colors.background,
            selection: colors.selection,
            halo: colors.halo,
            forced_border: colors.forced_border,
        });
        self.chart = teilraum_chart::Palette {
            background: colors.background,
            text: colors.text,
            grid: colors.grid,
            ..self.chart
        };
        Ok(())
    }

    /// Sets the size of the map in CSS pixels and the device pixels per CSS pixel.
    pub fn resize(&mut self, width_css_px: u32, height_css_px: u32, density: f64) {
        self.atlas.map_mut().resize(width_css_px, height_css_px, density);
    }

    /// Paints the present view; false if there is nothing to paint yet.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if the picture is too large.
    pub fn frame(&mut self, context: &CanvasRenderingContext2d) -> Result<bool, JsValue> {
        let painted = self.atlas.map_mut().paint().map_err(|error| thrown("paint", &error))?;
        match painted {
            Some((width, height, rgba)) => canvas::put(context, width, height, rgba).map(|()| true),
            None => Ok(false),
        }
    }

    /// Paints `rows` more rows with smooth edges, for a map at rest; true while there is more.
    ///
    /// # Errors
    /// As [`Atlas::frame`].
    pub fn refine(&mut self, context: &CanvasRenderingContext2d, rows: u32) -> Result<bool, JsValue> {
        let map = self.atlas.map_mut();
        let more = map.refine(rows).map_err(|error| thrown("paint", &error))?;
        if !more && let Some((width, height, rgba)) = map.pixels() {
            canvas::put(context, width, height, rgba)?;
        }
        Ok(more)
    }

    /// Moves the map by CSS pixels.
    pub fn pan(&mut self, dx_css_px: f64, dy_css_px: f64) {
        self.atlas.map_mut().pan(dx_css_px, dy_css_px);
    }

    /// Scales the map about a point in CSS pixels.
    pub fn zoom(&mut self, factor: f64, x_css_px: f64, y_css_px: f64) {
        self.atlas.map_mut().zoom(factor, x_css_px, y_css_px);
    }

    /// The map has come to rest: its camera goes into the state.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    #[wasm_bindgen(unchecked_return_type = "Changes")]
    pub fn settle(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.settle())
    }

    /// Goes `share` (0 to 1) of the way to an area, or to the whole map; true until it is there.
    pub fn fly(&mut self, key: Option<String>, share: f64) -> bool {
        let area = match &key {
            None => None,
            Some(key) => match self.atlas.area(key) {
                Some(area) => Some(area),
                None => return false,
            },
        };
        self.atlas.map_mut().fly(area, share)
    }

    /// A round length and how long it is on the map; `null` before there is a map.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    #[wasm_bindgen(unchecked_return_type = "ScaleBar | null")]
    pub fn scale_bar(&self, most_css_px: f64) -> Result<JsValue, JsValue> {
        let bar = self.atlas.map().scale_bar(most_css_px);
        to_js(&bar.map(|(metres, css_px)| ScaleBar { metres, css_px }))
    }

    /// What is under a point of the map; `null` outside.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    #[wasm_bindgen(unchecked_return_type = "Hover | null")]
    pub fn hover(&self, x_css_px: f64, y_css_px: f64) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.hover(x_css_px, y_css_px))
    }

    /// Where an area's label goes, in CSS pixels; `null` if it is not on the map.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    #[wasm_bindgen(unchecked_return_type = "Point | null")]
    pub fn area_position(&self, key: &str) -> Result<JsValue, JsValue> {
        let area = self.atlas.area(key);
        let point = area.and_then(|area| self.atlas.map().position(area));
        to_js(&point.map(|[x, y]| Point { x, y }))
    }

    /// Draws the trend of the chosen area over the whole canvas; false if there is none.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if the canvas refuses.
    pub fn trend(&self, canvas: HtmlCanvasElement, density: f64) -> Result<bool, JsValue> {
        let Some(chart) = self.atlas.trend() else { return Ok(false) };
        canvas::draw_trend(canvas, &chart, &self.chart, density).map(|()| true)
    }
}

/// Pixels as the browser wants them.
fn clamped(rgba: &[u8]) -> Clamped<&[u8]> {
    Clamped(rgba)
}
