//! Parts of a year as offices write them, alone or inside of a text: months ("März 2023", "Mrz 23",
//! "03/2023", "2023-03"), quarters ("1. Quartal 2023", "Q1 2023", "2023-Q1", "II. Vj. 2023"),
//! half-years and days without their zeros.

use std::ops::Range;

use teilraum::model::Date;

/// A part of a year by its numbers, the year first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfYear {
    /// Month and day.
    Day(u16, u16, u16),
    /// A month from 1.
    Month(u16, u16),
    /// A quarter from 1.
    Quarter(u16, u16),
    /// A half from 1.
    Half(u16, u16),
}

/// A run of digits or of letters, with its place.
#[derive(Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

/// The first part of a year in `text`, and where it stands.
#[must_use]
pub fn find(text: &str) -> Option<(PartOfYear, Range<usize>)> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let rest = tokens.get(at..)?;
        // Digits behind digits and a sign are the rest of a longer number.
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let joined = before.is_some_and(|before| {
            let first = rest.first();
            first.is_some_and(|first| {
                is_number(before) && is_number(first) && first.start == before.end + 1
            })
        });
        let (found, length) = match joined {
            true => None,
            false => day(text, rest)
                .or_else(|| counted(text, rest))
                .or_else(|| month(text, rest)),
        }?;
        let last = rest.get(length - 1)?;
        let next = rest.get(length);
        // Neither `12.20235` nor the `10` of `2023-10P6M` ends there.
        let goes_on = next.is_some_and(|next| match is_number(next) {
            true => is_number(last) && next.start <= last.end + 1,
            false => is_number(last) && last.text.len() < 4 && next.start == last.end,
        });
        let start = rest.first()?.start;
        (!goes_on).then_some((found, start..last.end))
    })
}

/// The part of a year that `text` is as a whole.
#[must_use]
pub fn whole(text: &str) -> Option<PartOfYear> {
    let (found, place) = find(text)?;
    (place == (0..text.len())).then_some(found)
}

/// First and last day of `count` months from `month` of `year`.
#[must_use]
pub fn span(year: u16, month: u16, count: u16) -> Option<(Date, Date)> {
    let last = month.checked_add(count)?.checked_sub(1)?;
    let [month, last] = [month, last].map(|month| u8::try_from(month).ok());
    let last = last?;
    let end = (28..=31).rev().find_map(|day| Date::new(year, last, day))?;
    Some((Date::new(year, month?, 1)?, end))
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut last = None;
    for (at, char) in text.char_indices() {
        let kind = (char.is_ascii_digit(), char.is_alphabetic());
        let end = at + char.len_utf8();
        match tokens.last_mut() {
            Some(token) if kind != (false, false) && last == Some(kind) => {
                token.end = end;
                token.text = text.get(token.start..end).unwrap_or_default();
            }
            _ if kind != (false, false) => tokens.push(Token {
                text: text.get(at..end).unwrap_or_default(),
                start: at,
                end,
            }),
            _ => {}
        }
        last = Some(kind);
    }
    tokens
}

fn is_number(token: &Token<'_>) -> bool {
    token.text.starts_with(|char: char| char.is_ascii_digit())
}

/// Whether no more than signs and a blank stand between two tokens.
fn near(text: &str, one: &Token<'_>, two: &Token<'_>) -> bool {
    let between = text.get(one.end..two.start).unwrap_or("??");
    between.chars().count() <= 3
        && between
            .chars()
            .all(|char| matches!(char, ' ' | '\u{A0}' | '.' | '-' | '/' | '_' | '\'' | '’'))
}

fn year(token: &Token<'_>) -> Option<u16> {
    let year = token.text.parse().ok()?;
    (token.text.len() == 4 && (1900..=2100).contains(&year)).then_some(year)
}

