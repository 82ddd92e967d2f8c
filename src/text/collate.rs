//! The order in which people look up names.

use super::letter::push_base;

/// Where a name stands in an alphabetical list. Keys compare by letters first, then by marks, then
/// by the exact spelling, so that the order is total.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CollationKey {
    letters: String,
    marks: String,
    spelling: String,
}

/// The key of `name`, after DIN 5007 variant 1 (dictionaries): ä sorts as a, ß as ss, case does not
/// matter, a space or hyphen comes before any letter. Runs of digits sort as numbers.
///
/// ```
/// use teilraum::text::collation_key;
/// let mut names = ["Kreis 10", "Zwickau", "Köln", "Kreis 9", "Kolbe", "Kölln"];
/// names.sort_by_key(|name| collation_key(name));
/// assert_eq!(names, ["Kolbe", "Kölln", "Köln", "Kreis 9", "Kreis 10", "Zwickau"]);
/// ```
#[must_use]
pub fn collation_key(name: &str) -> CollationKey {
    let mut letters = String::with_capacity(name.len());
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_ascii_digit() {
            let mut digits = String::from(c);
            while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            push_number(&mut letters, &digits);
        } else if c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) {
            push_base(&mut letters, c);
        } else if !letters.is_empty() && !letters.ends_with(' ') {
            letters.push(' ');
        }
    }
    letters.truncate(letters.trim_end().len());
    CollationKey {
        letters,
        marks: name.to_lowercase(),
        spelling: name.to_owned(),
    }
}

/// Writes a number so that comparing characters compares numbers: a zero that puts it before all
/// letters, its length, its digits.
fn push_number(letters: &mut String, digits: &str) {
    let significant = digits.trim_start_matches('0');
    letters.push('0');
    letters.extend(char::from_u32('0' as u32 + significant.len() as u32));
    letters.push_str(significant);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(mut names: Vec<&str>) -> Vec<&str> {
        names.sort_by_key(|name| collation_key(name));
        names
    }

    #[test]
    fn umlauts_stand_beside_their_vowel() {
        assert_eq!(
            sorted(vec!["Öhringen", "Oerlinghausen", "Offenbach", "Ohrdruf"]),
            ["Oerlinghausen", "Offenbach", "Ohrdruf", "Öhringen",]
        );
        assert_eq!(
            sorted(vec!["Straßburg", "Strasburg"]),
            ["Strasburg", "Straßburg"]
        );
    }

    #[test]
    fn a_shorter_word_comes_before_a_longer_one() {
        assert_eq!(
            sorted(vec!["Badenweiler", "Bad Tölz", "Bad-Alm"]),
            ["Bad-Alm", "Bad Tölz", "Badenweiler"]
        );
    }

    #[test]
    fn equal_letters_are_ordered_by_marks_then_spelling() {
        assert_eq!(sorted(vec!["Bär", "bar", "Bar"]), ["Bar", "bar", "Bär"]);
    }

    proptest! {
        #[test]
        fn numbers_in_names_sort_as_numbers(a in 0_u64..u64::MAX, b in 0_u64..100_000) {
            let key = |number: u64| collation_key(&format!("Bezirk {number}"));
            prop_assert_eq!(key(a).cmp(&key(b)), a.cmp(&b));
        }

        #[test]
        fn only_equal_names_have_equal_keys(a in "[a-zäöß0-9 -]{0,8}", b in "[a-zäöß0-9 -]{0,8}") {
            prop_assert_eq!(collation_key(&a) == collation_key(&b), a == b);
        }
    }
}
