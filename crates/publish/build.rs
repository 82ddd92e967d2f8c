//! Puts a built site into the program: `TEILRAUM_SITE` names its folder.
//!
//! Without the variable the program has no site, and says so when asked for one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TEILRAUM_SITE");
    let mut list = String::from("&[\n");
    if let Some(site) = env::var_os("TEILRAUM_SITE") {
        let site = PathBuf::from(site);
        for file in files(&site, &site)? {
            println!("cargo::rerun-if-changed={}", site.join(&file).display());
            let bytes = site.join(&file);
            let written = writeln!(list, "    ({file:?}, include_bytes!({bytes:?})),");
            written.map_err(io::Error::other)?;
        }
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&out).join("site.rs"), list)
}

/// Files of the site by path, without the demo's data.
fn files(site: &Path, folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && path != site.join("data") {
            found.extend(files(site, &path)?);
        } else if path.is_file() {
            let name = path.strip_prefix(site).map_err(io::Error::other)?;
            let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
            found.push(parts.join("/"));
        }
    }
    found.sort();
    Ok(found)
}
