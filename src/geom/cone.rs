//! The nearest point in each of the four directions.
//!
//! A direction is a right-angled cone: north holds what lies at least as far north as it lies
//! east or west, east what lies farther east than north or south. Nearest means fewest steps in
//! the cone's own direction.
//!
//! **Following these targets leads from every point to every other.** Let q be the goal, p the
//! place, p' the target of the cone that holds q. Then p' advances by at most q's distance in
//! the cone's direction and drifts sideways by at most what it advances, so the sum
//! |Δx| + |Δy| to the goal never grows; east and west drift by less than they advance, so there
//! it shrinks; north and south bring |Δy| down. The pair (|Δx| + |Δy|, |Δy|) falls with each
//! step, and only the goal itself has none left. Points must differ, which [`distinct`] sees to.

use std::collections::BTreeMap;

use crate::model::sort_by;

/// North, east, south, west.
pub(super) const DIRECTIONS: usize = 4;

/// For each point the nearest one to the north, east, south and west.
pub(super) fn cone_targets(points: &[Option<[i64; 2]>]) -> Vec<[Option<u32>; DIRECTIONS]> {
    let mut targets = vec![[None; DIRECTIONS]; points.len()];
    for direction in 0..DIRECTIONS {
        let turned: Vec<_> = (points.iter().zip(0_u32..))
            .filter_map(|(point, number)| Some((turn((*point)?, direction), number)))
            .collect();
        // North and south own the diagonals.
        let closed = direction % 2 == 0;
        for (number, target) in nearest_ahead(turned, closed) {
            if let Some(slots) = targets.get_mut(number as usize) {
                slots[direction] = Some(target);
            }
        }
    }
    targets
}

/// Spreads points that coincide, keeping the order of all others.
pub(super) fn distinct(points: &[Option<[i32; 2]>]) -> Vec<Option<[i64; 2]>> {
    let mut seen: BTreeMap<[i32; 2], i64> = BTreeMap::new();
    let nth: Vec<i64> = points
        .iter()
        .map(|point| {
            let Some(point) = point else { return 0 };
            let count = seen.entry(*point).or_insert(0);
            *count += 1;
            *count - 1
        })
        .collect();
    let scale = seen.values().copied().max().unwrap_or(1);
    let spread = |(point, nth): (&Option<[i32; 2]>, i64)| {
        point.map(|[x, y]| [i64::from(x) * scale, i64::from(y) * scale + nth])
    };
    points.iter().zip(nth).map(spread).collect()
}

/// Turns the plane so that `direction` points north.
pub(super) fn turn([x, y]: [i64; 2], direction: usize) -> [i64; 2] {
    match direction {
        0 => [x, y],
        1 => [y, x],
        2 => [x, -y],
        _ => [y, -x],
    }
}

/// The nearest point in the northern cone of each point, with or without its edges.
///
/// In the coordinates y + x and y − x the cone is a quadrant, so one sweep with a Fenwick tree
/// over the second coordinate does it in n log n.
fn nearest_ahead(points: Vec<([i64; 2], u32)>, closed: bool) -> Vec<(u32, u32)> {
    let mut sweep: Vec<_> = points
        .into_iter()
        .map(|([x, y], number)| (y + x, y - x, y, number))
        .collect();
    // From the far end; equals in the order in which the closed cone sees them.
    sort_by(&mut sweep, |one, other| {
        let ahead = (other.0, other.1).cmp(&(one.0, one.1));
        ahead.then(one.3.cmp(&other.3))
    });
    let mut ranks: Vec<i64> = sweep.iter().map(|point| point.1).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let mut nearest = Fenwick::new(ranks.len());
    let mut found = Vec::with_capacity(sweep.len());
    for group in sweep.chunk_by(|a, b| a.0 == b.0) {
        for &(_, difference, y, number) in group {
            let at = ranks.partition_point(|&rank| rank < difference);
            // Ranks count from the far end, so that a prefix is what lies ahead.
            let ahead = ranks.len() - at;
            let query = if closed { ahead } else { ahead - 1 };
            found.extend(nearest.least(query).map(|target| (number, target)));
            if closed {
                nearest.put(ahead, (y, number));
            }
        }
        if !closed {
            for &(_, difference, y, number) in group {
                let at = ranks.partition_point(|&rank| rank < difference);
                nearest.put(ranks.len() - at, (y, number));
            }
        }
    }
    found
}

/// Smallest entry of each prefix.
struct Fenwick(Vec<(i64, u32)>);

impl Fenwick {
    fn new(len: usize) -> Self {
        Self(vec![(i64::MAX, u32::MAX); len + 1])
    }

    fn put(&mut self, mut at: usize, entry: (i64, u32)) {
        while let Some(slot) = self.0.get_mut(at) {
            *slot = entry.min(*slot);
            at += at & at.wrapping_neg();
            if at == 0 {
                break;
            }
        }
    }

    /// Number of the smallest entry among the first `at`.
    fn least(&self, mut at: usize) -> Option<u32> {
        let mut best = (i64::MAX, u32::MAX);
        while at > 0 {
            best = self.0.get(at).copied().unwrap_or(best).min(best);
            at &= at - 1;
        }
        (best.1 != u32::MAX).then_some(best.1)
    }
}
