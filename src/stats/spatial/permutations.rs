//! How many random maps, and from which seed.

/// How a permutation test draws; stored with its result, so that anyone can repeat it.
///
/// ```
/// use teilraum::stats::spatial::Permutations;
/// assert_eq!(Permutations::default().draws, 999);
/// assert_eq!(Permutations::for_many_areas(11_000, 1).draws, 220_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permutations {
    /// R, the number of draws; 0 asks for no test.
    pub draws: u32,
    /// Where the random numbers start.
    pub seed: u64,
}

impl Default for Permutations {
    fn default() -> Self {
        Self {
            draws: 999,
            seed: 1,
        }
    }
}

impl Permutations {
    /// Enough draws to control the false-discovery rate over `areas` areas: 20 for each, at least
    /// 999. With fewer the smallest possible p exceeds the strictest bound, and nothing could be found.
    #[must_use]
    pub fn for_many_areas(areas: usize, seed: u64) -> Self {
        let draws = areas.saturating_mul(20).clamp(999, u32::MAX as usize) as u32;
        Self { draws, seed }
    }

    /// (M + 1)/(R + 1) with M the smaller tail, from `at_least`, the number of draws not below what
    /// was observed; `None` if there were no draws.
    pub(super) fn p(self, at_least: u32) -> Option<f64> {
        let tail = at_least.min(self.draws.saturating_sub(at_least));
        let p = (f64::from(tail) + 1.0) / (f64::from(self.draws) + 1.0);
        (self.draws > 0).then_some(p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smaller_tail_counts_and_no_p_is_zero() {
        let hundred = Permutations { draws: 99, seed: 0 };
        assert_eq!(hundred.p(0), Some(0.01));
        assert_eq!(hundred.p(4), Some(0.05));
        assert_eq!(hundred.p(95), Some(0.05));
        assert_eq!(Permutations { draws: 0, seed: 0 }.p(0), None);
        assert_eq!(
            Permutations {
                draws: u32::MAX,
                seed: 0
            }
            .p(0),
            Some(1.0 / 4_294_967_296.0)
        );
    }
}
