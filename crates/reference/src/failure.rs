//! Why a case has no result.

use teilraum::stats::Reason;

/// Why a case has no result.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The engine refuses, with its reason.
    Reason(Reason),
    /// The case cannot be read: where, and what was expected.
    Case(String),
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self::Reason(reason)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Reason(reason) => write!(f, "refused: {} ({reason})", reason.code()),
            Self::Case(what) => f.write_str(what),
        }
    }
}
