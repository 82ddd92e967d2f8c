//! Figures of an area from those of its parts (`aggregate.*`).

mod hierarchy;

pub use hierarchy::{Gaps, Measure, Status, Total, Unit, hierarchy};
