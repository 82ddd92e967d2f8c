//! Published numbers: integers scaled by a power of ten, and the one rounding rule.

/// Ten to the power of `exponent`, exact up to 10^18; saturates beyond.
#[must_use]
pub fn pow10(exponent: u8) -> i64 {
    10_i64.checked_pow(u32::from(exponent)).unwrap_or(i64::MAX)
}

/// Rounds to the nearest integer, halves away from zero ("kaufmännisch").
///
/// `None` if `value` is not finite or outside ±2^53, beyond which a float is no exact integer.
///
/// ```
/// use teilraum::model::round_half_away;
/// assert_eq!(round_half_away(2.5), Some(3));
/// assert_eq!(round_half_away(-2.5), Some(-3));
/// assert_eq!(round_half_away(f64::NAN), None);
/// ```
#[must_use]
pub fn round_half_away(value: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    let rounded = libm::round(value);
    (rounded.is_finite() && rounded.abs() <= LIMIT).then_some(rounded as i64)
}

/// A published number: `units` · 10^-`decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scaled {
    /// The number in units of its last decimal.
    pub units: i64,
    /// How many decimals are shown.
    pub decimals: u8,
}

impl Scaled {
    /// Rounds `value` to `decimals`, halves away from zero; `None` if it does not fit.
    #[must_use]
    pub fn round(value: f64, decimals: u8) -> Option<Self> {
        let units = round_half_away(value * pow10(decimals) as f64)?;
        Some(Self { units, decimals })
    }

    /// Reads plain digits with an optional sign and decimal point; `None` if `text` is no such
    /// number, has more decimals than `decimals`, or does not fit.
    ///
    /// ```
    /// use teilraum::model::Scaled;
    /// assert_eq!(Scaled::parse("-12.5", 2), Some(Scaled { units: -1250, decimals: 2 }));
    /// assert_eq!(Scaled::parse("1e3", 0), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str, decimals: u8) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = !whole.is_empty() && fraction.len() <= usize::from(decimals);
        if !(fits && plain(whole) && plain(fraction)) {
            return None;
        }
        let padding = pow10(decimals - fraction.len() as u8);
        let fraction = if fraction.is_empty() {
            0
        } else {
            fraction.parse::<i64>().ok()?
        };
        let units = whole
            .parse::<i64>()
            .ok()?
            .checked_mul(pow10(decimals))?
            .checked_add(fraction.checked_mul(padding)?)?;
        Some(Self {
            units: if negative { -units } else { units },
            decimals,
        })
    }

    /// The number as a float, for formulas.
    ///
    /// ```
    /// assert_eq!(teilraum::model::Scaled { units: -125, decimals: 1 }.to_f64(), -12.5);
    /// ```
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.units as f64 / pow10(self.decimals) as f64
    }
}

/// Plain digits with a decimal point, as exports and links write numbers.
impl std::fmt::Display for Scaled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let base = pow10(self.decimals).unsigned_abs();
        let (whole, fraction) = (
            self.units.unsigned_abs() / base,
            self.units.unsigned_abs() % base,
        );
        if self.decimals == 0 {
            write!(f, "{sign}{whole}")
        } else {
            write!(
                f,
                "{sign}{whole}.{fraction:0width$}",
                width = usize::from(self.decimals)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_numbers_survive_a_round_trip(units in -1_000_000_000_000_i64..1_000_000_000_000, decimals in 0_u8..6) {
            let number = Scaled { units, decimals };
            prop_assert_eq!(Scaled::parse(&number.to_string(), decimals), Some(number));
        }

        #[test]
        fn any_text_is_read_or_refused_without_panic(text in ".*", decimals in 0_u8..20) {
            let _ = Scaled::parse(&text, decimals);
        }
    }
}
