//! Lists of packs, for levels whose areas have so many parents that the catalogue, which every
//! visit reads, would grow by them. Section `pack`: a JSON list as in the catalogue.

use crate::model::{Catalogue, PackRef};

use super::container::{self, Kind};
use super::error::{FormatError, Place};
use super::section::{self, Tag};
use super::{catalogue, json, read};

const PACKS: Tag = Tag(*b"pack");

/// Reads a list of packs.
///
/// # Errors
/// A damaged file, packs out of order or of levels that the catalogue lacks.
pub fn pack_list(file: &str, bytes: &[u8], of: &Catalogue) -> Result<Vec<PackRef>, FormatError> {
    let payload = container::open(file, bytes, Kind::PackList)?;
    let sections = section::split(Place::file(file), &payload, &[PACKS])?;
    let text = section::only(Place::file(file), &sections, PACKS)?;
    let place = Place::section(file, PACKS);
    let packs = json::parse(place, "a list of packs", text, |node| {
        node.rows(read::pack_ref)
    })?;
    catalogue::packs(place, &packs, of.levels.len())?;
    Ok(packs)
}

/// Writes a list of packs, ascending by level and parent.
///
/// # Errors
/// More than one file may hold.
#[cfg(feature = "write")]
pub fn encode_pack_list(packs: &[PackRef]) -> Result<Vec<u8>, FormatError> {
    let text = json::encode(Place::file("packs"), &packs)?;
    let mut payload = Vec::new();
    section::push(&mut payload, PACKS, &text);
    container::seal(Kind::PackList, &payload)
}
