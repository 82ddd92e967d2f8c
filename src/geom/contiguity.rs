//! Who borders whom, from polygons that share no arcs.

use super::GeomError;
use super::segments::{Contact, Segment, pairs};

/// Neighbour lists of polygons: who shares a point, or a stretch, of its boundary with whom.
///
/// The rings of an area may have any direction; outer rings, holes and the rings of further parts
/// stand side by side, closed or not. Boundaries are compared where they run, not by their corners,
/// so a corner of one area on the edge of another (a hanging node) counts; areas that lie in the hole
/// of another are its neighbours. Lists ascend, are symmetric and hold no area itself; an area that
/// touches nobody is an island with an empty list. The maps of an atlas do not need this: their
/// published neighbours come from shared arcs ([`neighbours`](super::neighbours())).
///
/// # Method
/// `weights.contiguity` · contiguity (queen, rook) · Nachbarschaft (Queen, Rook)
///
/// Zwei Gebiete sind Nachbarn, wenn sich ihre Grenzen berühren: nach der Queen-Regel genügt ein
/// Punkt, nach der Rook-Regel muss es ein Stück gemeinsamer Grenze sein. Inseln haben keine
/// Nachbarn. Wer durch einen Fluss oder ein Tal getrennt ist, gilt trotzdem als Nachbar.
///
/// ```text
/// Queen: ∂A ∩ ∂B enthält einen Punkt;  Rook: Länge(∂A ∩ ∂B) > 0
/// ```
///
/// Where packages disagree: points closer than `tolerance` are one point, see [`snapping_tolerance`];
/// codes that compare corners miss hanging nodes, exact ones miss nodes moved by rounding.
///
/// # Units
/// Any planar coordinates, also longitude and latitude (nothing is measured); `tolerance` in the same.
///
/// # Errors
/// [`GeomError::PolygonNotFinite`] if a coordinate is no number.
///
/// # References
/// Cliff, A. D. and Ord, J. K. (1981): Spatial Processes. London: Pion.
///
/// ```
/// use teilraum::geom::{Contiguity, contiguity, snapping_tolerance};
/// let square = |x: f64, y: f64| vec![vec![[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0]]];
/// let areas = [square(0.0, 0.0), square(1.0, 0.5), square(2.0, 1.5), square(9.0, 9.0)];
/// let tolerance = snapping_tolerance(&areas);
/// let rook = contiguity(&areas, Contiguity::Rook, tolerance)?;
/// assert_eq!(rook, [vec![1], vec![0], vec![], vec![]]); // shifted by half an edge
/// let queen = contiguity(&areas, Contiguity::Queen, tolerance)?;
/// assert_eq!(queen, [vec![1], vec![0, 2], vec![1], vec![]]); // a corner is enough
/// # Ok::<(), teilraum::geom::GeomError>(())
/// ```
pub fn contiguity(
    areas: &[Polygon],
    rule: Contiguity,
    tolerance: f64,
) -> Result<Vec<Vec<u32>>, GeomError> {
    let tolerance = tolerance.max(0.0);
    let segments = segments(areas)?;
    let least = match rule {
        Contiguity::Queen => Contact::Point,
        Contiguity::Rook => Contact::Stretch,
    };
    let mut found: Vec<[u32; 2]> = Vec::new();
    pairs(&segments, tolerance, |one, other| {
        let pair = [one.area.min(other.area), one.area.max(other.area)];
        let known = found.iter().rev().take(8).any(|found| *found == pair);
        if !known && one.contact(other, tolerance) >= Some(least) {
            found.push(pair);
        }
    });
    Ok(lists(areas.len(), found))
}

/// The rings of an area: outer rings and holes alike, their corners in order.
pub type Polygon = Vec<Vec<[f64; 2]>>;

/// What makes two areas neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contiguity {
    /// A shared point.
    Queen,
    /// A shared stretch of boundary.
    Rook,
}

