//! Which files the atlas has, which it still needs, and what each of them is.
//!
//! The edge fetches, the atlas asks: [`Files::supply`] takes a file's bytes, checks them once and
//! completely, and keeps what they hold. A file that cannot be had is refused; the rest goes on.

use std::cell::OnceCell;

use crate::format;
use crate::geom;
use crate::model::{
    AreaIx, AreaRuns, BlockRef, Borders, Catalogue, DefinitionText, IndicatorIx, Level, LevelIx,
    Lookup, Manifest, Neighbours, RunRef, Texts,
};
use crate::table::Table;
use crate::text::{Language, Messages, NumberFormat};

use super::search::SearchWords;
use super::stays::Stays;

/// Path of the one file whose name never changes.
pub const MANIFEST: &str = "manifest.json";

/// In front of the language in the name of a catalogue of the kinds of map.
pub(super) const KINDS: &str = "kinds/";

/// Why a file could not be taken. The message is meant for the browser's console and the notice
/// beside the map alike.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SupplyError {
    /// The bytes are not what the bundle's format says.
    #[error("{0}")]
    Format(#[from] format::FormatError),
    /// A message catalogue cannot be read.
    #[error("{path}: {reason}")]
    Messages {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A detail band does not fit the outlines.
    #[error("{path}: {reason}")]
    Outlines {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The bundle does not mention the file.
    #[error("{0}: the bundle has no such file")]
    NotPartOfBundle(String),
}

/// What a file is for; it decides what a reader is told when it is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Manifest,
    Generation,
    Messages(String),
    Areas,
    Texts(String),
    Definitions(String),
    Search,
    Band {
        geometry: usize,
        band: usize,
    },
    Neighbours(usize),
    Context,
    Block(IndicatorIx),
    #[cfg(feature = "kinds")]
    Facilities,
    #[cfg(feature = "kinds")]
    Downloads,
    #[cfg(feature = "kinds")]
    Pack,
    #[cfg(feature = "kinds")]
    PackList,
    Other,
}

/// Where an area with a certain key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At this position, on this level.
    Here(AreaIx, LevelIx),
    /// Perhaps on a level whose areas have not arrived.
    Unknown,
    /// On no level.
    Nowhere,
}

/// Reads a file of neighbours.
type OpenNeighbours = fn(&str, &[u8], &Catalogue) -> Result<Vec<Neighbours>, format::FormatError>;

/// A set of outlines as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    pub borders: Option<Borders>,
    /// Files of neighbours and label points, as published: few readers walk from area to area.
    neighbours: Vec<(String, Vec<u8>)>,
    /// Land around the areas.
    pub context: Option<Borders>,
    /// Counts bands merged in, so that drawings know they are stale.
    pub revision: u32,
}

/// Everything that has arrived.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub manifest: Option<Manifest>,
    pub catalogue: Option<Catalogue>,
    pub areas: AreaRuns,
    pub texts: Lookup<Texts>,
    pub definitions: Lookup<Lookup<DefinitionText>>,
    pub messages: Lookup<Messages>,
    pub table: Table,
    pub geometry: Vec<Geometry>,
    /// Per level: which of its areas the map shows.
    pub stays: Vec<OnceCell<Stays>>,
    /// The search words that have arrived, and the areas' names as search spells them.
    pub words: SearchWords,
    /// Layers of facilities.
    #[cfg(feature = "kinds")]
    pub facilities: Lookup<crate::model::Facilities>,
    /// Files offered to everybody.
    #[cfg(feature = "kinds")]
    pub downloads: Vec<crate::model::DownloadRef>,
    /// All indicators of the areas that profiles tell of.
    #[cfg(feature = "kinds")]
    pub packs: super::profile::Packs,
    /// Files of the first view that arrived before the catalogue that explains them.
    early: Lookup<Vec<u8>>,
    have: Lookup<()>,
    pub refused: Lookup<String>,
    /// What is worked out for the kind of map.
    #[cfg(feature = "kinds")]
    pub measured: Option<Box<super::kinds::Measured>>,
    /// Who meets the reader's conditions.
    #[cfg(feature = "kinds")]
    pub filtered: Option<Box<super::kinds::filter::Filtered>>,
}

