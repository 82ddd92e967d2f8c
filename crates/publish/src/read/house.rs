//! Signs and letters of well-known houses, so that nobody has to copy them into an atlas.
//!
//! Recipes name them with an `@`: `signs = "@ba"`. What they have in common: `-` is nothing only
//! where the area exists and nothing can be counted; `.` is unknown or secret, because no house says
//! which. Where a file knows better, `sign_overrides` says so.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::config::atlas::{AtlasFile, SignMeaning, SignTable};

/// Letters beside a value to flags, or to the reason why there is none.
pub type QualityTable = BTreeMap<String, Vec<String>>;

const COMMON: [(&str, SignMeaning); 8] = [
    ("-", SignMeaning::ZeroIfExists),
    ("–", SignMeaning::ZeroIfExists),
    (".", SignMeaning::UnknownOrSecret),
    ("...", SignMeaning::Pending),
    ("…", SignMeaning::Pending),
    ("/", SignMeaning::Unreliable),
    ("x", SignMeaning::NotApplicable),
    ("X", SignMeaning::NotApplicable),
];

/// A house: its name, whether it uses the common signs, and what it writes beyond them.
type House = (&'static str, bool, &'static [(&'static str, SignMeaning)]);

const HOUSES: [House; 9] = [
    ("@destatis", true, &[("·", SignMeaning::UnknownOrSecret)]),
    ("@regionalstatistik", true, &[]),
    (
        "@landesamt",
        true,
        &[
            ("·", SignMeaning::UnknownOrSecret),
            ("", SignMeaning::Missing),
        ],
    ),
    ("@zensus", true, &[]),
    (
        "@inkar",
        false,
        &[("", SignMeaning::Missing), ("NA", SignMeaning::Missing)],
    ),
    ("@ba", true, &[("*", SignMeaning::Suppressed)]),
    (
        "@duva",
        true,
        &[("", SignMeaning::Missing), ("*", SignMeaning::Suppressed)],
    ),
    (
        "@eurostat",
        false,
        &[
            (":", SignMeaning::Missing),
            (": c", SignMeaning::Suppressed),
            (":c", SignMeaning::Suppressed),
            (": u", SignMeaning::Unreliable),
            (":u", SignMeaning::Unreliable),
            (": z", SignMeaning::NotApplicable),
            (":z", SignMeaning::NotApplicable),
            ("", SignMeaning::Missing),
        ],
    ),
    (
        "@sdmx",
        false,
        &[("", SignMeaning::Missing), ("NaN", SignMeaning::Missing)],
    ),
];

/// Letters of a house and what each says: flags, or one reason why there is no value.
type Letters = &'static [(&'static str, &'static [&'static str])];

const QUALITIES: [(&str, Letters); 4] = [
    (
        "@genesis",
        &[
            ("", &[]),
            ("e", &[]),
            ("p", &["provisional"]),
            ("r", &["revised"]),
            ("s", &["estimated"]),
            ("()", &["low-reliability"]),
        ],
    ),
    (
        "@eurostat",
        &[
            ("", &[]),
            ("b", &["break-before"]),
            ("c", &["suppressed"]),
            ("d", &["note"]),
            ("e", &["estimated"]),
            ("f", &["estimated"]),
            ("i", &["estimated"]),
            ("n", &["low-reliability"]),
            ("p", &["provisional"]),
            ("r", &["revised"]),
            ("s", &["estimated"]),
            ("u", &["low-reliability"]),
            ("z", &["not-applicable"]),
        ],
    ),
    // The code lists CL_OBS_STATUS and CL_CONF_STATUS.
    (
        "@sdmx-status",
        &[
            ("", &[]),
            ("A", &[]),
            ("B", &["break-before"]),
            ("D", &["note"]),
            ("E", &["estimated"]),
            ("F", &["estimated"]),
            ("G", &["note"]),
            ("I", &["estimated"]),
            ("K", &["missing"]),
            ("L", &["missing"]),
            ("M", &["not-applicable"]),
            ("N", &["low-reliability"]),
            ("O", &["missing"]),
            ("P", &["provisional"]),
            ("Q", &["suppressed"]),
            ("R", &["revised"]),
            ("U", &["low-reliability"]),
            ("V", &["provisional"]),
            ("W", &["note"]),
        ],
    ),
    (
        "@sdmx-conf",
        &[
            ("", &[]),
            ("F", &[]),
            ("A", &["suppressed"]),
            ("C", &["suppressed"]),
            ("D", &["suppressed"]),
            ("G", &["suppressed"]),
            ("M", &["suppressed"]),
            ("N", &["suppressed"]),
            ("O", &["suppressed"]),
            ("P", &["suppressed"]),
            ("S", &["suppressed"]),
            ("T", &["suppressed"]),
        ],
    ),
];

static SIGNS: LazyLock<BTreeMap<&str, SignTable>> = LazyLock::new(|| {
    let table = |common: bool, own: &[(&str, SignMeaning)]| {
        let shared = COMMON.iter().filter(|_| common);
        let all = shared.chain(own).copied();
        all.map(|(sign, meaning)| (sign.to_owned(), meaning))
            .collect()
    };
    let houses = HOUSES.iter();
    houses
        .map(|(name, common, own)| (*name, table(*common, own)))
        .collect()
});

static LETTERS: LazyLock<BTreeMap<&str, QualityTable>> = LazyLock::new(|| {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let table = |letters: &Letters| {
        let letters = letters.iter();
        letters
            .map(|(letter, said)| ((*letter).to_owned(), words(said)))
            .collect()
    };
    QUALITIES
        .iter()
        .map(|(name, letters)| (*name, table(letters)))
        .collect()
});

/// The signs of the house `name`.
#[must_use]
pub fn signs(name: &str) -> Option<&'static SignTable> {
    SIGNS.get(name)
}

/// The letters of the house `name`.
#[must_use]
pub fn letters(name: &str) -> Option<&'static QualityTable> {
    LETTERS.get(name)
}

/// The table of signs that a recipe means by `name`: the atlas's own, or that of a house.
#[must_use]
pub fn sign_table<'a>(atlas: &'a AtlasFile, name: &str) -> Option<&'a SignTable> {
    atlas.signs.get(name).or_else(|| signs(name))
}

/// The table of letters that a recipe means by `name`: the atlas's own, or that of a house.
#[must_use]
pub fn quality_table<'a>(atlas: &'a AtlasFile, name: &str) -> Option<&'a QualityTable> {
    atlas.quality.get(name).or_else(|| letters(name))
}

/// The names of all houses with signs.
pub fn sign_names() -> impl Iterator<Item = &'static str> {
    SIGNS.keys().copied()
}

/// The names of all houses with letters.
pub fn letter_names() -> impl Iterator<Item = &'static str> {
    LETTERS.keys().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::quality;

    #[test]
    fn every_letter_of_a_house_says_something_known() {
        for name in letter_names() {
            for (letter, words) in letters(name).unwrap() {
                assert!(quality::said(words).is_ok(), "{name} {letter}");
            }
        }
    }

    #[test]
    fn a_star_is_secret_at_the_ba_and_nothing_elsewhere() {
        assert_eq!(
            signs("@ba").unwrap().get("*"),
            Some(&SignMeaning::Suppressed)
        );
        assert_eq!(signs("@destatis").unwrap().get("*"), None);
        assert_eq!(signs("@inkar").unwrap().get("-"), None);
        assert_eq!(signs("@nobody"), None);
    }
}
