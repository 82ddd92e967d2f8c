//! The search index: words that lead to areas beyond their names and keys, as three columns.
//!
//! `word` holds the words, sorted, one per line; `kind` one byte per word; `area` per word the
//! number of areas, the first area and the steps to the next ones.

use crate::model::{AreaIx, SearchTerm, TermKind};

use super::container::{self, Kind};
use super::cursor::Cursor;
use super::error::{FormatError, Place};
use super::limits;
use super::section::{self, Tag};

const WORD: Tag = Tag(*b"word");
const KIND: Tag = Tag(*b"kind");
const AREA: Tag = Tag(*b"area");

const KINDS: [TermKind; 4] = [
    TermKind::FormerName,
    TermKind::Place,
    TermKind::Postcode,
    TermKind::Alias,
];

/// Reads a search index for a bundle of `areas` areas.
///
/// # Errors
/// A damaged file, words out of order, or areas that the bundle does not have.
pub fn search(file: &str, bytes: &[u8], areas: u32) -> Result<Vec<SearchTerm>, FormatError> {
    let payload = container::open(file, bytes, Kind::Search)?;
    let place = Place::file(file);
    let sections = section::split(place, &payload, &[WORD, KIND, AREA])?;
    let column = |tag| section::only(place, &sections, tag);
    let words = words(file, column(WORD)?)?;
    let mut kinds = Cursor::new(file, KIND, column(KIND)?);
    let mut lists = Cursor::new(file, AREA, column(AREA)?);
    let mut terms: Vec<SearchTerm> = Vec::with_capacity(words.len());
    for (row, term) in words.into_iter().enumerate() {
        let kind = kind(&mut kinds)?;
        let areas = area_list(&mut lists, areas)?;
        let term = SearchTerm {
            term: term.to_owned(),
            kind,
            areas,
        };
        let ascending = terms.last().is_none_or(|before| *before < term);
        let place = Place::section(file, WORD).row(row);
        place.rule(ascending, "word", "words ascending", &term.term)?;
        terms.push(term);
    }
    kinds.end()?;
    lists.end()?;
    Ok(terms)
}

fn words<'a>(file: &str, column: &'a [u8]) -> Result<Vec<&'a str>, FormatError> {
    let place = Place::section(file, WORD);
    let text = std::str::from_utf8(column);
    let text = text.map_err(|error| place.invalid("words", "UTF-8", error))?;
    let words: Vec<&str> = text.split_terminator('\n').collect();
    let sound = words
        .iter()
        .position(|word| !(1..=limits::NAME_BYTES).contains(&word.len()));
    match sound {
        Some(row) => Err(place
            .row(row)
            .invalid("word", "1 to 400 bytes", "none or more")),
        None => Ok(words),
    }
}

fn kind(kinds: &mut Cursor<'_>) -> Result<TermKind, FormatError> {
    let place = kinds.place();
    let byte = kinds.u8()?;
    let kind = KINDS.get(usize::from(byte)).copied();
    kind.ok_or_else(|| place.invalid("kind", "0 to 3", byte))
}

fn area_list(lists: &mut Cursor<'_>, areas: u32) -> Result<Vec<AreaIx>, FormatError> {
    let count = lists.count("areas of a word", 1)?;
    let mut list = Vec::with_capacity(count);
    let mut next = 0_u64;
    for _ in 0..count {
        let place = lists.place();
        next = next.saturating_add(lists.varint()?);
        let area = u32::try_from(next).ok().filter(|area| *area < areas);
        let expected = format_args!("less than {areas}");
        list.push(AreaIx(
            area.ok_or_else(|| place.invalid("area", expected, next))?,
        ));
        next += 1;
    }
    Ok(list)
}

/// Writes a search index; `terms` and their areas are sorted.
///
/// # Errors
/// A word that cannot stand on a line, or more than one file may hold.
#[cfg(feature = "write")]
pub fn encode_search(terms: &[SearchTerm]) -> Result<Vec<u8>, FormatError> {
    use super::put;
    let place = Place::section("search", WORD);
    let (mut words, mut kinds, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    for (row, term) in terms.iter().enumerate() {
        let one_line = !term.term.contains('\n');
        place
            .row(row)
            .rule(one_line, "word", "a single line", &term.term)?;
        words.extend_from_slice(term.term.as_bytes());
        words.push(b'\n');
        kinds.extend(
            KINDS
                .iter()
                .position(|kind| *kind == term.kind)
                .map(|at| at as u8),
        );
        put::varint(&mut lists, term.areas.len() as u64);
        let mut next = 0;
        for area in &term.areas {
            let step = u64::from(area.0).checked_sub(next);
            let step = step.ok_or_else(|| place.row(row).invalid("areas", "ascending", area.0))?;
            put::varint(&mut lists, step);
            next = u64::from(area.0) + 1;
        }
    }
    let mut payload = Vec::new();
    for (tag, column) in [(WORD, words), (KIND, kinds), (AREA, lists)] {
        section::push(&mut payload, tag, &column);
    }
    container::seal(Kind::Search, &payload)
}
