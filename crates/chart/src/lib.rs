//! Charts of the atlas, drawn with plotters on any backend: a canvas in the browser, SVG natively.
//!
//! What a chart shows comes final from the engine ([`teilraum::atlas::TrendChart`],
//! [`teilraum::atlas::ScatterChart`]); here it only becomes lines and letters. [`Measured`] wraps a backend and answers "how wide is this text?"
//! from [`advance`], a table of our own: the same on every target, and without the inline styles
//! by which plotters measures in a browser, which a strict content policy refuses.

mod measured;
mod palette;
mod scatter;
mod trend;

pub use measured::Measured;
pub use palette::Palette;
pub use scatter::draw_scatter;
pub use teilraum::text::advance;
pub use trend::draw_trend;
