//! Words of one language: short ones that every view needs, and long ones fetched on demand.

use crate::model::{DefinitionText, Lookup, Texts};

use super::container::{self, Kind};
use super::error::{FormatError, Place};
use super::node::Node;
use super::section::{self, Tag};
use super::{json, read};

const TEXT: Tag = Tag(*b"text");

/// Reads the words of one language.
///
/// # Errors
/// A damaged file, or words of another language than `language`.
pub fn texts(file: &str, bytes: &[u8], language: &str) -> Result<Texts, FormatError> {
    let texts = words(file, bytes, Kind::Texts, "texts", read::texts)?;
    let place = Place::section(file, TEXT);
    place.rule(
        texts.language == language,
        "language",
        language,
        &texts.language,
    )?;
    Ok(texts)
}

/// Reads the long words of one language, by indicator key.
///
/// # Errors
/// A damaged file.
pub fn definitions(file: &str, bytes: &[u8]) -> Result<Lookup<DefinitionText>, FormatError> {
    words(
        file,
        bytes,
        Kind::Definitions,
        "definitions by indicator key",
        |node| node.entries(read::definition),
    )
}

fn words<T>(
    file: &str,
    bytes: &[u8],
    kind: Kind,
    expected: &'static str,
    read: impl FnOnce(&Node<'_>) -> T,
) -> Result<T, FormatError> {
    let payload = container::open(file, bytes, kind)?;
    let sections = section::split(Place::file(file), &payload, &[TEXT])?;
    let text = section::only(Place::file(file), &sections, TEXT)?;
    json::parse(Place::section(file, TEXT), expected, text, read)
}

/// Writes the words of one language.
///
/// # Errors
/// More than one file may hold.
#[cfg(feature = "write")]
pub fn encode_texts(texts: &Texts) -> Result<Vec<u8>, FormatError> {
    write(Kind::Texts, texts)
}

/// Writes the long words of one language.
///
/// # Errors
/// More than one file may hold.
#[cfg(feature = "write")]
pub fn encode_definitions(definitions: &Lookup<DefinitionText>) -> Result<Vec<u8>, FormatError> {
    write(Kind::Definitions, definitions)
}

#[cfg(feature = "write")]
fn write<T: serde::Serialize>(kind: Kind, words: &T) -> Result<Vec<u8>, FormatError> {
    let mut payload = Vec::new();
    section::push(
        &mut payload,
        TEXT,
        &json::encode(Place::file(kind.name()), words)?,
    );
    container::seal(kind, &payload)
}
