//! A layer of facilities: points with a name and a capacity, as four columns in the order of keys.
//!
//! `keys` and `name` hold one entry per line; `spot` per facility the step from the one before, in
//! metres; `capa` per facility 0 where the capacity is not known, else the capacity plus one.

use crate::model::{Catalogue, Facilities, Facility};

use super::container::{self, Kind};
use super::cursor::Cursor;
use super::error::{FormatError, Place};
use super::section::{self, Tag};
use super::topology::step;
use super::{limits, rules};

const KEYS: Tag = Tag(*b"keys");
const NAMES: Tag = Tag(*b"name");
const SPOTS: Tag = Tag(*b"spot");
const CAPACITIES: Tag = Tag(*b"capa");

/// Reads the layer that `catalogue` lists under the path `file`.
///
/// # Errors
/// A damaged file, columns of unequal length, keys out of order, or another number of facilities
/// than the catalogue says.
pub fn facilities(
    file: &str,
    bytes: &[u8],
    catalogue: &Catalogue,
) -> Result<Facilities, FormatError> {
    let payload = container::open(file, bytes, Kind::Facilities)?;
    let place = Place::file(file);
    let mut listed = catalogue.facilities.iter();
    let listed = listed.find(|listed| listed.file.path == file);
    let listed =
        listed.ok_or_else(|| place.invalid("layer", "a layer of the catalogue", "none"))?;
    let known = [KEYS, NAMES, SPOTS, CAPACITIES];
    let sections = section::split(place, &payload, &known)?;
    let column = |tag| section::only(place, &sections, tag);
    let keys = lines(Place::section(file, KEYS), column(KEYS)?)?;
    let names = lines(Place::section(file, NAMES), column(NAMES)?)?;
    let expected = listed.count as usize;
    place.rule(keys.len() == expected, "facilities", expected, keys.len())?;
    place.rule(names.len() == expected, "names", expected, names.len())?;
    let mut spots = Cursor::new(file, SPOTS, column(SPOTS)?);
    let mut capacities = Cursor::new(file, CAPACITIES, column(CAPACITIES)?);
    let mut points: Vec<Facility> = Vec::with_capacity(keys.len());
    for (row, (key, name)) in keys.into_iter().zip(names).enumerate() {
        let before = points.last();
        let place = Place::section(file, KEYS).row(row);
        rules::key(place, "key", key)?;
        let ascending = before.is_none_or(|before| before.key.as_str() < key);
        place.rule(ascending, "key", "keys ascending", key)?;
        points.push(Facility {
            key: key.to_owned(),
            name: name.to_owned(),
            at_m: step(&mut spots, before.map_or([0, 0], |before| before.at_m))?,
            capacity: capacity(&mut capacities)?,
        });
    }
    spots.end()?;
    capacities.end()?;
    Ok(Facilities {
        key: listed.key.clone(),
        system: listed.system.clone(),
        sources: listed.sources.clone(),
        unit: listed.unit.clone(),
        points,
    })
}

/// The lines of a column, none empty or longer than a name may be.
fn lines<'a>(place: Place<'_>, column: &'a [u8]) -> Result<Vec<&'a str>, FormatError> {
    let text = std::str::from_utf8(column);
    let text = text.map_err(|error| place.invalid("lines", "UTF-8", error))?;
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    for (row, line) in lines.iter().enumerate() {
        let sound = (1..=limits::NAME_BYTES).contains(&line.len());
        let place = place.row(row);
        place.rule(sound, "line", "1 to 400 bytes", line.len())?;
    }
    Ok(lines)
}

fn capacity(cursor: &mut Cursor<'_>) -> Result<Option<u32>, FormatError> {
    let stored = cursor.at_most("places", u64::from(u32::MAX))?;
    Ok(stored.checked_sub(1).map(|capacity| capacity as u32))
}

/// Writes a layer; its points are sorted by key.
///
/// # Errors
/// A name that cannot stand on a line, a point beyond the map plane, a capacity beyond 32 bits less
/// one, or more than one file may hold.
#[cfg(feature = "write")]
pub fn encode_facilities(layer: &Facilities) -> Result<Vec<u8>, FormatError> {
    use super::put;
    let (mut keys, mut names) = (Vec::new(), Vec::new());
    let (mut spots, mut capacities) = (Vec::new(), Vec::new());
    let mut pen = [0, 0];
    for (row, point) in layer.points.iter().enumerate() {
        let place = Place::file(&layer.key).row(row);
        check(place, point)?;
        for (column, line) in [(&mut keys, &point.key), (&mut names, &point.name)] {
            column.extend_from_slice(line.as_bytes());
            column.push(b'\n');
        }
        super::topology::put_step(&mut spots, &mut pen, point.at_m);
        let stored = point.capacity.map_or(0, |capacity| u64::from(capacity) + 1);
        put::varint(&mut capacities, stored);
    }
    let mut payload = Vec::new();
    let columns = [
        (KEYS, keys),
        (NAMES, names),
        (SPOTS, spots),
        (CAPACITIES, capacities),
    ];
    for (tag, column) in columns {
        section::push(&mut payload, tag, &column);
    }
    container::seal(Kind::Facilities, &payload)
}

#[cfg(feature = "write")]
fn check(place: Place<'_>, point: &Facility) -> Result<(), FormatError> {
    rules::key(place, "key", &point.key)?;
    let fits = (1..=limits::NAME_BYTES).contains(&point.name.len());
    let one_line = fits && !point.name.contains('\n');
    place.rule(one_line, "name", "one line of 1 to 400 bytes", &point.name)?;
    let near = |metres: &i32| i64::from(*metres).abs() <= limits::COORDINATE;
    let expected = format_args!("within {} metres of the origin", limits::COORDINATE);
    let found = format_args!("{:?}", point.at_m);
    place.rule(point.at_m.iter().all(near), "place", expected, found)?;
    let most = u32::MAX - 1;
    let found = point.capacity.unwrap_or(0);
    place.rule(
        found <= most,
        "capacity",
        format_args!("at most {most}"),
        found,
    )
}
