//! `wasm-opt`, from the package that Binaryen publishes for Node.

use super::node_modules::check_node;
use super::{Tool, Toolbox};
use crate::failure::Failure;
use crate::process;

const VERSION: &str = "132.0.0";

/// The optimiser of WebAssembly files.
pub struct Binaryen;

impl Binaryen {
    fn key() -> String {
        format!("binaryen-{VERSION}")
    }
}

impl Tool for Binaryen {
    fn name(&self) -> String {
        format!("wasm-opt (binaryen {VERSION})")
    }

    fn find(&self, toolbox: &mut Toolbox) -> Result<Option<String>, Failure> {
        let Some(folder) = toolbox.complete(&Self::key()) else {
            return Ok(None);
        };
        check_node()?;
        toolbox.add_folder(folder.join("node_modules").join(".bin"));
        Ok(Some(folder.display().to_string()))
    }

    fn install(&self, toolbox: &mut Toolbox) -> Result<(), Failure> {
        check_node()?;
        let folder = toolbox.fresh(&Self::key())?;
        let mut command = toolbox.command("npm");
        command
            .args([
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
            ])
            .arg(&folder)
            .arg(format!("binaryen@{VERSION}"))
            .current_dir(&folder);
        process::run_logged(&mut command, &self.name(), &toolbox.log(&Self::key()))?;
        toolbox.seal(&Self::key())
    }
}
