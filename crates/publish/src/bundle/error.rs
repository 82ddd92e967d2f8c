//! Why a bundle could not be written.

use std::path::PathBuf;

use teilraum::format::FormatError;
use teilraum::stats::Reason;

use crate::verify::Problem;

/// Why a bundle could not be written. Nothing was changed in the output folder, unless the file
/// system itself failed halfway; then the bundle that stood there before still opens.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// The content breaks a rule of the format: correct the source or its recipe.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The files do not fit together when read back.
    #[error("the bundle does not hold when read back: {}", list(.0))]
    Unsound(Vec<Problem>),
    /// Observations of a level that the content does not have.
    #[error("block of level {found}: expected one of {levels} levels")]
    Level {
        /// The level's position.
        found: u8,
        /// How many there are.
        levels: usize,
    },
    /// Outlines for a level that the content does not have.
    #[error("outlines, serves: expected keys of levels, found \"{level}\"")]
    Serves {
        /// What stands there.
        level: String,
    },
    /// Default classes that cannot be cut.
    #[error("indicator \"{indicator}\", default classes: {reason:?}")]
    Classes {
        /// Key of the indicator.
        indicator: String,
        /// Why not.
        reason: Reason,
    },
    /// Pages that cannot be written.
    #[error(transparent)]
    Pages(#[from] crate::pages::PagesError),
    /// Two files of one path.
    #[error("{path}: expected one file of this path, found another with other content")]
    Twice {
        /// The path.
        path: String,
    },
    /// A preview that is no picture.
    #[error("preview: expected an <svg> without script, found {found}")]
    Preview {
        /// What it is.
        found: &'static str,
    },
    /// The output folder holds something else: choose another, or empty it.
    #[error(
        "{path}: expected a bundle, an empty folder or nothing, found other files; it was left as it is"
    )]
    NotABundle {
        /// The folder.
        path: PathBuf,
    },
    /// The output folder holds the bundle of another atlas: choose another, or empty it.
    #[error(
        "{path}: expected a bundle of the atlas \"{own}\", found one of \"{there}\"; it was left as it is: \
         choose another folder, or remove that bundle first"
    )]
    OtherAtlas {
        /// The folder.
        path: PathBuf,
        /// Key of the atlas that is published.
        own: String,
        /// Key of the atlas whose bundle stands there.
        there: String,
    },
    /// A folder name that has no parent to write beside.
    #[error("{path}: expected a folder name")]
    NoName {
        /// What was given.
        path: PathBuf,
    },
    /// Bands of outlines that do not fit onto each other.
    #[error("outlines: {0}")]
    Bands(#[from] teilraum::geom::GeomError),
    /// Outlines that cannot be offered as GeoJSON.
    #[error(transparent)]
    Geometry(#[from] crate::geometry::GeometryError),
    /// A release that would give secrets away, or forget which ones there are.
    #[error(transparent)]
    Release(#[from] crate::disclosure::release::ReleaseError),
    /// A value that JSON cannot hold.
    #[error("JSON: {0}")]
    Json(serde_json::Error),
    /// The file system refused.
    #[error("{path}: {doing}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        doing: &'static str,
        /// Its answer.
        source: std::io::Error,
    },
}

fn list(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("\n  {problem}"))
        .collect();
    lines.concat()
}
