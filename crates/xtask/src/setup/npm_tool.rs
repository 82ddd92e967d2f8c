//! Programs that come as packages for Node.

use super::node_modules::check_node;
use super::{Tool, Toolbox};
use crate::failure::Failure;
use crate::process;

/// A program from a package of the same version wherever the site is built.
pub struct NpmTool {
    package: &'static str,
    version: &'static str,
    program: &'static str,
}

/// The optimiser of WebAssembly files.
pub const WASM_OPT: NpmTool = NpmTool {
    package: "binaryen",
    version: "132.0.0",
    program: "wasm-opt",
};

/// Bundles and minifies modules and style sheets.
pub const ESBUILD: NpmTool = NpmTool {
    package: "esbuild",
    version: "0.28.2",
    program: "esbuild",
};

impl NpmTool {
    fn key(&self) -> String {
        format!("{}-{}", self.package, self.version)
    }
}

impl Tool for NpmTool {
    fn name(&self) -> String {
        match self.program == self.package {
            true => format!("{} {}", self.program, self.version),
            false => format!("{} ({} {})", self.program, self.package, self.version),
        }
    }

    fn find(&self, toolbox: &mut Toolbox) -> Result<Option<String>, Failure> {
        let Some(folder) = toolbox.complete(&self.key()) else {
            return Ok(None);
        };
        check_node()?;
        toolbox.add_folder(folder.join("node_modules").join(".bin"));
        Ok(Some(folder.display().to_string()))
    }

    fn install(&self, toolbox: &mut Toolbox) -> Result<(), Failure> {
        check_node()?;
        let folder = toolbox.fresh(&self.key())?;
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
            .arg(format!("{}@{}", self.package, self.version))
            .current_dir(&folder);
        process::run_logged(&mut command, &self.name(), &toolbox.log(&self.key()))?;
        toolbox.seal(&self.key())
    }
}
