//! Bytes to characters, by the encoding the recipe declares.

use std::borrow::Cow;

use crate::config::recipe::Encoding;
use crate::report::{Report, found, in_file, in_row};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Decodes `bytes`; bytes that do not fit the declared encoding are findings.
///
/// Characters that were lost before the file reached us (U+FFFD inside valid UTF-8) are kept and
/// listed as a warning; the readers refuse them in keys, periods, headers and values.
/// Line ends of Windows become plain ones, so that rows count the same either way.
pub fn decode<'b>(
    bytes: &'b [u8],
    encoding: Encoding,
    file: &str,
    report: &mut Report,
) -> Cow<'b, str> {
    let text = match encoding {
        Encoding::Latin1 | Encoding::Windows1252 => {
            decode_single(bytes, encoding, file, report).into()
        }
        Encoding::Utf8 => decode_utf8(bytes, file, report),
        Encoding::Utf16 => decode_utf16(bytes, file, report).into(),
        Encoding::Utf8Bom => {
            if !bytes.starts_with(BOM) {
                let wording = found("UTF-8 with a byte order mark", "no byte order mark")
                    .done("read as UTF-8");
                report.warning("wrong-encoding", in_file(file), wording);
            }
            decode_utf8(bytes, file, report)
        }
    };
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text
    }
}

fn decode_single(bytes: &[u8], encoding: Encoding, file: &str, report: &mut Report) -> String {
    let name = match encoding {
        Encoding::Latin1 => "latin1",
        _ => "windows-1252",
    };
    if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        let wording = found(name, "text in UTF-8");
        report.error("wrong-encoding", in_file(file), wording);
    } else if let Some(at) = utf8_letter(bytes) {
        let place = in_row(file, row_at(bytes, at), None);
        report.error("wrong-encoding", place, found(name, "a letter in UTF-8"));
    }
    let undefined = |byte: u8| match encoding {
        Encoding::Latin1 => (0x80..0xA0).contains(&byte),
        _ => matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D),
    };
    if let Some(at) = bytes.iter().position(|byte| undefined(*byte)) {
        let count = bytes.iter().filter(|byte| undefined(**byte)).count();
        let first = bytes.get(at).copied().unwrap_or_default();
        let wording = found(
            format!("bytes of {name}"),
            format!("{count} byte(s) that are no characters in it, first 0x{first:02X}"),
        );
        report.error(
            "wrong-encoding",
            in_row(file, row_at(bytes, at), None),
            wording,
        );
    }
    match encoding {
        Encoding::Latin1 => bytes.iter().map(|byte| char::from(*byte)).collect(),
        _ => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

/// Where a letter such as ä or ß stands as UTF-8 writes it: "Ã" and a sign are no German text.
fn utf8_letter(bytes: &[u8]) -> Option<usize> {
    let letter = |pair: &[u8]| matches!(pair, [0xC3, 0x80..=0xBF]);
    bytes.windows(2).position(letter)
}

fn decode_utf8<'b>(bytes: &'b [u8], file: &str, report: &mut Report) -> Cow<'b, str> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            list_damage(text, file, report);
            text.into()
        }
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let seen = format!("the byte 0x{byte:02X}, which fits no character");
            let place = in_row(file, row_at(bytes, at), None);
            report.error("wrong-encoding", place, found("UTF-8", seen));
            String::from_utf8_lossy(bytes)
        }
    }
}

fn decode_utf16(bytes: &[u8], file: &str, report: &mut Report) -> String {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE,
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE,
        _ => {
            let wording = found("UTF-16 with a byte order mark", "no byte order mark");
            report.error("wrong-encoding", in_file(file), wording);
            return String::new();
        }
    };
    let (text, malformed) = encoding.decode_with_bom_removal(bytes);
    if malformed {
        let at = text.find(super::DAMAGE).unwrap_or_default();
        let place = in_row(file, row_at(text.as_bytes(), at), None);
        let wording = found("UTF-16", "bytes that fit no character");
        report.error("wrong-encoding", place, wording);
    }
    text.into_owned()
}

