//! `bench`: the engine's benchmarks; `bench publish`: what a bundle weighs beside other formats;
//! `bench stats`: how long statistics take beside well-known packages; `bench map`: how quickly the
//! map answers beside map libraries; `bench page`: a first visit on a slow phone; `bench filter`: how
//! long five conditions take.

mod filter;
mod map;
mod page;
mod publish;
mod stats;

use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs `cargo bench` for the engine, or says that there is nothing to run.
///
/// # Errors
/// When a benchmark does not build or fails.
pub fn run(workspace: &Workspace, rest: &[String]) -> Result<(), Failure> {
    match rest.first().map(String::as_str) {
        Some("publish") => return publish::run(workspace),
        Some("filter") => return filter::run(workspace),
        Some("stats") => return stats::run(workspace),
        Some("page") => return page::run(workspace, rest.get(1..).unwrap_or_default()),
        Some("map") => return map::run(workspace, rest.get(1..).unwrap_or_default()),
        _ => {}
    }
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

/// Publishes the demo into a bundle of its own below `folder`, and returns where.
fn published(workspace: &Workspace, folder: &Path) -> Result<PathBuf, Failure> {
    let bundle = folder.join("bundle");
    std::fs::create_dir_all(folder).map_err(Failure::file("create", folder))?;
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--package", "teilraum-publish"])
        .args(["--profile", "tool", "--", "publish"])
        .arg(workspace.at("data/atlas.toml"))
        .arg("-o")
        .arg(&bundle)
        .current_dir(workspace.root());
    process::run(&mut command)?;
    Ok(bundle)
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
