//! The wasm with every kind of map, loaded on first use and never before the first map.
//!
//! [`Atlas`] is the engine once more, with every kind of map: the page goes on with it when a reader
//! asks for one that the core lacks. `overlay` hands over what lies over the areas of the map,
//! `multiples` paints small maps beside each other, `sheet` a view as a picture, `scatter` sets one
//! indicator against another; the wasm of `crates/study` draws it, as every chart.

mod multiples;
mod overlay;
mod scatter;
mod sheet;

pub use multiples::SmallMaps;
pub use overlay::{map_overlay, map_spots};
pub use scatter::{scatter, scatter_hit, scatter_points, scatter_table};
pub use sheet::Sheet;
pub use teilraum_web::Atlas;
