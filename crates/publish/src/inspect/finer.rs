//! Parts of a year inside of other texts: months and quarters, half-years and days as headers
//! write them ("1. Quartal 2023", "Dez 23", "12/2023", "2023-12").

use crate::read::part_of_year::{self, PartOfYear};

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

/// The first part of a year in `text`.
#[must_use]
pub fn find(text: &str) -> Option<Part<'_>> {
    let (found, place) = part_of_year::find(text)?;
    let (what, kind, period) = match found {
        PartOfYear::Day(year, month, of) => ("day", "date", format!("{year}-{month:02}-{of:02}")),
        PartOfYear::Month(year, month) => ("month", "month", format!("{year}-{month:02}")),
        PartOfYear::Quarter(year, quarter) => ("quarter", "quarter", format!("{year}-Q{quarter}")),
        PartOfYear::Half(year, half) => {
            let first = half * 6 - 5;
            ("half-year", "semester", format!("{year}-{first:02}P6M"))
        }
    };
    Some(Part {
        before: text.get(..place.start)?,
        text: text.get(place.clone())?,
        after: text.get(place.end..)?,
        what,
        kind,
        period,
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
