//! Small maps onto canvases.

use teilraum::atlas::kinds::{self, SmallSize};
use teilraum::scene::Progress;
use teilraum_edge::{thrown, to_js};
use teilraum_web::Atlas;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::CanvasRenderingContext2d;

/// Rows painted finely between two looks at the clock.
const ROWS_AT_ONCE: u32 = 64;

/// Maps beside each other, of the view of an atlas.
#[wasm_bindgen]
pub struct SmallMaps {
    maps: kinds::SmallMaps,
    size: SmallSize,
}

#[wasm_bindgen]
impl SmallMaps {
    /// No maps yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self {
            maps: kinds::SmallMaps::new(),
            size: SmallSize {
                css_px: [0; 2],
                density: 1.0,
            },
        }
    }

    /// Takes over the view of `atlas`.
    pub fn update(&mut self, atlas: &Atlas) {
        self.maps.update(atlas.engine());
    }

    /// Does one step of what the maps need; true while there is more to do.
    pub fn work(&mut self, atlas: &Atlas) -> bool {
        self.maps.work(atlas.engine())
    }

    /// What stands around the maps; `null` while the page shows none.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if the browser cannot take it.
    pub fn answer(&self, atlas: &Atlas) -> Result<JsValue, JsValue> {
        to_js(&self.maps.answer(atlas.engine()))
    }

    /// Paints the map `at` on a canvas of this size; false before there is something to paint.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if the picture is too large.
    pub fn paint(
        &mut self,
        atlas: &Atlas,
        at: usize,
        context: &CanvasRenderingContext2d,
        width_css_px: u32,
        height_css_px: u32,
        density: f64,
    ) -> Result<bool, JsValue> {
        self.size = SmallSize {
            css_px: [width_css_px, height_css_px],
            density,
        };
        let painted = self.maps.paint(atlas.engine(), at, self.size);
        let Some((width, height, rgba)) = painted.map_err(|error| thrown("paint", &error))? else {
            return Ok(false);
        };
        put(context, width, height, rgba)?;
        Ok(true)
    }

    /// Paints some rows of the map `at` finely, in the size of the last [`SmallMaps::paint`]; true
    /// while there are more, then they are on the canvas.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if the picture is too large.
    pub fn refine(
        &mut self,
        atlas: &Atlas,
        at: usize,
        context: &CanvasRenderingContext2d,
    ) -> Result<bool, JsValue> {
        let progress = self
            .maps
            .refine(atlas.engine(), at, self.size, ROWS_AT_ONCE);
        if progress.map_err(|error| thrown("paint", &error))? != Progress::Done {
            return Ok(true);
        }
        if let Some((width, height, rgba)) = self.maps.pixels() {
            put(context, width, height, rgba)?;
        }
        Ok(false)
    }
}

impl Default for SmallMaps {
    fn default() -> Self {
        Self::new()
    }
}

/// Makes the canvas as large as the picture and puts it there.
pub(crate) fn put(
    context: &CanvasRenderingContext2d,
    width: u32,
    height: u32,
    rgba: &[u8],
) -> Result<(), JsValue> {
    if let Some(canvas) = context.canvas() {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    teilraum_web::canvas::Putter::new(context).put((width, 0, rgba))
}
