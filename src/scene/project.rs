//! Grid points to fixed-point pixels, for a camera.

use teilraum_raster::{Projection, REACH_PX};

use super::Camera;
use crate::geom::Outlines;

/// The projection of a screen with `oversample` samples per pixel and axis.
pub(super) fn projection(outlines: &Outlines, camera: &Camera, oversample: u32) -> Projection {
    let step_px = outlines.step_m() * camera.px_per_m;
    let origin_px = camera.screen_from_map(outlines.origin_m());
    Projection::new(step_px, origin_px, oversample)
}

/// Whether all of a level lies near enough for exact arithmetic.
pub(super) fn reaches(outlines: &Outlines, camera: &Camera) -> bool {
    outlines.bounds().is_none_or(|bounds| {
        let corners = [bounds.min_m, bounds.max_m].map(|corner| camera.screen_from_map(corner));
        corners.iter().flatten().all(|px| px.abs() <= REACH_PX)
    })
}
