//! From outlines and looks to pixels, and from pixels back to areas.
//!
//! A [`Camera`] says which part of the map plane the screen shows. [`IdBuffer::raster`] writes
//! for each pixel which area it belongs to. [`Painter::paint`] turns ids into colors in one pass
//! with a table made from a [`Style`], so recoloring never touches geometry, and [`Painter::rows`] does so
//! some rows at a time; a border is where
//! neighbouring ids differ; where no area is, land around them may show
//! ([`Outlines::context`](crate::geom::Outlines::context)). At rest a [`RefinePaint`] paints the same picture again with smooth
//! edges, a few rows per step. [`hit`] reads back which area lies under a pointer. [`svg`] writes
//! the same scene as vector graphics. `overlay` (feature `kinds`) lists what lies over the areas. A [`LabelPlan`] says which names stand on the map.
//!
//! Pixels are device pixels, y downward, (0, 0) the outer corner of the first one; lengths named
//! `_css` are CSS pixels, which the density converts. All of it is integer or plain IEEE
//! arithmetic: the same input gives the same bytes natively and in the browser.

mod borders;
mod camera;
mod chain;
mod error;
mod ground;
mod hit;
mod ids;
mod labels;
mod marks;
#[cfg(feature = "kinds")]
mod overlay;
mod paint;
mod palette;
mod pattern;
mod project;
mod refine_paint;
mod simplify;
mod style;
mod svg;
mod svg_path;
mod tiny;

pub use camera::Camera;
pub use error::SceneError;
pub use hit::{LabelIndex, hit};
pub use ids::IdBuffer;
pub use labels::{Candidate, LabelPlan};
#[cfg(feature = "kinds")]
pub use overlay::{Form, Overlay, Spot, SpotLook, SpotText};
pub use paint::Painter;
pub use refine_paint::{Progress, RefinePaint};
pub(crate) use style::GREY;
pub use style::{Colors, Look, Mark, Rgb, Style, Widths, ground_on};
#[cfg(feature = "kinds")]
pub(crate) use svg::escaped;
pub use svg::{Caption, svg};
