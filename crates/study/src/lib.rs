//! The second wasm, loaded on first use and never before the first map.
//!
//! `charts` draws on canvases what the engine in the core has worked out; `overlay` hands over what
//! lies over the areas of the map; `study` opens a view on
//! its own and studies it in steps, on the page or in a worker. [`Atlas`] is the engine once more, with
//! every kind of map: the page goes on with it when a reader asks for one that the core lacks. Everything that would make the core
//! heavier than a first visit may weigh belongs here.

mod charts;
mod multiples;
mod overlay;
mod sheet;
mod study;

pub use charts::{draw_scatter, draw_trend, scatter_hit, scatter_table};
pub use multiples::SmallMaps;
pub use overlay::{map_overlay, map_spots};
pub use sheet::Sheet;
pub use study::Study;
pub use teilraum_web::Atlas;
