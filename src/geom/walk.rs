//! The four arrow keys: from area to area, islands included.

use super::components::strong_components;
use super::cone::{DIRECTIONS, cone_targets, distinct, turn};
use crate::model::{AreaIx, Neighbours};

/// An arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Up.
    North = 0,
    /// Right.
    East = 1,
    /// Down.
    South = 2,
    /// Left.
    West = 3,
}

impl Direction {
    /// All four, clockwise from north.
    pub const ALL: [Self; DIRECTIONS] = [Self::North, Self::East, Self::South, Self::West];
}

/// Where each arrow key leads from each area of a level.
///
/// From every area with a label point every other one can be reached. Areas that share a border
/// come first; where nobody does, the nearest label point in that direction is the target, so
/// that islands are stops like any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    first_area: u32,
    targets: Vec<[Option<u32>; DIRECTIONS]>,
}

impl Walk {
    /// Plans the walk of a level, in n log n.
    ///
    /// Neighbours are preferred as long as every area stays within reach. Where they would cut
    /// areas off, the nearest label points take over there (see the proof in `cone.rs`), and
    /// everywhere if that is not enough.
    #[must_use]
    pub fn new(neighbours: &Neighbours) -> Self {
        let points = distinct(&neighbours.label_points);
        let nearest = cone_targets(&points);
        let mut targets: Vec<_> = (0..points.len())
            .map(|at| preferred(neighbours, &points, at, nearest[at]))
            .collect();
        if let Some(lost) = cut_off(&points, &targets) {
            for (at, slots) in targets.iter_mut().enumerate() {
                let leads_there = |slot: &Option<u32>| slot.is_some_and(|to| lost[to as usize]);
                if lost[at] || nearest[at].iter().any(leads_there) {
                    *slots = nearest[at];
                }
            }
            if cut_off(&points, &targets).is_some() {
                targets = nearest;
            }
        }
        Self {
            first_area: neighbours.first_area,
            targets,
        }
    }

    /// Where an arrow key leads; `None` at the edge of the map and for areas of other levels.
    #[must_use]
    pub fn target(&self, from: AreaIx, direction: Direction) -> Option<AreaIx> {
        let place = from.0.checked_sub(self.first_area)?;
        let to = (*self.targets.get(place as usize)?)[direction as usize]?;
        Some(AreaIx(self.first_area + to))
    }
}

/// Neighbours where there are any in a direction, else the nearest label point.
fn preferred(
    neighbours: &Neighbours,
    points: &[Option<[i64; 2]>],
    at: usize,
    nearest: [Option<u32>; DIRECTIONS],
) -> [Option<u32>; DIRECTIONS] {
    let mut best: [Option<(i64, u32)>; DIRECTIONS] = [None; DIRECTIONS];
    let Some(from) = points.get(at).copied().flatten() else {
        return [None; DIRECTIONS];
    };
    for &area in neighbours.lists.get(at).map_or(&[][..], Vec::as_slice) {
        let Some(place) = area.checked_sub(neighbours.first_area) else {
            continue;
        };
        let Some(to) = points.get(place as usize).copied().flatten() else {
            continue;
        };
        let (direction, cost) = heading([to[0] - from[0], to[1] - from[1]]);
        let slot = &mut best[direction];
        *slot = Some(slot.map_or((cost, place), |known| known.min((cost, place))));
    }
    let mut slots = nearest;
    for (slot, best) in slots.iter_mut().zip(best) {
        *slot = best.map(|(_, place)| place).or(*slot);
    }
    slots
}

/// The direction of an offset, and how far it is with drifting sideways counted double.
fn heading(offset: [i64; 2]) -> (usize, i64) {
    let ahead = |direction: usize| turn(offset, direction);
    let direction = (0..DIRECTIONS)
        .find(|&direction| {
            let [side, on] = ahead(direction);
            if direction % 2 == 0 {
                on >= side.abs()
            } else {
                on > side.abs()
            }
        })
        .unwrap_or(0);
    let [side, on] = ahead(direction);
    (direction, on + 2 * side.abs())
}

/// Marks the areas outside the largest group that reach each other; `None` if there are none.
fn cut_off(
    points: &[Option<[i64; 2]>],
    targets: &[[Option<u32>; DIRECTIONS]],
) -> Option<Vec<bool>> {
    let components = strong_components(targets);
    let mut sizes = vec![0_usize; components.len()];
    for (component, point) in components.iter().zip(points) {
        if let (Some(size), Some(_)) = (sizes.get_mut(*component as usize), point) {
            *size += 1;
        }
    }
    if sizes.iter().filter(|size| **size > 0).count() < 2 {
        return None;
    }
    let largest = (0_u32..).zip(&sizes).max_by_key(|(_, size)| **size)?.0;
    let outside =
        |(component, point): (&u32, &Option<[i64; 2]>)| point.is_some() && *component != largest;
    Some(components.iter().zip(points).map(outside).collect())
}
