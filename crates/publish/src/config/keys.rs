//! `[keys.NAME]`: how a key of a file becomes a key of the atlas, and which level it belongs to.
//!
//! A key is text: leading zeros and the case of letters count. On its way into the atlas it passes,
//! where the rules say so, a table (`map`), loses a `prefix`, and a regional key (`ars`) becomes a
//! municipality key; then the first rule of `levels` that fits says the level, unless it fits by form
//! and `ignore` names the very key.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::{Config, text_file};
use crate::report::{Report, found, in_file, in_row};

/// Named rules of one kind of source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRules {
    /// Whether files name areas by key or by name.
    #[serde(default)]
    pub key_by: KeyBy,
    /// A CSV file with the columns `from` and `to`: what a file writes, and the key of the atlas.
    pub map: Option<String>,
    /// What stands before every key and is no part of it.
    pub prefix: Option<String>,
    /// Whether keys of 12 digits are regional keys (ARS).
    #[serde(default)]
    pub ars: bool,
    /// Which level a key belongs to; the first match wins.
    pub levels: Vec<LevelRule>,
    /// Areas that a row fills besides its own.
    #[serde(default)]
    pub also: Vec<AlsoRule>,
    /// Keys that are no areas of this atlas.
    #[serde(default)]
    pub ignore: Vec<IgnoreRule>,
    /// What the keys are that have the form of a level, name no area of it and carry no number.
    pub gone: Option<String>,
    /// What `map` holds.
    #[serde(skip)]
    pub table: BTreeMap<String, String>,
}

/// By what files name their areas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyBy {
    /// By key.
    #[default]
    Key,
    /// By name; only names that `map` lists are known.
    Name,
}

/// Keys of one level.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRule {
    /// The key itself.
    pub is: Option<String>,
    /// The number of digits of the keys.
    pub digits: Option<usize>,
    /// The number of letters of the keys.
    pub letters: Option<usize>,
    /// The form of the keys: see [`fits`].
    pub pattern: Option<String>,
    /// What the keys end with in the file, and not in this atlas.
    pub suffix: Option<String>,
    /// The level.
    pub level: String,
    /// The key that this atlas uses instead.
    #[serde(rename = "as")]
    pub renamed: Option<String>,
}

/// A row that stands for an area of a further level too: Hamburg is Land and Kreis.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlsoRule {
    /// The key in the file.
    pub key: String,
    /// The further level.
    pub level: String,
    /// The key in that level.
    #[serde(rename = "as")]
    pub other: String,
}

/// Keys that are left aside and counted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IgnoreRule {
    /// The key itself.
    pub is: Option<String>,
    /// The number of digits of the keys.
    pub digits: Option<usize>,
    /// The number of letters of the keys.
    pub letters: Option<usize>,
    /// The form of the keys: see [`fits`].
    pub pattern: Option<String>,
    /// What they are, for the report.
    pub what: String,
}

/// The one way in which a rule says which keys it means.
#[derive(Clone, Copy)]
struct Form<'a> {
    is: Option<&'a str>,
    digits: Option<usize>,
    letters: Option<usize>,
    pattern: Option<&'a str>,
}

impl Form<'_> {
    fn matches(self, key: &str) -> bool {
        let all = |count: usize, of: fn(char) -> bool| {
            key.chars().count() == count && key.chars().all(of)
        };
        match self {
            Self { is: Some(is), .. } => is == key,
            Self {
                digits: Some(count),
                ..
            } => all(count, |char| char.is_ascii_digit()),
            Self {
                letters: Some(count),
                ..
            } => all(count, char::is_alphabetic),
            Self {
                pattern: Some(pattern),
                ..
            } => fits(key, pattern),
            _ => false,
        }
    }

    fn ways(self) -> usize {
        [
            self.is.is_some(),
            self.digits.is_some(),
            self.letters.is_some(),
            self.pattern.is_some(),
        ]
        .into_iter()
        .filter(|said| *said)
        .count()
    }
}

/// Whether `key` has the form `pattern`: `#` is a digit, `@` a letter, `?` either, `*` at the end
/// anything more (at least one character); every other character stands for itself.
///
/// ```
/// use teilraum_publish::config::keys::fits;
/// assert!(fits("DEF01", "DE@##"));
/// assert!(!fits("DEF011", "DE@##"));
/// assert!(fits("Nordstadt-3", "Nordstadt*"));
/// ```
#[must_use]
pub fn fits(key: &str, pattern: &str) -> bool {
    let (pattern, open) = match pattern.strip_suffix('*') {
        Some(start) => (start, true),
        None => (pattern, false),
    };
    let mut chars = key.chars();
    let each = pattern.chars().all(|wanted| {
        chars.next().is_some_and(|char| match wanted {
            '#' => char.is_ascii_digit(),
            '@' => char.is_alphabetic(),
            '?' => char.is_alphanumeric(),
            other => other == char,
        })
    });
    each && chars.next().is_some() == open
}

