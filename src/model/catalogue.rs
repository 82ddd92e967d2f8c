//! What one published bundle holds, and in which files.

use std::ops::Range;

use super::{Date, Indicator, IndicatorIx, Level, LevelIx, Lookup};

/// `manifest.json`: the one file that changes; it points to everything else.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// Format version, `major.minor`.
    pub teilraum: String,
    /// Path of the generation file; its hash is the data version.
    pub generation: String,
    /// CRC-32 (IEEE) of the generation file, which is JSON and has no checksum of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crc32: Option<u32>,
    /// Files of the default view, so that they can be asked for at once.
    pub first: Vec<String>,
    /// Path of the outlines of the default view, where they are a mesh; then `first` has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mesh: Option<String>,
    /// Path of the generation before this one, where the publisher keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Content hash of the picture of the first view: 16 hexadecimal digits, as in names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<String>,
}

impl Manifest {
    /// The files of the default view that a reader asks for at once.
    pub fn at_once(&self) -> impl Iterator<Item = &String> {
        self.first.iter().chain(&self.mesh)
    }
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

/// A file about the areas of one run of the bundle's list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunRef {
    /// Path below the bundle's folder, content hash in its name.
    pub path: String,
    /// Size in bytes as stored.
    pub bytes: u32,
    /// First and one-past-last area that the file says something of.
    pub areas: [u32; 2],
}

impl RunRef {
    /// Whether the file says something of an area in `range`.
    #[must_use]
    pub fn overlaps(&self, range: &Range<u32>) -> bool {
        self.areas[0] < range.end && range.start < self.areas[1]
    }
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

/// A set of outlines of one area system: bands of one topology, coarsest first.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeometryRef {
    /// Key of the area system.
    pub system: String,
    /// The levels whose views these outlines draw, ascending; coarser levels that are not among
    /// them are there for their borders. No level is served by two sets.
    pub serves: Vec<LevelIx>,
    /// Territorial status of the outlines, where it is not that of the area system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Date>,
    /// Keys of the sources of the outlines.
    pub sources: Vec<String>,
    /// Proj string of the map plane.
    pub projection: String,
    /// Files, coarsest band first; each further one refines those before.
    pub bands: Vec<FileRef>,
    /// Largest deviation from the source outline in metres, per band.
    pub error_m: Vec<f64>,
    /// Adjacency and label points of the levels served.
    pub neighbours: Vec<RunRef>,
    /// The coarsest band once more, in fewer bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mesh: Option<FileRef>,
    /// Land around the areas, on the same map plane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<ContextRef>,
}

impl GeometryRef {
    /// Whether `path` is its coarsest band as a mesh.
    #[must_use]
    pub fn has_mesh(&self, path: &str) -> bool {
        self.mesh.as_ref().is_some_and(|it| it.path == path)
    }

    /// Whether `path` is its land around the areas.
    #[must_use]
    pub fn has_context(&self, path: &str) -> bool {
        self.context.as_ref().is_some_and(|it| it.file.path == path)
    }
}

/// Land that belongs to no area: neighbouring countries, coasts.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextRef {
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// The file.
    pub file: FileRef,
}

/// A layer of facilities.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacilitiesRef {
    /// Stable key; its title is in the texts.
    pub key: String,
    /// Key of the area system on whose map plane the points lie.
    pub system: String,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// Key of the unit of the capacity.
    pub unit: String,
    /// Number of facilities.
    pub count: u32,
    /// The file.
    pub file: FileRef,
}

/// A file offered to everybody, outside of what the atlas itself reads.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DownloadRef {
    /// Path below the bundle's folder: `csv/births.csv`.
    pub path: String,
    /// Size in bytes as stored.
    pub bytes: u32,
    /// Content hash: 16 hexadecimal digits, as in names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// What it is called, in the atlas's first language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Media type: `text/csv`; empty where it is not told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// Keys of its sources, whose licences hold for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// Static pages beside the live view. The page of an area has the address
/// `<path>/<language>/<system>/<level>/<key>.html` below the bundle's folder, each part in lower
/// case; `FORMAT.md` tells more. Everything in the folder `path` belongs to the bundle.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagesRef {
    /// Folder of the pages, below the bundle's folder.
    pub path: String,
    /// The file with the content hash of each file in the folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<FileRef>,
    /// Languages that there are pages in.
    pub languages: Vec<String>,
    /// Levels whose areas have a page each.
    pub levels: Vec<LevelIx>,
    /// Levels whose areas share a page with the others of their parent, each with `k-<key>` as
    /// anchor.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchored: Vec<LevelIx>,
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
    /// What a reader must know beyond its version to read this bundle rightly. Version 1.0 knows
    /// of nothing; a reader refuses a bundle that needs what it does not know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
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
    pub areas: Vec<RunRef>,
    /// Sets of outlines.
    pub geometry: Vec<GeometryRef>,
    /// The search index: words that lead to areas of a run.
    pub search: Vec<RunRef>,
    /// Themes in menu order.
    pub themes: Vec<Theme>,
    /// Indicators in menu order.
    pub indicators: Vec<Indicator>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Profile packs of levels whose areas have few parents.
    pub packs: Vec<PackRef>,
    /// Files that list the packs of the other levels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pack_lists: Vec<RunRef>,
    /// Layers of facilities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facilities: Vec<FacilitiesRef>,
    /// Key of the indicator shown first.
    pub default_indicator: String,
    /// Key of the level shown first.
    pub default_level: String,
    /// The list of downloads offered to everybody: CSV, GeoJSON, Data Package, DCAT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downloads: Option<FileRef>,
    /// Static pages, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<PagesRef>,
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

    /// `level` and the levels above it, finest first.
    pub fn lineage(&self, level: LevelIx) -> impl Iterator<Item = LevelIx> + '_ {
        std::iter::successors(Some(level), |ix| self.levels.get(ix.index())?.parent)
    }

    /// The set of outlines that draws the views of `level`, with its position.
    #[must_use]
    pub fn outlines_of(&self, level: LevelIx) -> Option<(usize, &GeometryRef)> {
        let mut sets = self.geometry.iter().enumerate();
        sets.find(|(_, set)| set.serves.contains(&level))
    }

    /// The source with the key `key`.
    #[must_use]
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.key == key)
    }
}
