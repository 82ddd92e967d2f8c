//! Inequality between areas or groups (`inequality.*`).
//!
//! All measures but the slope index are 0 where everybody has the same, and do not depend on the
//! unit of the values.

mod atkinson;
mod gini;
mod hoover;
mod sii;
mod theil;
mod theil_weighted;

pub use atkinson::atkinson;
pub use gini::{Gini, gini, gini_weighted};
pub use hoover::hoover;
pub use sii::{SlopeIndex, slope_index};
pub use theil::{Theil, theil, theil_by_group};
pub use theil_weighted::{GroupTheil, WeightedTheil, theil_weighted};
