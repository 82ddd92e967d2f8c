//! What ends a publication before anything is written.

use std::path::PathBuf;

use crate::finding::Finding;

/// Why there is no bundle.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// A file of the configuration cannot be read. Check its path and its permissions.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The configuration is wrong. Every mistake is listed with its place.
    #[error("the configuration has {} mistake(s):\n{}", .0.len(), lines(.0))]
    Config(Vec<Finding>),
}

fn lines(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
