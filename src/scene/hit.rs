//! Which area lies under a pointer.

use super::IdBuffer;
use crate::geom::{GridIndex, Outlines};
use crate::model::AreaIx;

/// An area lower or narrower than this counts as small, in CSS pixels.
const SMALL_CSS: f64 = 8.0;
/// Half the side of the square in which a small area can be hit, in CSS pixels.
const REACH_CSS: f64 = 12.0;

/// Label points of a level, ready to be searched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelIndex(GridIndex);

impl LabelIndex {
    /// Indexes the label points of `outlines`; once per level, not per camera.
    #[must_use]
    pub fn new(outlines: &Outlines) -> Self {
        let map_m = |label: &Option<[i32; 2]>| label.map(|at| outlines.map_from_grid(at));
        Self(GridIndex::new(outlines.labels().iter().map(map_m)))
    }

    /// The nearest label point's place in the level, among those that `accept` lets through, with
    /// both distances at most `reach_m`.
    pub fn nearest(
        &self,
        at_m: [f64; 2],
        reach_m: f64,
        accept: &dyn Fn(u32) -> bool,
    ) -> Option<u32> {
        self.0.nearest(at_m, reach_m, accept)
    }
}

/// The area under a point of the screen, in device pixels; `None` for outside.
///
/// The area that owns the pixel is meant, with one exception: areas under 8 CSS pixels are a
/// target of 24 by 24 around their label point. Such a target yields to an area whose own label
/// point is nearer and to a small area that owns the pixel, so that every area can be hit.
#[must_use]
pub fn hit(
    outlines: &Outlines,
    labels: &LabelIndex,
    ids: &IdBuffer,
    screen_px: [f64; 2],
) -> Option<AreaIx> {
    let id = read(ids, screen_px)?;
    if id != 0 && is_small(outlines, ids, id) {
        return outlines.area(id);
    }
    let at_m = ids.camera.map_from_screen(screen_px);
    let reach_m = REACH_CSS * ids.density / ids.camera.px_per_m;
    let small = labels.nearest(at_m, reach_m, &|place| is_small(outlines, ids, place + 1));
    match small {
        Some(place) if id == 0 || nearer(outlines, at_m, place + 1, id) => outlines.area(place + 1),
        _ => outlines.area(id),
    }
}

/// The id of the pixel at a point; `None` off the screen.
fn read(ids: &IdBuffer, [x, y]: [f64; 2]) -> Option<u32> {
    if !(x >= 0.0 && y >= 0.0) {
        return None;
    }
    ids.get(x as u32, y as u32)
}

fn is_small(outlines: &Outlines, ids: &IdBuffer, id: u32) -> bool {
    let limit = SMALL_CSS * ids.density;
    ids.pixel_box(outlines, id).is_some_and(|pixels| {
        let sides = [pixels.columns, pixels.rows].map(|[low, high]| f64::from(high - low));
        sides[0] < limit || sides[1] < limit
    })
}

/// Whether `one`'s label point is nearer than `other`'s.
fn nearer(outlines: &Outlines, at_m: [f64; 2], one: u32, other: u32) -> bool {
    let squared = |id: u32| {
        let label = outlines.labels().get((id as usize).wrapping_sub(1));
        label.copied().flatten().map_or(f64::INFINITY, |label| {
            let [x, y] = outlines.map_from_grid(label);
            (x - at_m[0]) * (x - at_m[0]) + (y - at_m[1]) * (y - at_m[1])
        })
    };
    squared(one) < squared(other)
}
