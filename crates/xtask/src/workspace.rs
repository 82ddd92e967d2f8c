//! Where things are in the checkout.

use crate::failure::Failure;
use crate::process;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The checkout this program works on.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    program: Option<PathBuf>,
}

impl Workspace {
    /// Finds the checkout that holds the current folder.
    ///
    /// # Errors
    /// When no folder above holds the file `Trunk.toml`.
    pub fn find() -> Result<Self, Failure> {
        let here = std::env::current_dir().map_err(Failure::file("find", Path::new(".")))?;
        match here
            .ancestors()
            .find(|folder| folder.join("Trunk.toml").is_file())
        {
            Some(root) => Ok(Self {
                root: root.to_owned(),
                program: std::env::current_exe().ok(),
            }),
            None => Err(Failure::Check(format!(
                "no folder from {} upwards holds Trunk.toml; run this inside the checkout",
                here.display()
            ))),
        }
    }

    /// The checkout's top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the top folder.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// This program, as it was found at the start: a build in between may replace the file, after
    /// which the system no longer knows its name.
    pub fn program(&self) -> Option<&Path> {
        self.program.as_deref()
    }

    /// The built site.
    pub fn dist(&self) -> PathBuf {
        self.at("dist")
    }

    /// Where cargo puts what it builds, as cargo itself says.
    ///
    /// # Errors
    /// When cargo cannot be asked.
    pub fn target_folder(&self) -> Result<PathBuf, Failure> {
        let mut command = Command::new("cargo");
        command
            .args(["metadata", "--format-version=1", "--no-deps"])
            .current_dir(self.root());
        let text = process::output(&mut command)?;
        let metadata: serde_json::Value = serde_json::from_str(&text)
            .map_err(|error| Failure::Check(format!("cargo metadata: {error}")))?;
        let folder = metadata["target_directory"].as_str().unwrap_or("target");
        Ok(PathBuf::from(folder))
    }

    /// The recipe of the demo atlas, if the checkout has one.
    pub fn demo(&self) -> Option<PathBuf> {
        Some(self.at("data/atlas.toml")).filter(|path| path.is_file())
    }
}
