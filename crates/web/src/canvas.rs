//! Pixels onto a canvas.

use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, ImageData};

use crate::clamped;

/// Puts rows of pictures onto a canvas as wide as they are.
///
/// As long as they come from the same memory, they are shown to the browser as the same object.
pub struct Putter<'a> {
    context: &'a CanvasRenderingContext2d,
    /// The object, where its bytes are, how many, and how large memory was: growing moves all.
    image: Option<(ImageData, [usize; 3])>,
}

impl<'a> Putter<'a> {
    /// For a canvas.
    #[must_use]
    pub const fn new(context: &'a CanvasRenderingContext2d) -> Self {
        Self {
            context,
            image: None,
        }
    }

    /// Puts rows of `width` pixels, four bytes each, from row `top` on.
    ///
    /// # Errors
    /// What the browser throws if the bytes are not those of such rows.
    pub fn put(&mut self, (width, top, rgba): (u32, u32, &[u8])) -> Result<(), JsValue> {
        let place = [rgba.as_ptr() as usize, rgba.len(), memory()];
        let image = match self.image.take().filter(|(_, before)| *before == place) {
            Some((image, _)) => image,
            None => ImageData::new_with_u8_clamped_array(clamped(rgba), width)?,
        };
        let image = &self.image.insert((image, place)).0;
        self.context.put_image_data(image, 0.0, f64::from(top))
    }
}

/// The size of the memory that all bytes are in.
fn memory() -> usize {
    #[cfg(target_arch = "wasm32")]
    let pages = core::arch::wasm32::memory_size(0);
    #[cfg(not(target_arch = "wasm32"))]
    let pages = 0;
    pages
}
