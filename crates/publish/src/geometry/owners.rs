//! Who owns each face: one area, or nobody. Slivers within the tolerance find an owner here.

use std::collections::BTreeMap;

use super::exact::Point;
use super::faces::{Face, Faces};

/// An area's position in the bundle.
pub type Owner = u32;

/// A stretch of border between two owners, from its lower to its upper end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Border {
    /// Lower end.
    pub a: Point,
    /// Upper end.
    pub b: Point,
    /// Owner to the left.
    pub left: Option<Owner>,
    /// Owner to the right.
    pub right: Option<Owner>,
}

/// A face that is not covered by exactly one area.
#[derive(Clone, Debug, PartialEq)]
pub struct Flaw {
    /// What is wrong with it.
    pub kind: FlawKind,
    /// The areas that overlap, or that surround the gap, ascending.
    pub areas: Vec<Owner>,
    /// Twice its area in grid steps.
    pub area2: i128,
    /// Its mean width in grid steps: twice the area by half the perimeter.
    pub width: f64,
    /// A vertex of it.
    pub at: Point,
}

/// Kinds of flaws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlawKind {
    /// Several areas cover it, wider than the tolerance.
    Overlap,
    /// Nobody covers it, far wider than the tolerance: a lake, or land outside the area system.
    Enclosed,
    /// Nobody covers it, wider than the tolerance: probably a gap in the source.
    Gap,
    /// Several areas cover it, within the tolerance; given to one of them.
    SliverOverlap,
    /// Nobody covers it, within the tolerance; given to a neighbour.
    SliverGap,
}

/// Tolerances above which an open face is no accident: Jungholz in the Allgäu, Lake Constance.
const ENCLOSED: f64 = 20.0;

/// Gives every face an owner and lists the flaws; `areas` maps records to areas, `tolerance` is in
/// grid steps.
#[must_use]
pub fn assign(map: &Faces, areas: &[Owner], tolerance: f64) -> (Vec<Border>, Vec<Flaw>) {
    let covering: Vec<Vec<Owner>> = map.faces.iter().map(|face| owners(face, areas)).collect();
    let mut owner: Vec<Option<Owner>> = covering.iter().map(|list| single(list)).collect();
    let around = Around::of(map);
    let mut flaws = Vec::new();
    for (at, (face, covering)) in map.faces.iter().zip(&covering).enumerate().skip(1) {
        if covering.len() == 1 {
            continue;
        }
        let neighbours = around.lengths(at, &owner);
        let (kind, heir) = judge(face, covering, &neighbours, tolerance);
        if let Some(slot) = owner.get_mut(at) {
            *slot = heir;
        }
        let surrounding = neighbours.keys().copied().collect();
        flaws.push(Flaw {
            kind,
            areas: if covering.is_empty() {
                surrounding
            } else {
                covering.clone()
            },
            area2: face.area2,
            width: width(face),
            at: face.at,
        });
    }
    (borders(map, &owner), flaws)
}

fn owners(face: &Face, areas: &[Owner]) -> Vec<Owner> {
    let record_area = |record: &u32| areas.get(*record as usize).copied();
    let mut owners: Vec<Owner> = face.records.iter().filter_map(record_area).collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

fn single(list: &[Owner]) -> Option<Owner> {
    match list {
        [only] => Some(*only),
        _ => None,
    }
}

fn width(face: &Face) -> f64 {
    face.area2 as f64 / face.perimeter.max(1.0)
}

/// A flaw's kind, and who gets the face: of the overlapping areas, or of the neighbours of a gap,
/// the one with the longest border along it.
fn judge(
    face: &Face,
    covering: &[Owner],
    neighbours: &BTreeMap<Owner, f64>,
    tolerance: f64,
) -> (FlawKind, Option<Owner>) {
    let within = width(face) <= tolerance;
    let open = if width(face) > ENCLOSED * tolerance {
        FlawKind::Enclosed
    } else {
        FlawKind::Gap
    };
    let longest = |among: &dyn Fn(&Owner) -> bool| {
        let candidates = neighbours.iter().filter(|(owner, _)| among(owner));
        candidates
            .max_by(|x, y| x.1.total_cmp(y.1).then(y.0.cmp(x.0)))
            .map(|(owner, _)| *owner)
    };
    match (covering, within) {
        ([], true) => (FlawKind::SliverGap, longest(&|_| true)),
        ([], false) => (open, None),
        ([first, ..], within) => {
            let heir = longest(&|owner| covering.contains(owner)).unwrap_or(*first);
            let kind = if within {
                FlawKind::SliverOverlap
            } else {
                FlawKind::Overlap
            };
            (kind, Some(heir))
        }
    }
}

/// Per face: the faces behind its edges, with the edges' lengths.
struct Around(Vec<Vec<(usize, f64)>>);

impl Around {
    fn of(map: &Faces) -> Self {
        let mut around = vec![Vec::new(); map.faces.len()];
        for side in &map.sides {
            let length = (super::exact::distance2(side.a, side.b) as f64).sqrt();
            for (from, to) in [(side.left, side.right), (side.right, side.left)] {
                if let Some(list) = around.get_mut(from) {
                    list.push((to, length));
                }
            }
        }
        Self(around)
    }

    /// Border length per neighbouring owner.
    fn lengths(&self, face: usize, owner: &[Option<Owner>]) -> BTreeMap<Owner, f64> {
        let mut lengths = BTreeMap::new();
        for (to, length) in self.0.get(face).into_iter().flatten() {
            if let Some(Some(owner)) = owner.get(*to) {
                *lengths.entry(*owner).or_insert(0.0) += length;
            }
        }
        lengths
    }
}

/// The edges with different owners on both sides.
fn borders(map: &Faces, owner: &[Option<Owner>]) -> Vec<Border> {
    let owner_of = |face: usize| owner.get(face).copied().flatten();
    let all = map.sides.iter().map(|side| Border {
        a: side.a,
        b: side.b,
        left: owner_of(side.left),
        right: owner_of(side.right),
    });
    all.filter(|border| border.left != border.right).collect()
}
