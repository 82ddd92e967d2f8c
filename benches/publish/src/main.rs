//! `cargo xtask bench publish`: what columns and outlines of a published bundle weigh beside other
//! ways to store them, and how long reading them takes.
//!
//! [`columns`] stores the same numbers in five ways; [`outlines`] simplifies the same borders with
//! mapshaper to the same deviation and stores them as TopoJSON. Everything is read back and compared
//! before it counts.

mod bundle;
mod columns;
mod outlines;
mod table;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1).map(PathBuf::from);
    let (Some(bundle), mapshaper) = (words.next(), words.next()) else {
        eprintln!("expected the folder of a bundle, and perhaps the program mapshaper");
        return ExitCode::FAILURE;
    };
    match compare(&bundle, mapshaper) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench publish: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(folder: &std::path::Path, mapshaper: Option<PathBuf>) -> Result<(), Box<dyn Error>> {
    let bundle = bundle::Bundle::open(folder)?;
    columns::compare(&bundle)?;
    match mapshaper {
        Some(program) => outlines::compare(&bundle, &program),
        None => Ok(()),
    }
}
