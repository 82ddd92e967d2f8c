//! FNV-1a, 64 bits, over the exact bits of what is computed.

use std::fmt::Debug;

/// A running hash.
pub struct Digest(u64);

impl Digest {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub fn text(&mut self, text: &str) {
        self.bytes(&(text.len() as u64).to_le_bytes());
        self.bytes(text.as_bytes());
    }

    /// The bits of a float: −0 is not 0 here.
    pub fn float(&mut self, value: f64) {
        self.bytes(&value.to_bits().to_le_bytes());
    }

    pub fn floats<'a>(&mut self, values: impl IntoIterator<Item = &'a f64>) {
        for value in values {
            self.float(*value);
        }
    }

    pub fn whole(&mut self, value: i64) {
        self.bytes(&value.to_le_bytes());
    }

    /// Anything by its debug form, which prints floats so that they read back the same.
    pub fn debug(&mut self, value: &impl Debug) {
        self.text(&format!("{value:?}"));
    }

    pub fn finish(self) -> u64 {
        self.0
    }
}
