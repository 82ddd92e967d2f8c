//! What holds the open files of a bundle, which keep their names, to their content: a content hash
//! beside each of them, in a file that is named by its own.

use std::collections::BTreeMap;

use teilraum::format;
use teilraum::model::{DownloadRef, FileRef};

use super::files::hash;
use super::{BundleError, Files, json};
use crate::pages::parallel::in_parallel;

/// `l/<hash>.json` of the static pages: the content hash of each file in their folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PageList {
    /// Format version.
    pub teilraum: String,
    /// Content hashes by path below the bundle's folder.
    pub pages: BTreeMap<String, String>,
}

/// Adds the files of the static pages, and their list.
///
/// # Errors
/// Two contents of one path.
pub fn pages(pages: Vec<(String, Vec<u8>)>, files: &mut Files) -> Result<FileRef, BundleError> {
    let hashes = in_parallel(&pages, |(_, bytes)| hash(bytes));
    let mut list = PageList {
        teilraum: format::version_text(),
        pages: BTreeMap::new(),
    };
    for ((path, bytes), hash) in pages.into_iter().zip(hashes) {
        files.offer(&path, bytes)?;
        list.pages.insert(path, hash);
    }
    files.add_list(json(&list)?)
}

/// Adds a file that tells of the tables.
///
/// # Errors
/// Two contents of one path.
pub fn description(
    path: &str,
    media_type: &str,
    bytes: Vec<u8>,
    files: &mut Files,
) -> Result<DownloadRef, BundleError> {
    let hash = hash(&bytes);
    let file = files.offer(path, bytes)?;
    Ok(DownloadRef {
        path: file.path,
        bytes: file.bytes,
        hash: Some(hash),
        title: None,
        media_type: media_type.to_owned(),
        sources: Vec::new(),
    })
}
