//! Trends, steps and bends of series (`trend.*`).
//!
//! [`Points`] is the door: a series without its gaps, in the order of time. A series that breaks
//! (another definition, other borders) is cut into [`segments`] first; no test may cross a break.
//! [`tested_trend`] does both and is what the atlas puts into words.

mod joinpoint;
mod line;
mod mann_kendall;
mod ols;
pub(crate) mod points;
mod segments;
mod step_change;
mod tested;

pub use joinpoint::{Joinpoint, Preferred, joinpoint};
pub(crate) use line::Line;
pub use mann_kendall::{MannKendall, Sen, mann_kendall};
pub use ols::{LogTrend, Ols, SlopeTest, ols, ols_log};
pub use points::Points;
pub use segments::{Observation, last_segment, segments};
pub use step_change::{StepChange, step_change};
pub use tested::{Direction, FEWEST, TestedTrend, TestedTrends, tested_trend};
