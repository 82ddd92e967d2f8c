//! A [`Topology`] as one piece of memory per kind of thing: a million areas have three million arcs.

use std::sync::Arc;

use super::{AreaIx, LevelIx, Outline, Topology};

/// Outlines of an area system, as a [`Topology`] has them, packed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Borders {
    /// Map coordinates of grid point (0, 0) in metres of the map plane, x to the east, y to the north.
    pub origin_m: [f64; 2],
    /// Metres per grid step.
    pub step_m: f64,
    /// How many bands have been merged in, at least 1.
    pub bands: u8,
    /// The points of all arcs, one arc after the other; drawings share them.
    pub points: Arc<Vec<[i32; 2]>>,
    /// Per arc: one-past-last point.
    pub arc_ends: Vec<u32>,
    /// The outlines of each level.
    pub levels: Vec<LevelBorders>,
}

/// The outlines of one level, packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelBorders {
    /// The level.
    pub level: LevelIx,
    /// First area of the level.
    pub first_area: u32,
    /// Signed arc references of all rings, one ring after the other.
    pub refs: Vec<i32>,
    /// Per ring: one-past-last reference.
    pub ring_ends: Vec<u32>,
    /// Per area: one-past-last ring.
    pub area_ends: Vec<u32>,
}

/// Where entry `at` lies, given one-past-last positions; `None` if there is no such entry.
pub(crate) fn span(ends: &[u32], at: usize) -> Option<[u32; 2]> {
    let end = *ends.get(at)?;
    let start = at.checked_sub(1).and_then(|before| ends.get(before));
    Some([start.copied().unwrap_or(0), end])
}

/// The entries of `list` between two positions.
pub(crate) fn between<T>(list: &[T], [start, end]: [u32; 2]) -> &[T] {
    list.get(start as usize..end as usize).unwrap_or_default()
}

impl Borders {
    /// How many arcs there are.
    #[must_use]
    pub fn arc_count(&self) -> usize {
        self.arc_ends.len()
    }

    /// First and one-past-last point of an arc.
    #[must_use]
    pub fn arc_span(&self, arc: usize) -> Option<[u32; 2]> {
        span(&self.arc_ends, arc)
    }

    /// The points of an arc.
    #[must_use]
    pub fn arc(&self, arc: usize) -> Option<&[[i32; 2]]> {
        Some(between(&self.points, self.arc_span(arc)?))
    }

    /// The arcs in order.
    pub fn arcs(&self) -> impl Iterator<Item = &[[i32; 2]]> {
        (0..self.arc_count()).filter_map(|at| self.arc(at))
    }

    /// The outlines of a level.
    #[must_use]
    pub fn level(&self, level: LevelIx) -> Option<&LevelBorders> {
        self.levels.iter().find(|own| own.level == level)
    }

    /// The same as lists of lists.
    #[must_use]
    pub fn to_topology(&self) -> Topology {
        let level = |own: &LevelBorders| (own.level, own.first_area, own.outlines());
        Topology {
            origin_m: self.origin_m,
            step_m: self.step_m,
            bands: self.bands,
            arcs: self.arcs().map(<[_]>::to_vec).collect(),
            levels: self.levels.iter().map(level).collect(),
        }
    }
}

impl LevelBorders {
    /// How many areas there are, with or without outline.
    #[must_use]
    pub fn count(&self) -> usize {
        self.area_ends.len()
    }

    /// The rings of the area at a place in the level.
    pub fn rings(&self, place: usize) -> impl Iterator<Item = &[i32]> {
        let [first, end] = span(&self.area_ends, place).unwrap_or_default();
        let rings = (first..end).filter_map(|ring| span(&self.ring_ends, ring as usize));
        rings.map(|refs| between(&self.refs, refs))
    }

    /// Whether an area has an outline; `None` if it is not on this level.
    #[must_use]
    pub fn has_outline(&self, area: AreaIx) -> Option<bool> {
        let place = area.0.checked_sub(self.first_area)? as usize;
        let [first, end] = span(&self.area_ends, place)?;
        Some(first < end)
    }

    /// Ends the ring that `refs` holds since the last one.
    pub(crate) fn end_ring(&mut self) {
        self.ring_ends.push(self.refs.len() as u32);
    }

    /// Ends the area that `ring_ends` holds since the last one.
    pub(crate) fn end_area(&mut self) {
        self.area_ends.push(self.ring_ends.len() as u32);
    }

    fn outlines(&self) -> Vec<Outline> {
        let outline = |place| self.rings(place).map(<[_]>::to_vec).collect();
        (0..self.count()).map(outline).collect()
    }
}

impl From<&Topology> for Borders {
    fn from(topology: &Topology) -> Self {
        let mut points = Vec::with_capacity(topology.arcs.iter().map(Vec::len).sum());
        let mut arc_ends = Vec::with_capacity(topology.arcs.len());
        for arc in &topology.arcs {
            points.extend_from_slice(arc);
            arc_ends.push(points.len() as u32);
        }
        let level = |(level, first_area, outlines): &(LevelIx, u32, Vec<Outline>)| {
            let mut packed = LevelBorders {
                level: *level,
                first_area: *first_area,
                ..LevelBorders::default()
            };
            for outline in outlines {
                for ring in outline {
                    packed.refs.extend_from_slice(ring);
                    packed.end_ring();
                }
                packed.end_area();
            }
            packed
        };
        Self {
            origin_m: topology.origin_m,
            step_m: topology.step_m,
            bands: topology.bands,
            points: Arc::new(points),
            arc_ends,
            levels: topology.levels.iter().map(level).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_and_unpacking_gives_the_same_topology() {
        let topology = Topology {
            origin_m: [3.0, 4.0],
            step_m: 2.0,
            bands: 2,
            arcs: vec![
                vec![[0, 0], [1, 1], [2, 0]],
                Vec::new(),
                vec![[5, 5], [6, 6]],
            ],
            levels: vec![
                (LevelIx(0), 0, vec![vec![vec![0, -3]]]),
                (LevelIx(1), 1, vec![Vec::new(), vec![vec![0], vec![2, 1]]]),
            ],
        };
        let borders = Borders::from(&topology);
        assert_eq!(borders.to_topology(), topology);
        assert_eq!(borders.arc(2), Some(&[[5, 5], [6, 6]][..]));
        assert_eq!(borders.arc(3), None);
        let fine = borders.level(LevelIx(1)).unwrap();
        let drawn = [0, 1, 2, 3].map(|ix| fine.has_outline(AreaIx(ix)));
        assert_eq!(drawn, [None, Some(false), Some(true), None]);
        assert_eq!(fine.rings(1).collect::<Vec<_>>(), [&[0][..], &[2, 1]]);
        assert_eq!(fine.rings(9).count(), 0);
    }
}
