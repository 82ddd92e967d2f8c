//! A pixel for every area, as long as pixels suffice.

use super::IdBuffer;
use super::ids::with_cells;
use super::project::{Projection, SHIFT};
use super::raster::Cell;
use crate::geom::Outlines;

/// How far from its label point an area may find its pixel.
const REACH: i32 = 2;

/// Gives a pixel to each area on the screen that no pixel center fell into.
///
/// It takes the pixel of its label point, or the nearest one, from outside or from an area that
/// keeps at least one.
pub(super) fn give_pixels(ids: &mut IdBuffer, outlines: &Outlines, projection: &Projection) {
    let IdBuffer {
        cells,
        counts,
        given,
        unseen,
        camera,
        ..
    } = ids;
    let size = [camera.width_px as i32, camera.height_px as i32];
    given.clear();
    *unseen = 0;
    for (label, id) in outlines.labels().iter().zip(1_u32..) {
        let owns = counts.get(id as usize).is_none_or(|count| *count > 0);
        let Some(label) = label.filter(|_| !owns) else {
            continue;
        };
        let at = projection.point(label).map(|units| units >> SHIFT);
        if !(0..size[0]).contains(&at[0]) || !(0..size[1]).contains(&at[1]) {
            continue;
        }
        let taken = with_cells!(cells, cells => take(cells, counts, size, at, id));
        match taken {
            Some(position) => given.push((position, id)),
            None => *unseen += 1,
        }
    }
}

/// Takes the nearest pixel that can be spared.
fn take<C: Cell>(
    cells: &mut [C],
    counts: &mut [u32],
    size: [i32; 2],
    at: [i32; 2],
    id: u32,
) -> Option<u32> {
    let around = (-REACH..=REACH).flat_map(|y| (-REACH..=REACH).map(move |x| [x, y]));
    let mut best: Option<(i32, usize)> = None;
    for [x, y] in around {
        let [column, row] = [at[0] + x, at[1] + y];
        if !(0..size[0]).contains(&column) || !(0..size[1]).contains(&row) {
            continue;
        }
        let position = row as usize * size[0] as usize + column as usize;
        let owner = cells.get(position)?.id();
        let spare = owner == 0 || counts.get(owner as usize).is_some_and(|count| *count > 1);
        let key = (x * x + y * y, position);
        if spare && best.is_none_or(|best| key < best) {
            best = Some(key);
        }
    }
    let (_, position) = best?;
    let cell = cells.get_mut(position)?;
    if let Some(count) = counts.get_mut(cell.id() as usize) {
        *count = count.saturating_sub(1);
    }
    if let Some(count) = counts.get_mut(id as usize) {
        *count += 1;
    }
    *cell = C::from_id(id);
    Some(position as u32)
}
