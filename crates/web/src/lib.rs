//! The browser edge: the engine as one JavaScript class with a few coarse calls.
//!
//! No formula lives here. Files come in as bytes, actions as plain objects; answers go out as
//! plain objects with final texts, the map as pixels on a canvas. `canvas` paints; what carries
//! values and errors across is in `teilraum-edge`.

pub mod canvas;

use canvas::Putter;
use teilraum::atlas;
use teilraum::atlas::{MapColors, Strip};
use teilraum::state::Action;
use teilraum_edge::{PageColors, from_js, hex_color, thrown, to_js};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{Clamped, JsValue};
use web_sys::CanvasRenderingContext2d;

/// Language until the reader or a link chooses another.
const LANGUAGE: &str = "de";

#[derive(serde::Serialize)]
struct ScaleBar {
    label: String,
    px: f64,
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
}

impl Atlas {
    /// The engine, for what crates/maps does with it.
    #[must_use]
    pub fn engine(&self) -> &atlas::Atlas {
        &self.atlas
    }

    /// The engine, to be changed by what crates/maps does with it.
    pub fn engine_mut(&mut self) -> &mut atlas::Atlas {
        &mut self.atlas
    }
}

#[wasm_bindgen]
impl Atlas {
    /// An empty atlas.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self {
            atlas: atlas::Atlas::new(LANGUAGE),
        }
    }

    /// Takes the bytes of a file; throws if they are not what they should be.
    ///
    /// # Errors
    /// An `Error` of kind `file`; the atlas goes on without the file and says so in its answer.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), JsValue> {
        self.atlas
            .supply(path, bytes)
            .map_err(|error| thrown("file", &error))
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
    pub fn dispatch(&mut self, action: JsValue) -> Result<JsValue, JsValue> {
        let action: Action = from_js(action)?;
        to_js(&self.atlas.dispatch(action))
    }

    /// What the present view says.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if the browser cannot take it.
    pub fn answer(&self) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.answer())
    }

    /// What belongs to the atlas, not to a view.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
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
    pub fn search(&self, typed: &str) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.search(typed))
    }

    /// Goes on with a running computation for about `budget_ms`; true while there is more to do.
    pub fn work(&mut self, budget_ms: f64) -> bool {
        // Mostly there is none, and the clock is far away.
        if !self.atlas.work() {
            return false;
        }
        let end = now_ms() + budget_ms;
        while self.atlas.work() {
            if now_ms() >= end {
                return true;
            }
        }
        false
    }

    /// Sets the colours the page decides.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if `colors` is malformed.
    pub fn set_colors(&mut self, colors: JsValue) -> Result<(), JsValue> {
        let colors: PageColors = from_js(colors)?;
        let map = MapColors::default();
        let background = hex_color(&colors.background).unwrap_or(map.background);
        let selection = hex_color(&colors.selection).unwrap_or(map.selection);
        let border = hex_color(&colors.border);
        self.atlas.map_mut().set_colors(MapColors {
            background,
            selection,
            halo: if colors.forced { background } else { map.halo },
            forced_border: border.filter(|_| colors.forced),
        });
        Ok(())
    }

    /// Sets the size of the map in CSS pixels and the device pixels per CSS pixel.
    pub fn resize(&mut self, width_css_px: u32, height_css_px: u32, density: f64) {
        self.atlas
            .map_mut()
            .resize(width_css_px, height_css_px, density);
    }

    /// Paints the present view; false if there is nothing to paint yet.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if the picture is too large.
    pub fn frame(&mut self, context: &CanvasRenderingContext2d) -> Result<bool, JsValue> {
        let mut done = Ok(());
        let mut canvas = Putter::new(context);
        let mut put = |strip: Strip<'_>| {
            if done.is_ok() {
                done = canvas.put(strip);
            }
        };
        let painted = self.atlas.map_mut().paint_strips(&mut put);
        let painted = painted.map_err(|error| thrown("paint", &error))?;
        done.map(|()| painted)
    }

    /// Paints with smooth edges for about `budget_ms`, for a map at rest; says how many rows of the
    /// picture have been painted so since the last frame.
    ///
    /// # Errors
    /// As [`Atlas::frame`].
    pub fn refine(
        &mut self,
        context: &CanvasRenderingContext2d,
        budget_ms: f64,
    ) -> Result<u32, JsValue> {
        let end = now_ms() + budget_ms;
        let (map, mut canvas) = (self.atlas.map_mut(), Putter::new(context));
        while let Some(strip) = map
            .refine_strip()
            .map_err(|error| thrown("paint", &error))?
        {
            canvas.put(strip)?;
            if now_ms() >= end {
                break;
            }
        }
        Ok(map.refined_rows())
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

    /// Whether the map shows something else than everything.
    #[must_use]
    pub fn away(&self) -> bool {
        self.atlas.map().camera_state().is_some()
    }

    /// A round length and how many CSS pixels it takes; empty before there is a map.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    pub fn scale_bar(&self) -> Result<JsValue, JsValue> {
        let (label, px) = self.atlas.scale_bar().unwrap_or_default();
        to_js(&ScaleBar { label, px })
    }

    /// The names on the map; `null` if they are those of the last call.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    pub fn labels(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.labels())
    }

    /// Places too small on the map of everything; [`Atlas::fly`] knows them afterwards.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    pub fn small_places(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.small_places())
    }

    /// What is under a point of the map; `null` outside.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    pub fn hover(&self, x_css_px: f64, y_css_px: f64, _touch: bool) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.hover(x_css_px, y_css_px))
    }

    /// Where an area's label goes, in CSS pixels; `null` if it is not on the map.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    pub fn area_position(&self, key: &str) -> Result<JsValue, JsValue> {
        let area = self.atlas.area(key);
        let point = area.and_then(|area| self.atlas.map().position(area));
        to_js(&point.map(|[x, y]| Point { x, y }))
    }

    /// The trend of the chosen area, final but not drawn; `null` if there is none.
    ///
    /// # Errors
    /// As [`Atlas::answer`].
    pub fn trend(&self) -> Result<JsValue, JsValue> {
        to_js(&self.atlas.trend())
    }
}

impl Default for Atlas {
    fn default() -> Self {
        Self::new()
    }
}

/// Milliseconds of a clock that never goes back; 0 where there is none, so that work is done at once.
fn now_ms() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |performance| performance.now())
}

/// Pixels as the browser wants them.
fn clamped(rgba: &[u8]) -> Clamped<&[u8]> {
    Clamped(rgba)
}
