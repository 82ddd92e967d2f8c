//! Makes Musterstadt: a town of invented data for the tests, the same in every run.
//!
//! `cargo run -p teilraum-publish --example musterstadt -- tests/fixtures/musterstadt`
//!
//! [`town`] draws the town: blocks, and the planning and school districts that consist of them but
//! do not nest. [`people`] lets people live there, year after year. [`files`] writes what an office
//! would have: workbook, tables, shapefile, GeoJSON. The recipes beside them are written by hand.

#![allow(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    reason = "a generator for tests, whose only input is its own seed"
)]

mod files;
mod people;
mod random;
mod town;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("expected the folder to write to");
        return ExitCode::FAILURE;
    };
    match write(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("musterstadt: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &std::path::Path) -> Result<(), Box<dyn Error>> {
    let town = town::Town::draw();
    files::geography(&town, folder)?;
    for (release, last) in [(1, 2023), (2, 2024)] {
        let people = people::People::settle(&town, release, last);
        files::figures(&town, &people, &folder.join(format!("release-{release}")))?;
    }
    Ok(())
}
