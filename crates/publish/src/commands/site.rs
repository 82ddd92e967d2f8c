//! `teilraum site DIR`

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use teilraum_publish::site;

/// Writes the site that this program holds.
pub fn site(dir: &Path) -> Result<ExitCode, Box<dyn Error>> {
    let files = site::write(dir)?;
    println!("{}: {files} files", dir.display());
    println!(
        "publish the data beside it: teilraum publish atlas.toml -o {}",
        dir.join("data").display()
    );
    Ok(ExitCode::SUCCESS)
}
