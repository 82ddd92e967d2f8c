//! Every kind of bundle file: round trips, truncation, altered bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod damage;
mod example;
mod later;
mod patchwork;
mod round_trip;
mod rules;
mod sample;
