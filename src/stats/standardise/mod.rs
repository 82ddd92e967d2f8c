//! Rates standardised by age (`rate.*`).

mod dsr;
mod smr;

pub use dsr::{DirectRate, Standard, dsr};
pub use smr::{IndirectRatio, Reference, smr};
