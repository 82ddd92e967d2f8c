//! Ids to colors in one pass.

use teilraum_raster::{Fill, Ink, Kind};

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
        self.prepare(ids, style);
        self.paint_rows(outlines, ids, style, [0, ids.camera.height_px], rgba);
        Ok(())
    }

    /// Begins a picture that [`Painter::rows`] paints; `restyled` if looks or page may be others than
    /// those painted last.
    ///
    /// # Errors
    /// [`SceneError`] when the number of looks or areas does not fit the ids.
    pub fn begin(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        restyled: bool,
    ) -> Result<(), SceneError> {
        check_style(outlines, ids, style)?;
        if restyled {
            self.palette.fill(style);
        }
        self.prepare(ids, style);
        Ok(())
    }

    /// Paints some rows of the picture begun with the same arguments into `rgba`, which gets their
    /// size and starts with the first of them.
    pub fn rows(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        rows: [u32; 2],
        rgba: &mut Vec<u8>,
    ) {
        rgba.resize(ids.bytes_of(rows), 0);
        self.paint_rows(outlines, ids, style, rows, rgba);
    }

    fn prepare(&mut self, ids: &IdBuffer, style: &Style) {
        prepare(&mut self.ink, &mut self.density, ids.density);
        self.palette.line(&style.colors, ids);
        self.marks.begin();
    }

    fn paint_rows(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        rows: [u32; 2],
        rgba: &mut [u8],
    ) {
        let fill = Fill {
            colors: &self.palette.colors,
            ids: self.palette.ids,
            lines: ids.borders.strength(Kind::Area) > 0,
            inks: &self.palette.inks,
            ink: &self.ink,
            beneath: &ids.beneath,
            ground: packed(style.colors.ground, 255),
        };
        let width = ids.camera.width_px as usize;
        fill.paint(&ids.cells, &ids.borders.kinds.list, width, rows, rgba);
        let rows = rows.map(|row| row as i32);
        self.marks.paint_rows(outlines, ids, style, rows, rgba);
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
