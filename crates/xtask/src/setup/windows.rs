//! What building the publisher for Windows takes: the linker of mingw-w64, and Rust's standard
//! library for it.

use super::{Tool, Toolbox, debian};
use crate::failure::Failure;
use crate::process;
use std::path::Path;
use std::process::Command;

/// The Windows that offices have.
pub const TARGET: &str = "x86_64-pc-windows-gnu";

/// The C compiler for Windows.
pub const GCC: &str = "x86_64-w64-mingw32-gcc";
const PACKAGES: [&str; 1] = ["gcc-mingw-w64-x86-64"];

/// The C compiler and linker for Windows.
pub struct MingwGcc;

/// Rust's standard library for Windows.
pub struct WindowsStd;

impl Tool for MingwGcc {
    fn name(&self) -> String {
        format!("{GCC} (mingw-w64)")
    }

    fn find(&self, _toolbox: &mut Toolbox) -> Result<Option<String>, Failure> {
        Ok(process::which(GCC).map(|file| file.display().to_string()))
    }

    fn system_commands(&self, _toolbox: &Toolbox) -> Vec<String> {
        debian::commands(&PACKAGES)
    }

    fn install(&self, toolbox: &mut Toolbox) -> Result<(), Failure> {
        debian::install(toolbox, "mingw-w64", &PACKAGES)
    }
}

fn rustup_command() -> Command {
    let mut command = Command::new("rustup");
    command.args(["target", "add", TARGET]);
    command
}

impl Tool for WindowsStd {
    fn name(&self) -> String {
        format!("standard library for {TARGET}")
    }

    fn find(&self, _toolbox: &mut Toolbox) -> Result<Option<String>, Failure> {
        let mut command = Command::new("rustc");
        command.args(["--print", "target-libdir", "--target", TARGET]);
        let folder = process::output(&mut command).unwrap_or_default();
        let is_std = |name: &str| name.starts_with("libstd-");
        let names = Path::new(&folder).read_dir();
        let there = names.is_ok_and(|entries| {
            let mut names = entries.flatten().map(|entry| entry.file_name());
            names.any(|name| is_std(&name.to_string_lossy()))
        });
        Ok(there.then(|| "the compiler's own".to_owned()))
    }

    fn system_commands(&self, _toolbox: &Toolbox) -> Vec<String> {
        vec![process::show(&rustup_command())]
    }

    fn install(&self, toolbox: &mut Toolbox) -> Result<(), Failure> {
        let log = toolbox.log("rustup-target-add-windows");
        let added = process::run_logged(&mut rustup_command(), "rustup target add", &log);
        added.map_err(|failure| Failure::ByHand {
            tool: self.name(),
            reason: failure.to_string(),
            remedy: format!("run `rustup target add {TARGET}` where rustup's servers answer"),
        })
    }
}
