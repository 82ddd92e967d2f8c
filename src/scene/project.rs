//! Grid points to fixed-point pixels.

use super::Camera;
use crate::geom::{GridBox, Outlines};

/// Fixed-point units per pixel. A pixel's center lies at half of them.
pub(super) const UNITS: i32 = 1 << SHIFT;
/// Binary digits of [`UNITS`].
pub(super) const SHIFT: i32 = 8;
/// Coordinates stay within ±2^30 units, so that differences of doubles and sums stay exact.
const LIMIT: f64 = (1 << 30) as f64;
/// Binary digits behind the point of [`Projection`]'s factors.
const FRACTION: u32 = 30;
/// One in the last of them.
const ONE: f64 = (1_u64 << FRACTION) as f64;

/// From grid steps to 1/256 pixels, in whole numbers: the same bits on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Projection {
    scale: i64,
    offset: [i64; 2],
}

impl Projection {
    /// For a screen with `oversample` samples per pixel and axis.
    pub(super) fn new(outlines: &Outlines, camera: &Camera, oversample: u32) -> Self {
        let units = f64::from(UNITS) * f64::from(oversample);
        let origin_px = camera.screen_from_map(outlines.origin_m());
        Self {
            scale: (outlines.step_m() * camera.px_per_m * units * ONE) as i64,
            // Half a unit more, so that cutting rounds.
            offset: origin_px.map(|px| ((px * units + 0.5) * ONE) as i64),
        }
    }

    #[inline]
    pub(super) fn point(&self, point: [i32; 2]) -> [i32; 2] {
        let x = self.offset[0].wrapping_add(i64::from(point[0]).wrapping_mul(self.scale));
        let y = self.offset[1].wrapping_sub(i64::from(point[1]).wrapping_mul(self.scale));
        [(x >> FRACTION) as i32, (y >> FRACTION) as i32]
    }

    /// The pixels whose centers can lie in a box.
    #[inline]
    pub(super) fn pixel_box(&self, grid: &GridBox) -> PixelBox {
        if grid.is_empty() {
            return PixelBox::EMPTY;
        }
        let low = self.point([grid.min[0], grid.max[1]]);
        let high = self.point([grid.max[0], grid.min[1]]);
        PixelBox {
            columns: [first_center(low[0]), first_center(high[0])],
            rows: [first_center(low[1]), first_center(high[1])],
        }
    }
}

/// The first pixel whose center lies at or after a coordinate.
pub(super) const fn first_center(units: i32) -> i32 {
    (units + UNITS / 2 - 1) >> SHIFT
}

/// First and one-past-last columns and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PixelBox {
    pub(super) columns: [i32; 2],
    pub(super) rows: [i32; 2],
}

impl PixelBox {
    pub(super) const EMPTY: Self = Self {
        columns: [0, 0],
        rows: [0, 0],
    };

    /// Whether a pixel lies in it.
    #[inline]
    pub(super) fn holds(&self, column: i32, row: i32) -> bool {
        column >= self.columns[0]
            && column < self.columns[1]
            && row >= self.rows[0]
            && row < self.rows[1]
    }
}

/// The farthest a map may reach from the screen's corner, in pixels, to be rastered and sampled.
pub(super) const REACH_PX: f64 = LIMIT / (UNITS as f64 * MOST_ACROSS as f64);

/// The most samples per pixel and axis.
pub(super) const MOST_ACROSS: u32 = 4;

/// Whether all of a level lies near enough for exact arithmetic.
pub(super) fn reaches(outlines: &Outlines, camera: &Camera) -> bool {
    outlines.bounds().is_none_or(|bounds| {
        let corners = [bounds.min_m, bounds.max_m].map(|corner| camera.screen_from_map(corner));
        corners.iter().flatten().all(|px| px.abs() <= REACH_PX)
    })
}
