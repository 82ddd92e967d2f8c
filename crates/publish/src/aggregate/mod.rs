//! Up the hierarchy and across indicators: sums of counts, rates from their parts.
//!
//! Counts add over the areas that exist at the end of the period ([`sum`]); shares, rates and means
//! are only ever computed from numerator and denominator of the same area ([`compute`]). Everything
//! else is refused: the mean of the Kreise is not the value of the Land. Printed totals are held
//! against the sums ([`mod@compare`]).

pub mod compare;
pub mod compute;
pub mod sum;
