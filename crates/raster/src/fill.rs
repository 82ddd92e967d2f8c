//! Ids to colors in one pass.

use crate::cells::{Cell, with_cells};
use crate::mask::WORD;
use crate::swar::{STRIDE, all_alike, bytes, occupied_bytes};
use crate::{Cells, Ink, Mask};

/// Last byte of a fill: less, but not 0, is the number of a pattern.
pub const PLAIN: u32 = 16;

/// The lowest bit of each byte of a word.
const ALL: u64 = 0x0101_0101_0101_0101;

/// What colors pixels have.
#[derive(Clone, Copy, Debug)]
pub struct Fill<'a> {
    /// Four bytes by kind, then id; below [`PLAIN`] in the last one a pattern's number.
    pub colors: &'a [u32],
    /// Number of ids.
    pub ids: usize,
    /// Colors of patterns by id.
    pub inks: &'a [u32],
    /// Where that ink lies.
    pub ink: &'a Ink,
    /// What is painted where no area and no border is.
    pub beneath: &'a Mask,
    /// Its color.
    pub ground: u32,
}

impl Fill<'_> {
    /// Paints rows of `width` pixels, four bytes each.
    pub fn paint(&self, cells: &Cells, kinds: &[u8], width: usize, rgba: &mut [u8]) {
        if width == 0 {
            return;
        }
        with_cells!(cells, cells => {
            let rows = cells.chunks_exact(width).zip(kinds.chunks_exact(width));
            let (pixels, _) = rgba.as_chunks_mut::<4>();
            for ((cells, kinds), (out, row)) in rows.zip(pixels.chunks_exact_mut(width).zip(0..)) {
                self.paint_row(cells, kinds, row, out);
                self.lay_beneath(cells, kinds, self.beneath.row(row as i32), out);
            }
        });
    }

    fn paint_row<C: Cell>(&self, cells: &[C], kinds: &[u8], row: u32, out: &mut [[u8; 4]]) {
        let (cell_chunks, cell_rest) = cells.as_chunks::<STRIDE>();
        let (kind_chunks, kind_rest) = kinds.as_chunks::<STRIDE>();
        let (out_chunks, out_rest) = out.as_chunks_mut::<STRIDE>();
        let mut start = 0;
        for ((cells, kinds), out) in cell_chunks.iter().zip(kind_chunks).zip(out_chunks) {
            let color = self.color(cells[0].id(), 0);
            if bytes(kinds) == 0 && all_alike(cells) && is_plain(color) {
                *out = [color.to_le_bytes(); STRIDE];
            } else {
                self.paint_pixels(cells, kinds, [start, row], out);
            }
            start += STRIDE as u32;
        }
        self.paint_pixels(cell_rest, kind_rest, [start, row], out_rest);
    }

    /// Paints what lies beneath, where it shows.
    fn lay_beneath<C: Cell>(
        &self,
        cells: &[C],
        kinds: &[u8],
        beneath: &[u64],
        out: &mut [[u8; 4]],
    ) {
        let pixels = cells.chunks(WORD).zip(kinds.chunks(WORD));
        for ((word, (cells, kinds)), out) in beneath.iter().zip(pixels).zip(out.chunks_mut(WORD)) {
            if *word == 0 {
                continue;
            }
            let parts = cells.chunks(STRIDE).zip(kinds.chunks(STRIDE));
            let parts = parts.zip(out.chunks_mut(STRIDE)).zip(word.to_le_bytes());
            for (((cells, kinds), out), bits) in parts {
                let words = cells.first_chunk().map(C::words);
                let land = words.map_or(0, |words| occupied_bytes::<C>(&words));
                if bits != 0 && land != ALL {
                    self.lay_bits(cells, kinds, bits, out);
                }
            }
        }
    }

    /// The same for up to eight pixels.
    fn lay_bits<C: Cell>(&self, cells: &[C], kinds: &[u8], bits: u8, out: &mut [[u8; 4]]) {
        for (lane, ((cell, kind), out)) in cells.iter().zip(kinds).zip(out).enumerate() {
            if bits >> lane & 1 == 1 && cell.id() == 0 && *kind == 0 {
                *out = self.ground.to_le_bytes();
            }
        }
    }

    #[inline(always)]
    fn paint_pixels<C: Cell>(
        &self,
        cells: &[C],
        kinds: &[u8],
        [start, row]: [u32; 2],
        out: &mut [[u8; 4]],
    ) {
        for (((cell, kind), out), column) in cells.iter().zip(kinds).zip(out).zip(start..) {
            let mut color = self.color(cell.id(), *kind);
            if !is_plain(color) {
                color = self.patterned(cell.id(), color, [column, row]);
            }
            *out = color.to_le_bytes();
        }
    }

    /// A pixel of a fill with a pattern.
    fn patterned(&self, id: u32, fill: u32, [column, row]: [u32; 2]) -> u32 {
        if self.ink.covers((fill >> 24) as u8, column, row) {
            self.inks.get(id as usize).copied().unwrap_or(0)
        } else {
            fill | 0xff00_0000
        }
    }

    #[inline(always)]
    fn color(&self, id: u32, kind: u8) -> u32 {
        let at = usize::from(kind) * self.ids + id as usize;
        self.colors.get(at).copied().unwrap_or(0)
    }
}

/// Whether a fill is a color as it stands, not one under a pattern.
#[inline(always)]
const fn is_plain(color: u32) -> bool {
    (color >> 24).wrapping_sub(1) >= PLAIN - 1
}
