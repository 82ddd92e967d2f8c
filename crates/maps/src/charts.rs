//! Charts of the indicator: what stands around them, what they are made of, what was pressed.

use teilraum::atlas::kinds;
use teilraum_edge::to_js;
use teilraum_web::Atlas;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The charts of the view of an atlas.
#[wasm_bindgen]
#[derive(Default)]
pub struct Charts {
    charts: kinds::Charts,
}

#[wasm_bindgen]
impl Charts {
    /// No charts yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over the view of `atlas`.
    pub fn update(&mut self, atlas: &Atlas) {
        self.charts.update(atlas.engine());
    }

    /// Does one step of what the chart needs; true while there is more to do.
    pub fn work(&mut self, atlas: &Atlas) -> bool {
        self.charts.work(atlas.engine())
    }

    /// What stands around the chart; `null` while the page shows none.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if the browser cannot take it.
    pub fn answer(&self, atlas: &Atlas) -> Result<JsValue, JsValue> {
        to_js(&self.charts.answer(atlas.engine()))
    }

    /// The chart for a width; `null` where there is nothing to draw.
    ///
    /// # Errors
    /// As [`Charts::answer`].
    pub fn picture(&mut self, atlas: &Atlas, width_css_px: f64) -> Result<JsValue, JsValue> {
        to_js(&self.charts.picture(atlas.engine(), width_css_px))
    }

    /// Some rows of the ranking.
    ///
    /// # Errors
    /// As [`Charts::answer`].
    pub fn rows(&self, atlas: &Atlas, first: usize, count: usize) -> Result<JsValue, JsValue> {
        to_js(&self.charts.rows(atlas.engine(), first, count))
    }

    /// The key of the area, or in the course the period, nearest to a place on the last picture; none
    /// where none is near.
    #[must_use]
    pub fn hit(&self, atlas: &Atlas, x_css_px: f64, y_css_px: f64) -> Option<String> {
        self.charts.hit(atlas.engine(), [x_css_px, y_css_px])
    }

    /// What a step of the slide leads to: the key of an area, or of a period.
    #[must_use]
    pub fn slid(&self, atlas: &Atlas, step: usize) -> Option<String> {
        self.charts.slid(atlas.engine(), step)
    }
}
