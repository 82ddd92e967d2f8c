//! Reading a bundle back: everything a manifest reaches, and whether it fits together.
//!
//! [`verify`] opens each file the way the browser does, then checks what no single file can show:
//! names against content, sizes, that blocks cover their levels, that packs repeat the blocks
//! ([`observations`]), that files with fixed names hold what the bundle says of them, that every key has words in every language ([`words`]), that no page leads
//! nowhere ([`pages`]).

mod mesh;
pub mod observations;
mod open_files;
pub mod pages;
pub mod problem;
pub mod source;
pub mod web;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use teilraum::format::{self, FormatError};
use teilraum::geom;
use teilraum::model::{Areas, Catalogue, FileRef, GeometryRef, Manifest, RunRef, ValueState};

use crate::bundle::files::{claimed_hash, hash};
use crate::bundle::{MANIFEST, PREVIEW};

pub use problem::Problem;
pub use source::{Folder, Source};
pub use web::Web;

/// What a bundle holds, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// What makes the bundle wrong.
    pub errors: Vec<Problem>,
    /// What is merely worth knowing.
    pub notes: Vec<String>,
    /// Files that the manifest reaches, itself included.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Size in bytes of manifest, generation and the files of the first view.
    pub first_bytes: u64,
    /// Number of areas by level key, in catalogue order.
    pub areas: Vec<(String, u32)>,
    /// Number of indicators.
    pub indicators: usize,
    /// Number of observations by state.
    pub cells: BTreeMap<ValueState, u64>,
}

/// Opens everything that the manifest of `source` reaches.
#[must_use]
pub fn verify(source: &impl Source) -> Verification {
    let mut reader = Reader {
        source,
        done: Verification::default(),
        reached: BTreeSet::new(),
    };
    if let Some((manifest, catalogue)) = reader.entrance() {
        reader.everything(&catalogue);
        if let Some(told) = &manifest.preview {
            reader.picture(PREVIEW, told);
        }
        let first: Vec<String> = manifest.at_once().cloned().collect();
        for path in first
            .iter()
            .filter(|path| !reader.reached.contains(path.as_str()))
            .collect::<Vec<_>>()
        {
            reader
                .done
                .errors
                .push(Problem::Unlisted { path: path.clone() });
        }
        let first = first.iter().map(String::as_str).chain([MANIFEST]);
        let sizes = first
            .filter_map(|path| source.read(path))
            .map(|bytes| bytes.len() as u64);
        reader.done.first_bytes += sizes.sum::<u64>();
        reader.unreached();
    }
    reader.done
}

struct Reader<'a, S> {
    source: &'a S,
    done: Verification,
    reached: BTreeSet<String>,
}

