//! From many values to a few classes.
//!
//! Two layers. The *schemes*, one file each, work on any numbers and return raw upper bounds:
//! [`quantile`], [`equal_interval`], [`fisher_jenks`], [`std_mean`], [`user_defined`],
//! [`head_tail`], [`maximum_breaks`], [`pooled`]. Class j holds b(j−1) < x ≤ b(j), and the last
//! bound is the maximum or lies above it.
//!
//! [`classify`] applies a scheme to *published* values and gives [`Breaks`]: bounds on the grid of
//! published values, and the only `class_of` there is. Map, legend and table share it, so a printed
//! value always lies inside its printed class.
//!
//! ```
//! use teilraum::classify::classify;
//! use teilraum::model::ClassMethod;
//! // 1.0, 2.0, 3.0, 4.0 with one decimal:
//! let breaks = classify(&[10, 20, 30, 40], ClassMethod::Quantile, 2, None, &[])?;
//! assert_eq!(breaks.upper(), [25, 40]);
//! assert_eq!(breaks.class_of(25), 0);
//! assert_eq!(breaks.class_of(26), 1);
//! # Ok::<(), teilraum::stats::Reason>(())
//! ```
//!
//! # References
//! Slocum, T. A. et al. (2009): Thematic Cartography and Geovisualization, ch. 4. Brewer, C. A. and
//! Pickle, L. (2002): Evaluation of methods for classifying epidemiological data on choropleth maps
//! in series. Annals of the AAG 92, 662–681.

mod breaks;
mod equal_interval;
mod fisher_jenks;
mod head_tail;
mod job;
mod maximum_breaks;
mod pooled;
mod quantile;
mod std_mean;
mod user_defined;

pub use breaks::{Breaks, ClassRange, Middle};
pub use equal_interval::equal_interval;
pub use fisher_jenks::{FisherJenksJob, NaturalBreaks, fisher_jenks};
pub use head_tail::head_tail;
pub use job::{ClassifyJob, classify};
pub use maximum_breaks::maximum_breaks;
pub use pooled::pooled;
pub use quantile::quantile;
pub use std_mean::{std_mean, std_multiples};
pub use user_defined::user_defined;
