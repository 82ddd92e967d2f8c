//! `aliases.csv`: terms written by hand.

use serde::Deserialize;
use teilraum::model::TermKind;

use super::Terms;
use crate::config::{Config, text_file};
use crate::report::{Report, found, in_row};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    term: String,
    kind: TermKind,
    level: String,
    key: String,
}

/// Reads `file`; a line that cannot be read or names no area is an error.
pub(super) fn read(config: &Config, file: &str, terms: &mut Terms, report: &mut Report) {
    let Some(text) = text_file(&config.root, file, report) else {
        return;
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    for (at, record) in reader.records().enumerate() {
        let counted = at as u64 + 2;
        let line = record.and_then(|record| {
            let row = record.position().map_or(counted, csv::Position::line);
            record
                .deserialize::<Line>(Some(&header))
                .map(|line| (line, row))
        });
        match line {
            Ok((line, row)) => match config.area(&line.level, &line.key) {
                Some(area) => terms.add(&line.term, line.kind, area),
                None => {
                    let expected = format!("an area of level `{}`", line.level);
                    let wording = found(expected, format!("`{}`", line.key));
                    report.error("unknown-key", in_row(file, row, Some("key")), wording);
                }
            },
            Err(error) => {
                let wording = found("the columns term,kind,level,key", error.to_string());
                report.error("config", in_row(file, counted, None), wording);
            }
        }
    }
}
