//! A view as a picture to save.

use teilraum::atlas::kinds::{self, SheetOrder};
use teilraum::scene::Progress;
use teilraum_edge::{from_js, thrown, to_js, with_kind};
use teilraum_web::Atlas;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::CanvasRenderingContext2d;

use crate::multiples::put;
use crate::overlay::over;

/// Rows painted between two looks at the clock.
const ROWS_AT_ONCE: u32 = 32;

/// The present view of an atlas on a sheet.
#[wasm_bindgen]
pub struct Sheet {
    order: SheetOrder,
    /// The maps beside each other, where the view shows those.
    small: kinds::SmallMaps,
    /// The chart, where the view shows one.
    charts: kinds::Charts,
    sheet: Option<kinds::Sheet>,
    picture: Option<kinds::SheetPicture>,
}

#[wasm_bindgen]
impl Sheet {
    /// A sheet of the view of `atlas`; `order` is the day and the link.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if `order` is malformed.
    #[wasm_bindgen(constructor)]
    pub fn new(atlas: &Atlas, order: JsValue) -> Result<Self, JsValue> {
        let mut small = kinds::SmallMaps::new();
        small.update(atlas.engine());
        let mut charts = kinds::Charts::new();
        charts.update(atlas.engine());
        Ok(Self {
            order: from_js(order)?,
            small,
            charts,
            sheet: None,
            picture: None,
        })
    }

    /// Does one step of what small maps or a chart need; true while there is more to do.
    pub fn work(&mut self, atlas: &Atlas) -> bool {
        self.small.work(atlas.engine()) || self.charts.work(atlas.engine())
    }

    /// Size, name and primitives, for a canvas.
    ///
    /// # Errors
    /// An `Error` of kind `paint` while the view is not complete, of kind `boundary` if the browser
    /// cannot take it.
    pub fn layout(&mut self, atlas: &Atlas) -> Result<JsValue, JsValue> {
        let chart = self.charts.sheet(atlas.engine(), &self.order);
        let sheet = chart.or_else(|| atlas.engine().sheet(&self.small, &self.order));
        let sheet = sheet.ok_or_else(|| with_kind("paint", "the view is not complete"))?;
        to_js(self.sheet.insert(sheet))
    }

    /// The sheet as SVG.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if a map cannot be drawn.
    pub fn svg(&self, atlas: &Atlas) -> Result<String, JsValue> {
        if let Some(text) = self.charts.sheet_svg(atlas.engine(), &self.order) {
            return Ok(text);
        }
        let text = atlas.engine().sheet_svg(&self.small, &self.order);
        let text = text.map_err(|error| thrown("paint", &error))?;
        text.ok_or_else(|| with_kind("paint", "the view is not complete"))
    }

    /// Four numbers for each spot over the map `at`, as `map_spots` gives them.
    #[must_use]
    pub fn spots(&self, at: usize) -> Vec<f32> {
        self.map(at).map(|it| it.over.flat()).unwrap_or_default()
    }

    /// Looks of these spots and texts on them, as `map_overlay` gives them.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if the browser cannot take it.
    pub fn overlay(&self, at: usize) -> Result<JsValue, JsValue> {
        to_js(&over(
            self.map(at).map(|it| it.over.clone()).unwrap_or_default(),
        ))
    }

    fn map(&self, at: usize) -> Option<&kinds::SheetMap> {
        self.sheet.as_ref()?.maps.get(at)
    }

    /// Begins to paint the map `at`, `scale` pixels per CSS pixel.
    ///
    /// # Errors
    /// An `Error` of kind `paint` if the picture is too large.
    pub fn begin(&mut self, atlas: &Atlas, at: usize, scale: f64) -> Result<(), JsValue> {
        let Some(sheet) = &self.sheet else {
            return Ok(());
        };
        let picture = kinds::SheetPicture::begin(atlas.engine(), &self.small, (sheet, at), scale);
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
