//! What can be wrong with a bundle as a whole.

use teilraum::format::FormatError;

/// Something that makes a bundle wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A file that cannot be used.
    #[error(transparent)]
    Format(FormatError),
    /// A file that is listed and not there.
    #[error("{path}: expected a file, found none")]
    Missing {
        /// Its path.
        path: String,
    },
    /// A file of another size than listed.
    #[error("{path}: expected {expected} bytes as the catalogue says, found {found}")]
    Size {
        /// Its path.
        path: String,
        /// As listed.
        expected: u64,
        /// As found.
        found: u64,
    },
    /// A file whose name belongs to other content.
    #[error("{path}: expected content with the hash {expected}, found {found}")]
    Hash {
        /// Its path.
        path: String,
        /// As named.
        expected: String,
        /// As found.
        found: String,
    },
    /// Outlines that are told twice, and not the same.
    #[error("{path}: expected the outlines of the coarsest band, found others")]
    Mesh {
        /// Path of the mesh.
        path: String,
    },
    /// A file of the first view that the catalogue does not know.
    #[error("manifest.json, first: expected files of the catalogue, found {path}")]
    Unlisted {
        /// Its path.
        path: String,
    },
    /// Observations that are in no file, or in two.
    #[error(
        "indicator \"{indicator}\", level \"{level}\": expected blocks with {expected} cells together, found {found}"
    )]
    Coverage {
        /// Key of the indicator.
        indicator: String,
        /// Key of the level.
        level: String,
        /// Areas by periods by category tuples.
        expected: u64,
        /// Sum over the blocks.
        found: u64,
    },
    /// A pack that says something else than the blocks.
    #[error(
        "{path}: indicator \"{indicator}\", cell {cell}: expected what the blocks say, found something else"
    )]
    Pack {
        /// Path of the pack.
        path: String,
        /// Key of the indicator.
        indicator: String,
        /// Position in the pack's block.
        cell: usize,
    },
    /// A description of the downloads that describes none.
    #[error("{path}: expected a Data Package with the path of each resource, found {found}")]
    Package {
        /// Its path.
        path: String,
        /// What is there instead.
        found: &'static str,
    },
    /// A described download that the list of downloads lacks.
    #[error("datapackage.json: expected resources of the list of downloads, found {path}")]
    Unoffered {
        /// Its path.
        path: String,
    },
    /// A list of pages that is none.
    #[error("{path}: expected the hashes of the pages by path, found something else")]
    PageList {
        /// Its path.
        path: String,
    },
    /// A page that leads nowhere.
    #[error("{path}: expected links to pages and places that exist, found \"{link}\"")]
    DeadLink {
        /// Path of the page.
        path: String,
        /// The link as written.
        link: String,
    },
    /// A download of a source that the catalogue lacks.
    #[error("{path}: expected sources of the catalogue, found \"{source_key}\"")]
    Source {
        /// Path of the download.
        path: String,
        /// Key of the source.
        source_key: String,
    },
    /// A key without words.
    #[error("texts \"{language}\": expected words for {what}, found none")]
    NoWords {
        /// The language.
        language: String,
        /// List and key.
        what: String,
    },
}
