//! `acceptance`: publishes a large real collection by recipes, and holds the result against limits
//! of time and memory and against a second count by script.
//!
//! The collection is not part of the project: `TEILRAUM_WORKLOAD` names its folder. Unlike the
//! tests this task measures time, so a loaded machine can fail it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;

/// Longest publication without pages.
const SECONDS: f64 = 20.0;
/// Most memory at any time, in megabytes.
const MEGABYTES: f64 = 1500.0;
/// Longest time for 400 pages.
const PAGE_SECONDS: f64 = 10.0;

/// What a run took.
struct Cost {
    seconds: f64,
    megabytes: f64,
}

/// Runs the acceptance, or says that there is no workload.
///
/// # Errors
/// A step that fails, a limit that is not kept.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let Some(workload) = std::env::var_os("TEILRAUM_WORKLOAD").map(PathBuf::from) else {
        println!("acceptance  skipped: TEILRAUM_WORKLOAD names no folder");
        return Ok(());
    };
    if !workload.join("kreise").is_dir() {
        let found = workload.display();
        return Err(Failure::Check(format!(
            "TEILRAUM_WORKLOAD: expected a folder with `kreise` and `gemeinden`, found {found}"
        )));
    }
    let folder = workspace.at("target/acceptance");
    let program = publisher(workspace)?;
    script(workspace, "prepare.mjs", [&workload, &folder])?;
    let bundle = folder.join("bundle");
    let plain = publish(&program, &folder.join("atlas.toml"), &bundle)?;
    println!(
        "acceptance  without pages: {:.1} s (at most {SECONDS}), {:.0} MB (at most {MEGABYTES})",
        plain.seconds, plain.megabytes
    );
    script(workspace, "count.mjs", [&workload, &folder, &bundle])?;
    let paged = publish(&program, &with_pages(&folder)?, &folder.join("paged"))?;
    let pages = paged.seconds - plain.seconds;
    println!("acceptance  400 pages: {pages:.1} s more (at most {PAGE_SECONDS})");
    let kept = plain.seconds <= SECONDS && plain.megabytes <= MEGABYTES && pages <= PAGE_SECONDS;
    if kept {
        Ok(())
    } else {
        Err(Failure::Check("acceptance: a limit is not kept".into()))
    }
}

/// Builds the publisher as the site's build does, and tells where it is.
fn publisher(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let mut command = Command::new("cargo");
    command
        .args([
            "build",
            "--package",
            "teilraum-publish",
            "--profile",
            "tool",
        ])
        .current_dir(workspace.root());
    process::run(&mut command)?;
    Ok(workspace.target_folder()?.join("tool/teilraum"))
}

fn script<const N: usize>(
    workspace: &Workspace,
    name: &str,
    words: [&PathBuf; N],
) -> Result<(), Failure> {
    let mut command = Command::new("node");
    command
        .arg(workspace.at("tests/acceptance").join(name))
        .args(words)
        .current_dir(workspace.root());
    process::run(&mut command)
}

/// A second atlas file that asks for a page per Kreis.
fn with_pages(folder: &Path) -> Result<PathBuf, Failure> {
    let plain = folder.join("atlas.toml");
    let text = fs::read_to_string(&plain).map_err(Failure::file("read", &plain))?;
    let file = folder.join("paged.toml");
    let text = text.replace("# PAGES", "[pages]\nlevels = [\"kreis\"]");
    fs::write(&file, text).map_err(Failure::file("write", &file))?;
    Ok(file)
}

fn publish(program: &Path, atlas: &Path, bundle: &Path) -> Result<Cost, Failure> {
    let started = Instant::now();
    let log = bundle.with_extension("log");
    let written = fs::File::create(&log).map_err(Failure::file("write", &log))?;
    let words = [
        OsStr::new("publish"),
        atlas.as_os_str(),
        OsStr::new("-o"),
        bundle.as_os_str(),
    ];
    let mut command = Command::new(program);
    command.args(words).stdout(Stdio::null()).stderr(written);
    let mut child = command.spawn().map_err(Failure::file("start", program))?;
    let mut megabytes = 0.0_f64;
    loop {
        megabytes = megabytes.max(peak(child.id()));
        let ended = child
            .try_wait()
            .map_err(Failure::file("wait for", program))?;
        if let Some(status) = ended {
            if !status.success() {
                let said = fs::read_to_string(&log).unwrap_or_default();
                return Err(Failure::Check(format!("the publisher failed:\n{said}")));
            }
            let seconds = started.elapsed().as_secs_f64();
            return Ok(Cost { seconds, megabytes });
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// The most memory a process had so far, in megabytes, as Linux tells.
fn peak(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|text| text.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1000.0
}
