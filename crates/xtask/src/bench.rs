//! `bench`: the engine's benchmarks; `bench publish`: what a bundle weighs beside other formats.

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
    if rest.first().is_some_and(|word| word == "publish") {
        return publish(workspace);
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

/// What outlines are compared with; fetched on first use, no part of the product.
const MAPSHAPER: &str = "mapshaper@0.7.70";

/// Compares the demo's columns and outlines with other ways to store them.
fn publish(workspace: &Workspace) -> Result<(), Failure> {
    let folder = workspace.target_folder()?.join("bench-publish");
    let bundle = folder.join("bundle");
    std::fs::create_dir_all(&folder).map_err(Failure::file("create", &folder))?;
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--package", "teilraum-publish"])
        .args(["--profile", "tool", "--", "publish"])
        .arg(workspace.at("data/atlas.toml"))
        .arg("-o")
        .arg(&bundle)
        .current_dir(workspace.root());
    process::run(&mut command)?;
    let mut command = Command::new("npm");
    command
        .args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(&folder)
        .arg(MAPSHAPER);
    process::run_logged(&mut command, "mapshaper", &folder.join("npm.log"))?;
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--release", "--locked", "--"])
        .arg(&bundle)
        .arg(folder.join("node_modules/.bin/mapshaper"))
        .env("CARGO_TARGET_DIR", folder.join("build"))
        .current_dir(workspace.at("benches/publish"));
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
