//! Findings: every cell or file that was rejected, repaired or left without a value.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// A cell was repaired or left without a value.
    Warning,
    /// The bundle would be wrong: nothing is written.
    Error,
}

/// Where in the input something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Place {
    /// The file, relative to the configuration.
    pub file: String,
    /// Row, counted from 1 as a text editor or spreadsheet counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Column by name or number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Stable code for grouping: `unknown-key`, `duplicate-key`, `not-a-number`.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What was expected there.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// What was done about it.
    pub done: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        match &self.column {
            Some(column) => write!(f, ", column {column}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected {}, found {}",
            self.place,
            Shown(&self.expected),
            Shown(&self.found)
        )?;
        if self.done.is_empty() {
            Ok(())
        } else {
            write!(f, "; {}", Shown(&self.done))
        }
    }
}

/// Characters of a text that are shown to a person; what is quoted of a broken file may be as long as
/// the file.
const SHOWN: usize = 2_000;

/// A text as it may reach a terminal: its signs without a picture by their number, its rest left out
/// where it is too long to read.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for sign in self.0.chars().take(SHOWN) {
            if sign.is_control() && sign != '\n' && sign != '\t' {
                write!(f, "{}", sign.escape_unicode())?;
            } else {
                fmt::Write::write_char(f, sign)?;
            }
        }
        match self.0.chars().count().checked_sub(SHOWN) {
            Some(more) if more > 0 => write!(f, " … and {more} more characters"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_as_far_as_it_can_be_read() {
        assert_eq!(Shown("Öl\0 \u{1b}[2J").to_string(), "Öl\\u{0} \\u{1b}[2J");
        let long = "ö".repeat(SHOWN + 7);
        let shown = Shown(&long).to_string();
        assert!(shown.ends_with("öö … and 7 more characters"));
    }
}
