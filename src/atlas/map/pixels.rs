//! The whole picture in one buffer, for those who have no canvas to put strips on.

use crate::scene::SceneError;

use super::{MapView, Pixels};

impl MapView {
    /// Paints the present view and gives its pixels: width, height, four bytes each.
    ///
    /// # Errors
    /// [`SceneError`] if the size is beyond what can be painted.
    pub fn paint(&mut self) -> Result<Option<Pixels<'_>>, SceneError> {
        let mut rgba = std::mem::take(&mut self.rgba);
        rgba.clear();
        let painted = self.paint_strips(&mut |(_, _, strip)| rgba.extend_from_slice(strip))?;
        self.rgba = rgba;
        Ok(self.pixels().filter(|_| painted))
    }

    /// Paints some more rows of these pixels with smooth edges; true while there is more.
    ///
    /// # Errors
    /// As [`MapView::refine_strip`].
    pub fn refine(&mut self, rows: u32) -> Result<bool, SceneError> {
        let mut rgba = std::mem::take(&mut self.rgba);
        let mut done = 0;
        while done < rows.max(1)
            && let Some((width, top, strip)) = self.refine_strip()?
        {
            let start = top as usize * width as usize * 4;
            if let Some(out) = rgba.get_mut(start..start + strip.len()) {
                out.copy_from_slice(strip);
            }
            done += (strip.len() / 4 / (width as usize).max(1)) as u32;
        }
        self.rgba = rgba;
        Ok(done >= rows.max(1))
    }

    /// The pixels of [`MapView::paint`] and [`MapView::refine`].
    #[must_use]
    pub fn pixels(&self) -> Option<Pixels<'_>> {
        let camera = self.ids.camera();
        let bytes = camera.width_px as usize * camera.height_px as usize * 4;
        (bytes > 0 && bytes == self.rgba.len()).then_some((
            camera.width_px,
            camera.height_px,
            self.rgba.as_slice(),
        ))
    }
}
