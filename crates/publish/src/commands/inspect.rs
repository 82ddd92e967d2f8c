//! `teilraum inspect FILE`

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use teilraum_publish::inspect;

/// Prints a recipe for the file, and on the other stream what a person has to decide about it.
pub fn inspect(file: &Path, sheet: Option<&str>) -> Result<ExitCode, Box<dyn Error>> {
    let name = file.to_string_lossy().replace('\\', "/");
    let proposal = inspect::inspect(file, &name, sheet)?;
    print!("{}", proposal.to_text());
    for open in &proposal.unsure {
        eprintln!("not sure: {open}");
    }
    Ok(ExitCode::SUCCESS)
}
