//! Reading sources, tried on an atlas small enough to see through.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may fail by panicking"
)]

mod areas;
mod bad_input;
mod changes;
mod conversion;
mod gaps;
mod keys;
mod small_atlas;
mod tables;
mod territory;
mod uncertainty;
