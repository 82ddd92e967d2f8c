//! What lies beneath the areas: land that belongs to none of them.

use teilraum_raster::Mask;

use super::IdBuffer;
use super::project::{Grid, reaches};
use crate::geom::Outlines;

/// Marks the samples of some rows that lie on land around the areas; `across` per pixel and axis.
///
/// Nothing is marked where no pixel is outside, or where that land reaches too far for the loops.
pub(super) fn mark(
    mask: &mut Mask,
    outlines: &Outlines,
    ids: &IdBuffer,
    across: u32,
    rows: [i32; 2],
) {
    mask.clear();
    let context = outlines.context().filter(|_| ids.pixels(0) > 0);
    let Some(context) = context.filter(|it| reaches(Some(it.bounds()), &ids.camera)) else {
        return;
    };
    let projection = ids.projection(Grid::from(context), across);
    let width = (ids.camera.width_px * across) as usize;
    let rows = rows.map(|row| row * across as i32);
    mask.fill(width, rows, context.rings(), &projection);
}
