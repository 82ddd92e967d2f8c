//! Random numbers that are the same in every run and on every machine (SplitMix64, Steele et al. 2014).

/// A sequence of random numbers.
pub struct Random(u64);

impl Random {
    /// The sequence that belongs to `seed` and `purpose`, so that one table does not move another.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let mix = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(purpose.bytes().fold(seed, mix))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but not including 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number between both.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// How many of `cases` come true with the probability `share`.
    pub fn of(&mut self, cases: u32, share: f64) -> u32 {
        (0..cases).filter(|_| self.unit() < share).count() as u32
    }
}
