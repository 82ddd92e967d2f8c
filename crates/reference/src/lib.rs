//! Runs reference cases, made with public packages, through the engine.
//!
//! [`Case`] is one file. [`run`] carries its method out; each group of methods has a file in
//! `methods` that reads parameters and input and calls the engine, nothing else. [`check`] compares
//! what comes out with what is expected, by the rules of the case's kind.

mod case;
mod check;
mod compare;
mod failure;
#[cfg_attr(
    not(test),
    allow(dead_code, reason = "the groups with outlines use it")
)]
mod geojson;
mod methods;

pub use case::{Case, Tolerance};
pub use check::check;
pub use failure::Failure;
pub use methods::run;

/// Hands out a file that a case names, by its path relative to the case's folder.
pub type Files<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;
