//! `teilraum verify DIR|URL`

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use teilraum_publish::verify::{self, Folder, Verification, Web};

/// Prints what the bundle in a folder or on a web server holds; fails if anything in it is wrong.
pub fn verify(place: &str) -> Result<ExitCode, Box<dyn Error>> {
    let found = match Web::new(place) {
        Some(web) => {
            let found = verify::verify(&web);
            for (address, why) in web.failures() {
                eprintln!("error: {address} could not be fetched: {why}");
            }
            found
        }
        None => verify::verify(&Folder::new(Path::new(place))),
    };
    Ok(tell(&found))
}

fn tell(found: &Verification) -> ExitCode {
    for error in &found.errors {
        eprintln!("error: {error}");
    }
    for note in &found.notes {
        eprintln!("note: {note}");
    }
    for line in super::summary(found) {
        println!("{line}");
    }
    let sound = found.errors.is_empty();
    println!("{}", if sound { "sound" } else { "not sound" });
    if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
