//! Conditions on areas: who meets them, who does not, and of whom that is not known.
//!
//! A missing or secret value neither meets a condition nor fails it. Joined conditions are decided
//! where the known ones decide: "and" fails with one that fails, "or" is met with one that is met,
//! whatever is missing beside it (Kleene's logic of three values).

/// What is known of the areas of a level, by their place in it: one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    met: Vec<u64>,
    open: Vec<u64>,
    len: usize,
}

/// How many areas meet a condition, and of how many that is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// They meet it.
    pub met: usize,
    /// It is not known.
    pub open: usize,
}

const BITS: usize = u64::BITS as usize;

impl Verdict {
    /// Whether each of the areas, in order, meets a condition; `None` where that is not known.
    pub fn of(areas: impl Iterator<Item = Option<bool>>) -> Self {
        let mut verdict = Self::default();
        let (mut met, mut open, mut bit) = (0, 0, 0);
        for known in areas {
            match known {
                Some(true) => met |= 1 << bit,
                Some(false) => {}
                None => open |= 1 << bit,
            }
            bit += 1;
            verdict.len += 1;
            if bit == BITS {
                verdict.met.push(met);
                verdict.open.push(open);
                (met, open, bit) = (0, 0, 0);
            }
        }
        if bit > 0 {
            verdict.met.push(met);
            verdict.open.push(open);
        }
        verdict
    }

    /// That each of `len` areas meets it, or none.
    #[must_use]
    pub fn same(len: usize, met: bool) -> Self {
        Self::of(std::iter::repeat_n(Some(met), len))
    }

    /// Whether the area at a place meets it; `None` where that is not known, or there is no such area.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<bool> {
        let bit = |words: &[u64]| Some(words.get(at / BITS)? >> (at % BITS) & 1 == 1);
        let known = at < self.len && !bit(&self.open)?;
        known.then(|| bit(&self.met))?
    }

    /// How many areas there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no areas.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Met by those that meet both; failed by those that fail one.
    pub fn and(&mut self, other: &Self) {
        self.join(other, |met, open, other_met, other_open| {
            let possible = (met | open) & (other_met | other_open);
            let both = met & other_met;
            (both, possible & !both)
        });
    }

    /// Met by those that meet one; failed by those that fail both.
    pub fn or(&mut self, other: &Self) {
        self.join(other, |met, open, other_met, other_open| {
            let one = met | other_met;
            (one, (open | other_open) & !one)
        });
    }

    fn join(&mut self, other: &Self, join: impl Fn(u64, u64, u64, u64) -> (u64, u64)) {
        let own = self.met.iter_mut().zip(&mut self.open);
        for ((met, open), (other_met, other_open)) in own.zip(other.met.iter().zip(&other.open)) {
            (*met, *open) = join(*met, *open, *other_met, *other_open);
        }
    }

    /// How many meet it and of how many that is open, without the areas at the places `but`.
    pub fn tally(&self, but: impl Iterator<Item = usize>) -> Tally {
        let ones = |words: &[u64]| words.iter().map(|word| word.count_ones() as usize).sum();
        let mut tally = Tally {
            met: ones(&self.met),
            open: ones(&self.open),
        };
        for at in but.filter(|at| *at < self.len) {
            match self.get(at) {
                Some(true) => tally.met -= 1,
                Some(false) => {}
                None => tally.open -= 1,
            }
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Three-valued "and" and "or", told case by case.
    fn plain(one: Option<bool>, other: Option<bool>) -> [Option<bool>; 2] {
        let both = match (one, other) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        };
        let either = match (one, other) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
        [both, either]
    }

    proptest! {
        #[test]
        fn words_of_bits_say_what_area_by_area_says(
            pairs in proptest::collection::vec((any::<Option<bool>>(), any::<Option<bool>>()), 0..300),
        ) {
            let of = |at: usize| Verdict::of(pairs.iter().map(|it| if at == 0 { it.0 } else { it.1 }));
            let (mut both, mut either) = (of(0), of(0));
            both.and(&of(1));
            either.or(&of(1));
            for (at, (one, other)) in pairs.iter().enumerate() {
                prop_assert_eq!([both.get(at), either.get(at)], plain(*one, *other));
            }
            prop_assert_eq!(both.get(pairs.len()), None);
            let but = |at: &usize| at % 3 == 1;
            let kept = (0..pairs.len()).filter(|at| !but(at));
            let counted = kept.map(|at| plain(pairs[at].0, pairs[at].1)[0]);
            let (met, open) = counted.fold((0, 0), |(met, open), it| {
                (met + usize::from(it == Some(true)), open + usize::from(it.is_none()))
            });
            prop_assert_eq!(both.tally((0..pairs.len()).filter(but)), Tally { met, open });
        }
    }
}
