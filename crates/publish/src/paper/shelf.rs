//! An open bundle, from which profiles are taken.

use teilraum::atlas::profile::Profile;
use teilraum::atlas::{Atlas, Speaker};
use teilraum::format;
use teilraum::model::{Area, AreaIx, Areas, Catalogue, Texts};
use teilraum::state::Action;
use teilraum::text::Messages;

use super::PaperError;
use crate::pages::words;
use crate::preview;
use crate::verify::Source;

/// Where the way into a bundle begins.
const MANIFEST: &str = "manifest.json";

/// A bundle in one language, opened by the engine.
pub struct Shelf<'a> {
    source: &'a dyn Source,
    atlas: Atlas,
    messages: Messages,
    texts: Texts,
    /// What the bundle holds.
    pub catalogue: Catalogue,
    /// All its areas.
    pub areas: Areas,
    /// Data version.
    pub version: String,
    /// Language tag.
    pub language: String,
}

impl<'a> Shelf<'a> {
    /// Opens the bundle with the files of `source`; in its first language if none is asked for.
    ///
    /// # Errors
    /// A file that is missing or damaged, a language that the bundle does not have.
    pub fn open(source: &'a dyn Source, language: Option<&str>) -> Result<Self, PaperError> {
        let bytes = |path: &str| {
            let found = source.read(path);
            found.ok_or_else(|| PaperError::Missing(path.to_owned()))
        };
        let manifest = format::manifest(MANIFEST, &bytes(MANIFEST)?)?;
        let catalogue = format::generation(&manifest, &bytes(&manifest.generation)?)?;
        let language = chosen(&catalogue, language)?;
        let unknown = || unknown_language(&catalogue, &language);
        let core = catalogue.texts.get(&language).ok_or_else(unknown)?;
        let texts = format::texts(&core.core.path, &bytes(&core.core.path)?, &language)?;
        let mut parts = Vec::new();
        for run in &catalogue.areas {
            parts.push(format::area_run(&run.path, &bytes(&run.path)?, &catalogue)?.1);
        }
        let version = format::data_version(&manifest.generation);
        Ok(Self {
            atlas: preview::open(&language, |path| read(source, path))?,
            messages: words::of(&language)?,
            areas: format::join_areas(parts, &catalogue)?,
            version: version.unwrap_or_default().to_owned(),
            source,
            texts,
            catalogue,
            language,
        })
    }

    /// Who says things in the language.
    #[must_use]
    pub fn speaker(&self) -> Speaker<'_> {
        Speaker::new(&self.messages, &self.texts, &self.areas)
    }

    /// A message of the engine that takes no arguments.
    #[must_use]
    pub fn message(&self, key: &str) -> String {
        self.atlas.message(key)
    }

    /// Full name of an area.
    #[must_use]
    pub fn name(&self, ix: AreaIx) -> String {
        self.speaker().name_of(ix)
    }

    /// What the page of profiles says of an area, and the link that shows it.
    ///
    /// # Errors
    /// A file that is missing or damaged.
    pub fn profile(&mut self, ix: AreaIx) -> Result<(Profile, String), PaperError> {
        let area = self.areas.get(ix);
        let key = area.map(|area| area.key.clone()).unwrap_or_default();
        let link = self.link(area);
        self.atlas.dispatch(Action::Open { link });
        preview::feed(&mut self.atlas, |path| read(self.source, path))?;
        let profile = self.atlas.answer().kinds.profile;
        let found = profile.filter(|profile| !profile.title.is_empty() && !profile.waiting);
        let found = found.ok_or(PaperError::NoProfile(key))?;
        Ok((found, self.atlas.link()))
    }

    fn link(&self, area: Option<&Area>) -> String {
        let level = area.and_then(|area| self.catalogue.levels.get(area.level.index()));
        format!(
            "v=1&i={}&l={}&p=latest&a={}&t=profile&lang={}",
            self.catalogue.default_indicator,
            level.map_or("", |level| &level.key),
            area.map_or("", |area| &area.key),
            self.language,
        )
    }
}

fn read(source: &dyn Source, path: &str) -> Option<Vec<u8>> {
    source.read(path).map(std::borrow::Cow::into_owned)
}

fn chosen(catalogue: &Catalogue, language: Option<&str>) -> Result<String, PaperError> {
    let first = catalogue.languages.first();
    let language = language.or(first.map(String::as_str)).unwrap_or_default();
    let known = catalogue.languages.iter().any(|it| it == language);
    match known {
        true => Ok(language.to_owned()),
        false => Err(unknown_language(catalogue, language)),
    }
}

fn unknown_language(catalogue: &Catalogue, language: &str) -> PaperError {
    PaperError::Language {
        known: catalogue.languages.join(", "),
        found: language.to_owned(),
    }
}
