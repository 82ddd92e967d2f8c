//! LibreOffice, in which the tests open the workbooks that the site writes.

use super::{Tool, Toolbox, debian};
use crate::failure::Failure;
use crate::process;
use std::path::PathBuf;

/// Tells the tests where it is; whoever sets it beforehand chooses the program.
const VARIABLE: &str = "TEILRAUM_SOFFICE";

/// The spreadsheets of LibreOffice, without its windows.
pub struct LibreOffice;

impl LibreOffice {
    fn program() -> Option<PathBuf> {
        let chosen = std::env::var_os(VARIABLE).map(PathBuf::from);
        let names = ["soffice", "libreoffice"];
        chosen.or_else(|| names.into_iter().find_map(process::which))
    }
}

impl Tool for LibreOffice {
    fn name(&self) -> String {
        "LibreOffice Calc".to_owned()
    }

    fn find(&self, toolbox: &mut Toolbox) -> Result<Option<String>, Failure> {
        let Some(program) = Self::program() else {
            return Ok(None);
        };
        toolbox.set(VARIABLE, &program);
        Ok(Some(program.display().to_string()))
    }

    fn system_commands(&self, _toolbox: &Toolbox) -> Vec<String> {
        debian::commands(&["libreoffice-calc-nogui"])
    }

    fn install(&self, toolbox: &mut Toolbox) -> Result<(), Failure> {
        debian::install(toolbox, "LibreOffice Calc", &["libreoffice-calc-nogui"])
    }
}
