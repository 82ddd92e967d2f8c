//! What all wasm modules need to talk to JavaScript.
//!
//! `value` carries values across, `error` turns errors into JavaScript's, `colors` reads the
//! colours of the page. No formula and no state lives here.

mod colors;
mod error;
mod value;

pub use colors::{PageColors, hex_color};
pub use error::{thrown, with_kind};
pub use value::{from_js, to_js};
