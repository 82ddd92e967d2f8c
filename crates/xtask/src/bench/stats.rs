//! `bench stats`: how long statistics take beside PySAL, mapclassify, scikit-learn and scipy.
//!
//! Everyone gets the same inputs, made from the published demo, one thread, and a warm-up before
//! timing: the packages in a Python environment of their own (`benches/stats/rivals.py`), the engine
//! natively (criterion) and in headless Chromium through the wasm.

use crate::args::SetupOptions;
use crate::build::features;
use crate::failure::Failure;
use crate::process;
use crate::setup::{Need, Setup, Toolbox, WASM_TARGET};
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Name of the bench's library, as Cargo and the glue write it.
const LIBRARY: &str = "teilraum_bench_stats";

/// Runs every contestant and prints the table.
///
/// # Errors
/// The first step that fails.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let toolbox = Setup::new(workspace, SetupOptions::default())?.run(Need::Everything)?;
    let folder = workspace.target_folder()?.join("bench-stats");
    let bundle = super::published(workspace, &folder)?;
    let inputs = folder.join("inputs");
    println!("bench  inputs");
    tool(workspace, &folder, &["prepare".as_ref(), &bundle, &inputs])?;
    println!("bench  packages in Python, one thread");
    rivals(workspace, &toolbox, &inputs, &folder.join("rivals.json"))?;
    println!("bench  natively");
    native(workspace, &folder, &inputs)?;
    println!("bench  in Chromium");
    browser(workspace, &toolbox, &folder)?;
    tool(workspace, &folder, &["report".as_ref(), &folder])
}

/// A cargo command in the bench's own workspace.
fn cargo(workspace: &Workspace, mut command: Command, folder: &Path) -> Command {
    command
        .current_dir(workspace.at("benches/stats"))
        .env("CARGO_TARGET_DIR", folder.join("build"));
    command
}

/// Runs the bench's own program.
fn tool(workspace: &Workspace, folder: &Path, words: &[&Path]) -> Result<(), Failure> {
    let mut command = cargo(workspace, Command::new("cargo"), folder);
    command
        .args(["run", "--quiet", "--release", "--locked", "--"])
        .args(words);
    process::run(&mut command)
}

/// Times the packages, in an environment that is kept as long as their list stays the same.
fn rivals(
    workspace: &Workspace,
    toolbox: &Toolbox,
    inputs: &Path,
    out: &Path,
) -> Result<(), Failure> {
    let mut command = Command::new(python(workspace, toolbox)?);
    command
        .arg(workspace.at("benches/stats/rivals.py"))
        .arg(inputs)
        .arg(out);
    process::run(&mut command)
}

/// The interpreter of an environment with the packages of `requirements.txt`.
fn python(workspace: &Workspace, toolbox: &Toolbox) -> Result<PathBuf, Failure> {
    let list = workspace.at("benches/stats/requirements.txt");
    let bytes = std::fs::read(&list).map_err(Failure::file("read", &list))?;
    let key = format!("bench-stats-{}", crate::build::hash::short(&bytes));
    let program = |folder: PathBuf| folder.join("bin/python");
    if let Some(folder) = toolbox.complete(&key) {
        return Ok(program(folder));
    }
    let folder = toolbox.fresh(&key)?;
    let log = toolbox.cache().join("logs").join("bench-stats.log");
    let mut command = Command::new("python3");
    command.args(["-m", "venv"]).arg(&folder);
    process::run_logged(&mut command, "python3 -m venv (Debian: python3-venv)", &log)?;
    let python = program(folder);
    let mut command = Command::new(&python);
    command
        .args(["-m", "pip", "install", "--no-deps", "--requirement"])
        .arg(&list);
    process::run_logged(&mut command, "packages", &log)?;
    toolbox.seal(&key)?;
    Ok(python)
}

/// Times the engine natively.
fn native(workspace: &Workspace, folder: &Path, inputs: &Path) -> Result<(), Failure> {
    let mut command = cargo(workspace, Command::new("cargo"), folder);
    command
        .args(["bench", "--quiet", "--locked"])
        .env("BENCH_STATS_INPUTS", inputs)
        .env("CRITERION_HOME", folder.join("criterion"));
    process::run(&mut command)
}

/// Times the engine in headless Chromium, built as the wasm that computes studies on the page.
fn browser(workspace: &Workspace, toolbox: &Toolbox, folder: &Path) -> Result<(), Failure> {
    let mut command = cargo(workspace, toolbox.wasm_command("cargo"), folder);
    command
        .args(["build", "--quiet", "--release", "--locked", "--lib"])
        .args(["--target", WASM_TARGET]);
    process::run(&mut command)?;
    let (wasm, glue) = (folder.join("wasm"), format!("{LIBRARY}_bg.wasm"));
    let mut command = toolbox.command("wasm-bindgen");
    command
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&wasm)
        .arg(
            folder
                .join("build")
                .join(WASM_TARGET)
                .join("release")
                .join(format!("{LIBRARY}.wasm")),
        );
    process::run(&mut command)?;
    let mut command = toolbox.command("wasm-opt");
    command
        .arg("-O3")
        .args(features::options())
        .args([&glue, "-o", &glue])
        .current_dir(&wasm);
    process::run(&mut command)?;
    let mut command = toolbox.command("node");
    command
        .arg(workspace.at("benches/stats/browser.mjs"))
        .arg(folder)
        .arg(folder.join("browser.json"));
    process::run(&mut command)
}
