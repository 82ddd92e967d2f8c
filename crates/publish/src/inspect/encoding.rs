//! How the bytes of a text file become characters: what speaks for which encoding.

use super::error::InspectError;
use crate::config::recipe::Encoding;
use crate::read::decode::decode;
use crate::report::Report;

/// An encoding with its reasons.
#[derive(Debug)]
pub struct Guess {
    /// As recipes write it.
    pub name: &'static str,
    /// The encoding.
    pub encoding: Encoding,
    /// Why.
    pub reason: String,
    /// What is not certain about it.
    pub unsure: Vec<String>,
    /// The file as characters, with plain line ends.
    pub text: String,
}

/// First bytes of files that are no text, and what they are.
const KNOWN: [(&[u8], &str); 7] = [
    (
        b"PK\x03\x04",
        "a packed file; a workbook needs the ending .xlsx or .ods",
    ),
    (
        b"\xD0\xCF\x11\xE0",
        "an old Office file; a workbook needs the ending .xls",
    ),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"\x1F\x8B", "a file packed with gzip"),
    (
        b"SQLite format 3",
        "a database; a GeoPackage needs the ending .gpkg",
    ),
];

/// The encoding of `bytes`.
///
/// # Errors
/// If they are no text.
pub fn guess(bytes: &[u8], file: &str) -> Result<Guess, InspectError> {
    let (name, encoding, reason, mut unsure) = judge(bytes, file)?;
    let mut report = Report::default();
    let text = decode(bytes, encoding, file, &mut report).into_owned();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned();
    for finding in report.into_findings() {
        unsure.push(finding.to_string());
    }
    let odd = |char: &char| char.is_control() && !matches!(char, '\n' | '\t' | '\u{C}');
    let count = text.chars().filter(odd).count();
    if count * 200 > text.chars().count() {
        return Err(InspectError::unfit(
            file,
            "a table",
            format!("{count} control characters"),
        ));
    }
    Ok(Guess {
        name,
        encoding,
        reason,
        unsure,
        text,
    })
}

type Judged = (&'static str, Encoding, String, Vec<String>);

fn judge(bytes: &[u8], file: &str) -> Result<Judged, InspectError> {
    if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(InspectError::unfit(file, "a table", *what));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let reason = "it begins with the byte order mark of UTF-16".to_owned();
        return Ok(("utf-16", Encoding::Utf16, reason, Vec::new()));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let place = format!("{file}, row {}", row_at(bytes, at));
        return Err(InspectError::unfit(place, "text", "the byte 0x00"));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        let reason = "it begins with the byte order mark of UTF-8".to_owned();
        return Ok(("utf-8-bom", Encoding::Utf8Bom, reason, Vec::new()));
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => {
            let reason = "only ASCII, which every encoding but UTF-16 has in common".to_owned();
            ("utf-8", Encoding::Utf8, reason, Vec::new())
        }
        Ok(text) => {
            let count = text.chars().filter(|char| !char.is_ascii()).count();
            let reason =
                format!("no byte order mark, {count} characters beyond ASCII, all valid UTF-8");
            ("utf-8", Encoding::Utf8, reason, Vec::new())
        }
        Err(error) => single(bytes, error.valid_up_to()),
    })
}

/// One byte per character; `first` is the first byte that is no UTF-8.
fn single(bytes: &[u8], first: usize) -> Judged {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let windows = bytes.iter().position(|byte| (0x80..0xA0).contains(byte));
    let (name, encoding) = match windows {
        Some(_) => ("windows-1252", Encoding::Windows1252),
        None => ("latin1", Encoding::Latin1),
    };
    let shown = |at: usize| {
        let byte = bytes.get(at).copied().unwrap_or_default();
        let char = encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&[byte])
            .0
            .into_owned();
        format!("first in row {}: \"{char}\"", row_at(bytes, at))
    };
    let mut reason = format!(
        "no byte order mark, {high} bytes beyond ASCII that are no UTF-8, {}",
        shown(first)
    );
    match windows {
        Some(at) => reason.push_str(&format!("; signs that latin1 lacks, {}", shown(at))),
        None => reason.push_str("; windows-1252 would read the same"),
    }
    let mut unsure = Vec::new();
    let pair = bytes
        .windows(2)
        .position(|pair| matches!(pair, [0xC3, 0x80..=0xBF]));
    if let Some(at) = pair {
        unsure.push(format!(
            "two encodings in one file: a letter in UTF-8 in row {}, a byte that is none in row {}; make it one, `publish` refuses it",
            row_at(bytes, at),
            row_at(bytes, first),
        ));
    }
    (name, encoding, reason, unsure)
}

fn row_at(bytes: &[u8], at: usize) -> usize {
    bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        guess(bytes, "a.csv").unwrap().name
    }

    #[test]
    fn bytes_say_their_encoding() {
        assert_eq!(name(b"a;b\n1;2\n"), "utf-8");
        assert_eq!(name("Köln;1".as_bytes()), "utf-8");
        assert_eq!(name("\u{FEFF}Köln;1".as_bytes()), "utf-8-bom");
        assert_eq!(name(b"K\xF6ln;1"), "latin1");
        assert_eq!(name(b"K\xF6ln;5 \x80"), "windows-1252");
        assert_eq!(name(b"\xFF\xFEa\0;\0"), "utf-16");
    }

    #[test]
    fn the_reason_names_the_first_row_beyond_ascii() {
        let guess = guess(b"a\nb\nK\xF6ln", "a.csv").unwrap();
        assert!(
            guess.reason.contains("first in row 3: \"ö\""),
            "{}",
            guess.reason
        );
    }

    #[test]
    fn two_encodings_in_one_file_are_told_with_both_rows() {
        let guess = guess(b"K\xF6ln\nK\xC3\xB6ln", "a.csv").unwrap();
        assert!(
            guess.unsure[0].contains("in UTF-8 in row 2"),
            "{:?}",
            guess.unsure
        );
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        let said = |bytes: &[u8]| guess(bytes, "a.csv").unwrap_err().to_string();
        assert_eq!(
            said(b"a\nb\0"),
            "a.csv, row 2: expected text, found the byte 0x00"
        );
        assert!(said(b"%PDF-1.4").contains("a PDF"));
        assert!(said(b"\x01\x02\x03\x04").contains("control characters"));
    }
}
