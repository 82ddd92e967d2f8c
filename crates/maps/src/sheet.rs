//! A view as a picture to save.

use teilraum::atlas::kinds::{self, SheetOrder};
use teilraum::scene::Progress;
use teilraum_edge::{from_js, thrown, to_js, with_kind};
use teilraum_web::Atlas;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::CanvasRenderingContext2d;

use crate::multiples::put;

/// Rows painted between two looks at the clock.
const ROWS_AT_ONCE: u32 = 32;

/// The present view of an atlas on a sheet.
#[wasm_bindgen]
pub struct Sheet {
    order: SheetOrder,
    sheet: kinds::Sheet,
    picture: Option<kinds::SheetPicture>,
}

#[wasm_bindgen]
impl Sheet {
    /// Lays out the view of `atlas`; `order` is the day and the link.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if `order` is malformed, of kind `paint` while the view is not
    /// complete.
    #[wasm_bindgen(constructor)]
    pub fn new(atlas: &Atlas, order: JsValue) -> Result<Self, JsValue> {
        let order: SheetOrder = from_js(order)?;
        let sheet = atlas.engine().sheet(&order);
        Ok(Self {
            sheet: sheet.ok_or_else(|| with_kind("paint", "the view is not complete"))?,
            order,
            picture: None,
        })
    }

    /// Size, name and primitives, for a canvas.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if the browser cannot take it.
    pub fn layout(&self) -> Result<JsValue, JsValue> {
        to_js(&self.sheet)
    }

    /// The sheet as SVG.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if the map cannot be drawn.
    pub fn svg(&self, atlas: &Atlas) -> Result<String, JsValue> {
        let text = atlas.engine().sheet_svg(&self.order);
        let text = text.map_err(|error| thrown("paint", &error))?;
        text.ok_or_else(|| with_kind("paint", "the view is not complete"))
    }

    /// Begins to paint the map, `scale` pixels per CSS pixel.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if the picture is too large.
    pub fn begin(&mut self, atlas: &Atlas, scale: f64) -> Result<(), JsValue> {
        let picture = kinds::SheetPicture::begin(atlas.engine(), &self.sheet, scale);
        self.picture = picture.map_err(|error| thrown("paint", &error))?;
        Ok(())
    }

    /// Paints some rows; true while there are more, then the map is on the canvas, which gets its
    /// size.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if the canvas refuses.
    pub fn step(&mut self, context: &CanvasRenderingContext2d) -> Result<bool, JsValue> {
        let Some(picture) = &mut self.picture else {
            return Ok(false);
        };
        let progress = picture.step(ROWS_AT_ONCE);
        if progress.map_err(|error| thrown("paint", &error))? != Progress::Done {
            return Ok(true);
        }
        let (width, height, rgba) = picture.pixels();
        put(context, width, height, rgba)?;
        self.picture = None;
        Ok(false)
    }
}
