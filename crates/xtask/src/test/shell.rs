//! The checks of the shell's sources and of the page.

use super::{Context, Outcome, Tally};
use crate::failure::Failure;
use crate::process;
use std::fs;

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
    run(context, "tsc", &["--project", "tsconfig.json"])?;
    public_types(context)
}

/// What pages that embed an atlas program against.
const PUBLIC_TYPES: &str = "docs/teilraum-atlas.d.ts";

/// Writes the types of the element from its source, and holds the published ones to them.
fn public_types(context: &Context) -> Result<Outcome, Failure> {
    let words = "www/embed/element.js --allowJs --strict --declaration --emitDeclarationOnly \
                 --skipLibCheck --target es2022 --module es2022 --moduleResolution bundler \
                 --outDir target/embed-types";
    run(
        context,
        "tsc",
        &words.split_whitespace().collect::<Vec<_>>(),
    )?;
    let read = |path: &str| {
        let path = context.workspace.at(path);
        fs::read_to_string(&path).map_err(Failure::file("read", &path))
    };
    let written = read("target/embed-types/element.d.ts")?;
    if std::env::var_os("UPDATE_TYPES").is_some() {
        let path = context.workspace.at(PUBLIC_TYPES);
        fs::write(&path, &written).map_err(Failure::file("write", &path))?;
    }
    if written == read(PUBLIC_TYPES)? {
        return Ok(Outcome::Done);
    }
    Err(Failure::Check(format!(
        "{PUBLIC_TYPES}: expected what tsc writes from www/embed/element.js, found another text; \
         `UPDATE_TYPES=1 cargo xtask test --only types` writes it"
    )))
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