impl Files {
    /// Takes the bytes of `path`.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), SupplyError> {
        if self.have.contains_key(path) {
            return Ok(());
        }
        let outcome = self.take(path, bytes);
        match &outcome {
            Ok(()) => {
                self.refused.remove(path);
            }
            Err(error) => {
                self.refused.insert(path.to_owned(), error.to_string());
            }
        }
        outcome
    }

    /// Notes that `path` cannot be had.
    pub fn refuse(&mut self, path: &str, reason: &str) {
        if !self.have.contains_key(path) {
            self.refused.insert(path.to_owned(), reason.to_owned());
        }
    }

    /// Forgets refusals, so that the files are asked for again.
    pub fn retry(&mut self) {
        self.refused.clear();
    }

    fn take(&mut self, path: &str, bytes: &[u8]) -> Result<(), SupplyError> {
        match self.role(path) {
            Role::Manifest => self.manifest = Some(format::manifest(path, bytes)?),
            Role::Generation => return self.take_generation(path, bytes),
            Role::Messages(language) => {
                let messages = Messages::parse(bytes, numbers_of(&language)).map_err(|error| {
                    SupplyError::Messages {
                        path: path.to_owned(),
                        reason: error.to_string(),
                    }
                })?;
                self.messages.insert(language, messages);
            }
            Role::Other if self.is_early(path) => {
                self.early.insert(path.to_owned(), bytes.to_vec());
                return Ok(());
            }
            role => self.take_part(path, &role, bytes)?,
        }
        self.have.insert(path.to_owned(), ());
        Ok(())
    }

    fn is_early(&self, path: &str) -> bool {
        let mut first = self.manifest.iter().flat_map(Manifest::at_once);
        self.catalogue.is_none() && first.any(|it| it == path)
    }

    /// The catalogue explains what the early files are; their errors are kept as refusals.
    fn take_generation(&mut self, path: &str, bytes: &[u8]) -> Result<(), SupplyError> {
        let catalogue = match &self.manifest {
            Some(manifest) => format::generation(manifest, bytes)?,
            None => format::catalogue(path, bytes)?,
        };
        self.geometry = catalogue
            .geometry
            .iter()
            .map(|_| Geometry::default())
            .collect();
        self.table = Table::of(&catalogue);
        #[cfg(feature = "kinds")]
        {
            self.packs = super::profile::Packs::of(&catalogue);
        }
        self.catalogue = Some(catalogue);
        self.forget_stays();
        self.have.insert(path.to_owned(), ());
        for (path, bytes) in std::mem::take(&mut self.early) {
            let _kept_as_refusal = self.supply(&path, &bytes);
        }
        Ok(())
    }

    fn take_part(&mut self, path: &str, role: &Role, bytes: &[u8]) -> Result<(), SupplyError> {
        let Some(catalogue) = &self.catalogue else {
            return Err(SupplyError::NotPartOfBundle(path.to_owned()));
        };
        match role {
            Role::Areas => {
                let (start, areas) = format::area_run(path, bytes, catalogue)?;
                self.areas.insert(start, &areas);
                self.forget_stays();
                self.words.forget_names();
            }
            Role::Texts(language) => {
                self.texts
                    .insert(language.clone(), format::texts(path, bytes, language)?);
            }
            Role::Definitions(language) => {
                self.definitions
                    .insert(language.clone(), format::definitions(path, bytes)?);
            }
            Role::Search => {
                let terms = format::search(path, bytes, area_count(catalogue))?;
                self.words.add(terms);
            }
            Role::Block(_) => self.table.insert(format::block(path, bytes, catalogue)?),
            Role::Neighbours(at) => {
                format::label_points(path, bytes, catalogue)?;
                if let Some(geometry) = self.geometry.get_mut(*at) {
                    geometry.neighbours.push((path.to_owned(), bytes.to_vec()));
                }
            }
            Role::Context => {
                let rings = format::context(path, bytes)?;
                for (set, kept) in catalogue.geometry.iter().zip(&mut self.geometry) {
                    if set.has_context(path) {
                        kept.context = Some(rings.clone());
                    }
                }
            }
            Role::Band { geometry, band } => self.take_band(path, *geometry, *band, bytes)?,
            #[cfg(feature = "kinds")]
            Role::Facilities => {
                let layer = format::facilities(path, bytes, catalogue)?;
                self.facilities.insert(layer.key.clone(), layer);
            }
            #[cfg(feature = "kinds")]
            Role::Downloads => self.downloads = format::downloads(path, bytes)?,
            #[cfg(feature = "kinds")]
            Role::Pack => self.packs.take(catalogue, path, bytes)?,
            #[cfg(feature = "kinds")]
            Role::PackList => self.packs.take_list(catalogue, path, bytes)?,
            Role::Manifest | Role::Generation | Role::Messages(_) | Role::Other => {
                return Err(SupplyError::NotPartOfBundle(path.to_owned()));
            }
        }
        Ok(())
    }

    fn take_band(
        &mut self,
        path: &str,
        at: usize,
        band: usize,
        bytes: &[u8],
    ) -> Result<(), SupplyError> {
        let (Some(catalogue), Some(geometry)) = (&self.catalogue, self.geometry.get_mut(at)) else {
            return Ok(());
        };
        if band == 0 {
            let is_mesh = catalogue
                .geometry
                .get(at)
                .is_some_and(|it| it.has_mesh(path));
            let read = if is_mesh {
                format::mesh
            } else {
                format::borders
            };
            geometry.borders = Some(read(path, bytes, catalogue)?);
        } else if let Some(borders) = &mut geometry.borders {
            let refinement = format::refine_borders(path, bytes, borders)?;
            geom::refine_borders(borders, &refinement).map_err(|error| SupplyError::Outlines {
                path: path.to_owned(),
                reason: error.to_string(),
            })?;
        }
        geometry.revision += 1;
        if band == 0 {
            self.forget_stays();
        }
        Ok(())
    }

    /// What `path` is for.
    pub fn role(&self, path: &str) -> Role {
        if path == MANIFEST {
            return Role::Manifest;
        }
        if let Some(language) = path.strip_prefix("messages/") {
            return Role::Messages(language.to_owned());
        }
        if self
            .manifest
            .as_ref()
            .is_some_and(|manifest| manifest.generation == path)
        {
            return Role::Generation;
        }
        let Some(catalogue) = &self.catalogue else {
            return Role::Other;
        };
        #[cfg(feature = "kinds")]
        if let Some(role) = self.packs.role(catalogue, path) {
            return role;
        }
        role_in(catalogue, path)
    }

    /// The text `key` without arguments, of whichever catalogue has it; before one has come, the key.
    pub fn message(&self, language: &str, key: &str) -> String {
        let more = self.messages.get(&format!("{KINDS}{language}"));
        match (self.messages.get(language), more) {
            (Some(messages), Some(more)) if !messages.has(key) => more.text(key, &[]),
            (Some(messages), _) => messages.text(key, &[]),
            (None, _) => key.to_owned(),
        }
    }

    /// Whether `path` has arrived.
    pub fn has(&self, path: &str) -> bool {
        self.have.contains_key(path)
    }

    /// Whether `path` is still to be fetched.
    pub fn lacks(&self, path: &str) -> bool {
        !self.have.contains_key(path)
            && !self.refused.contains_key(path)
            && !self.early.contains_key(path)
    }

    /// The block files of `indicator` on `level`.
    pub fn blocks(
        &self,
        indicator: IndicatorIx,
        level: LevelIx,
    ) -> impl Iterator<Item = &BlockRef> {
        let found = self
            .catalogue
            .as_ref()
            .and_then(|it| it.indicators.get(indicator.index()));
        let blocks = found
            .map(|indicator| indicator.blocks.as_slice())
            .unwrap_or_default();
        blocks.iter().filter(move |block| block.level == level)
    }

    /// The files of neighbours of `level` that have arrived.
    fn neighbour_files(&self, level: LevelIx) -> impl Iterator<Item = &(String, Vec<u8>)> {
        let catalogue = self.catalogue.as_ref();
        let set = catalogue.and_then(|it| it.outlines_of(level));
        let kept = set.and_then(|(at, _)| self.geometry.get(at));
        let kept = kept.into_iter().flat_map(|it| &it.neighbours);
        let range = catalogue.and_then(|it| it.levels.get(level.index()));
        let range = range.map_or(0..0, Level::range);
        kept.filter(move |(path, _)| {
            let mut runs = set.iter().flat_map(|(_, set)| &set.neighbours);
            runs.any(|run| run.path == *path && run.overlaps(&range))
        })
    }

    /// Whether it is known who borders whom on `level`.
    pub fn has_neighbours(&self, level: LevelIx) -> bool {
        self.neighbour_files(level).next().is_some()
    }

    /// Who borders whom on `level`, and where labels go, as far as that has arrived.
    pub fn neighbours(&self, level: LevelIx) -> Vec<Neighbours> {
        self.opened(level, format::neighbours)
    }

    /// Where labels go on `level`, as far as that has arrived.
    pub fn label_points(&self, level: LevelIx) -> Vec<Neighbours> {
        self.opened(level, format::label_points)
    }

    fn opened(&self, level: LevelIx, open: OpenNeighbours) -> Vec<Neighbours> {
        let opened = self.neighbour_files(level).flat_map(|(path, bytes)| {
            let catalogue = self.catalogue.as_ref();
            let read = catalogue.and_then(|it| open(path, bytes, it).ok());
            read.unwrap_or_default()
        });
        opened.filter(|it| it.level == level).collect()
    }

    /// Whether the areas of `level` are here.
    pub fn has_areas(&self, level: LevelIx) -> bool {
        self.each_areas_file(level, |path| self.has(path))
    }

    /// Whether nothing more is to come of the areas of `level`.
    pub fn knows(&self, level: LevelIx) -> bool {
        self.each_areas_file(level, |path| !self.lacks(path))
    }

    fn each_areas_file(&self, level: LevelIx, is_so: impl Fn(&str) -> bool) -> bool {
        let Some(catalogue) = &self.catalogue else {
            return false;
        };
        let level = catalogue.levels.get(level.index());
        let range = level.map_or(0..0, Level::range);
        let mut files = catalogue.areas.iter().filter(|file| file.overlaps(&range));
        files.all(|file| is_so(&file.path))
    }

    /// The area with the key `key`, if it has arrived: see [`Files::find`].
    pub fn area(&self, key: &str, prefer: LevelIx) -> Option<AreaIx> {
        match self.find(key, prefer) {
            Place::Here(ix, _) => Some(ix),
            Place::Unknown | Place::Nowhere => None,
        }
    }

    /// Where the area with the key `key` is: on `prefer` or above, else elsewhere in the same area
    /// system, else in another. Levels of which nothing is known are not passed over, so that the
    /// answer does not depend on the order in which files arrive.
    pub fn find(&self, key: &str, prefer: LevelIx) -> Place {
        let Some(catalogue) = &self.catalogue else {
            return Place::Unknown;
        };
        let level = |ix: LevelIx| catalogue.levels.get(ix.index());
        let system = level(prefer).map(|level| &level.system);
        let all = || (0..).map(LevelIx).zip(&catalogue.levels);
        let own = all().filter(|(_, it)| Some(&it.system) == system);
        let other = all().filter(|(_, it)| Some(&it.system) != system);
        let rest = own.chain(other).map(|(ix, _)| ix);
        for ix in catalogue.lineage(prefer).chain(rest) {
            if let Some(area) = level(ix).and_then(|level| self.areas.find(level, key)) {
                return Place::Here(area, ix);
            }
            if !self.knows(ix) {
                return Place::Unknown;
            }
        }
        Place::Nowhere
    }
}

