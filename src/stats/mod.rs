//! Statistics over plain slices of numbers; they know nothing of areas or indicators.
//!
//! [`Sorted`] is the door: it checks a slice once (not empty, every number finite) and sorts it, so
//! that no statistic meets NaN and none depends on the order of its input. From there
//! [`Summary`], [`quantile`] and the schemes of [`classify`](crate::classify). [`rank_among`] and
//! [`Histogram`] work on published values, integers in units of the last decimal, where ties are
//! exact. What cannot be computed has a [`Reason`], never NaN. What may take long is a [`Job`].
//!
//! ```
//! use teilraum::stats::{Sorted, Summary, quantile};
//! let sorted = Sorted::new(&[4.0, 1.0, 3.0, 2.0])?;
//! assert_eq!(Summary::of(&sorted).median, 2.5);
//! assert_eq!(quantile(&sorted, 1, 3), 2.0);
//! # Ok::<(), teilraum::stats::Reason>(())
//! ```

pub mod aggregate;
pub mod allocate;
pub mod benchmark;
pub mod composite;
pub mod distribution;
pub mod forecast;
pub mod funnel;
pub mod inequality;
pub mod interpolate;
pub mod interval;
pub mod normalise;
pub mod relation;
pub mod segregation;
pub mod similar;
pub mod spatial;
pub mod standardise;
pub mod supply;
pub mod trend;
pub mod typology;

mod ascending;
mod checked;
mod histogram;
mod job;
mod quantile;
mod random;
mod rank;
mod reason;
mod sorted;
mod summary;

pub use ascending::sort_units;
pub use histogram::Histogram;
pub use job::{Job, Progress, finish};
pub use quantile::quantile;
pub use random::Random;
pub use rank::rank_among;
pub use reason::Reason;
pub use sorted::Sorted;
pub use summary::Summary;
