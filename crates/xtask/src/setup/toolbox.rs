//! The environment in which the tools find each other.

use crate::failure::Failure;
use crate::process;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Marks a folder of the cache whose content is complete.
const COMPLETE: &str = ".complete";

/// Where the tools are, and how commands must be started to see them.
#[derive(Debug)]
pub struct Toolbox {
    cache: PathBuf,
    folders: Vec<PathBuf>,
    variables: BTreeMap<OsString, OsString>,
    wasm_folders: Vec<PathBuf>,
    wasm_variables: BTreeMap<OsString, OsString>,
    pub(super) apt_updated: bool,
}

impl Toolbox {
    /// An empty toolbox over the user's cache folder.
    pub fn new() -> Result<Self, Failure> {
        let cache = user_cache().ok_or_else(|| {
            Failure::Check("neither XDG_CACHE_HOME nor HOME names a folder for the tools".into())
        })?;
        let cache = cache.join("teilraum");
        let logs = cache.join("logs");
        fs::create_dir_all(&logs).map_err(Failure::file("create", &logs))?;
        Ok(Self::at(cache))
    }

    fn at(cache: PathBuf) -> Self {
        Self {
            cache,
            folders: Vec::new(),
            variables: BTreeMap::new(),
            wasm_folders: Vec::new(),
            wasm_variables: BTreeMap::new(),
            apt_updated: false,
        }
    }

    /// The folder outside the checkout that keeps the tools.
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// The log of a long step.
    pub(super) fn log(&self, step: &str) -> PathBuf {
        self.cache.join("logs").join(format!("{step}.log"))
    }

    /// A folder of the cache, if it was filled to the end.
    pub fn complete(&self, key: &str) -> Option<PathBuf> {
        Some(self.cache.join(key)).filter(|folder| folder.join(COMPLETE).is_file())
    }

    /// An empty folder of the cache to be filled; what an interrupted run left there is removed.
    pub fn fresh(&self, key: &str) -> Result<PathBuf, Failure> {
        let folder = self.cache.join(key);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(Failure::file("remove", &folder))?;
        }
        fs::create_dir_all(&folder).map_err(Failure::file("create", &folder))?;
        Ok(folder)
    }

    /// Declares a folder of the cache complete.
    pub fn seal(&self, key: &str) -> Result<(), Failure> {
        let stamp = self.cache.join(key).join(COMPLETE);
        fs::write(&stamp, "").map_err(Failure::file("write", &stamp))
    }

    /// Puts a folder on the path of every command.
    pub(super) fn add_folder(&mut self, folder: PathBuf) {
        self.folders.push(folder);
    }

    /// Sets a variable for every command.
    pub(super) fn set(&mut self, name: &str, value: impl Into<OsString>) {
        self.variables.insert(name.into(), value.into());
    }

    /// Whether a variable is set for every command.
    pub fn sets(&self, name: &str) -> bool {
        self.variables.contains_key(OsStr::new(name))
    }

    /// Puts a folder on the path of commands that compile to WebAssembly.
    pub(super) fn add_wasm_folder(&mut self, folder: PathBuf) {
        self.wasm_folders.push(folder);
    }

    /// Sets a variable for commands that compile to WebAssembly.
    pub(super) fn set_wasm(&mut self, name: &str, value: impl Into<OsString>) {
        self.wasm_variables.insert(name.into(), value.into());
    }

    /// A command that finds the tools.
    pub fn command(&self, program: &str) -> Command {
        self.prepared(program, &self.folders)
    }

    /// A command that finds the tools and compiles to WebAssembly.
    pub fn wasm_command(&self, program: &str) -> Command {
        let folders: Vec<PathBuf> = self
            .wasm_folders
            .iter()
            .chain(&self.folders)
            .cloned()
            .collect();
        let mut command = self.prepared(program, &folders);
        command.envs(&self.wasm_variables);
        command
    }

    fn prepared(&self, program: &str, folders: &[PathBuf]) -> Command {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let all = folders
            .iter()
            .cloned()
            .chain(std::env::split_paths(&inherited));
        // A folder with a colon in its name cannot stand on the path; the tool's own "not found"
        // then says more than an error here could.
        let path = std::env::join_paths(all).unwrap_or(inherited.clone());
        let found = folders
            .iter()
            .map(|folder| folder.join(program))
            .find(|file| file.is_file());
        let mut command = Command::new(found.unwrap_or_else(|| program.into()));
        command.env("PATH", path).envs(&self.variables);
        command
    }

    /// Whether a program on the path already says that it is of that version.
    pub(super) fn has_version(&self, program: &str, version: &str) -> bool {
        process::which(program).is_some_and(|file| {
            process::output(Command::new(file).arg("--version"))
                .is_ok_and(|said| said.split_whitespace().any(|word| word == version))
        })
    }
}

fn user_cache() -> Option<PathBuf> {
    let named = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    named("XDG_CACHE_HOME")
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| named("HOME").map(|home| home.join(".cache")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> Toolbox {
        let cache = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let toolbox = Toolbox::at(cache);
        toolbox.fresh("").unwrap();
        toolbox
    }

    #[test]
    fn an_interrupted_install_is_not_taken_for_a_complete_one() {
        let toolbox = scratch("interrupted");
        let folder = toolbox.fresh("tool-1.0").unwrap();
        fs::write(folder.join("half"), "").unwrap();
        assert_eq!(toolbox.complete("tool-1.0"), None);
        assert!(!toolbox.fresh("tool-1.0").unwrap().join("half").exists());
        toolbox.seal("tool-1.0").unwrap();
        assert!(toolbox.complete("tool-1.0").is_some());
        fs::remove_dir_all(toolbox.cache()).unwrap();
    }

    #[test]
    fn only_wasm_commands_see_the_wasm_compiler() {
        let mut toolbox = scratch("wasm");
        toolbox.set_wasm("RUSTC", "/cached/rustc");
        let sees = |command: &Command| command.get_envs().any(|(name, _)| name == "RUSTC");
        assert!(!sees(&toolbox.command("cargo")));
        assert!(sees(&toolbox.wasm_command("cargo")));
        fs::remove_dir_all(toolbox.cache()).unwrap();
    }
}
