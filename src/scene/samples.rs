//! Averages of many samples per pixel.

use super::palette::{mix, shown};
use super::pattern::{Ink, number};
use super::project::MOST_ACROSS;
use super::raster::Cell;
use super::{Rgb, Style};

/// Four sums side by side, 16 bits each: red, green, blue and 255 per sample of land.
type Lanes = u64;

/// Marks an entry with a pattern; sums never reach it.
const PATTERNED: Lanes = 1 << 63;

const fn lanes([r, g, b]: Rgb) -> Lanes {
    r as u64 | (g as u64) << 16 | (b as u64) << 32 | 255 << 48
}

const fn lane(sum: Lanes, at: u32) -> u32 {
    (sum >> (16 * at)) as u32 & 0xffff
}

/// Colors of samples by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SampleTable {
    fills: Vec<Lanes>,
    /// Ink of each id and the number of its pattern.
    inks: Vec<(Lanes, u8)>,
    ink: Ink,
    page: Option<Rgb>,
    coast: Rgb,
    /// Samples per pixel and axis.
    across: u32,
}

impl SampleTable {
    /// Works out the colors; `density` is device pixels per CSS pixel.
    pub(super) fn prepare(&mut self, style: &Style, across: u32, density: f64) {
        self.across = across.clamp(2, MOST_ACROSS);
        self.ink.prepare(density * f64::from(self.across));
        self.page = style.colors.page;
        self.coast = style.colors.coast;
        self.fills.clear();
        self.inks.clear();
        self.fills.push(0);
        self.inks.push((0, 0));
        for look in &style.looks {
            let (fill, ink) = shown(look, style.colors.dim);
            let mark = look.pattern.map_or(0, |_| PATTERNED);
            self.fills.push(lanes(fill) | mark);
            self.inks.push((lanes(ink), number(look.pattern)));
        }
    }

    #[inline]
    fn fill(&self, id: u32) -> Lanes {
        self.fills.get(id as usize).copied().unwrap_or(0)
    }

    #[inline]
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

    /// Adds one row of samples to the sums of a row of pixels.
    pub(super) fn add_row<C: Cell>(&self, samples: &[C], row: u32, sums: &mut [u64]) {
        match self.across {
            2 => self.add_blocks::<C, 2>(samples, row, sums),
            3 => self.add_blocks::<C, 3>(samples, row, sums),
            _ => self.add_blocks::<C, 4>(samples, row, sums),
        }
    }

    fn add_blocks<C: Cell, const N: usize>(&self, samples: &[C], row: u32, sums: &mut [u64]) {
        let (blocks, _) = samples.as_chunks::<N>();
        for ((block, sum), start) in blocks.iter().zip(sums).zip((0_u32..).step_by(N)) {
            let first = self.fill(block[0].id());
            if *block == [block[0]; N] && first & PATTERNED == 0 {
                *sum += first * N as u64;
                continue;
            }
            for (sample, column) in block.iter().zip(start..) {
                *sum += self.sample(sample.id(), column, row);
            }
        }
    }

    /// Writes a row of pixels; `coast` is how much of each the coast line covers.
    pub(super) fn write_row(&self, sums: &[u64], coast: &[u8], rgba: &mut [u8]) {
        let samples = self.across * self.across;
        // Exact for sums of up to 64 samples.
        let inverse = (1_u32 << 20).div_ceil(samples);
        for ((sum, cover), pixel) in sums.iter().zip(coast).zip(rgba.chunks_exact_mut(4)) {
            let land = lane(*sum, 3) / 255;
            let color = if land == samples {
                let mean = |at| (((lane(*sum, at) + samples / 2) * inverse) >> 20) as u8;
                [mean(0), mean(1), mean(2), 255]
            } else {
                self.mixed(*sum, samples, land, *cover)
            };
            pixel.copy_from_slice(&color);
        }
    }

    /// A pixel that lies partly or wholly outside.
    fn mixed(&self, sum: Lanes, samples: u32, land: u32, cover: u8) -> [u8; 4] {
        let (outside, alpha) = match self.page {
            Some(page) => (mix(page, self.coast, cover), 255),
            None => (self.coast, u32::from(cover)),
        };
        let weight = (samples - land) * alpha;
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
