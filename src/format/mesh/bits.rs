//! Bits that cost the less the surer they are: an adaptive binary arithmetic coder, and the numbers
//! that are told in its bits.
//!
//! The interval from `low` to `high` is parted in the ratio of the chances of the next bit; what the
//! bit turns out to be is its new extent. The leading bytes in which both ends agree are the file.

/// How likely a bit is set, learned from those before it: half what the last few say, half what many
/// do.
#[derive(Clone, Copy)]
pub(super) struct Bit {
    quick: u16,
    steady: u16,
}

/// How many shifts the two estimates move by.
const QUICK: u32 = 4;
const STEADY: u32 = 7;

impl Bit {
    /// Nothing is known of it yet.
    pub const NEW: Self = Self {
        quick: 1 << 15,
        steady: 1 << 15,
    };

    /// In units of 2^-16; never 0, never all.
    fn chance(self) -> u32 {
        (u32::from(self.quick) + u32::from(self.steady)) >> 1
    }

    fn learn(&mut self, bit: bool) {
        let moved = |old: u16, shift: u32| match bit {
            true => old + ((u16::MAX - old) >> shift),
            false => old - (old >> shift),
        };
        (self.quick, self.steady) = (moved(self.quick, QUICK), moved(self.steady, STEADY));
    }
}

/// The interval that is left.
#[derive(Clone, Copy)]
pub(super) struct Interval {
    low: u32,
    high: u32,
}

impl Interval {
    pub const WHOLE: Self = Self {
        low: 0,
        high: u32::MAX,
    };

    /// The last number of the part that stands for a bit that is set.
    fn middle(self, chance: u32) -> u32 {
        let range = self.high - self.low;
        self.low + (range >> 16) * chance + (((range & 0xffff) * chance) >> 16)
    }

    fn take(&mut self, middle: u32, bit: bool) {
        match bit {
            true => self.high = middle,
            false => self.low = middle + 1,
        }
    }

    /// The byte that is settled, if one is.
    fn settled(&mut self) -> Option<u8> {
        let agree = (self.low ^ self.high) >> 24 == 0;
        agree.then(|| {
            let byte = (self.high >> 24) as u8;
            (self.low, self.high) = (self.low << 8, self.high << 8 | 0xff);
            byte
        })
    }
}

/// Tells bits, or is told them.
pub(super) trait Coder {
    /// One bit: when writing, `bit`; when reading, what the file says.
    fn coded(&mut self, chance: u32, bit: bool) -> bool;

    /// The same with a chance that is learned.
    #[inline(never)]
    fn bit(&mut self, model: &mut Bit, bit: bool) -> bool {
        let bit = self.coded(model.chance(), bit);
        model.learn(bit);
        bit
    }
}

/// Reads bits; past the end it reads zeros, which `left` tells.
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
    interval: Interval,
    code: u32,
}

impl<'a> BitReader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Self {
            bytes,
            at: 0,
            interval: Interval::WHOLE,
            code: 0,
        };
        for _ in 0..4 {
            reader.shift();
        }
        reader
    }

    fn shift(&mut self) {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.code = self.code << 8 | u32::from(byte);
        self.at = self.at.saturating_add(1);
    }

    /// Bytes that have been read.
    pub fn read(&self) -> usize {
        self.at
    }
}

impl Coder for BitReader<'_> {
    fn coded(&mut self, chance: u32, _: bool) -> bool {
        let middle = self.interval.middle(chance);
        let bit = self.code <= middle;
        self.interval.take(middle, bit);
        while self.interval.settled().is_some() {
            self.shift();
        }
        bit
    }
}

/// Writes bits.
#[cfg(feature = "write")]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    interval: Interval,
}

#[cfg(feature = "write")]
impl BitWriter {
    pub fn new() -> Self {
        Self {
            bytes: Vec::new(),
            interval: Interval::WHOLE,
        }
    }

    /// The bytes, to the last of which the reader comes too.
    pub fn finish(mut self) -> Vec<u8> {
        self.bytes.extend(self.interval.high.to_be_bytes());
        self.bytes
    }
}

#[cfg(feature = "write")]
impl Coder for BitWriter {
    fn coded(&mut self, chance: u32, bit: bool) -> bool {
        let middle = self.interval.middle(chance);
        self.interval.take(middle, bit);
        while let Some(byte) = self.interval.settled() {
            self.bytes.push(byte);
        }
        bit
    }
}

/// A number from 0, one more than which is told as its length in bits, then its bits: the length and
/// the two bits below the first with chances that are learned.
#[derive(Clone, Copy)]
pub(super) struct Number {
    longer: [Bit; 32],
    bits: [[Bit; 4]; 32],
}

/// Half of all bits are set.
const EVEN: u32 = 1 << 15;

impl Number {
    /// Nothing is known of it yet.
    pub const NEW: Self = Self {
        longer: [Bit::NEW; 32],
        bits: [[Bit::NEW; 4]; 32],
    };

    #[inline(never)]
    pub fn code(&mut self, coder: &mut impl Coder, number: u32) -> u32 {
        let number = number.saturating_add(1);
        let mut length = 0;
        for model in self.longer.iter_mut().take(31) {
            if !coder.bit(model, length < number.ilog2()) {
                break;
            }
            length += 1;
        }
        let mut told = 1_u32;
        for place in (0..length).rev() {
            let bit = number >> place & 1 == 1;
            let models = self.bits.get_mut(length as usize);
            let bit = match models.and_then(|models| models.get_mut(told as usize)) {
                Some(model) => coder.bit(model, bit),
                None => coder.coded(EVEN, bit),
            };
            told = told << 1 | u32::from(bit);
        }
        told - 1
    }

    /// A number with a sign, whose chance is `sign`; at most 2^31 in magnitude.
    #[inline(never)]
    pub fn signed(&mut self, coder: &mut impl Coder, sign: &mut Bit, number: i64) -> i64 {
        let size = u32::try_from(number.unsigned_abs()).unwrap_or(u32::MAX);
        let size = i64::from(self.code(coder, size));
        if size > 0 && coder.bit(sign, number < 0) {
            -size
        } else {
            size
        }
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back_and_the_reader_ends_where_the_writer_did(
            numbers in proptest::collection::vec(
                prop_oneof![-3..3_i64, -1_000_000..1_000_000_i64, -(1_i64 << 30)..(1_i64 << 30)],
                0..200,
            ),
        ) {
            let mut writer = BitWriter::new();
            let (mut models, mut sign) = (Number::NEW, Bit::NEW);
            for number in &numbers {
                models.signed(&mut writer, &mut sign, *number);
            }
            let bytes = writer.finish();
            let mut reader = BitReader::new(&bytes);
            let (mut models, mut sign) = (Number::NEW, Bit::NEW);
            for number in &numbers {
                prop_assert_eq!(models.signed(&mut reader, &mut sign, 0), *number);
            }
            prop_assert_eq!(reader.read(), bytes.len());
        }

        #[test]
        fn no_bytes_can_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut reader = BitReader::new(&bytes);
            let (mut models, mut sign) = (Number::NEW, Bit::NEW);
            for _ in 0..200 {
                let number = models.signed(&mut reader, &mut sign, 0);
                prop_assert!(number.abs() <= i64::from(u32::MAX));
            }
        }
    }

    #[test]
    fn what_is_usual_costs_next_to_nothing() {
        let mut writer = BitWriter::new();
        let mut models = Number::NEW;
        for _ in 0..10_000 {
            models.code(&mut writer, 5);
        }
        assert!(writer.finish().len() < 60);
    }
}
