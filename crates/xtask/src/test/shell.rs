//! The checks of the shell's sources and of the page.

use super::{Context, Outcome, Tally};
use crate::failure::Failure;
use crate::process;

fn run(context: &Context, program: &str, words: &[&str]) -> Result<Outcome, Failure> {
    let mut command = context.toolbox.command(program);
    command.args(words).current_dir(context.workspace.root());
    process::run(&mut command).map(|()| Outcome::Done)
}

pub fn style(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    run(
        context,
        "eslint",
        &[
            "--max-warnings",
            "0",
            "www",
            "tests/browser",
            "benches/stats",
            "benches/map",
            "benches/page",
            "eslint.config.mjs",
        ],
    )
}

/// After the build, which writes the types of the boundary to `target/types`.
pub fn types(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    run(context, "tsc", &["--project", "tsconfig.json"])
}

/// The page, and static pages of each kind.
const PAGES: [&str; 6] = [
    "dist/index.html",
    "dist/methods.html",
    "dist/data/pages/de/index.html",
    "dist/data/pages/de/verwaltung/kreis/index.html",
    "dist/data/pages/de/verwaltung/kreis/09188.html",
    "dist/data/pages/de/verwaltung/land/09.html",
];

pub fn markup(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    let config = ["--config", "tests/browser/htmlvalidate.json"];
    run(
        context,
        "html-validate",
        &[&config[..], &PAGES[..]].concat(),
    )
}
