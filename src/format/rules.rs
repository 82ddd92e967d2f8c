//! Rules that many fields share: paths, addresses, keys, and lists without repetition.

use crate::model::FileRef;

use super::error::{FormatError, Place};
use super::limits;

/// Whether `path` stays below the bundle's folder and means the same on every server: segments of
/// ASCII letters, digits, `_`, `-` and `.`, none starting with a dot.
#[must_use]
pub fn is_safe_path(path: &str) -> bool {
    let segment = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
    };
    path.len() <= limits::PATH_CHARS && path.split('/').all(segment)
}

/// Whether `url` is an address a page may link to: http or https, no spaces or controls.
#[must_use]
pub fn is_web_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let plain = |character: char| !character.is_whitespace() && !character.is_control();
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && url
            .chars()
            .all(|character| plain(character) && !"<>\"\\^`{|}".contains(character))
}

/// Whether `key` can stand in links, file names and lists as it is.
#[must_use]
pub fn is_key(key: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    (1..=limits::KEY_CHARS).contains(&key.len()) && key.bytes().all(plain) && !key.starts_with('.')
}

pub(crate) fn path(place: Place<'_>, what: &str, path: &str) -> Result<(), FormatError> {
    let expected = "a relative path of plain ASCII segments, 100 characters at most";
    place.rule(
        is_safe_path(path),
        what,
        expected,
        format_args!("\"{}\"", path.escape_debug()),
    )
}

pub(crate) fn file(place: Place<'_>, what: &str, file: &FileRef) -> Result<(), FormatError> {
    stored(place, what, &file.path, file.bytes)
}

/// That there can be a file of `bytes` bytes at `at`.
pub(crate) fn stored(
    place: Place<'_>,
    what: &str,
    at: &str,
    bytes: u32,
) -> Result<(), FormatError> {
    path(place, what, at)?;
    let fits = u64::from(bytes) <= limits::FILE_BYTES;
    let expected = format_args!("at most {} bytes", limits::FILE_BYTES);
    place.rule(fits, what, expected, bytes)
}

pub(crate) fn address(place: Place<'_>, what: &str, url: &str) -> Result<(), FormatError> {
    let expected = "an address that begins with http:// or https://";
    place.rule(
        is_web_address(url),
        what,
        expected,
        format_args!("\"{}\"", url.escape_debug()),
    )
}

pub(crate) fn key(place: Place<'_>, what: &str, key: &str) -> Result<(), FormatError> {
    let expected = "a key of 1 to 64 letters, digits, \"-\", \"_\" or \".\"";
    place.rule(
        is_key(key),
        what,
        expected,
        format_args!("\"{}\"", key.escape_debug()),
    )
}

/// Keys, sorted, each once.
pub(crate) struct Keys<'a>(Vec<&'a str>);

impl Keys<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether `key` is one of them.
    pub fn contains(&self, key: &str) -> bool {
        self.0.binary_search(&key).is_ok()
    }

    /// The keys in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().copied()
    }
}

/// That every entry is a key and none comes twice; gives them back for look-ups.
pub(crate) fn keys<'a>(
    place: Place<'_>,
    what: &str,
    all: impl Iterator<Item = &'a str>,
) -> Result<Keys<'a>, FormatError> {
    let mut seen = Vec::new();
    for (row, entry) in all.enumerate() {
        let place = place.row(row);
        key(place, what, entry)?;
        match seen.binary_search(&entry) {
            Err(at) => seen.insert(at, entry),
            Ok(_) => {
                let found = format_args!("\"{entry}\" again");
                return Err(place.invalid(what, "a key used once", found));
            }
        }
    }
    Ok(Keys(seen))
}

/// That `found` is one of `known`.
pub(crate) fn known(
    place: Place<'_>,
    what: &str,
    known: &Keys<'_>,
    found: &str,
) -> Result<(), FormatError> {
    let found_text = format_args!("\"{}\"", found.escape_debug());
    place.rule(
        known.contains(found),
        what,
        "a key of the catalogue",
        found_text,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_the_folder_are_refused() {
        for path in [
            "", "/a", "../a", "a/../b", "a//b", "a/", "a\\b", "c:a", "a b", "ä", ".git/x", "a/.x",
        ] {
            assert!(!is_safe_path(path), "{path}");
        }
        assert!(!is_safe_path(&"a".repeat(101)));
        assert!(is_safe_path("g/0123456789abcdef.json"));
    }

    #[test]
    fn only_web_addresses_are_links() {
        for url in [
            "javascript:alert(1)",
            "http:///x",
            "https://",
            "data:,x",
            "HTTP",
            "https://a b",
            "https://a\"b",
        ] {
            assert!(!is_web_address(url), "{url}");
        }
        assert!(is_web_address("https://www.govdata.de/dl-de/by-2-0"));
    }
}
