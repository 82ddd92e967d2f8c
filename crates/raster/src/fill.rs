//! Ids to colors in one pass.

use crate::cells::{Cell, with_cells};
use crate::swar::{STRIDE, all_alike, bytes};
use crate::{Cells, Ink, KINDS, Kind};

/// Last byte of a fill: less, but not 0, is the number of a pattern.
pub const PLAIN: u32 = 16;

/// An area with so few pixels keeps them free of borders.
pub const SMALL: u32 = 4;

/// What colors pixels have.
#[derive(Clone, Copy, Debug)]
pub struct Fill<'a> {
    /// Four bytes by id; below [`PLAIN`] in the last one a pattern's number.
    pub fills: &'a [u32],
    /// Colors of patterns by id.
    pub inks: &'a [u32],
    /// Where that ink lies.
    pub ink: &'a Ink,
    /// Colors of borders by kind.
    pub lines: [u32; KINDS],
    /// How strongly they are laid over the fill, of 255.
    pub strengths: [u8; KINDS],
    /// Pixels of each id: those of [`SMALL`] areas stay free.
    pub counts: &'a [u32],
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
            }
        });
    }

    fn paint_row<C: Cell>(&self, cells: &[C], kinds: &[u8], row: u32, out: &mut [[u8; 4]]) {
        let (cell_chunks, cell_rest) = cells.as_chunks::<STRIDE>();
        let (kind_chunks, kind_rest) = kinds.as_chunks::<STRIDE>();
        let (out_chunks, out_rest) = out.as_chunks_mut::<STRIDE>();
        let mut start = 0;
        for ((cells, kinds), out) in cell_chunks.iter().zip(kind_chunks).zip(out_chunks) {
            let color = self.fill(cells[0].id());
            if bytes(kinds) == 0 && all_alike(cells) && is_plain(color) {
                *out = [color.to_le_bytes(); STRIDE];
            } else {
                self.paint_pixels(cells, kinds, [start, row], out);
            }
            start += STRIDE as u32;
        }
        self.paint_pixels(cell_rest, kind_rest, [start, row], out_rest);
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
            let color = self.color(cell.id(), usize::from(*kind) % KINDS, [column, row]);
            *out = color.to_le_bytes();
        }
    }

    #[inline(always)]
    fn color(&self, id: u32, kind: usize, [column, row]: [u32; 2]) -> u32 {
        if kind == Kind::Coast as usize {
            return self.lines[kind];
        }
        let fill = self.fill(id);
        let strength = self.strengths[kind];
        if kind != 0 && strength > 0 && !self.stays_free(id) {
            return mixed(fill, self.lines[kind], strength);
        }
        if is_plain(fill) {
            fill
        } else if self.ink.covers((fill >> 24) as u8, column, row) {
            self.inks.get(id as usize).copied().unwrap_or(0)
        } else {
            fill | 0xff00_0000
        }
    }

    #[inline(always)]
    fn fill(&self, id: u32) -> u32 {
        self.fills.get(id as usize).copied().unwrap_or(0)
    }

    fn stays_free(&self, id: u32) -> bool {
        id != 0
            && self
                .counts
                .get(id as usize)
                .is_some_and(|count| *count <= SMALL)
    }
}

/// Whether a fill is a color as it stands, not one under a pattern.
#[inline(always)]
const fn is_plain(color: u32) -> bool {
    (color >> 24).wrapping_sub(1) >= PLAIN - 1
}

/// `base` with `share` of 255 of `ink` over it, rounded, opaque.
#[inline(always)]
const fn mixed(base: u32, ink: u32, share: u8) -> u32 {
    const PAIR: u32 = 0x00ff_00ff;
    let (share, rest) = (share as u32, 255 - share as u32);
    // Red and blue side by side; each sum stays below 2^16.
    let sum = (base & PAIR) * rest + (ink & PAIR) * share + 0x0080_0080;
    let pair = ((sum + ((sum >> 8) & PAIR)) >> 8) & PAIR;
    let sum = ((base >> 8) & 0xff) * rest + ((ink >> 8) & 0xff) * share + 0x80;
    let green = (sum + (sum >> 8)) >> 8;
    pair | green << 8 | 0xff00_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_mix_as_if_each_channel_were_divided_and_rounded() {
        for base in 0..=255_u32 {
            for ink in [0, 1, 38, 89, 127, 128, 254, 255_u32] {
                for share in 0..=255_u8 {
                    let part = u32::from(share);
                    let expected = (base * (255 - part) + ink * part + 127) / 255;
                    let spread = |value: u32| value | value << 8 | value << 16;
                    let found = mixed(spread(base), spread(ink), share);
                    assert_eq!(found, spread(expected) | 0xff00_0000);
                }
            }
        }
    }
}
