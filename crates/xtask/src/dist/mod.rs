//! `dist`: the publisher for machines without a compiler, one executable each for Linux and
//! Windows, with the site inside that `teilraum site` writes out.

mod wine;

use std::fs;
use std::path::{Path, PathBuf};

use crate::args::SetupOptions;
use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::setup::{Need, Setup, Toolbox, WINDOWS_TARGET};
use crate::workspace::Workspace;

/// A machine to build for.
struct Machine {
    target: &'static str,
    program: &'static str,
    folder: &'static str,
}

const MACHINES: [Machine; 2] = [
    Machine {
        target: "x86_64-unknown-linux-gnu",
        program: "teilraum",
        folder: "teilraum-linux-x86_64",
    },
    Machine {
        target: WINDOWS_TARGET,
        program: "teilraum.exe",
        folder: "teilraum-windows-x86_64",
    },
];

/// What lies beside each executable.
const PAPERS: [&str; 6] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "RECIPES.md",
    "docs/disclosure.md",
    "docs/tutorial.md",
];

/// Builds the site, then the executables around it, into `target/dist`.
///
/// # Errors
/// The first step that fails.
pub fn run(workspace: &Workspace, options: SetupOptions) -> Result<(), Failure> {
    let toolbox = Setup::new(workspace, options)?.run(Need::Dist)?;
    build::site(workspace, &toolbox)?;
    let mut files = Vec::new();
    for machine in &MACHINES {
        let program = compile(workspace, &toolbox, machine)?;
        let file = lay_out(workspace, machine, &program)?;
        let bytes = fs::metadata(&file).map_err(Failure::file("read", &file))?;
        let megabytes = bytes.len() as f64 / 1e6;
        println!("dist   {}: {megabytes:.1} MB", file.display());
        files.push(file);
    }
    match files.as_slice() {
        [linux, windows] => wine::compare(workspace, linux, windows),
        _ => Ok(()),
    }
}

fn compile(
    workspace: &Workspace,
    toolbox: &Toolbox,
    machine: &Machine,
) -> Result<PathBuf, Failure> {
    let words = ["build", "--locked", "--package", "teilraum-publish"];
    let mut command = toolbox.command("cargo");
    command
        .args(words)
        .args(["--profile", "dist", "--target", machine.target])
        .env("TEILRAUM_SITE", workspace.dist())
        .current_dir(workspace.root());
    process::run(&mut command)?;
    let folder = workspace.target_folder()?;
    Ok(folder
        .join(machine.target)
        .join("dist")
        .join(machine.program))
}

fn lay_out(workspace: &Workspace, machine: &Machine, program: &Path) -> Result<PathBuf, Failure> {
    let folder = workspace.at("target/dist").join(machine.folder);
    fs::create_dir_all(&folder).map_err(Failure::file("create", &folder))?;
    for paper in PAPERS {
        let from = workspace.at(paper);
        if from.is_file() {
            let to = folder.join(paper);
            let below = to.parent().unwrap_or(&folder);
            fs::create_dir_all(below).map_err(Failure::file("create", below))?;
            fs::copy(&from, &to).map_err(Failure::file("write", &to))?;
        }
    }
    let to = folder.join(machine.program);
    fs::copy(program, &to).map_err(Failure::file("write", &to))?;
    Ok(to)
}
