//! Stable addresses by language, area system, level and key, and links from one page to another.
//!
//! `pages/de/verwaltung/kreis/09188.html` is the page of an area, `pages/de/verwaltung/kreis/index.html`
//! the list of its level, `pages/de/index.html` the way in. Names are lower-case letters, digits,
//! `-` and `_`, so that no file system mixes two of them up and none has a name that Windows
//! reserves.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::bundle::files::hash;

/// Folder of all pages below the bundle's.
pub const FOLDER: &str = "pages";

/// Longest name of a file; some systems take no more than 143 bytes.
const LONGEST: usize = 100;

/// Names that a Windows machine cannot write, whatever the extension; and our own `index`.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "index", ""];

/// The name of the file that stands for `key`: lower case; other characters as `_` and their bytes.
///
/// ```
/// use teilraum_publish::pages::address::slug;
/// assert_eq!(slug("09188"), "09188");
/// assert_eq!(slug("DE212"), "de212");
/// assert_eq!(slug("Süd/1"), "s_c3_bcd_2f1");
/// assert_eq!(slug("CON"), "con_");
/// ```
#[must_use]
pub fn slug(key: &str) -> String {
    guarded(escaped(key, true))
}

/// Names for keys that stand beside each other, each different from all others: where two keys
/// differ only in case, their capitals are written as bytes.
#[must_use]
pub fn slugs<'a>(keys: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for key in keys.clone() {
        *count.entry(slug(key)).or_default() += 1;
    }
    let name = |key: &str| {
        let short = slug(key);
        if count.get(&short).copied().unwrap_or_default() > 1 {
            guarded(escaped(key, false))
        } else {
            short
        }
    };
    keys.map(name).collect()
}

fn escaped(key: &str, fold_case: bool) -> String {
    let mut name = String::with_capacity(key.len());
    for byte in key.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => name.push(char::from(byte)),
            b'A'..=b'Z' if fold_case => name.push(char::from(byte.to_ascii_lowercase())),
            _ => {
                let _ = write!(name, "_{byte:02x}");
            }
        }
    }
    name
}

fn guarded(name: String) -> String {
    let device = |prefix: &str| {
        let number = name.strip_prefix(prefix).map(str::as_bytes);
        matches!(number, Some([b'0'..=b'9']))
    };
    if RESERVED.contains(&name.as_str()) || device("com") || device("lpt") {
        return name + "_";
    }
    match name.get(..LONGEST).filter(|_| name.len() > LONGEST) {
        Some(head) => format!("{head}_{}", hash(name.as_bytes())),
        None => name,
    }
}

/// The link from the page at `from` to the file at `to`, both below the bundle's folder; `to` may
/// end in an anchor.
///
/// ```
/// use teilraum_publish::pages::address::link;
/// let starnberg = "pages/de/verwaltung/kreis/09188.html";
/// assert_eq!(link(starnberg, "pages/de/verwaltung/land/09.html"), "../land/09.html");
/// assert_eq!(link(starnberg, "pages/de/verwaltung/kreis/09162.html"), "09162.html");
/// assert_eq!(link(starnberg, "csv/income.csv"), "../../../../csv/income.csv");
/// ```
#[must_use]
pub fn link(from: &str, to: &str) -> String {
    let shared = from
        .bytes()
        .zip(to.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let common = from.as_bytes().get(..shared).unwrap_or_default();
    let folder = common
        .iter()
        .rposition(|byte| *byte == b'/')
        .map_or(0, |at| at + 1);
    let up = from
        .bytes()
        .skip(folder)
        .filter(|byte| *byte == b'/')
        .count();
    let mut link = "../".repeat(up);
    link.push_str(to.get(folder..).unwrap_or_default());
    link
}

/// The way from the page at `from` to the live atlas; `live` is its address from the bundle's
/// folder, or a full address.
#[must_use]
pub fn live_from(from: &str, live: &str) -> String {
    let stands_alone = live.starts_with('/') || live.contains("://");
    if stands_alone {
        return live.to_owned();
    }
    let up = from.bytes().filter(|byte| *byte == b'/').count();
    format!("{}{live}", "../".repeat(up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_differ_only_in_case_get_different_names() {
        let names = slugs(["A1", "a1", "b"].into_iter());
        assert_eq!(names, ["_411", "a1", "b"]);
    }

    #[test]
    fn no_name_is_reserved_or_too_long() {
        for key in ["con", "PRN", "aux", "NUL", "com1", "LPT9", "index", ""] {
            assert!(slug(key).ends_with('_'), "{key}");
        }
        assert_eq!(slug("com10"), "com10");
        let long = "x".repeat(300);
        assert!(slug(&long).len() <= 117);
        assert_ne!(slug(&long), slug(&(long.clone() + "y")));
    }

    #[test]
    fn a_link_to_the_live_atlas_climbs_out_of_the_bundle() {
        let page = "pages/de/index.html";
        assert_eq!(live_from(page, "../index.html"), "../../../index.html");
        assert_eq!(
            live_from(page, "https://example.org/"),
            "https://example.org/"
        );
    }
}
