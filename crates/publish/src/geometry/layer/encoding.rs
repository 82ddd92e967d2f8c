//! Encodings of attribute tables: named by the `.cpg` file, and checked against the text itself.

use encoding_rs::{Encoding, UTF_8};

/// The encoding a `.cpg` file or the configuration names.
///
/// GIS programs write names of their own: `65001` for UTF-8, `ANSI 1252`, `88591`.
#[must_use]
pub fn named(name: &str) -> Option<&'static Encoding> {
    let name = name.trim_start_matches('\u{feff}').trim();
    let small = name.to_ascii_lowercase();
    let digits: String = small.chars().filter(char::is_ascii_digit).collect();
    if digits == "65001" {
        return Some(UTF_8);
    }
    let label = match digits.as_str() {
        "1250" | "1251" | "1252" | "1253" | "1254" => format!("windows-{digits}"),
        iso if iso.starts_with("8859") && iso.len() > 4 => {
            format!("iso-8859-{}", iso.trim_start_matches("8859"))
        }
        _ => small,
    };
    Encoding::for_label(label.as_bytes())
}

/// Text in its real encoding, or what speaks against it.
#[derive(Debug, PartialEq, Eq)]
pub enum Decoded {
    /// As it should be.
    Clean(String),
    /// Bytes that do not exist in the stated encoding; replaced.
    Malformed(String),
    /// Declared as a one-byte encoding, but the bytes are plain UTF-8.
    ReadsAsUtf8(String),
}

impl Decoded {
    /// The text, whatever is to be said about it.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Clean(text) | Self::Malformed(text) | Self::ReadsAsUtf8(text) => text,
        }
    }
}

/// Decodes the bytes of one cell.
#[must_use]
pub fn decode(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    if malformed {
        return Decoded::Malformed(text);
    }
    let is_utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    if encoding != UTF_8 && is_utf8 {
        return Decoded::ReadsAsUtf8(text);
    }
    Decoded::Clean(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    #[test]
    fn names_of_gis_programs_are_understood() {
        for name in ["UTF-8", "utf8", "65001", "\u{feff}UTF-8\r\n"] {
            assert_eq!(named(name), Some(UTF_8), "{name}");
        }
        for name in [
            "ANSI 1252",
            "1252",
            "ISO-8859-1",
            "8859-1",
            "88591",
            "latin1",
        ] {
            assert_eq!(named(name), Some(WINDOWS_1252), "{name}");
        }
        assert_eq!(named("EBCDIC"), None);
    }

    #[test]
    fn wrong_encodings_are_noticed_either_way() {
        let utf8 = "München".as_bytes();
        let latin = b"M\xFCnchen";
        assert_eq!(decode(utf8, UTF_8), Decoded::Clean("München".into()));
        assert!(matches!(
            decode(utf8, WINDOWS_1252),
            Decoded::ReadsAsUtf8(_)
        ));
        assert!(matches!(decode(latin, UTF_8), Decoded::Malformed(_)));
        assert_eq!(
            decode(latin, WINDOWS_1252),
            Decoded::Clean("München".into())
        );
    }
}
