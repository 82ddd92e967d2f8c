//! `teilraum site DIR`, `teilraum page DIR`

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use teilraum_publish::{opening, site};

/// Writes the site that this program holds.
pub fn site(dir: &Path) -> Result<ExitCode, Box<dyn Error>> {
    let files = site::write(dir)?;
    opening::fill(dir)?;
    println!("{}: {files} files", dir.display());
    println!(
        "publish the data beside it: teilraum publish atlas.toml -o {}",
        dir.join("data").display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Writes what the bundle below `dir` shows first into the page.
pub fn page(dir: &Path) -> Result<ExitCode, Box<dyn Error>> {
    opening::fill(dir)?;
    println!(
        "{}: says what the bundle shows first",
        dir.join("index.html").display()
    );
    Ok(ExitCode::SUCCESS)
}
