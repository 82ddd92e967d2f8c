//! From one area system to another (`interpolate.*`).
//!
//! [`by_area`] spreads evenly over the ground, [`Crosswalk`] by where people live.

mod area;
mod crosswalk;

pub use area::{Measure, Overlap, Sources, by_area, covered_area};
pub use crosswalk::{Carried, Crosswalk, Link, Point};
