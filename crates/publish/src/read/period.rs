//! What a file says about time, as a real interval.

use teilraum::model::{Date, Period, PeriodKind};

use super::part_of_year::{self, PartOfYear};
use super::raw::PeriodForm;

/// Where the period stands in a pattern.
pub const MARK: &str = "{period}";

/// Reads `text`, in which a recipe may say what stands around the period and how it is completed.
#[must_use]
pub fn parse_written(text: &str, form: &PeriodForm<'_>) -> Option<Period> {
    let written = match form.pattern {
        Some(pattern) => within(text, pattern)?,
        None => text,
    };
    match form.form {
        Some(completed) => parse(&completed.replace(MARK, written), form.kind),
        None => parse(written, form.kind),
    }
}

/// What stands in `text` where `pattern` has [`MARK`].
#[must_use]
pub fn within<'t>(text: &'t str, pattern: &str) -> Option<&'t str> {
    let (before, after) = pattern.split_once(MARK)?;
    let rest = text.strip_prefix(before)?;
    rest.strip_suffix(after).map(str::trim)
}

/// Reads `text` as a period of the given kind; `None` if it is no such period.
///
/// - calendar year, average: `2018`
/// - date: `01.01.2020` or `2020-01-01`
/// - school year (August to July): `2018/19`, `2018/2019`, `2018-2019`
/// - semester: `2023-10P6M`, six months from October 2023
/// - quarter: `1. Quartal 2023`, `Q1 2023`, `2023-Q1`, `1. Vj. 2023`
/// - month: `März 2023`, `Mrz 23`, `03/2023`, `2023-03`
#[must_use]
pub fn parse(text: &str, kind: PeriodKind) -> Option<Period> {
    let (key, start, end) = match kind {
        PeriodKind::CalendarYear | PeriodKind::Average => {
            let year = year(text)?;
            (
                text.to_owned(),
                Date::new(year, 1, 1)?,
                Date::new(year, 12, 31)?,
            )
        }
        PeriodKind::Date => {
            let day = day(text)?;
            (day.to_string(), day, day)
        }
        PeriodKind::SchoolYear => {
            let (first, second) = school_year(text)?;
            let key = format!("{first:04}-{second:04}");
            (key, Date::new(first, 8, 1)?, Date::new(second, 7, 31)?)
        }
        PeriodKind::Semester => {
            let (start, end) = semester(text)?;
            (text.to_owned(), start, end)
        }
        PeriodKind::Quarter => {
            let PartOfYear::Quarter(year, at) = part_of_year::whole(text)? else {
                return None;
            };
            let (start, end) = part_of_year::span(year, 3 * at - 2, 3)?;
            (format!("{year:04}-q{at}"), start, end)
        }
        PeriodKind::Month => {
            let PartOfYear::Month(year, at) = part_of_year::whole(text)? else {
                return None;
            };
            let (start, end) = part_of_year::span(year, at, 1)?;
            (format!("{year:04}-{at:02}"), start, end)
        }
    };
    Some(Period {
        key,
        kind,
        start,
        end,
    })
}

fn year(text: &str) -> Option<u16> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| text.parse().ok())?.filter(|year| *year > 0)
}

fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(month), Some(year), None) => format!("{year}-{month}-{day}").parse().ok(),
        _ => text.parse().ok(),
    }
}

fn school_year(text: &str) -> Option<(u16, u16)> {
    let (first, second) = text.split_once(['/', '-'])?;
    let first = year(first)?;
    let written = match second.len() {
        2 => first / 100 * 100 + second.parse::<u16>().ok()?,
        _ => year(second)?,
    };
    let next = first.checked_add(1)?;
    // "1999/00" ends in the next century.
    (written == next || (second == "00" && next.is_multiple_of(100))).then_some((first, next))
}

fn semester(text: &str) -> Option<(Date, Date)> {
    let (month, length) = text.split_once('P')?;
    if length != "6M" {
        return None;
    }
    let start: Date = format!("{month}-01").parse().ok()?;
    let months = u16::from(start.month) + 5;
    let (year, month) = match months {
        13.. => (start.year + 1, (months - 12) as u8),
        _ => (start.year, months as u8),
    };
    let end = (28..=31)
        .rev()
        .find_map(|day| Date::new(year, month, day))?;
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, kind: PeriodKind) -> Option<(String, String, String)> {
        let period = parse(text, kind)?;
        Some((period.key, period.start.to_string(), period.end.to_string()))
    }

    fn triple(key: &str, start: &str, end: &str) -> Option<(String, String, String)> {
        Some((key.to_owned(), start.to_owned(), end.to_owned()))
    }

    #[test]
    fn every_kind_becomes_an_interval() {
        let cases = [
            (
                "2018",
                PeriodKind::Average,
                triple("2018", "2018-01-01", "2018-12-31"),
            ),
            (
                "01.01.2020",
                PeriodKind::Date,
                triple("2020-01-01", "2020-01-01", "2020-01-01"),
            ),
            (
                "2024-12-31",
                PeriodKind::Date,
                triple("2024-12-31", "2024-12-31", "2024-12-31"),
            ),
            (
                "2018/19",
                PeriodKind::SchoolYear,
                triple("2018-2019", "2018-08-01", "2019-07-31"),
            ),
            (
                "1999/00",
                PeriodKind::SchoolYear,
                triple("1999-2000", "1999-08-01", "2000-07-31"),
            ),
            (
                "2023-10P6M",
                PeriodKind::Semester,
                triple("2023-10P6M", "2023-10-01", "2024-03-31"),
            ),
            (
                "2023-04P6M",
                PeriodKind::Semester,
                triple("2023-04P6M", "2023-04-01", "2023-09-30"),
            ),
            (
                "4. Quartal 2023",
                PeriodKind::Quarter,
                triple("2023-q4", "2023-10-01", "2023-12-31"),
            ),
            (
                "Februar 2024",
                PeriodKind::Month,
                triple("2024-02", "2024-02-01", "2024-02-29"),
            ),
        ];
        for (text, kind, expected) in cases {
            assert_eq!(read(text, kind), expected, "{text}");
        }
    }

    #[test]
    fn a_pattern_says_what_stands_around_and_a_form_completes() {
        let only = crate::config::recipe::KeyRange::default();
        let read = |text, pattern, form, kind| {
            let form = PeriodForm {
                kind,
                pattern,
                form,
                only: &only,
            };
            parse_written(text, &form).map(|period| period.key)
        };
        let year = PeriodKind::CalendarYear;
        assert_eq!(
            read("Jahr 2019", Some("Jahr {period}"), None, year).as_deref(),
            Some("2019")
        );
        assert_eq!(read("2019", Some("Jahr {period}"), None, year), None);
        let day = read("2019", None, Some("{period}-12-31"), PeriodKind::Date);
        assert_eq!(day.as_deref(), Some("2019-12-31"));
        assert_eq!(within("bev_2019", "bev_{period}"), Some("2019"));
        assert_eq!(within("bev_2019_m", "bev_{period}_w"), None);
    }

    #[test]
    fn what_is_no_period_is_refused() {
        let cases = [
            ("18", PeriodKind::CalendarYear),
            ("0000", PeriodKind::CalendarYear),
            ("2018/20", PeriodKind::SchoolYear),
            ("31.02.2020", PeriodKind::Date),
            ("1.1.2020", PeriodKind::Date),
            ("2023-10P3M", PeriodKind::Semester),
            ("9999-12P6M", PeriodKind::Semester),
            ("", PeriodKind::Date),
        ];
        for (text, kind) in cases {
            assert_eq!(read(text, kind), None, "{text}");
        }
    }
}
