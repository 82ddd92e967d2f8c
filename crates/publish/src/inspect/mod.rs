//! `teilraum inspect`: a recipe for a file that nobody has described yet.
//!
//! The file is cut into cells ([`source`], with [`encoding`]), its parts are told apart ([`layout`]),
//! and what they look like ([`keys`], [`periods`] with [`finer`], [`numbers`], [`signs`]) becomes a proposal in TOML
//! with its reasons as comments: [`table`] for tables with header rows or named columns, [`ffcsv`]
//! and [`sdmx`] for files that name their parts themselves, [`outlines`] for layers of shapes.
//! Nothing is read for publishing: the recipe decides, and a person decides about the recipe.

pub mod encoding;
mod error;
pub mod ffcsv;
pub mod finer;
pub mod keys;
pub mod layout;
pub mod measure;
pub mod numbers;
pub mod outlines;
pub mod periods;
pub mod sdmx;
pub mod signs;
pub mod source;
pub mod table;
pub mod write;

use std::path::Path;

pub use error::InspectError;
use layout::Layout;
use source::Source;
use write::Lines;

use crate::read::text::Part;
use crate::read::{package, workbook};
use crate::report::Report;

/// A recipe with its reasons, and what is not certain about it.
#[derive(Debug, Default)]
pub struct Proposal {
    /// For a file of indicators, or `[[geometry]]` for `atlas.toml`.
    pub recipe: String,
    /// For `atlas.toml`: `[keys.NAME]` and `[signs.NAME]`.
    pub atlas: String,
    /// What a person has to decide.
    pub unsure: Vec<String>,
}

impl Proposal {
    /// Both parts, the second under a line that says where it belongs.
    #[must_use]
    pub fn to_text(&self) -> String {
        let recipe = self.recipe.trim_end();
        match self.atlas.is_empty() {
            true => format!("{recipe}\n"),
            false => format!(
                "{recipe}\n\n# --- what follows belongs into atlas.toml ---\n\n{}",
                self.atlas
            ),
        }
    }
}

/// Proposes how to read the file at `path`, which recipes will call `file`.
///
/// # Errors
/// If it cannot be read, or holds no table and no shapes.
pub fn inspect(path: &Path, file: &str, sheet: Option<&str>) -> Result<Proposal, InspectError> {
    let ending = file
        .rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    if matches!(ending.as_str(), "shp" | "gpkg" | "geojson" | "topojson") {
        return outlines::propose(path, file, sheet);
    }
    let bytes = std::fs::read(path).map_err(|source| InspectError::Io {
        file: file.to_owned(),
        source,
    })?;
    if bytes.is_empty() {
        return Err(InspectError::unfit(file, "a table", "an empty file"));
    }
    match ending.as_str() {
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => book(&bytes, file, sheet),
        "json" => match package::names(&bytes) {
            Some(names) => resource(path, file, &names, sheet),
            None => outlines::propose(path, file, sheet),
        },
        _ => text(&bytes, file),
    }
}

fn text(bytes: &[u8], file: &str) -> Result<Proposal, InspectError> {
    let source = source::text_file(bytes, file)?;
    if ffcsv::is_one(&source.table) {
        return ffcsv::propose(&source);
    }
    if sdmx::is_one(&source.table) {
        return sdmx::propose(&source);
    }
    table::propose(source)
}

/// The sheet wanted, or the one with most rows of data.
fn book(bytes: &[u8], file: &str, wanted: Option<&str>) -> Result<Proposal, InspectError> {
    let unfit = |report: Report, expected: &str| {
        let found = report.into_findings().into_iter().next();
        let found = found.map_or_else(|| "none".to_owned(), |finding| finding.to_string());
        InspectError::unfit(file, expected, found)
    };
    let mut report = Report::default();
    let names = workbook::sheets(bytes, file, &mut report);
    let Some(names) = names else {
        return Err(unfit(report, "a workbook"));
    };
    let all = Part {
        skip_rows: 0,
        stop: None,
    };
    let mut best: Option<(usize, &str, crate::read::table::Table)> = None;
    for name in names
        .iter()
        .filter(|name| wanted.is_none_or(|wanted| wanted == name.as_str()))
    {
        let Some(table) = workbook::read(bytes, name, all, file, &mut report) else {
            continue;
        };
        let rows = Layout::of(&table).map_or(0, |layout| layout.data.len());
        if best.as_ref().is_none_or(|(most, ..)| rows > *most) {
            best = Some((rows, name, table));
        }
    }
    let sheets: Vec<String> = names.iter().map(|name| write::quoted(name)).collect();
    let (_, name, table) =
        best.ok_or_else(|| unfit(report, &format!("a sheet among {}", sheets.join(", "))))?;
    let mut source = Source::of(file, table, source::sheet(name, &names));
    if wanted.is_none() && names.len() > 1 {
        source.unsure.push(format!("the workbook has {} sheets, this is the one with most rows of data; `--sheet` chooses another: {}", names.len(), sheets.join(", ")));
    }
    table::propose(source)
}

/// The resource wanted, or the first one that can be read.
fn resource(
    path: &Path,
    file: &str,
    names: &[String],
    wanted: Option<&str>,
) -> Result<Proposal, InspectError> {
    let root = path.parent().unwrap_or(Path::new(""));
    let base = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let all = Part {
        skip_rows: 0,
        stop: None,
    };
    let mut report = Report::default();
    for name in names
        .iter()
        .filter(|name| wanted.is_none_or(|wanted| wanted == name.as_str()))
    {
        let Some(table) = package::read(root, &base, name, all, &mut report) else {
            continue;
        };
        let mut out = Lines::default();
        out.reason(&format!("resources of the package: {}", names.join(", ")))
            .text("resource", name);
        return table::propose(Source::of(file, table, out.into_text()));
    }
    let found = report.into_findings().into_iter().next();
    let found = found.map_or_else(|| names.join(", "), |finding| finding.to_string());
    Err(InspectError::unfit(
        file,
        "a resource that is a table",
        found,
    ))
}
