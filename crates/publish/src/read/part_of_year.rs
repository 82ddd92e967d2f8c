//! Months and quarters as offices write them: "März 2023", "Mrz 23", "03/2023", "2023-03";
//! "1. Quartal 2023", "Q1 2023", "2023-Q1", "1. Vj. 2023".

use teilraum::model::Date;

/// The beginnings of names that tell a month, in German and English, small.
const NAMES: [&[&str]; 12] = [
    &["jan", "jän"],
    &["feb"],
    &["mär", "mar", "mrz", "maer"],
    &["apr"],
    &["mai", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dez", "dec"],
];

/// Words for a quarter, small and without dots.
const QUARTER: [&str; 8] = [
    "quartal",
    "vierteljahr",
    "vj",
    "quarter",
    "q",
    "qu",
    "quart",
    "qrtl",
];

/// Year and month, if `text` is a month.
#[must_use]
pub fn month(text: &str) -> Option<(u16, u8)> {
    if let Some((first, second)) = text.split_once(['-', '/', '.'])
        && let (Some(first), Some(second)) = (digits(first), digits(second))
    {
        let (year, month) = match first.len() {
            4 => (first, second),
            _ => (second, first),
        };
        return Some((full_year(year)?, number(month, 12)?));
    }
    let (name, year) = text.rsplit_once(' ').or_else(|| text.rsplit_once('.'))?;
    let name = name.trim_end_matches('.').to_lowercase();
    let is_name = name.chars().all(char::is_alphabetic);
    let at = NAMES.iter().position(|starts| {
        let mut starts = starts.iter();
        is_name && starts.any(|start| name.starts_with(start))
    });
    let year = year.trim().trim_start_matches('\'');
    Some((any_year(year)?, u8::try_from(at?).ok()? + 1))
}

/// Year and quarter, if `text` is a quarter.
#[must_use]
pub fn quarter(text: &str) -> Option<(u16, u8)> {
    let small = text.to_lowercase();
    let spaced: String = small
        .chars()
        .map(|sign| {
            if matches!(sign, '.' | '-' | '/' | '_') {
                ' '
            } else {
                sign
            }
        })
        .collect();
    let (mut year, mut at, mut named) = (None, None, false);
    for word in spaced.split_whitespace() {
        let letters: String = word.chars().filter(|sign| sign.is_alphabetic()).collect();
        let rest: String = word.chars().filter(char::is_ascii_digit).collect();
        let known = letters.is_empty() || QUARTER.contains(&letters.as_str());
        let whole = letters.chars().count() + rest.len() == word.chars().count();
        if !known || !whole {
            return None;
        }
        named |= !letters.is_empty();
        match rest.len() {
            0 => {}
            1 if at.is_none() => at = Some(number(&rest, 4)?),
            4 if year.is_none() => year = Some(full_year(&rest)?),
            5 if year.is_none() && at.is_none() && !letters.is_empty() => {
                // "2023q1" and "q12023" are one word.
                let (first, last) = match word.starts_with(|sign: char| sign.is_alphabetic()) {
                    true => (rest.get(1..)?, rest.get(..1)?),
                    false => (rest.get(..4)?, rest.get(4..)?),
                };
                (year, at) = (Some(full_year(first)?), Some(number(last, 4)?));
            }
            _ => return None,
        }
    }
    year.zip(at).filter(|_| named)
}

/// First and last day of `count` months from `month` of `year`.
#[must_use]
pub fn span(year: u16, month: u8, count: u8) -> Option<(Date, Date)> {
    let last = month.checked_add(count)?.checked_sub(1)?;
    let end = (28..=31).rev().find_map(|day| Date::new(year, last, day))?;
    Some((Date::new(year, month, 1)?, end))
}

fn digits(text: &str) -> Option<&str> {
    let are_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then_some(text)
}

fn number(text: &str, most: u8) -> Option<u8> {
    let number: u8 = digits(text)?.parse().ok()?;
    (text.len() <= 2 && (1..=most).contains(&number)).then_some(number)
}

fn full_year(text: &str) -> Option<u16> {
    let year: u16 = digits(text)?.parse().ok()?;
    (text.len() == 4 && year > 0).then_some(year)
}

/// A year of four digits, or the last two of one of this century.
fn any_year(text: &str) -> Option<u16> {
    match text.len() {
        2 => Some(2000 + digits(text)?.parse::<u16>().ok()?),
        _ => full_year(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_as_offices_write_them() {
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
            assert_eq!(month(text), Some((2023, 3)), "{text}");
        }
        for text in [
            "2023",
            "13/2023",
            "2023-00",
            "Quartal 2023",
            "1. Quartal 2023",
            "03/23",
            "",
        ] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn quarters_are_read_as_offices_write_them() {
        for text in [
            "2. Quartal 2023",
            "Q2 2023",
            "2023-Q2",
            "2023Q2",
            "Q2/2023",
            "2. Vj. 2023",
            "2. Vierteljahr 2023",
            "2023 Q2",
        ] {
            assert_eq!(quarter(text), Some((2023, 2)), "{text}");
        }
        for text in [
            "2023",
            "2/2023",
            "5. Quartal 2023",
            "Q2 23",
            "2. Halbjahr 2023",
            "Q2",
        ] {
            assert_eq!(quarter(text), None, "{text}");
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
