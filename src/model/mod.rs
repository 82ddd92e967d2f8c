//! The vocabulary of the atlas: what every other module talks about.
//!
//! Read in this order: [`ValueState`] says why a number is there or not, [`Period`] when it holds,
//! [`Area`] and [`Level`] where, [`Indicator`] what; [`Catalogue`] holds all of that for one
//! published bundle and says which files carry the rest: [`Block`]s of observations,
//! a [`Topology`] of outlines, [`Texts`] per language.
//!
//! Types here are plain data. They know nothing of files, pixels or sentences.

mod area;
mod area_runs;
mod block;
mod borders;
mod catalogue;
mod date;
mod decimal;
mod facilities;
mod id;
mod indicator;
mod lookup;
mod order;
mod period;
mod search;
mod texts;
mod topology;
mod value;

pub use area::{Area, Areas, KnownAreas, Level};
pub use area_runs::{AreaRuns, AreaWords};
pub use block::{Block, CellRef, Part, PartValues, Shape};
pub use borders::{Borders, LevelBorders};
pub(crate) use borders::{between, span};
pub use catalogue::{
    AreaSystem, BlockRef, Catalogue, ContextRef, DownloadRef, FacilitiesRef, FileRef, GeometryRef,
    Manifest, PackRef, PagesRef, RunRef, Source, TextsRef, Theme,
};
pub use date::Date;
pub use decimal::{Scaled, pow10, round_half_away};
pub use facilities::{Facilities, Facility};
pub use id::{AreaIx, CategoryIx, IndicatorIx, LevelIx, PeriodIx};
pub use indicator::{
    Axis, ClassMethod, DefaultClasses, Indicator, MeasureKind, Polarity, SeriesBreak, Uncertainty,
};
pub use lookup::Lookup;
pub use order::sort_by;
pub use period::{Period, PeriodKind};
pub use search::{SearchTerm, TermKind};
pub use texts::{
    AreaName, AtlasText, DefinitionText, IndicatorText, LevelText, SourceText, Texts, UnitText,
};
pub use topology::{ArcPoints, Neighbours, Outline, RefineBand, Topology};
pub use value::{Flags, ValueState};

#[cfg(test)]
pub(crate) mod sample;
