//! Trying the programs: the Windows one, under Wine, must write the bytes that the Linux one
//! writes, and with both a reader must get through the tutorial.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process;
use crate::setup::MINGW_GCC;
use crate::workspace::Workspace;

/// Publishes an example with both programs and compares every byte; says so where there is no Wine.
///
/// # Errors
/// When the Windows program fails, or writes something else.
pub fn compare(workspace: &Workspace, linux: &Path, windows: &Path) -> Result<(), Failure> {
    let Some(wine) = process::which("wine") else {
        println!("dist   not tried under Wine: there is none on the path");
        return Ok(());
    };
    let folder = workspace.target_folder()?.join("wine");
    fs::create_dir_all(&folder).map_err(Failure::file("create", &folder))?;
    let program = folder.join("teilraum.exe");
    fs::copy(windows, &program).map_err(Failure::file("write", &program))?;
    random_numbers(workspace, &folder)?;
    let atlas = workspace.at("examples/saarland/atlas.toml");
    let publish = |command: &mut Command, out: &str| -> Result<Bytes, Failure> {
        let out = folder.join(out);
        command.arg("publish").arg(&atlas).arg("-o").arg(&out);
        process::run_logged(command, "publishing", &out.with_extension("log"))?;
        bytes(&out, &out)
    };
    let expected = publish(&mut Command::new(linux), "linux")?;
    let mut under_wine = Command::new(wine);
    under_wine.arg(&program).env("WINEDEBUG", "-all");
    let found = publish(&mut under_wine, "windows")?;
    if expected != found {
        return Err(Failure::Check(format!(
            "the Windows program writes other files than the Linux program; compare {0}/linux with {0}/windows",
            folder.display()
        )));
    }
    println!(
        "dist   under Wine the Windows program writes the same {} files, byte by byte",
        found.len()
    );
    for (program, where_) in [(linux, "Linux"), (program.as_path(), "Wine")] {
        tutorial(workspace, program)?;
        println!(
            "dist   docs/tutorial.md: every command run under {where_}, its output as on the page"
        );
    }
    Ok(())
}

/// Follows docs/tutorial.md with a finished program.
fn tutorial(workspace: &Workspace, program: &Path) -> Result<(), Failure> {
    let mut command = Command::new("cargo");
    command
        .args(["test", "--quiet", "--package", "teilraum-publish"])
        .args(["--test", "tutorial", "--locked", "every_command"])
        .env("TEILRAUM_TUTORIAL_PROGRAM", program)
        .current_dir(workspace.root());
    let log = workspace.target_folder()?.join("wine/tutorial.log");
    process::run_logged(&mut command, "following the tutorial", &log)
}

/// Files by path below a folder.
type Bytes = BTreeMap<PathBuf, Vec<u8>>;

fn bytes(folder: &Path, below: &Path) -> Result<Bytes, Failure> {
    let mut all = Bytes::new();
    let entries = fs::read_dir(below).map_err(Failure::file("read", below))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            all.extend(bytes(folder, &path)?);
        } else {
            let read = fs::read(&path).map_err(Failure::file("read", &path))?;
            let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
            all.insert(name, read);
        }
    }
    Ok(all)
}

/// Puts the library that older versions of Wine lack beside the program.
fn random_numbers(workspace: &Workspace, folder: &Path) -> Result<(), Failure> {
    let mut command = Command::new(MINGW_GCC);
    command
        .args(["-shared", "-O1", "-o"])
        .arg(folder.join("bcryptprimitives.dll"))
        .arg(workspace.at("crates/xtask/src/dist/process_prng.c"))
        .arg("-ladvapi32");
    process::run(&mut command)
}
