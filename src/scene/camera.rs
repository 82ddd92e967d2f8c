//! Which part of the map plane the screen shows.

use teilraum_raster::REACH_PX;

use crate::geom::Bounds;

/// A view from straight above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Map metres in the middle of the screen.
    pub center_m: [f64; 2],
    /// Scale in device pixels per metre, positive.
    pub px_per_m: f64,
    /// Width of the screen in device pixels.
    pub width_px: u32,
    /// Height of the screen in device pixels.
    pub height_px: u32,
}

impl Camera {
    /// Shows all of `bounds` with at least `padding_px` around it.
    ///
    /// A box without extent is shown at one pixel per metre.
    #[must_use]
    pub fn fit(bounds: Bounds, width_px: u32, height_px: u32, padding_px: f64) -> Self {
        let [width_m, height_m] = bounds.size_m();
        let room = |px: u32| (f64::from(px) - 2.0 * padding_px).max(1.0);
        let across = room(width_px) / width_m;
        let down = room(height_px) / height_m;
        let px_per_m = across.min(down);
        let usable = px_per_m.is_finite() && px_per_m > 0.0;
        Self {
            center_m: bounds.center_m(),
            px_per_m: if usable { px_per_m } else { 1.0 },
            width_px,
            height_px,
        }
    }

    /// The least and most pixels per metre worth zooming to: from half of what fits on the screen
    /// to as near as the painter can reckon exactly.
    #[must_use]
    pub fn scale_limits(bounds: Bounds, width_px: u32, height_px: u32) -> [f64; 2] {
        let least = Self::fit(bounds, width_px, height_px, 0.0).px_per_m / 2.0;
        let [width_m, height_m] = bounds.size_m();
        let most = REACH_PX / 2.0 / width_m.max(height_m).max(f64::MIN_POSITIVE);
        [least, most.min(f64::MAX).max(least)]
    }

    /// Whether it can be drawn: finite numbers and a positive scale.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        let [x, y] = self.center_m;
        x.is_finite() && y.is_finite() && self.px_per_m.is_finite() && self.px_per_m > 0.0
    }

    fn middle_px(&self) -> [f64; 2] {
        [
            f64::from(self.width_px) / 2.0,
            f64::from(self.height_px) / 2.0,
        ]
    }

    /// Where a place on the map appears.
    #[must_use]
    pub fn screen_from_map(&self, map_m: [f64; 2]) -> [f64; 2] {
        let [x, y] = self.middle_px();
        [
            x + (map_m[0] - self.center_m[0]) * self.px_per_m,
            y - (map_m[1] - self.center_m[1]) * self.px_per_m,
        ]
    }

    /// Which place on the map appears there.
    #[must_use]
    pub fn map_from_screen(&self, screen_px: [f64; 2]) -> [f64; 2] {
        let [x, y] = self.middle_px();
        [
            self.center_m[0] + (screen_px[0] - x) / self.px_per_m,
            self.center_m[1] - (screen_px[1] - y) / self.px_per_m,
        ]
    }

    /// Moves the picture by that many pixels, as a finger drags it.
    #[must_use]
    pub fn panned(self, by_px: [f64; 2]) -> Self {
        let center_m = [
            self.center_m[0] - by_px[0] / self.px_per_m,
            self.center_m[1] + by_px[1] / self.px_per_m,
        ];
        Self { center_m, ..self }
    }

    /// Scales by `factor` about a point of the screen, which keeps its place on the map.
    ///
    /// The scale stays within `limits` (least and most pixels per metre).
    #[must_use]
    pub fn zoomed(self, factor: f64, about_px: [f64; 2], limits: [f64; 2]) -> Self {
        let wanted = (self.px_per_m * factor).min(limits[1]).max(limits[0]);
        let usable = wanted.is_finite() && wanted > 0.0;
        let px_per_m = if usable { wanted } else { self.px_per_m };
        let anchor_m = self.map_from_screen(about_px);
        let [x, y] = self.middle_px();
        let center_m = [
            anchor_m[0] - (about_px[0] - x) / px_per_m,
            anchor_m[1] + (about_px[1] - y) / px_per_m,
        ];
        Self {
            center_m,
            px_per_m,
            ..self
        }
    }

    /// The same view on a screen of another size.
    #[must_use]
    pub fn resized(self, width_px: u32, height_px: u32) -> Self {
        Self {
            width_px,
            height_px,
            ..self
        }
    }

    /// Keeps the middle of the screen inside `bounds`, so that the map cannot be lost.
    #[must_use]
    pub fn kept_inside(self, bounds: Bounds) -> Self {
        let keep = |axis: usize| {
            self.center_m[axis]
                .min(bounds.max_m[axis])
                .max(bounds.min_m[axis])
        };
        Self {
            center_m: [keep(0), keep(1)],
            ..self
        }
    }

    /// How far left and right (or up and down, `axis` 1) the picture can be moved by whole pixels
    /// with the middle of the screen inside `bounds`.
    #[must_use]
    pub fn room_px(self, bounds: Bounds, axis: usize) -> [f64; 2] {
        let px = |to_m: f64| (self.center_m[axis] - to_m) * self.px_per_m;
        let (low, high) = (px(bounds.max_m[axis]), px(bounds.min_m[axis]));
        // Upward on the map is up the screen, where pixels count down.
        let [low, high] = if axis == 0 {
            [low, high]
        } else {
            [-high, -low]
        };
        [libm::ceil(low).min(0.0), libm::floor(high).max(0.0)]
    }

    /// The view on the way to `goal`, `share` (0 to 1) of the time gone, slow at both ends.
    ///
    /// Scale changes evenly in ratio, and the place both views share stays fixed on the screen.
    /// The screen has the size of `goal`'s.
    #[must_use]
    pub fn eased(self, goal: Self, share: f64) -> Self {
        if share.is_nan() || share >= 1.0 || !self.is_usable() {
            return goal;
        }
        let share = share.max(0.0);
        let smooth = share * share * (3.0 - 2.0 * share);
        let ratio = goal.px_per_m / self.px_per_m;
        let scale = libm::pow(ratio, smooth);
        // With metres per pixel falling from 1 to 1/ratio, the center moves in step with them.
        let moved = if (ratio - 1.0).abs() < 1e-6 {
            smooth
        } else {
            (1.0 - 1.0 / scale) / (1.0 - 1.0 / ratio)
        };
        let on_the_way =
            |axis: usize| self.center_m[axis] + moved * (goal.center_m[axis] - self.center_m[axis]);
        Self {
            center_m: [on_the_way(0), on_the_way(1)],
            px_per_m: self.px_per_m * scale,
            ..goal
        }
    }
}
