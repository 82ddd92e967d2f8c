//! Trends and projections.

use crate::{Case, Failure, Files};
use serde_json::Value;

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    let _ = case;
    None
}
