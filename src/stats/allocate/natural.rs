//! Whole numbers of any length.

use std::cmp::Ordering;

/// A whole number from zero, as digits of 32 bits, the lowest first and the highest not zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Natural(Vec<u32>);

impl Natural {
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The number that a text of decimal digits writes; anything else is passed over.
    pub fn of_digits(text: &str) -> Self {
        let digits = text.bytes().filter(u8::is_ascii_digit);
        digits.fold(Self::default(), |number, digit| {
            number.times_plus(10, u32::from(digit - b'0'))
        })
    }

    fn times_plus(mut self, factor: u32, add: u32) -> Self {
        let mut carry = u64::from(add);
        for digit in &mut self.0 {
            let value = u64::from(*digit) * u64::from(factor) + carry;
            *digit = value as u32;
            carry = value >> 32;
        }
        self.0.push(carry as u32);
        self.trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }

    pub fn plus(&self, other: &Self) -> Self {
        let length = self.0.len().max(other.0.len()) + 1;
        let digit = |number: &Self, i: usize| number.0.get(i).map_or(0, |&digit| u64::from(digit));
        let mut carry = 0;
        let digits = (0..length).map(|i| {
            let value = digit(self, i) + digit(other, i) + carry;
            carry = value >> 32;
            value as u32
        });
        Self(digits.collect()).trimmed()
    }

    /// The difference, or zero if `other` is larger.
    pub fn minus(&self, other: &Self) -> Self {
        if *self <= *other {
            return Self::default();
        }
        let mut borrow = false;
        let digits = self.0.iter().enumerate().map(|(i, &digit)| {
            let (value, under) = digit.overflowing_sub(other.0.get(i).copied().unwrap_or(0));
            let (value, again) = value.overflowing_sub(u32::from(borrow));
            borrow = under || again;
            value
        });
        Self(digits.collect()).trimmed()
    }

    pub fn times(&self, other: &Self) -> Self {
        let mut digits = vec![0_u32; self.0.len() + other.0.len()];
        for (i, &one) in self.0.iter().enumerate() {
            let mut carry = 0;
            let places = digits.iter_mut().skip(i);
            let factors = other.0.iter().copied().chain([0]);
            for (place, other) in places.zip(factors) {
                let value = u64::from(one) * u64::from(other) + u64::from(*place) + carry;
                *place = value as u32;
                carry = value >> 32;
            }
        }
        Self(digits).trimmed()
    }

    /// How often `other` goes into it, `None` if more than 2⁶⁴ − 1 times or `other` is zero.
    pub fn divided_by(&self, other: &Self) -> Option<u64> {
        if other.is_zero() || other.times(&Self::from(u64::MAX)) < *self {
            return None;
        }
        let fits = |quotient: u64| other.times(&Self::from(quotient)) <= *self;
        // A good guess saves most of the 64 steps; that it brackets the answer is checked exactly.
        let about = self.ratio(other) as u64;
        let margin = (about >> 40) + 1;
        let (near, far) = (about.saturating_sub(margin), about.saturating_add(margin));
        let bracketed = fits(near) && !fits(far);
        let (mut low, mut high) = if bracketed {
            (near, far - 1)
        } else {
            (0, u64::MAX)
        };
        while low < high {
            let middle = high - (high - low) / 2;
            if fits(middle) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Some(low)
    }

    /// Divided by `other` as a fraction, right to about the last bit.
    pub fn ratio(&self, other: &Self) -> f64 {
        let ((one, one_scale), (two, two_scale)) = (self.leading(), other.leading());
        let exponent = (one_scale as i64 - two_scale as i64).clamp(-2000, 2000) as i32;
        if other.is_zero() {
            0.0
        } else {
            libm::scalbn(one / two, exponent)
        }
    }

    /// The three highest digits as one number, and the power of two that is left out.
    fn leading(&self) -> (f64, usize) {
        let skipped = self.0.len().saturating_sub(3);
        let digits = self.0.iter().skip(skipped).rev();
        let value = digits.fold(0.0, |value, &digit| {
            value * 4_294_967_296.0 + f64::from(digit)
        });
        (value, skipped * 32)
    }
}

impl From<u64> for Natural {
    fn from(value: u64) -> Self {
        Self(vec![value as u32, (value >> 32) as u32]).trimmed()
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let lengths = self.0.len().cmp(&other.0.len());
        lengths.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn natural(value: u128) -> Natural {
        Natural::of_digits(&value.to_string())
    }

    #[test]
    fn nothing_is_zero_and_does_not_divide() {
        assert!(Natural::of_digits("000").is_zero());
        assert_eq!(natural(5).divided_by(&Natural::default()), None);
        assert_eq!(natural(u128::MAX).divided_by(&natural(1)), None);
        assert_eq!(
            natural(u64::MAX.into()).divided_by(&natural(1)),
            Some(u64::MAX)
        );
    }

    proptest! {
        #[test]
        fn arithmetic_is_that_of_built_in_numbers(a: u64, b: u64, shift in 0_u32..64) {
            let b = b >> shift;
            let (x, y) = (natural(a.into()), natural(b.into()));
            let (wide_a, wide_b) = (u128::from(a), u128::from(b));
            prop_assert_eq!(x.plus(&y), natural(wide_a + wide_b));
            prop_assert_eq!(x.times(&y), natural(wide_a * wide_b));
            prop_assert_eq!(x.minus(&y), natural(wide_a.saturating_sub(wide_b)));
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(&x, &Natural::from(a));
            prop_assert_eq!(x.times(&y).plus(&x).divided_by(&x).is_some(), a > 0);
            if b > 0 {
                let ratio = a as f64 / b as f64;
                prop_assert_eq!(x.divided_by(&y), Some(a / b));
                prop_assert!((x.ratio(&y) - ratio).abs() <= ratio * 1e-15);
                let scaled = x.times(&natural(1 << 100)).ratio(&y.times(&natural(1 << 100)));
                prop_assert!((scaled - ratio).abs() <= ratio * 1e-15);
            }
        }
    }
}