/// A day whose numbers lack their zeros: `1.1.2020`.
fn day(text: &str, tokens: &[Token<'_>]) -> Option<(PartOfYear, usize)> {
    let [of, month, in_year, ..] = tokens else {
        return None;
    };
    let point = |one: &Token<'_>, two: &Token<'_>| {
        let between = text.get(one.end..two.start);
        matches!(between, Some("." | ". "))
    };
    let full = of.text.len() == 2 && month.text.len() == 2;
    if full || !point(of, month) || !point(month, in_year) {
        return None;
    }
    let (of, month) = (small(of, 31)?, small(month, 12)?);
    Some((PartOfYear::Day(year(in_year)?, month, of), 3))
}

fn small(token: &Token<'_>, most: u16) -> Option<u16> {
    let number = token.text.parse().ok()?;
    (token.text.len() <= 2 && (1..=most).contains(&number)).then_some(number)
}

/// A quarter or half-year: its number, a word and a year, in any order that people use.
fn counted(text: &str, tokens: &[Token<'_>]) -> Option<(PartOfYear, usize)> {
    let [one, two, three, ..] = tokens else {
        return None;
    };
    if !near(text, one, two) || !near(text, two, three) {
        return None;
    }
    let orders = [
        [one, two, three],
        [two, one, three],
        [two, three, one],
        [three, two, one],
    ];
    orders.into_iter().find_map(|[number, word, in_year]| {
        let in_year = year(in_year)?;
        let number = counter(number)?;
        let found = match word.text.to_lowercase().as_str() {
            "q" | "quartal" | "quarter" | "vierteljahr" | "vj" => {
                PartOfYear::Quarter(in_year, number)
            }
            "halbjahr" | "hj" | "h" | "s" if number <= 2 => PartOfYear::Half(in_year, number),
            _ => return None,
        };
        Some((found, 3))
    })
}

fn counter(token: &Token<'_>) -> Option<u16> {
    match token.text {
        "1" | "01" | "I" => Some(1),
        "2" | "02" | "II" => Some(2),
        "3" | "03" | "III" => Some(3),
        "4" | "04" | "IV" => Some(4),
        _ => None,
    }
}

/// A month by name or number with its year.
fn month(text: &str, tokens: &[Token<'_>]) -> Option<(PartOfYear, usize)> {
    let [one, two, ..] = tokens else {
        return None;
    };
    if !near(text, one, two) {
        return None;
    }
    let between = text.get(one.end..two.start)?;
    let found = if let Some(month) = named(one.text) {
        PartOfYear::Month(year(two).or_else(|| short_year(two))?, month)
    } else if let (Some(in_year), Some(month)) = (year(one), named(two.text)) {
        PartOfYear::Month(in_year, month)
    } else if let (Some(in_year), Some(month)) = (year(one), small(two, 12)) {
        let fits = two.text.len() == 2 && matches!(between, "-" | "/" | ".");
        fits.then_some(PartOfYear::Month(in_year, month))?
    } else {
        let fits = between == "/" || (one.text.len() == 2 && matches!(between, "-" | "."));
        fits.then_some(PartOfYear::Month(year(two)?, small(one, 12)?))?
    };
    Some((found, 2))
}

/// The year behind the name of a month: `Dez 23`.
fn short_year(token: &Token<'_>) -> Option<u16> {
    let short: u16 = token.text.parse().ok()?;
    (token.text.len() == 2).then_some(if short < 70 { 2000 } else { 1900 } + short)
}

/// Beginnings of the names of months, German and English.
const MONTHS: [&[&str]; 12] = [
    &["januar", "january", "jänner", "jan"],
    &["februar", "february", "feb"],
    &["märz", "maerz", "march", "mär", "mar", "mrz"],
    &["april", "apr"],
    &["mai", "may"],
    &["juni", "june", "jun"],
    &["juli", "july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nov"],
    &["dezember", "december", "dez", "dec"],
];

fn named(word: &str) -> Option<u16> {
    let word = word.to_lowercase();
    (1..)
        .zip(MONTHS)
        .find_map(|(month, names)| names.contains(&word.as_str()).then_some(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_quarters_are_read_as_offices_write_them() {
        for text in [
            "März 2023",
            "Mrz 23",
            "Mär. 2023",
            "March 2023",
            "03/2023",
            "3/2023",
            "03.2023",
            "2023-03",
            "Mrz.23",
        ] {
            assert_eq!(whole(text), Some(PartOfYear::Month(2023, 3)), "{text}");
        }
        for text in [
            "2. Quartal 2023",
            "Q2 2023",
            "2023-Q2",
            "2023Q2",
            "Q2/2023",
            "2. Vj. 2023",
            "2. Vierteljahr 2023",
            "2023 Q2",
            "II. Quartal 2023",
        ] {
            assert_eq!(whole(text), Some(PartOfYear::Quarter(2023, 2)), "{text}");
        }
        for text in [
            "2023",
            "13/2023",
            "2023-00",
            "Quartal 2023",
            "03/23",
            "",
            "5. Quartal 2023",
            "Q2 23",
            "Q2",
            "im März 2023",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn months_end_on_their_last_day() {
        let days = |year, month, count| {
            let (start, end) = span(year, month, count).unwrap();
            format!("{start} {end}")
        };
        assert_eq!(days(2024, 2, 1), "2024-02-01 2024-02-29");
        assert_eq!(days(2023, 10, 3), "2023-10-01 2023-12-31");
    }
}
