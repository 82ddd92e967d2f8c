//! Building the WebAssembly standard library with Debian's `rustc-web`, which brings the
//! matching library source, and keeping it in the cache.
//!
//! Nothing is copied into `/usr`: the cache gets a sysroot of its own (the built library beside a
//! link to Debian's host library) and a `rustc` that names it. Commands that compile to
//! WebAssembly are pointed there; all others go on with the checkout's compiler.

use super::wasm_std::{TARGET, bundled_linker};
use super::{Toolbox, debian};
use crate::failure::Failure;
use crate::process;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const RUSTLIB: &str = "/usr/lib/rustlib";

/// The commands with which this changes the system.
pub fn system_commands() -> Vec<String> {
    debian::commands(&PACKAGES)
}

/// Looks for a library that fits the Debian compiler installed now, and points the toolbox at it.
pub fn find(toolbox: &mut Toolbox) -> Result<Option<String>, Failure> {
    let Some(folder) = key().and_then(|key| toolbox.complete(&key)) else {
        return Ok(None);
    };
    let Some(linker) = linker() else {
        return Err(no_linker());
    };
    let bin = folder.join("bin");
    toolbox.set_wasm("RUSTC", bin.join("rustc"));
    toolbox.set_wasm("CARGO", CARGO);
    toolbox.set_wasm("SYSROOT", folder.join("sysroot"));
    toolbox.set_wasm("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    toolbox.add_wasm_folder(bin);
    Ok(Some(format!(
        "built from Debian's source, {}",
        folder.display()
    )))
}

/// Installs Debian's compiler and builds the library.
///
/// # Errors
/// When the packages cannot be had, are older than `oldest`, or the build fails.
pub fn install(toolbox: &mut Toolbox, oldest: (u32, u32)) -> Result<(), Failure> {
    let source = Path::new(RUSTLIB).join("src/rust/library/std");
    if version().is_none() || !source.is_dir() || !Path::new("/usr/bin/cargo-clippy").is_file() {
        debian::install(toolbox, &format!("the {TARGET} library"), &PACKAGES)?;
    }
    let found = version().unwrap_or_default();
    let Some(key) = key().filter(|_| rust_version(&found) >= Some(oldest)) else {
        return Err(Failure::ByHand {
            tool: format!("the {TARGET} standard library"),
            reason: format!(
                "{RUSTC} is {}, expected {}.{} or newer",
                if found.is_empty() { "missing" } else { &found },
                oldest.0,
                oldest.1
            ),
            remedy: format!("run `rustup target add {TARGET}` where rustup's servers answer"),
        });
    };
    let folder = toolbox.fresh(&key)?;
    let built = build(toolbox)?;
    lay_out(&folder, &built)?;
    let build = toolbox.cache().join("build");
    fs::remove_dir_all(&build).map_err(Failure::file("remove", &build))?;
    toolbox.seal(&key)
}

/// Builds the library for an empty crate; returns the folder with the results.
fn build(toolbox: &Toolbox) -> Result<PathBuf, Failure> {
    let build = toolbox.fresh("build")?;
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"empty\"\nedition = \"2021\"\n[lib]\npath = \"lib.rs\"\n",
        ),
        ("lib.rs", "#![no_std]\n"),
    ];
    for (name, text) in files {
        let file = build.join(name);
        fs::write(&file, text).map_err(Failure::file("write", &file))?;
    }
    let mut command = Command::new(CARGO);
    command
        .args(["build", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,test")
        .current_dir(&build)
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without its bitcode the library cannot take part in link-time optimisation.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", build.join("target"))
        .env_remove("LD_LIBRARY_PATH");
    let log = toolbox.log("wasm-std");
    process::run_logged(&mut command, &format!("{TARGET} library"), &log)?;
    Ok(build.join("target").join(TARGET).join("release/deps"))
}

/// Lays out the sysroot and its `rustc` and `cargo`.
fn lay_out(folder: &Path, built: &Path) -> Result<(), Failure> {
    let rustlib = folder.join("sysroot/lib/rustlib");
    let library = rustlib.join(TARGET).join("lib");
    let bin = folder.join("bin");
    for new in [&library, &bin] {
        fs::create_dir_all(new).map_err(Failure::file("create", new))?;
    }
    for entry in fs::read_dir(built)
        .map_err(Failure::file("read", built))?
        .flatten()
    {
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libempty-") {
            let target = library.join(&name);
            fs::copy(entry.path(), &target).map_err(Failure::file("write", &target))?;
        }
    }
    for entry in fs::read_dir(RUSTLIB)
        .map_err(Failure::file("read", RUSTLIB.as_ref()))?
        .flatten()
    {
        let target = rustlib.join(entry.file_name());
        if !target.exists() {
            link(&entry.path(), &target)?;
        }
    }
    let sysroot = folder.join("sysroot");
    script(
        &bin.join("rustc"),
        &format!("{RUSTC} --sysroot '{}'", sysroot.display()),
    )?;
    script(&bin.join("cargo"), CARGO)?;
    script(&bin.join("cargo-clippy"), "/usr/bin/cargo-clippy")
}

fn script(file: &Path, command: &str) -> Result<(), Failure> {
    let text = format!("#!/bin/sh\nunset LD_LIBRARY_PATH\nexec {command} \"$@\"\n");
    fs::write(file, text).map_err(Failure::file("write", file))?;
    make_executable(file).map_err(Failure::file("make executable", file))
}

#[cfg(unix)]
fn make_executable(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Result<(), Failure> {
    std::os::unix::fs::symlink(from, to).map_err(Failure::file("link", to))
}

#[cfg(not(unix))]
fn make_executable(_file: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn link(from: &Path, _to: &Path) -> Result<(), Failure> {
    Err(Failure::Check(format!(
        "{} exists only on Debian",
        from.display()
    )))
}

/// The Debian compiler's version as it names itself, such as `1.96.0`.
fn version() -> Option<String> {
    let said = process::output(Command::new(RUSTC).arg("--version")).ok()?;
    said.split_whitespace().nth(1).map(str::to_owned)
}

fn key() -> Option<String> {
    version().map(|version| format!("wasm-std-{version}"))
}

/// Major and minor number of a version.
pub fn rust_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

/// A linker for WebAssembly: Debian's, or the one that rustup's compiler brings.
fn linker() -> Option<PathBuf> {
    bundled_linker(Path::new("rustc"))
        .or_else(|| process::which("rust-lld"))
        .or_else(|| process::which("wasm-ld"))
}

fn no_linker() -> Failure {
    Failure::ByHand {
        tool: "a linker for WebAssembly".into(),
        reason: "neither the compiler's own rust-lld nor wasm-ld was found".into(),
        remedy: "install Debian's package lld, or a compiler through rustup".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compiler_versions_compare_by_number() {
        assert_eq!(rust_version("1.96.0"), Some((1, 96)));
        assert!(rust_version("1.100") > rust_version("1.95"));
        assert_eq!(rust_version(""), None);
    }
}