impl<S: Source> Reader<'_, S> {
    /// The manifest and the catalogue.
    fn entrance(&mut self) -> Option<(Manifest, Catalogue)> {
        let manifest = self.open(MANIFEST, None, |bytes| format::manifest(MANIFEST, bytes))?;
        let path = manifest.generation.clone();
        let catalogue = self.open(&path, None, |bytes| format::generation(&manifest, bytes))?;
        self.done.first_bytes = self
            .source
            .read(&path)
            .map_or(0, |bytes| bytes.len() as u64);
        Some((manifest, catalogue))
    }

    /// Reads a file and what `parse` finds in it; what is wrong is noted.
    fn open<T>(
        &mut self,
        path: &str,
        size: Option<u32>,
        parse: impl FnOnce(&[u8]) -> Result<T, FormatError>,
    ) -> Option<T> {
        let Some(bytes) = self.source.read(path) else {
            self.done.errors.push(Problem::Missing {
                path: path.to_owned(),
            });
            return None;
        };
        if self.reached.insert(path.to_owned()) {
            self.done.files += 1;
            self.done.bytes += bytes.len() as u64;
        }
        if let Some(expected) = size
            .map(u64::from)
            .filter(|size| *size != bytes.len() as u64)
        {
            let found = bytes.len() as u64;
            self.done.errors.push(Problem::Size {
                path: path.to_owned(),
                expected,
                found,
            });
        }
        if let Some(expected) = claimed_hash(path).filter(|claimed| *claimed != hash(&bytes)) {
            let (path, expected) = (path.to_owned(), expected.to_owned());
            self.done.errors.push(Problem::Hash {
                path,
                expected,
                found: hash(&bytes),
            });
        }
        self.keep(parse(&bytes))
    }

    fn file<T>(
        &mut self,
        file: &FileRef,
        parse: impl FnOnce(&str, &[u8]) -> Result<T, FormatError>,
    ) -> Option<T> {
        self.open(&file.path, Some(file.bytes), |bytes| {
            parse(&file.path, bytes)
        })
    }

    fn run<T>(
        &mut self,
        file: &RunRef,
        parse: impl FnOnce(&str, &[u8]) -> Result<T, FormatError>,
    ) -> Option<T> {
        self.open(&file.path, Some(file.bytes), |bytes| {
            parse(&file.path, bytes)
        })
    }

    fn keep<T>(&mut self, result: Result<T, FormatError>) -> Option<T> {
        result
            .map_err(|error| self.done.errors.push(Problem::Format(error)))
            .ok()
    }

    fn everything(&mut self, catalogue: &Catalogue) {
        let count =
            |level: &teilraum::model::Level| (level.key.clone(), level.areas[1] - level.areas[0]);
        self.done.areas = catalogue.levels.iter().map(count).collect();
        self.done.indicators = catalogue.indicators.len();
        let areas = self.areas(catalogue);
        let all = catalogue.levels.last().map_or(0, |level| level.areas[1]);
        for file in &catalogue.search {
            self.run(file, |path, bytes| format::search(path, bytes, all));
        }
        for geometry in &catalogue.geometry {
            self.outlines(geometry, catalogue);
        }
        let notes = self.observations(catalogue);
        for language in &catalogue.languages {
            self.words(language, catalogue, areas.as_ref(), &notes);
        }
        for layer in &catalogue.facilities {
            self.file(&layer.file, |path, bytes| {
                format::facilities(path, bytes, catalogue)
            });
        }
        if let Some(pages) = &catalogue.pages {
            self.pages(pages);
        }
        self.downloads(catalogue);
    }

    fn areas(&mut self, catalogue: &Catalogue) -> Option<Areas> {
        let parts = catalogue.areas.iter().map(|file| {
            let run = self.run(file, |path, bytes| format::area_run(path, bytes, catalogue));
            run.map(|(_, areas)| areas)
        });
        let parts = parts
            .collect::<Vec<_>>()
            .into_iter()
            .collect::<Option<Vec<_>>>()?;
        let areas = format::join_areas(parts, catalogue);
        self.keep(areas)
    }

    fn outlines(&mut self, geometry: &GeometryRef, catalogue: &Catalogue) {
        for file in &geometry.neighbours {
            self.run(file, |path, bytes| {
                format::neighbours(path, bytes, catalogue)
            });
        }
        if let Some(context) = &geometry.context {
            self.file(&context.file, format::context);
        }
        let mut bands = geometry.bands.iter();
        let base = bands.next();
        let base = base.and_then(|file| {
            self.file(file, |path, bytes| format::topology(path, bytes, catalogue))
        });
        let Some(mut so_far) = base else { return };
        if let Some(file) = &geometry.mesh {
            let mesh = self.file(file, |path, bytes| format::mesh(path, bytes, catalogue));
            let path = file.path.clone();
            if mesh.is_some_and(|mesh| !mesh::is_same(&mesh, &so_far)) {
                self.done.errors.push(Problem::Mesh { path });
            }
        }
        for file in bands {
            let band = self.file(file, |path, bytes| format::refine(path, bytes, &so_far));
            // A band that could be read beside the ones before fits onto them.
            if band.is_none_or(|band| geom::refine(&mut so_far, &band).is_err()) {
                return;
            }
        }
    }

    /// Reads blocks and packs; gives back the keys of all footnotes.
    fn observations(&mut self, catalogue: &Catalogue) -> BTreeSet<String> {
        let mut blocks = Vec::new();
        for listed in catalogue
            .indicators
            .iter()
            .flat_map(|indicator| &indicator.blocks)
        {
            blocks.extend(self.file(&listed.file, |path, bytes| {
                format::block(path, bytes, catalogue)
            }));
        }
        let mut packs = Vec::new();
        let mut listed = catalogue.packs.clone();
        for list in &catalogue.pack_lists {
            let more = self.run(list, |path, bytes| {
                format::pack_list(path, bytes, catalogue)
            });
            listed.extend(more.unwrap_or_default());
        }
        for listed in &listed {
            let pack = self.file(&listed.file, |_, bytes| {
                format::pack(listed, bytes, catalogue)
            });
            packs.extend(pack.map(|pack| (listed, pack)));
        }
        for state in blocks.iter().flat_map(|block| &block.states) {
            *self.done.cells.entry(*state).or_default() += 1;
        }
        let notes = blocks
            .iter()
            .flat_map(|block| block.notes.iter().cloned())
            .collect();
        if self.done.errors.is_empty() {
            self.done
                .errors
                .extend(observations::gaps(catalogue, &blocks));
            self.done
                .errors
                .extend(observations::differences(catalogue, blocks, &packs));
        }
        notes
    }

    fn words(
        &mut self,
        language: &str,
        catalogue: &Catalogue,
        areas: Option<&Areas>,
        notes: &BTreeSet<String>,
    ) {
        let Some(files) = catalogue.texts.get(language) else {
            return;
        };
        self.file(&files.definitions, format::definitions);
        let texts = self.file(&files.core, |path, bytes| {
            format::texts(path, bytes, language)
        });
        if let (Some(texts), Some(areas)) = (texts, areas) {
            let missing = words::missing(&texts, catalogue, areas, notes);
            self.done
                .errors
                .extend(missing.into_iter().map(|what| Problem::NoWords {
                    language: language.to_owned(),
                    what,
                }));
        }
    }

    /// Notes what lies in the folder without being reached.
    fn unreached(&mut self) {
        for path in self.source.paths() {
            if path == PREVIEW && !self.reached.contains(PREVIEW) {
                self.done.files += 1;
                self.done.bytes += self
                    .source
                    .read(PREVIEW)
                    .map_or(0, |bytes| bytes.len() as u64);
            } else if !self.reached.contains(&path) {
                self.done
                    .notes
                    .push(format!("{path}: no file of this bundle"));
            }
        }
    }
}
