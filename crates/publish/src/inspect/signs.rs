//! Signs that stand instead of numbers: how many of each, and the built-in table that has them all.

use std::collections::BTreeMap;

use super::write::{Lines, quoted};
use crate::config::atlas::SignMeaning;
use crate::read::house;

/// Tables in the order in which they are tried.
const TRIED: [&str; 8] = [
    "@regionalstatistik",
    "@destatis",
    "@landesamt",
    "@ba",
    "@duva",
    "@inkar",
    "@eurostat",
    "@sdmx",
];

/// Signs with how often they stand.
#[derive(Clone, Debug, Default)]
pub struct Signs(BTreeMap<String, usize>);

/// Whether a house uses `text` as a sign.
#[must_use]
pub fn is_known(text: &str) -> bool {
    let has = |name: &str| house::signs(name).is_some_and(|signs| signs.contains_key(text));
    house::sign_names().any(has)
}

impl Signs {
    /// Counts a cell without a number.
    pub fn count(&mut self, text: &str) {
        match self.0.get_mut(text) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(text.to_owned(), 1);
            }
        }
    }

    /// Which signs stand there, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let words = self.0.iter().map(|(sign, count)| match sign.as_str() {
            "" => format!("{count} empty"),
            sign => format!("{count} \"{sign}\""),
        });
        let words: Vec<String> = words.take(12).collect();
        match words.is_empty() {
            true => "no cell without a number".to_owned(),
            false => format!("cells without a number: {}", words.join(", ")),
        }
    }

    /// The table that a recipe names; one that nobody has is written to `out`.
    pub fn table(&self, name: &str, out: &mut Lines, unsure: &mut Vec<String>) -> String {
        let fits = |table: &&str| {
            house::signs(table)
                .is_some_and(|signs| self.0.keys().all(|sign| signs.contains_key(sign)))
        };
        if let Some(table) = TRIED.into_iter().find(fits) {
            if self.0.contains_key("-") {
                unsure.push("`-` is read as nothing where the area exists; `sign_overrides` says otherwise where this file means something else".to_owned());
            }
            return table.to_owned();
        }
        out.reason("signs that no built-in table has together; say what each means");
        out.line(&format!("[signs.{name}]"));
        for (sign, count) in &self.0 {
            let known = house::signs("@duva").and_then(|signs| signs.get(sign));
            let meaning = known.map_or("unknown-or-secret", |meaning| word(*meaning));
            out.line(&format!("{} = \"{meaning}\" # {count} cells", quoted(sign)));
            if known.is_none() {
                unsure.push(format!("what \"{sign}\" means, in {count} cells"));
            }
        }
        name.to_owned()
    }
}

/// What a meaning is called in TOML.
fn word(meaning: SignMeaning) -> &'static str {
    match meaning {
        SignMeaning::ZeroIfExists => "zero-if-exists",
        SignMeaning::Zero => "zero",
        SignMeaning::RoundedToZero => "rounded-to-zero",
        SignMeaning::Missing => "missing",
        SignMeaning::Suppressed => "suppressed",
        SignMeaning::UnknownOrSecret => "unknown-or-secret",
        SignMeaning::Pending => "pending",
        SignMeaning::NotApplicable => "not-applicable",
        SignMeaning::Unreliable => "unreliable",
    }
}
