//! The browsers in which the journeys run, and the driver of the boundary tests.

use super::{Tool, Toolbox, debian};
use crate::failure::Failure;
use crate::process;
use std::path::PathBuf;

/// A browser or its driver.
pub struct Browser {
    name: &'static str,
    /// Tells the tests where it is; whoever sets it beforehand chooses the program.
    variable: &'static str,
    programs: &'static [&'static str],
    package: &'static str,
}

/// First engine.
pub const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "TEILRAUM_CHROMIUM",
    programs: &["chromium", "chromium-browser", "google-chrome"],
    package: "chromium",
};

/// Drives Chromium for `wasm-bindgen-test`, which reads this variable itself.
pub const CHROMEDRIVER: Browser = Browser {
    name: "chromedriver",
    variable: "CHROMEDRIVER",
    programs: &["chromedriver"],
    package: "chromium-driver",
};

/// Second engine.
pub const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "TEILRAUM_FIREFOX",
    programs: &["firefox-esr", "firefox"],
    package: "firefox-esr",
};

impl Browser {
    fn program(&self) -> Option<PathBuf> {
        let chosen = std::env::var_os(self.variable).map(PathBuf::from);
        chosen.or_else(|| self.programs.iter().find_map(|name| process::which(name)))
    }
}

impl Tool for Browser {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn find(&self, toolbox: &mut Toolbox) -> Result<Option<String>, Failure> {
        let Some(program) = self.program() else {
            return Ok(None);
        };
        toolbox.set(self.variable, &program);
        Ok(Some(program.display().to_string()))
    }

    fn system_commands(&self, _toolbox: &Toolbox) -> Vec<String> {
        debian::commands(&[self.package])
    }

    fn install(&self, toolbox: &mut Toolbox) -> Result<(), Failure> {
        debian::install(toolbox, self.name, &[self.package])
    }
}
