//! Data Packages, version 1 and 2: `datapackage.json` says how a resource is read.
//!
//! The resource must be one file inside the package's folder. What the descriptor says about
//! encoding, dialect and fields holds; what it says and this reader cannot follow is an error, so
//! that nothing is read in another way than its author meant. `fields` holds every cell against
//! its field.

mod fields;

use std::path::{Component, Path};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::table::Table;
use super::text::{self, Part};
use crate::config::recipe::{Encoding, TextFile};
use crate::report::{Report, found, in_file};
use fields::Schema;

/// What is read of a descriptor.
#[derive(Debug, Deserialize)]
struct Package {
    resources: Vec<Resource>,
}

#[derive(Debug, Deserialize)]
struct Resource {
    name: String,
    path: Option<Paths>,
    encoding: Option<String>,
    format: Option<String>,
    bytes: Option<u64>,
    hash: Option<String>,
    #[serde(default)]
    dialect: Dialect,
    schema: Option<Schema>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Paths {
    One(String),
    Many(Vec<String>),
}

/// The dialect of version 1 and of version 2; what is not named here does not change a cell.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Dialect {
    delimiter: Option<String>,
    quote_char: Option<String>,
    double_quote: Option<bool>,
    escape_char: Option<String>,
    comment_char: Option<String>,
    comment_rows: Option<Vec<u32>>,
    header: Option<bool>,
    header_rows: Option<Vec<u32>>,
}

/// A resource found: where it lies and how it is read.
struct Found {
    path: String,
    form: TextFile,
    header: bool,
    schema: Schema,
    bytes: Option<u64>,
    hash: Option<String>,
}

/// Reads part of a resource of the package `file` below `root`; `None` if it cannot be read, which
/// is an error then.
pub fn read(
    root: &Path,
    file: &str,
    name: &str,
    part: Part<'_>,
    report: &mut Report,
) -> Option<Table> {
    let bytes = super::bytes(root, file, report)?;
    let resource = match resource(&bytes, name) {
        Ok(resource) => resource,
        Err((expected, seen)) => {
            report.error("package", in_file(file), found(expected, seen));
            return None;
        }
    };
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let data_file = folder
        .join(&resource.path)
        .to_string_lossy()
        .replace('\\', "/");
    if !inside(root, folder, &data_file) {
        let wording = found(
            "a path inside the package's folder",
            format!("`{}`", resource.path),
        );
        report.error("package", in_file(file), wording);
        return None;
    }
    let bytes = super::bytes(root, &data_file, report)?;
    if let Some((expected, seen)) = damage(&bytes, &resource) {
        report.error("package", in_file(&data_file), found(expected, seen));
        return None;
    }
    let table = text::read(&bytes, resource.form, part, &data_file, report)?;
    fields::checked(
        &table,
        &resource.schema,
        resource.header,
        &data_file,
        report,
    )
}

/// The names of the resources of a descriptor; `None` if `bytes` are none.
#[must_use]
pub fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let package: Package = serde_json::from_slice(bytes).ok()?;
    Some(package.resources.into_iter().map(|one| one.name).collect())
}

/// The resource named `name`, or what was expected and found instead.
fn resource(bytes: &[u8], name: &str) -> Result<Found, (String, String)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let package: Package = serde_json::from_slice(bytes).map_err(|error| {
        (
            "the descriptor of a Data Package".to_owned(),
            error.to_string(),
        )
    })?;
    let names: Vec<String> = package
        .resources
        .iter()
        .map(|one| format!("`{}`", one.name))
        .collect();
    let resource = package.resources.into_iter().find(|one| one.name == name);
    let resource = resource.ok_or_else(|| (format!("a resource `{name}`"), names.join(", ")))?;
    let path = match resource.path {
        Some(Paths::One(path)) => path,
        Some(Paths::Many(paths)) => match <[String; 1]>::try_from(paths) {
            Ok([path]) => path,
            Err(paths) => return Err(("one path".to_owned(), format!("{} paths", paths.len()))),
        },
        None => return Err(("a path".to_owned(), "data inside the descriptor".to_owned())),
    };
    if let Some(format) = resource
        .format
        .as_deref()
        .filter(|format| !matches!(*format, "csv" | "tsv"))
    {
        return Err((
            "a resource in CSV".to_owned(),
            format!("the format `{format}`"),
        ));
    }
    let tab = resource.format.as_deref() == Some("tsv");
    Ok(Found {
        form: form(resource.encoding.as_deref(), &resource.dialect, tab)?,
        header: resource.dialect.header.unwrap_or(true),
        schema: resource.schema.unwrap_or_default(),
        bytes: resource.bytes,
        hash: resource.hash,
        path,
    })
}

