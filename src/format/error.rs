//! What is wrong with a published file, and where.

use std::fmt;

use super::section::Tag;

/// Where in the published bytes something is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// Path of the file below the bundle's folder.
    pub file: Box<str>,
    /// The section of the unpacked payload, where it came to that.
    pub section: Option<Tag>,
    /// Byte, counted from 0: in the section if there is one, otherwise in the file.
    pub byte: Option<u32>,
    /// Entry of the list at hand, counted from 0.
    pub row: Option<u32>,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(section) = self.section {
            write!(f, ", section \"{section}\"")?;
        }
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        match self.row {
            Some(row) => write!(f, ", row {row}"),
            None => Ok(()),
        }
    }
}

/// Why a published file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {kind}")]
pub struct FormatError {
    /// What is wrong; boxed because every check of every reader hands such an error on.
    pub kind: Box<FormatErrorKind>,
    /// Where.
    pub at: Box<Location>,
}

/// What is wrong with a published file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatErrorKind {
    /// Another program's file, or an error page of the server: check the address.
    #[error("expected a Teilraum file, found {found}")]
    NotTeilraum {
        /// The first bytes.
        found: Box<str>,
    },
    /// Published by a later version: reload the page, or update the program.
    #[error("expected {expected}, found {found}: needs a newer reader")]
    NeedsNewerReader {
        /// What this reader knows.
        expected: Box<str>,
        /// What the file asks for.
        found: Box<str>,
    },
    /// A file of the bundle in the place of another: publish again.
    #[error("expected a file of kind \"{expected}\", found {found}")]
    OtherKind {
        /// The kind asked for.
        expected: &'static str,
        /// The kind declared.
        found: Box<str>,
    },
    /// The transfer broke off, or the file was cut: fetch it again.
    #[error("expected {expected} more bytes, found {found}")]
    Truncated {
        /// Bytes needed from here.
        expected: u64,
        /// Bytes there.
        found: u64,
    },
    /// Larger than any honest file: refused before memory is asked for.
    #[error("expected at most {limit} {what}, found {found}")]
    TooLarge {
        /// What is counted.
        what: &'static str,
        /// The limit, from [`super::limits`].
        limit: u64,
        /// The number declared.
        found: u64,
    },
    /// Altered on the way: fetch it again, and see whether the server changes files.
    #[error("expected {expected}, found {found}: the file was altered")]
    Damaged {
        /// The checksum or length declared.
        expected: Box<str>,
        /// What came out.
        found: Box<str>,
    },
    /// A JSON file or payload that does not follow the format: publish again.
    #[error("expected {expected} as JSON, found: {found}")]
    Json {
        /// What the text should hold.
        expected: &'static str,
        /// The parser's message with line and column.
        found: Box<str>,
    },
    /// Well formed, but against a rule of the format: publish again.
    #[error("{what}: expected {expected}, found {found}")]
    Invalid {
        /// The field.
        what: Box<str>,
        /// The rule.
        expected: Box<str>,
        /// What stands there.
        found: Box<str>,
    },
}

/// A place that errors are reported from.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub file: &'a str,
    pub section: Option<Tag>,
    pub byte: Option<usize>,
    pub row: Option<usize>,
}

impl<'a> Place<'a> {
    pub fn file(file: &'a str) -> Self {
        Self {
            file,
            section: None,
            byte: None,
            row: None,
        }
    }

    pub fn section(file: &'a str, section: Tag) -> Self {
        Self {
            section: Some(section),
            ..Self::file(file)
        }
    }

    pub fn byte(self, byte: usize) -> Self {
        Self {
            byte: Some(byte),
            ..self
        }
    }

    pub fn row(self, row: usize) -> Self {
        Self {
            row: Some(row),
            ..self
        }
    }

    #[cold]
    pub fn error(self, kind: FormatErrorKind) -> FormatError {
        let short = |number: Option<usize>| number.and_then(|n| u32::try_from(n).ok());
        let at = Location {
            file: self.file.into(),
            section: self.section,
            byte: short(self.byte),
            row: short(self.row),
        };
        FormatError {
            kind: Box::new(kind),
            at: Box::new(at),
        }
    }

    pub fn invalid(
        self,
        what: &str,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) -> FormatError {
        self.broken(what, &expected, &found)
    }

    #[cold]
    fn broken(
        self,
        what: &str,
        expected: &dyn fmt::Display,
        found: &dyn fmt::Display,
    ) -> FormatError {
        self.error(FormatErrorKind::Invalid {
            what: what.into(),
            expected: expected.to_string().into(),
            found: found.to_string().into(),
        })
    }

    /// `Ok` if the rule holds, otherwise the error that it does not.
    pub fn rule(
        self,
        holds: bool,
        what: &str,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) -> Result<(), FormatError> {
        if holds {
            Ok(())
        } else {
            Err(self.invalid(what, expected, found))
        }
    }

    pub fn too_large(self, what: &'static str, limit: u64, found: u64) -> FormatError {
        self.error(FormatErrorKind::TooLarge { what, limit, found })
    }
}
