//! Correlation, and many tests at once (`stats.*`).

mod correlation;
mod fdr;

pub use correlation::{Correlation, CorrelationMethod, correlation};
pub use fdr::{Discoveries, FdrMethod, discoveries, fdr};
