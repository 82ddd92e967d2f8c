//! The fuzz target `open`, for a minute: arbitrary bytes as every kind of bundle file.
//!
//! It is built with the compiler of the checkout: coverage is a matter of code generation, and the
//! engine forbids unsafe code, so no sanitizer is needed to see a wrong access. Beginning and
//! sequence are the same in every run, as far as a minute goes.

use super::{Context, Outcome, Tally};
use crate::failure::Failure;
use crate::process;
use std::fs;
use std::path::{Path, PathBuf};

const SECONDS: u32 = 60;
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// What libFuzzer needs to see which way an input took.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Ccodegen-units=1 -Cdebug-assertions --cfg fuzzing";

/// First byte of an input by folder of the bundle: which reader takes the rest.
const READERS: [(&str, u8); 10] = [
    ("a", 1),
    ("t", 2),
    ("d", 3),
    ("s", 4),
    ("b", 5),
    ("p", 6),
    ("o", 7),
    ("r", 8),
    ("n", 9),
    ("g", 10),
];

/// Builds the target, gives it real files to begin with, and runs it.
pub fn open(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Ok(Outcome::Skipped("fuzzing runs on Linux x86-64"));
    }
    let work = context.workspace.at("target/fuzz");
    let corpus = work.join("corpus");
    fs::create_dir_all(&corpus).map_err(Failure::file("create", &corpus))?;
    seed(&context.workspace.at("tests/fixtures"), &corpus)?;
    let program = build(context, &work)?;
    let log = work.join("open.log");
    let mut command = std::process::Command::new(program);
    command
        .arg(&corpus)
        .arg(format!("-max_total_time={SECONDS}"))
        .args([
            "-seed=1",
            "-max_len=65536",
            "-rss_limit_mb=2048",
            "-timeout=10",
        ])
        .arg(format!("-artifact_prefix={}/", work.display()));
    process::run_logged(&mut command, "fuzzing", &log)?;
    let text = fs::read_to_string(&log).unwrap_or_default();
    let last = text.lines().next_back().unwrap_or_default();
    println!("       {last}, nothing found");
    Ok(Outcome::Done)
}

fn build(context: &Context, work: &Path) -> Result<PathBuf, Failure> {
    let mut command = context.toolbox.command("cargo");
    command
        .args(["build", "--release", "--locked", "--target", TARGET])
        .env("RUSTFLAGS", COVERAGE)
        .env("CARGO_TARGET_DIR", work.join("build"))
        .current_dir(context.workspace.at("fuzz"));
    process::run_logged(
        &mut command,
        "building the fuzz target",
        &work.join("build.log"),
    )?;
    Ok(work.join("build").join(TARGET).join("release/open"))
}

/// Writes the files of the bundles among the fixtures as inputs.
fn seed(fixtures: &Path, corpus: &Path) -> Result<(), Failure> {
    let bundles = fs::read_dir(fixtures).map_err(Failure::file("read", fixtures))?;
    for bundle in bundles.flatten().map(|entry| entry.path()) {
        for (folder, reader) in READERS {
            for file in files(&bundle.join(folder)) {
                let bytes = fs::read(&file).map_err(Failure::file("read", &file))?;
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                let input = corpus.join(format!("{folder}-{name}"));
                let all = [&[reader], bytes.as_slice()].concat();
                fs::write(&input, all).map_err(Failure::file("write", &input))?;
            }
        }
    }
    Ok(())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.is_file()).collect()
}
