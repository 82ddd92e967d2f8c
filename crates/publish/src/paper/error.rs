//! Why there is no profile.

use teilraum::format::FormatError;

use crate::pages::PagesError;
use crate::preview::PreviewError;

/// Why a profile could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// A file that every bundle has is not there.
    #[error("{0}: expected a file of the bundle, found none")]
    Missing(String),
    /// A file of the bundle is damaged.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The engine refuses a file, or one that the profile needs is not there.
    #[error(transparent)]
    Engine(#[from] PreviewError),
    /// There are no words.
    #[error(transparent)]
    Words(#[from] PagesError),
    /// The bundle has no texts in the language.
    #[error("--lang: expected a language of the bundle ({known}), found \"{found}\"")]
    Language {
        /// Languages of the bundle.
        known: String,
        /// The one asked for.
        found: String,
    },
    /// No area or level has the key.
    #[error("{option}: expected the key of {what} of the bundle, found \"{found}\"{near}")]
    Unknown {
        /// The option that names it.
        option: &'static str,
        /// "an area", "a level".
        what: &'static str,
        /// What was given.
        found: String,
        /// "; near it: 09188 (Starnberg, Landkreis)", or empty.
        near: String,
    },
    /// The engine tells no profile of the area.
    #[error("{0}: the bundle has no profile of this area")]
    NoProfile(String),
    /// The font in the program is unusable.
    #[error("the font of profiles cannot be read")]
    Font,
    /// The PDF breaks a rule.
    #[error("the profile of {area} cannot be written as PDF/UA-1: {why}")]
    Pdf {
        /// Whose profile.
        area: String,
        /// The rules broken.
        why: String,
    },
}
