//! Ids to colors in one pass.

use crate::cells::Cell;
use crate::mask::WORD;
use crate::swar::{STRIDE, all_alike, bytes, occupied_bytes};
use crate::{Cells, Ink, KINDS, Mask};

/// Last byte of a fill: less, but not 0, is the number of a pattern.
pub const PLAIN: u32 = 16;

/// The last byte of a color that hides what is behind it.
const OPAQUE: u32 = 0xff00_0000;

/// The lowest bit of each byte of a word.
const ALL: u64 = 0x0101_0101_0101_0101;

/// Ids that 16 bits hold.
const NARROW: usize = 1 << u16::BITS;

/// How far apart the colors of one id are in a table for so many ids: wherever narrow cells point
/// to, there is something.
#[must_use]
pub const fn stride(ids: usize) -> usize {
    if ids < NARROW { NARROW } else { ids }
}

/// Finds colors by id and kind.
trait Table<C> {
    fn color(&self, cell: C, kind: u8) -> u32;
}

/// With a place for every cell there can be, so that none has to be checked.
struct Narrow<'a>(&'a [u32; KINDS * NARROW]);

impl Table<u16> for Narrow<'_> {
    #[inline(always)]
    fn color(&self, cell: u16, kind: u8) -> u32 {
        self.0[(usize::from(kind) % KINDS) << u16::BITS | usize::from(cell)]
    }
}

struct Wide<'a> {
    colors: &'a [u32],
    stride: usize,
}

impl Table<u32> for Wide<'_> {
    #[inline(always)]
    fn color(&self, cell: u32, kind: u8) -> u32 {
        let at = usize::from(kind) * self.stride + cell as usize;
        self.colors.get(at).copied().unwrap_or(0)
    }
}

/// What colors pixels have.
#[derive(Clone, Copy, Debug)]
pub struct Fill<'a> {
    /// Four bytes by kind, [`stride`] apart, then id; below [`PLAIN`] in the last one a pattern's
    /// number.
    pub colors: &'a [u32],
    /// Number of ids.
    pub ids: usize,
    /// Whether lines between areas of one parent have other colors than the areas.
    pub lines: bool,
    /// Colors of patterns by id.
    pub inks: &'a [u32],
    /// Where that ink lies.
    pub ink: &'a Ink,
    /// What is painted where no area and no border is.
    pub beneath: &'a Mask,
    /// Its color.
    pub ground: u32,
}

/// What rows are painted of, besides cells.
#[derive(Clone, Copy)]
struct Part<'a> {
    kinds: &'a [u8],
    width: usize,
    /// The first row to paint.
    first: u32,
}

impl Fill<'_> {
    /// Paints some rows of `width` pixels, four bytes each; `rgba` starts with the first of them.
    pub fn paint(
        &self,
        cells: &Cells,
        kinds: &[u8],
        width: usize,
        rows: [u32; 2],
        rgba: &mut [u8],
    ) {
        let (pixels, _) = rgba.as_chunks_mut::<4>();
        let part = Part {
            kinds,
            width,
            first: rows[0],
        };
        let stride = stride(self.ids);
        match (cells, self.colors.first_chunk()) {
            (Cells::Narrow(cells), Some(table)) => {
                self.paint_rows(cells, &Narrow(table), part, pixels)
            }
            (Cells::Narrow(_), None) => {}
            (Cells::Wide(cells), _) => {
                let colors = self.colors;
                self.paint_rows(cells, &Wide { colors, stride }, part, pixels);
            }
        }
    }

    fn paint_rows<C: Cell>(
        &self,
        cells: &[C],
        table: &impl Table<C>,
        part: Part<'_>,
        out: &mut [[u8; 4]],
    ) {
        let width = part.width.max(1);
        let below = cells
            .chunks_exact(width)
            .zip(part.kinds.chunks_exact(width));
        let below = below.zip(0..).skip(part.first as usize);
        for (((cells, kinds), row), out) in below.zip(out.chunks_exact_mut(width)) {
            self.paint_row(cells, kinds, table, row, out);
            self.lay_beneath(cells, kinds, self.beneath.row(row as i32), out);
        }
    }

    fn paint_row<C: Cell>(
        &self,
        cells: &[C],
        kinds: &[u8],
        table: &impl Table<C>,
        row: u32,
        out: &mut [[u8; 4]],
    ) {
        let (cell_chunks, cell_rest) = cells.as_chunks::<STRIDE>();
        let (kind_chunks, kind_rest) = kinds.as_chunks::<STRIDE>();
        let (out_chunks, out_rest) = out.as_chunks_mut::<STRIDE>();
        // Lines between areas that have faded away look like the areas.
        let seen = if self.lines { ALL * 3 } else { ALL * 2 };
        let mut start = 0;
        for ((cells, kinds), out) in cell_chunks.iter().zip(kind_chunks).zip(out_chunks) {
            let colors = if bytes(kinds) & seen != 0 {
                std::array::from_fn(|at| table.color(cells[at], kinds[at]))
            } else if all_alike(cells) {
                [table.color(cells[0], 0); STRIDE]
            } else {
                std::array::from_fn(|at| table.color(cells[at], 0))
            };
            // Most are opaque and plain, which is told of all at once.
            let all = colors.iter().fold(OPAQUE, |all, color| all & color);
            if all == OPAQUE || colors.iter().all(|color| is_plain(*color)) {
                *out = colors.map(u32::to_le_bytes);
            } else {
                self.paint_pixels((cells, kinds), table, [start, row], out);
            }
            start += STRIDE as u32;
        }
        self.paint_pixels((cell_rest, kind_rest), table, [start, row], out_rest);
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
        (cells, kinds): (&[C], &[u8]),
        table: &impl Table<C>,
        [start, row]: [u32; 2],
        out: &mut [[u8; 4]],
    ) {
        for (((cell, kind), out), column) in cells.iter().zip(kinds).zip(out).zip(start..) {
            let mut color = table.color(*cell, *kind);
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
            fill | OPAQUE
        }
    }
}

/// Whether a fill is a color as it stands, not one under a pattern.
#[inline(always)]
const fn is_plain(color: u32) -> bool {
    (color >> 24).wrapping_sub(1) >= PLAIN - 1
}
