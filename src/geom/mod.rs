//! Outlines, and who lies where beside whom.
//!
//! In reading order: [`Outlines`] takes one level out of a [`Topology`](crate::model::Topology)
//! and keeps every shared border once, with the areas on its two sides, and may hold a [`Context`], the
//! land around them; [`refine`] adds the
//! points of a finer band. [`label_point`] finds a place well inside an outline,
//! [`neighbours`] derives the published adjacency from the arcs, [`contiguity`] that of polygons
//! which share none. [`Walk`] turns it into the four
//! arrow keys, such that every area can be reached from every other. [`GridIndex`] finds the
//! label point next to a position. [`parts`] sorts rings into outer ones with their holes, and [`Plane`]
//! knows the longitude and latitude of a point. `layout` (feature `kinds`) puts tiles and circles in the place of
//! outlines.
//!
//! Coordinates are grid steps (`i32`, y to the north) unless a name ends in `_m` (metres of the
//! map plane).

mod bounds;
mod components;
mod cone;
mod context;
mod contiguity;
mod error;
mod grid_index;
mod label_point;
#[cfg(feature = "kinds")]
mod layout;
mod neighbours;
mod outlines;
#[cfg(feature = "overlay")]
mod overlap;
mod parts;
mod plane;
mod refine;
mod segments;
mod walk;

pub use bounds::Bounds;
pub use context::Context;
pub use contiguity::{Contiguity, Polygon, contiguity, snapping_tolerance};
pub use error::GeomError;
pub use grid_index::GridIndex;
pub use label_point::label_point;
#[cfg(feature = "kinds")]
pub use layout::{Circles, Layout, Tiles, length};
pub use neighbours::neighbours;
pub use outlines::Outlines;
pub(crate) use outlines::arc_of;
#[cfg(feature = "overlay")]
pub use overlap::{Region, overlap_area, overlaps};
pub use parts::{parts, ring_area2, ring_holds};
pub use plane::Plane;
pub use refine::{refine, refine_borders};
pub use teilraum_raster::{Arc, GridBox};
pub use walk::{Direction, Walk};
