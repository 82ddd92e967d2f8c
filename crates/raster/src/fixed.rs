//! Grid points to fixed-point pixels.

use crate::GridBox;

/// Fixed-point units per pixel. A pixel's center lies at half of them.
pub const UNITS: i32 = 1 << SHIFT;
/// Binary digits of [`UNITS`].
pub const SHIFT: i32 = 8;
/// Coordinates stay within ±2^30 units, so that differences of doubles and sums stay exact.
const LIMIT: f64 = (1 << 30) as f64;
/// Binary digits behind the point of [`Projection`]'s factors.
const FRACTION: u32 = 30;
/// One in the last of them.
const ONE: f64 = (1_u64 << FRACTION) as f64;

/// The most samples per pixel and axis.
pub const MOST_ACROSS: u32 = 4;
/// The farthest a map may reach from the screen's corner, in pixels, to be rastered and sampled.
pub const REACH_PX: f64 = LIMIT / (UNITS as f64 * MOST_ACROSS as f64);

/// From grid steps to 1/256 pixels, in whole numbers: the same bits on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Projection {
    scale: i64,
    offset: [i64; 2],
}

impl Projection {
    /// For `step_px` pixels per grid step, with grid point (0, 0) at `origin_px`, and `oversample`
    /// samples per pixel and axis.
    #[must_use]
    pub fn new(step_px: f64, origin_px: [f64; 2], oversample: u32) -> Self {
        let units = f64::from(UNITS) * f64::from(oversample);
        Self {
            scale: (step_px * units * ONE) as i64,
            // Half a unit more, so that cutting rounds.
            offset: origin_px.map(|px| ((px * units + 0.5) * ONE) as i64),
        }
    }

    /// The same moved by whole samples to the right and down: points round as they did.
    #[must_use]
    pub fn shifted(self, by: [i32; 2]) -> Self {
        let moved =
            |offset: i64, by: i32| offset.wrapping_add(i64::from(by) << (SHIFT as u32 + FRACTION));
        Self {
            scale: self.scale,
            offset: [moved(self.offset[0], by[0]), moved(self.offset[1], by[1])],
        }
    }

    /// Where a grid point lies.
    #[inline(always)]
    #[must_use]
    pub fn point(&self, point: [i32; 2]) -> [i32; 2] {
        [self.x(point[0]), self.y(point[1])]
    }

    #[inline(always)]
    pub(crate) fn x(&self, x: i32) -> i32 {
        (self.offset[0].wrapping_add(i64::from(x).wrapping_mul(self.scale)) >> FRACTION) as i32
    }

    #[inline(always)]
    pub(crate) fn y(&self, y: i32) -> i32 {
        (self.offset[1].wrapping_sub(i64::from(y).wrapping_mul(self.scale)) >> FRACTION) as i32
    }

    /// How many grid steps from the origin, rightward or downward, a point first lies beyond the
    /// center of a pixel.
    fn first_beyond(&self, pixel: i32, axis: usize) -> i64 {
        let units = (i64::from(pixel) + 1) * i64::from(UNITS) - i64::from(UNITS / 2 - 1);
        let way = (units << FRACTION).saturating_sub(self.offset[axis]);
        match self.scale {
            scale if scale > 0 => -(-way).div_euclid(scale),
            _ if way > 0 => i64::from(i32::MAX),
            _ => i64::from(i32::MIN),
        }
    }

    /// The pixels whose centers can lie in a box.
    #[inline]
    #[must_use]
    pub fn pixel_box(&self, grid: &GridBox) -> PixelBox {
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
#[inline(always)]
pub(crate) const fn first_center(units: i32) -> i32 {
    (units + UNITS / 2 - 1) >> SHIFT
}

/// First and one-past-last columns and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelBox {
    /// Columns.
    pub columns: [i32; 2],
    /// Rows.
    pub rows: [i32; 2],
}

impl PixelBox {
    /// No pixel.
    pub const EMPTY: Self = Self {
        columns: [0, 0],
        rows: [0, 0],
    };
}

/// The nearest grid coordinate.
fn cut(steps: i64) -> i32 {
    steps.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

/// Tells in grid steps which boxes can hold a pixel: no box needs to be projected.
///
/// Box and pixel meet as [`Projection::pixel_box`] says, exactly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sieve {
    /// Per column: the first grid x beyond its centers.
    columns: Vec<i32>,
    /// Per row: the last grid y beyond its centers.
    rows: Vec<i32>,
}

impl Sieve {
    /// For columns from 0 and rows from the first of `rows`.
    pub fn prepare(&mut self, projection: &Projection, width: i32, rows: [i32; 2]) {
        let limits = (0..width).map(|column| projection.first_beyond(column, 0));
        self.columns.clear();
        self.columns.extend(limits.map(cut));
        self.prepare_rows(projection, rows);
    }

    /// The same columns with other rows.
    pub fn prepare_rows(&mut self, projection: &Projection, rows: [i32; 2]) {
        let limits = (rows[0]..rows[1]).map(|row| projection.first_beyond(row, 1));
        self.rows.clear();
        // The grid's y runs up.
        self.rows.extend(limits.map(|steps| cut(-steps)));
    }

    /// Which boxes can hold pixels of a row, counted from the first.
    #[inline(always)]
    pub(crate) fn row(&self, row: usize) -> SieveRow<'_> {
        SieveRow {
            columns: &self.columns,
            y: self.rows.get(row).copied().unwrap_or(i32::MIN),
        }
    }
}

/// One row of a [`Sieve`].
#[derive(Clone, Copy)]
pub(crate) struct SieveRow<'a> {
    columns: &'a [i32],
    y: i32,
}

impl SieveRow<'_> {
    #[inline(always)]
    pub(crate) fn holds(&self, bounds: &GridBox, column: usize) -> bool {
        let x = self.columns.get(column).copied().unwrap_or(i32::MIN);
        bounds.min[0] < x && bounds.max[0] >= x && bounds.min[1] <= self.y && bounds.max[1] > self.y
    }
}
