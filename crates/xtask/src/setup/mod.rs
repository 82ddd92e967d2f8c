//! `setup`: finds or installs the tool chain, and hands out a [`Toolbox`] that sees it.
//!
//! Every tool is a [`Tool`]: it can be looked for, it can name the commands with which installing
//! it would change the system, and it can be installed. What can live outside the system lives in
//! a [`cache`](Toolbox::cache) folder, keyed by version, shared by all checkouts.

mod browsers;
mod cargo_tool;
mod consent;
mod debian;
mod node_modules;
mod npm_tool;
mod office;
mod toolbox;
mod wasm_std;
mod wasm_std_debian;
mod windows;

pub use toolbox::Toolbox;
pub use wasm_std::TARGET as WASM_TARGET;
pub use windows::{GCC as MINGW_GCC, TARGET as WINDOWS_TARGET};

use crate::args::SetupOptions;
use crate::failure::Failure;
use crate::workspace::Workspace;
use std::path::PathBuf;
use std::time::Instant;

/// How much of the tool chain a task needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// What turns the sources into `dist/`.
    Build,
    /// What compiles the publisher for Windows as well.
    Dist,
    /// The browsers and checkers of `test` as well.
    Everything,
}

/// One tool of the chain.
trait Tool {
    /// Name and version, as printed.
    fn name(&self) -> String;

    /// Looks for it; when it is there, tells the toolbox how to reach it and returns where from.
    fn find(&self, toolbox: &mut Toolbox) -> Result<Option<String>, Failure>;

    /// The commands with which [`install`](Tool::install) would change the system outside the
    /// cache, as one would type them.
    fn system_commands(&self, _toolbox: &Toolbox) -> Vec<String> {
        Vec::new()
    }

    /// Installs it; afterwards [`find`](Tool::find) finds it.
    fn install(&self, toolbox: &mut Toolbox) -> Result<(), Failure>;
}

/// A set-up about to run.
pub struct Setup {
    toolbox: Toolbox,
    options: SetupOptions,
    node_modules: node_modules::NodeModules,
    workspace: Workspace,
}

impl Setup {
    /// Prepares the cache folder.
    ///
    /// # Errors
    /// When no cache folder can be made.
    pub fn new(workspace: &Workspace, options: SetupOptions) -> Result<Self, Failure> {
        Ok(Self {
            toolbox: Toolbox::new()?,
            options,
            node_modules: node_modules::NodeModules::checkers(workspace)?,
            workspace: workspace.clone(),
        })
    }

    /// Finds or installs what `need` asks for.
    ///
    /// # Errors
    /// The first tool that cannot be had, with what to install by hand.
    pub fn run(mut self, need: Need) -> Result<Toolbox, Failure> {
        let started = Instant::now();
        let tools = self.tools(need);
        let mut missing = Vec::new();
        for tool in &tools {
            match tool.find(&mut self.toolbox)? {
                Some(place) => println!("setup  {}: {place}", tool.name()),
                None => missing.push(tool),
            }
        }
        let mut commands: Vec<String> = Vec::new();
        for command in missing
            .iter()
            .flat_map(|tool| tool.system_commands(&self.toolbox))
        {
            if !commands.contains(&command) {
                commands.push(command);
            }
        }
        consent::obtain(&commands, self.options.yes)?;
        for tool in missing {
            install(tool.as_ref(), &mut self.toolbox)?;
        }
        println!(
            "setup  {} tools ready ({:.1} s)",
            tools.len(),
            started.elapsed().as_secs_f64()
        );
        Ok(self.toolbox)
    }

    fn tools(&self, need: Need) -> Vec<Box<dyn Tool>> {
        let mut tools: Vec<Box<dyn Tool>> = vec![
            Box::new(wasm_std::WasmStd::new(
                &self.workspace,
                self.options.debian_std,
            )),
            Box::new(cargo_tool::TRUNK),
            Box::new(cargo_tool::WASM_BINDGEN),
            Box::new(npm_tool::WASM_OPT),
            Box::new(npm_tool::ESBUILD),
        ];
        if need == Need::Everything {
            tools.push(Box::new(self.node_modules.clone()));
            tools.push(Box::new(browsers::CHROMIUM));
            tools.push(Box::new(browsers::CHROMEDRIVER));
            tools.push(Box::new(browsers::FIREFOX));
            tools.push(Box::new(office::LibreOffice));
            // Other platforms have no driver for it; the step of the tests says so.
            if browsers::WEBKIT.to_be_had() {
                tools.push(Box::new(browsers::WEBKIT));
                tools.push(Box::new(browsers::XVFB));
            }
        }
        if need == Need::Dist {
            tools.push(Box::new(windows::MingwGcc));
            tools.push(Box::new(windows::WindowsStd));
        }
        tools
    }
}

/// Finds or installs the libraries that `bench map` measures beside; returns their folder.
///
/// # Errors
/// When they cannot be installed.
pub fn map_libraries(workspace: &Workspace, toolbox: &mut Toolbox) -> Result<PathBuf, Failure> {
    let packages = node_modules::NodeModules::rivals(workspace)?;
    if packages.find(toolbox)?.is_none() {
        install(&packages, toolbox)?;
    }
    Ok(workspace.at("benches/map/browser/node_modules"))
}

fn install(tool: &dyn Tool, toolbox: &mut Toolbox) -> Result<(), Failure> {
    let started = Instant::now();
    println!("setup  {}: missing, being installed …", tool.name());
    tool.install(toolbox)?;
    match tool.find(toolbox)? {
        Some(place) => {
            let seconds = started.elapsed().as_secs_f64();
            println!(
                "setup  {}: {place} (installed in {seconds:.1} s)",
                tool.name()
            );
            Ok(())
        }
        None => Err(Failure::Check(format!(
            "{} was installed without an error but is still not found; \
             remove its folder from {} and try again",
            tool.name(),
            toolbox.cache().display()
        ))),
    }
}
