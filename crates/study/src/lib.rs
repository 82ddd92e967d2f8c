//! The second wasm, loaded on first use and never before the first map.
//!
//! `charts` draws on canvases what the engine in the core has worked out. Everything that would make
//! the core heavier than a first visit may weigh belongs here.

mod charts;

pub use charts::draw_trend;