/// The municipality key (AGS) in a regional key (ARS): the first five and the last three of its
/// twelve digits; any other text stays as it is.
///
/// Between them stands the Gemeindeverband; its own key has nine digits and no counterpart.
///
/// ```
/// use teilraum_publish::config::keys::ags_of_ars;
/// assert_eq!(ags_of_ars("073355003014"), "07335014");
/// assert_eq!(ags_of_ars("073355003"), "073355003");
/// ```
#[must_use]
pub fn ags_of_ars(key: &str) -> Cow<'_, str> {
    let is_ars = key.len() == 12 && key.bytes().all(|byte| byte.is_ascii_digit());
    match (key.get(..5), key.get(9..)) {
        (Some(district), Some(municipality)) if is_ars => {
            Cow::Owned(format!("{district}{municipality}"))
        }
        _ => Cow::Borrowed(key),
    }
}

/// Blanks of any kind and number between words become one.
pub fn plain_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl KeyRules {
    /// The key of the atlas for what a file writes; `None` for a name that the table lacks.
    #[must_use]
    pub fn translate<'a>(&'a self, written: &'a str) -> Option<Cow<'a, str>> {
        let mapped = match self.key_by {
            KeyBy::Name => self.table.get(&plain_spaces(written)),
            KeyBy::Key => self.table.get(written),
        };
        if mapped.is_some() || self.key_by == KeyBy::Name {
            return mapped.map(|key| Cow::Borrowed(key.as_str()));
        }
        let prefix = self.prefix.as_deref().unwrap_or_default();
        let key = written.strip_prefix(prefix).unwrap_or(written);
        Some(if self.ars {
            ags_of_ars(key)
        } else {
            Cow::Borrowed(key)
        })
    }

    /// The key in `level` for what a file writes; what the rules do not know stays as it is.
    #[must_use]
    pub fn key_in<'a>(&'a self, level: &str, written: &'a str) -> Cow<'a, str> {
        let own = self.translate(written).unwrap_or(Cow::Borrowed(written));
        let mut of_level = self.levels.iter().filter(|rule| rule.level == level);
        let named = of_level.find_map(|rule| rule.key(&own)).map(str::to_owned);
        named.map_or(own, Cow::Owned)
    }
}

impl KeyRules {
    /// What `key` is where `ignore` names this very key, not only its form.
    #[must_use]
    pub fn ignored_itself(&self, key: &str) -> Option<&str> {
        let mut named = self.ignore.iter().filter(|rule| rule.is.is_some());
        let rule = named.find(|rule| rule.matches(key))?;
        Some(&rule.what)
    }

    /// What a key of a level's form is that names no area of this atlas, where the rules say it.
    ///
    /// It holds for cells without a number only: a number nobody has a place for is a mistake.
    #[must_use]
    pub fn gone(&self, written: &str) -> Option<&str> {
        let what = self.gone.as_deref()?;
        let own = self.translate(written)?;
        let has_form = self.levels.iter().any(|rule| rule.key(&own).is_some());
        has_form.then_some(what)
    }
}

impl LevelRule {
    fn form(&self) -> Form<'_> {
        Form {
            is: self.is.as_deref(),
            digits: self.digits,
            letters: self.letters,
            pattern: self.pattern.as_deref(),
        }
    }

    /// The key in the level, where `key` belongs to it.
    #[must_use]
    pub fn key<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        if !self.form().matches(key) {
            return None;
        }
        let suffix = self.suffix.as_deref().unwrap_or_default();
        let own = key.strip_suffix(suffix)?;
        Some(self.renamed.as_deref().unwrap_or(own))
    }
}

impl IgnoreRule {
    fn form(&self) -> Form<'_> {
        Form {
            is: self.is.as_deref(),
            digits: self.digits,
            letters: self.letters,
            pattern: self.pattern.as_deref(),
        }
    }

    /// Whether `key` is left aside.
    #[must_use]
    pub fn matches(&self, key: &str) -> bool {
        self.form().matches(key)
    }
}

/// Reads the tables that the rules name; mistakes go to the report.
pub fn load(root: &Path, keys: &mut BTreeMap<String, KeyRules>, report: &mut Report) {
    for rules in keys.values_mut() {
        if let Some(file) = &rules.map {
            rules.table = table(root, file, rules.key_by, report);
        }
    }
}

