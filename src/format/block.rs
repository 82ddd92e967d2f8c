//! Blocks of observations: one to a file, or several in a pack for the children of one area.
//!
//! A block names its indicator and level by key and counts areas from the level's first, so that
//! its bytes stay the same when other indicators or levels change. Sections: `head` extent, `stat`
//! states, `valu` values, and where there are any `flag`, `part` and `note`. Values are stored for
//! cells with the state "value" alone, companion numbers for cells with a number: what a cell must
//! not say cannot be in the file.

use std::collections::BTreeMap;

use crate::model::{
    Block, Catalogue, Flags, IndicatorIx, LevelIx, PackRef, Part, PartValues, Shape, ValueState,
};

use super::container::{self, Kind};
use super::cursor::Cursor;
use super::error::{FormatError, Place};
use super::section::{self, Section, Tag};
use super::{limits, numbers, rules, runs};

const HEAD: Tag = Tag(*b"head");
const STATES: Tag = Tag(*b"stat");
const FLAGS: Tag = Tag(*b"flag");
const VALUES: Tag = Tag(*b"valu");
const PARTS: Tag = Tag(*b"part");
const NOTES: Tag = Tag(*b"note");
const BLOCK: Tag = Tag(*b"blok");

const STORED_PARTS: [Part; 5] = [
    Part::Numerator,
    Part::Denominator,
    Part::Lower,
    Part::Upper,
    Part::Converted,
];

