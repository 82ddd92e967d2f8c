//! Ids to colors in one pass.

use super::ids::with_cells;
use super::marks::Marks;
use super::palette::{PLAIN, Palette, pattern_of};
use super::pattern::Ink;
use super::raster::Cell;
use super::{IdBuffer, SceneError, Style};
use crate::geom::Outlines;

/// Paints frames; keeps its tables, so that repainting allocates nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Painter {
    palette: Palette,
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
        self.palette.fill(style, ids);
        let ink = Ink::new(ids.density);
        let width = ids.camera.width_px as usize;
        if width > 0 {
            with_cells!(&ids.cells, cells => {
                fill(&self.palette, &ink, cells, &ids.borders.kinds, width, rgba);
            });
        }
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
    if outlines.count() != ids.areas {
        return Err(SceneError::OtherOutlines {
            expected: outlines.count(),
            found: ids.areas,
        });
    }
    if style.looks.len() != ids.areas {
        return Err(SceneError::LookCount {
            expected: ids.areas,
            found: style.looks.len(),
        });
    }
    Ok(())
}

fn fill<C: Cell>(
    palette: &Palette,
    ink: &Ink,
    cells: &[C],
    kinds: &[u8],
    width: usize,
    rgba: &mut [u8],
) {
    let rows = cells.chunks_exact(width).zip(kinds.chunks_exact(width));
    for ((row, (cells, kinds)), out) in (0..).zip(rows).zip(rgba.chunks_exact_mut(width * 4)) {
        let pixels = cells.iter().zip(kinds).zip(out.chunks_exact_mut(4));
        for (column, ((cell, kind), out)) in (0..).zip(pixels) {
            let id = cell.id() as usize;
            let mut color = palette.entry(id, *kind);
            let number = color >> 24;
            if number.wrapping_sub(1) < PLAIN - 1 {
                let inked = ink.covers(pattern_of(number), column, row);
                color = if inked {
                    palette.ink(id)
                } else {
                    color | 0xff00_0000
                };
            }
            out.copy_from_slice(&color.to_le_bytes());
        }
    }
}

impl Palette {
    fn entry(&self, id: usize, kind: u8) -> u32 {
        let at = id + usize::from(kind) * self.ids;
        self.entries.get(at).copied().unwrap_or(0)
    }

    fn ink(&self, id: usize) -> u32 {
        self.inks.get(id).copied().unwrap_or(0)
    }
}