fn form(
    encoding: Option<&str>,
    dialect: &Dialect,
    tab: bool,
) -> Result<TextFile, (String, String)> {
    let label = encoding.unwrap_or("utf-8").to_ascii_lowercase();
    let encoding = match label.as_str() {
        "utf-8" | "utf8" => Encoding::Utf8,
        "utf-8-bom" | "utf-8-sig" => Encoding::Utf8Bom,
        "iso-8859-1" | "latin1" | "latin-1" => Encoding::Latin1,
        "windows-1252" | "cp1252" => Encoding::Windows1252,
        "utf-16" | "utf-16le" | "utf-16be" => Encoding::Utf16,
        _ => {
            return Err((
                "an encoding that is known here".to_owned(),
                format!("`{label}`"),
            ));
        }
    };
    let refused = |what: &str| Err(("a dialect without it".to_owned(), format!("`{what}`")));
    if dialect.double_quote == Some(false) {
        return refused("doubleQuote: false");
    }
    if dialect.escape_char.is_some() {
        return refused("escapeChar");
    }
    if dialect.comment_char.is_some() || dialect.comment_rows.is_some() {
        return refused("comments");
    }
    if dialect
        .header_rows
        .as_ref()
        .is_some_and(|rows| *rows != [1])
    {
        return refused("headerRows");
    }
    let usual = if tab { '\t' } else { ',' };
    Ok(TextFile {
        encoding,
        separator: one_char(dialect.delimiter.as_deref(), usual)?,
        quote: match dialect.quote_char.as_deref() {
            Some("") => None,
            written => Some(one_char(written, '"')?),
        },
    })
}

fn one_char(written: Option<&str>, usual: char) -> Result<char, (String, String)> {
    let Some(written) = written else {
        return Ok(usual);
    };
    let mut chars = written.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) if only.is_ascii() => Ok(only),
        _ => Err(("one ASCII character".to_owned(), format!("`{written}`"))),
    }
}

/// Whether `data_file` names a file below `folder`, links followed.
fn inside(root: &Path, folder: &Path, data_file: &str) -> bool {
    let below = data_file
        .strip_prefix(&*folder.to_string_lossy())
        .unwrap_or(data_file);
    let below = below.trim_start_matches('/');
    let plain = Path::new(below)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let real = |path: &Path| root.join(path).canonicalize().ok();
    let escapes = match (real(folder), real(Path::new(data_file))) {
        (Some(folder), Some(file)) => !file.starts_with(folder),
        // What is not there is told when it is read.
        _ => false,
    };
    plain && !below.contains(':') && !escapes
}

/// What the descriptor says about the file's bytes, and what they are.
fn damage(bytes: &[u8], resource: &Found) -> Option<(String, String)> {
    let expected = resource
        .bytes
        .filter(|expected| *expected != bytes.len() as u64);
    if let Some(expected) = expected {
        return Some((format!("{expected} bytes"), bytes.len().to_string()));
    }
    let expected = resource.hash.as_deref()?.strip_prefix("sha256:")?;
    let digest = Sha256::digest(bytes);
    let seen: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    (seen != expected.to_ascii_lowercase()).then(|| (format!("sha256 {expected}"), seen))
}

#[cfg(test)]
mod tests;
