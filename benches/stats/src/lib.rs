//! The computations that are timed, once for the native benchmark and for the browser.
//!
//! [`Inputs`] holds what every contestant reads: areas of a real topology with twelve columns.
//! [`TASKS`] are the computations; each gives one number that depends on its whole result, so that
//! none of it can be optimised away and both targets can be seen to compute the same.

mod browser;
mod inputs;
mod tasks;

pub use browser::Bench;
pub use inputs::{InputError, Inputs};
pub use tasks::{Prepared, TASKS, Task};
