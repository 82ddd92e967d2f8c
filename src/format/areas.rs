//! Areas: files of kind `areas`, each holding a run of the list as JSON.
//!
//! [`areas`] reads one file; [`area_run`] also checks what its place in the list demands: order,
//! levels, parents, successors. [`join_areas`] puts all files of a catalogue together.

use crate::model::{Area, AreaIx, Areas, Catalogue, Level};

use super::container::{self, Kind};
use super::error::{FormatError, Place};
use super::section::{self, Tag};
use super::{json, limits, read, rules};

const AREA: Tag = Tag(*b"area");

/// Reads one file of areas.
///
/// # Errors
/// A damaged file, or text that holds no areas.
pub fn areas(file: &str, bytes: &[u8]) -> Result<Vec<Area>, FormatError> {
    let payload = container::open(file, bytes, Kind::Areas)?;
    let place = Place::file(file);
    let sections = section::split(place, &payload, &[AREA])?;
    let text = section::only(place, &sections, AREA)?;
    let place = Place::section(file, AREA);
    let areas = json::rows(place, "a list of areas", text, read::area)?;
    for (row, area) in areas.iter().enumerate() {
        let place = place.row(row);
        rules::key(place, "key", &area.key)?;
        rules::key(place, "kind", &area.kind)?;
        for (what, name) in [
            ("name", &area.name),
            ("short", &area.short),
            ("locative", &area.locative),
        ] {
            let sound = (1..=limits::NAME_BYTES).contains(&name.len());
            place.rule(sound, what, "1 to 400 bytes", name.len())?;
        }
    }
    Ok(areas)
}

/// The short name of an area that has no other: its name up to the first comma.
pub(crate) fn first_part(name: &str) -> &str {
    let comma = name.bytes().position(|byte| byte == b',');
    comma.and_then(|at| name.get(..at)).unwrap_or(name)
}

/// Reads the areas that `catalogue` lists under the path `file`, with the position of the first.
///
/// # Errors
/// A damaged file, or areas that are not what the catalogue says.
pub fn area_run(
    file: &str,
    bytes: &[u8],
    catalogue: &Catalogue,
) -> Result<(u32, Vec<Area>), FormatError> {
    let place = Place::file(file);
    let listed = catalogue.areas.iter().find(|listed| listed.path == file);
    let listed = listed.ok_or_else(|| place.invalid("areas", "a file of the catalogue", "none"))?;
    let areas = areas(file, bytes)?;
    let [start, end] = listed.areas;
    let expected = end.saturating_sub(start) as usize;
    place.rule(areas.len() == expected, "areas", expected, areas.len())?;
    check_run(place, start, &areas, &catalogue.levels)?;
    Ok((start, areas))
}

/// The areas of all files of `catalogue`, in its order.
///
/// # Errors
/// Areas that do not fit the catalogue's levels, are out of order, or point outside.
pub fn join_areas(
    parts: impl IntoIterator<Item = Vec<Area>>,
    catalogue: &Catalogue,
) -> Result<Areas, FormatError> {
    let areas: Vec<Area> = parts.into_iter().flatten().collect();
    let place = Place::file(catalogue.areas.first().map_or("areas", |file| &file.path));
    let expected = catalogue
        .levels
        .last()
        .map_or(0, |level| level.areas[1] as usize);
    place.rule(areas.len() == expected, "areas", expected, areas.len())?;
    check_run(place, 0, &areas, &catalogue.levels)?;
    Ok(Areas(areas))
}

/// That `areas`, the first of which has the position `start`, fit `levels`.
fn check_run(
    place: Place<'_>,
    start: u32,
    areas: &[Area],
    levels: &[Level],
) -> Result<(), FormatError> {
    let mut before: Option<(usize, &str)> = None;
    for (row, area) in (start..).zip(areas) {
        let place = place.row((row - start) as usize);
        let own = levels
            .iter()
            .enumerate()
            .find(|(_, level)| level.range().contains(&row));
        let Some((number, level)) = own else {
            return Err(place.invalid("areas", "an area of a level", row));
        };
        place.rule(area.level.index() == number, "level", number, area.level.0)?;
        let this = Some((number, area.key.as_str()));
        let expected = "keys ascending within a level";
        place.rule(before < this, "key", expected, &area.key)?;
        before = this;
        relations(place, AreaIx(row), area, level, levels)?;
    }
    Ok(())
}

fn relations(
    place: Place<'_>,
    ix: AreaIx,
    area: &Area,
    level: &Level,
    levels: &[Level],
) -> Result<(), FormatError> {
    if let Some(parent) = area.parent {
        let above = level.parent.and_then(|level| levels.get(level.index()));
        let inside = above.is_some_and(|above| above.range().contains(&parent.0));
        place.rule(inside, "parent", "an area of the parent level", parent.0)?;
    }
    for successor in &area.successors {
        let other = *successor != ix && level.range().contains(&successor.0);
        place.rule(
            other,
            "successors",
            "another area of its level",
            successor.0,
        )?;
    }
    if let (Some(from), Some(to)) = (area.valid_from, area.valid_to) {
        place.rule(
            from < to,
            "valid_to",
            format_args!("a day after {from}"),
            to,
        )?;
    }
    Ok(())
}

/// Writes one file of areas.
///
/// # Errors
/// More than one file may hold.
#[cfg(feature = "write")]
pub fn encode_areas(areas: &[Area]) -> Result<Vec<u8>, FormatError> {
    let written: Vec<Written<'_>> = areas.iter().map(Written::of).collect();
    let text = json::encode(Place::file("areas"), &written)?;
    let mut payload = Vec::new();
    section::push(&mut payload, AREA, &text);
    container::seal(Kind::Areas, &payload)
}

/// An area as it is written: the short name only where it is not the first part of the name, and
/// `#` for it at the end of the locative. Names are most of a first view's areas.
#[cfg(feature = "write")]
#[derive(serde::Serialize)]
struct Written<'a> {
    key: &'a str,
    level: crate::model::LevelIx,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<AreaIx>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<&'a str>,
    kind: &'a str,
    locative: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Option<crate::model::Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<crate::model::Date>,
    #[serde(skip_serializing_if = "<[AreaIx]>::is_empty")]
    successors: &'a [AreaIx],
}

#[cfg(feature = "write")]
impl<'a> Written<'a> {
    fn of(area: &'a Area) -> Self {
        let own = area.short != first_part(&area.name);
        Self {
            key: &area.key,
            level: area.level,
            parent: area.parent,
            name: &area.name,
            short: own.then_some(&area.short),
            kind: &area.kind,
            locative: pattern(&area.locative, &area.short),
            valid_from: area.valid_from,
            valid_to: area.valid_to,
            successors: &area.successors,
        }
    }
}

/// The locative with `#` for the short name that it ends with, and `##` for each `#` of its own.
#[cfg(feature = "write")]
fn pattern(locative: &str, short: &str) -> String {
    let before = locative.strip_suffix(short);
    match before.filter(|before| before.ends_with(' ')) {
        Some(before) => before.replace('#', "##") + "#",
        None => locative.replace('#', "##"),
    }
}
