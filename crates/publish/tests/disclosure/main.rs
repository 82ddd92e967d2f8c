//! Disclosure control, seen from outside: what is published is read back and attacked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod atlas;
mod attack;
mod attacker;
mod foreign;
mod leaks;
mod markers;
mod musterstadt;
mod published;
mod random;
mod releases;
mod rules;
mod scale;
