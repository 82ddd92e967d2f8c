//! Studies: what takes long, is asked for rarely, and is told in sentences.
//!
//! A [`Desk`] opens the bundle on its own, without map, table and classes: it is fed like an
//! [`Atlas`](super::Atlas), wants only the files that a study reads, and may stand on another thread.
//! [`Desk::begin`] gives a [`Task`], [`Desk::step`] goes on with it. Every study has a file here and
//! a variant of [`Kind`]; its words stand in a catalogue of their own (`messages/study/<language>`).

mod answer;
mod pattern;
mod tell;

use crate::model::{LevelIx, RunRef};
use crate::state::{self, Scope, ViewState};
use crate::stats::{Job, Progress};
use crate::text::Messages;

use super::files::{Files, MANIFEST, SupplyError, numbers_of};
use super::view::View;
use super::wanted::{keep_lacking, paths_of};

pub use answer::{StudyAnswer, StudyGroup};
pub use pattern::{Pattern, PatternJob, Refusal};

/// Where random numbers of studies start; told with every result, so that anyone can repeat it.
pub const SEED: u64 = 20_260_101;

/// In front of the language in the path of a catalogue of studies.
const WORDS: &str = "messages/study/";

/// What can be studied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whether neighbours resemble each other, and where.
    Pattern,
}

impl Kind {
    /// The kind with the key `key`.
    ///
    /// ```
    /// use teilraum::atlas::study::Kind;
    /// assert_eq!(Kind::of("pattern"), Some(Kind::Pattern));
    /// assert_eq!(Kind::of("cause"), None);
    /// ```
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        (key == "pattern").then_some(Self::Pattern)
    }
}

/// A study under way. Dropping it cancels it.
#[derive(Debug)]
pub enum Task {
    /// [`Kind::Pattern`].
    Pattern(Box<PatternJob>),
    /// Nothing to compute, and why.
    Refused(Refusal),
}

/// Why a study cannot begin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeskError {
    /// A file cannot be had.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
    /// Files are still to be supplied, or the link names nothing that the bundle has.
    #[error("the view is not complete")]
    Incomplete,
}

/// One view, opened on its own.
#[derive(Debug, Default)]
pub struct Desk {
    files: Files,
    link: String,
    state: Option<ViewState>,
    words: Option<Messages>,
}

impl Desk {
    /// Will open the view of `link`.
    #[must_use]
    pub fn new(link: &str) -> Self {
        Self {
            link: link.to_owned(),
            ..Self::default()
        }
    }

    /// Takes the bytes of the bundle's file `path`, or of a catalogue of messages.
    ///
    /// # Errors
    /// [`SupplyError`] if the bytes are not what they should be.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), SupplyError> {
        if let Some(language) = path.strip_prefix(WORDS) {
            let words = Messages::parse(bytes, numbers_of(language));
            let words = words.map_err(|error| SupplyError::Messages {
                path: path.to_owned(),
                reason: error.to_string(),
            })?;
            self.words = Some(words);
            return Ok(());
        }
        self.files.supply(path, bytes)?;
        if self.state.is_none()
            && let Some(catalogue) = &self.files.catalogue
        {
            let version = self.version();
            let scope = Scope {
                catalogue,
                version: &version,
            };
            self.state = Some(state::read(&self.link, scope, "").0);
        }
        Ok(())
    }

    /// Notes that `path` cannot be had; without it there is no study.
    pub fn refuse(&mut self, path: &str, reason: &str) {
        self.files.refuse(path, reason);
    }

    /// The data version, to be held against that of the page.
    #[must_use]
    pub fn version(&self) -> String {
        let manifest = self.files.manifest.as_ref();
        let path = manifest.map(|it| it.generation.as_str());
        let version = path.and_then(crate::format::data_version);
        version.unwrap_or_default().to_owned()
    }

    /// The files a study still needs; empty when all have arrived or cannot be had.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let mut wanted = vec![MANIFEST.to_owned()];
        let generation = self.files.manifest.as_ref().map(|it| &it.generation);
        wanted.extend(generation.cloned());
        if let Some(state) = &self.state {
            self.want(state, &mut wanted);
        }
        keep_lacking(&self.files, wanted)
    }

    fn want(&self, state: &ViewState, wanted: &mut Vec<String>) {
        wanted.push(format!("messages/{}", state.language));
        if self.words.is_none() {
            wanted.push(format!("{WORDS}{}", state.language));
        }
        let Some(catalogue) = &self.files.catalogue else {
            return;
        };
        let texts = catalogue.texts.get(&state.language);
        wanted.extend(texts.map(|texts| texts.core.path.clone()));
        let (Some(indicator), Some(level)) = (
            catalogue.indicator(&state.indicator),
            catalogue.level(&state.level),
        ) else {
            return;
        };
        let of_level = |files, level: LevelIx| paths_of(files, catalogue, level);
        wanted.extend(of_level(&catalogue.areas, level));
        let outlines = catalogue.outlines_of(level).map(|(_, outlines)| outlines);
        let none: &[RunRef] = &[];
        let neighbours = outlines.map_or(none, |it| it.neighbours.as_slice());
        wanted.extend(of_level(neighbours, level));
        let blocks = self.files.blocks(indicator, level);
        wanted.extend(blocks.map(|block| block.file.path.clone()));
    }

    /// Begins a study of the view.
    ///
    /// # Errors
    /// [`DeskError`] while files are missing.
    pub fn begin(&self, kind: Kind) -> Result<Task, DeskError> {
        let (view, _) = self.ready()?;
        Ok(match kind {
            Kind::Pattern => match PatternJob::new(&view) {
                Ok(job) => Task::Pattern(Box::new(job)),
                Err(refusal) => Task::Refused(refusal),
            },
        })
    }

    /// Goes on with a study for about `work` simple operations; in the end, what it says.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub fn step(&self, task: &mut Task, work: u32) -> Result<Progress<StudyAnswer>, DeskError> {
        let (view, words) = self.ready()?;
        let version = self.version();
        Ok(match task {
            Task::Pattern(job) => match job.step(work) {
                Progress::Running { done, of } => Progress::Running { done, of },
                Progress::Done(found) => {
                    Progress::Done(tell::pattern(&view, words, version, &found))
                }
            },
            Task::Refused(refusal) => {
                Progress::Done(tell::refusal(&view, words, version, *refusal))
            }
        })
    }

    fn ready(&self) -> Result<(View<'_>, &Messages), DeskError> {
        if let Some((path, reason)) = self.files.refused.iter().next() {
            return Err(DeskError::File {
                path: path.clone(),
                reason: reason.clone(),
            });
        }
        let state = self.state.as_ref().ok_or(DeskError::Incomplete)?;
        let view = View::of(&self.files, state).ok_or(DeskError::Incomplete)?;
        let words = self.words.as_ref().ok_or(DeskError::Incomplete)?;
        Ok((view, words))
    }
}
