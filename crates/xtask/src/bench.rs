//! `bench`: the engine's benchmarks.

use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;
use std::path::Path;
use std::process::Command;

/// Runs `cargo bench` for the engine, or says that there is nothing to run.
///
/// # Errors
/// When a benchmark does not build or fails.
pub fn run(workspace: &Workspace, rest: &[String]) -> Result<(), Failure> {
    if !has_benches(&workspace.at("benches")) {
        println!("bench: nothing to run, benches/ holds no Rust file");
        return Ok(());
    }
    let mut command = Command::new("cargo");
    command
        .args(["bench", "--package", "teilraum"])
        .args(rest)
        .current_dir(workspace.root());
    process::run(&mut command)
}

fn has_benches(folder: &Path) -> bool {
    let Ok(entries) = folder.read_dir() else {
        return false;
    };
    entries.flatten().any(|entry| {
        entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "rs")
    })
}
