//! What one published bundle holds, and in which files.

use super::{Date, Indicator, IndicatorIx, Level, LevelIx, Lookup};

/// `manifest.json`: the one file that changes; it points to everything else.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// Format version, `major.minor`.
    pub teilraum: String,
    /// Path of the generation file; its hash is the data version.
    pub generation: String,
    /// Files of the default view, so that they can be asked for at once.
    pub first: Vec<String>,
}

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRef {
    /// Path below the bundle's folder, content hash in its name.
    pub path: String,
    /// Size in bytes as stored.
    pub bytes: u32,
}

/// The files of one language.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextsRef {
    /// What every view needs.
    pub core: FileRef,
    /// Long definitions, on demand.
    pub definitions: FileRef,
}

/// An area system: levels that nest, at one territorial status.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaSystem {
    /// Stable key: `verwaltung`.
    pub key: String,
    /// Territorial status of its outlines.
    pub status: Date,
}

/// A theme, in the order of menus; its indicators follow catalogue order.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Stable key: `income`.
    pub key: String,
}

/// A source with its licence.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Stable key.
    pub key: String,
    /// Licence identifier: `dl-de/by-2-0`.
    pub licence: String,
    /// Address of the licence text (http or https).
    pub licence_url: String,
    /// Address of the data (http or https), where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When the data were retrieved or issued, as the source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Date>,
}

/// Outlines of one area system: bands of one topology, coarsest first.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeometryRef {
    /// Key of the area system.
    pub system: String,
    /// Keys of the sources of the outlines.
    pub sources: Vec<String>,
    /// Proj string of the map plane.
    pub projection: String,
    /// Files, coarsest band first; each further one refines those before.
    pub bands: Vec<FileRef>,
    /// Largest deviation from the source outline in metres, per band.
    pub error_m: Vec<f64>,
    /// Adjacency and label points.
    pub neighbours: FileRef,
}

/// A block of observations and its extent.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockRef {
    /// The file.
    pub file: FileRef,
    /// The level it covers.
    pub level: LevelIx,
    /// First and one-past-last area.
    pub areas: [u32; 2],
    /// First and one-past-last period.
    pub periods: [u16; 2],
}

/// All indicators of the children of one area, for profiles.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackRef {
    /// The file.
    pub file: FileRef,
    /// Key of the parent area.
    pub parent: String,
    /// Level of the children.
    pub level: LevelIx,
}

/// `g/<hash>.json`: the generation. Everything a bundle holds, by reference.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Format version, `major.minor`.
    pub teilraum: String,
    /// Stable key of the atlas.
    pub key: String,
    /// Languages, the default one first.
    pub languages: Vec<String>,
    /// Texts by language.
    pub texts: Lookup<TextsRef>,
    /// Area systems.
    pub systems: Vec<AreaSystem>,
    /// Levels, coarsest first within their system.
    pub levels: Vec<Level>,
    /// The list of all areas, in files that follow each other.
    pub areas: Vec<FileRef>,
    /// Outlines.
    pub geometry: Vec<GeometryRef>,
    /// The search index.
    pub search: FileRef,
    /// Themes in menu order.
    pub themes: Vec<Theme>,
    /// Indicators in menu order.
    pub indicators: Vec<Indicator>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Profile packs.
    pub packs: Vec<PackRef>,
    /// Key of the indicator shown first.
    pub default_indicator: String,
    /// Key of the level shown first.
    pub default_level: String,
    /// Downloads offered to everybody: CSV, GeoJSON, Data Package, DCAT.
    pub downloads: Vec<FileRef>,
}

impl Catalogue {
    /// The level with the key `key`.
    #[must_use]
    pub fn level(&self, key: &str) -> Option<LevelIx> {
        let at = self.levels.iter().position(|level| level.key == key)?;
        u8::try_from(at).ok().map(LevelIx)
    }

    /// The indicator with the key or former key `key`.
    #[must_use]
    pub fn indicator(&self, key: &str) -> Option<IndicatorIx> {
        let is_it = |indicator: &Indicator| {
            indicator.key == key || indicator.former_keys.iter().any(|former| former == key)
        };
        let at = self.indicators.iter().position(is_it)?;
        u32::try_from(at).ok().map(IndicatorIx)
    }

    /// The source with the key `key`.
    #[must_use]
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.key == key)
    }
}
