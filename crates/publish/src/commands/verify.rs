//! `teilraum verify DIR`

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use teilraum_publish::verify::{self, Folder};

/// Prints what the bundle in `dir` holds; fails if anything in it is wrong.
pub fn verify(dir: &Path) -> Result<ExitCode, Box<dyn Error>> {
    let found = verify::verify(&Folder::new(dir));
    for error in &found.errors {
        eprintln!("error: {error}");
    }
    for note in &found.notes {
        eprintln!("note: {note}");
    }
    for line in super::summary(&found) {
        println!("{line}");
    }
    let sound = found.errors.is_empty();
    println!("{}", if sound { "sound" } else { "not sound" });
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
