//! Secondary (complementary) suppression (sekundäre Geheimhaltung).

use super::cell::CellId;
use super::system::System;

/// What to withhold besides the secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// The cells to withhold, in the order of adding.
    pub extra: Vec<CellId>,
    /// The sum of their costs.
    pub cost: u64,
}

/// Secrets that cannot be protected by withholding more, or not within the limits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} secrets cannot be protected by withholding further cells", .secrets.len())]
pub struct Unprotected {
    /// Those secrets, in the order of adding.
    pub secrets: Vec<CellId>,
    /// What protects all others.
    pub pattern: Pattern,
}

/// Chooses cells to withhold so that every secret is protected.
///
/// # Errors
/// [`Unprotected`].
pub fn secondary(system: &System) -> Result<Pattern, Unprotected> {
    Err(Unprotected {
        secrets: system.secrets(),
        pattern: Pattern::default(),
    })
}
