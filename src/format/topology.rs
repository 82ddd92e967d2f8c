//! The coarsest band of an area system's outlines.
//!
//! Sections: `grid` how the grid lies on the map plane; `arcs` the points of each arc as steps from
//! the point before (the arc's first point from the last point of the arc before); `ring` per level
//! and area the rings as arc references, each as the step from the reference before.
//!
//! Land around the areas is a file of its own with `grid` and `arcs`; each arc is a ring.

use std::sync::Arc;

use crate::model::{Borders, Catalogue, LevelBorders, Topology};

use super::block::extent;
use super::container::{self, Kind};
use super::cursor::Cursor;
use super::error::{FormatError, Place};
use super::limits;
use super::section::{self, Section, Tag};

pub(super) const GRID: Tag = Tag(*b"grid");
const ARCS: Tag = Tag(*b"arcs");
const RINGS: Tag = Tag(*b"ring");

/// Reads the coarsest band.
///
/// # Errors
/// A damaged file, arcs that do not exist, rings that do not close, levels the catalogue lacks.
pub fn borders(file: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<Borders, FormatError> {
    let payload = container::open(file, bytes, Kind::Topology)?;
    let place = Place::file(file);
    let sections = section::split(place, &payload, &[GRID, ARCS, RINGS])?;
    let mut borders = lines(file, &sections)?;
    let rings = Cursor::new(file, RINGS, section::only(place, &sections, RINGS)?);
    borders.levels = levels(rings, &borders, catalogue)?;
    Ok(borders)
}

/// Reads land around the areas: each arc is a ring, and there are no levels.
///
/// # Errors
/// A damaged file, a ring that does not close.
pub fn context(file: &str, bytes: &[u8]) -> Result<Borders, FormatError> {
    let payload = container::open(file, bytes, Kind::Context)?;
    let sections = section::split(Place::file(file), &payload, &[GRID, ARCS])?;
    let borders = lines(file, &sections)?;
    for (row, ring) in borders.arcs().enumerate() {
        let place = Place::section(file, ARCS).row(row);
        let closed = ring.first() == ring.last();
        let found = format_args!("{:?}", ring.last());
        place.rule(closed, "ring", "its first point at its end", found)?;
    }
    Ok(borders)
}

/// The lines of a file on their grid.
fn lines(file: &str, sections: &[Section<'_>]) -> Result<Borders, FormatError> {
    let cursor = |tag| {
        let content = section::only(Place::file(file), sections, tag)?;
        Ok(Cursor::new(file, tag, content))
    };
    let (origin_m, step_m) = grid(cursor(GRID)?)?;
    Ok(Borders {
        origin_m,
        step_m,
        bands: 1,
        ..arcs(cursor(ARCS)?)?
    })
}

/// As [`borders`], as lists of lists.
///
/// # Errors
/// As [`borders`].
pub fn topology(file: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<Topology, FormatError> {
    borders(file, bytes, catalogue).map(|borders| borders.to_topology())
}

pub(super) fn grid(mut cursor: Cursor<'_>) -> Result<([f64; 2], f64), FormatError> {
    let origin = [cursor.f64("origin x")?, cursor.f64("origin y")?];
    let place = cursor.place();
    let step = cursor.f64("step")?;
    place.rule(step > 0.0, "step", "more than 0", step)?;
    cursor.end()?;
    Ok((origin, step))
}

fn arcs(mut cursor: Cursor<'_>) -> Result<Borders, FormatError> {
    let count = cursor.count("arcs", 5)?;
    let mut arc_ends = Vec::with_capacity(count);
    // Most points take four bytes or more.
    let mut all = Vec::with_capacity(cursor.left() / 4);
    let mut pen = [0, 0];
    for row in 0..count {
        let place = cursor.place().row(row);
        let points = cursor.count("points of an arc", 2)?;
        place.rule(points >= 2, "points of an arc", "at least 2", points)?;
        for _ in 0..points {
            pen = step(&mut cursor, pen)?;
            all.push(pen);
        }
        arc_ends.push(all.len() as u32);
    }
    cursor.end()?;
    all.shrink_to_fit();
    Ok(Borders {
        points: Arc::new(all),
        arc_ends,
        ..Borders::default()
    })
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

fn levels(
    mut cursor: Cursor<'_>,
    borders: &Borders,
    catalogue: &Catalogue,
) -> Result<Vec<LevelBorders>, FormatError> {
    let mut levels: Vec<LevelBorders> = Vec::new();
    let mut reference = 0;
    for _ in 0..cursor.count("levels", 3)? {
        let place = cursor.place();
        let (level, areas) = extent(&mut cursor, catalogue)?;
        let ascending = levels.last().is_none_or(|before| before.level < level);
        place.rule(ascending, "level", "levels ascending", level.0)?;
        let mut own = LevelBorders {
            level,
            first_area: areas[0],
            ..LevelBorders::default()
        };
        let most = cursor.left().min((areas[1] - areas[0]) as usize);
        own.area_ends.reserve_exact(most);
        own.ring_ends.reserve(most);
        // Six neighbours are usual.
        own.refs.reserve(cursor.left().min(most.saturating_mul(6)));
        for area in areas[0]..areas[1] {
            outline(
                &mut cursor,
                borders,
                &mut reference,
                area as usize,
                &mut own,
            )?;
        }
        own.refs.shrink_to_fit();
        levels.push(own);
    }
    cursor.end()?;
    Ok(levels)
}

fn outline(
    cursor: &mut Cursor<'_>,
    borders: &Borders,
    reference: &mut i64,
    area: usize,
    own: &mut LevelBorders,
) -> Result<(), FormatError> {
    for _ in 0..cursor.count("rings", 2)? {
        let place = cursor.place().row(area);
        let first = own.refs.len();
        let mut ends = None;
        let mut closed = true;
        for _ in 0..cursor.count("arcs of a ring", 1)? {
            let place = cursor.place().row(area);
            *reference = reference.saturating_add(cursor.signed()?);
            let found = i32::try_from(*reference).ok();
            let found = found.and_then(|found| Some((found, arc_ends(borders, found)?)));
            let expected = format_args!("one of {} arcs", borders.arc_count());
            let (found, (start, end)) =
                found.ok_or_else(|| place.invalid("arc reference", expected, *reference))?;
            let (begun, before) = ends.unwrap_or((start, start));
            closed &= before == start;
            ends = Some((begun, end));
            own.refs.push(found);
        }
        closed &= ends.is_some_and(|(begun, end)| begun == end);
        let ring = own.refs.get(first..).unwrap_or_default();
        let found = format_args!("{ring:?}");
        place.rule(closed, "ring", "arcs that close", found)?;
        own.end_ring();
    }
    own.end_area();
    Ok(())
}

/// First and last point of the arc that `reference` names, in its direction.
fn arc_ends(borders: &Borders, reference: i32) -> Option<([i32; 2], [i32; 2])> {
    let forward = reference >= 0;
    let arc = borders.arc(if forward { reference } else { !reference } as usize)?;
    let (first, last) = (*arc.first()?, *arc.last()?);
    Some(if forward {
        (first, last)
    } else {
        (last, first)
    })
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
    let mut payload = put_lines(topology);
    section::push(&mut payload, RINGS, &put_rings(topology, levels)?);
    container::seal(Kind::Topology, &payload)
}

/// Writes land around the areas: the arcs of `rings`, whose levels are passed over.
///
/// # Errors
/// A ring that does not close, or more than a file may hold.
#[cfg(feature = "write")]
pub fn encode_context(rings: &Topology) -> Result<Vec<u8>, FormatError> {
    for (row, ring) in rings.arcs.iter().enumerate() {
        let place = Place::file("context").row(row);
        let closed = ring.len() > 1 && ring.first() == ring.last();
        let found = format_args!("{:?}", ring.last());
        place.rule(closed, "ring", "its first point at its end", found)?;
    }
    container::seal(Kind::Context, &put_lines(rings))
}

/// How the grid lies.
#[cfg(feature = "write")]
pub(super) fn put_grid(topology: &Topology) -> Vec<u8> {
    let numbers = topology.origin_m.into_iter().chain([topology.step_m]);
    numbers.flat_map(f64::to_le_bytes).collect()
}

/// The sections of lines on their grid.
#[cfg(feature = "write")]
fn put_lines(topology: &Topology) -> Vec<u8> {
    use super::put;
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
    section::push(&mut payload, GRID, &put_grid(topology));
    section::push(&mut payload, ARCS, &arcs);
    payload
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
