//! What a publication consists of before it becomes files: the hand-over between reading and writing.

use std::collections::BTreeMap;

use teilraum::model::{
    AreaSystem, Areas, Block, Date, DefinitionText, Facilities, Indicator, Level, Lookup,
    Neighbours, RefineBand, SearchTerm, Source, Texts, Theme, Topology,
};

use crate::config::pages::PagesConfig;
use crate::config::site::Accessibility;
use crate::imprint::Imprint;

/// Everything that will be published, checked and in final order.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Stable key of the atlas.
    pub key: String,
    /// Languages, the default one first.
    pub languages: Vec<String>,
    /// Who publishes.
    pub imprint: Imprint,
    /// Area systems.
    pub systems: Vec<AreaSystem>,
    /// Levels with their area ranges.
    pub levels: Vec<Level>,
    /// Areas, sorted by level, then key.
    pub areas: Areas,
    /// Words that lead to areas beyond their names and keys, sorted.
    pub search: Vec<SearchTerm>,
    /// Themes in menu order.
    pub themes: Vec<Theme>,
    /// Indicators in menu order; `blocks` and `classes` are still empty.
    pub indicators: Vec<Indicator>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Short texts by language.
    pub texts: BTreeMap<String, Texts>,
    /// Long texts by language, then indicator key.
    pub definitions: BTreeMap<String, Lookup<DefinitionText>>,
    /// One block per indicator and level: all areas of the level, all periods.
    pub blocks: Vec<Block>,
    /// Outlines, one or more sets per area system; no level is served twice.
    pub outlines: Vec<Outlines>,
    /// Layers of points with a capacity.
    pub facilities: Vec<Facilities>,
    /// Key of the indicator shown first.
    pub default_indicator: String,
    /// Key of the level shown first.
    pub default_level: String,
    /// Decisions on secret cells, for the private ledger; never written into the bundle.
    pub ledger: Option<crate::disclosure::Pending>,
    /// Which static pages are wanted.
    pub pages: Option<PagesConfig>,
    /// The accessibility statement.
    pub accessibility: Option<Accessibility>,
}

/// Outlines of one area system, ready to write.
#[derive(Clone, Debug, Default)]
pub struct Outlines {
    /// Key of the area system.
    pub system: String,
    /// Keys of the levels whose views are drawn with these outlines; the others are only their borders.
    pub serves: Vec<String>,
    /// Territorial status of the outlines.
    pub status: Option<Date>,
    /// Keys of the sources of the outlines.
    pub sources: Vec<String>,
    /// Proj string of the map plane.
    pub projection: String,
    /// The coarsest band.
    pub base: Topology,
    /// The finer bands.
    pub bands: Vec<RefineBand>,
    /// Largest deviation from the source in metres, per band (base first).
    pub error_m: Vec<f64>,
    /// Neighbours and label points, one per level.
    pub neighbours: Vec<Neighbours>,
    /// Land around the areas.
    pub context: Option<Context>,
}

/// Land around the areas of a system, ready to write.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// Its rings, each one arc.
    pub rings: Topology,
}
