//! Keys of areas: which forms they have, and the rules that follow.

use std::collections::{BTreeMap, BTreeSet};

use super::write::{Lines, quoted};
use crate::read::key::in_cell;

/// Numbers of digits of official keys: Land, Regierungsbezirk, Kreis, Gemeinde, Verband, ARS.
const LENGTHS: [usize; 6] = [2, 3, 5, 8, 9, 12];

/// The form of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Germany as a whole.
    Whole,
    /// An official key of this many digits; of a Land there is.
    Digits(usize),
    /// One that lost its leading zero, of this many digits before.
    Lost(usize),
    /// A key of the NUTS of this many signs.
    Nuts(usize),
}

/// The form of the key in `text`, if it has one of an official key.
#[must_use]
pub fn form(text: &str) -> Option<Form> {
    let text = in_cell(text, &LENGTHS);
    if matches!(&*text, "DG" | "0" | "00" | "000") {
        return Some(Form::Whole);
    }
    if text.starts_with("DE")
        && (2..=5).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return Some(Form::Nuts(text.len()));
    }
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let land = |text: &str| {
        text.get(..2)
            .and_then(|land| land.parse().ok())
            .is_some_and(|land: u8| (1..=16).contains(&land))
    };
    match text.len() {
        length if LENGTHS.contains(&length) => land(&text).then_some(Form::Digits(length)),
        // A key that still begins with zero has lost none.
        length @ (1 | 4 | 7 | 11) if !text.starts_with('0') => {
            land(&format!("0{text}")).then_some(Form::Lost(length + 1))
        }
        _ => None,
    }
}

/// Words in the names of columns that hold keys.
const HINTS: [&str; 12] = [
    "ags",
    "ars",
    "kennziffer",
    "schlüssel",
    "schluessel",
    "nuts",
    "gkz",
    "geo",
    "kennz",
    "regionalschl",
    "key",
    "code",
];

/// Whether the name of a column speaks for keys.
#[must_use]
pub fn is_hint(name: &str) -> bool {
    let name = name.to_lowercase();
    let whole = ["rs", "id", "nr", "nummer"];
    HINTS.iter().any(|hint| name.contains(hint))
        || whole.contains(&name.trim().trim_end_matches('.'))
}

/// What the keys of a column are.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// How many keys have which form, each once.
    forms: BTreeMap<Form, usize>,
    /// Other keys, each once.
    others: BTreeSet<String>,
    all: BTreeSet<String>,
    /// Numbers of digits of keys that have more behind them.
    pub within: Vec<usize>,
    /// What rows without a key say, where they are no areas.
    pub without: Option<String>,
    lost: Option<String>,
}

