//! Comparison with a benchmark (`compare.*`).
//!
//! [`compare`] colors one area by its interval. Where many areas are compared at once, some differ
//! by chance alone; then the p values of [`share_p`], [`count_p`], [`rate_p`] and [`interval_p`] go
//! through [`fdr`](crate::stats::relation::fdr) first.

mod compare;
mod p_value;

pub use compare::{Benchmark, Comparison, Polarity, compare};
pub use p_value::{count_p, interval_p, rate_p, share_p};
