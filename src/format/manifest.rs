//! `manifest.json`: the one file that changes.

use crate::model::{Catalogue, Manifest};

use super::catalogue::catalogue;
use super::error::{FormatError, FormatErrorKind, Place};
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
    for (name, path) in [("previous", &manifest.previous), ("mesh", &manifest.mesh)] {
        if let Some(path) = path {
            rules::path(place, name, path)?;
        }
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

/// Reads the generation that `manifest` names.
///
/// # Errors
/// Another checksum than the manifest tells, or as for [`catalogue`](super::catalogue()).
pub fn generation(manifest: &Manifest, bytes: &[u8]) -> Result<Catalogue, FormatError> {
    let (file, found) = (&manifest.generation, crc32(bytes));
    if let Some(told) = manifest.crc32.filter(|told| *told != found) {
        return Err(Place::file(file).error(FormatErrorKind::Damaged {
            expected: format!("checksum {told:08x}").into(),
            found: format!("{found:08x}").into(),
        }));
    }
    catalogue(file, bytes)
}

/// The checksum that a manifest tells of its generation: CRC-32 (IEEE), as in gzip.
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    super::crc32::crc32(bytes)
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
