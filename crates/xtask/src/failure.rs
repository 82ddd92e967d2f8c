//! Why a task stopped. Every message says what was attempted, on what, and what was found.

use std::io;
use std::path::{Path, PathBuf};

/// The one error of this program.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command line was not understood.
    #[error("{0} (`cargo xtask help` lists what there is)")]
    Usage(String),
    /// A file or folder could not be read, written or moved.
    #[error("could not {doing} {}: {source}", path.display())]
    File {
        /// The verb: "read", "write" …
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A program could not be started.
    #[error("could not start `{command}`: {source}")]
    Start {
        /// The command as one would type it.
        command: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ended with a failure.
    #[error("`{command}` ended with {status}{detail}")]
    Command {
        /// The command as one would type it.
        command: String,
        /// Its exit status in words.
        status: String,
        /// The end of its output, or where to find it; may be empty.
        detail: String,
    },
    /// Something has to be installed by hand.
    #[error("{tool} is missing and could not be installed here: {reason}. By hand: {remedy}")]
    ByHand {
        /// Which tool.
        tool: String,
        /// Why not automatically.
        reason: String,
        /// What the reader has to do.
        remedy: String,
    },
    /// What was built or measured is not as it has to be.
    #[error("{0}")]
    Check(String),
    /// What failed has been printed already.
    #[error("see above")]
    Told,
}

impl Failure {
    /// Wraps what the file system said: `.map_err(Failure::file("read", path))`.
    pub fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
        let path = path.to_owned();
        move |source| Failure::File {
            doing,
            path,
            source,
        }
    }
}
