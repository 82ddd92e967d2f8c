//! "Data and method" beyond what every page says.

use teilraum::atlas::kinds::SheetOrder;
use teilraum_edge::{from_js, to_js};
use teilraum_web::Atlas;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// How figures are worked out, sources, citation and published files of the view; `null` before
/// there is one. `order` is the day and the link.
///
/// # Errors
/// An `Error` of kind `boundary` if `order` is malformed, or the browser cannot take the answer.
#[wasm_bindgen]
pub fn method(atlas: &Atlas, order: JsValue) -> Result<JsValue, JsValue> {
    let order: SheetOrder = from_js(order)?;
    to_js(&atlas.engine().method(&order))
}
