//! The configuration of an atlas: `atlas.toml` and the files it names.
//!
//! [`Config::read`] reads them in this order: the atlas file ([`atlas`]), the lists of areas
//! ([`areas`]), the indicators with their recipes ([`indicator`], [`recipe`]), the texts
//! ([`texts`]); then `check` holds every reference against what it names. Unknown fields are
//! refused, and every mistake says file, line, expected and found.

pub mod areas;
pub mod atlas;
pub mod attribution;
pub mod changes;
mod check;
pub mod context;
pub mod disclosure;
pub mod facilities;
pub mod indicator;
pub mod keys;
mod located;
pub mod pages;
pub mod recipe;
pub mod sheet;
pub mod site;
pub mod texts;
mod uncertainty;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use teilraum::model::{AreaIx, Areas, Level, LevelIx};

use crate::error::PublishError;
use crate::finding::{Finding, Severity};
use crate::report::Report;

pub use atlas::AtlasFile;
pub use indicator::IndicatorConfig;
pub use texts::TextsFile;

/// The whole configuration, checked.
#[derive(Debug)]
pub struct Config {
    /// Folder of the atlas file; every path in the configuration is relative to it.
    pub root: PathBuf,
    /// Name of the atlas file.
    pub file: String,
    /// The atlas file.
    pub atlas: AtlasFile,
    /// Levels with their area ranges.
    pub levels: Vec<Level>,
    /// Areas by level, then key.
    pub areas: Areas,
    /// Mergers, splits and renames of areas, by date.
    pub changes: Vec<changes::Change>,
    /// Indicators in menu order, internal ones among them.
    pub indicators: Vec<IndicatorConfig>,
    /// Words by language.
    pub texts: BTreeMap<String, TextsFile>,
    /// What was repaired or noted while it was read; no errors.
    pub findings: Vec<Finding>,
}

impl Config {
    /// Reads and checks the atlas file at `path` and everything it names but the sources.
    ///
    /// # Errors
    /// [`PublishError::Read`] if the atlas file cannot be read, [`PublishError::Config`] with every
    /// mistake otherwise.
    pub fn read(path: &Path) -> Result<Self, PublishError> {
        let text = std::fs::read_to_string(path).map_err(|source| PublishError::Read {
            path: path.to_owned(),
            source,
        })?;
        let root = path.parent().unwrap_or(Path::new("")).to_owned();
        let mut report = Report::default();
        let config = Self::parse(root, &text, &file_name(path), &mut report);
        let findings = report.into_findings();
        let wrong = findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        match config {
            Some(config) if !wrong => Ok(Self { findings, ..config }),
            _ => Err(PublishError::Config(findings)),
        }
    }

    fn parse(root: PathBuf, text: &str, name: &str, report: &mut Report) -> Option<Self> {
        let mut atlas: AtlasFile = located::parse(text, name, report)?;
        keys::load(&root, &mut atlas.keys, report);
        let changes = changes::read(&root, &atlas, report);
        let (levels, areas) = areas::read(&root, &atlas, name, &changes, report);
        let mut indicators = Vec::new();
        for file in &atlas.indicators {
            let text = text_file(&root, file, report);
            indicators
                .extend(text.map_or_else(Vec::new, |text| indicator::parse(&text, file, report)));
        }
        let mut texts = BTreeMap::new();
        for (language, file) in &atlas.texts {
            let read = text_file(&root, file, report)
                .and_then(|text| located::parse::<TextsFile>(&text, file, report));
            texts.extend(read.map(|read| (language.clone(), read)));
        }
        let config = Self {
            root,
            file: name.to_owned(),
            atlas,
            levels,
            areas,
            changes,
            indicators,
            texts,
            findings: Vec::new(),
        };
        check::everything(&config, name, report);
        Some(config)
    }

    /// The level with the key `key`.
    #[must_use]
    pub fn level(&self, key: &str) -> Option<LevelIx> {
        level_ix(&self.levels, key)
    }

    /// The area of the level `level` with the key `key`.
    #[must_use]
    pub fn area(&self, level: &str, key: &str) -> Option<AreaIx> {
        let level = self.levels.get(self.level(level)?.index())?;
        self.areas.find(level, key)
    }
}

/// The position of the level with the key `key`.
pub(crate) fn level_ix(levels: &[Level], key: &str) -> Option<LevelIx> {
    let at = levels.iter().position(|level| level.key == key)?;
    u8::try_from(at).ok().map(LevelIx)
}

/// Reads a UTF-8 file below `root`; a failure is an error in the report.
pub(crate) fn text_file(root: &Path, file: &str, report: &mut Report) -> Option<String> {
    match std::fs::read_to_string(root.join(file)) {
        Ok(text) => Some(text),
        Err(error) => {
            let seen = format!("{error}{}", crate::read::backslash_hint(file));
            let wording = crate::report::found("a readable file in UTF-8", seen);
            report.error("unreadable", crate::report::in_file(file), wording);
            None
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}
