//! `serve`: the built site on 127.0.0.1, with the headers a real host should send.
//!
//! [`site`] holds the files and decides how each is to be cached, [`http`] speaks the protocol,
//! [`server`] listens. The tests of the browser use the same server on any free port.

pub mod http;
pub mod mime;
pub mod server;
pub mod site;

use crate::args::ServeOptions;
use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::setup::{Need, Setup};
use crate::workspace::Workspace;
use server::Server;
use site::Site;
use std::process::Command;
use std::sync::Arc;

/// Where the search for a free port begins.
const FIRST_PORT: u16 = 8080;

/// Builds unless told not to, then serves until stopped.
///
/// # Errors
/// When the build fails or no port can be had.
pub fn run(workspace: &Workspace, options: &ServeOptions) -> Result<(), Failure> {
    if !options.no_build {
        let toolbox = Setup::new(workspace, options.setup)?.run(Need::Build)?;
        build::release(workspace, &toolbox)?;
    }
    let site = Site::load(&workspace.dist())?;
    let server = match options.port {
        Some(port) => Server::bind(port)?,
        None => Server::bind_from(FIRST_PORT)?,
    };
    let address = server.address()?;
    println!("serve  {address}");
    println!("serve  stop with Ctrl-C");
    if options.open {
        open(&address);
    }
    server.run(Arc::new(site))
}

/// Shows the page in the default browser; without one, the printed address has to do.
fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if let Err(failure) = process::run(Command::new(opener).arg(address)) {
        println!("serve  {failure}; open the address by hand");
    }
}
