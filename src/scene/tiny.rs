//! A pixel for every area, as long as pixels suffice.

use super::IdBuffer;
use crate::geom::Outlines;
use teilraum_raster::{SHIFT, Spares};

/// How far from its label point an area may find its pixel.
const REACH: i32 = 2;

/// So many areas look for their pixel one by one; for the others those to be had are gathered before.
const FEW: u32 = 1_000;

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
    let (mut looked, mut spares) = (0, None);
    for (label, id) in outlines.labels().iter().zip(1_u32..) {
        let owns = ids.counts.get(id as usize).is_none_or(|count| *count > 0);
        let Some(label) = label.filter(|_| !owns) else {
            continue;
        };
        // By hand: in the browser these lines run a million times a frame.
        let [x, y] = projection.point(label);
        let at = [x >> SHIFT, y >> SHIFT];
        if !(0..size[0]).contains(&at[0]) || !(0..size[1]).contains(&at[1]) {
            continue;
        }
        looked += 1;
        let spare = if looked < FEW {
            nearest_spare(ids, size, at)
        } else {
            let spares = spares.get_or_insert_with(|| gathered(ids, size));
            spares.nearest([at[0] as usize, at[1] as usize], &ids.cells, &ids.counts)
        };
        match spare {
            Some(at) => give(ids, at, id),
            None => ids.unseen += 1,
        }
    }
}

/// Takes the pixels given back, and notes where they are after a move right and down.
pub(super) fn take_back(ids: &mut IdBuffer, by_px: [i32; 2]) {
    let size = ids.size();
    ids.taken.clear();
    for (&Given { at, id }, &(_, before)) in ids.given.iter().zip(&ids.before).rev() {
        ids.cells.set(at as usize, before);
        for (id, more) in [(id, -1), (before, 1)] {
            if let Some(count) = ids.counts.get_mut(id as usize) {
                *count = count.saturating_add_signed(more);
            }
        }
        let place = [at as i32 % size[0], at as i32 / size[0]];
        let [column, row] = [0, 1].map(|axis| place[axis].saturating_add(by_px[axis]));
        if (0..size[0]).contains(&column) && (0..size[1]).contains(&row) {
            let at = (row * size[0] + column) as u32;
            ids.taken.push(Given { at, id });
        }
    }
}

/// Where pixels taken back before were not given again, or others are given now.
pub(super) fn given_otherwise(ids: &IdBuffer) -> impl Iterator<Item = usize> {
    let (one, other) = (&ids.taken, &ids.given);
    let gone = one.iter().filter(|it| {
        let now = other.binary_search_by_key(&it.id, |given| given.id);
        now.ok().and_then(|at| other.get(at)) != Some(it)
    });
    let new = other.iter().filter(|it| {
        let before = one.binary_search_by_key(&std::cmp::Reverse(it.id), |given| {
            std::cmp::Reverse(given.id)
        });
        before.ok().and_then(|at| one.get(at)) != Some(it)
    });
    gone.chain(new).map(|it| it.at as usize)
}

/// All pixels that can be spared now; giving one adds none.
fn gathered(ids: &IdBuffer, size: [i32; 2]) -> Spares {
    let mut spares = Spares::default();
    spares.find(&ids.cells, size.map(|px| px as usize), &ids.counts);
    spares
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Random;
    use teilraum_raster::Cells;

    #[test]
    fn gathered_pixels_are_those_that_looking_around_finds() {
        let mut random = Random::new(7);
        for (width, height) in [(1, 1), (3, 70), (61, 9), (64, 12), (131, 40)] {
            let size = [width, height];
            let count = width * height;
            let mut ids = IdBuffer::new();
            let areas = count / 2 + 1;
            let screen = (0..count).map(|_| random.below(areas as u32) as u16);
            ids.cells = Cells::Narrow(screen.collect());
            ids.counts = vec![0; 3 * count as usize];
            for at in 0..count as usize {
                ids.counts[ids.cells.get(at).unwrap() as usize] += 1;
            }
            let mut spares = gathered(&ids, size);
            let mut given = 0;
            for id in areas..3 * count {
                let at = size.map(|px| random.below(px as u32) as i32);
                let plain = nearest_spare(&ids, size, at);
                let found = spares.nearest(at.map(|px| px as usize), &ids.cells, &ids.counts);
                assert_eq!(found, plain, "{size:?} {at:?}");
                if let Some(at) = found {
                    give(&mut ids, at, id as u32);
                    given += 1;
                }
            }
            assert!(given > 0 && given < 2 * count, "{given}");
        }
    }
}
