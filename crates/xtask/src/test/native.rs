//! The checks that cargo runs.

use super::{Context, Outcome, Tally};
use crate::failure::Failure;
use crate::process;
use crate::setup::WASM_TARGET;
use std::process::Command;

fn cargo(context: &Context, words: &[&str]) -> Command {
    let mut command = context.toolbox.command("cargo");
    command.args(words).current_dir(context.workspace.root());
    command
}

fn done(command: &mut Command) -> Result<Outcome, Failure> {
    process::run(command).map(|()| Outcome::Done)
}

pub fn format(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    done(&mut cargo(context, &["fmt", "--all", "--check"]))
}

/// The packages that become wasm: the core, and what is loaded on first use.
pub const WASM_PACKAGES: [&str; 4] = [
    "teilraum-web",
    "teilraum-study",
    "teilraum-maps",
    "teilraum-office",
];

/// Bans that protect what readers run; tests may panic and read their fixtures.
const FREE_IN_TESTS: [&str; 8] = [
    "-A",
    "clippy::unwrap_used",
    "-A",
    "clippy::expect_used",
    "-A",
    "clippy::panic",
    "-A",
    "clippy::disallowed_methods",
];

pub fn lint(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    clippy(|| {
        cargo(
            context,
            &["clippy", "--workspace", "--all-features", "--locked"],
        )
    })
}

/// What the browser loads, package by package: together, the core would get the others' features.
pub fn lint_wasm(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    for package in WASM_PACKAGES {
        clippy(|| {
            let mut command = context.toolbox.wasm_command("cargo");
            command
                .args(["clippy", "--package", package])
                .args(["--target", WASM_TARGET, "--locked"])
                .current_dir(context.workspace.root());
            command
        })?;
    }
    Ok(Outcome::Done)
}

/// First what readers run, then the tests with their liberties.
fn clippy(command: impl Fn() -> Command) -> Result<Outcome, Failure> {
    let strict = ["--", "-D", "warnings"];
    process::run(command().args(strict))?;
    let tests = ["--tests", "--benches", "--examples"];
    done(command().args(tests).args(strict).args(FREE_IN_TESTS))
}

pub fn test(context: &Context, tally: &mut Tally) -> Result<Outcome, Failure> {
    let mut command = cargo(
        context,
        &["test", "--workspace", "--all-features", "--locked"],
    );
    counted(&mut command, tally)
}

/// The libraries, and this program; the publisher's program bears the engine's name, so its pages
/// would overwrite the engine's.
pub fn docs(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    let doc = |which: &[&str]| {
        let words = ["doc", "--no-deps", "--all-features", "--locked"];
        process::run(
            cargo(context, &words)
                .args(which)
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    };
    doc(&["--workspace", "--lib"])?;
    doc(&["--package", "xtask"]).map(|()| Outcome::Done)
}

/// Runs a test program and counts; one that counts nothing has not tested anything.
pub fn counted(command: &mut Command, tally: &mut Tally) -> Result<Outcome, Failure> {
    let mut own = Tally::default();
    let result = process::run_by_line(command, |line| {
        println!("{line}");
        own.note(line);
    });
    tally.passed += own.passed;
    tally.failed += own.failed;
    result?;
    if own.total() == 0 {
        let command = process::show(command);
        return Err(Failure::Check(format!(
            "`{command}`: expected tests, found none"
        )));
    }
    Ok(Outcome::Done)
}
