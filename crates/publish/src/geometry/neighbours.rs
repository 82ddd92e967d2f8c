//! Who borders whom: areas on the two sides of an arc. Meeting in a point is no border.

use std::collections::BTreeSet;
use std::ops::Range;

use super::arcs::Arcs;
use super::owners::Owner;

/// Per area of `range`: its neighbours on the level that `owner` maps to, ascending.
#[must_use]
pub fn lists(
    arcs: &Arcs,
    range: Range<u32>,
    owner: &dyn Fn(Owner) -> Option<Owner>,
) -> Vec<Vec<u32>> {
    let mut pairs: BTreeSet<(Owner, Owner)> = BTreeSet::new();
    for sides in &arcs.sides {
        if let [Some(left), Some(right)] = sides.map(|side| side.and_then(owner))
            && left != right
        {
            pairs.extend([(left, right), (right, left)]);
        }
    }
    let of = |area| {
        pairs
            .range((area, 0)..=(area, Owner::MAX))
            .map(|(_, other)| *other)
    };
    range.map(|area| of(area).collect()).collect()
}
