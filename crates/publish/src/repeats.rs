//! The same finding in ten thousand rows is one finding: the first places are listed, all counted.

use std::collections::BTreeMap;

use crate::finding::{Place, Severity};
use crate::report::{Report, Wording, found};

/// Places of one kind that are listed each.
pub const LISTED: u64 = 20;

/// What makes findings of one kind: severity, code, file, column.
type Kind = (Severity, &'static str, String, Option<String>);

/// Hands findings to a report, and of those that repeat themselves only the first ones.
pub struct Repeats<'r> {
    report: &'r mut Report,
    kinds: BTreeMap<Kind, Repeated>,
}

/// The findings of one kind so far.
struct Repeated {
    count: u64,
    expected: String,
    last_row: Option<u64>,
}

impl<'r> Repeats<'r> {
    /// Nothing found yet.
    pub fn new(report: &'r mut Report) -> Self {
        Self {
            report,
            kinds: BTreeMap::new(),
        }
    }

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

    fn add(&mut self, severity: Severity, code: &'static str, place: Place, wording: Wording) {
        let kind = (severity, code, place.file.clone(), place.column.clone());
        let repeated = self.kinds.entry(kind).or_insert_with(|| Repeated {
            count: 0,
            expected: wording.expected.clone(),
            last_row: None,
        });
        repeated.count += 1;
        repeated.last_row = place.row.max(repeated.last_row);
        if repeated.count <= LISTED {
            tell(self.report, severity, code, place, wording);
        }
    }

    /// Tells how many findings of each kind were not listed.
    pub fn finish(self) {
        for ((severity, code, file, column), repeated) in self.kinds {
            let Some(rest) = repeated.count.checked_sub(LISTED).filter(|rest| *rest > 0) else {
                continue;
            };
            let last = repeated
                .last_row
                .map_or_else(String::new, |row| format!(", the last one in row {row}"));
            let place = Place {
                file,
                row: None,
                column,
            };
            let seen = format!("{rest} more findings of this kind{last}");
            tell(
                self.report,
                severity,
                code,
                place,
                found(repeated.expected, seen),
            );
        }
    }
}

fn tell(
    report: &mut Report,
    severity: Severity,
    code: &'static str,
    place: Place,
    wording: Wording,
) {
    match severity {
        Severity::Error => report.error(code, place, wording),
        Severity::Warning => report.warning(code, place, wording),
        Severity::Note => report.note(code, place, wording),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::in_row;

    #[test]
    fn a_thousand_findings_become_twenty_and_a_count() {
        let mut report = Report::default();
        let mut findings = Repeats::new(&mut report);
        for row in 1..=1000 {
            let wording = found("a number", format!("\"x{row}\""));
            findings.error("not-a-number", in_row("a.csv", row, Some("Wert")), wording);
        }
        findings.warning("lost-zero", in_row("a.csv", 7, None), found("a key", "`1`"));
        findings.finish();
        let findings = report.into_findings();
        assert_eq!(findings.len(), 22);
        assert_eq!(
            findings[21].to_string(),
            "a.csv, column Wert: expected a number, found 980 more findings of this kind, \
             the last one in row 1000"
        );
        assert_eq!(findings[21].severity, Severity::Error);
    }
}
