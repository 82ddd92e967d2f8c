//! Another published bundle as a source: verified, opened, and handed on as it is.
//!
//! States, flags, footnotes and companion numbers of its observations are its own: nothing is
//! recomputed, and nothing that it withholds is filled in.

use std::path::Path;

use teilraum::format::{self, FormatError};
use teilraum::model::{Areas, Block, Catalogue, Indicator, Texts};

use crate::bundle::MANIFEST;
use crate::report::{Report, found, in_file};
use crate::verify::{Folder, Source, verify};

/// What is used of a bundle.
#[derive(Debug)]
pub struct Opened {
    /// Its catalogue.
    pub catalogue: Catalogue,
    /// Its areas.
    pub areas: Areas,
    /// Its words by language.
    pub texts: Vec<Texts>,
}

/// Opens the bundle in the folder `dir` below `root`, if everything in it is sound.
///
/// What is wrong is an error in the report, with the file.
pub fn open(root: &Path, dir: &str, report: &mut Report) -> Option<Opened> {
    let folder = Folder::new(&root.join(dir));
    let checked = verify(&folder);
    for problem in &checked.errors {
        let wording = found("a sound bundle", problem.to_string());
        report.error("bundle", in_file(dir), wording);
    }
    if !checked.errors.is_empty() {
        return None;
    }
    match contents(&folder) {
        Ok(opened) => Some(opened),
        Err(error) => {
            let wording = found("a sound bundle", error.to_string());
            report.error("bundle", in_file(dir), wording);
            None
        }
    }
}

fn contents(folder: &Folder) -> Result<Opened, FormatError> {
    let manifest = format::manifest(MANIFEST, &bytes(folder, MANIFEST))?;
    let catalogue = format::generation(&manifest, &bytes(folder, &manifest.generation))?;
    let mut parts = Vec::new();
    for run in &catalogue.areas {
        parts.push(format::area_run(&run.path, &bytes(folder, &run.path), &catalogue)?.1);
    }
    let mut texts = Vec::new();
    for language in &catalogue.languages {
        if let Some(files) = catalogue.texts.get(language) {
            let path = &files.core.path;
            texts.push(format::texts(path, &bytes(folder, path), language)?);
        }
    }
    Ok(Opened {
        areas: format::join_areas(parts, &catalogue)?,
        catalogue,
        texts,
    })
}

/// The blocks of one of its indicators.
///
/// # Errors
/// A file that changed since it was verified.
pub fn blocks(
    root: &Path,
    dir: &str,
    opened: &Opened,
    indicator: &Indicator,
) -> Result<Vec<Block>, FormatError> {
    let folder = Folder::new(&root.join(dir));
    let listed = indicator.blocks.iter().map(|one| one.file.path.as_str());
    listed
        .map(|path| format::block(path, &bytes(&folder, path), &opened.catalogue))
        .collect()
}

/// A file that was there a moment ago; one that is gone reads as an empty one, which is damaged.
fn bytes(folder: &Folder, path: &str) -> Vec<u8> {
    folder.read(path).unwrap_or_default().into_owned()
}
