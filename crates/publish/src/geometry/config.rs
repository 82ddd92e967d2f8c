//! What the configuration says about outlines: one `[[geometry]]` table per set of outlines.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use serde::Deserialize;
use teilraum::model::Date;

use super::error::GeometryError;
use super::layer::encoding;

/// A set of outlines of one area system.
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
    /// The levels whose views are drawn with this set; default all that it writes.
    #[serde(default)]
    pub serves: Option<Vec<String>>,
    /// Territorial status of the outlines where it is not that of the area system.
    #[serde(default)]
    pub status: Option<Date>,
    /// Whether outlines of areas that were merged later become part of their successor's.
    #[serde(default)]
    pub follow_successors: bool,
    /// What happens to records whose key is no area.
    #[serde(default)]
    pub unknown_keys: UnknownKeys,
    /// What happens to areas without a record.
    #[serde(default)]
    pub missing_outlines: MissingOutlines,
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

/// One layer of shapes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerConfig {
    /// The file, relative to the configuration; a Shapefile by its `.shp`, with the others beside it.
    pub file: String,
    /// The attribute with the official key.
    pub key: String,
    /// What kind of file it is; default by the end of its name.
    #[serde(default)]
    pub format: Option<Format>,
    /// The table of a GeoPackage or the object of a TopoJSON file, where there are several.
    #[serde(default)]
    pub table: Option<String>,
    /// Records are used only where every named attribute has this value.
    #[serde(default)]
    pub filter: BTreeMap<String, FilterValue>,
    /// Encoding of the attributes where no `.cpg` file says it: `utf-8`, `iso-8859-1` …
    #[serde(default)]
    pub encoding: Option<String>,
    /// Coordinate system where the file states none: `EPSG:25833`.
    #[serde(default)]
    pub crs: Option<String>,
    /// Whether the file has north before east, against its format.
    #[serde(default)]
    pub swap_axes: bool,
    /// Whether several records with one key are one area.
    #[serde(default)]
    pub dissolve_by_key: bool,
}

/// Kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `.shp` with `.dbf`, `.prj`, `.cpg`.
    Shapefile,
    /// `.gpkg`.
    Geopackage,
    /// `.geojson` or `.json`.
    Geojson,
    /// `.topojson`.
    Topojson,
}

/// A value an attribute must have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum FilterValue {
    /// A whole number, compared as a number.
    Number(i64),
    /// True or false.
    Flag(bool),
    /// A text, compared without the blanks around it.
    Text(String),
    /// Any of these.
    OneOf(Vec<FilterValue>),
}

/// What happens to records whose key is no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownKeys {
    /// They are errors.
    #[default]
    Refuse,
    /// They are listed and left out.
    LeaveOut,
    /// They are listed and belong to the coarser area whose key begins theirs, without an outline
    /// of their own: uninhabited land, areas merged since.
    Parent,
}

/// What happens to areas without a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingOutlines {
    /// They are errors.
    #[default]
    Refuse,
    /// They are listed and stay without outline.
    List,
}

impl LayerConfig {
    /// The kind of file, stated or by its name.
    ///
    /// # Errors
    /// [`GeometryError::Unreadable`] where neither tells.
    pub fn format(&self) -> Result<Format, GeometryError> {
        let end = std::path::Path::new(&self.file).extension();
        let end = end.map(|end| end.to_string_lossy().to_ascii_lowercase());
        let by_name = match end.as_deref() {
            Some("shp") => Some(Format::Shapefile),
            Some("gpkg") => Some(Format::Geopackage),
            Some("geojson" | "json") => Some(Format::Geojson),
            Some("topojson") => Some(Format::Topojson),
            _ => None,
        };
        self.format.or(by_name).ok_or_else(|| GeometryError::Unreadable {
            file: self.file.clone(),
            expected: "a name that ends in .shp, .gpkg, .geojson, .json or .topojson, or the setting `format`".to_owned(),
            found: end.map_or_else(|| "no ending".to_owned(), |end| format!(".{end}")),
        })
    }

    /// The encoding that is stated here.
    ///
    /// # Errors
    /// [`GeometryError::Encoding`] where there is none of that name.
    pub fn encoding(&self) -> Result<Option<&'static Encoding>, GeometryError> {
        let named = |stated: &String| {
            encoding::named(stated).ok_or_else(|| GeometryError::Encoding {
                file: format!("`encoding` of {}", self.file),
                found: stated.trim().to_owned(),
            })
        };
        self.encoding.as_ref().map(named).transpose()
    }

    /// The one of `names` that `table` states, or the only one.
    ///
    /// # Errors
    /// [`GeometryError::Unreadable`] lists what there is.
    pub fn chosen(&self, what: &str, names: &[String]) -> Result<String, GeometryError> {
        let chosen = match (&self.table, names) {
            (Some(stated), _) => names.iter().find(|name| *name == stated),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let expected = match &self.table {
            Some(stated) => format!("the {what} \"{stated}\""),
            None => format!("one {what}, or the setting `table`"),
        };
        chosen.cloned().ok_or_else(|| GeometryError::Unreadable {
            file: self.file.clone(),
            expected,
            found: match names {
                [] => "none".to_owned(),
                names => names.join(", "),
            },
        })
    }
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
