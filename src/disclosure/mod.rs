//! Disclosure control: what may be published, and proof that nothing gives a secret away.
//!
//! Only the publisher and the tests build this module (feature `disclosure`); it sees true numbers,
//! so it never reaches the browser. A publication goes through four steps:
//!
//! 1. **Primary rules**, cell by cell: [`frequency`], [`dominance`], [`p_percent`], [`rate`];
//!    [`pinned`] says whether a printed rate gives its count away.
//! 2. **One [`System`]** over everything that would leave the office: a [`Cell`] for each amount and
//!    a [`Relation`] for each sum, balance, printed rate or mean that readers know. Levels,
//!    categories, periods, overlapping area systems and earlier releases are all just cells and
//!    relations of the same system.
//! 3. **[`secondary`]** chooses the further cells to withhold; [`System::withhold`] withholds them.
//! 4. **[`audit`]** attacks what is left, independently of how the pattern was found. A secret that
//!    is not *proven* safe is a [`Breach`], also where a limit ended the search; the caller refuses.
//!
//! Beside these stand what changes numbers instead of hiding them ([`round`], [`round_at_random`],
//! [`cell_key`]) and what compares publications ([`differencing`], [`release_difference`]).
//!
//! # How a publisher fills the system
//!
//! | what is published or known | how it enters |
//! |---|---|
//! | a count, exact | [`Cell::published`]; [`Cell::fixed`] if it can no longer be withheld: published in an earlier release, or another office's |
//! | a count rounded or perturbed | [`Cell::rounded`] with the range readers can infer |
//! | a count that fails a primary rule | [`Cell::secret`] with the width its protection needs |
//! | a secret with one single contributor, e.g. a count of 1 | [`Cell::alone`] besides; optional and stricter than the widths |
//! | an amount never printed, e.g. the count behind a rate | [`Cell::hidden`], or [`Cell::secret`] if it is one |
//! | a value withheld by its source | [`Cell::unknown`]: never filled in, only ever derived by readers |
//! | total = sum of parts (areas, categories, months) | [`System::total`] |
//! | a printed rate, share or quota | [`Cell::carrier`] for the print, [`System::share`] for what it tells |
//! | any other linear knowledge | [`System::relation`] |
//! | the same figure in two tables | **one** cell, or two cells and a [`System::total`] of one part |
//!
//! Sums that do not add up in the source are refused ([`SystemError::Contradiction`]): leave the
//! relation out, or add it with the range within which it holds.
//!
//! Cells of equal cost are told apart by the order in which they were added: add them in the order
//! of their stable keys. The order of relations and of the terms in them changes nothing.
//!
//! ```
//! use teilraum::disclosure::{Cell, System, audit, secondary};
//! // A district with three towns; one of them has 2 cases.
//! let mut system = System::new();
//! let towns = [
//!     system.add(Cell::published(12))?,
//!     system.add(Cell::secret(2, 3))?,
//!     system.add(Cell::published(31))?,
//! ];
//! let district = system.add(Cell::published(45).fixed())?;
//! system.total(district, &towns)?;
//!
//! assert_eq!(audit(&system).len(), 1, "45 − 12 − 31 gives the secret away");
//! let pattern = secondary(&system)?;
//! assert_eq!(pattern.extra, [towns[0]]);
//! system.withhold(&pattern.extra)?;
//! assert!(audit(&system).is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # References
//! Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley. — Fischetti, M. and Salazar,
//! J. J. (2000): Models and algorithms for optimizing cell suppression in tabular data with linear
//! constraints. Journal of the American Statistical Association 95, 916–928.

mod attack;
mod audit;
mod because;
mod cell;
mod cell_key;
mod differencing;
mod dominance;
mod frequency;
mod grow;
mod index;
mod local;
mod optimum;
mod p_percent;
mod pattern;
mod pinned;
mod rate;
mod release_difference;
mod round;
mod secondary;
mod split;
mod system;
mod tableau;
mod whole;

pub use audit::{Breach, Interval, audit, intervals};
pub use cell::{Cell, CellId};
pub use cell_key::{CellKeyError, NoiseRow, NoiseTable, cell_key};
pub use differencing::{Differencing, Nested, differencing};
pub use dominance::dominance;
pub use frequency::{Frequency, frequency};
pub use p_percent::p_percent;
pub use pinned::{counts_behind, pinned};
pub use rate::{RateRule, RateStatus, rate};
pub use release_difference::{ReleaseDifference, release_difference};
pub use round::{Rounded, Ties, round, round_at_random};
pub use secondary::{Pattern, Unprotected, secondary};
pub use system::{Limits, Relation, RelationId, System, SystemError};
