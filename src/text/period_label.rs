//! Names of periods: "Schuljahr 2018/19".

use super::Language;
use crate::model::{Date, Period, PeriodKind};

const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a period, long enough to stand alone: "2018", "31.12.2024", "Durchschnitt 2019",
/// "Schuljahr 2018/19", "1. Halbjahr 2023".
///
/// ```
/// use teilraum::model::{Date, Period, PeriodKind};
/// use teilraum::text::{Language, period_label};
/// let period = Period {
///     key: "2018-2019".into(),
///     kind: PeriodKind::SchoolYear,
///     start: Date { year: 2018, month: 8, day: 1 },
///     end: Date { year: 2019, month: 7, day: 31 },
/// };
/// assert_eq!(period_label(&period, Language::De), "Schuljahr 2018/19");
/// assert_eq!(period_label(&period, Language::En), "School year 2018/19");
/// ```
#[must_use]
pub fn period_label(period: &Period, language: Language) -> String {
    let year = period.start.year;
    match (period.kind, language) {
        (PeriodKind::Date, Language::De) => short_date(period.end, language),
        (PeriodKind::Date, Language::En) => long_date(period.end, language),
        (PeriodKind::CalendarYear, _) => years(period, language),
        (PeriodKind::Average, Language::De) => format!("Durchschnitt {}", years(period, language)),
        (PeriodKind::Average, Language::En) => format!("Average {}", years(period, language)),
        (PeriodKind::SchoolYear, Language::De) => format!("Schuljahr {}", year_pair(period)),
        (PeriodKind::SchoolYear, Language::En) => format!("School year {}", year_pair(period)),
        (PeriodKind::Semester, _) => semester(period, language),
        (PeriodKind::Quarter, Language::De) => format!("{}. Quartal {year}", quarter(period)),
        (PeriodKind::Quarter, Language::En) => format!("Q{} {year}", quarter(period)),
        (PeriodKind::Month, _) => format!("{} {year}", month_name(period.start, language)),
    }
}

/// The name of a period where its kind is said elsewhere, on axes and sliders: "2018", "2018/19",
/// "31.12.2024", "1. Hj. 2023".
#[must_use]
pub fn period_tick(period: &Period, language: Language) -> String {
    let year = period.start.year;
    match (period.kind, half(period), language) {
        (PeriodKind::Date, ..) => short_date(period.end, language),
        (PeriodKind::CalendarYear | PeriodKind::Average, ..) => years(period, language),
        (PeriodKind::SchoolYear, ..) => year_pair(period),
        (PeriodKind::Semester, Half::First, Language::De) => format!("1. Hj. {year}"),
        (PeriodKind::Semester, Half::Second, Language::De) => format!("2. Hj. {year}"),
        (PeriodKind::Semester, Half::First, Language::En) => format!("H1 {year}"),
        (PeriodKind::Semester, Half::Second, Language::En) => format!("H2 {year}"),
        (PeriodKind::Semester, Half::Winter, Language::De) => format!("WS {}", year_pair(period)),
        (PeriodKind::Semester, Half::Summer, Language::De) => format!("SS {year}"),
        (PeriodKind::Semester, ..) => semester(period, language),
        (PeriodKind::Quarter, ..) => format!("Q{} {year}", quarter(period)),
        (PeriodKind::Month, _, Language::De) => format!("{:02}/{year}", period.start.month),
        (PeriodKind::Month, _, Language::En) => {
            let name = month_name(period.start, language)
                .get(..3)
                .unwrap_or_default();
            format!("{name} {year}")
        }
    }
}

/// "31.12.2024"; in English "31 Dec 2024", as 01/02 reads differently on both sides of the Atlantic.
#[must_use]
pub fn short_date(date: Date, language: Language) -> String {
    let Date { year, month, day } = date;
    match language {
        Language::De => format!("{day:02}.{month:02}.{year}"),
        Language::En => {
            let name: String = month_name(date, language).chars().take(3).collect();
            format!("{day} {name} {year}")
        }
    }
}

/// "31. Dezember 2024", "31 December 2024".
#[must_use]
pub fn long_date(date: Date, language: Language) -> String {
    let Date { year, day, .. } = date;
    let month = month_name(date, language);
    match language {
        Language::De => format!("{day}. {month} {year}"),
        Language::En => format!("{day} {month} {year}"),
    }
}

