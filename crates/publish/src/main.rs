//! `teilraum`, the publisher: one file per command in `commands`.

mod commands;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Publishes a social indicator atlas from an office's files.
#[derive(Parser)]
#[command(name = "teilraum", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Look at a file, and print a recipe for it with its reasons. Nothing is published.
    Inspect {
        /// A table (CSV, workbook, `datapackage.json`) or a layer of shapes.
        file: PathBuf,
        /// The sheet of a workbook, the resource of a Data Package, or the table of a layer.
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
    },
    /// Read sources as a configuration says, and write a bundle.
    Publish {
        /// The atlas: a TOML file.
        config: PathBuf,
        /// The bundle's folder; one that stands there is replaced as a whole.
        #[arg(short, long, value_name = "DIR")]
        out: PathBuf,
        /// Where to list every finding: a page if it ends in .html, otherwise JSON. Keep it out of
        /// the public folder, for it quotes sources.
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
    },
    /// Write the page that shows a bundle, for any web server.
    Site {
        /// The folder for the web server; the bundle belongs into `data` below it.
        dir: PathBuf,
    },
    /// Write what a bundle shows first into the page beside it, so that it reads without script.
    Page {
        /// The folder of the page; the bundle lies in `data` below it.
        dir: PathBuf,
    },
    /// Write the profile of an area, or of many, as a tagged PDF.
    Profile(commands::Profile),
    /// Make heavy outlines light: a TopoJSON file, simplified without gaps between neighbours.
    Thin(commands::Thin),
    /// Open everything that a bundle holds, and check that it fits together.
    Verify {
        /// The bundle's folder, or its address on a web server.
        #[arg(value_name = "DIR|URL")]
        place: String,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Inspect { file, sheet } => commands::inspect(&file, sheet.as_deref()),
        Command::Publish {
            config,
            out,
            report,
        } => commands::publish(&config, &out, report.as_deref()),
        Command::Site { dir } => commands::site(&dir),
        Command::Page { dir } => commands::page(&dir),
        Command::Profile(order) => commands::profile(&order),
        Command::Thin(order) => commands::thin(&order),
        Command::Verify { place } => commands::verify(&place),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("teilraum: {error}");
            ExitCode::FAILURE
        }
    }
}
