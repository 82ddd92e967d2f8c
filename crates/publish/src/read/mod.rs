//! Reading sources: from the bytes of an office's file to cells that still are text.
//!
//! First the file becomes a [`table`] of texts: [`text`] (which [`decode`]s), a sheet of a
//! [`workbook`], or a resource of a [`package`]; [`sources`] does that once per file, however many
//! recipes read it. Then the recipe's shape says which cell is the value of which area, period and
//! category: [`pivot`], [`named`] (long, wide and SDMX), [`ffcsv`] (both dialects); they fill
//! [`RawCells`]. [`period`] reads what the file says about time, [`key`] takes keys out of cells, and
//! [`sign`] says what a cell means: a number on the indicator's grid, or why there is none
//! ([`house`] holds the signs of well-known houses). Another published [`mod@bundle`] says all of that itself.

pub mod bundle;
pub mod decode;
pub mod ffcsv;
pub mod house;
pub mod key;
pub mod named;
pub mod package;
pub mod part_of_year;
pub mod period;
pub mod pivot;
pub mod quality;
pub mod raw;
pub mod sdmx;
pub mod sign;
pub mod sources;
pub mod table;
pub mod text;
pub mod workbook;

use std::path::Path;

pub use raw::{RawCell, RawCells};

use crate::report::{Report, found, in_file};

/// The sign that stands for characters that could not be read.
pub(crate) const DAMAGE: char = char::REPLACEMENT_CHARACTER;

/// The bytes of `file` below `root`; a failure is an error in the report.
///
/// Where the file is open in a spreadsheet program, which leaves a lock file beside it, that is said.
fn bytes(root: &Path, file: &str, report: &mut Report) -> Option<Vec<u8>> {
    let path = root.join(file);
    let lock = path.file_name().map(|name| {
        let name = name.to_string_lossy();
        [format!("~${name}"), format!(".~lock.{name}#")].map(|lock| path.with_file_name(lock))
    });
    let locked = lock.is_some_and(|locks| locks.iter().any(|lock| lock.exists()));
    match std::fs::read(&path) {
        Ok(bytes) => {
            if locked {
                let wording = found("a file that nobody is editing", "a lock file beside it");
                report.warning(
                    "open-elsewhere",
                    in_file(file),
                    wording.done("read as last saved"),
                );
            }
            Some(bytes)
        }
        Err(error) => {
            let hint = match locked {
                true => "; it is open in a spreadsheet program, close it there",
                false => backslash_hint(file),
            };
            let wording = found("a readable file", format!("{error}{hint}"));
            report.error("unreadable", in_file(file), wording);
            None
        }
    }
}

/// What to say of a path that TOML read otherwise than it was meant: between double quotes `\\f` or
/// `\\t` is one character.
pub(crate) fn backslash_hint(file: &str) -> &'static str {
    match file.chars().any(char::is_control) {
        true => "; the path holds a control character: in TOML write `/` instead of `\\`",
        false => "",
    }
}

/// What the tests of the shapes share.
#[cfg(test)]
pub(crate) mod test {
    use super::table::Table;
    use super::text::{self, Part};
    use crate::config::AtlasFile;
    use crate::config::recipe::{Common, Encoding, TextFile};
    use crate::report::Report;

    pub fn atlas() -> AtlasFile {
        toml::from_str(
            r#"
            key = "a"
            languages = []
            default_indicator = "a"
            default_level = "a"
            indicators = []
            texts = {}
            system = []
            level = []
            theme = []
            source = []
            signs = {}
            keys = {}
            quality = { letters = { "" = [], "e" = [], "()" = ["low-reliability"] } }
            "#,
        )
        .unwrap()
    }

    pub fn common(extra: &str) -> Common {
        let text =
            format!("file = \"a.csv\"\ndecimal = \",\"\nkeys = \"k\"\nsigns = \"s\"\n{extra}");
        toml::from_str(&text).unwrap()
    }

    pub fn table(text: &str, separator: char) -> Table {
        let form = TextFile {
            encoding: Encoding::Utf8,
            separator,
            quote: Some('"'),
        };
        let part = Part {
            skip_rows: 0,
            stop: None,
        };
        text::read(text.as_bytes(), form, part, "a.csv", &mut Report::default()).unwrap()
    }
}
