//! With the feature `embedded`: compiles the cases of `tests/reference` in, for where no files are.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[allow(
    clippy::disallowed_methods,
    reason = "a build script reads and writes files"
)]
fn main() -> io::Result<()> {
    let variable = |name: &str| env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let cases = variable("CARGO_MANIFEST_DIR").join("../../tests/reference");
    println!("cargo::rerun-if-changed={}", cases.display());
    if env::var_os("CARGO_FEATURE_EMBEDDED").is_none() {
        return Ok(());
    }
    let mut names = below(&cases, "", ".json")?;
    names.extend(below(&cases, "data/", ".geojson")?);
    names.sort();
    let mut list = String::from("&[\n");
    for name in names {
        let path = cases.join(&name);
        let _ = writeln!(list, "    ({name:?}, include_bytes!({path:?})),");
    }
    list.push(']');
    fs::write(variable("OUT_DIR").join("files.rs"), list)
}

/// The names of files in a folder, each with the folder's prefix.
fn below(cases: &Path, prefix: &str, ending: &str) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(cases.join(prefix))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(ending) {
            names.push(format!("{prefix}{name}"));
        }
    }
    Ok(names)
}
