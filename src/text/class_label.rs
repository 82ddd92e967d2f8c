//! Names of classes and ranges: "über 5,0 bis 7,5".

use super::{Language, NumberFormat};
use crate::classify::ClassRange;
use crate::model::Scaled;

/// What a class holds, in words: "bis 5,0", "über 5,0 bis 7,5", "über 12,5".
///
/// Bounds belong to the class below them, so every printed value lies in exactly one label.
///
/// ```
/// use teilraum::{classify::ClassRange, text::{Language, NumberFormat, class_label}};
/// let middle = ClassRange { over: Some(50), up_to: Some(75) };
/// assert_eq!(class_label(middle, 1, &NumberFormat::new(Language::De)), "über 5,0 bis 7,5");
/// assert_eq!(class_label(middle, 1, &NumberFormat::new(Language::En)), "over 5.0 to 7.5");
/// ```
#[must_use]
pub fn class_label(range: ClassRange, decimals: u8, numbers: &NumberFormat) -> String {
    let number = |units| numbers.number(Scaled { units, decimals });
    match (
        range.over.map(number),
        range.up_to.map(number),
        numbers.language,
    ) {
        (None, None, Language::De) => "alle Werte".to_owned(),
        (None, None, Language::En) => "all values".to_owned(),
        (None, Some(up_to), Language::De) => format!("bis {up_to}"),
        (None, Some(up_to), Language::En) => format!("up to {up_to}"),
        (Some(over), None, Language::De) => format!("über {over}"),
        (Some(over), None, Language::En) => format!("over {over}"),
        (Some(over), Some(up_to), Language::De) => format!("über {over} bis {up_to}"),
        (Some(over), Some(up_to), Language::En) => format!("over {over} to {up_to}"),
    }
}

/// From the smallest to the largest, both included: "5,0–7,5"; with a word where a minus sign next to
/// the dash would confuse: "−5,0 bis 7,5". Equal ends are one number.
#[must_use]
pub fn range(low: Scaled, high: Scaled, numbers: &NumberFormat) -> String {
    let (from, to) = (numbers.number(low), numbers.number(high));
    match numbers.language {
        _ if from == to => from,
        _ if low.units >= 0 && high.units >= 0 => format!("{from}–{to}"),
        Language::De => format!("{from} bis {to}"),
        Language::En => format!("{from} to {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::classify;
    use crate::model::ClassMethod;
    use proptest::prelude::*;

    const DE: NumberFormat = NumberFormat::new(Language::De);
    const EN: NumberFormat = NumberFormat::new(Language::En);

    #[test]
    fn open_classes_are_named_by_their_one_bound() {
        let low = ClassRange {
            over: None,
            up_to: Some(50),
        };
        let high = ClassRange {
            over: Some(-125),
            up_to: None,
        };
        assert_eq!(
            (class_label(low, 1, &DE), class_label(low, 1, &EN)),
            ("bis 5,0".into(), "up to 5.0".into())
        );
        assert_eq!(
            (class_label(high, 1, &DE), class_label(high, 1, &EN)),
            ("über −12,5".into(), "over −12.5".into())
        );
    }

    #[test]
    fn a_range_with_negative_numbers_has_a_word_instead_of_a_dash() {
        let of = |units| Scaled { units, decimals: 1 };
        assert_eq!(range(of(50), of(75), &DE), "5,0–7,5");
        assert_eq!(range(of(-50), of(75), &DE), "−5,0 bis 7,5");
        assert_eq!(range(of(50), of(50), &DE), "5,0");
    }

    /// Reads the number after `word` in a German label back into units.
    fn bound(label: &str, word: &str) -> Option<i64> {
        let (_, rest) = label.split_once(word)?;
        let number = rest.trim_start().split(' ').next()?;
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let sign = if number.starts_with('−') { -1 } else { 1 };
        digits.parse::<i64>().ok().map(|magnitude| sign * magnitude)
    }

    proptest! {
        #[test]
        fn every_printed_value_lies_inside_its_printed_class(
            units in prop::collection::vec(-90_000_i64..90_000, 2..60),
            method in prop::sample::select(vec![
                ClassMethod::Quantile, ClassMethod::EqualInterval,
                ClassMethod::FisherJenks, ClassMethod::StdMean,
            ]),
            k in 2_u8..8,
            decimals in 0_u8..4,
        ) {
            let breaks = classify(&units, method, k, Some(0), &[]).unwrap();
            for unit in units {
                let label = class_label(breaks.range(breaks.class_of(unit)), decimals, &DE);
                prop_assert!(bound(&label, "über").is_none_or(|over| over < unit), "{unit} in {label}");
                prop_assert!(bound(&label, "bis").is_none_or(|up_to| unit <= up_to), "{unit} in {label}");
            }
        }
    }
}
