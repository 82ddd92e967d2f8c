//! Reading numbers and text from a section, each step checked against what is left.

use super::error::{FormatError, FormatErrorKind, Place};
use super::section::Tag;

/// As many bytes as 64 bits take, seven to a byte.
const VARINT_BYTES: usize = 10;

/// A position in the content of a section.
pub(crate) struct Cursor<'a> {
    file: &'a str,
    tag: Tag,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(file: &'a str, tag: Tag, bytes: &'a [u8]) -> Self {
        Self {
            file,
            tag,
            bytes,
            at: 0,
        }
    }

    /// Where the next byte stands, for errors.
    pub fn place(&self) -> Place<'a> {
        Place::section(self.file, self.tag).byte(self.at)
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], FormatError> {
        let end = self.at.checked_add(length);
        let Some((end, taken)) = end.and_then(|end| Some((end, self.bytes.get(self.at..end)?)))
        else {
            return Err(self.place().error(FormatErrorKind::Truncated {
                expected: length as u64,
                found: self.left() as u64,
            }));
        };
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], FormatError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub fn u8(&mut self) -> Result<u8, FormatError> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// A finite number.
    pub fn f64(&mut self, what: &str) -> Result<f64, FormatError> {
        let place = self.place();
        let number = f64::from_le_bytes(self.array()?);
        place.rule(number.is_finite(), what, "a finite number", number)?;
        Ok(number)
    }

    /// An unsigned number, seven bits to a byte, lowest first (LEB128).
    pub fn varint(&mut self) -> Result<u64, FormatError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let mut number = 0;
        for (place, byte) in rest.iter().take(VARINT_BYTES).enumerate() {
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                // The last byte has room for one bit.
                if place + 1 == VARINT_BYTES && *byte > 1 {
                    break;
                }
                self.at += place + 1;
                return Ok(number);
            }
        }
        Err(self.no_varint(rest))
    }

    /// Why no number stands at the beginning of `rest`.
    #[cold]
    fn no_varint(&mut self, rest: &[u8]) -> FormatError {
        if rest.len() < VARINT_BYTES {
            self.at = self.bytes.len();
            let (expected, found) = (1, 0);
            return self
                .place()
                .error(FormatErrorKind::Truncated { expected, found });
        }
        self.place().invalid("number", "at most 64 bits", "more")
    }

    /// A signed number, stored as an unsigned one with the sign in the lowest bit (zigzag).
    pub fn signed(&mut self) -> Result<i64, FormatError> {
        self.varint().map(unzigzag)
    }

    /// A varint that is at most `most`.
    pub fn at_most(&mut self, what: &'static str, most: u64) -> Result<usize, FormatError> {
        let place = self.place();
        match self.varint()? {
            found if found > most => Err(place.too_large(what, most, found)),
            found => Ok(found as usize),
        }
    }

    /// How many entries of at least `bytes_each` bytes follow; more than can fit are refused.
    pub fn count(&mut self, what: &'static str, bytes_each: usize) -> Result<usize, FormatError> {
        let place = self.place();
        let found = self.varint()?;
        let limit = (self.left() / bytes_each.max(1)) as u64;
        if found > limit {
            return Err(place.too_large(what, limit, found));
        }
        Ok(found as usize)
    }

    /// Text with its length before it.
    pub fn text(&mut self, what: &'static str, most: usize) -> Result<&'a str, FormatError> {
        let place = self.place();
        let length = self.at_most("bytes of text", most as u64)?;
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map_err(|error| place.invalid(what, "UTF-8", error))
    }

    /// That nothing is left.
    pub fn end(&self) -> Result<(), FormatError> {
        self.place().rule(
            self.left() == 0,
            "section",
            "its end",
            format_args!("{} more bytes", self.left()),
        )
    }
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// The signed number that `bytes`, lowest first, hold in zigzag form.
pub(crate) fn unzigzag_bytes(bytes: impl Iterator<Item = u8>) -> i64 {
    unzigzag(
        bytes
            .zip((0..64).step_by(8))
            .fold(0, |sum, (byte, shift)| sum | u64::from(byte) << shift),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_more_than_64_bits_are_refused() {
        let read = |bytes: &[u8]| Cursor::new("f", Tag(*b"test"), bytes).varint();
        assert_eq!(
            read(&[0xff; 9].iter().chain(&[1]).copied().collect::<Vec<_>>()),
            Ok(u64::MAX)
        );
        assert!(read(&[0xff; 9].iter().chain(&[2]).copied().collect::<Vec<_>>()).is_err());
        assert!(read(&[0xff; 11]).is_err());
        assert!(read(&[0x80]).is_err());
        assert!(read(&[]).is_err());
    }

    #[test]
    fn zigzag_reaches_both_ends() {
        assert_eq!([0, 1, 2, 3].map(unzigzag), [0, -1, 1, -2]);
        assert_eq!(unzigzag(u64::MAX), i64::MIN);
        assert_eq!(unzigzag(u64::MAX - 1), i64::MAX);
    }
}
