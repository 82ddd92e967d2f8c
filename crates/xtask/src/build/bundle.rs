//! The shell's modules and style sheets, bundled and minified by esbuild.
//!
//! The sources stay one file per part of the page. In the site that would be thirty requests before
//! the first map. So what every visit runs is put into one file, what several others need into a file
//! of its own, and what is imported on demand stays a file that is loaded on demand:
//!
//! ```text
//! boot.js, ahead.js       what the page runs, under the names that index.html says
//! worker.js, writer.js    what the workers of studies and of files run
//! name-<hash>.js          what they share, and what is loaded on demand
//! css/name.css            style sheets; css/site.css holds those that every visit wears
//! teilraum-embed.js, teilraum-atlas.js
//!                         what other pages load, each in one piece, under names that stay
//! ```
//!
//! Beside each module lies a map that leads a browser's tools to the lines of the source; nobody
//! else loads it.

use super::post_build::files_below;
use crate::failure::Failure;
use crate::process;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The browsers the site is for.
const TARGET: &str = "--target=chrome109,firefox115,safari16.4";

/// Modules that keep their names: the one the page names, and those that tests take out of the site to
/// look at them alone.
const ENTRIES: [&str; 5] = [
    "boot.js",
    "core.js",
    "kinds/load.js",
    "kinds/overlay.js",
    "map/labels.js",
];

/// What all of those begin with, so that it is one file.
const FIRST: [&str; 2] = ["--inject:./first.js", "--tree-shaking=false"];

/// Modules of workers, which know no page and share only with each other.
const WORKERS: [&str; 2] = ["office/writer.js", "study/worker.js"];

/// Runs before everything else, so it comes in one piece; what it shares with others is in it once more.
const AHEAD: &str = "ahead.js";

/// What other pages load: the file in the shell, its form, and its name beside `index.html`.
const FOR_OTHER_PAGES: [(&str, &str, &str); 2] = [
    ("embed/follow.js", "--format=iife", "teilraum-embed.js"),
    ("embed/element.js", "--format=esm", "teilraum-atlas.js"),
];

/// The names of those beside `index.html`.
pub fn names_for_other_pages() -> impl Iterator<Item = &'static str> {
    FOR_OTHER_PAGES.iter().map(|(_, _, name)| *name)
}

/// Puts the bundle in the place of the shell's sources.
///
/// # Errors
/// When esbuild is not there or refuses a source, or a file cannot be moved.
pub fn run(shell: &Path) -> Result<(), Failure> {
    let out = shell.with_extension("bundle");
    bundle_modules(shell, &out)?;
    bundle_for_other_pages(shell, &out)?;
    bundle_styles(shell, &out)?;
    for (name, file) in files_below(shell)? {
        if [".js", ".css", ".ts"].iter().any(|it| name.ends_with(it)) {
            continue;
        }
        let place = out.join(name);
        let folder = place.parent().unwrap_or(&out);
        fs::create_dir_all(folder).map_err(Failure::file("create", folder))?;
        fs::rename(&file, &place).map_err(Failure::file("move", &file))?;
    }
    fs::remove_dir_all(shell).map_err(Failure::file("remove", shell))?;
    fs::rename(&out, shell).map_err(Failure::file("move", &out))
}

/// Addresses in the sources are relative to `base.js`, so every file that holds it lies at the top.
fn bundle_modules(shell: &Path, out: &Path) -> Result<(), Failure> {
    let into = format!("--outdir={}", out.display());
    let modules = ["--bundle", "--format=esm", "--sourcemap=linked", &into];
    let split = [
        "--splitting",
        "--entry-names=[name]",
        "--chunk-names=[name]-[hash]",
    ];
    process::run(esbuild(shell).arg(AHEAD).args(modules))?;
    process::run(esbuild(shell).args(WORKERS).args(modules).args(split))?;
    let mut page = esbuild(shell);
    page.args(ENTRIES).args(modules).args(split).args(FIRST);
    process::run(page.arg(format!("--external:./{AHEAD}")))
}

fn bundle_for_other_pages(shell: &Path, out: &Path) -> Result<(), Failure> {
    for (source, form, name) in FOR_OTHER_PAGES {
        let mut alone = esbuild(shell);
        alone.args([source, form, "--bundle"]);
        process::run(alone.arg(format!("--outfile={}", out.join(name).display())))?;
    }
    Ok(())
}

fn bundle_styles(shell: &Path, out: &Path) -> Result<(), Failure> {
    let sheets = files_below(shell)?.into_keys();
    let mut esbuild = esbuild(shell);
    esbuild.args(sheets.filter(|name| name.ends_with(".css")));
    esbuild.args(["--bundle", "--outbase=."]);
    process::run(esbuild.arg(format!("--outdir={}", out.display())))
}

fn esbuild(shell: &Path) -> Command {
    let mut command = Command::new("esbuild");
    command.current_dir(shell);
    command.args(["--minify", TARGET, "--log-level=warning"]);
    command
}
