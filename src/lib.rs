//! The engine of Teilraum: published bytes in, answers, drawings and sentences out.
//!
//! It has no I/O, no clock and no web. Modules use only what stands left of them:
//! `model` · `format` · `table` · `query` · `stats` · `disclosure` · `classify` · `color` · `geom` ·
//! `scene` · `state` · `text` · `atlas`. Beside them, `handbook` lists every statistical method with
//! its formula and its source; it holds no code.

pub mod model;

pub mod format;
pub mod table;

pub mod query;

pub mod stats;

#[cfg(feature = "disclosure")]
pub mod disclosure;

pub mod classify;

pub mod color;

pub mod geom;

pub mod scene;

pub mod state;

pub mod text;

pub mod atlas;

#[cfg(doc)]
#[rustfmt::skip]
pub mod handbook;
