//! Putting a bundle in place, so that whoever looks finds the old one or the new one whole.
//!
//! Everything is written into a folder beside the output first. Where there was no bundle, that
//! folder is renamed. Where there was one, its files take the new ones in: those named by content
//! first, then those that keep their names, `manifest.json` last, in one step. Then the files that
//! only the old bundle used go, so that figures taken back do not stay available; files that belong
//! to neither are left alone.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde_json::Value;
use teilraum::format::is_safe_path;

use super::files::claimed_hash;
use super::{BundleError, Files, MANIFEST, PREVIEW};
use crate::verify::{Folder, Source};

/// Puts `files` into the folder `out`.
///
/// # Errors
/// A folder that holds something else than a bundle, or what the file system refuses.
pub fn commit(files: &Files, out: &Path) -> Result<(), BundleError> {
    let out = &behind_link(out)?;
    let there = look(out)?;
    refuse_other(files, out)?;
    let staging = beside(out, ".writing")?;
    let written = stage(files, &staging).and_then(|()| match there {
        There::Nothing => rename(&staging, out),
        There::Empty => remove(fs::remove_dir(out), out).and_then(|()| rename(&staging, out)),
        There::Bundle(old) => replace(files, &staging, out, &old),
    });
    let cleaned = remove_folder(&staging);
    written.and(cleaned)
}

/// The folder that `out` means, where it is a link: the link stays, its target is written.
fn behind_link(out: &Path) -> Result<PathBuf, BundleError> {
    let is_link = fs::symlink_metadata(out).is_ok_and(|one| one.is_symlink());
    if !is_link {
        return Ok(out.to_owned());
    }
    fs::canonicalize(out).map_err(|source| failed(out, "following the link", source))
}

/// Refuses to put `files` in place of a bundle of another atlas, which a slip in a command would lose.
fn refuse_other(files: &Files, out: &Path) -> Result<(), BundleError> {
    match (key(files), key(&Folder::new(out))) {
        (Some(own), Some(there)) if own != there => Err(BundleError::OtherAtlas {
            path: out.to_owned(),
            own,
            there,
        }),
        _ => Ok(()),
    }
}

/// The key of the atlas of a bundle, as far as it can be read.
fn key(bundle: &impl Source) -> Option<String> {
    let json = |path: &str| serde_json::from_slice::<Value>(&bundle.read(path)?).ok();
    let manifest = json(MANIFEST)?;
    let generation = manifest["generation"].as_str();
    let generation = json(generation.filter(|path| is_safe_path(path))?)?;
    generation["key"].as_str().map(str::to_owned)
}

/// What stands at the output path.
enum There {
    Nothing,
    Empty,
    /// A bundle, with the paths of its files.
    Bundle(BTreeSet<String>),
}

fn look(out: &Path) -> Result<There, BundleError> {
    let mut entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(There::Nothing),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return Err(BundleError::NotABundle {
                path: out.to_owned(),
            });
        }
        Err(source) => return Err(failed(out, "looking into the folder", source)),
    };
    if entries.next().is_none() {
        return Ok(There::Empty);
    }
    let old = old_files(&Folder::new(out));
    old.map(There::Bundle)
        .ok_or_else(|| BundleError::NotABundle {
            path: out.to_owned(),
        })
}

/// The files of the bundle in `folder`, of whatever version: those named by content, the downloads
/// that its generation lists, and everything in its folder of pages. `None` where no manifest says that it is a bundle.
fn old_files(folder: &Folder) -> Option<BTreeSet<String>> {
    let json = |path: &str| serde_json::from_slice::<Value>(&folder.read(path)?).ok();
    let manifest = json(MANIFEST).filter(|manifest| manifest["teilraum"].is_string())?;
    let generation = manifest["generation"]
        .as_str()
        .filter(|path| is_safe_path(path))
        .and_then(json);
    let downloads = generation
        .as_ref()
        .map(|generation| &generation["downloads"]);
    // Since version 1.0 the list is a file of its own.
    let list = downloads
        .and_then(|list| list["path"].as_str())
        .filter(|path| is_safe_path(path))
        .and_then(json);
    let listed = downloads
        .into_iter()
        .chain(list.as_ref().map(|list| &list["downloads"]))
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(|one| one["path"].as_str());
    let pages = generation
        .as_ref()
        .and_then(|generation| generation["pages"]["path"].as_str())
        .filter(|path| is_safe_path(path))
        .map(|path| format!("{path}/"));
    let is_page = |path: &str| pages.as_ref().is_some_and(|pages| path.starts_with(pages));
    let named = folder
        .paths()
        .into_iter()
        .filter(|path| claimed_hash(path).is_some() || is_page(path));
    let own = [PREVIEW.to_owned()].into_iter().chain(named);
    Some(
        own.chain(listed.filter(|path| is_safe_path(path)).map(str::to_owned))
            .collect(),
    )
}

/// The sibling of `out` whose name starts with a dot and ends in `suffix`.
fn beside(out: &Path, suffix: &str) -> Result<PathBuf, BundleError> {
    let name = out.file_name().ok_or_else(|| BundleError::NoName {
        path: out.to_owned(),
    })?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(suffix);
    Ok(out.with_file_name(hidden))
}

fn stage(files: &Files, staging: &Path) -> Result<(), BundleError> {
    remove_folder(staging)?;
    make_folder(staging)?;
    for (path, bytes) in files.iter() {
        let path = staging.join(path);
        path.parent().map_or(Ok(()), make_folder)?;
        fs::write(&path, bytes).map_err(|source| failed(&path, "writing", source))?;
    }
    Ok(())
}

fn replace(
    files: &Files,
    staging: &Path,
    out: &Path,
    old: &BTreeSet<String>,
) -> Result<(), BundleError> {
    let rank = |path: &str| match path {
        MANIFEST => 2,
        _ if claimed_hash(path).is_some() => 0,
        _ => 1,
    };
    let mut paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
    paths.sort_by_key(|path| rank(path));
    for path in &paths {
        let target = out.join(path);
        target.parent().map_or(Ok(()), make_folder)?;
        rename(&staging.join(path), &target)?;
    }
    let new: BTreeSet<&str> = paths.into_iter().collect();
    for path in old.iter().filter(|path| !new.contains(path.as_str())) {
        let path = out.join(path);
        remove(fs::remove_file(&path), &path)?;
    }
    Ok(())
}

fn make_folder(path: &Path) -> Result<(), BundleError> {
    fs::create_dir_all(path).map_err(|source| failed(path, "making the folder", source))
}

fn rename(from: &Path, to: &Path) -> Result<(), BundleError> {
    fs::rename(from, to).map_err(|source| failed(to, "putting in place", source))
}

fn remove_folder(path: &Path) -> Result<(), BundleError> {
    remove(fs::remove_dir_all(path), path)
}

/// `done`, content where there was nothing to remove.
fn remove(done: io::Result<()>, path: &Path) -> Result<(), BundleError> {
    match done {
        Err(source) if source.kind() != ErrorKind::NotFound => {
            Err(failed(path, "removing", source))
        }
        _ => Ok(()),
    }
}

fn failed(path: &Path, doing: &'static str, source: io::Error) -> BundleError {
    BundleError::Io {
        path: path.to_owned(),
        doing,
        source,
    }
}
