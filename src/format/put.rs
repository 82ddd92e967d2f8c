//! Writing numbers and text into a section: the twin of `cursor.rs`.

/// Appends an unsigned number, seven bits to a byte, lowest first (LEB128).
pub(crate) fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The unsigned form of a signed number, its sign in the lowest bit.
pub(crate) fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// Appends a signed number in zigzag form.
pub(crate) fn signed(out: &mut Vec<u8>, number: i64) {
    varint(out, zigzag(number));
}

/// Appends text with its length before it.
pub(crate) fn text(out: &mut Vec<u8>, text: &str) {
    varint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}
