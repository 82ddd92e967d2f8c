//! JSON files and payloads.

use super::container::{READ, VERSION, is_readable};
use super::error::{FormatError, FormatErrorKind, Place};
use super::node::{self, Node};
use super::tree::Tree;

/// The tree written in `text`; `expected` names it in the message.
pub(crate) fn tree<'t>(
    place: Place<'_>,
    expected: &'static str,
    text: &'t [u8],
) -> Result<Tree<'t>, FormatError> {
    Tree::parse(text).map_err(|error| malformed(place, expected, &error))
}

fn malformed(place: Place<'_>, expected: &'static str, error: &serde_json::Error) -> FormatError {
    let found = error.to_string().into();
    place.error(FormatErrorKind::Json { expected, found })
}

/// What `read` makes of each entry of the list in `text`; `expected` names it in the message.
pub(crate) fn rows<T>(
    place: Place<'_>,
    expected: &'static str,
    text: &[u8],
    read: impl Fn(&Node<'_>) -> T,
) -> Result<Vec<T>, FormatError> {
    let malformed = |error| malformed(place, expected, &error);
    node::read_rows(text, malformed, place, read)
}

/// What `read` makes of the JSON in `text`; `expected` names it in the message.
pub(crate) fn parse<T>(
    place: Place<'_>,
    expected: &'static str,
    text: &[u8],
    read: impl FnOnce(&Node<'_>) -> T,
) -> Result<T, FormatError> {
    node::read(place, &tree(place, expected, text)?, read)
}

/// As [`parse`], for a file of its own: looks at its format version before its fields.
pub(crate) fn parse_file<T>(
    place: Place<'_>,
    expected: &'static str,
    text: &[u8],
    read: impl FnOnce(&Node<'_>) -> T,
) -> Result<T, FormatError> {
    let tree = tree(place, expected, text)?;
    let version = node::read(place, &tree, |node| node.field("teilraum", node::text))?;
    check_version(place, &version)?;
    node::read(place, &tree, read)
}

/// That this reader may read a file of the format version `version`.
fn check_version(place: Place<'_>, version: &str) -> Result<(), FormatError> {
    let (major, minor) = version.split_once('.').unwrap_or((version, ""));
    let number = |text: &str| text.parse::<u8>().ok();
    match number(major).zip(number(minor)) {
        Some(version) if is_readable(version) => Ok(()),
        Some(_) => Err(place.error(FormatErrorKind::NeedsNewerReader {
            expected: READ.into(),
            found: version.into(),
        })),
        None => Err(place.invalid("teilraum", "a version as major.minor", version)),
    }
}

/// The format version as JSON files carry it.
#[must_use]
pub fn version_text() -> String {
    format!("{}.{}", VERSION.0, VERSION.1)
}

/// `value` as compact JSON.
#[cfg(feature = "write")]
pub(crate) fn encode<T: serde::Serialize>(
    place: Place<'_>,
    value: &T,
) -> Result<Vec<u8>, FormatError> {
    serde_json::to_vec(value).map_err(|error| {
        let found = error.to_string().into();
        place.error(FormatErrorKind::Json {
            expected: "a value that JSON can hold",
            found,
        })
    })
}
