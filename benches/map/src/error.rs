//! Why a set could not be made.

use std::path::PathBuf;

/// Why a set could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BenchError {
    /// No set of that name.
    #[error("{found}: expected one of {}", .names.join(", "))]
    NoSuchSet {
        /// What was asked for.
        found: String,
        /// What there is.
        names: Vec<String>,
    },
    /// The outlines do not make a map.
    #[error(transparent)]
    Geometry(#[from] teilraum::geom::GeomError),
    /// The bundle cannot be written.
    #[error(transparent)]
    Bundle(#[from] teilraum_publish::bundle::BundleError),
    /// The demo cannot be read.
    #[error(transparent)]
    Publish(#[from] teilraum_publish::error::PublishError),
    /// The demo lacks what the set is made of.
    #[error("the demo has no {0}")]
    Demo(&'static str),
    /// A value that JSON cannot hold.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// What the file system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}
