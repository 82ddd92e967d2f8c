//! The site that shows a bundle: page, styles and WebAssembly, as built into this program.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files by path below the site's folder; none in a program built without a site.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// Why no site was written.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The program was built without one.
    #[error(
        "this program holds no site: build one with `cargo xtask dist`, or copy the folder `dist` \
         that `cargo xtask build` makes"
    )]
    None,
    /// The folder holds something else.
    #[error("{}: expected an empty folder or an earlier site, found `{found}`", folder.display())]
    Occupied {
        /// The folder.
        folder: PathBuf,
        /// What lies in it.
        found: String,
    },
    /// The file system refuses.
    #[error("could not write {}: {source}", path.display())]
    Write {
        /// What.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes the site into `folder` and gives back the number of files. The folder `data`, where the
/// bundle belongs, is left as it is.
///
/// # Errors
/// [`SiteError`]; a folder that holds anything but an earlier site is not touched.
pub fn write(folder: &Path) -> Result<usize, SiteError> {
    if FILES.is_empty() {
        return Err(SiteError::None);
    }
    refuse_other(folder)?;
    for (path, bytes) in FILES.iter().filter(|(path, _)| *path != "index.html") {
        write_file(&folder.join(path), bytes)?;
    }
    // The page last: until then it names the files of the earlier site, which are still there.
    for (path, bytes) in FILES.iter().filter(|(path, _)| *path == "index.html") {
        write_file(&folder.join(path), bytes)?;
    }
    Ok(FILES.len())
}

fn refuse_other(folder: &Path) -> Result<(), SiteError> {
    if folder.join("index.html").is_file() {
        return Ok(());
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    match names.filter(|name| name != "data").min() {
        Some(found) => Err(SiteError::Occupied {
            folder: folder.to_owned(),
            found,
        }),
        None => Ok(()),
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SiteError> {
    let failed = |source| SiteError::Write {
        path: path.to_owned(),
        source,
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    fs::write(path, bytes).map_err(failed)
}
