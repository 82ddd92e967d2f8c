//! `manifest.json`: the one file that changes.

use crate::model::Manifest;

use super::error::{FormatError, Place};
use super::{json, limits, read, rules};

/// Reads `manifest.json`.
///
/// # Errors
/// Too large, no JSON, another format version, or paths that are none.
pub fn manifest(file: &str, bytes: &[u8]) -> Result<Manifest, FormatError> {
    let place = Place::file(file);
    if bytes.len() as u64 > limits::MANIFEST_BYTES {
        return Err(place.too_large("bytes", limits::MANIFEST_BYTES, bytes.len() as u64));
    }
    let manifest = json::parse_file(place, "a manifest", bytes, read::manifest)?;
    rules::path(place, "generation", &manifest.generation)?;
    if let Some(previous) = &manifest.previous {
        rules::path(place, "previous", previous)?;
    }
    if manifest.first.len() > limits::FIRST_FILES {
        let found = manifest.first.len() as u64;
        return Err(place.too_large("first files", limits::FIRST_FILES as u64, found));
    }
    for (row, path) in manifest.first.iter().enumerate() {
        rules::path(place.row(row), "first", path)?;
    }
    Ok(manifest)
}

/// The data version that a manifest points to: the name of its generation file.
///
/// ```
/// # use teilraum::format::data_version;
/// assert_eq!(data_version("g/0123456789abcdef.json"), Some("0123456789abcdef"));
/// assert_eq!(data_version("elsewhere.json"), None);
/// ```
#[must_use]
pub fn data_version(generation: &str) -> Option<&str> {
    generation.strip_prefix("g/")?.strip_suffix(".json")
}
