//! `l/<hash>.json`: the files offered to everybody. Plain JSON, outside the catalogue that every
//! visit reads.

use crate::model::DownloadRef;

use super::error::{FormatError, Place};
use super::{json, limits, read, rules};

/// Reads the list of downloads.
///
/// # Errors
/// Too large, no JSON, another format version, paths that are none, or one that comes twice.
pub fn downloads(file: &str, bytes: &[u8]) -> Result<Vec<DownloadRef>, FormatError> {
    let place = Place::file(file);
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(place.too_large("bytes", limits::FILE_BYTES, bytes.len() as u64));
    }
    let downloads = json::parse_file(place, "a list of downloads", bytes, read::downloads)?;
    let mut seen: Vec<&str> = Vec::with_capacity(downloads.len());
    for (row, download) in downloads.iter().enumerate() {
        let place = place.row(row);
        rules::stored(place, "downloads", &download.path, download.bytes)?;
        for source in &download.sources {
            rules::key(place, "downloads.sources", source)?;
        }
        match seen.binary_search(&download.path.as_str()) {
            Ok(_) => return Err(place.invalid("downloads", "a path once", &download.path)),
            Err(at) => seen.insert(at, &download.path),
        }
    }
    Ok(downloads)
}

/// Writes the list of downloads.
///
/// # Errors
/// A list that JSON cannot hold, which there is not.
#[cfg(feature = "write")]
pub fn encode_downloads(downloads: &[DownloadRef]) -> Result<Vec<u8>, FormatError> {
    #[derive(serde::Serialize)]
    struct List<'a> {
        teilraum: String,
        downloads: &'a [DownloadRef],
    }
    let teilraum = json::version_text();
    json::encode(
        Place::file("downloads"),
        &List {
            teilraum,
            downloads,
        },
    )
}
