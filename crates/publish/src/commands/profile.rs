//! `teilraum profile DIR --area KEY -o FILE`, `teilraum profile DIR --all -o DIR`

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Args};
use teilraum::model::{AreaIx, Date};
use teilraum_publish::paper::{Order, Shelf, choose, write};
use teilraum_publish::verify::Folder;

/// The file that makes a folder a bundle.
const MANIFEST: &str = "manifest.json";
/// Where the bundle lies below the folder of a site.
const DATA: &str = "data";

/// Whose profile, and where to.
#[derive(Args)]
#[command(group = ArgGroup::new("whose").required(true).multiple(false).args(["area", "all"]))]
pub struct Profile {
    /// The folder of a published bundle, or of a site with one in `data`.
    dir: PathBuf,
    /// The area with this key.
    #[arg(long, value_name = "KEY")]
    area: Option<String>,
    /// Every area there is today, each in a file of its own.
    #[arg(long)]
    all: bool,
    /// Only areas of this level.
    #[arg(long, value_name = "KEY")]
    level: Option<String>,
    /// The language: one of the bundle's, its first by default.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// The public address of the page that shows the atlas, for a link to the live profile.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// The day on which the profiles are made, to be printed: YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// The PDF to write; with --all a folder, which gets a folder per level.
    #[arg(short, long, value_name = "PATH")]
    out: PathBuf,
}

/// Writes the profiles, and says which characters could not be written.
pub fn profile(order: &Profile) -> Result<ExitCode, Box<dyn Error>> {
    let folder = Folder::new(&bundle(&order.dir)?);
    let mut shelf = Shelf::open(&folder, order.lang.as_deref())?;
    let paper = Order {
        address: order.address.as_deref().map(address).transpose()?,
        made: order.date.as_deref().map(day).transpose()?,
    };
    if paper.address.is_none() {
        eprintln!("note: without --address the profiles have no link to the live atlas");
    }
    let files = files(order, &shelf)?;
    let (mut pages, mut bytes) = (0, 0);
    for (area, path) in &files {
        let written = write(&mut shelf, *area, &paper)?;
        for missing in &written.missing {
            let (character, text) = (missing.character, &missing.text);
            let code = u32::from(character);
            eprintln!(
                "warning: {}: the font lacks \"{character}\" (U+{code:04X}) in \"{text}\"",
                path.display()
            );
        }
        pages += written.pages;
        bytes += written.bytes.len();
        put(path, &written.bytes)?;
    }
    let out = order.out.display();
    eprintln!(
        "{out}: {} profiles, {pages} pages, {bytes} bytes",
        files.len()
    );
    Ok(ExitCode::SUCCESS)
}

/// The areas, each with the path of its file.
fn files(order: &Profile, shelf: &Shelf<'_>) -> Result<Vec<(AreaIx, PathBuf)>, Box<dyn Error>> {
    let level = order.level.as_deref();
    if let Some(key) = &order.area {
        return Ok(vec![(choose::one(shelf, key, level)?, order.out.clone())]);
    }
    let all = choose::all(shelf, level)?.into_iter();
    Ok(all.map(|(ix, name)| (ix, order.out.join(name))).collect())
}

/// The folder of the bundle: the one given, or `data` in it.
fn bundle(dir: &Path) -> Result<PathBuf, String> {
    let places = [dir.to_owned(), dir.join(DATA)];
    let found = places.into_iter().find(|it| it.join(MANIFEST).is_file());
    found.ok_or_else(|| {
        let hint = match dir.is_file() {
            true => "; publish an atlas first: a profile tells only what is published",
            false => "",
        };
        let dir = dir.display();
        format!("{dir}: expected the folder of a bundle, found no {MANIFEST} there{hint}")
    })
}

fn address(text: &str) -> Result<String, String> {
    let is_web = teilraum::format::is_web_address(text) && !text.contains('#');
    is_web
        .then(|| text.to_owned())
        .ok_or_else(|| format!("--address: expected a web address without #, found \"{text}\""))
}

fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| format!("--date: expected YYYY-MM-DD, found \"{text}\""))
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let told = |error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(told)?;
    }
    fs::write(path, bytes).map_err(told)
}
