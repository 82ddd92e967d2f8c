//! What a file that bears the ending of a workbook is instead, as far as its first bytes tell.

use super::Kind;

/// How the files of the old Office formats begin, and workbooks under a password.
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Bytes that are looked at.
const HEAD: usize = 4096;

/// What the file is, with the remedy; `None` where it may be what its name says.
pub(super) fn instead(kind: Kind, bytes: &[u8], file: &str) -> Option<&'static str> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    if bytes.is_empty() {
        Some("an empty file")
    } else if name.starts_with("~$") || name.starts_with(".~lock.") {
        Some("the lock file of an open workbook; name the workbook itself, without `~$`")
    } else if bytes.starts_with(b"PK") {
        of_archive(kind, bytes)
    } else if bytes.starts_with(&COMPOUND) {
        of_compound(kind, bytes)
    } else if kind == Kind::Xls && bytes.starts_with(&[0x09]) {
        // A sheet of Excel 2 to 4 has no container.
        None
    } else {
        of_text(head)
    }
}

/// How the list of contents begins that ends an archive, and how long it may be.
const LIST: &[u8] = b"PK\x05\x06";
const LONGEST_LIST: usize = 22 + 65_535;

fn of_archive(kind: Kind, bytes: &[u8]) -> Option<&'static str> {
    let from = bytes.len().saturating_sub(LONGEST_LIST);
    let end = bytes.get(from..).unwrap_or_default();
    if kind == Kind::Xls {
        Some("a newer workbook; let its name end in .xlsx")
    } else if end.windows(LIST.len()).any(|part| part == LIST) {
        None
    } else {
        Some("one that is cut off; copy or download it again")
    }
}

fn of_compound(kind: Kind, bytes: &[u8]) -> Option<&'static str> {
    let encrypted: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let is_encrypted = bytes
        .windows(encrypted.len())
        .any(|part| part == encrypted.as_slice());
    match kind {
        _ if is_encrypted => Some("one under a password; save it without"),
        Kind::Xls => None,
        Kind::Xlsx | Kind::Xlsb | Kind::Ods => Some(
            "the old Excel format, or one under a password; save it anew, or let its name end in .xls",
        ),
    }
}

fn of_text(head: &[u8]) -> Option<&'static str> {
    let body = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let wide = body.starts_with(&[0xFF, 0xFE]) || body.starts_with(&[0xFE, 0xFF]);
    let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\r' | b'\n');
    if !wide && !body.iter().all(is_text) {
        return None;
    }
    if body.trim_ascii_start().starts_with(b"<") {
        return Some("a web page (HTML) or XML; open it in a spreadsheet program and save it anew");
    }
    Some(
        "text, such as CSV; let its name end in .csv, and give `encoding` and `separator` instead of `sheet`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: Kind, bytes: &[u8], file: &str) -> &'static str {
        instead(kind, bytes, file).unwrap_or("nothing")
    }

    #[test]
    fn what_only_bears_the_name_of_a_workbook_is_named_with_the_remedy() {
        for (bytes, file, expected) in [
            (
                &b"Jahr;Raum\n2019;0101\n"[..],
                "a.xlsx",
                "text, such as CSV",
            ),
            (b"\xFF\xFEJ\0a\0", "a.xlsx", "text, such as CSV"),
            (b"\xEF\xBB\xBF <html><table>", "a.xlsx", "a web page"),
            (b"\x05User \0\0", "sub/~$a.xlsx", "the lock file"),
            (b"", "a.xlsx", "an empty file"),
            (&COMPOUND, "a.xlsx", "the old Excel format"),
            (b"PK\x03\x04 half of it", "a.xlsx", "one that is cut off"),
            (b"PK\x03\x04 all PK\x05\x06", "a.xlsx", "nothing"),
            (b"\x01\x02", "a.xlsx", "nothing"),
        ] {
            let said = said(Kind::Xlsx, bytes, file);
            assert!(said.starts_with(expected), "{bytes:?}: {said}");
        }
    }

    #[test]
    fn old_and_new_workbooks_are_told_apart() {
        assert_eq!(said(Kind::Xls, &COMPOUND, "a.xls"), "nothing");
        assert!(said(Kind::Xls, b"PK\x03\x04", "a.xls").contains(".xlsx"));
        let mut locked = COMPOUND.to_vec();
        let word = "EncryptedPackage".encode_utf16();
        locked.extend(word.flat_map(u16::to_le_bytes));
        for kind in [Kind::Xls, Kind::Xlsx] {
            assert!(said(kind, &locked, "a.xlsx").starts_with("one under a password"));
        }
    }
}
