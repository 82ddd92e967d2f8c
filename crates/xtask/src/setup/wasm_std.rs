//! The standard library for `wasm32-unknown-unknown`.
//!
//! Usually `rustup target add` brings it. Where rustup's servers cannot be reached,
//! [`wasm_std_debian`] builds it from the source that Debian packages.

use super::{Tool, Toolbox, wasm_std_debian};
use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of everything that runs in the browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The standard library, from wherever it can be had.
pub struct WasmStd {
    debian_only: bool,
    workspace: Workspace,
}

impl WasmStd {
    /// `debian_only` leaves rustup out.
    pub fn new(workspace: &Workspace, debian_only: bool) -> Self {
        Self {
            debian_only,
            workspace: workspace.clone(),
        }
    }

    /// Whether the compiler of the checkout already has it.
    fn in_toolchain(&self) -> bool {
        let mut command = Command::new("rustc");
        command
            .args(["--print", "target-libdir", "--target", TARGET])
            .current_dir(self.workspace.root());
        process::output(&mut command).is_ok_and(|folder| holds_std(Path::new(&folder)))
    }
}

fn holds_std(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
    })
}

fn rustup_command() -> Command {
    let mut command = Command::new("rustup");
    command.args(["target", "add", TARGET]);
    command
}

impl Tool for WasmStd {
    fn name(&self) -> String {
        format!("standard library for {TARGET}")
    }

    fn find(&self, toolbox: &mut Toolbox) -> Result<Option<String>, Failure> {
        if !self.debian_only && self.in_toolchain() {
            return Ok(Some("the compiler's own".to_owned()));
        }
        wasm_std_debian::find(toolbox)
    }

    fn system_commands(&self, _toolbox: &Toolbox) -> Vec<String> {
        let rustup = (!self.debian_only).then(|| process::show(&rustup_command()));
        let fallback = wasm_std_debian::system_commands()
            .into_iter()
            .map(|command| {
                if self.debian_only {
                    command
                } else {
                    format!("{command}   # only if rustup fails")
                }
            });
        rustup.into_iter().chain(fallback).collect()
    }

    fn install(&self, toolbox: &mut Toolbox) -> Result<(), Failure> {
        if !self.debian_only {
            let mut command = rustup_command();
            command.current_dir(self.workspace.root());
            let log = toolbox.log("rustup-target-add");
            match process::run_logged(&mut command, "rustup target add", &log) {
                Ok(()) if self.in_toolchain() => return Ok(()),
                Ok(()) => println!("       rustup's library is not the checkout compiler's"),
                Err(failure) => println!("       rustup cannot: {failure}"),
            }
            println!("       building the library from Debian's source instead");
        }
        let oldest = fs::read_to_string(self.workspace.at("Cargo.toml"))
            .map_err(Failure::file("read", &self.workspace.at("Cargo.toml")))?;
        wasm_std_debian::install(toolbox, minimum_rust(&oldest))
    }
}

/// The `rust-version` of the workspace.
fn minimum_rust(manifest: &str) -> (u32, u32) {
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "));
    line.and_then(|text| wasm_std_debian::rust_version(text.trim_matches('"')))
        .unwrap_or_default()
}

/// The linker that comes with the compiler of the checkout.
pub fn bundled_linker(rustc: &Path) -> Option<PathBuf> {
    let root = process::output(Command::new(rustc).args(["--print", "sysroot"])).ok()?;
    let about = process::output(Command::new(rustc).arg("-vV")).ok()?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "))?;
    let linker = Path::new(&root)
        .join("lib/rustlib")
        .join(host)
        .join("bin/rust-lld");
    Some(linker).filter(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_compiler_is_read_from_the_workspace() {
        assert_eq!(
            minimum_rust("edition = \"2024\"\nrust-version = \"1.95\"\n"),
            (1, 95)
        );
        assert!(minimum_rust(include_str!("../../../../Cargo.toml")) > (1, 80));
    }
}
