//! Maps to measure with: made-up countries of 400 to 1,000,000 areas from a seed, and the demo's
//! Gemeinden, each as a bundle and as the files that other map libraries read.
//!
//! In reading order: [`plan`] says how large each set is; [`land`] where land lies and which hexagon
//! belongs to which area; [`borders`] turns that into shared, irregular borders and [`outlines`] those
//! into what the publisher writes; [`values`] makes the numbers, [`content`] the atlas around them.
//! [`demo`] takes the Gemeinden from the demo instead. [`export`] writes GeoJSON, TopoJSON and columns
//! of values. Nothing here is data about any real place except the demo's, and the bundles say so.

pub mod borders;
pub mod content;
pub mod demo;
pub mod error;
pub mod export;
pub mod land;
pub mod noise;
pub mod outlines;
pub mod plan;
pub mod set;
pub mod values;

pub use error::BenchError;
