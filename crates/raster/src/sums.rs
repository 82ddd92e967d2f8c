//! Sums of many samples per pixel.

use crate::cells::{Cell, with_cells};
use crate::{Cells, Ink, Mask, over};

/// Four sums side by side, 16 bits each: red, green, blue and 255 per sample of land.
pub type Lanes = u64;

/// Marks an entry with a pattern; sums never reach it.
pub const PATTERNED: Lanes = 1 << 63;

/// A color as one sample.
#[must_use]
pub const fn lanes([r, g, b]: [u8; 3]) -> Lanes {
    r as u64 | (g as u64) << 16 | (b as u64) << 32 | 255 << 48
}

/// One of four sums.
#[inline(always)]
const fn lane(sum: Lanes, at: u32) -> u32 {
    (sum >> (16 * at)) as u32 & 0xffff
}

/// Colors of samples by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SampleTable {
    /// Fill of each id; [`PATTERNED`] ones have ink.
    pub fills: Vec<Lanes>,
    /// Ink of each id and the number of its pattern.
    pub inks: Vec<(Lanes, u8)>,
    /// Where ink lies.
    pub ink: Ink,
    /// Samples per pixel and axis.
    pub across: u32,
}

impl SampleTable {
    /// Adds up rows of samples, `width` pixels each; `row` is the number of the first.
    pub fn add(&self, samples: &Cells, width: usize, row: u32, sums: &mut [Lanes]) {
        let across = self.across as usize;
        if width == 0 || across == 0 {
            return;
        }
        with_cells!(samples, samples => {
            let rows = samples.chunks_exact(width * across);
            for (place, (samples, row)) in rows.zip(row..).enumerate() {
                let start = place / across * width;
                let sums = sums.get_mut(start..start + width).unwrap_or_default();
                match across {
                    2 => self.add_row::<_, 2>(samples, row, sums),
                    3 => self.add_row::<_, 3>(samples, row, sums),
                    _ => self.add_row::<_, 4>(samples, row, sums),
                }
            }
        });
    }

    fn add_row<C: Cell, const N: usize>(&self, samples: &[C], row: u32, sums: &mut [Lanes]) {
        let (blocks, _) = samples.as_chunks::<N>();
        for ((block, sum), start) in blocks.iter().zip(sums).zip((0_u32..).step_by(N)) {
            let first = self.fill(block[0].id());
            let even = block.iter().all(|sample| *sample == block[0]);
            if even && first & PATTERNED == 0 {
                *sum += first * N as u64;
                continue;
            }
            for (sample, column) in block.iter().zip(start..) {
                *sum += self.sample(sample.id(), column, row);
            }
        }
    }

    #[inline(always)]
    fn fill(&self, id: u32) -> Lanes {
        self.fills.get(id as usize).copied().unwrap_or(0)
    }

    #[inline(always)]
    fn sample(&self, id: u32, column: u32, row: u32) -> Lanes {
        let fill = self.fill(id);
        if fill & PATTERNED == 0 {
            return fill;
        }
        match self.inks.get(id as usize) {
            Some((ink, pattern)) if self.ink.covers(*pattern, column, row) => *ink,
            _ => fill & !PATTERNED,
        }
    }
}

/// What lies outside the land.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// Color of the page; `None` leaves it transparent.
    pub page: Option<[u8; 3]>,
    /// Color of the coast.
    pub coast: [u8; 3],
    /// Color of what lies beneath.
    pub ground: [u8; 3],
}

impl Outside {
    /// Writes a row of pixels from sums of `across` samples per axis; `coast` is how much of each
    /// the coast line covers, `beneath` what of row `row` lies on ground, sample by sample.
    pub fn write_row(
        &self,
        sums: &[Lanes],
        across: u32,
        coast: &[u8],
        (beneath, row): (&Mask, i32),
        rgba: &mut [u8],
    ) {
        let samples = across * across;
        // Exact for sums of up to 64 samples.
        let inverse = (1_u32 << 20).div_ceil(samples.max(1));
        let (pixels, _) = rgba.as_chunks_mut::<4>();
        for (((sum, cover), pixel), column) in sums.iter().zip(coast).zip(pixels).zip(0..) {
            let land = lane(*sum, 3) / 255;
            *pixel = if land == samples {
                let mean = |at| (((lane(*sum, at) + samples / 2) * inverse) >> 20) as u8;
                [mean(0), mean(1), mean(2), 255]
            } else {
                let found = beneath.samples(column, row, across as usize);
                let ground = (found * 255 / samples.max(1)) as u8;
                self.mixed(*sum, [samples, land], ground, *cover)
            };
        }
    }

    /// A pixel that lies partly or wholly outside.
    fn mixed(&self, sum: Lanes, [samples, land]: [u32; 2], ground: u8, cover: u8) -> [u8; 4] {
        let mut outside = self.page.map_or([0; 4], |[r, g, b]| [r, g, b, 255]);
        over(&mut outside, self.ground, ground);
        over(&mut outside, self.coast, cover);
        let weight = (samples - land) * u32::from(outside[3]);
        let all = land * 255 + weight;
        if all == 0 {
            return [0; 4];
        }
        let channel = |at: u32, outside: u8| {
            ((lane(sum, at) * 255 + weight * u32::from(outside) + all / 2) / all) as u8
        };
        [
            channel(0, outside[0]),
            channel(1, outside[1]),
            channel(2, outside[2]),
            ((all + samples / 2) / samples) as u8,
        ]
    }
}