impl Keys {
    /// Of these cells.
    pub fn of<'t>(cells: impl Iterator<Item = &'t str>) -> Self {
        let mut keys = Self::default();
        let mut within = BTreeSet::new();
        for cell in cells.filter(|cell| !cell.is_empty()) {
            if !keys.all.insert(in_cell(cell, &LENGTHS).into_owned()) {
                continue;
            }
            let found = form(cell);
            match (found, in_cell(cell, &LENGTHS)) {
                (Some(Form::Digits(length)), key) if *key != *cell => {
                    within.insert(length);
                }
                (Some(Form::Lost(_)), key) => {
                    keys.lost.get_or_insert_with(|| key.into_owned());
                }
                _ => {}
            }
            match found {
                Some(form) => *keys.forms.entry(form).or_default() += 1,
                None => {
                    keys.others.insert(cell.to_owned());
                }
            }
        }
        keys.within = within.into_iter().collect();
        keys
    }

    fn count(&self, form: Form) -> usize {
        self.forms.get(&form).copied().unwrap_or_default()
    }

    /// What they are, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words: Vec<String> = self
            .forms
            .iter()
            .map(|(form, count)| match form {
                Form::Whole => "Germany".to_owned(),
                Form::Digits(length) => format!("{count} keys of {length} digits"),
                Form::Lost(length) => {
                    format!("{count} of {length} digits without their leading zero")
                }
                Form::Nuts(length) => format!("{count} NUTS keys of {length} signs"),
            })
            .collect();
        if let Some(first) = self.others.iter().next() {
            words.push(format!("{} others such as \"{first}\"", self.others.len()));
        }
        words.join(", ")
    }

    /// Whether they look like names rather than keys.
    fn are_names(&self) -> bool {
        let wordy = |text: &&String| text.chars().filter(|char| char.is_alphabetic()).count() >= 4;
        self.forms.is_empty() && self.others.iter().filter(wordy).count() * 2 > self.others.len()
    }

    /// Writes `[keys.NAME]`; what is not certain goes to `unsure`.
    pub fn rules(&self, name: &str, out: &mut Lines, unsure: &mut Vec<String>) {
        out.reason(&self.words()).line(&format!("[keys.{name}]"));
        if self.forms.is_empty() {
            return self.free(out, unsure);
        }
        let digits = |length| self.count(Form::Digits(length)) + self.count(Form::Lost(length));
        let (mut levels, mut ignored) = (Vec::new(), Vec::new());
        if self.count(Form::Whole) > 0 {
            let key = ["DG", "00", "000", "0"]
                .into_iter()
                .find(|key| self.all.contains(*key));
            levels.push(format!(
                "{{ is = {}, level = \"bund\" }}",
                quoted(key.unwrap_or("DG"))
            ));
        }
        if digits(12) > 0 {
            out.reason("regional keys (ARS) become municipality keys (AGS)")
                .line("ars = true");
        }
        for (length, level) in [(2, "land"), (5, "kreis")] {
            if digits(length) > 0 {
                levels.push(format!("{{ digits = {length}, level = \"{level}\" }}"));
            }
        }
        if digits(3) > 0 {
            ignored.push(
                "{ digits = 3, what = \"Regierungsbezirke und statistische Regionen\" }".to_owned(),
            );
        }
        let towns = digits(8) + digits(12);
        if towns > 0 && towns * 5 < digits(5) {
            ignored.push(
                "{ digits = 8, what = \"Städte und Bezirke innerhalb von Kreisen\" }".to_owned(),
            );
            unsure.push(format!(
                "{towns} keys of Gemeinden among {} of Kreise are left aside",
                digits(5)
            ));
        } else if towns > 0 {
            levels.push("{ digits = 8, level = \"gemeinde\" }".to_owned());
        }
        if digits(9) > 0 {
            ignored.push("{ digits = 9, what = \"Gemeindeverbände\" }".to_owned());
        }
        self.nuts(&mut levels);
        for other in self.others.iter().take(20) {
            ignored.push(format!("{{ is = {}, what = \"?\" }}", quoted(other)));
        }
        ignored.extend(self.nothing());
        if !self.others.is_empty() {
            unsure.push(format!(
                "{} keys have no form of an official key, first \"{}\": left aside",
                self.others.len(),
                self.others.first().map_or("", String::as_str)
            ));
        }
        out.field("levels", format!("[{}]", levels.join(", ")));
        self.cities(digits(5) > 0, out);
        if !ignored.is_empty() {
            out.field("ignore", format!("[{}]", ignored.join(", ")));
        }
        if let Some(lost) = &self.lost {
            unsure.push(format!(
                "keys such as \"{lost}\" have lost their leading zero; `publish` puts it back where that gives exactly one area, and lists each"
            ));
        }
    }

    /// The rule for rows without a key.
    fn nothing(&self) -> Option<String> {
        let what = self.without.as_deref()?;
        Some(format!("{{ is = \"\", what = {} }}", quoted(what)))
    }

    fn nuts(&self, levels: &mut Vec<String>) {
        for (length, level) in [
            (2, "bund"),
            (3, "land"),
            (4, "regierungsbezirk"),
            (5, "kreis"),
        ] {
            if self.count(Form::Nuts(length)) > 0 {
                let rest = "?".repeat(length - 2);
                levels.push(format!("{{ pattern = \"DE{rest}\", level = \"{level}\" }}"));
            }
        }
    }

    /// Hamburg and Berlin, where they stand only as Länder in a file of Kreise.
    fn cities(&self, has_districts: bool, out: &mut Lines) {
        let only = |land: &str, district: &str| {
            has_districts && self.all.contains(land) && !self.all.contains(district)
        };
        let pairs = [("02", "02000"), ("11", "11000")];
        let also: Vec<String> = pairs
            .into_iter()
            .filter(|(land, district)| only(land, district))
            .map(|(land, district)| {
                format!("{{ key = \"{land}\", level = \"kreis\", as = \"{district}\" }}")
            })
            .collect();
        if !also.is_empty() {
            out.reason("they are Kreise too, and the file has them once only");
            out.field("also", format!("[{}]", also.join(", ")));
        }
    }

    fn free(&self, out: &mut Lines, unsure: &mut Vec<String>) {
        if self.are_names() {
            out.reason(
                "areas are named, not keyed: a CSV file `from,to` must say which key each name has",
            );
            out.line("key_by = \"name\"")
                .line("map = \"areas/names.csv\"");
            unsure.push("there is no column of keys; write the file of `map`".to_owned());
        }
        out.line("levels = [{ pattern = \"*\", level = \"area\" }]");
        if let Some(rule) = self.nothing() {
            out.field("ignore", format!("[{rule}]"));
        }
        unsure.push(
            "the keys are of no official form: put the key of your level instead of `area`"
                .to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_keys_are_known_by_their_form() {
        assert_eq!(form("01001 Flensburg, Stadt"), Some(Form::Digits(5)));
        assert_eq!(form("1001"), Some(Form::Lost(5)));
        assert_eq!(form("DEF01"), Some(Form::Nuts(5)));
        assert_eq!(form("DG"), Some(Form::Whole));
        assert_eq!(form("99001"), None);
        assert_eq!(form("0101"), None);
        assert_eq!(form("Flensburg"), None);
    }

    #[test]
    fn names_of_columns_speak_for_keys() {
        for name in [
            "AGS",
            " Nr. ",
            "Nummer",
            "Amtlicher Gemeindeschlüssel",
            "id",
        ] {
            assert!(is_hint(name), "{name}");
        }
        for name in ["Nord", "Einwohner", "Identität"] {
            assert!(!is_hint(name), "{name}");
        }
    }

    #[test]
    fn the_rules_can_be_read_by_the_publisher() {
        for cells in [
            &["DG", "02", "11", "01001", "031"][..],
            &["1001", "12064"],
            &["Nord", "Südstadt"],
            &["010010000000"],
        ] {
            let (mut out, mut unsure) = (Lines::default(), Vec::new());
            Keys::of(cells.iter().copied()).rules("a", &mut out, &mut unsure);
            let text = out.into_text();
            let table: toml::Table = text.parse().unwrap();
            let rules = table["keys"]["a"].clone();
            assert!(
                rules.try_into::<crate::config::keys::KeyRules>().is_ok(),
                "{text}"
            );
        }
    }
}
