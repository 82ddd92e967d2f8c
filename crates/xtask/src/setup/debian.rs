//! Packages of Debian and its children, through `apt-get`.

use super::Toolbox;
use crate::failure::Failure;
use crate::process;
use std::process::Command;

/// The commands that would install the packages, as one would type them.
pub fn commands(packages: &[&str]) -> Vec<String> {
    if process::which("apt-get").is_none() {
        return Vec::new();
    }
    vec![
        process::show(&apt(&["update"])),
        process::show(&install_command(packages)),
    ]
}

/// Installs packages.
///
/// # Errors
/// [`Failure::ByHand`] where there is no `apt-get`, or no right to use it.
pub fn install(toolbox: &mut Toolbox, tool: &str, packages: &[&str]) -> Result<(), Failure> {
    let by_hand = |reason: &str, remedy: String| Failure::ByHand {
        tool: tool.to_owned(),
        reason: reason.to_owned(),
        remedy,
    };
    if process::which("apt-get").is_none() {
        let remedy = format!("install {tool} with this system's own means and put it on the path");
        return Err(by_hand("this system has no apt-get", remedy));
    }
    if !is_root() && process::which("sudo").is_none() {
        let remedy = format!("as root, run: apt-get install {}", packages.join(" "));
        return Err(by_hand(
            "it needs root or sudo, and there is neither",
            remedy,
        ));
    }
    if !toolbox.apt_updated {
        process::run_logged(
            &mut apt(&["update"]),
            "apt-get update",
            &toolbox.log("apt-update"),
        )?;
        toolbox.apt_updated = true;
    }
    let mut command = install_command(packages);
    process::run_logged(&mut command, tool, &toolbox.log("apt-install"))
}

fn install_command(packages: &[&str]) -> Command {
    let mut command = apt(&["install", "--yes", "--no-install-recommends"]);
    command.args(packages);
    command
}

fn apt(words: &[&str]) -> Command {
    let mut command = if is_root() {
        Command::new("env")
    } else {
        Command::new("sudo")
    };
    if !is_root() {
        command.arg("env");
    }
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(words);
    command
}

#[cfg(unix)]
fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|said| said == "0")
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
