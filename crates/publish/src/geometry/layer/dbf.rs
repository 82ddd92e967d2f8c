//! Attribute tables of Shapefiles: `.dbf`, the format of dBase III.
//!
//! A header of 32 bytes, 32 bytes per field, then records of one length whose cells are text. Read
//! here and not by the Shapefile crate because that keeps numbers of type F in 32 bits, which alters
//! keys of eight digits, and because texts are decoded from their own bytes.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::encoding::{self, Decoded};
use super::sheet::Value;

/// A record and what was found there.
pub type Flaw = (u64, String);

/// A whole table.
#[derive(Debug, Default)]
pub struct Table {
    /// Records not marked as deleted, in file order.
    pub records: Vec<BTreeMap<String, Value>>,
    /// Row, column and text of the first cell that does not fit the encoding.
    pub misfit: Option<(u64, String, String)>,
}

struct Field {
    name: String,
    kind: u8,
    width: usize,
}

/// Reads a table whose texts are in `encoding`.
///
/// # Errors
/// The record (from 1; 0 for the header) where its lengths and its bytes part, and how.
pub fn read(bytes: &[u8], encoding: &'static Encoding) -> Result<Table, Flaw> {
    let (fields, start, length) = header(bytes)?;
    let stated = u32::from_le_bytes(array(bytes, 4)) as usize;
    let body = bytes.get(start..).unwrap_or_default();
    let whole = body.len() / length;
    if whole < stated {
        let found = format!("{whole} whole records, its header says {stated}");
        return Err((whole as u64 + 1, found));
    }
    let mut table = Table::default();
    for (row, record) in (1..).zip(body.chunks_exact(length).take(stated)) {
        if record.first() != Some(&b'*') {
            let values = cells(record, &fields, encoding, row, &mut table.misfit);
            table.records.push(values);
        }
    }
    Ok(table)
}

fn header(bytes: &[u8]) -> Result<(Vec<Field>, usize, usize), Flaw> {
    let start = usize::from(u16::from_le_bytes(array(bytes, 8)));
    let length = usize::from(u16::from_le_bytes(array(bytes, 10)));
    if start < 33 || length < 2 || bytes.len() < start {
        let found = format!(
            "{} bytes with a header of {start} and records of {length}",
            bytes.len()
        );
        return Err((0, found));
    }
    let described = bytes.get(32..start).unwrap_or_default().chunks_exact(32);
    let fields: Vec<Field> = described
        .take_while(|field| field.first() != Some(&0x0D))
        .map(field)
        .collect();
    let widths: usize = fields.iter().map(|field| field.width).sum();
    if widths + 1 != length {
        return Err((
            0,
            format!("fields of {widths} bytes in records of {length}"),
        ));
    }
    Ok((fields, start, length))
}

fn field(bytes: &[u8]) -> Field {
    let name = bytes.get(..11).unwrap_or_default();
    let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
    Field {
        name: String::from_utf8_lossy(name).trim().to_owned(),
        kind: bytes.get(11).copied().unwrap_or(0),
        width: usize::from(bytes.get(16).copied().unwrap_or(0)),
    }
}

/// The cells of a record; a text that does not fit goes to `misfit` unless there is one.
fn cells(
    record: &[u8],
    fields: &[Field],
    encoding: &'static Encoding,
    row: u64,
    misfit: &mut Option<(u64, String, String)>,
) -> BTreeMap<String, Value> {
    let (mut at, mut values) = (1, BTreeMap::new());
    for field in fields {
        let raw = record.get(at..at + field.width).unwrap_or_default();
        at += field.width;
        let value = match field.kind {
            b'C' | b'D' => {
                let decoded = encoding::decode(trimmed(raw), encoding);
                if misfit.is_none()
                    && let Some(found) = complaint(&decoded)
                {
                    *misfit = Some((row, field.name.clone(), found));
                }
                text(decoded.text())
            }
            b'N' | b'F' => number(trimmed(raw)),
            b'L' => flag(raw),
            b'I' => Value::Number(f64::from(i32::from_le_bytes(array(raw, 0)))),
            b'O' => Value::Number(f64::from_le_bytes(array(raw, 0))),
            other => Value::Other(format!("a field of type {}", char::from(other))),
        };
        values.insert(field.name.clone(), value);
    }
    values
}

fn complaint(decoded: &Decoded) -> Option<String> {
    match decoded {
        Decoded::Clean(_) => None,
        Decoded::Malformed(text) => Some(format!("\"{text}\" with bytes outside it")),
        Decoded::ReadsAsUtf8(text) => Some(format!("\"{text}\", which reads as UTF-8")),
    }
}

fn text(text: &str) -> Value {
    match text.trim() {
        "" => Value::Nothing,
        text => Value::Text(text.to_owned()),
    }
}

/// A printed number; asterisks stand for one that did not fit.
fn number(raw: &[u8]) -> Value {
    let printed = String::from_utf8_lossy(raw);
    if raw.iter().all(|byte| *byte == b'*') {
        return Value::Nothing;
    }
    match printed.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Number(number),
        _ => Value::Other(format!("\"{printed}\" in a field of numbers")),
    }
}

fn flag(raw: &[u8]) -> Value {
    match raw.first() {
        Some(b'T' | b't' | b'Y' | b'y') => Value::Flag(true),
        Some(b'F' | b'f' | b'N' | b'n') => Value::Flag(false),
        _ => Value::Nothing,
    }
}

/// Cells are padded with blanks, by some programs with zero bytes.
fn trimmed(raw: &[u8]) -> &[u8] {
    let end = raw.iter().position(|byte| *byte == 0).unwrap_or(raw.len());
    raw.get(..end).unwrap_or_default().trim_ascii()
}

/// The bytes at `at`, zeros where there are none: lengths are checked afterwards.
fn array<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let found = bytes
        .get(at..at + N)
        .and_then(|bytes| bytes.try_into().ok());
    found.unwrap_or([0; N])
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::UTF_8;

    #[test]
    fn a_float_column_keeps_eight_digits() {
        assert_eq!(number(b"16063099"), Value::Number(16_063_099.0));
        assert_eq!(number(b"1.5e3"), Value::Number(1500.0));
        assert_eq!(number(b"***"), Value::Nothing);
        assert_eq!(number(b""), Value::Nothing);
        assert_eq!(number(b"NaN").text(), None);
    }

    #[test]
    fn a_header_that_lies_is_named() {
        assert_eq!(read(&[], UTF_8).unwrap_err().0, 0);
        let mut table = vec![0; 65];
        table[4] = 200;
        table[8] = 65;
        table[10] = 6;
        table[48] = 5;
        let found = read(&table, UTF_8).unwrap_err();
        assert_eq!(
            found,
            (1, "0 whole records, its header says 200".to_owned())
        );
        table[48] = 9;
        let found = read(&table, UTF_8).unwrap_err();
        assert_eq!(found, (0, "fields of 9 bytes in records of 6".to_owned()));
    }
}
