//! Who borders whom, and where labels go, for all levels of an area system.
//!
//! Section `adja`: per level and area the number of neighbours, the first one counted from the
//! level's first area, and the steps to the next ones. Section `labl`: per level and area 0, or 1
//! and the step from the label point before.

use crate::model::{Catalogue, Neighbours};

use super::block::extent;
use super::container::{self, Kind};
use super::cursor::Cursor;
use super::error::{FormatError, Place};
use super::section::{self, Tag};
use super::topology::step;

const LISTS: Tag = Tag(*b"adja");
const LABELS: Tag = Tag(*b"labl");

/// Reads neighbours and label points, one entry per level.
///
/// # Errors
/// A damaged file, neighbours outside the level or out of order, levels the catalogue lacks.
pub fn neighbours(
    file: &str,
    bytes: &[u8],
    catalogue: &Catalogue,
) -> Result<Vec<Neighbours>, FormatError> {
    read(file, bytes, catalogue, &mut |lists, areas| {
        let mut all = Vec::with_capacity(lists.left().min((areas[1] - areas[0]) as usize));
        let mut list = Vec::new();
        for area in areas[0]..areas[1] {
            area_list(lists, areas, area, &mut list)?;
            all.push(list.as_slice().to_vec());
        }
        Ok(all)
    })
}

/// As [`neighbours`], without the lists, which are checked only: a million of them are a burden.
///
/// # Errors
/// As [`neighbours`].
pub fn label_points(
    file: &str,
    bytes: &[u8],
    catalogue: &Catalogue,
) -> Result<Vec<Neighbours>, FormatError> {
    read(file, bytes, catalogue, &mut |lists, areas| {
        let mut list = Vec::new();
        for area in areas[0]..areas[1] {
            area_list(lists, areas, area, &mut list)?;
        }
        Ok(Vec::new())
    })
}

/// The lists of the areas from one position to another.
type ReadLists<'r> =
    dyn FnMut(&mut Cursor<'_>, [u32; 2]) -> Result<Vec<Vec<u32>>, FormatError> + 'r;

fn read(
    file: &str,
    bytes: &[u8],
    catalogue: &Catalogue,
    read_lists: &mut ReadLists<'_>,
) -> Result<Vec<Neighbours>, FormatError> {
    let payload = container::open(file, bytes, Kind::Neighbours)?;
    let place = Place::file(file);
    let sections = section::split(place, &payload, &[LISTS, LABELS])?;
    let cursor = |tag| {
        Ok(Cursor::new(
            file,
            tag,
            section::only(place, &sections, tag)?,
        ))
    };
    let (mut lists, mut labels) = (cursor(LISTS)?, cursor(LABELS)?);
    let mut all: Vec<Neighbours> = Vec::new();
    for _ in 0..lists.count("levels", 3)? {
        let here = lists.place();
        let (level, areas) = extent(&mut lists, catalogue)?;
        let ascending = all.last().is_none_or(|before| before.level < level);
        here.rule(ascending, "level", "levels ascending", level.0)?;
        all.push(Neighbours {
            level,
            first_area: areas[0],
            lists: read_lists(&mut lists, areas)?,
            label_points: points(&mut labels, areas)?,
        });
    }
    lists.end()?;
    labels.end()?;
    Ok(all)
}

/// Reads the neighbours of one area into `list`.
fn area_list(
    cursor: &mut Cursor<'_>,
    areas: [u32; 2],
    area: u32,
    list: &mut Vec<u32>,
) -> Result<(), FormatError> {
    list.clear();
    let mut next = u64::from(areas[0]);
    for _ in 0..cursor.count("neighbours", 1)? {
        let place = cursor.place().row(area as usize);
        next = next.saturating_add(cursor.varint()?);
        let other = u32::try_from(next)
            .ok()
            .filter(|n| *n < areas[1] && *n != area);
        let expected = "another area of the level";
        list.push(other.ok_or_else(|| place.invalid("neighbour", expected, next))?);
        next += 1;
    }
    Ok(())
}

fn points(cursor: &mut Cursor<'_>, areas: [u32; 2]) -> Result<Vec<Option<[i32; 2]>>, FormatError> {
    let mut pen = [0, 0];
    let mut points = Vec::with_capacity(cursor.left().min((areas[1] - areas[0]) as usize));
    for area in areas[0]..areas[1] {
        let place = cursor.place().row(area as usize);
        points.push(match cursor.u8()? {
            0 => None,
            1 => {
                pen = step(cursor, pen)?;
                Some(pen)
            }
            other => return Err(place.invalid("label point", "0 or 1", other)),
        });
    }
    Ok(points)
}

/// Writes neighbours and label points; `levels` are the catalogue's.
///
/// # Errors
/// A level or areas that do not exist, lists of unequal length, or more than a file may hold.
#[cfg(feature = "write")]
pub fn encode_neighbours(
    all: &[Neighbours],
    levels: &[crate::model::Level],
) -> Result<Vec<u8>, FormatError> {
    use super::put;
    let place = Place::file("neighbours");
    let (mut lists, mut labels) = (Vec::new(), Vec::new());
    put::varint(&mut lists, all.len() as u64);
    for one in all {
        let level = levels.get(one.level.index());
        let level = level.ok_or_else(|| place.invalid("level", "a level", one.level.0))?;
        let count = one.lists.len();
        let equal = count == one.label_points.len();
        place.rule(equal, "label points", count, one.label_points.len())?;
        let areas = [one.first_area, one.first_area + count as u32];
        super::block::put_extent(&mut lists, "neighbours", level, areas)?;
        for list in &one.lists {
            put::varint(&mut lists, list.len() as u64);
            let mut next = areas[0];
            for other in list {
                let step = other.checked_sub(next);
                let step = step.ok_or_else(|| place.invalid("neighbours", "ascending", other))?;
                put::varint(&mut lists, u64::from(step));
                next = other + 1;
            }
        }
        let mut pen = [0, 0];
        for point in &one.label_points {
            labels.push(u8::from(point.is_some()));
            if let Some(point) = point {
                super::topology::put_step(&mut labels, &mut pen, *point);
            }
        }
    }
    let mut payload = Vec::new();
    section::push(&mut payload, LISTS, &lists);
    section::push(&mut payload, LABELS, &labels);
    container::seal(Kind::Neighbours, &payload)
}
