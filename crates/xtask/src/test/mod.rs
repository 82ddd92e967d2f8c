//! `test`: every check, one after the other; the first that fails stops the run.
//!
//! The closing line `N passed, M failed` sums what the test programs themselves counted: cargo's
//! tests, the boundary's tests in Chromium, the journeys. A check that counts nothing, such as the
//! formatter, adds nothing when it passes and one failure when it does not.

mod browser;
mod fuzz;
mod native;
mod shell;
mod tally;

#[cfg(test)]
pub use native::WASM_PACKAGES;

use crate::args::TestOptions;
use crate::build;
use crate::failure::Failure;
use crate::serve::site::Site;
use crate::setup::{Need, Setup, Toolbox};
use crate::size;
use crate::workspace::Workspace;
use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Instant;
use tally::Tally;

/// What every step gets.
struct Context {
    workspace: Workspace,
    toolbox: Toolbox,
    site: OnceCell<Arc<Site>>,
}

impl Context {
    /// The built site, read and compressed once for all browsers.
    fn site(&self) -> Result<Arc<Site>, Failure> {
        if let Some(site) = self.site.get() {
            return Ok(Arc::clone(site));
        }
        let site = Arc::new(Site::load(&self.workspace.dist())?);
        Ok(Arc::clone(self.site.get_or_init(|| site)))
    }
}

/// How a step ended well.
enum Outcome {
    Done,
    /// There was nothing to do, and why.
    Skipped(&'static str),
}

struct Step {
    name: &'static str,
    run: fn(&Context, &mut Tally) -> Result<Outcome, Failure>,
    /// What to do when it fails.
    remedy: &'static str,
}

const STEPS: [Step; 15] = [
    Step {
        name: "format",
        run: native::format,
        remedy: "run `cargo fmt --all`",
    },
    Step {
        name: "lint",
        run: native::lint,
        remedy: "follow the compiler's advice above",
    },
    Step {
        name: "lint-wasm",
        run: native::lint_wasm,
        remedy: "follow the compiler's advice above",
    },
    Step {
        name: "native",
        run: native::test,
        remedy: "run the failing test alone: `cargo test -p PACKAGE NAME`",
    },
    Step {
        name: "fuzz",
        run: fuzz::open,
        remedy: "the log names the input; `target/fuzz/build/x86_64-unknown-linux-gnu/release/open \
                 FILE` reads it again",
    },
    Step {
        name: "docs",
        run: native::docs,
        remedy: "mend the documentation named above",
    },
    Step {
        name: "style",
        run: shell::style,
        remedy: "mend the lines named above",
    },
    Step {
        name: "boundary",
        run: browser::boundary,
        remedy: "the boundary's tests are in crates/web, study, maps and office; run \
                 `cargo xtask test --only boundary`",
    },
    Step {
        name: "build",
        run: site,
        remedy: "run `cargo xtask build`",
    },
    Step {
        name: "types",
        run: shell::types,
        remedy: "mend the types named above",
    },
    Step {
        name: "markup",
        run: shell::markup,
        remedy: "mend index.html",
    },
    Step {
        name: "size",
        run: weigh,
        remedy: "make it smaller; the budgets stand in crates/xtask/src/size/mod.rs",
    },
    Step {
        name: "chromium",
        run: browser::chromium,
        remedy: "run one file alone: `node --test tests/browser/NAME.test.mjs`",
    },
    Step {
        name: "firefox",
        run: browser::firefox,
        remedy: "run one file alone: \
                 `TEILRAUM_BROWSER=firefox node --test tests/browser/NAME.test.mjs`",
    },
    Step {
        name: "webkit",
        run: browser::webkit,
        remedy: "run it alone: `TEILRAUM_WEBKIT=WebKitWebDriver node --test \
                 tests/browser/webkit.smoke.mjs`",
    },
];

fn site(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    build::release(&context.workspace, &context.toolbox).map(|()| Outcome::Done)
}

fn weigh(context: &Context, _tally: &mut Tally) -> Result<Outcome, Failure> {
    size::run(&context.workspace).map(|()| Outcome::Done)
}

/// Runs the steps.
///
/// # Errors
/// The first failing step, with what to do.
pub fn run(workspace: &Workspace, options: &TestOptions) -> Result<(), Failure> {
    let steps = chosen(options.only.as_deref())?;
    let toolbox = Setup::new(workspace, options.setup)?.run(Need::Everything)?;
    let context = Context {
        workspace: workspace.clone(),
        toolbox,
        site: OnceCell::new(),
    };
    let mut tally = Tally::default();
    let result = steps
        .into_iter()
        .try_for_each(|step| step.perform(&context, &mut tally));
    if result.is_err() {
        tally.at_least_one_failed();
    }
    println!("{tally}");
    result
}

fn chosen(only: Option<&str>) -> Result<Vec<&'static Step>, Failure> {
    let steps: Vec<&Step> = STEPS
        .iter()
        .filter(|step| only.is_none_or(|name| name == step.name))
        .collect();
    if steps.is_empty() {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(Failure::Usage(format!(
            "test --only: expected one of {}, found \"{}\"",
            names.join(", "),
            only.unwrap_or_default()
        )));
    }
    Ok(steps)
}

impl Step {
    fn perform(&self, context: &Context, tally: &mut Tally) -> Result<(), Failure> {
        println!("test   {} …", self.name);
        let started = Instant::now();
        let result = (self.run)(context, tally);
        let seconds = started.elapsed().as_secs_f64();
        match result {
            Ok(Outcome::Done) => println!("test   {}: ok ({seconds:.1} s)", self.name),
            Ok(Outcome::Skipped(why)) => println!("test   {}: nothing to do, {why}", self.name),
            Err(failure) => {
                println!(
                    "test   {}: failed ({seconds:.1} s); {}",
                    self.name, self.remedy
                );
                return Err(failure);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_step_name_lists_the_right_ones() {
        let message = chosen(Some("frmat")).err().unwrap().to_string();
        assert!(
            message.contains("format, lint") && message.contains("\"frmat\""),
            "{message}"
        );
    }

    #[test]
    fn without_a_choice_every_step_runs_and_no_name_stands_twice() {
        let names: Vec<&str> = chosen(None).unwrap().iter().map(|step| step.name).collect();
        for name in &names {
            assert_eq!(chosen(Some(name)).unwrap().len(), 1, "{name}");
        }
        assert_eq!(names.len(), STEPS.len());
    }
}
