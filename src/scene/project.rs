//! Grid points to fixed-point pixels.

use super::Camera;
use crate::geom::{GridBox, Outlines};

/// Fixed-point units per pixel. A pixel's center lies at half of them.
pub(super) const UNITS: i32 = 1 << SHIFT;
/// Binary digits of [`UNITS`].
pub(super) const SHIFT: i32 = 8;
/// Coordinates stay within ±2 million pixels, so that sums and differences fit.
const LIMIT: i32 = 1 << 29;

/// From grid steps to 1/256 pixels.
///
/// One multiplication, one addition and a cut in IEEE doubles: the same bits on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Projection {
    scale: f64,
    offset: [f64; 2],
}

impl Projection {
    /// For a screen with `oversample` samples per pixel and axis.
    pub(super) fn new(outlines: &Outlines, camera: &Camera, oversample: u32) -> Self {
        let units = f64::from(UNITS) * f64::from(oversample);
        let origin_px = camera.screen_from_map(outlines.origin_m());
        Self {
            scale: outlines.step_m() * camera.px_per_m * units,
            offset: [origin_px[0] * units, origin_px[1] * units],
        }
    }

    pub(super) fn point(&self, point: [i32; 2]) -> [i32; 2] {
        let x = self.offset[0] + f64::from(point[0]) * self.scale;
        let y = self.offset[1] - f64::from(point[1]) * self.scale;
        [
            (x as i32).clamp(-LIMIT, LIMIT),
            (y as i32).clamp(-LIMIT, LIMIT),
        ]
    }

    /// The pixels whose centers can lie in a box.
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
    pub(super) fn holds(&self, column: i32, row: i32) -> bool {
        column >= self.columns[0]
            && column < self.columns[1]
            && row >= self.rows[0]
            && row < self.rows[1]
    }
}
