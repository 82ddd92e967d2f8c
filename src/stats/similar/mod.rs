//! Areas that are alike (`similar.*`).
//!
//! [`Profiles`] describe areas by several indicators on one scale; [`nearest`] finds those that
//! resemble a given one. [`typology`](super::typology) groups them.

mod nearest;
pub(crate) mod profiles;

pub use nearest::{Neighbour, nearest};
pub use profiles::{Gaps, Profiles};
