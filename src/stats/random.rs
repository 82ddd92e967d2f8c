//! Random numbers from a seed, the same on every machine.

/// The generator xoshiro256**: 256 bits of state, period 2^256 − 1.
///
/// # References
/// Blackman, D. and Vigna, S. (2021): Scrambled linear pseudorandom number generators. ACM
/// Transactions on Mathematical Software 47(4), 36. The state is filled from the seed by
/// SplitMix64, as the authors advise.
///
/// ```
/// use teilraum::stats::Random;
/// let (mut one, mut other) = (Random::new(7), Random::new(7));
/// assert_eq!(one.next(), other.next());
/// assert!(one.below(6) < 6);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// A generator that gives the same numbers for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut mixer = seed;
        Self {
            state: std::array::from_fn(|_| split_mix(&mut mixer)),
        }
    }

    /// The generator of stream `stream` of a seed, so that parts can be drawn in any order.
    #[must_use]
    pub fn stream(seed: u64, stream: u64) -> Self {
        let mut mixer = stream;
        Self::new(seed ^ split_mix(&mut mixer))
    }

    /// 64 random bits.
    #[allow(
        clippy::should_implement_trait,
        reason = "it never ends, so it is no iterator"
    )]
    pub fn next(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// A whole number below `bound`, each equally likely; 0 if `bound` is 0.
    ///
    /// Lemire, D. (2019): Fast random integer generation in an interval. ACM Transactions on
    /// Modeling and Computer Simulation 29(1), 3.
    pub fn below(&mut self, bound: u32) -> u32 {
        loop {
            let product = (self.next() >> 32) * u64::from(bound);
            let low = product as u32;
            // What is rejected is below the bound, so the slow division is rarely needed.
            let reject_below = || bound.wrapping_neg().checked_rem(bound).unwrap_or(0);
            if low >= bound || low >= reject_below() {
                return (product >> 32) as u32;
            }
        }
    }

    /// A number in [0, 1), a multiple of 2^−53.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// SplitMix64.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_that_of_the_authors_program() {
        let mut random = Random {
            state: [1, 2, 3, 4],
        };
        let first: Vec<u64> = (0..4).map(|_| random.next()).collect();
        assert_eq!(first, [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240]);
    }

    #[test]
    fn every_face_of_a_die_comes_up_about_equally_often() {
        let mut random = Random::new(1);
        let mut faces = [0_u32; 6];
        (0..60_000).for_each(|_| faces[random.below(6) as usize] += 1);
        assert!(
            faces.iter().all(|count| count.abs_diff(10_000) < 500),
            "{faces:?}"
        );
        assert_eq!(random.below(0), 0);
        assert_eq!(random.below(1), 0);
    }
}
