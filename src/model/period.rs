//! When an observation holds: a real interval, never just an integer year.

use super::Date;

/// What kind of time a period is; it decides how the period is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// One reference day ("31.12.2024").
    Date,
    /// A calendar year ("2018").
    CalendarYear,
    /// A school year ("Schuljahr 2018/19").
    SchoolYear,
    /// A semester or half-year.
    Semester,
    /// A quarter of a year ("1. Quartal 2023").
    Quarter,
    /// A month ("März 2023").
    Month,
    /// An average over the interval ("Durchschnitt 2019").
    Average,
}

/// A reporting period.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The stable key used in links: `2018`, `2024-12-31`, `2018-2019`.
    pub key: String,
    /// What kind of time this is.
    pub kind: PeriodKind,
    /// First day.
    pub start: Date,
    /// Last day, not before `start`.
    pub end: Date,
}
