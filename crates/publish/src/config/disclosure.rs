//! `[disclosure]`: which figures are this office's own, and how its secrets are kept.

use serde::Deserialize;

/// What the whole atlas says about disclosure control.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureConfig {
    /// Keys of the sources whose figures this office makes itself and must protect.
    #[serde(default)]
    pub own_sources: Vec<String>,
}

/// What one indicator says about disclosure control.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorDisclosure {
    /// The profile used instead of the atlas's.
    pub profile: Option<String>,
}
