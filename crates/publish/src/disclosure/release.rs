//! One release after the other: the ledger is written when its bundle is in place, and missed when it
//! should be there.

use std::path::{Path, PathBuf};

use serde_json::Value;
use teilraum::format::is_safe_path;

use super::ledger::{Ledger, LedgerError};
use super::profile::{NOTE_NOISE, NOTE_ROUNDED, NOTE_WITHHELD};
use crate::bundle::MANIFEST;
use crate::verify::{Folder, Source};

/// The decisions of a release that is not yet in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Where the ledger is kept.
    pub path: PathBuf,
    /// What it will say.
    pub ledger: Ledger,
    /// What it says now; `None` before the first release.
    pub before: Option<Ledger>,
}

/// Why a release cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReleaseError {
    /// The ledger would be published with the bundle: keep it elsewhere.
    #[error("{}: expected a ledger outside of the output folder {}, found it inside", path.display(), out.display())]
    Inside {
        /// The ledger.
        path: PathBuf,
        /// The output folder.
        out: PathBuf,
    },
    /// A bundle with protected figures stands there, but nothing tells what it withheld.
    #[error("{}: expected the ledger of the release that stands there ({}), found none; restore it, or publish into a new folder", out.display(), path.display())]
    NoLedger {
        /// The ledger.
        path: PathBuf,
        /// The output folder.
        out: PathBuf,
    },
    /// A bundle with protected figures stands there, but this atlas protects nothing.
    #[error("{}: expected [disclosure] own_sources, because the bundle that stands there protects figures, found none; publish into a new folder if that is meant", out.display())]
    NoSecrets {
        /// The output folder.
        out: PathBuf,
    },
    /// The ledger cannot be written.
    #[error("{}: the ledger {source}", path.display())]
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// Why.
        source: LedgerError,
    },
}

/// A ledger on disk beside the one it will replace.
#[derive(Debug)]
pub struct Staged<'a> {
    pending: &'a Pending,
    file: PathBuf,
}

/// Whether a release into `out` may be made.
///
/// # Errors
/// [`ReleaseError`] if the ledger lies in `out`, or if what stands there was made with one that is
/// missing now.
pub fn check(pending: Option<&Pending>, out: &Path) -> Result<(), ReleaseError> {
    match pending {
        None if is_protected(out) => Err(ReleaseError::NoSecrets {
            out: out.to_owned(),
        }),
        Some(pending) if lies_in(&pending.path, out) => Err(ReleaseError::Inside {
            path: pending.path.clone(),
            out: out.to_owned(),
        }),
        Some(pending) if pending.before.is_none() && is_protected(out) => {
            Err(ReleaseError::NoLedger {
                path: pending.path.clone(),
                out: out.to_owned(),
            })
        }
        _ => Ok(()),
    }
}

impl Pending {
    /// Writes the ledger beside its place, before the bundle gets into its own.
    ///
    /// # Errors
    /// [`ReleaseError::Ledger`].
    pub fn stage(&self, data_version: &str) -> Result<Staged<'_>, ReleaseError> {
        let mut file = self.path.clone().into_os_string();
        file.push(".new");
        let file = PathBuf::from(file);
        let mut ledger = self.ledger.clone();
        ledger.bundle = data_version.to_owned();
        if let Some(before) = &self.before
            && before.bundle == ledger.bundle
            && before.indicators == ledger.indicators
        {
            ledger.release = before.release;
        }
        let written = ledger
            .to_bytes()
            .and_then(|bytes| Ok(std::fs::write(&file, bytes)?));
        written.map_err(|source| self.failed(source))?;
        Ok(Staged {
            pending: self,
            file,
        })
    }

    fn failed(&self, source: LedgerError) -> ReleaseError {
        ReleaseError::Ledger {
            path: self.path.clone(),
            source,
        }
    }
}

impl Staged<'_> {
    /// Puts the ledger in place, once its bundle is.
    ///
    /// # Errors
    /// [`ReleaseError::Ledger`]; then it stands beside its place with the ending `.new`.
    pub fn put(self) -> Result<(), ReleaseError> {
        std::fs::rename(&self.file, &self.pending.path)
            .map_err(|error| self.pending.failed(error.into()))
    }

    /// Takes it away again, where the bundle did not get into place.
    pub fn discard(self) {
        // What cannot be removed does no harm: the next release writes over it.
        let _ = std::fs::remove_file(&self.file);
    }
}

/// Whether `path` lies in the folder `out`, links resolved as far as they exist.
fn lies_in(path: &Path, out: &Path) -> bool {
    let full = |path: &Path| {
        let mut rest = Vec::new();
        let mut at = path;
        loop {
            if let Ok(found) = at.canonicalize() {
                return rest
                    .iter()
                    .rev()
                    .fold(found, |path: PathBuf, name| path.join(name));
            }
            match (at.parent(), at.file_name()) {
                (Some(parent), Some(name)) => {
                    rest.push(name.to_owned());
                    at = if parent.as_os_str().is_empty() {
                        Path::new(".")
                    } else {
                        parent
                    };
                }
                _ => return path.to_owned(),
            }
        }
    };
    full(path).starts_with(full(out))
}

/// Whether the bundle in `out` says that it was made with disclosure control.
fn is_protected(out: &Path) -> bool {
    let folder = Folder::new(out);
    let json = |path: &str| serde_json::from_slice::<Value>(&folder.read(path)?).ok();
    let generation = json(MANIFEST).and_then(|manifest| {
        let path = manifest.get("generation")?.as_str()?.to_owned();
        json(&path).filter(|_| is_safe_path(&path))
    });
    let indicators = generation
        .as_ref()
        .and_then(|generation| generation.get("indicators")?.as_array());
    let notes = indicators.into_iter().flatten();
    let notes = notes.filter_map(|indicator| indicator.get("notes")?.as_array());
    notes.flatten().any(|note| {
        let marks = [NOTE_WITHHELD, NOTE_ROUNDED, NOTE_NOISE];
        note.as_str().is_some_and(|note| marks.contains(&note))
    })
}
