//! Run lengths: how states and flags are stored, because neighbouring cells mostly share them.

use super::cursor::Cursor;
use super::error::FormatError;

/// Reads runs of (length, code) until `cells` entries are filled.
pub(crate) fn decode<T: Copy>(
    cursor: &mut Cursor<'_>,
    cells: usize,
    what: &'static str,
    expected: &'static str,
    decode: impl Fn(u64) -> Option<T>,
) -> Result<Vec<T>, FormatError> {
    let mut entries = Vec::with_capacity(cells);
    while entries.len() < cells {
        let place = cursor.place();
        let length = cursor.at_most("cells of a run", (cells - entries.len()) as u64)?;
        place.rule(length > 0, "run", "at least one cell", length)?;
        let code = cursor.varint()?;
        let entry = decode(code).ok_or_else(|| place.invalid(what, expected, code))?;
        entries.resize(entries.len() + length, entry);
    }
    Ok(entries)
}

/// Appends the runs of `codes`.
#[cfg(feature = "write")]
pub(crate) fn encode(out: &mut Vec<u8>, codes: impl Iterator<Item = u64>) {
    use super::put;
    let mut run: Option<(u64, u64)> = None;
    let mut finish = |run: Option<(u64, u64)>| {
        if let Some((code, length)) = run {
            put::varint(out, length);
            put::varint(out, code);
        }
    };
    for code in codes {
        run = match run {
            Some((same, length)) if same == code => Some((same, length + 1)),
            other => {
                finish(other);
                Some((code, 1))
            }
        };
    }
    finish(run);
}
