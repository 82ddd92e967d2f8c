//! `[[context]]`: land around the areas, such as neighbouring countries.

use serde::Deserialize;

use crate::geometry::LayerConfig;

/// Land that belongs to no area and is drawn beneath them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextConfig {
    /// Key of the area system that it surrounds.
    pub system: String,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// The file and how to read it; its `key` only names shapes in messages.
    pub layer: LayerConfig,
}
