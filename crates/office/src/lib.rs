//! The wasm that writes a view as a file, loaded on first use and never before the first map.
//!
//! The engine's `atlas::extract` opens the view and tells its rows, typed; this crate knows what files
//! look like. [`Clerk`] drives both in steps. Each [`Form`] is a sink for rows: `csv` writes tables for a
//! German Excel and for programs, `xlsx` a workbook (through `zip`), `geo` outlines with values. `edge`
//! is the class that JavaScript sees.

mod clerk;
mod csv;
mod edge;
mod geo;
mod sink;
mod xlsx;
mod zip;

pub use clerk::{Clerk, ClerkError, Done, Form, Step};
pub use edge::Writer;
