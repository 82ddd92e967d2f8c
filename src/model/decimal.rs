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