/// The distance below which points are taken for one: 10⁻⁹ of the longer side of the map, a
/// millimetre for a country. It makes up for the rounding of coordinates, not for gaps.
#[must_use]
pub fn snapping_tolerance(areas: &[Polygon]) -> f64 {
    let corners = || areas.iter().flatten().flatten();
    let side = |axis: usize| {
        let along = || corners().map(move |corner| corner[axis]);
        along().fold(f64::NEG_INFINITY, f64::max) - along().fold(f64::INFINITY, f64::min)
    };
    let longer = f64::max(side(0), side(1));
    if longer.is_finite() {
        longer * 1e-9
    } else {
        0.0
    }
}

fn segments(areas: &[Polygon]) -> Result<Vec<Segment>, GeomError> {
    let mut segments = Vec::new();
    for (area, rings) in (0_u32..).zip(areas) {
        for ring in rings {
            // Beyond this, products of coordinates could overflow.
            let usable = |value: &f64| value.is_finite() && value.abs() <= 1e100;
            if !ring.iter().flatten().all(usable) {
                return Err(GeomError::PolygonNotFinite { area });
            }
            let next = ring.iter().cycle().skip(1);
            let edges = ring.iter().zip(next).filter(|(from, to)| from != to);
            segments.extend(edges.map(|(&from, &to)| Segment { from, to, area }));
        }
    }
    Ok(segments)
}

fn lists(count: usize, mut pairs: Vec<[u32; 2]>) -> Vec<Vec<u32>> {
    pairs.sort_unstable();
    pairs.dedup();
    let mut lists = vec![Vec::new(); count];
    // Ascending: the smaller ones of an area come before the larger ones.
    for [one, other] in pairs.iter().copied() {
        push(&mut lists, other, one);
    }
    for [one, other] in pairs {
        push(&mut lists, one, other);
    }
    lists
}

