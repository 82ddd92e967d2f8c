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

pub fn lint(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    let words = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--locked",
    ];
    done(cargo(context, &words).args(["--", "-D", "warnings"]))
}

pub fn lint_wasm(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    let words = [
        "clippy",
        "--package",
        "teilraum-web",
        "--all-targets",
        "--target",
        WASM_TARGET,
    ];
    let mut command = context.toolbox.wasm_command("cargo");
    command
        .args(words)
        .args(["--locked", "--", "-D", "warnings"]);
    done(command.current_dir(context.workspace.root()))
}

pub fn test(context: &Context, tally: &mut Tally) -> Result<Outcome, Failure> {
    let mut command = cargo(
        context,
        &["test", "--workspace", "--all-features", "--locked"],
    );
    counted(&mut command, tally)
}

pub fn docs(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    let words = [
        "doc",
        "--workspace",
        "--no-deps",
        "--all-features",
        "--locked",
    ];
    done(cargo(context, &words).env("RUSTDOCFLAGS", "-D warnings"))
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
