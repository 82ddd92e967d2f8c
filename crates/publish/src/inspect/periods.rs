//! Columns and texts that say when something holds.

use std::borrow::Cow;

use teilraum::model::PeriodKind;

use super::finer;
use crate::read::period::parse;

/// Kinds of period, by how recipes call them.
const KINDS: [(PeriodKind, &str); 6] = [
    (PeriodKind::CalendarYear, "calendar-year"),
    (PeriodKind::Date, "date"),
    (PeriodKind::SchoolYear, "school-year"),
    (PeriodKind::Semester, "semester"),
    (PeriodKind::Quarter, "quarter"),
    (PeriodKind::Month, "month"),
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

/// What all of these texts are: a kind of period, or a part of a year that is none.
#[must_use]
pub fn kind_of_all(texts: &[&str]) -> Option<&'static str> {
    let first = texts.first()?;
    let own = kind(first).filter(|own| texts.iter().all(|text| kind(text) == Some(own)));
    let part = || {
        let what = finer::whole(first)?.what;
        texts.iter().all(|text| is_of(text, what)).then_some(what)
    };
    own.or_else(part)
}

/// Whether `text` is a period of the kind, or the part of a year, that [`kind_of_all`] names.
#[must_use]
pub fn is_of(text: &str, wanted: &str) -> bool {
    kind(text) == Some(wanted) || finer::whole(text).is_some_and(|part| part.what == wanted)
}

/// A period inside a text: what stands before it, itself, what stands after it, and its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within<'t> {
    /// What stands before it.
    pub before: &'t str,
    /// The period.
    pub period: Cow<'t, str>,
    /// What stands after it.
    pub after: &'t str,
    /// Its kind.
    pub kind: &'static str,
    /// Where the text says a part of a year, which is no kind: what it is, and its words.
    pub part: Option<(&'static str, &'t str)>,
}

impl Within<'_> {
    /// The text with `{period}` in its place.
    #[must_use]
    pub fn pattern(&self) -> String {
        format!("{}{{period}}{}", self.before, self.after)
    }

    /// What a person has to decide about it.
    #[must_use]
    pub fn doubt(&self) -> Option<String> {
        let (what, text) = self.part.filter(|(what, _)| finer::is_what(what))?;
        Some(finer::doubt(what, text, &self.period))
    }
}

impl<'t> From<finer::Part<'t>> for Within<'t> {
    fn from(part: finer::Part<'t>) -> Self {
        Self {
            before: part.before,
            period: Cow::Owned(part.period),
            after: part.after,
            kind: part.kind,
            part: Some((part.what, part.text)),
        }
    }
}

/// The one period in `text`, such as `2019` in `alo_2019_m`; the longest where several overlap.
///
/// The year of a month or quarter is none: that is a day then.
#[must_use]
pub fn within(text: &str) -> Option<Within<'_>> {
    let found = plain(text);
    match &found {
        Some(found) if found.kind != "calendar-year" => {}
        _ => {
            if let Some(part) = finer::find(text) {
                return Some(part.into());
            }
        }
    }
    found
}

/// The periods in texts that belong together: `2010-11` is a month beside other months.
#[must_use]
pub fn within_all<'t>(texts: &[&'t str]) -> Option<Vec<Within<'t>>> {
    let found: Option<Vec<Within<'t>>> = texts.iter().map(|text| within(text)).collect();
    let found = found?;
    let kind = found.first()?.kind;
    if found
        .iter()
        .all(|one| one.part.is_none() && one.kind == kind)
    {
        return Some(found);
    }
    let parts = texts.iter().zip(&found);
    let part = |(text, found): (&&'t str, &Within<'t>)| {
        finer::find(text).map_or_else(|| found.clone(), Within::from)
    };
    Some(parts.map(part).collect())
}

fn plain(text: &str) -> Option<Within<'_>> {
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
                    period: Cow::Borrowed(period),
                    after,
                    kind,
                    part: None,
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
        assert_eq!(
            pattern("1. Quartal 2023"),
            Some(("{period}".to_owned(), "quarter"))
        );
        assert_eq!(pattern("12345"), None);
        assert_eq!(pattern("Wert"), None);
    }

    #[test]
    fn what_may_be_a_school_year_is_a_month_beside_other_months() {
        let kinds = |texts: &[&str]| {
            let found = within_all(texts).unwrap();
            found.iter().map(|one| one.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&["2010-11", "2011-12"]), ["school-year"; 2]);
        assert_eq!(kinds(&["2010-10", "2010-11"]), ["month"; 2]);
        assert_eq!(kind_of_all(&["2010-11", "2010-10"]), Some("month"));
        assert_eq!(kind_of_all(&["2010", "2010-10"]), None);
    }
}
