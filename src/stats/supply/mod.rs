//! Need and supply (`supply.*`).
//!
//! [`coverage`] and [`provider_ratio`] compare places with people area by area; [`FloatingCatchment`]
//! lets both cross borders; [`Catchment`] asks how far it is.

mod catchment;
mod coverage;
mod provider_ratio;
mod two_step_floating_catchment;

pub use catchment::{Catchment, Facility, Metric, Origin, Reach, Reached, catchment};
pub use coverage::{Coverage, Covered, Demand, coverage};
pub use provider_ratio::{Ratio, provider_ratio};
pub use two_step_floating_catchment::{
    Access, Decay, FloatingCatchment, Market, Trip, two_step_floating_catchment,
};
