//! The one formatter of published numbers.

use super::Language;
use crate::model::{Scaled, UnitText, pow10};

/// True minus, U+2212. Exports use the ASCII hyphen, see [`plain`].
const MINUS: char = '\u{2212}';
/// Keeps value and unit on one line.
const NO_BREAK_SPACE: char = '\u{a0}';

/// What stands between groups of three digits.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Separator {
    /// A narrow no-break space, U+202F, as official statistics print it: 20 932.
    #[default]
    Space,
    /// The mark of the language: 20.932 in German, 20,932 in English.
    Mark,
}

/// When digits are grouped.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Grouping {
    /// From 1 000 on, everywhere. One value reads the same in sentence, legend and table, and no
    /// column mixes grouped with ungrouped numbers.
    #[default]
    Always,
    /// From 10 000 on, as German running text does; mixes in columns.
    FromFiveDigits,
    /// Never: for speech, where a group space may be read as the end of the number.
    Never,
}

/// How numbers look.
///
/// Decimals are those of the value, always all of them. There is no negative zero: a number has a
/// sign only if it differs from zero as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct NumberFormat {
    /// Whose decimal mark and habits.
    pub language: Language,
    /// What stands between groups.
    pub separator: Separator,
    /// When digits are grouped.
    pub grouping: Grouping,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self::new(Language::default())
    }
}

impl NumberFormat {
    /// The habit of a language: thin spaces in German, commas in English.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        let separator = match language {
            Language::De => Separator::Space,
            Language::En => Separator::Mark,
        };
        Self {
            language,
            separator,
            grouping: Grouping::Always,
        }
    }

    /// The number alone.
    ///
    /// ```
    /// use teilraum::{model::Scaled, text::{Language, NumberFormat}};
    /// let value = Scaled { units: 2_093_205, decimals: 2 };
    /// assert_eq!(NumberFormat::new(Language::De).number(value), "20\u{202f}932,05");
    /// assert_eq!(NumberFormat::new(Language::En).number(value), "20,932.05");
    /// ```
    #[must_use]
    pub fn number(&self, value: Scaled) -> String {
        let mut text = String::new();
        if value.units < 0 {
            text.push(MINUS);
        }
        self.push_magnitude(&mut text, value);
        text
    }

    /// A difference: with a sign, except for zero.
    ///
    /// ```
    /// use teilraum::{model::Scaled, text::{Language, NumberFormat}};
    /// let german = NumberFormat::new(Language::De);
    /// assert_eq!(german.signed(Scaled { units: 12, decimals: 1 }), "+1,2");
    /// assert_eq!(german.signed(Scaled { units: 0, decimals: 1 }), "0,0");
    /// ```
    #[must_use]
    pub fn signed(&self, value: Scaled) -> String {
        let number = self.number(value);
        if value.units > 0 {
            format!("+{number}")
        } else {
            number
        }
    }

    /// The number with its symbol, never broken: "12,3 %", "20 932 €"; in English "12.3%", "€20,932".
    ///
    /// ```
    /// use teilraum::{model::{Scaled, UnitText}, text::{Language, NumberFormat}};
    /// let percent = UnitText { symbol: "%".into(), ..UnitText::default() };
    /// let value = Scaled { units: 123, decimals: 1 };
    /// assert_eq!(NumberFormat::new(Language::De).with_symbol(value, &percent), "12,3\u{a0}%");
    /// ```
    #[must_use]
    pub fn with_symbol(&self, value: Scaled, unit: &UnitText) -> String {
        self.attach(&self.number(value), &unit.symbol)
    }

    /// The number with its noun, never broken: "1 Person", "3 Personen", "12,3 Prozent".
    #[must_use]
    pub fn with_noun(&self, value: Scaled, unit: &UnitText) -> String {
        join(&self.number(value), noun(value, unit))
    }

    /// A difference with its symbol: "+1,2 Pp.", for units without a symbol of differences "+3 €".
    #[must_use]
    pub fn difference_with_symbol(&self, value: Scaled, unit: &UnitText) -> String {
        match unit.difference_symbol.as_str() {
            "" => self.attach(&self.signed(value), &unit.symbol),
            symbol => join(&self.signed(value), symbol),
        }
    }

    /// A difference with its noun: "+1,2 Prozentpunkte", "−3 Personen".
    #[must_use]
    pub fn difference_with_noun(&self, value: Scaled, unit: &UnitText) -> String {
        let noun = match unit.difference.as_str() {
            "" => noun(value, unit),
            difference => difference,
        };
        join(&self.signed(value), noun)
    }

    /// Puts a symbol where the language wants it.
    fn attach(&self, number: &str, symbol: &str) -> String {
        match (self.language, symbol) {
            (Language::En, "%") => format!("{number}%"),
            (Language::En, "€" | "£" | "$") => {
                let digits = number
                    .find(|c: char| c.is_ascii_digit())
                    .unwrap_or_default();
                let (sign, digits) = number.split_at(digits);
                format!("{sign}{symbol}{digits}")
            }
            _ => join(number, symbol),
        }
    }

    fn push_magnitude(&self, text: &mut String, value: Scaled) {
        let (whole, fraction) = split(value);
        let digits = whole.to_string();
        let separator = self.separator_for(digits.len());
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.extend(separator);
            }
            text.push(digit);
        }
        if value.decimals > 0 {
            text.push(match self.language {
                Language::De => ',',
                Language::En => '.',
            });
            push_fraction(text, fraction, value.decimals);
        }
    }

    fn separator_for(&self, digits: usize) -> Option<char> {
        let grouped = match self.grouping {
            Grouping::Always => digits > 3,
            Grouping::FromFiveDigits => digits > 4,
            Grouping::Never => false,
        };
        grouped.then_some(match (self.separator, self.language) {
            (Separator::Space, _) => '\u{202f}',
            (Separator::Mark, Language::De) => '.',
            (Separator::Mark, Language::En) => ',',
        })
    }
}

