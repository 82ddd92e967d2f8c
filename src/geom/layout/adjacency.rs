//! Who borders whom, straight from the arcs.

use crate::geom::Outlines;

/// Neighbours of each area of a level, by place, without gaps in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Adjacency {
    ends: Vec<u32>,
    others: Vec<u32>,
}

impl Adjacency {
    pub(super) fn of(outlines: &Outlines) -> Self {
        let mut pairs: Vec<[u32; 2]> = Vec::with_capacity(outlines.arcs().len() * 2);
        for arc in outlines.arcs() {
            let [one, other] = arc.sides;
            if one != 0 && other != 0 && one != other {
                pairs.push([one - 1, other - 1]);
                pairs.push([other - 1, one - 1]);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut ends = vec![0; outlines.count()];
        for [one, _] in &pairs {
            if let Some(end) = ends.get_mut(*one as usize) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        Self {
            ends,
            others: pairs.into_iter().map(|[_, other]| other).collect(),
        }
    }

    pub(super) fn get(&self, place: u32) -> &[u32] {
        let span = crate::model::span(&self.ends, place as usize).unwrap_or_default();
        crate::model::between(&self.others, span)
    }

    /// As published neighbours are: positions in the bundle.
    pub(super) fn lists(&self, first_area: u32) -> Vec<Vec<u32>> {
        let list = |place| self.get(place).iter().map(|it| first_area + it).collect();
        (0..self.ends.len() as u32).map(list).collect()
    }
}
