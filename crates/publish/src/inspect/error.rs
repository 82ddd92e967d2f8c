//! Why nothing can be proposed.

use crate::geometry::error::GeometryError;

/// A file that no recipe can be made for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InspectError {
    /// The file cannot be opened. Check its path and its permissions.
    #[error("{file}: cannot be read: {source}")]
    Io {
        /// The file.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file holds something else than what recipes are for.
    #[error("{place}: expected {expected}, found {found}")]
    Unfit {
        /// File, and row where there is one.
        place: String,
        /// What was expected there.
        expected: String,
        /// What was found.
        found: String,
    },
    /// Outlines that cannot be read.
    #[error(transparent)]
    Geometry(#[from] GeometryError),
}

impl InspectError {
    /// The file as a whole is not what was expected.
    pub(super) fn unfit(
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self::Unfit {
            place: place.into(),
            expected: expected.into(),
            found: found.into(),
        }
    }
}
