//! Where findings are gathered while sources are read.

use std::collections::BTreeSet;

use crate::finding::{Finding, Place, Severity};

/// Findings in the order in which they were made; the same finding is kept once.
#[derive(Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    seen: BTreeSet<(&'static str, Place, String)>,
}

/// The words of a finding: what was expected, what was found, what was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// What was expected at the place.
    pub expected: String,
    /// What was found there.
    pub found: String,
    /// What was done about it; empty for errors.
    pub done: String,
}

/// Shorthand for a [`Wording`] without a remedy.
pub fn found(expected: impl Into<String>, found: impl Into<String>) -> Wording {
    Wording {
        expected: expected.into(),
        found: found.into(),
        done: String::new(),
    }
}

impl Wording {
    /// Says what was done about it.
    #[must_use]
    pub fn done(mut self, done: impl Into<String>) -> Self {
        self.done = done.into();
        self
    }
}

/// The place of a whole file.
pub fn in_file(file: &str) -> Place {
    Place {
        file: file.to_owned(),
        ..Place::default()
    }
}

/// A row of a file, or a cell of it.
pub fn in_row(file: &str, row: u64, column: Option<&str>) -> Place {
    Place {
        file: file.to_owned(),
        row: Some(row),
        column: column.map(str::to_owned),
    }
}

impl Report {
    /// A finding that forbids writing.
    pub fn error(&mut self, code: &'static str, place: Place, wording: Wording) {
        self.add(Severity::Error, code, place, wording);
    }

    /// A cell that was repaired or left without value.
    pub fn warning(&mut self, code: &'static str, place: Place, wording: Wording) {
        self.add(Severity::Warning, code, place, wording);
    }

    /// Something worth knowing.
    pub fn note(&mut self, code: &'static str, place: Place, wording: Wording) {
        self.add(Severity::Note, code, place, wording);
    }

    /// Findings that another part made.
    pub fn extend(&mut self, findings: Vec<Finding>) {
        for finding in findings {
            let wording = Wording {
                expected: finding.expected,
                found: finding.found,
                done: finding.done,
            };
            self.add(finding.severity, finding.code, finding.place, wording);
        }
    }

    fn add(&mut self, severity: Severity, code: &'static str, place: Place, wording: Wording) {
        let is_new = self
            .seen
            .insert((code, place.clone(), wording.found.clone()));
        if is_new {
            self.findings.push(Finding {
                severity,
                code,
                place,
                expected: wording.expected,
                found: wording.found,
                done: wording.done,
            });
        }
    }

    /// Whether an error is among the findings.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.error_count() > 0
    }

    /// How many of the findings are errors.
    #[must_use]
    pub fn error_count(&self) -> usize {
        let errors = self.findings.iter();
        errors
            .filter(|finding| finding.severity == Severity::Error)
            .count()
    }

    /// The findings in the order in which they were made.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_read_twice_reports_the_same_finding_once() {
        let mut report = Report::default();
        for _ in 0..2 {
            report.note("signs", in_file("a.csv"), found("numbers", "3 dots"));
        }
        report.error("signs", in_row("a.csv", 3, None), found("a number", "?"));
        assert!(report.has_errors());
        assert_eq!(report.into_findings().len(), 2);
    }
}
