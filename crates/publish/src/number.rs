//! Printed numbers, read exactly: no float ever touches a published value.

use teilraum::model::pow10;

/// A printed number: `units` · 10^-`decimals`, exactly as it stood in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The digits as a whole number.
    pub units: i128,
    /// How many of them stood behind the decimal sign.
    pub decimals: u8,
}

/// A number on the grid of its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rescaled {
    /// In units of the indicator's last decimal.
    pub units: i64,
    /// Whether digits were lost.
    pub rounded: bool,
}

const MOST_DIGITS: usize = 18;

/// Reads digits with at most one `decimal` sign and an optional sign; nothing else is a number.
///
/// Grouping is refused: with a decimal comma "1.234" could be either of two numbers.
///
/// ```
/// use teilraum_publish::number::{Printed, parse};
/// assert_eq!(parse("-26,2", ','), Some(Printed { units: -262, decimals: 1 }));
/// assert_eq!(parse("1.234", ','), None);
/// ```
#[must_use]
pub fn parse(text: &str, decimal: char) -> Option<Printed> {
    parse_grouped(text, decimal, None)
}

/// As [`parse`], with groups of three digits where there is a `group` sign; a blank stands for
/// every kind of blank.
///
/// ```
/// use teilraum_publish::number::{Printed, parse_grouped};
/// let printed = Printed { units: 12345675, decimals: 2 };
/// assert_eq!(parse_grouped("123.456,75", ',', Some('.')), Some(printed));
/// assert_eq!(parse_grouped("1.23,75", ',', Some('.')), None);
/// ```
#[must_use]
pub fn parse_grouped(text: &str, decimal: char, group: Option<char>) -> Option<Printed> {
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = match digits.split_once(decimal) {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (digits, ""),
    };
    let (mut units, mut count) = (0_i128, 0_usize);
    let mut take = |digits: &str| {
        for byte in digits.bytes() {
            let digit = byte.is_ascii_digit().then(|| i128::from(byte - b'0'))?;
            count += 1;
            units = units * 10 + digit;
            if count > MOST_DIGITS {
                return None;
            }
        }
        Some(())
    };
    let mut groups = whole.split(|char| group.is_some_and(|group| is_group(char, group)));
    let first = groups.next().filter(|first| !first.is_empty())?;
    take(first)?;
    for (at, part) in groups.enumerate() {
        if part.len() != 3 || (at == 0 && first.len() > 3) {
            return None;
        }
        take(part)?;
    }
    take(fraction)?;
    Some(Printed {
        units: if negative { -units } else { units },
        decimals: u8::try_from(fraction.len()).ok()?,
    })
}

/// As [`parse_grouped`], with or without a power of ten behind it.
///
/// ```
/// use teilraum_publish::number::{Printed, parse_exponent};
/// let printed = Some(Printed { units: 2_035_610, decimals: 0 });
/// assert_eq!(parse_exponent("2.03561e+06", '.', None), printed);
/// assert_eq!(parse_exponent("1.5E-3", '.', None), Some(Printed { units: 15, decimals: 4 }));
/// ```
#[must_use]
pub fn parse_exponent(text: &str, decimal: char, group: Option<char>) -> Option<Printed> {
    let Some((mantissa, power)) = text.split_once(['e', 'E']) else {
        return parse_grouped(text, decimal, group);
    };
    let printed = parse_grouped(mantissa, decimal, group)?;
    let power: i8 = power.parse().ok()?;
    let decimals = i16::from(printed.decimals) - i16::from(power);
    let up = u32::try_from(-decimals).unwrap_or(0);
    let units = printed.units.checked_mul(10_i128.checked_pow(up)?)?;
    let decimals = u8::try_from(decimals.max(0)).ok()?;
    let fits = units.unsigned_abs() < 10_u128.pow(MOST_DIGITS as u32);
    (fits && usize::from(decimals) <= MOST_DIGITS).then_some(Printed { units, decimals })
}

/// Whether `char` is the sign between groups.
fn is_group(char: char, group: char) -> bool {
    match group {
        ' ' => matches!(char, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}'),
        group => char == group,
    }
}

/// Integer division rounded to the nearest whole number, halves away from zero.
///
/// `None` if `divisor` is zero.
#[must_use]
pub fn divide_half_away(dividend: i128, divisor: i128) -> Option<i128> {
    let quotient = dividend.checked_div(divisor)?;
    let rest = dividend.checked_rem(divisor)?;
    let away = if (dividend < 0) == (divisor < 0) {
        1
    } else {
        -1
    };
    let rounds_up = rest.unsigned_abs().checked_mul(2)? >= divisor.unsigned_abs();
    Some(if rounds_up { quotient + away } else { quotient })
}

