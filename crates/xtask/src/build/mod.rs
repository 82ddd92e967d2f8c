//! `build`: from the sources to `dist/`.
//!
//! Trunk compiles, binds and optimises the four wasm modules and stages the page; its last hook calls
//! [`post_build`], which gives everything content-hashed names and writes the page's head. The
//! demo is published last, since Trunk empties the folder it builds into.

pub mod bundle;
pub mod csp;
pub mod features;
pub mod hash;
pub mod head;
pub mod html;
pub mod modules;
pub mod post_build;
pub mod static_page;
pub mod strict;

use crate::args::SetupOptions;
use crate::failure::Failure;
use crate::process;
use crate::setup::{Need, Setup, Toolbox};
use crate::workspace::Workspace;
use std::process::Command;
use std::time::Instant;

/// Sets up what a build needs, and builds.
///
/// # Errors
/// The first step that fails.
pub fn run(workspace: &Workspace, options: SetupOptions) -> Result<(), Failure> {
    let toolbox = Setup::new(workspace, options)?.run(Need::Build)?;
    release(workspace, &toolbox)
}

/// Builds the optimised site and publishes the demo into it.
///
/// # Errors
/// When Trunk, the hook or the publisher fails.
pub fn release(workspace: &Workspace, toolbox: &Toolbox) -> Result<(), Failure> {
    let started = Instant::now();
    site(workspace, toolbox)?;
    publish_demo(workspace, toolbox)?;
    println!(
        "build  dist/ is ready ({:.1} s)",
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Builds the optimised site without any data.
///
/// # Errors
/// When Trunk or the hook fails.
pub fn site(workspace: &Workspace, toolbox: &Toolbox) -> Result<(), Failure> {
    // Trunk builds offline, so what only the browser's crates need has to be here first.
    let mut fetch = toolbox.command("cargo");
    fetch
        .args(["fetch", "--quiet", "--locked"])
        .current_dir(workspace.root());
    process::run(&mut fetch)?;
    let mut trunk = toolbox.wasm_command("trunk");
    trunk
        .args(["build", "--release", "--log", "warn"])
        .current_dir(workspace.root());
    // The hook is this very program; without the variable it would be built once more.
    if let Some(this) = workspace.program() {
        trunk.env("TEILRAUM_XTASK", this);
    }
    // Trunk reads this variable as an option of its own and refuses the usual values.
    trunk.env_remove("NO_COLOR");
    process::run(&mut trunk)
}

fn publish_demo(workspace: &Workspace, toolbox: &Toolbox) -> Result<(), Failure> {
    let Some(demo) = workspace.demo() else {
        println!("build  data/atlas.toml is missing, so no demo is published");
        return Ok(());
    };
    let data = workspace.dist().join("data");
    let mut publish = publisher(workspace, toolbox);
    publish.arg("publish").arg(demo).arg("-o").arg(data);
    process::run(&mut publish)?;
    let mut page = publisher(workspace, toolbox);
    process::run(page.arg("page").arg(workspace.dist()))
}

/// The publisher, ready to be told what to do.
fn publisher(workspace: &Workspace, toolbox: &Toolbox) -> Command {
    let mut command = toolbox.command("cargo");
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "teilraum-publish",
            "--profile",
            "tool",
            "--",
        ])
        .current_dir(workspace.root());
    command
}
