//! `bench publish`: what a bundle weighs beside other formats.

use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;
use std::process::Command;

/// What outlines are compared with; fetched on first use, no part of the product.
const MAPSHAPER: &str = "mapshaper@0.7.70";

/// Compares the demo's columns and outlines with other ways to store them.
///
/// # Errors
/// The first step that fails.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let folder = workspace.target_folder()?.join("bench-publish");
    let bundle = super::published(workspace, &folder)?;
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