fn table(root: &Path, file: &str, key_by: KeyBy, report: &mut Report) -> BTreeMap<String, String> {
    let mut table = BTreeMap::new();
    let Some(text) = text_file(root, file, report) else {
        return table;
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    if header != *["from", "to"].as_slice() {
        let seen = format!("\"{}\"", text.lines().next().unwrap_or_default());
        report.error("config", in_row(file, 1, None), found("from,to", seen));
        return table;
    }
    let mut records = reader.records();
    while let Some(record) = records.next() {
        let row = records.reader().position().line();
        match record {
            Ok(record) => {
                let row = record.position().map_or(row, csv::Position::line);
                let [from, to] = [0, 1].map(|at| record.get(at).unwrap_or_default().trim());
                let from = match key_by {
                    KeyBy::Name => plain_spaces(from),
                    KeyBy::Key => from.to_owned(),
                };
                add(&mut table, from, to, file, row, report);
            }
            Err(error) => {
                let row = error.position().map_or(row, csv::Position::line);
                let wording = found("two columns", error.to_string());
                report.error("config", in_row(file, row, None), wording);
            }
        }
    }
    table
}

fn add(
    table: &mut BTreeMap<String, String>,
    from: String,
    to: &str,
    file: &str,
    row: u64,
    report: &mut Report,
) {
    if from.is_empty() || to.is_empty() {
        let wording = found("a text in both columns", "nothing");
        return report.error("config", in_row(file, row, None), wording);
    }
    match table.get(&from) {
        Some(known) if known != to => {
            let wording = found(
                format!("`{from}` once"),
                format!("`{from}` as `{to}`, and as `{known}` before"),
            );
            report.error("duplicate-key", in_row(file, row, None), wording);
        }
        _ => {
            table.insert(from, to.to_owned());
        }
    }
}

/// Rules that say nothing, or two things at once, and levels and areas that do not exist.
pub fn check(config: &Config, file: &str, report: &mut Report) {
    for (name, rules) in &config.atlas.keys {
        let mut complain = |code, expected: String, seen: String| {
            let wording = found(format!("{expected} in [keys.{name}]"), seen);
            report.error(code, in_file(file), wording);
        };
        let forms = rules.levels.iter().map(LevelRule::form);
        for form in forms.chain(rules.ignore.iter().map(IgnoreRule::form)) {
            if form.ways() != 1 {
                complain(
                    "config",
                    "one of `is`, `digits`, `letters` and `pattern` in each rule".to_owned(),
                    form.ways().to_string(),
                );
            }
        }
        let named = rules.levels.iter().map(|rule| &rule.level);
        for level in named.chain(rules.also.iter().map(|rule| &rule.level)) {
            if config.level(level).is_none() {
                complain("config", "a level".to_owned(), format!("`{level}`"));
            }
        }
        for rule in &rules.also {
            if config.area(&rule.level, &rule.other).is_none() {
                let expected = format!("an area of level `{}`", rule.level);
                complain("unknown-key", expected, format!("`{}`", rule.other));
            }
        }
        if rules.key_by == KeyBy::Name && rules.map.is_none() {
            let expected = "a `map` of names beside key_by = \"name\"".to_owned();
            complain("config", expected, "none".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> KeyRules {
        let text = format!("{text}\nlevels = []");
        toml::from_str(&text).unwrap()
    }

    fn rule(text: &str) -> LevelRule {
        toml::from_str(&format!("{text}\nlevel = \"l\"")).unwrap()
    }

    #[test]
    fn a_prefix_is_no_part_of_the_key() {
        let rules = rules("prefix = \"AGS-\"");
        assert_eq!(rules.translate("AGS-01001").as_deref(), Some("01001"));
        assert_eq!(rules.translate("01001").as_deref(), Some("01001"));
    }

    #[test]
    fn a_regional_key_loses_its_association() {
        let rules = rules("ars = true");
        for (ars, ags) in [
            ("010010000000", "01001000"),
            ("073355003014", "07335014"),
            ("073355003", "073355003"),
            ("07335", "07335"),
            ("0733550030140", "0733550030140"),
            ("07335500301X", "07335500301X"),
        ] {
            assert_eq!(rules.translate(ars).as_deref(), Some(ags));
        }
    }

    #[test]
    fn a_table_goes_before_every_other_rule() {
        let mut rules = rules("prefix = \"DE\"");
        rules.table.insert("DEF01".to_owned(), "01001".to_owned());
        assert_eq!(rules.translate("DEF01").as_deref(), Some("01001"));
        assert_eq!(rules.translate("DEF02").as_deref(), Some("F02"));
    }

    #[test]
    fn a_name_outside_the_table_is_no_key() {
        let mut rules = rules("key_by = \"name\"");
        rules
            .table
            .insert("Aue, Stadt".to_owned(), "01001".to_owned());
        assert_eq!(
            rules.translate(" Aue,\u{a0}  Stadt").as_deref(),
            Some("01001")
        );
        assert_eq!(rules.translate("Aue"), None);
    }

    #[test]
    fn each_form_of_a_rule_means_its_keys_alone() {
        for (text, yes, no) in [
            ("digits = 5", "01001", "1001"),
            ("digits = 5", "01001", "0100A"),
            ("letters = 2", "Äb", "A1"),
            ("is = \"DG\"", "DG", "dg"),
            ("pattern = \"*\"", "Süd 3/b", ""),
            ("pattern = \"DE@##\"", "DEF01", "DE101"),
            ("pattern = \"S?-##\"", "Sa-07", "S-07"),
        ] {
            let rule = rule(text);
            assert_eq!(rule.key(yes), Some(yes), "{text}");
            assert_eq!(rule.key(no), None, "{text}");
        }
    }

    #[test]
    fn a_suffix_of_the_file_is_cut() {
        let rule = rule("pattern = \"#####000\"\nsuffix = \"000\"");
        assert_eq!(rule.key("01001000"), Some("01001"));
        assert_eq!(rule.key("01001001"), None);
    }
}
