//! The files of a bundle by path, most of them named by their content.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use teilraum::model::{FileRef, RunRef};

use super::{BundleError, json};

/// All files of a bundle, in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Adds `bytes` under the folder `folder`, named by their hash.
    ///
    /// The extension is `bin` because every web server knows it; some refuse what they do not know.
    ///
    /// # Errors
    /// Two contents of one hash.
    pub fn add(&mut self, folder: &str, bytes: Vec<u8>) -> Result<FileRef, BundleError> {
        self.offer(&format!("{folder}/{}.bin", hash(&bytes)), bytes)
    }

    /// Adds `bytes` as [`Files::add`] does: a file about the areas of the run `areas`.
    ///
    /// # Errors
    /// Two contents of one hash.
    pub fn add_run(
        &mut self,
        folder: &str,
        bytes: Vec<u8>,
        areas: [u32; 2],
    ) -> Result<RunRef, BundleError> {
        let FileRef { path, bytes } = self.add(folder, bytes)?;
        Ok(RunRef { path, bytes, areas })
    }

    /// Adds `value` as JSON under the folder `folder`, named by its hash.
    ///
    /// # Errors
    /// A value that JSON cannot hold.
    pub fn add_json<T: serde::Serialize>(
        &mut self,
        folder: &str,
        value: &T,
    ) -> Result<FileRef, BundleError> {
        let bytes = json(value)?;
        self.offer(&format!("{folder}/{}.json", hash(&bytes)), bytes)
    }

    /// Adds `bytes`, a list of other files in JSON, named by its hash.
    ///
    /// # Errors
    /// Two contents of one hash.
    pub fn add_list(&mut self, bytes: Vec<u8>) -> Result<FileRef, BundleError> {
        self.offer(&format!("l/{}.json", hash(&bytes)), bytes)
    }

    /// Adds `bytes` under a path of its own.
    ///
    /// # Errors
    /// A path that has other content already.
    pub fn offer(&mut self, path: &str, bytes: Vec<u8>) -> Result<FileRef, BundleError> {
        let file = FileRef {
            path: path.to_owned(),
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        };
        match self.0.get(path) {
            Some(there) if *there != bytes => Err(BundleError::Twice {
                path: path.to_owned(),
            }),
            Some(_) => Ok(file),
            None => {
                self.put(path, bytes);
                Ok(file)
            }
        }
    }

    /// Adds or replaces a file.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.0.insert(path.to_owned(), bytes);
    }

    /// The content of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Every path with its content, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of `bytes`.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    sha256(bytes)[..16].to_owned()
}

/// The SHA-256 of `bytes`, 64 hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The hash that a path claims, if it is named by content: `b/<16 digits>.bin`.
#[must_use]
pub fn claimed_hash(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    let stem = name
        .strip_suffix(".bin")
        .or_else(|| name.strip_suffix(".json"))?;
    let digits = |text: &str| {
        text.bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    (stem.len() == 16 && digits(stem)).then_some(stem)
}
