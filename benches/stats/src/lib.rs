//! The computations that are timed, once for the native benchmark and for the browser.
//!
//! [`Inputs`] holds what every contestant reads: areas of a real topology with twelve columns.
//! [`TASKS`] are the computations; each gives one number of its result, by which native, browser and
//! rival can be seen to have computed the same.

mod browser;
mod inputs;
mod prepared;
mod tasks;

pub use browser::Bench;
pub use inputs::{InputError, Inputs};
pub use prepared::{Prepared, Refused, Watch};
pub use tasks::{Agreement, TASKS, Task};
