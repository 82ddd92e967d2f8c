//! Parts of a year inside of other texts: months and quarters, half-years and days as headers
//! write them ("1. Quartal 2023", "Dez 23", "12/2023", "2023-12").

/// A part of a year in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'t> {
    /// What stands before it.
    pub before: &'t str,
    /// Itself.
    pub text: &'t str,
    /// What stands after it.
    pub after: &'t str,
    /// What it is: a month, quarter, half-year or day.
    pub what: &'static str,
    /// The kind of period that it is, or that comes nearest.
    pub kind: &'static str,
    /// The period, as recipes write one of that kind.
    pub period: String,
}

/// A run of digits or of letters, with its place.
#[derive(Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

/// A part of a year by its numbers.
#[derive(Clone, Copy)]
enum Found {
    Day(u16, u16, u16),
    Month(u16, u16),
    Quarter(u16, u16),
    Half(u16, u16),
}

/// The first part of a year in `text`.
#[must_use]
pub fn find(text: &str) -> Option<Part<'_>> {
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
        (!goes_on).then(|| found.part(text, start, last.end))?
    })
}

/// The part of a year that `text` is as a whole.
#[must_use]
pub fn whole(text: &str) -> Option<Part<'_>> {
    find(text).filter(|part| part.before.is_empty() && part.after.is_empty())
}

/// Whether `kind` is a part of a year that no kind of period reads, as [`Part::what`] names it.
#[must_use]
pub fn is_what(kind: &str) -> bool {
    matches!(kind, "day" | "half-year")
}

/// What a person has to decide about `text`, proposed as `period`.
#[must_use]
pub fn doubt(what: &str, text: &str, period: &str) -> String {
    format!(
        "\"{text}\" is a {what}, and there is no such kind of period: {period} is proposed; put the days that the figures hold for"
    )
}

impl Found {
    fn part(self, text: &str, start: usize, end: usize) -> Option<Part<'_>> {
        let (what, kind, period) = match self {
            Self::Day(year, month, of) => ("day", "date", format!("{year}-{month:02}-{of:02}")),
            Self::Month(year, month) => ("month", "month", format!("{year}-{month:02}")),
            Self::Quarter(year, quarter) => ("quarter", "quarter", format!("{year}-Q{quarter}")),
            Self::Half(year, half) => {
                let first = half * 6 - 5;
                ("half-year", "semester", format!("{year}-{first:02}P6M"))
            }
        };
        Some(Part {
            before: text.get(..start)?,
            text: text.get(start..end)?,
            after: text.get(end..)?,
            what,
            kind,
            period,
        })
    }
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
fn day(text: &str, tokens: &[Token<'_>]) -> Option<(Found, usize)> {
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
    Some((Found::Day(year(in_year)?, month, of), 3))
}

fn small(token: &Token<'_>, most: u16) -> Option<u16> {
    let number = token.text.parse().ok()?;
    (token.text.len() <= 2 && (1..=most).contains(&number)).then_some(number)
}

/// A quarter or half-year: its number, a word and a year, in any order that people use.
fn counted(text: &str, tokens: &[Token<'_>]) -> Option<(Found, usize)> {
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
            "q" | "quartal" | "quarter" | "vierteljahr" | "vj" => Found::Quarter(in_year, number),
            "halbjahr" | "hj" | "h" | "s" if number <= 2 => Found::Half(in_year, number),
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
fn month(text: &str, tokens: &[Token<'_>]) -> Option<(Found, usize)> {
    let [one, two, ..] = tokens else {
        return None;
    };
    if !near(text, one, two) {
        return None;
    }
    let between = text.get(one.end..two.start)?;
    let found = if let Some(month) = named(one.text) {
        Found::Month(year(two).or_else(|| short_year(two))?, month)
    } else if let (Some(in_year), Some(month)) = (year(one), named(two.text)) {
        Found::Month(in_year, month)
    } else if let (Some(in_year), Some(month)) = (year(one), small(two, 12)) {
        let fits = two.text.len() == 2 && matches!(between, "-" | "/" | ".");
        fits.then_some(Found::Month(in_year, month))?
    } else {
        let fits = between == "/" || (one.text.len() == 2 && matches!(between, "-" | "."));
        fits.then_some(Found::Month(year(two)?, small(one, 12)?))?
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
    fn parts_of_a_year_are_known_however_they_are_written() {
        for (text, what, period) in [
            ("1. Quartal 2023", "quarter", "2023-Q1"),
            ("Arbeitslose, II. Quartal 2023", "quarter", "2023-Q2"),
            ("2023-Q4", "quarter", "2023-Q4"),
            ("Q3/2023", "quarter", "2023-Q3"),
            ("Dezember 2023", "month", "2023-12"),
            ("alo_Dez_2023", "month", "2023-12"),
            ("Dez 23", "month", "2023-12"),
            ("Feb. 2024", "month", "2024-02"),
            ("2023-12", "month", "2023-12"),
            ("12/2023", "month", "2023-12"),
            ("12.2023", "month", "2023-12"),
            ("1. Halbjahr 2023", "half-year", "2023-01P6M"),
            ("Stand 1.1.2020", "day", "2020-01-01"),
        ] {
            let found = find(text).map(|part| (part.what, part.period));
            assert_eq!(found, Some((what, period.to_owned())), "{text}");
        }
    }

    #[test]
    fn years_and_full_dates_are_no_parts_of_a_year() {
        for text in [
            "2023",
            "31.12.2023",
            "2023-12-31",
            "2018/19",
            "2018/2019",
            "Jahr 2019",
            "Mai",
            "1.2023",
            "12.20235",
            "2023-10P6M",
            "10 bis 2019",
            "Quote 2023",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