fn month_name(date: Date, language: Language) -> &'static str {
    let names = match language {
        Language::De => &MONTHS_DE,
        Language::En => &MONTHS_EN,
    };
    names
        .get(usize::from(date.month).saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

/// "2018", "2017–2019", or both dates where the interval is not made of whole years.
fn years(period: &Period, language: Language) -> String {
    let (start, end) = (period.start, period.end);
    let whole = (start.month, start.day) == (1, 1) && (end.month, end.day) == (12, 31);
    match whole {
        true if start.year == end.year => start.year.to_string(),
        true => format!("{}–{}", start.year, end.year),
        false => dates(period, language),
    }
}

fn dates(period: &Period, language: Language) -> String {
    let (start, end) = (
        short_date(period.start, language),
        short_date(period.end, language),
    );
    if start == end {
        start
    } else {
        format!("{start} – {end}")
    }
}

/// "2018/19", or "1999/2000" where the century changes.
fn year_pair(period: &Period) -> String {
    let (start, end) = (period.start.year, period.end.year);
    match (start == end, start / 100 == end / 100) {
        (true, _) => start.to_string(),
        (false, true) => format!("{start}/{:02}", end % 100),
        (false, false) => format!("{start}/{end}"),
    }
}

/// Which quarter of its year a period begins in, from 1.
fn quarter(period: &Period) -> u8 {
    period.start.month.saturating_sub(1) / 3 + 1
}

/// Which half of which year.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    First,
    Second,
    Winter,
    Summer,
    Other,
}

fn half(period: &Period) -> Half {
    let (start, end) = (period.start, period.end);
    match (
        (start.month, start.day),
        (end.month, end.day),
        end.year - start.year.min(end.year),
    ) {
        ((1, 1), (6, 30), 0) => Half::First,
        ((7, 1), (12, 31), 0) => Half::Second,
        ((9 | 10, 1), (2 | 3, _), 1) => Half::Winter,
        ((3 | 4, 1), (8 | 9, _), 0) => Half::Summer,
        _ => Half::Other,
    }
}

fn semester(period: &Period, language: Language) -> String {
    let year = period.start.year;
    match (half(period), language) {
        (Half::First, Language::De) => format!("1. Halbjahr {year}"),
        (Half::Second, Language::De) => format!("2. Halbjahr {year}"),
        (Half::First, Language::En) => format!("First half of {year}"),
        (Half::Second, Language::En) => format!("Second half of {year}"),
        (Half::Winter, Language::De) => format!("Wintersemester {}", year_pair(period)),
        (Half::Winter, Language::En) => format!("Winter semester {}", year_pair(period)),
        (Half::Summer, Language::De) => format!("Sommersemester {year}"),
        (Half::Summer, Language::En) => format!("Summer semester {year}"),
        (Half::Other, _) => dates(period, language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(kind: PeriodKind, start: &str, end: &str) -> [String; 3] {
        let period = Period {
            key: String::new(),
            kind,
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        };
        [
            period_label(&period, Language::De),
            period_label(&period, Language::En),
            period_tick(&period, Language::De),
        ]
    }

    #[test]
    fn each_kind_of_period_has_its_name() {
        use PeriodKind::*;
        let cases = [
            (
                CalendarYear,
                "2018-01-01",
                "2018-12-31",
                ["2018", "2018", "2018"],
            ),
            (
                CalendarYear,
                "2017-01-01",
                "2019-12-31",
                ["2017–2019", "2017–2019", "2017–2019"],
            ),
            (
                Date,
                "2024-12-31",
                "2024-12-31",
                ["31.12.2024", "31 December 2024", "31.12.2024"],
            ),
            (
                Average,
                "2019-01-01",
                "2019-12-31",
                ["Durchschnitt 2019", "Average 2019", "2019"],
            ),
            (
                SchoolYear,
                "1999-08-01",
                "2000-07-31",
                ["Schuljahr 1999/2000", "School year 1999/2000", "1999/2000"],
            ),
            (
                Semester,
                "2023-01-01",
                "2023-06-30",
                ["1. Halbjahr 2023", "First half of 2023", "1. Hj. 2023"],
            ),
            (
                Semester,
                "2023-10-01",
                "2024-03-31",
                [
                    "Wintersemester 2023/24",
                    "Winter semester 2023/24",
                    "WS 2023/24",
                ],
            ),
            (
                Quarter,
                "2023-10-01",
                "2023-12-31",
                ["4. Quartal 2023", "Q4 2023", "Q4 2023"],
            ),
            (
                Month,
                "2023-03-01",
                "2023-03-31",
                ["März 2023", "March 2023", "03/2023"],
            ),
        ];
        for (kind, start, end, expected) in cases {
            assert_eq!(named(kind, start, end), expected);
        }
    }

    #[test]
    fn an_interval_that_is_no_whole_year_shows_both_ends() {
        let [german, english, _] = named(PeriodKind::Average, "2022-07-01", "2023-06-30");
        assert_eq!(german, "Durchschnitt 01.07.2022 – 30.06.2023");
        assert_eq!(english, "Average 1 Jul 2022 – 30 Jun 2023");
    }

    #[test]
    fn a_date_in_a_sentence_spells_its_month() {
        let date: Date = "2024-03-05".parse().unwrap();
        assert_eq!(long_date(date, Language::De), "5. März 2024");
    }
}