/// How numbers look in a language.
pub(super) fn numbers_of(language: &str) -> NumberFormat {
    let tag = language.strip_prefix(KINDS).unwrap_or(language);
    NumberFormat::new(Language::from_tag(tag).unwrap_or_default())
}

fn area_count(catalogue: &Catalogue) -> u32 {
    catalogue
        .levels
        .iter()
        .map(|level| level.areas[1])
        .max()
        .unwrap_or(0)
}

fn role_in(catalogue: &Catalogue, path: &str) -> Role {
    let lists = |files: &[RunRef]| files.iter().any(|file| file.path == path);
    if lists(&catalogue.areas) {
        return Role::Areas;
    }
    for (language, texts) in &catalogue.texts {
        if texts.core.path == path {
            return Role::Texts(language.clone());
        }
        if texts.definitions.path == path {
            return Role::Definitions(language.clone());
        }
    }
    if lists(&catalogue.search) {
        return Role::Search;
    }
    for (at, geometry) in catalogue.geometry.iter().enumerate() {
        let band = geometry.bands.iter().position(|file| file.path == path);
        if let Some(band) = band.or_else(|| geometry.has_mesh(path).then_some(0)) {
            return Role::Band { geometry: at, band };
        }
        if geometry.has_context(path) {
            return Role::Context;
        }
        if lists(&geometry.neighbours) {
            return Role::Neighbours(at);
        }
    }
    #[cfg(feature = "kinds")]
    if catalogue.facilities.iter().any(|it| it.file.path == path) {
        return Role::Facilities;
    }
    #[cfg(feature = "kinds")]
    if catalogue
        .downloads
        .as_ref()
        .is_some_and(|it| it.path == path)
    {
        return Role::Downloads;
    }
    let has = |blocks: &[BlockRef]| blocks.iter().any(|block| block.file.path == path);
    let indicator = catalogue
        .indicators
        .iter()
        .position(|indicator| has(&indicator.blocks));
    match indicator.and_then(|at| u32::try_from(at).ok()) {
        Some(at) => Role::Block(IndicatorIx(at)),
        None => Role::Other,
    }
}
