//! The coarsest band of outlines told in fewer bytes: borders as a net, coded bit by bit.
//!
//! Sections: `grid` as in a topology; `levl` the levels, and which of their areas each area of the
//! last one belongs to; `mesh` the number of borders and of their points, then the walk over them.
//! `walk.rs` says what is told when, `bits.rs` how.

mod bits;
mod net;
mod walk;
#[cfg(feature = "write")]
mod write;

use std::sync::Arc;

use crate::model::{Borders, Catalogue, LevelBorders};

use super::block::extent;
use super::container::{self, Kind};
use super::cursor::Cursor;
use super::error::{FormatError, Place};
use super::limits;
use super::section::{self, Tag};
use super::topology::{GRID, grid};
use bits::BitReader;
use net::Net;
use walk::{Guide, Walk};

#[cfg(feature = "write")]
pub use write::{encode_mesh, mesh_order};

const LEVELS: Tag = Tag(*b"levl");
const MESH: Tag = Tag(*b"mesh");

/// Borders and points that a byte can stand for.
const PER_BYTE: usize = 16;

impl Guide for BitReader<'_> {}

/// Reads the coarsest band from a mesh.
///
/// # Errors
/// A damaged file, areas that do not exist, levels the catalogue lacks.
pub fn mesh(file: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<Borders, FormatError> {
    let payload = container::open(file, bytes, Kind::Mesh)?;
    let place = Place::file(file);
    let sections = section::split(place, &payload, &[GRID, LEVELS, MESH])?;
    let cursor = |tag| {
        Ok(Cursor::new(
            file,
            tag,
            section::only(place, &sections, tag)?,
        ))
    };
    let (origin_m, step_m) = grid(cursor(GRID)?)?;
    let levels = levels(cursor(LEVELS)?, catalogue)?;
    let areas = levels.last().map_or(0, |level| level.areas[1]);
    let net = net(cursor(MESH)?, areas)?;
    let level = |it: &Level| {
        let own = LevelBorders {
            level: it.level,
            first_area: it.areas[0],
            ..LevelBorders::default()
        };
        net.level(own, &it.owners, it.areas[1] as usize)
    };
    Ok(Borders {
        origin_m,
        step_m,
        bands: 1,
        levels: levels.iter().map(level).collect(),
        points: Arc::new(net.points),
        arc_ends: net.ends,
    })
}

/// A level: its first area and their number, and which of them each area of the last level belongs to,
/// counted from 1.
struct Level {
    level: crate::model::LevelIx,
    areas: [u32; 2],
    owners: Vec<u32>,
}

fn levels(mut cursor: Cursor<'_>, catalogue: &Catalogue) -> Result<Vec<Level>, FormatError> {
    let mut levels: Vec<Level> = Vec::new();
    for _ in 0..cursor.count("levels", 3)? {
        let place = cursor.place();
        let (level, [first, end]) = extent(&mut cursor, catalogue)?;
        let ascending = levels.last().is_none_or(|before| before.level < level);
        place.rule(ascending, "level", "levels ascending", level.0)?;
        levels.push(Level {
            level,
            areas: [first, end - first],
            owners: Vec::new(),
        });
    }
    let place = cursor.place();
    let Some((last, coarser)) = levels.split_last_mut() else {
        return Err(place.invalid("levels", "at least 1", 0));
    };
    last.owners = (1..=last.areas[1]).collect();
    for level in coarser {
        let mut owner = 0;
        for _ in 0..last.areas[1] {
            let place = cursor.place();
            owner += cursor
                .signed()?
                .clamp(-limits::COORDINATE, limits::COORDINATE);
            let known = (0..=i64::from(level.areas[1])).contains(&owner);
            let expected = format_args!("one of {}", level.areas[1]);
            place.rule(known, "area above", expected, owner)?;
            level.owners.push(owner as u32);
        }
    }
    cursor.end()?;
    Ok(levels)
}

fn net(mut cursor: Cursor<'_>, areas: u32) -> Result<Net, FormatError> {
    let most = (cursor.left() * PER_BYTE) as u64;
    let borders = cursor.at_most("borders", most)?;
    let points = cursor.at_most("points", most)?;
    let place = cursor.place();
    let coded = cursor.take(cursor.left())?;
    let mut walk = Walk::new(BitReader::new(coded), place, borders, points, areas);
    walk.run(|reader| reader.read() > coded.len() + 8)?;
    let read = walk.guide.read();
    place.rule(read == coded.len(), "mesh", coded.len(), read)?;
    Ok(walk.net)
}