fn list_damage(text: &str, file: &str, report: &mut Report) {
    let count = text.chars().filter(|char| *char == super::DAMAGE).count();
    if let Some(at) = text.find(super::DAMAGE) {
        let wording = found(
            "readable characters",
            format!("{count} characters damaged before the file reached us (U+FFFD)"),
        )
        .done("kept where only labels are damaged; keys, headers and values are refused");
        report.warning(
            "damaged-text",
            in_row(file, row_at(text.as_bytes(), at), None),
            wording,
        );
    }
}

fn row_at(bytes: &[u8], at: usize) -> u64 {
    bytes.iter().take(at).filter(|byte| **byte == b'\n').count() as u64 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(bytes: &[u8], encoding: Encoding) -> (String, Vec<String>) {
        let mut report = Report::default();
        let text = decode(bytes, encoding, "a.csv", &mut report).into_owned();
        let findings = report.into_findings();
        (text, findings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn latin1_letters_are_read() {
        let (text, findings) = run(b"K\xF6ln", Encoding::Latin1);
        assert_eq!((text.as_str(), findings.len()), ("Köln", 0));
    }

    #[test]
    fn line_ends_of_windows_become_plain() {
        assert_eq!(run(b"a\r\nb\r\n", Encoding::Latin1).0, "a\nb\n");
    }

    #[test]
    fn utf8_declared_as_latin1_is_an_error() {
        let (_, findings) = run("a\nKöln".as_bytes(), Encoding::Latin1);
        assert_eq!(findings[0], "a.csv: expected latin1, found text in UTF-8");
    }

    #[test]
    fn two_encodings_in_one_file_are_an_error_with_the_row_of_the_other() {
        let (_, findings) = run(b"K\xF6ln\nK\xC3\xB6ln", Encoding::Latin1);
        assert_eq!(
            findings,
            ["a.csv, row 2: expected latin1, found a letter in UTF-8"]
        );
    }

    #[test]
    fn utf16_is_read_either_way_round_and_only_with_its_mark() {
        let big: Vec<u8> = "\u{FEFF}Köln\r\n"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        let little: Vec<u8> = "\u{FEFF}Köln\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [big.as_slice(), little.as_slice()] {
            assert_eq!(
                run(bytes, Encoding::Utf16),
                ("Köln\n".to_owned(), Vec::new())
            );
        }
        assert_eq!(run(b"a;b", Encoding::Utf16).1.len(), 1);
    }

    #[test]
    fn bytes_outside_latin1_are_an_error_with_row() {
        let (_, findings) = run(b"a\n5 \x80 \xF6", Encoding::Latin1);
        assert!(findings[0].starts_with("a.csv, row 2: expected bytes of latin1, found 1 byte(s)"));
        let (text, findings) = run(b"5 \x80 \xF6", Encoding::Windows1252);
        assert_eq!(
            (text.as_str(), findings.len()),
            ("5 €  ö".replace("  ", " ").as_str(), 0)
        );
        assert_eq!(run(b"\x81\xF6", Encoding::Windows1252).1.len(), 1);
    }

    #[test]
    fn latin1_declared_as_utf8_is_an_error_with_row() {
        let (_, findings) = run(b"a\nb\nK\xF6ln", Encoding::Utf8);
        assert_eq!(
            findings[0],
            "a.csv, row 3: expected UTF-8, found the byte 0xF6, which fits no character"
        );
    }

    #[test]
    fn characters_lost_earlier_are_listed_once() {
        let (_, findings) = run("x\nK\u{FFFD}ln\nM\u{FFFD}nchen".as_bytes(), Encoding::Utf8);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].starts_with("a.csv, row 2: expected readable characters, found 2"));
    }

    #[test]
    fn a_byte_order_mark_never_reaches_the_first_header() {
        for encoding in [Encoding::Utf8, Encoding::Utf8Bom] {
            let (text, findings) = run("\u{FEFF}key".as_bytes(), encoding);
            assert_eq!((text.as_str(), findings.len()), ("key", 0));
        }
        assert_eq!(run(b"key", Encoding::Utf8Bom).1.len(), 1);
    }
}
