//! Project tasks: `cargo xtask setup | serve | build | dist | test | size | bench |
//! reference | methods | demo-boundaries`.
//!
//! Cargo is the only tool a visitor surely has, so everything else hangs on it. A tour:
//! [`args`] reads the command line; [`setup`] finds or installs the tool chain and hands out a
//! [`setup::Toolbox`] whose commands see it; [`build`] makes `dist/` with Trunk and hashes what
//! Trunk leaves; [`serve`] is a small static server with the headers a real host should send;
//! [`size`] adds up what a first visit loads; [`mod@test`] runs every check one after the other;
//! [`mod@reference`] runs a folder of reference cases; [`methods`] writes the handbook of methods;
//! [`demo_boundaries`] thins outlines that are too heavy to keep.

mod acceptance;
mod args;
mod bench;
mod build;
mod demo_boundaries;
mod dist;
mod failure;
mod methods;
mod process;
mod reference;
mod serve;
mod setup;
mod size;
mod test;
mod workspace;

use args::Task;
use failure::Failure;
use setup::{Need, Setup};
use std::process::ExitCode;
use workspace::Workspace;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match args::parse(&words).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Told) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Failure> {
    if task == Task::Help {
        print!("{}", args::HELP);
        return Ok(());
    }
    let workspace = Workspace::find()?;
    match task {
        Task::Help => Ok(()),
        Task::Setup(setup) => Setup::new(&workspace, setup)?
            .run(Need::Everything)
            .map(drop),
        Task::Build(setup) => build::run(&workspace, setup),
        Task::PostBuild => build::post_build::run(&workspace),
        Task::Serve(options) => serve::run(&workspace, &options),
        Task::Test(options) => test::run(&workspace, &options),
        Task::Dist(setup) => dist::run(&workspace, setup),
        Task::Size => size::run(&workspace),
        Task::Acceptance => acceptance::run(&workspace),
        Task::Bench(rest) => bench::run(&workspace, &rest),
        Task::Reference(folder) => reference::run(&workspace, &folder),
        Task::Methods => methods::run(&workspace),
        Task::DemoBoundaries(options) => demo_boundaries::run(&workspace, &options),
    }
}