/// Reads the block that `catalogue` lists under the path `file`.
///
/// # Errors
/// A damaged file, or a block that is not what the catalogue says.
pub fn block(file: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<Block, FormatError> {
    let payload = container::open(file, bytes, Kind::Block)?;
    let block = body(file, &payload, catalogue)?;
    let shape = &block.shape;
    let indicator = catalogue.indicators.get(shape.indicator.index());
    let listed = indicator
        .into_iter()
        .flat_map(|indicator| &indicator.blocks)
        .any(|listed| {
            listed.file.path == file
                && (listed.level, listed.areas, listed.periods)
                    == (shape.level, shape.areas, shape.periods)
        });
    let place = Place::section(file, HEAD);
    place.rule(
        listed,
        "extent",
        "what the catalogue lists for this file",
        format_args!("{shape:?}"),
    )?;
    Ok(block)
}

/// Reads the pack `listed` of `catalogue`, or of one of its lists.
///
/// # Errors
/// A damaged file, or blocks of another level than listed.
pub fn pack(
    listed: &PackRef,
    bytes: &[u8],
    catalogue: &Catalogue,
) -> Result<Vec<Block>, FormatError> {
    let file = listed.file.path.as_str();
    let payload = container::open(file, bytes, Kind::Pack)?;
    let place = Place::file(file);
    let mut blocks = Vec::new();
    for Section { content, .. } in section::split(place, &payload, &[BLOCK])? {
        let block = body(file, content, catalogue)?;
        let found = block.shape.level;
        place.rule(found == listed.level, "level", listed.level.0, found.0)?;
        blocks.push(block);
    }
    Ok(blocks)
}

fn body(file: &str, payload: &[u8], catalogue: &Catalogue) -> Result<Block, FormatError> {
    let place = Place::file(file);
    let known = [HEAD, STATES, FLAGS, VALUES, PARTS, NOTES];
    let sections = section::split(place, payload, &known)?;
    let only = |tag| {
        Ok(Cursor::new(
            file,
            tag,
            section::only(place, &sections, tag)?,
        ))
    };
    let optional = |tag| {
        let content = section::optional(place, &sections, tag)?;
        Ok(content.map(|content| Cursor::new(file, tag, content)))
    };
    let (shape, decimals) = head(only(HEAD)?, catalogue)?;
    let states = states(only(STATES)?, shape.cell_count())?;
    let flags = match optional(FLAGS)? {
        Some(cursor) => flags(cursor, states.len())?,
        None => vec![Flags::NONE; states.len()],
    };
    let values = values(only(VALUES)?, &shape, &states)?;
    let parts = match optional(PARTS)? {
        Some(cursor) => parts(cursor, &shape, &states)?,
        None => Vec::new(),
    };
    let (notes, cell_notes) = match optional(NOTES)? {
        Some(cursor) => notes(cursor, states.len())?,
        None => (Vec::new(), BTreeMap::new()),
    };
    Ok(Block {
        shape,
        decimals,
        states,
        flags,
        values,
        parts,
        notes,
        cell_notes,
    })
}

fn head(mut cursor: Cursor<'_>, catalogue: &Catalogue) -> Result<(Shape, u8), FormatError> {
    let place = cursor.place();
    let key = cursor.text("indicator", limits::KEY_CHARS)?;
    let (number, indicator) = (0..)
        .zip(&catalogue.indicators)
        .find(|(_, indicator)| indicator.key == key)
        .ok_or_else(|| place.invalid("indicator", "a key of the catalogue", key))?;
    let (level, areas) = extent(&mut cursor, catalogue)?;
    let period_count = indicator.periods.len() as u64;
    let start = cursor.at_most("periods", period_count)?;
    let count = cursor.at_most("periods", period_count - start as u64)?;
    let categories = cursor.at_most("category tuples", u64::from(u16::MAX))?;
    let decimals = cursor.u8()?;
    cursor.end()?;
    let expected = indicator.category_count();
    place.rule(
        categories == expected,
        "category tuples",
        expected,
        categories,
    )?;
    place.rule(
        decimals == indicator.decimals,
        "decimals",
        indicator.decimals,
        decimals,
    )?;
    let cells = (areas[1] - areas[0]) as u64 * count as u64 * categories as u64;
    if cells > limits::CELLS {
        return Err(place.too_large("cells", limits::CELLS, cells));
    }
    let shape = Shape {
        indicator: IndicatorIx(number),
        level,
        areas,
        periods: [start as u16, (start + count) as u16],
        categories: categories as u16,
    };
    Ok((shape, decimals))
}

/// A level by key and a run of its areas, counted from the level's first.
pub(crate) fn extent(
    cursor: &mut Cursor<'_>,
    catalogue: &Catalogue,
) -> Result<(LevelIx, [u32; 2]), FormatError> {
    let place = cursor.place();
    let key = cursor.text("level", limits::KEY_CHARS)?;
    let level = catalogue.level(key);
    let level = level.ok_or_else(|| place.invalid("level", "a key of the catalogue", key))?;
    let areas = catalogue
        .levels
        .get(level.index())
        .map_or([0, 0], |level| level.areas);
    let all = u64::from(areas[1].saturating_sub(areas[0]));
    let start = cursor.at_most("areas before", all)?;
    let count = cursor.at_most("areas", all - start as u64)?;
    let first = areas[0] + start as u32;
    Ok((level, [first, first + count as u32]))
}

fn states(mut cursor: Cursor<'_>, cells: usize) -> Result<Vec<ValueState>, FormatError> {
    let known = |code| u8::try_from(code).ok().and_then(ValueState::from_byte);
    let states = runs::decode(&mut cursor, cells, "state", "0 to 8", known)?;
    cursor.end()?;
    Ok(states)
}

fn flags(mut cursor: Cursor<'_>, cells: usize) -> Result<Vec<Flags>, FormatError> {
    let known = |code| u16::try_from(code).ok().map(Flags::from_bits);
    let flags = runs::decode(&mut cursor, cells, "flags", "16 bits", known)?;
    cursor.end()?;
    Ok(flags)
}

fn values(
    mut cursor: Cursor<'_>,
    shape: &Shape,
    states: &[ValueState],
) -> Result<Vec<i64>, FormatError> {
    let place = cursor.place();
    let stored: Vec<bool> = states
        .iter()
        .map(|state| *state == ValueState::Value)
        .collect();
    let values = numbers::decode(&mut cursor, shape, &stored)?;
    cursor.end()?;
    match stored
        .iter()
        .zip(&values)
        .position(|(stored, value)| *stored && *value == 0)
    {
        Some(cell) => Err(place.row(cell).invalid("value", "a number other than 0", 0)),
        None => Ok(values),
    }
}

fn parts(
    mut cursor: Cursor<'_>,
    shape: &Shape,
    states: &[ValueState],
) -> Result<Vec<PartValues>, FormatError> {
    let stored: Vec<bool> = states.iter().map(|state| state.is_number()).collect();
    let mut parts: Vec<PartValues> = Vec::new();
    let mut before = 0;
    for _ in 0..cursor.count("parts", 3)? {
        let place = cursor.place();
        let byte = cursor.u8()?;
        place.rule(byte > before, "part", "1 or more, ascending", byte)?;
        before = byte;
        let decimals = cursor.u8()?;
        let most = format_args!("at most {}", limits::DECIMALS);
        place.rule(decimals <= limits::DECIMALS, "decimals", most, decimals)?;
        let values = numbers::decode(&mut cursor, shape, &stored)?;
        // Later versions may know more companion numbers, in the same layout.
        if let Some(part) = STORED_PARTS.into_iter().find(|part| *part as u8 == byte) {
            parts.push(PartValues {
                part,
                decimals,
                values,
            });
        }
    }
    cursor.end()?;
    Ok(parts)
}

type Notes = (Vec<String>, BTreeMap<u32, u16>);

fn notes(mut cursor: Cursor<'_>, cells: usize) -> Result<Notes, FormatError> {
    let place = cursor.place();
    let count = cursor.count("notes", 2)?;
    let few = count <= usize::from(u16::MAX);
    place.rule(few, "notes", "at most 65535", count)?;
    let mut notes = Vec::with_capacity(count);
    for _ in 0..count {
        notes.push(cursor.text("note", limits::KEY_CHARS)?.to_owned());
    }
    rules::keys(place, "notes", notes.iter().map(String::as_str))?;
    let mut cell_notes = BTreeMap::new();
    let mut next = 0_u64;
    for _ in 0..cursor.count("cells with a note", 2)? {
        let place = cursor.place();
        let cell = next.saturating_add(cursor.varint()?);
        let note = cursor.varint()?;
        place.rule(
            cell < cells as u64,
            "cell of a note",
            format_args!("less than {cells}"),
            cell,
        )?;
        place.rule(
            note < count as u64,
            "note",
            format_args!("less than {count}"),
            note,
        )?;
        cell_notes.insert(cell as u32, note as u16);
        next = cell + 1;
    }
    cursor.end()?;
    Ok((notes, cell_notes))
}

#[cfg(feature = "write")]
pub use write::{encode_block, encode_pack};

#[cfg(feature = "write")]
mod write {
    use super::*;
    use crate::format::put;
    use crate::model::Level;

    /// Writes one block; `indicator` is the key and `level` the level that its shape names.
    ///
    /// # Errors
    /// A number where there must be none, lists of unequal length, or more than a file may hold.
    pub fn encode_block(
        block: &Block,
        indicator: &str,
        level: &Level,
    ) -> Result<Vec<u8>, FormatError> {
        container::seal(Kind::Block, &body(block, indicator, level)?)
    }

    /// Writes several blocks of one `level` into a pack, each with its indicator's key.
    ///
    /// # Errors
    /// As [`encode_block`].
    pub fn encode_pack(blocks: &[(&str, Block)], level: &Level) -> Result<Vec<u8>, FormatError> {
        let mut payload = Vec::new();
        for (indicator, block) in blocks {
            section::push(&mut payload, BLOCK, &body(block, indicator, level)?);
        }
        container::seal(Kind::Pack, &payload)
    }

    fn body(block: &Block, indicator: &str, level: &Level) -> Result<Vec<u8>, FormatError> {
        check_lengths(block, indicator)?;
        let mut payload = Vec::new();
        section::push(&mut payload, HEAD, &head(block, indicator, level)?);
        let mut states = Vec::new();
        runs::encode(&mut states, block.states.iter().map(|state| *state as u64));
        section::push(&mut payload, STATES, &states);
        if block.flags.iter().any(|flags| *flags != Flags::NONE) {
            let mut flags = Vec::new();
            runs::encode(
                &mut flags,
                block.flags.iter().map(|flags| u64::from(flags.bits())),
            );
            section::push(&mut payload, FLAGS, &flags);
        }
        section::push(&mut payload, VALUES, &values(block, indicator)?);
        if !block.parts.is_empty() {
            section::push(&mut payload, PARTS, &parts(block, indicator)?);
        }
        if !block.notes.is_empty() || !block.cell_notes.is_empty() {
            section::push(&mut payload, NOTES, &notes(block));
        }
        Ok(payload)
    }

    fn check_lengths(block: &Block, indicator: &str) -> Result<(), FormatError> {
        let cells = block.shape.cell_count();
        let lists = [block.states.len(), block.flags.len(), block.values.len()];
        let parts = block.parts.iter().map(|part| part.values.len());
        let wrong = lists
            .into_iter()
            .chain(parts)
            .find(|length| *length != cells);
        let place = Place::file(indicator);
        place.rule(wrong.is_none(), "cells", cells, wrong.unwrap_or(cells))
    }

    fn head(block: &Block, indicator: &str, level: &Level) -> Result<Vec<u8>, FormatError> {
        let mut head = Vec::new();
        put::text(&mut head, indicator);
        put_extent(&mut head, indicator, level, block.shape.areas)?;
        put::varint(&mut head, u64::from(block.shape.periods[0]));
        put::varint(&mut head, block.shape.period_count() as u64);
        put::varint(&mut head, u64::from(block.shape.categories));
        head.push(block.decimals);
        Ok(head)
    }

    fn values(block: &Block, indicator: &str) -> Result<Vec<u8>, FormatError> {
        let is_value = |state: &ValueState| *state == ValueState::Value;
        let stored: Vec<bool> = block.states.iter().map(is_value).collect();
        let mut out = Vec::new();
        numbers::encode(&mut out, &block.shape, &stored, &block.values)
            .map_err(|cell| refused(indicator, VALUES, cell))?;
        Ok(out)
    }

    fn parts(block: &Block, indicator: &str) -> Result<Vec<u8>, FormatError> {
        let stored: Vec<bool> = block.states.iter().map(|state| state.is_number()).collect();
        let mut out = vec![block.parts.len() as u8];
        for part in &block.parts {
            out.extend_from_slice(&[part.part as u8, part.decimals]);
            numbers::encode(&mut out, &block.shape, &stored, &part.values)
                .map_err(|cell| refused(indicator, PARTS, cell))?;
        }
        Ok(out)
    }

    /// The number itself is not named: it may be a secret.
    fn refused(indicator: &str, tag: Tag, cell: usize) -> FormatError {
        let expected = "0 where the state is no number, otherwise at most 2^53";
        Place::section(indicator, tag)
            .row(cell)
            .invalid("number", expected, "another number")
    }

    fn notes(block: &Block) -> Vec<u8> {
        let mut out = Vec::new();
        put::varint(&mut out, block.notes.len() as u64);
        for note in &block.notes {
            put::text(&mut out, note);
        }
        put::varint(&mut out, block.cell_notes.len() as u64);
        let mut next = 0;
        for (cell, note) in &block.cell_notes {
            put::varint(&mut out, u64::from(cell - next));
            put::varint(&mut out, u64::from(*note));
            next = cell + 1;
        }
        out
    }
}

/// Appends a level's key and a run of its areas, counted from the level's first.
#[cfg(feature = "write")]
pub(crate) fn put_extent(
    out: &mut Vec<u8>,
    name: &str,
    level: &crate::model::Level,
    areas: [u32; 2],
) -> Result<(), FormatError> {
    use super::put;
    let inside = level.areas[0] <= areas[0] && areas[0] <= areas[1] && areas[1] <= level.areas[1];
    let expected = format_args!("a range within {:?}", level.areas);
    Place::file(name).rule(inside, "areas", expected, format_args!("{areas:?}"))?;
    put::text(out, &level.key);
    put::varint(out, u64::from(areas[0] - level.areas[0]));
    put::varint(out, u64::from(areas[1] - areas[0]));
    Ok(())
}
