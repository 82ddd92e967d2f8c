//! Declared chance variation from the office's files to what a reader sees and hears.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds something unexpected"
)]

mod certainty;
mod demo;
mod open;
mod town;
