//! Studies: what takes long, is asked for rarely, and is told in sentences.
//!
//! A [`Desk`] opens the bundle on its own, without map, table and classes: it is fed like an
//! [`Atlas`](super::Atlas), wants only the files that a study reads, and may stand on another thread.
//! [`Desk::begin`] gives a [`Task`], [`Desk::step`] goes on with it. Every study has a file here and
//! a variant of [`Kind`]; its words stand in a catalogue of their own (`messages/study/<language>`).

mod answer;
mod pattern;
mod tell;

use crate::model::{Catalogue, LevelIx, RunRef};
use crate::state::ViewState;
use crate::stats::{Job, Progress};
use crate::text::Messages;

use super::files::SupplyError;
pub use super::opened::DeskError;
use super::opened::Opened;
use super::view::View;
use super::wanted::paths_of;

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

/// One view, opened on its own.
#[derive(Debug)]
pub struct Desk(Opened);

impl Desk {
    /// Will open the view of `link`.
    #[must_use]
    pub fn new(link: &str) -> Self {
        Self(Opened::new(link, WORDS))
    }

    /// Takes the bytes of the bundle's file `path`, or of a catalogue of messages.
    ///
    /// # Errors
    /// [`SupplyError`] if the bytes are not what they should be.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), SupplyError> {
        self.0.supply(path, bytes)
    }

    /// Notes that `path` cannot be had; without it there is no study.
    pub fn refuse(&mut self, path: &str, reason: &str) {
        self.0.files.refuse(path, reason);
    }

    /// The data version, to be held against that of the page.
    #[must_use]
    pub fn version(&self) -> String {
        self.0.version()
    }

    /// The files a study still needs; empty when all have arrived or cannot be had.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.0
            .missing(|catalogue, state, wanted| self.want(catalogue, state, wanted))
    }

    fn want(&self, catalogue: &Catalogue, state: &ViewState, wanted: &mut Vec<String>) {
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
        let blocks = self.0.files.blocks(indicator, level);
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
        let (state, words) = self.0.ready()?;
        let view = View::of(&self.0.files, state).ok_or(DeskError::Incomplete)?;
        Ok((view, words))
    }
}
