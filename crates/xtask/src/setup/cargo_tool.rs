//! Programs that cargo builds from their published source.

use super::{Tool, Toolbox};
use crate::failure::Failure;
use crate::process;

/// A program installed by `cargo install` into a folder of its own.
pub struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    /// Whether the dependencies of its own lock file can still be had.
    locked: bool,
}

/// Builds the site. 0.22 needs a newer compiler than the workspace asks for.
pub const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    program: "trunk",
    version: "0.21.14",
    locked: true,
};

/// Writes the glue between JavaScript and WebAssembly. The crate of the same name must have
/// exactly this version: see `crates/web/Cargo.toml`.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.130",
    locked: false,
};

/// The tools run for seconds but build for minutes: less optimisation halves that.
const FASTER_BUILD: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

impl CargoTool {
    fn key(&self) -> String {
        format!("{}-{}", self.program, self.version)
    }
}

impl Tool for CargoTool {
    fn name(&self) -> String {
        format!("{} {}", self.program, self.version)
    }

    fn find(&self, toolbox: &mut Toolbox) -> Result<Option<String>, Failure> {
        if let Some(folder) = toolbox.complete(&self.key()) {
            let place = folder.display().to_string();
            toolbox.add_folder(folder.join("bin"));
            return Ok(Some(place));
        }
        Ok(toolbox
            .has_version(self.program, self.version)
            .then(|| "on the path".to_owned()))
    }

    fn install(&self, toolbox: &mut Toolbox) -> Result<(), Failure> {
        let folder = toolbox.fresh(&self.key())?;
        let build = toolbox.fresh("build")?;
        let mut command = toolbox.command("cargo");
        command
            .args(["install", self.package, "--version", self.version, "--root"])
            .arg(&folder)
            .args(self.locked.then_some("--locked"))
            .envs(FASTER_BUILD)
            .env("CARGO_TARGET_DIR", &build)
            .env_remove("RUSTFLAGS")
            // Away from the checkout, whose cargo configuration is not meant for it.
            .current_dir(toolbox.cache());
        process::run_logged(&mut command, &self.name(), &toolbox.log(&self.key()))?;
        std::fs::remove_dir_all(&build).map_err(Failure::file("remove", &build))?;
        toolbox.seal(&self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_crate_pins_the_version_of_the_program() {
        let manifest = include_str!("../../../web/Cargo.toml");
        let pin = format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version);
        assert!(
            manifest.contains(&pin),
            "expected {pin} in crates/web/Cargo.toml"
        );
    }
}
