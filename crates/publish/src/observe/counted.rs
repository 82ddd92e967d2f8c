//! What is told about a recipe once all its cells are taken: every count as one sentence.

use std::collections::BTreeMap;

use super::Gathering;
use crate::finding::Place;
use crate::repeats::{LISTED, Repeats};
use crate::report::{found, in_file, in_row};
use crate::territory::names::Names;

/// The first of some rows, how many they are, and what was expected there.
#[derive(Clone, Debug)]
pub struct Rows {
    pub first: u64,
    pub count: u64,
    expected: String,
}

impl Rows {
    pub fn start(row: u32, expected: &str) -> Self {
        Self {
            first: u64::from(row),
            count: 0,
            expected: expected.to_owned(),
        }
    }

    pub fn one_more(rows: &mut Option<Self>, row: u32) {
        rows.get_or_insert_with(|| Self::start(row, "")).count += 1;
    }

    pub fn count<K: Ord>(rows: &mut BTreeMap<K, Self>, key: K, row: u32, expected: &str) {
        let rows = rows
            .entry(key)
            .or_insert_with(|| Self::start(row, expected));
        rows.count += 1;
    }
}

impl Gathering<'_, '_> {
    /// Reports what was counted.
    pub fn tell(self, findings: &mut Repeats<'_>) {
        let file = self.recipe.common.file.as_str();
        self.tell_unknown(findings);
        for ((key, padded), rows) in &self.repaired {
            let seen = format!("`{key}` in {} cell(s)", rows.count);
            let wording =
                found("a key with its leading zero", seen).done(format!("read as `{padded}`"));
            findings.warning("lost-zero", in_row(file, rows.first, None), wording);
        }
        for (what, keys) in &self.ignored {
            let seen = format!("{} keys: {what}", keys.len());
            let wording = found("areas of this atlas", seen).done("left aside as declared");
            findings.note("ignored-keys", in_file(file), wording);
        }
        if let Some(rows) = &self.withheld {
            let seen = format!("{} numbers beside letters that withhold them", rows.count);
            let wording = found("no number where a letter gives a reason", seen);
            let place = self.columns_place(Some(rows.first));
            findings.note("withheld", place, wording.done("not published"));
        }
        if let Some(rows) = &self.converted {
            let seen = format!(
                "{} numbers of areas in periods before or after they existed",
                rows.count
            );
            let wording = found("areas of their periods", seen).done("flagged as converted");
            findings.note("converted", self.columns_place(Some(rows.first)), wording);
        }
        if let Some(rows) = &self.unlimited {
            let seen = format!("{} numbers without", rows.count);
            let wording = found("limits beside every number", seen);
            let place = self.columns_place(Some(rows.first));
            findings.note("limits", place, wording.done("shown without an interval"));
        }
        if !self.sign_counts.is_empty() {
            let counts = self.sign_counts.iter();
            let counts = counts
                .map(|((sign, state), count)| format!("\"{sign}\" {count} × {}", state.key()));
            let counts: Vec<String> = counts.collect();
            let wording = found("numbers or declared signs", counts.join(", "));
            let done = format!("read by sign table `{}`", self.recipe.common.signs);
            findings.note("signs", self.columns_place(None), wording.done(done));
        }
    }

    /// Keys that no rule knows; what comes near is looked for only where it is listed.
    fn tell_unknown(&self, findings: &mut Repeats<'_>) {
        if self.unknown.is_empty() {
            return;
        }
        let file = self.recipe.common.file.as_str();
        let mut names = Names::of(self.config, self.rules);
        for (at, (key, rows)) in (0..).zip(&self.unknown) {
            let expected = match at < LISTED {
                true => names.expected(key, &rows.expected),
                false => rows.expected.clone(),
            };
            let seen = format!("`{key}` in {} cell(s)", rows.count);
            findings.error(
                "unknown-key",
                in_row(file, rows.first, None),
                found(expected, seen),
            );
        }
    }

    fn columns_place(&self, row: Option<u64>) -> Place {
        Place {
            file: self.recipe.common.file.clone(),
            row,
            column: Some(format!("indicator `{}`", self.entry.indicator.key)),
        }
    }
}
