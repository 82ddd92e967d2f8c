//! Grid points to fixed-point pixels, for a camera.

use teilraum_raster::{Projection, REACH_PX};

use super::Camera;
use crate::geom::{Bounds, Context, Outlines};

/// How a grid lies on the map plane.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    origin_m: [f64; 2],
    step_m: f64,
}

impl From<&Outlines> for Grid {
    fn from(outlines: &Outlines) -> Self {
        Self {
            origin_m: outlines.origin_m(),
            step_m: outlines.step_m(),
        }
    }
}

impl From<&Context> for Grid {
    fn from(context: &Context) -> Self {
        let (origin_m, step_m) = context.grid();
        Self { origin_m, step_m }
    }
}

/// The projection of a screen with `oversample` samples per pixel and axis.
pub(super) fn projection(grid: Grid, camera: &Camera, oversample: u32) -> Projection {
    let step_px = grid.step_m * camera.px_per_m;
    let origin_px = camera.screen_from_map(grid.origin_m);
    Projection::new(step_px, origin_px, oversample)
}

/// Whether everything in a box lies near enough for exact arithmetic.
pub(super) fn reaches(bounds: Option<Bounds>, camera: &Camera) -> bool {
    bounds.is_none_or(|bounds| {
        let corners = [bounds.min_m, bounds.max_m].map(|corner| camera.screen_from_map(corner));
        corners.iter().flatten().all(|px| px.abs() <= REACH_PX)
    })
}
