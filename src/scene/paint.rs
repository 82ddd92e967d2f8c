//! Ids to colors in one pass.

use super::ids::with_cells;
use super::marks::Marks;
use super::palette::{PLAIN, Palette};
use super::pattern::Ink;
use super::raster::Cell;
use super::{IdBuffer, SceneError, Style};
use crate::geom::Outlines;

/// Paints frames; keeps its tables, so that repainting allocates nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Painter {
    palette: Palette,
    ink: Ink,
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
        self.ink.prepare(ids.density);
        let width = ids.camera.width_px as usize;
        if width > 0 {
            with_cells!(&ids.cells, cells => {
                fill(&self.palette, &self.ink, cells, &ids.borders.kinds, width, rgba);
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

/// Pixels looked at together.
const STRIDE: usize = 8;

fn fill<C: Cell>(
    palette: &Palette,
    ink: &Ink,
    cells: &[C],
    kinds: &[u8],
    width: usize,
    rgba: &mut [u8],
) {
    let rows = cells.chunks_exact(width).zip(kinds.chunks_exact(width));
    let (pixels, _) = rgba.as_chunks_mut::<4>();
    for ((cells, kinds), (out, row)) in rows.zip(pixels.chunks_exact_mut(width).zip(0..)) {
        fill_row(palette, ink, cells, kinds, row, out);
    }
}

fn fill_row<C: Cell>(
    palette: &Palette,
    ink: &Ink,
    cells: &[C],
    kinds: &[u8],
    row: u32,
    out: &mut [[u8; 4]],
) {
    let (cell_chunks, cell_rest) = cells.as_chunks::<STRIDE>();
    let (kind_chunks, kind_rest) = kinds.as_chunks::<STRIDE>();
    let (out_chunks, out_rest) = out.as_chunks_mut::<STRIDE>();
    let mut start = 0;
    for ((cells, kinds), out) in cell_chunks.iter().zip(kind_chunks).zip(out_chunks) {
        let even = *cells == [cells[0]; STRIDE] && *kinds == [kinds[0]; STRIDE];
        let color = palette.entry(cells[0].id() as usize, kinds[0]);
        if even && is_plain(color) {
            out.fill(color.to_le_bytes());
        } else {
            fill_pixels(palette, ink, cells, kinds, [start, row], out);
        }
        start += STRIDE as u32;
    }
    fill_pixels(palette, ink, cell_rest, kind_rest, [start, row], out_rest);
}

#[inline]
fn fill_pixels<C: Cell>(
    palette: &Palette,
    ink: &Ink,
    cells: &[C],
    kinds: &[u8],
    [start, row]: [u32; 2],
    out: &mut [[u8; 4]],
) {
    for (((cell, kind), out), column) in cells.iter().zip(kinds).zip(out).zip(start..) {
        let id = cell.id() as usize;
        let mut color = palette.entry(id, *kind);
        if !is_plain(color) {
            let inked = ink.covers((color >> 24) as u8, column, row);
            color = if inked {
                palette.ink(id)
            } else {
                color | 0xff00_0000
            };
        }
        *out = color.to_le_bytes();
    }
}

/// Whether an entry is a color as it stands, not a fill under a pattern.
#[inline]
fn is_plain(color: u32) -> bool {
    (color >> 24).wrapping_sub(1) >= PLAIN - 1
}

impl Palette {
    #[inline]
    fn entry(&self, id: usize, kind: u8) -> u32 {
        let at = id + usize::from(kind) * self.ids;
        self.entries.get(at).copied().unwrap_or(0)
    }

    fn ink(&self, id: usize) -> u32 {
        self.inks.get(id).copied().unwrap_or(0)
    }
}
