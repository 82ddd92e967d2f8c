//! The wasm of charts and studies, loaded on first use and never before the first map.
//!
//! `charts` draws on canvases what an engine in another module has worked out; `study` opens a view
//! on its own and studies it in steps, on the page or in a worker. It paints no maps: those that the
//! core lacks are in `crates/maps`.

mod charts;
mod study;

pub use charts::{draw_scatter, draw_trend};
pub use study::Study;