/// The form for exports: no groups, decimal point, ASCII minus.
///
/// ```
/// use teilraum::{model::Scaled, text::plain};
/// assert_eq!(plain(Scaled { units: -12_345, decimals: 1 }), "-1234.5");
/// ```
#[must_use]
pub fn plain(value: Scaled) -> String {
    let (whole, fraction) = split(value);
    let sign = if value.units < 0 { "-" } else { "" };
    let mut text = format!("{sign}{whole}");
    if value.decimals > 0 {
        text.push('.');
        push_fraction(&mut text, fraction, value.decimals);
    }
    text
}

/// Digits before and after the decimal mark.
fn split(value: Scaled) -> (u64, u64) {
    let magnitude = value.units.unsigned_abs();
    let one = pow10(value.decimals).unsigned_abs();
    (magnitude / one, magnitude % one)
}

fn push_fraction(text: &mut String, fraction: u64, decimals: u8) {
    let digits = fraction.to_string();
    let zeros = usize::from(decimals).saturating_sub(digits.len());
    text.extend(std::iter::repeat_n('0', zeros));
    text.push_str(&digits);
}

fn noun(value: Scaled, unit: &UnitText) -> &str {
    let is_one = value.decimals == 0 && value.units.unsigned_abs() == 1;
    if is_one { &unit.one } else { &unit.many }
}

