//! Columns and texts that say when something holds.

use teilraum::model::PeriodKind;

use crate::read::period::parse;

/// Kinds of period, by how recipes call them.
const KINDS: [(PeriodKind, &str); 4] = [
    (PeriodKind::CalendarYear, "calendar-year"),
    (PeriodKind::Date, "date"),
    (PeriodKind::SchoolYear, "school-year"),
    (PeriodKind::Semester, "semester"),
];

/// The name of the kind of period that `text` says; years from 1900 to 2100.
#[must_use]
pub fn kind(text: &str) -> Option<&'static str> {
    let sane = |year: u16| (1900..=2100).contains(&year);
    let fits = |kind| parse(text, kind).is_some_and(|period| sane(period.start.year));
    KINDS
        .into_iter()
        .find(|(kind, _)| fits(*kind))
        .map(|(_, name)| name)
}

/// A period inside a text: what stands before it, itself, what stands after it, and its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within<'t> {
    /// What stands before it.
    pub before: &'t str,
    /// The period.
    pub period: &'t str,
    /// What stands after it.
    pub after: &'t str,
    /// Its kind.
    pub kind: &'static str,
}

impl Within<'_> {
    /// The text with `{period}` in its place.
    #[must_use]
    pub fn pattern(&self) -> String {
        format!("{}{{period}}{}", self.before, self.after)
    }
}

/// The one period in `text`, such as `2019` in `alo_2019_m`; the longest where several overlap.
#[must_use]
pub fn within(text: &str) -> Option<Within<'_>> {
    let sign = |char: char| char.is_ascii_digit() || matches!(char, '.' | '/' | '-' | 'P' | 'M');
    let starts = text.char_indices().filter(|(at, char)| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        char.is_ascii_digit() && !before.is_some_and(|before| before.is_ascii_digit())
    });
    for (start, _) in starts {
        let rest = text.get(start..).unwrap_or_default();
        let run = rest.find(|char| !sign(char)).unwrap_or(rest.len());
        for length in (4..=run).rev() {
            let (Some(period), Some(after)) = (rest.get(..length), rest.get(length..)) else {
                continue;
            };
            if after.starts_with(|char: char| char.is_ascii_digit()) {
                continue;
            }
            if let Some(kind) = kind(period) {
                let before = text.get(..start).unwrap_or_default();
                return Some(Within {
                    before,
                    period,
                    after,
                    kind,
                });
            }
        }
    }
    None
}

/// Whether the name of a column speaks for time.
#[must_use]
pub fn is_hint(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "jahr", "zeit", "stichtag", "year", "time", "datum", "date", "period",
    ]
    .iter()
    .any(|hint| name.contains(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_found_inside_names() {
        let pattern = |text| within(text).map(|found| (found.pattern(), found.kind));
        assert_eq!(
            pattern("alo_2019_m"),
            Some(("alo_{period}_m".to_owned(), "calendar-year"))
        );
        assert_eq!(
            pattern("Schuljahr 2018/19"),
            Some(("Schuljahr {period}".to_owned(), "school-year"))
        );
        assert_eq!(
            pattern("Stichtag 09.05.2011"),
            Some(("Stichtag {period}".to_owned(), "date"))
        );
        assert_eq!(pattern("12345"), None);
        assert_eq!(pattern("Wert"), None);
    }
}
