//! Projections with growing intervals (`forecast.*`).
//!
//! All of them carry on what was; none knows what will change. How far they were off before, per
//! level of areas, says [`level_error`]. Series with gaps or suppressed values are not smoothed.

mod error_by_level;
mod holt;
mod linear;
mod projection;
mod ses;

pub use error_by_level::{LevelError, level_error};
pub use holt::{Holt, holt};
pub use linear::{LinearForecast, linear};
pub use projection::Projection;
pub use ses::{Ses, ses};
