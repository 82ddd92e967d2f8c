//! The coarsest band of an area system's outlines.
//!
//! Sections: `grid` how the grid lies on the map plane; `arcs` the points of each arc as steps from
//! the point before (the arc's first point from the last point of the arc before); `ring` per level
//! and area the rings as arc references, each as the step from the reference before.

use crate::model::{ArcPoints, Catalogue, Outline, Topology};

use super::block::extent;
use super::container::{self, Kind};
use super::cursor::Cursor;
use super::error::{FormatError, Place};
use super::limits;
use super::section::{self, Tag};

const GRID: Tag = Tag(*b"grid");
const ARCS: Tag = Tag(*b"arcs");
const RINGS: Tag = Tag(*b"ring");

/// Reads the coarsest band.
///
/// # Errors
/// A damaged file, arcs that do not exist, rings that do not close, levels the catalogue lacks.
pub fn topology(file: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<Topology, FormatError> {
    let payload = container::open(file, bytes, Kind::Topology)?;
    let place = Place::file(file);
    let sections = section::split(place, &payload, &[GRID, ARCS, RINGS])?;
    let cursor = |tag| {
        Ok(Cursor::new(
            file,
            tag,
            section::only(place, &sections, tag)?,
        ))
    };
    let (origin_m, step_m) = grid(cursor(GRID)?)?;
    let arcs = arcs(cursor(ARCS)?)?;
    let levels = levels(cursor(RINGS)?, &arcs, catalogue)?;
    Ok(Topology {
        origin_m,
        step_m,
        bands: 1,
        arcs,
        levels,
    })
}

fn grid(mut cursor: Cursor<'_>) -> Result<([f64; 2], f64), FormatError> {
    let origin = [cursor.f64("origin x")?, cursor.f64("origin y")?];
    let place = cursor.place();
    let step = cursor.f64("step")?;
    place.rule(step > 0.0, "step", "more than 0", step)?;
    cursor.end()?;
    Ok((origin, step))
}

fn arcs(mut cursor: Cursor<'_>) -> Result<Vec<ArcPoints>, FormatError> {
    let count = cursor.count("arcs", 5)?;
    let mut arcs = Vec::with_capacity(count);
    let mut pen = [0, 0];
    for row in 0..count {
        let place = cursor.place().row(row);
        let points = cursor.count("points of an arc", 2)?;
        place.rule(points >= 2, "points of an arc", "at least 2", points)?;
        let mut arc = Vec::with_capacity(points);
        for _ in 0..points {
            pen = step(&mut cursor, pen)?;
            arc.push(pen);
        }
        arcs.push(arc);
    }
    cursor.end()?;
    Ok(arcs)
}

/// The point that lies one stored step from `pen`.
pub(crate) fn step(cursor: &mut Cursor<'_>, pen: [i32; 2]) -> Result<[i32; 2], FormatError> {
    let mut moved = pen;
    for coordinate in &mut moved {
        let place = cursor.place();
        let sum = i64::from(*coordinate).checked_add(cursor.signed()?);
        let sum = sum.filter(|sum| (-limits::COORDINATE..=limits::COORDINATE).contains(sum));
        *coordinate =
            sum.ok_or_else(|| place.invalid("coordinate", "at most 2^29", "more"))? as i32;
    }
    Ok(moved)
}

type LevelOutlines = (crate::model::LevelIx, u32, Vec<Outline>);

fn levels(
    mut cursor: Cursor<'_>,
    arcs: &[ArcPoints],
    catalogue: &Catalogue,
) -> Result<Vec<LevelOutlines>, FormatError> {
    let mut levels: Vec<LevelOutlines> = Vec::new();
    let mut reference = 0;
    for _ in 0..cursor.count("levels", 3)? {
        let place = cursor.place();
        let (level, areas) = extent(&mut cursor, catalogue)?;
        let ascending = levels.last().is_none_or(|(before, ..)| *before < level);
        place.rule(ascending, "level", "levels ascending", level.0)?;
        let mut outlines = Vec::with_capacity(cursor.left().min((areas[1] - areas[0]) as usize));
        for area in areas[0]..areas[1] {
            outlines.push(outline(&mut cursor, arcs, &mut reference, area as usize)?);
        }
        levels.push((level, areas[0], outlines));
    }
    cursor.end()?;
    Ok(levels)
}

fn outline(
    cursor: &mut Cursor<'_>,
    arcs: &[ArcPoints],
    reference: &mut i64,
    area: usize,
) -> Result<Outline, FormatError> {
    let rings = cursor.count("rings", 2)?;
    let mut outline = Vec::with_capacity(rings);
    for _ in 0..rings {
        let place = cursor.place().row(area);
        let count = cursor.count("arcs of a ring", 1)?;
        let mut ring = Vec::with_capacity(count);
        for _ in 0..count {
            let place = cursor.place().row(area);
            *reference = reference.saturating_add(cursor.signed()?);
            let found = i32::try_from(*reference)
                .ok()
                .filter(|r| ends(arcs, *r).is_some());
            let expected = format_args!("one of {} arcs", arcs.len());
            ring.push(found.ok_or_else(|| place.invalid("arc reference", expected, *reference))?);
        }
        place.rule(
            is_closed(arcs, &ring),
            "ring",
            "arcs that close",
            format_args!("{ring:?}"),
        )?;
        outline.push(ring);
    }
    Ok(outline)
}

/// First and last point of the arc that `reference` names, in its direction.
fn ends(arcs: &[ArcPoints], reference: i32) -> Option<([i32; 2], [i32; 2])> {
    let forward = reference >= 0;
    let arc = arcs.get(if forward { reference } else { !reference } as usize)?;
    let (first, last) = (*arc.first()?, *arc.last()?);
    Some(if forward {
        (first, last)
    } else {
        (last, first)
    })
}

fn is_closed(arcs: &[ArcPoints], ring: &[i32]) -> bool {
    let ends: Option<Vec<_>> = ring
        .iter()
        .map(|reference| ends(arcs, *reference))
        .collect();
    let ends = ends.unwrap_or_default();
    let next = ends.iter().cycle().skip(1);
    !ends.is_empty()
        && ends
            .iter()
            .zip(next)
            .all(|((_, end), (start, _))| end == start)
}

/// Writes the coarsest band; `levels` are the catalogue's.
///
/// # Errors
/// Outlines of a level or of areas that do not exist, or more than a file may hold.
#[cfg(feature = "write")]
pub fn encode_topology(
    topology: &Topology,
    levels: &[crate::model::Level],
) -> Result<Vec<u8>, FormatError> {
    use super::put;
    let mut grid = Vec::new();
    for number in topology.origin_m.into_iter().chain([topology.step_m]) {
        grid.extend_from_slice(&number.to_le_bytes());
    }
    let mut arcs = Vec::new();
    put::varint(&mut arcs, topology.arcs.len() as u64);
    let mut pen = [0, 0];
    for arc in &topology.arcs {
        put::varint(&mut arcs, arc.len() as u64);
        for point in arc {
            put_step(&mut arcs, &mut pen, *point);
        }
    }
    let mut payload = Vec::new();
    section::push(&mut payload, GRID, &grid);
    section::push(&mut payload, ARCS, &arcs);
    section::push(&mut payload, RINGS, &put_rings(topology, levels)?);
    container::seal(Kind::Topology, &payload)
}

#[cfg(feature = "write")]
fn put_rings(topology: &Topology, levels: &[crate::model::Level]) -> Result<Vec<u8>, FormatError> {
    use super::put;
    let place = Place::file("topology");
    let mut rings = Vec::new();
    put::varint(&mut rings, topology.levels.len() as u64);
    let mut before = 0;
    for (level, first, outlines) in &topology.levels {
        let found = levels.get(level.index());
        let found = found.ok_or_else(|| place.invalid("level", "a level", level.0))?;
        let areas = [*first, *first + outlines.len() as u32];
        super::block::put_extent(&mut rings, "topology", found, areas)?;
        for outline in outlines {
            put::varint(&mut rings, outline.len() as u64);
            for ring in outline {
                put::varint(&mut rings, ring.len() as u64);
                for reference in ring {
                    put::signed(&mut rings, i64::from(*reference) - before);
                    before = i64::from(*reference);
                }
            }
        }
    }
    Ok(rings)
}

/// Appends the step from `pen` to `point` and moves the pen.
#[cfg(feature = "write")]
pub(crate) fn put_step(out: &mut Vec<u8>, pen: &mut [i32; 2], point: [i32; 2]) {
    for (from, to) in pen.iter_mut().zip(point) {
        super::put::signed(out, i64::from(to) - i64::from(*from));
        *from = to;
    }
}
