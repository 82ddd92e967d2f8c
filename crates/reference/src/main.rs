//! `teilraum-reference DIR`: runs every case of a folder and counts.

use std::path::Path;
use std::process::ExitCode;
use teilraum_reference::check_folder;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    let [folder] = words.as_slice() else {
        eprintln!("teilraum-reference DIR: expected one folder of cases");
        return ExitCode::FAILURE;
    };
    match check_folder(Path::new(folder)) {
        Ok(outcomes) => report(&outcomes, Path::new(folder)),
        Err(error) => {
            let folder = Path::new(folder).display();
            eprintln!("teilraum-reference: could not read the folder {folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn report(outcomes: &[teilraum_reference::Outcome], folder: &Path) -> ExitCode {
    let failed: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| Some((&outcome.id, outcome.result.as_ref().err()?)))
        .collect();
    for (id, told) in &failed {
        println!("{id}: {told}");
    }
    if outcomes.is_empty() {
        println!("{}: expected cases (*.json), found none", folder.display());
    }
    let passed = outcomes.len() - failed.len();
    println!("{passed} passed, {} failed", failed.len());
    if failed.is_empty() && passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
