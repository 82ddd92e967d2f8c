//! Runs reference cases, made with public packages, through the engine.
//!
//! [`Case`] is one file. [`run`] carries its method out; each group of methods has a file in
//! `methods` that reads parameters and input and calls the engine, nothing else. [`check`] compares
//! what comes out with what is expected, by the rules of the case's kind.

mod bands;
mod case;
mod check;
mod compare;
#[cfg(feature = "embedded")]
pub mod embedded;
mod failure;
mod folder;
mod geojson;
mod methods;
mod order;
mod partition;
mod property;

pub use case::{Case, Fields, Tolerance};
pub use check::check;
pub use failure::Failure;
pub use folder::{Outcome, case_files, check_folder, read};
pub use methods::run;
pub use order::InOrder;
pub use serde_json::Value;

/// Hands out a file that a case names, by its path relative to the case's folder.
pub type Files<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;
