//! `reference DIR`: runs a folder of reference cases.

use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;
use std::path::Path;
use std::process::Command;

/// Runs every case of `folder`; the program it calls prints what failed, and counts.
///
/// # Errors
/// When a case fails, or there is none.
pub fn run(workspace: &Workspace, folder: &str) -> Result<(), Failure> {
    let path = Path::new(folder);
    let path = std::path::absolute(path).map_err(Failure::file("find", path))?;
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--package", "teilraum-reference"])
        .args(["--profile", "tool", "--"])
        .arg(path)
        .current_dir(workspace.root());
    match process::run(&mut command) {
        Err(Failure::Command { .. }) => Err(Failure::Told),
        other => other,
    }
}
