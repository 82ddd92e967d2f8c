//! Pixels onto a canvas.

use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, ImageData};

use crate::clamped;

/// Puts a picture of four bytes per pixel at the upper left corner.
pub(crate) fn put(
    context: &CanvasRenderingContext2d,
    width: u32,
    height: u32,
    rgba: &[u8],
) -> Result<(), JsValue> {
    let image = ImageData::new_with_u8_clamped_array_and_sh(clamped(rgba), width, height)?;
    context.put_image_data(&image, 0.0, 0.0)
}