fn join(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_owned(),
        unit => format!("{number}{NO_BREAK_SPACE}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DE: NumberFormat = NumberFormat::new(Language::De);
    const EN: NumberFormat = NumberFormat::new(Language::En);

    fn of(units: i64, decimals: u8) -> Scaled {
        Scaled { units, decimals }
    }

    fn percent() -> UnitText {
        UnitText {
            symbol: "%".into(),
            one: "Prozent".into(),
            many: "Prozent".into(),
            difference: "Prozentpunkte".into(),
            difference_symbol: "Pp.".into(),
            ..UnitText::default()
        }
    }

    fn person() -> UnitText {
        UnitText {
            one: "Person".into(),
            many: "Personen".into(),
            ..UnitText::default()
        }
    }

    #[test]
    fn zero_never_has_a_sign() {
        assert_eq!(DE.number(of(0, 1)), "0,0");
        assert_eq!(DE.signed(of(0, 0)), "0");
    }

    #[test]
    fn leading_zeros_of_the_fraction_are_kept() {
        assert_eq!(DE.number(of(-5, 2)), "−0,05");
        assert_eq!(plain(of(-5, 2)), "-0.05");
    }

    #[test]
    fn groups_follow_the_chosen_rule() {
        let with = |separator, grouping| NumberFormat {
            separator,
            grouping,
            ..DE
        };
        let point = with(Separator::Mark, Grouping::Always);
        assert_eq!(point.number(of(1234, 0)), "1.234");
        assert_eq!(point.number(of(1_234_567, 1)), "123.456,7");
        let five = with(Separator::Space, Grouping::FromFiveDigits);
        assert_eq!(five.number(of(1234, 0)), "1234");
        assert_eq!(five.number(of(12_345, 0)), "12\u{202f}345");
        let never = with(Separator::Space, Grouping::Never);
        assert_eq!(never.number(of(83_456_045, 0)), "83456045");
    }

    #[test]
    fn the_extremes_of_the_range_are_printed() {
        assert_eq!(plain(of(i64::MIN, 0)), "-9223372036854775808");
        assert_eq!(plain(of(i64::MAX, 18)), "9.223372036854775807");
    }

    #[test]
    fn units_stand_where_the_language_wants_them() {
        let euro = UnitText {
            symbol: "€".into(),
            ..UnitText::default()
        };
        assert_eq!(DE.with_symbol(of(20_932, 0), &euro), "20\u{202f}932\u{a0}€");
        assert_eq!(EN.with_symbol(of(-20_932, 0), &euro), "−€20,932");
        assert_eq!(EN.with_symbol(of(123, 1), &percent()), "12.3%");
        assert_eq!(DE.with_symbol(of(5, 0), &UnitText::default()), "5");
    }

    #[test]
    fn the_noun_agrees_with_the_number() {
        assert_eq!(DE.with_noun(of(1, 0), &person()), "1\u{a0}Person");
        assert_eq!(DE.with_noun(of(0, 0), &person()), "0\u{a0}Personen");
        assert_eq!(
            DE.difference_with_noun(of(-1, 0), &person()),
            "−1\u{a0}Person"
        );
    }

    #[test]
    fn differences_of_percents_are_percentage_points() {
        assert_eq!(
            DE.difference_with_noun(of(12, 1), &percent()),
            "+1,2\u{a0}Prozentpunkte"
        );
        assert_eq!(
            DE.difference_with_symbol(of(-12, 1), &percent()),
            "−1,2\u{a0}Pp."
        );
        assert_eq!(DE.difference_with_symbol(of(3, 0), &person()), "+3");
    }

    proptest! {
        #[test]
        fn the_plain_form_reads_back(units: i64, decimals in 0_u8..=18) {
            let text = plain(of(units, decimals));
            let digits: String = text.chars().filter(|c| *c != '.').collect();
            prop_assert_eq!(digits.parse::<i64>().unwrap(), units);
            let after = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            prop_assert_eq!(after, usize::from(decimals));
        }

        #[test]
        fn the_shown_form_has_the_digits_of_the_plain_form(
            units: i64, decimals in 0_u8..=6, format in prop::sample::select(vec![DE, EN]),
        ) {
            let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
            prop_assert_eq!(digits(format.number(of(units, decimals))), digits(plain(of(units, decimals))));
        }
    }
}
