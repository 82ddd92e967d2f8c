//! Writing a mesh, and the order of borders that a topology must have for it.

use std::collections::BTreeMap;

use crate::model::{Level, LevelIx, Outline, Topology};

use super::super::block::put_extent;
use super::super::container::{self, Kind};
use super::super::error::{FormatError, Place};
use super::super::topology::{GRID, put_grid};
use super::super::{put, section};
use super::bits::{BitWriter, Coder};
use super::net::NONE;
use super::walk::{Guide, Walk};
use super::{LEVELS, MESH, PER_BYTE};

/// What the walk is told: directions are those of the topology, numbered as in a net.
struct Script<'a> {
    topology: &'a Topology,
    writer: BitWriter,
    /// Per direction: the area on its left, counted from 1, and what follows around it.
    sides: Vec<u32>,
    next: Vec<u32>,
    told: Vec<bool>,
    /// Per border of the net: its direction forward in the topology.
    order: Vec<u32>,
    nodes: BTreeMap<[i32; 2], u32>,
    taken: u32,
    /// Whether a border was called new twice.
    failed: bool,
}

/// The direction that a reference names.
fn half_of(reference: i32) -> u32 {
    match reference < 0 {
        true => (!reference as u32) << 1 | 1,
        false => (reference as u32) << 1,
    }
}

/// Per direction the area on its left and the direction that follows around it; `None` where two
/// areas have one direction.
fn sides(outlines: &[Outline], arcs: usize) -> Option<(Vec<u32>, Vec<u32>)> {
    let (mut sides, mut next) = (vec![0; 2 * arcs], vec![NONE; 2 * arcs]);
    for (area, outline) in (1..).zip(outlines) {
        for ring in outline {
            let following = ring.iter().skip(1).chain(ring.first());
            for (one, other) in ring.iter().zip(following) {
                let at = half_of(*one) as usize;
                let side = sides.get_mut(at).filter(|side| **side == 0)?;
                *side = area;
                *next.get_mut(at)? = half_of(*other);
            }
        }
    }
    Some((sides, next))
}

impl<'a> Script<'a> {
    fn new(topology: &'a Topology) -> Option<Self> {
        let (_, _, outlines) = topology.levels.last()?;
        let arcs = topology.arcs.len();
        let (sides, next) = sides(outlines, arcs)?;
        Some(Self {
            topology,
            writer: BitWriter::new(),
            sides,
            next,
            told: vec![false; arcs],
            order: Vec::with_capacity(arcs),
            nodes: BTreeMap::new(),
            taken: 0,
            failed: false,
        })
    }

    fn original(&self, half: u32) -> u32 {
        let forward = self.order.get(half as usize / 2);
        forward.map_or(NONE, |it| it ^ (half & 1))
    }

    fn points(&self) -> &'a [[i32; 2]] {
        let arc = self.topology.arcs.get(self.taken as usize / 2);
        arc.map_or(&[], Vec::as_slice)
    }
}

impl Coder for Script<'_> {
    fn coded(&mut self, chance: u32, bit: bool) -> bool {
        self.writer.coded(chance, bit)
    }
}

impl Guide for Script<'_> {
    fn seed(&mut self) {
        let next = self.told.iter().position(|told| !told);
        self.taken = next.map_or(0, |arc| arc as u32 * 2);
    }

    fn follow(&mut self, half: u32) {
        let next = self.next.get(self.original(half) as usize);
        self.taken = next.copied().unwrap_or(NONE);
    }

    fn count(&self) -> usize {
        self.points().len()
    }

    fn point(&self, at: usize) -> [i32; 2] {
        let points = self.points();
        let point = match self.taken & 1 {
            0 => points.get(at),
            _ => points.iter().nth_back(at),
        };
        point.copied().unwrap_or_default()
    }

    fn node(&self, place: [i32; 2]) -> Option<u32> {
        self.nodes.get(&place).copied()
    }

    fn side(&self, half: u32) -> u32 {
        let side = self.sides.get(self.original(half) as usize);
        side.copied().unwrap_or(0)
    }

    fn follows(&self, half: u32, next: u32) -> bool {
        let following = self.next.get(self.original(half) as usize);
        following == Some(&self.original(next))
    }

    fn placed(&mut self, place: [i32; 2], node: u32) {
        self.nodes.insert(place, node);
    }

    fn added(&mut self) {
        self.order.push(self.taken);
        match self.told.get_mut(self.taken as usize / 2) {
            Some(told) if !*told => *told = true,
            _ => self.failed = true,
        }
    }
}

/// The walk over a topology; `None` where its areas cannot be told by one.
fn walked(topology: &Topology) -> Option<Walk<'static, Script<'_>>> {
    let script = Script::new(topology)?;
    let points = topology.arcs.iter().map(Vec::len).sum();
    let (_, _, outlines) = topology.levels.last()?;
    let areas = u32::try_from(outlines.len()).ok()?;
    let place = Place::file("mesh");
    let mut walk = Walk::new(script, place, topology.arcs.len(), points, areas);
    walk.run(|script| script.failed).ok()?;
    let halves = 0..2 * topology.arcs.len() as u32;
    let told = |half: u32| walk.net.side(half) == walk.guide.side(half);
    (!walk.guide.failed && halves.into_iter().all(told)).then_some(walk)
}

