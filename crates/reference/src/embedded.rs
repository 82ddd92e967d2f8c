//! The project's own cases, compiled in: for a browser, which has no files.

use crate::Case;

/// Every file of `tests/reference`, by its path there.
pub const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The bytes of a file that a case names.
#[must_use]
pub fn file(path: &str) -> Option<Vec<u8>> {
    let found = FILES.iter().find(|(name, _)| *name == path);
    found.map(|(_, bytes)| bytes.to_vec())
}

/// All cases, in the order of their names.
///
/// # Errors
/// Names the first that cannot be read.
pub fn cases() -> Result<Vec<Case>, String> {
    let files = FILES.iter().filter(|(name, _)| name.ends_with(".json"));
    let read = |(name, bytes): &(&str, &[u8])| {
        serde_json::from_slice(bytes).map_err(|error| format!("{name}: {error}"))
    };
    files.map(read).collect()
}
