//! Where the files of a bundle are read from: a folder, or memory before anything is written.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::Files;

/// Files by path.
pub trait Source {
    /// The content of a file; `None` where it cannot be read.
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>>;
    /// The path of every file there is, sorted.
    fn paths(&self) -> Vec<String>;
}

impl Source for Files {
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        self.get(path).map(Cow::Borrowed)
    }

    fn paths(&self) -> Vec<String> {
        self.iter().map(|(path, _)| path.to_owned()).collect()
    }
}

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at `path`.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }
}

impl Source for Folder {
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        fs::read(self.0.join(path)).ok().map(Cow::Owned)
    }

    fn paths(&self) -> Vec<String> {
        let mut paths = Vec::new();
        collect(&self.0, "", &mut paths);
        paths.sort();
        paths
    }
}

fn collect(folder: &Path, prefix: &str, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        // A link is a leaf: following it could lead anywhere.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&entry.path(), &format!("{path}/"), paths);
        } else {
            paths.push(path);
        }
    }
}
