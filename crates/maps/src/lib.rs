//! The wasm with every kind of map, loaded on first use and never before the first map.
//!
//! [`Atlas`] is the engine once more, with every kind of map: the page goes on with it when a reader
//! asks for one that the core lacks. `overlay` hands over what lies over the areas of the map,
//! `filter` says what can be changed about the conditions that areas are to meet, `method` says more
//! of data and method, `charts` lays out the charts of an indicator, `multiples` paints small maps
//! beside each other, `sheet` a view as a picture, `scatter` sets one indicator against another; the
//! wasm of `crates/study` draws it, as every chart.

mod charts;
mod filter;
mod method;
mod multiples;
mod overlay;
mod scatter;
mod sheet;

pub use charts::Charts;
pub use filter::{filter_lines, filter_panel, filter_points};
pub use method::method;
pub use multiples::SmallMaps;
pub use overlay::{map_overlay, map_spots};
pub use scatter::{scatter, scatter_hit, scatter_points, scatter_table};
pub use sheet::Sheet;
pub use teilraum_web::Atlas;
