//! JSON files and payloads.

use serde::de::DeserializeOwned;

use super::container::VERSION;
use super::error::{FormatError, FormatErrorKind, Place};

/// `text` as a `T`; `expected` names it in the message.
pub(crate) fn parse<T: DeserializeOwned>(
    place: Place<'_>,
    expected: &'static str,
    text: &[u8],
) -> Result<T, FormatError> {
    serde_json::from_slice(text).map_err(|error| {
        let found = error.to_string().into();
        place.error(FormatErrorKind::Json { expected, found })
    })
}

#[derive(serde::Deserialize)]
struct Version {
    teilraum: String,
}

/// That this reader may read a JSON file, before its fields are looked at.
pub(crate) fn check_version(place: Place<'_>, text: &[u8]) -> Result<(), FormatError> {
    let Version { teilraum } = parse(place, "a Teilraum file with its format version", text)?;
    let (major, minor) = teilraum.split_once('.').unwrap_or((&teilraum, ""));
    let number = |text: &str| text.parse::<u8>().ok();
    match number(major).zip(number(minor)) {
        Some((major, _)) if major == VERSION.0 => Ok(()),
        Some(_) => Err(place.error(FormatErrorKind::NeedsNewerReader {
            expected: format!("format version {}.x", VERSION.0).into(),
            found: teilraum.into(),
        })),
        None => Err(place.invalid("teilraum", "a version as major.minor", teilraum)),
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