fn push(lists: &mut [Vec<u32>], area: u32, neighbour: u32) {
    if let Some(list) = lists.get_mut(area as usize) {
        list.push(neighbour);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{Outlines, neighbours};
    use crate::model::{LevelIx, Topology};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const ALONE: Vec<u32> = Vec::new();

    fn block(x: f64, y: f64, width: f64, height: f64) -> Vec<[f64; 2]> {
        vec![
            [x, y],
            [x + width, y],
            [x + width, y + height],
            [x, y + height],
        ]
    }

    fn both(areas: &[Polygon]) -> [Vec<Vec<u32>>; 2] {
        let tolerance = snapping_tolerance(areas);
        [Contiguity::Queen, Contiguity::Rook]
            .map(|rule| contiguity(areas, rule, tolerance).unwrap())
    }

    #[test]
    fn enclaves_and_parts_border_what_surrounds_them() {
        let hole = block(2.0, 2.0, 2.0, 2.0);
        let areas = [
            vec![
                block(0.0, 0.0, 9.0, 9.0),
                hole.iter().rev().copied().collect(),
            ],
            vec![hole],
            vec![block(20.0, 0.0, 1.0, 1.0), block(9.0, 4.0, 1.0, 1.0)],
            vec![block(21.0, 1.0, 1.0, 1.0)],
        ];
        let [queen, rook] = both(&areas);
        assert_eq!(queen, [vec![1, 2], vec![0], vec![0, 3], vec![2]]);
        assert_eq!(rook, [vec![1, 2], vec![0], vec![0], vec![]]);
    }

    #[test]
    fn a_corner_on_an_edge_touches_it() {
        let spike = vec![vec![[1.0, 0.3], [2.0, 0.1], [2.0, 0.6]]];
        let [queen, rook] = both(&[vec![block(0.0, 0.0, 1.0, 1.0)], spike]);
        assert_eq!(queen, [vec![1], vec![0]]);
        assert_eq!(rook, [ALONE, ALONE]);
    }

    #[test]
    fn nodes_moved_by_rounding_stay_on_the_edge_and_gaps_stay_gaps() {
        let left = vec![vec![[0.0, 0.0], [9.0, 3.0], [0.0, 9.0]]];
        // A third of the edge, which no binary number is.
        let right = |gap: f64| vec![vec![[3.0 + gap, 1.0], [6.0 + gap, 2.0], [6.0, -9.0]]];
        for rounding in [0.0, 1e-12, -1e-12] {
            assert_eq!(
                both(&[left.clone(), right(rounding)])[1],
                [vec![1], vec![0]]
            );
        }
        assert_eq!(both(&[left, right(1e-3)])[0], [ALONE, ALONE]);
    }

    #[test]
    fn closed_rings_and_points_given_twice_change_nothing() {
        let open = vec![block(0.0, 0.0, 1.0, 1.0)];
        let mut closed = vec![block(1.0, 0.0, 1.0, 1.0)];
        let first = closed[0][0];
        closed[0].extend([first, first]);
        assert_eq!(both(&[open.clone(), closed])[1], [vec![1], vec![0]]);
        let nothing: [Polygon; 4] = [vec![], vec![vec![]], vec![vec![[0.0, 0.0]]], open];
        assert_eq!(both(&nothing)[0], [ALONE; 4]);
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_place() {
        let broken = vec![vec![[0.0, f64::NAN], [1.0, 0.0]]];
        let found = contiguity(&[vec![], broken], Contiguity::Queen, 0.0);
        assert_eq!(found, Err(GeomError::PolygonNotFinite { area: 1 }));
        assert_eq!(contiguity(&[], Contiguity::Rook, f64::NAN), Ok(vec![]));
    }

    /// A map of unit squares that belong to areas, with its outlines traced along shared arcs.
    struct Patchwork {
        side: i32,
        owners: Vec<u32>,
    }

    type Edge = [[i32; 2]; 2];

    impl Patchwork {
        fn owner(&self, x: i32, y: i32) -> Option<u32> {
            let inside = (0..self.side).contains(&x) && (0..self.side).contains(&y);
            self.owners
                .get((y * self.side + x) as usize)
                .copied()
                .filter(|_| inside)
        }

        /// The edges of an area, the area to their left.
        fn edges(&self, area: u32) -> Vec<Edge> {
            let mut edges = Vec::new();
            for (x, y) in (0..self.side * self.side).map(|at| (at % self.side, at / self.side)) {
                let corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
                let beside = [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)];
                for (at, (x_beside, y_beside)) in beside.into_iter().enumerate() {
                    if self.owner(x, y) == Some(area)
                        && self.owner(x_beside, y_beside) != Some(area)
                    {
                        edges.push([corners[at], corners[(at + 1) % 4]]);
                    }
                }
            }
            edges
        }

        fn rings(&self, area: u32) -> Vec<Vec<Edge>> {
            let mut left = self.edges(area);
            let mut rings = Vec::new();
            while let Some(first) = left.pop() {
                let mut ring = vec![first];
                while let Some(at) = left
                    .iter()
                    .position(|edge| edge[0] == ring.last().unwrap()[1])
                {
                    ring.push(left.remove(at));
                }
                rings.push(ring);
            }
            rings
        }

        fn topology(&self, areas: u32) -> Topology {
            let mut arcs: Vec<Vec<[i32; 2]>> = Vec::new();
            let mut known: BTreeMap<Edge, i32> = BTreeMap::new();
            let mut reference = |[from, to]: Edge| {
                if let Some(arc) = known.get(&[to, from]) {
                    return !arc;
                }
                arcs.push(vec![from, to]);
                known.insert([from, to], arcs.len() as i32 - 1);
                arcs.len() as i32 - 1
            };
            let mut outline = |area| -> Vec<Vec<i32>> {
                let rings = self.rings(area).into_iter();
                rings
                    .map(|ring| ring.into_iter().map(&mut reference).collect())
                    .collect()
            };
            let outlines = (0..areas).map(&mut outline).collect();
            Topology {
                step_m: 1.0,
                bands: 1,
                arcs,
                levels: vec![(LevelIx(0), 0, outlines)],
                ..Topology::default()
            }
        }

        /// Corners only, so that where three areas meet on a straight border the node hangs.
        fn polygon(&self, area: u32, turned: f64) -> Polygon {
            let corner = |(edge, next): (&Edge, &Edge)| {
                let step = |edge: &Edge| [edge[1][0] - edge[0][0], edge[1][1] - edge[0][1]];
                let [x, y] = edge[1].map(f64::from);
                (step(edge) != step(next)).then_some([x - turned * y, turned * x + y])
            };
            let corners = |ring: Vec<Edge>| {
                ring.iter()
                    .zip(ring.iter().cycle().skip(1))
                    .filter_map(corner)
                    .collect()
            };
            self.rings(area).into_iter().map(corners).collect()
        }
    }

    /// Without cells: every edge against every other, by a rule on whole numbers.
    fn plain(areas: &[Vec<Vec<[i64; 2]>>], rule: Contiguity) -> Vec<Vec<u32>> {
        let edges = |area: &Vec<Vec<[i64; 2]>>| -> Vec<[[i64; 2]; 2]> {
            let closed = |ring: &Vec<[i64; 2]>| {
                let next = ring.iter().cycle().skip(1);
                ring.iter()
                    .zip(next)
                    .map(|(a, b)| [*a, *b])
                    .collect::<Vec<_>>()
            };
            let edges = area.iter().flat_map(closed);
            edges.filter(|[from, to]| from != to).collect()
        };
        let meet = |one: usize, other: usize| {
            let others = edges(&areas[other]);
            edges(&areas[one])
                .iter()
                .any(|a| others.iter().any(|b| touch(a, b, rule)))
        };
        let list = |one| {
            let others = (0..areas.len()).filter(|other| *other != one && meet(one, *other));
            others.map(|other| other as u32).collect()
        };
        (0..areas.len()).map(list).collect()
    }

    fn touch([a, b]: &[[i64; 2]; 2], [c, d]: &[[i64; 2]; 2], rule: Contiguity) -> bool {
        let side = |a: &[i64; 2], b: &[i64; 2], p: &[i64; 2]| {
            ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])).signum()
        };
        let along = |axis: usize| {
            let low = a[axis].min(b[axis]).max(c[axis].min(d[axis]));
            a[axis].max(b[axis]).min(c[axis].max(d[axis])) - low
        };
        let one_line = side(a, b, c) == 0 && side(a, b, d) == 0;
        let boxes_meet = along(0) >= 0 && along(1) >= 0;
        match rule {
            Contiguity::Rook => one_line && boxes_meet && along(0).max(along(1)) > 0,
            Contiguity::Queen => {
                boxes_meet
                    && side(a, b, c) * side(a, b, d) <= 0
                    && side(c, d, a) * side(c, d, b) <= 0
            }
        }
    }

    proptest! {
        #[test]
        fn polygons_have_the_neighbours_of_their_topology(
            owners in prop::collection::vec(0_u32..5, 36), turned in -0.7..0.7,
        ) {
            let map = Patchwork { side: 6, owners };
            let outlines = Outlines::new(&map.topology(5), LevelIx(0), &[]).unwrap();
            let polygons: Vec<Polygon> = (0..5).map(|area| map.polygon(area, turned)).collect();
            let rook = contiguity(&polygons, Contiguity::Rook, snapping_tolerance(&polygons));
            prop_assert_eq!(rook.unwrap(), neighbours(&outlines).lists);
        }

        #[test]
        fn the_cells_miss_nobody(
            areas in prop::collection::vec(
                prop::collection::vec(prop::collection::vec([-9_i64..9, -9_i64..9], 0..5), 0..3), 0..12,
            ),
            far in 0_i64..2_000,
        ) {
            let mut areas = areas;
            if let Some(point) = areas.iter_mut().flatten().flatten().next() {
                point[0] += far;
            }
            let number = |ring: &Vec<[i64; 2]>| -> Vec<[f64; 2]> {
                ring.iter().map(|point| point.map(|value| value as f64)).collect()
            };
            let polygons: Vec<Polygon> =
                areas.iter().map(|area| area.iter().map(number).collect()).collect();
            for rule in [Contiguity::Queen, Contiguity::Rook] {
                let fast = contiguity(&polygons, rule, snapping_tolerance(&polygons)).unwrap();
                prop_assert_eq!(fast, plain(&areas, rule));
            }
        }
    }
}
