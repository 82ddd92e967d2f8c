//! Ids to colors in one pass.

use teilraum_raster::{Fill, Ink, Mask};

use super::ground;
use super::ids::check_areas;
use super::marks::Marks;
use super::palette::{Palette, packed};
use super::pattern::prepare;
use super::{IdBuffer, SceneError, Style};
use crate::geom::Outlines;

/// Paints frames; keeps its tables, so that repainting allocates nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Painter {
    palette: Palette,
    ink: Ink,
    /// Device pixels per CSS pixel that `ink` is for.
    density: f64,
    /// Where land lies beneath the areas.
    beneath: Mask,
    marks: Marks,
}

impl Painter {
    /// A painter without memory yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Paints `ids` in `style` into `rgba`: four bytes per pixel, not premultiplied.
    ///
    /// Every pixel is written. Borders are whole pixels; [`RefinePaint`](super::RefinePaint)
    /// makes them smooth.
    ///
    /// # Errors
    /// [`SceneError`] when the number of bytes, looks or areas does not fit the ids.
    pub fn paint(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        rgba: &mut [u8],
    ) -> Result<(), SceneError> {
        check(outlines, ids, style, rgba)?;
        self.palette.fill(style);
        self.repaint(outlines, ids, style, rgba)
    }

    /// As [`Painter::paint`], with the areas' looks and the page of the style painted last.
    ///
    /// # Errors
    /// As [`Painter::paint`].
    pub fn repaint(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        rgba: &mut [u8],
    ) -> Result<(), SceneError> {
        check(outlines, ids, style, rgba)?;
        prepare(&mut self.ink, &mut self.density, ids.density);
        self.palette.line(&style.colors, ids);
        let rows = [0, ids.camera.height_px as i32];
        ground::mark(&mut self.beneath, outlines, ids, 1, rows);
        let fill = Fill {
            colors: &self.palette.colors,
            ids: self.palette.ids,
            inks: &self.palette.inks,
            ink: &self.ink,
            beneath: &self.beneath,
            ground: packed(style.colors.ground, 255),
        };
        let width = ids.camera.width_px as usize;
        fill.paint(&ids.cells, &ids.borders.kinds.list, width, rgba);
        self.marks.paint(outlines, ids, style, rgba);
        Ok(())
    }
}

/// Checks that outlines, ids, style and pixels belong together.
pub(super) fn check(
    outlines: &Outlines,
    ids: &IdBuffer,
    style: &Style,
    rgba: &[u8],
) -> Result<(), SceneError> {
    check_style(outlines, ids, style)?;
    if rgba.len() != ids.byte_count() {
        return Err(SceneError::PixelBytes {
            expected: ids.byte_count(),
            found: rgba.len(),
        });
    }
    Ok(())
}

/// Checks that outlines, ids and style belong together.
pub(super) fn check_style(
    outlines: &Outlines,
    ids: &IdBuffer,
    style: &Style,
) -> Result<(), SceneError> {
    check_areas(ids, outlines)?;
    if style.looks.len() != ids.areas {
        return Err(SceneError::LookCount {
            expected: ids.areas,
            found: style.looks.len(),
        });
    }
    Ok(())
}
