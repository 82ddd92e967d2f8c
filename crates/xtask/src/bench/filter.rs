//! `bench filter`: how long five conditions take over 11,000 areas and 20 years.

use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;
use std::process::Command;

/// Builds the benchmark natively and runs it; it prints medians in milliseconds.
///
/// # Errors
/// When it does not build or fails.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--profile", "tool"])
        .args(["-p", "teilraum-bench-map", "--example", "filter"])
        .current_dir(workspace.root());
    process::run(&mut command)
}
