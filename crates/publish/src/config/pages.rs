//! `[pages]`: static pages that are useful without script.

use serde::Deserialize;

/// For which levels and languages pages are written.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagesConfig {
    /// Keys of the levels with a page of their own per area.
    pub levels: Option<Vec<String>>,
    /// Languages; the first one of the atlas by default.
    pub languages: Option<Vec<String>>,
}
