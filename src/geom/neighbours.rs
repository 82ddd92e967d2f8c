//! Who borders whom, from the arcs.

use super::{Outlines, label_point};
use crate::model::Neighbours;

/// Derives neighbour lists and label points of a level, as they are published.
///
/// Neighbours share a border longer than nothing; touching in a point does not count.
/// Lists ascend and hold positions in the bundle.
#[must_use]
pub fn neighbours(outlines: &Outlines) -> Neighbours {
    let mut lists = vec![Vec::new(); outlines.count()];
    for arc in outlines.arcs() {
        let [one, other] = arc.sides.map(|id| outlines.area(id));
        if let (Some(one), Some(other)) = (one, other)
            && one != other
            && !outlines.arc_points(arc).is_empty()
        {
            push(&mut lists, arc.sides[0], other.0);
            push(&mut lists, arc.sides[1], one.0);
        }
    }
    for list in &mut lists {
        list.sort_unstable();
        list.dedup();
    }
    let ids = 1..=outlines.count() as u32;
    Neighbours {
        level: outlines.level(),
        first_area: outlines.first_area(),
        lists,
        label_points: ids.map(|id| label_point(outlines, id)).collect(),
    }
}

fn push(lists: &mut [Vec<u32>], id: u32, area: u32) {
    if let Some(list) = lists.get_mut((id as usize).wrapping_sub(1)) {
        list.push(area);
    }
}
