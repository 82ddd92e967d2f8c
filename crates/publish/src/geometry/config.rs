//! What the configuration says about outlines: one `[[geometry]]` table per area system.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Outlines of one area system.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeometryConfig {
    /// Key of the area system.
    pub system: String,
    /// Keys of the sources named under the map.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Proj string of the map plane, in metres.
    pub projection: String,
    /// The one layer that carries the outlines, by the key of its level (the finest).
    pub levels: BTreeMap<String, LayerConfig>,
    /// Coarser levels whose outlines are dissolved from it through the areas' parents.
    #[serde(default)]
    pub dissolve: Vec<String>,
    /// Layers that must agree with the dissolved outlines, by level key.
    #[serde(default)]
    pub check: BTreeMap<String, LayerConfig>,
    /// Metres per grid step to which every vertex is snapped.
    #[serde(default = "default_step_m")]
    pub step_m: f64,
    /// Borders that run apart or over each other by no more than this are joined; default one step.
    #[serde(default)]
    pub tolerance_m: Option<f64>,
    /// Metres per pixel at which each band still looks exact, coarsest first; one more band holds
    /// every vertex.
    #[serde(default = "default_detail")]
    pub detail_m_per_px: Vec<f64>,
    /// Largest difference in area between a dissolved outline and its check layer, as a share.
    #[serde(default = "default_check_share")]
    pub check_share: f64,
}

/// One Shapefile layer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerConfig {
    /// The `.shp` file, relative to the configuration; `.dbf`, `.prj` and `.cpg` lie beside it.
    pub file: String,
    /// The text attribute with the official key.
    pub key: String,
    /// Records are used only where every named attribute has this value.
    #[serde(default)]
    pub filter: BTreeMap<String, FilterValue>,
    /// Encoding of the attributes where no `.cpg` file says it: `utf-8`, `iso-8859-1` …
    #[serde(default)]
    pub encoding: Option<String>,
}

/// A value an attribute must have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum FilterValue {
    /// A whole number, compared as a number.
    Number(i64),
    /// A text, compared without the blanks around it.
    Text(String),
}

impl GeometryConfig {
    /// The tolerance in metres, stated or one grid step.
    #[must_use]
    pub fn tolerance_m(&self) -> f64 {
        self.tolerance_m.unwrap_or(self.step_m)
    }
}

fn default_step_m() -> f64 {
    10.0
}

fn default_detail() -> Vec<f64> {
    vec![900.0, 250.0]
}

fn default_check_share() -> f64 {
    0.001
}
