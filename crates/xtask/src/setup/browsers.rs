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

/// Third engine, through its driver, which brings a browser for tests; for Linux only.
pub const WEBKIT: Browser = Browser {
    name: "WebKitGTK's driver",
    variable: "TEILRAUM_WEBKIT",
    programs: &["WebKitWebDriver"],
    package: "webkit2gtk-driver",
};

/// The screen that WebKitGTK needs; no test asks where it is.
pub const XVFB: Browser = Browser {
    name: "Xvfb",
    variable: "TEILRAUM_XVFB",
    programs: &["Xvfb"],
    package: "xvfb",
};

impl Browser {
    /// Whether it is there, or could be installed on this platform.
    pub fn to_be_had(&self) -> bool {
        self.program().is_some() || !debian::commands(&[self.package]).is_empty()
    }

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
