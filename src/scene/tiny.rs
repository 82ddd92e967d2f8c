//! A pixel for every area, as long as pixels suffice.

use super::IdBuffer;
use crate::geom::Outlines;
use teilraum_raster::SHIFT;

/// How far from its label point an area may find its pixel.
const REACH: i32 = 2;

/// A pixel given to an area that no pixel center fell into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    /// Its place among the cells.
    pub(super) at: u32,
    /// The area.
    pub(super) id: u32,
}

/// Gives a pixel to each area on the screen that no pixel center fell into.
///
/// It takes the pixel of its label point, or the nearest one, from outside or from an area that
/// keeps at least one.
pub(super) fn give_pixels(ids: &mut IdBuffer, outlines: &Outlines) {
    let projection = ids.projection(outlines, 1);
    let size = [ids.camera.width_px as i32, ids.camera.height_px as i32];
    ids.given.clear();
    ids.before.clear();
    ids.unseen = 0;
    for (label, id) in outlines.labels().iter().zip(1_u32..) {
        let owns = ids.counts.get(id as usize).is_none_or(|count| *count > 0);
        let Some(label) = label.filter(|_| !owns) else {
            continue;
        };
        let at = projection.point(label).map(|units| units >> SHIFT);
        if !(0..size[0]).contains(&at[0]) || !(0..size[1]).contains(&at[1]) {
            continue;
        }
        match nearest_spare(ids, size, at) {
            Some(at) => give(ids, at, id),
            None => ids.unseen += 1,
        }
    }
}

fn give(ids: &mut IdBuffer, at: usize, id: u32) {
    let before = ids.cells.get(at).unwrap_or(0);
    if let Some(count) = ids.counts.get_mut(before as usize) {
        *count = count.saturating_sub(1);
    }
    if let Some(count) = ids.counts.get_mut(id as usize) {
        *count += 1;
    }
    ids.cells.set(at, id);
    ids.given.push(Given { at: at as u32, id });
    ids.before.push((at as u32, before));
}

/// The nearest pixel that can be spared.
fn nearest_spare(ids: &IdBuffer, size: [i32; 2], at: [i32; 2]) -> Option<usize> {
    let around = (-REACH..=REACH).flat_map(|y| (-REACH..=REACH).map(move |x| [x, y]));
    let mut best: Option<(i32, usize)> = None;
    for [x, y] in around {
        let [column, row] = [at[0] + x, at[1] + y];
        if !(0..size[0]).contains(&column) || !(0..size[1]).contains(&row) {
            continue;
        }
        let position = row as usize * size[0] as usize + column as usize;
        let owner = ids.cells.get(position)?;
        let spare = owner == 0
            || ids
                .counts
                .get(owner as usize)
                .is_some_and(|count| *count > 1);
        let key = (x * x + y * y, position);
        if spare && best.is_none_or(|best| key < best) {
            best = Some(key);
        }
    }
    best.map(|(_, position)| position)
}