impl Printed {
    /// The number times `multiply` / `divide` with `decimals` decimals; `None` if it does not fit.
    #[must_use]
    pub fn rescale(self, multiply: u32, divide: u32, decimals: u8) -> Option<Rescaled> {
        let dividend = self
            .units
            .checked_mul(i128::from(multiply))?
            .checked_mul(i128::from(pow10(decimals)))?;
        let divisor = i128::from(pow10(self.decimals)).checked_mul(i128::from(divide))?;
        let units = divide_half_away(dividend, divisor)?;
        Some(Rescaled {
            units: i64::try_from(units).ok()?,
            rounded: units.checked_mul(divisor) != Some(dividend),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_a_plain_number_is_refused() {
        for text in [
            "", "-", ".", ",5", "5,", "1.234", "1 234", "1,2,3", "12e3", "NaN", "--5", "x", "٣",
        ] {
            assert_eq!(parse(text, ','), None, "{text}");
        }
        assert_eq!(parse("9999999999999999999", ','), None);
    }

    #[test]
    fn halves_round_away_from_zero() {
        let tenths = |text: &str| parse(text, ',').unwrap().rescale(1, 1, 1).unwrap();
        assert_eq!(tenths("0,25").units, 3);
        assert_eq!(tenths("-0,25").units, -3);
        assert_eq!(tenths("12,44").units, 124);
        assert!(tenths("12,44").rounded);
        assert!(!tenths("12,40").rounded);
    }

    #[test]
    fn thousands_become_single_units_and_back() {
        let printed = parse("1671015", ',').unwrap();
        assert_eq!(printed.rescale(1000, 1, 0).unwrap().units, 1_671_015_000);
        let in_thousands = printed.rescale(1, 1000, 0).unwrap();
        assert_eq!((in_thousands.units, in_thousands.rounded), (1671, true));
    }

    #[test]
    fn division_by_zero_has_no_result() {
        assert_eq!(divide_half_away(5, 0), None);
        assert_eq!(parse("5", ',').unwrap().rescale(1, 0, 0), None);
    }

    #[test]
    fn groups_have_three_digits_or_are_none() {
        let grouped = |text| parse_grouped(text, ',', Some('.')).map(|printed| printed.units);
        assert_eq!(grouped("1.234.567"), Some(1_234_567));
        assert_eq!(grouped("1234567"), Some(1_234_567));
        for wrong in ["1234.567", "1.2345", "1..234", ".123", "1.234.", "12.34"] {
            assert_eq!(grouped(wrong), None, "{wrong}");
        }
        let blanks = ["12 345", "12\u{A0}345", "12\u{202F}345"];
        for text in blanks {
            assert_eq!(parse_grouped(text, ',', Some(' ')).unwrap().units, 12_345);
        }
    }

    #[test]
    fn powers_of_ten_move_the_decimal_sign_exactly() {
        let read = |text| parse_exponent(text, ',', None).map(|it| (it.units, it.decimals));
        assert_eq!(read("-1,25e2"), Some((-125, 0)));
        assert_eq!(read("1,25e1"), Some((125, 1)));
        assert_eq!(read("7E3"), Some((7000, 0)));
        assert_eq!(read("12"), Some((12, 0)));
        for wrong in ["e5", "1e", "1e5e5", "1e99", "1e-99", "1e1,5", "e"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn words_for_no_number_are_none() {
        for text in ["NaN", "inf", "-Inf", "1e5", "0x1F", "", "-", "1,2,3"] {
            assert_eq!(parse(text, ','), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn printed_numbers_survive_the_way_in(units in -999_999_999_i64..999_999_999, decimals in 0_u8..6) {
            let scale = pow10(decimals);
            let sign = if units < 0 { "-" } else { "" };
            let (whole, rest) = (units.abs() / scale, units.abs() % scale);
            let text = if decimals == 0 {
                format!("{sign}{whole}")
            } else {
                format!("{sign}{whole},{rest:0width$}", width = usize::from(decimals))
            };
            let printed = parse(&text, ',').unwrap();
            prop_assert_eq!(printed.rescale(1, 1, decimals), Some(Rescaled { units, rounded: false }));
        }

        #[test]
        fn rounding_is_never_further_than_half(dividend in -1_000_000_i128..1_000_000, divisor in 1_i128..5000) {
            let rounded = divide_half_away(dividend, divisor).unwrap();
            prop_assert!((rounded * divisor - dividend).abs() * 2 <= divisor);
            prop_assert_eq!(divide_half_away(-dividend, divisor), Some(-rounded));
        }
    }
}