/// The order in which a mesh tells the arcs of `topology`, as references: a negative one is turned
/// round. Only a topology in this order can be written as a mesh; `None` if it cannot in any.
#[must_use]
pub fn mesh_order(topology: &Topology) -> Option<Vec<i32>> {
    let order = walked(topology)?.guide.order;
    let reference = |half: u32| match half & 1 {
        0 => (half >> 1) as i32,
        _ => !((half >> 1) as i32),
    };
    Some(order.into_iter().map(reference).collect())
}

/// Writes the coarsest band as a mesh of the levels `served` and of the last one of `topology`, whose
/// areas belong to areas of the others by `owner`; `None` where a mesh cannot tell it.
///
/// # Errors
/// Outlines of a level or of areas that do not exist, or more than a file may hold.
pub fn encode_mesh(
    topology: &Topology,
    levels: &[Level],
    served: &[LevelIx],
    owner: &dyn Fn(u32, LevelIx) -> Option<u32>,
) -> Result<Option<Vec<u8>>, FormatError> {
    let Some(walk) = walked(topology) else {
        return Ok(None);
    };
    let in_order = (0..)
        .zip(&walk.guide.order)
        .all(|(at, half)| 2 * at == *half);
    let Some(owners) = put_levels(topology, levels, served, owner)?.filter(|_| in_order) else {
        return Ok(None);
    };
    let (borders, points) = (walk.net.ends.len(), walk.net.points.len());
    let coded = walk.guide.writer.finish();
    if borders.max(points) > coded.len() * PER_BYTE {
        return Ok(None);
    }
    let mut mesh = Vec::new();
    put::varint(&mut mesh, borders as u64);
    put::varint(&mut mesh, points as u64);
    mesh.extend(coded);
    let mut payload = Vec::new();
    section::push(&mut payload, GRID, &put_grid(topology));
    section::push(&mut payload, LEVELS, &owners);
    section::push(&mut payload, MESH, &mesh);
    container::seal(Kind::Mesh, &payload).map(Some)
}

/// The section of levels; `None` where the outlines of one are not those of the areas it is made of.
fn put_levels(
    topology: &Topology,
    levels: &[Level],
    served: &[LevelIx],
    owner: &dyn Fn(u32, LevelIx) -> Option<u32>,
) -> Result<Option<Vec<u8>>, FormatError> {
    let place = Place::file("mesh");
    let Some((finest, coarser)) = topology.levels.split_last() else {
        return Ok(None);
    };
    let served = coarser.iter().filter(|(level, ..)| served.contains(level));
    let told: Vec<_> = served.chain([finest]).collect();
    let mut out = Vec::new();
    put::varint(&mut out, told.len() as u64);
    for (level, first, outlines) in &told {
        let found = levels.get(level.index());
        let found = found.ok_or_else(|| place.invalid("level", "a level", level.0))?;
        put_extent(
            &mut out,
            "mesh",
            found,
            [*first, *first + outlines.len() as u32],
        )?;
    }
    let (_, first, areas) = finest;
    for (level, start, outlines) in told.iter().rev().skip(1).rev() {
        let count = outlines.len() as u32;
        let owner = |area: u32| {
            let above = owner(first + area, *level)?.checked_sub(*start);
            above.filter(|it| *it < count).map(|it| it + 1)
        };
        let owners: Vec<u32> = (0..areas.len() as u32)
            .map(|area| owner(area).unwrap_or(0))
            .collect();
        if !is_dissolved(topology, outlines, &owners) {
            return Ok(None);
        }
        let mut before = 0;
        for owner in owners {
            put::signed(&mut out, i64::from(owner) - before);
            before = i64::from(owner);
        }
    }
    Ok(Some(out))
}

/// Whether the outlines of a level are those of its areas joined, where `owners` says per area of the
/// last level which of them it belongs to, counted from 1.
fn is_dissolved(topology: &Topology, outlines: &[Outline], owners: &[u32]) -> bool {
    let arcs = topology.arcs.len();
    let finest = topology.levels.last();
    let finest = finest.and_then(|(_, _, areas)| sides(areas, arcs));
    let (Some((fine, _)), Some((coarse, _))) = (finest, sides(outlines, arcs)) else {
        return false;
    };
    let owner = |half: usize| {
        let area = fine.get(half).and_then(|side| side.checked_sub(1));
        area.and_then(|area| owners.get(area as usize))
            .copied()
            .unwrap_or(0)
    };
    (0..).zip(&coarse).all(|(half, side)| {
        let own = owner(half);
        *side == if own == owner(half ^ 1) { 0 } else { own }
    })
}
