//! A view opened on its own, beside the page: fed like an [`Atlas`](super::Atlas), without map and
//! answer, for whoever works out something else of it, possibly on another thread.

use crate::model::Catalogue;
use crate::state::{self, Scope, ViewState};
use crate::text::Messages;

use super::files::{Files, MANIFEST, SupplyError, numbers_of};
use super::wanted::keep_lacking;

/// Why something cannot begin.
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

/// The view of a link with what has arrived for it, and a catalogue of words of its own.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pub files: Files,
    pub state: Option<ViewState>,
    link: String,
    /// In front of the language in the path of the words.
    catalogue: &'static str,
    words: Option<Messages>,
}

impl Opened {
    /// Will open the view of `link`; its words lie in the folder `catalogue`, such as
    /// `messages/study/`.
    pub fn new(link: &str, catalogue: &'static str) -> Self {
        Self {
            link: link.to_owned(),
            catalogue,
            ..Self::default()
        }
    }

    /// Takes the bytes of the bundle's file `path`, or of a catalogue of messages.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), SupplyError> {
        if let Some(language) = path.strip_prefix(self.catalogue) {
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

    /// The data version, to be held against that of the page.
    pub fn version(&self) -> String {
        let manifest = self.files.manifest.as_ref();
        let path = manifest.map(|it| it.generation.as_str());
        let version = path.and_then(crate::format::data_version);
        version.unwrap_or_default().to_owned()
    }

    /// The files still needed; `want` names those of the view.
    pub fn missing(&self, want: impl Fn(&Catalogue, &ViewState, &mut Vec<String>)) -> Vec<String> {
        let mut wanted = vec![MANIFEST.to_owned()];
        let generation = self.files.manifest.as_ref().map(|it| &it.generation);
        wanted.extend(generation.cloned());
        if let Some(state) = &self.state {
            wanted.push(format!("messages/{}", state.language));
            if self.words.is_none() {
                wanted.push(format!("{}{}", self.catalogue, state.language));
            }
            if let Some(catalogue) = &self.files.catalogue {
                let texts = catalogue.texts.get(&state.language);
                wanted.extend(texts.map(|texts| texts.core.path.clone()));
                want(catalogue, state, &mut wanted);
            }
        }
        keep_lacking(&self.files, wanted)
    }

    /// State and words, once nothing is lacking that was asked for.
    pub fn ready(&self) -> Result<(&ViewState, &Messages), DeskError> {
        if let Some((path, reason)) = self.files.refused.iter().next() {
            return Err(DeskError::File {
                path: path.clone(),
                reason: reason.clone(),
            });
        }
        let ready = self.state.as_ref().zip(self.words.as_ref());
        ready.ok_or(DeskError::Incomplete)
    }
}
