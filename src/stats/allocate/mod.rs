//! Dividing a total by weights (`allocate`).
//!
//! [`Shares`] divides exactly, with or without a floor and a cap for each; [`Shares::units`] rounds so
//! that the units sum to the total. Everything is decided in whole numbers of any length: a tie is a
//! tie, and no cent is lost.
//!
//! ```
//! use teilraum::stats::allocate::{Rounding, Shares};
//! let shares = Shares::new(10.0, &[1.0, 1.0, 1.0], None, None)?;
//! assert_eq!(shares.units(Rounding::LargestRemainder)?, [4, 3, 3]);
//! # Ok::<(), teilraum::stats::Reason>(())
//! ```

mod natural;
mod rounding;
mod shares;

pub use rounding::Rounding;
pub use shares::Shares;
