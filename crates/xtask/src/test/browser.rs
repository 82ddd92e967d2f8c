//! The checks that need a browser: the boundary's own tests, and the journeys.

use super::native::{WASM_PACKAGES, counted};
use super::{Context, Outcome, Tally};
use crate::failure::Failure;
use crate::serve::server::Server;
use crate::setup::WASM_TARGET;
use crate::size::first_visit;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// Files that take minutes. They begin first, so that none of them is left over at the end.
const LONGEST: [&str; 4] = ["access", "links", "lighthouse", "pictures"];

/// Files run beside each other; one of them rarely keeps more than one processor busy.
const BESIDE: &str = "--test-concurrency=2";

/// Marks a journey that runs in every browser; the others run in Chromium alone.
const EVERYWHERE: &str = "journey.everywhere(";

/// Tests of the wasm modules inside headless Chromium, whose options are in their
/// `webdriver.json`. Each is built by itself: together, the core would get the others' features.
pub fn boundary(context: &Context, tally: &mut Tally) -> Result<Outcome, Failure> {
    for package in WASM_PACKAGES {
        let mut command = context.toolbox.wasm_command("cargo");
        command
            .args(["test", "--package", package, "--tests"])
            .args(["--target", WASM_TARGET, "--locked"])
            .current_dir(context.workspace.root())
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                "wasm-bindgen-test-runner",
            )
            .env("WASM_BINDGEN_TEST_TIMEOUT", "180");
        counted(&mut command, tally)?;
    }
    Ok(Outcome::Done)
}

/// All journeys in Chromium.
pub fn chromium(context: &Context, tally: &mut Tally) -> Result<Outcome, Failure> {
    journeys(context, tally, "chromium", "")
}

/// The journeys marked for every browser in Firefox.
pub fn firefox(context: &Context, tally: &mut Tally) -> Result<Outcome, Failure> {
    journeys(context, tally, "firefox", EVERYWHERE)
}

/// The way a reader goes, in WebKit.
pub fn webkit(context: &Context, tally: &mut Tally) -> Result<Outcome, Failure> {
    if !context.toolbox.sets("TEILRAUM_WEBKIT") {
        return Ok(Outcome::Skipped(
            "WebKit was NOT tested: this platform has no apt-get to install WebKitGTK's driver with, \
             and none is on the path",
        ));
    }
    let smoke = context.workspace.at("tests/browser/webkit.smoke.mjs");
    walk(context, tally, "webkit", vec![smoke])
}

fn journeys(
    context: &Context,
    tally: &mut Tally,
    browser: &str,
    marker: &str,
) -> Result<Outcome, Failure> {
    let mut files = files_with(&context.workspace.at("tests/browser"), ".test.mjs", marker)?;
    files.sort_by_cached_key(|file| !takes_minutes(file));
    walk(context, tally, browser, files)
}

fn walk(
    context: &Context,
    tally: &mut Tally,
    browser: &str,
    files: Vec<PathBuf>,
) -> Result<Outcome, Failure> {
    let server = Server::bind(0)?;
    let address = server.address()?;
    let site = context.site()?;
    // Compressing during the first journey would look like a slow network.
    site.warm_up();
    // The thread ends with the process; it holds nothing that needs an orderly end.
    thread::spawn(move || server.run(site));
    let mut command = context.toolbox.command("node");
    command
        .args([
            "--test",
            "--test-reporter=spec",
            BESIDE,
            "--test-timeout=600000",
        ])
        .args(files)
        .current_dir(context.workspace.root())
        .env("TEILRAUM_BROWSER", browser)
        .env("TEILRAUM_URL", address)
        .env("TEILRAUM_SCREENSHOTS", pictures(context))
        .env(
            "TEILRAUM_FIRST_VISIT",
            first_visit(&context.workspace.dist())?,
        );
    counted(&mut command, tally)
}

fn takes_minutes(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    LONGEST
        .iter()
        .any(|it| name.strip_suffix(".test.mjs") == Some(it))
}

/// Where the journeys leave their pictures, unless the caller says otherwise.
fn pictures(context: &Context) -> PathBuf {
    std::env::var_os("TEILRAUM_SCREENSHOTS")
        .map_or_else(|| context.workspace.at("target/screenshots"), PathBuf::from)
}

/// The files that the budget of a first visit counts, one a line.
fn first_visit(site: &Path) -> Result<String, Failure> {
    let files = first_visit::files(site)?;
    let names: Vec<_> = files.keys().map(|file| file.to_string_lossy()).collect();
    Ok(names.join("\n"))
}

/// The files of a folder, sorted, whose name ends so and whose text holds `marker`.
fn files_with(folder: &Path, ending: &str, marker: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let Ok(entries) = folder.read_dir() else {
        return Ok(found);
    };
    for file in entries.flatten().map(|entry| entry.path()) {
        if !file.to_string_lossy().ends_with(ending) {
            continue;
        }
        let text = fs::read_to_string(&file).map_err(Failure::file("read", &file))?;
        if text.contains(marker) {
            found.push(file);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marked_files_run_in_every_browser() {
        let folder = std::env::temp_dir().join(format!("xtask-marked-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in [
            ("b.test.mjs", "journey.everywhere(\"x\")"),
            ("a.test.mjs", "journey(\"x\")"),
            ("harness.mjs", "journey.everywhere("),
        ] {
            fs::write(folder.join(name), text).unwrap();
        }
        let all = files_with(&folder, ".test.mjs", "").unwrap();
        let marked = files_with(&folder, ".test.mjs", EVERYWHERE).unwrap();
        assert_eq!(all, [folder.join("a.test.mjs"), folder.join("b.test.mjs")]);
        assert_eq!(marked, [folder.join("b.test.mjs")]);
        assert!(
            files_with(&folder.join("none"), ".rs", "")
                .unwrap()
                .is_empty()
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
