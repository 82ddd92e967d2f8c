//! What a cell means: a number on the indicator's grid, or why there is none.

use teilraum::model::{Area, Flags, MeasureKind, Period, ValueState};

use super::table::TableCell;
use crate::config::atlas::{SignMeaning, SignTable};
use crate::config::recipe::{Common, ZeroMeaning};
use crate::number;
use crate::report::{Wording, found};

/// How much of a period an area exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// Not a day.
    Never,
    /// Some days.
    Partly,
    /// From the first day to the last.
    Wholly,
}

impl Existence {
    /// How much of `period` the area exists.
    #[must_use]
    pub fn of(area: &Area, period: &Period) -> Self {
        let ended = area.valid_to.is_some_and(|to| to <= period.start);
        let not_begun = area.valid_from.is_some_and(|from| period.end < from);
        if ended || not_begun {
            Self::Never
        } else if area.exists_on(period.start) && area.exists_on(period.end) {
            Self::Wholly
        } else {
            Self::Partly
        }
    }
}

/// A cell understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Understood {
    /// Why there is a number or none.
    pub state: ValueState,
    /// What the cell itself says beside it.
    pub flags: Flags,
    /// The number in units of the last decimal.
    pub units: i64,
    /// Whether digits were lost that nobody asked to lose.
    pub rounded: bool,
}

/// What stands beside a number whose interval is published.
const LIMITS: &str = "lower limit ≤ value ≤ upper limit, or no limits";

/// What cells of one recipe are understood by.
pub struct Reader<'a> {
    /// The recipe.
    pub common: &'a Common,
    /// Its sign table.
    pub signs: &'a SignTable,
    /// The indicator's kind.
    pub kind: MeasureKind,
    /// The indicator's decimals.
    pub decimals: u8,
}

impl Reader<'_> {
    /// Understands `text` for an area that exists so much of the period; `None` if it is neither
    /// a number nor a declared sign.
    #[must_use]
    pub fn understand(&self, cell: TableCell<'_>, existence: Existence) -> Option<Understood> {
        let text = cell.text;
        if let Some(meaning) = self.meaning(text) {
            return Some(self.withheld(meaning, existence));
        }
        let bracketed = text
            .strip_prefix('(')
            .and_then(|text| text.strip_suffix(')'));
        let flags = match bracketed {
            Some(_) => Flags::LOW_RELIABILITY,
            None => Flags::NONE,
        };
        let digits = bracketed.unwrap_or(text).trim();
        let printed = match cell.is_number {
            true => number::parse(digits, '.')?,
            false => {
                let parse = match self.common.exponents {
                    true => number::parse_exponent,
                    false => number::parse_grouped,
                };
                parse(digits, self.common.decimal, self.common.group)?
            }
        };
        let scaled = printed.rescale(self.common.multiply, self.common.divide, self.decimals)?;
        let state = match (scaled.units, printed.units, self.common.zero) {
            (0, 0, ZeroMeaning::Exact) => ValueState::Zero,
            (0, _, _) => ValueState::RoundedToZero,
            _ => ValueState::Value,
        };
        Some(Understood {
            state,
            flags,
            units: scaled.units,
            rounded: scaled.rounded && self.common.divide == 1,
        })
    }

    /// The limits in two cells, which must enclose the number `units`; none where both are empty or
    /// signs.
    ///
    /// # Errors
    /// What was expected around the cell `of` the number, and what stands there.
    pub fn limits(
        &self,
        cells: [TableCell<'_>; 2],
        of: TableCell<'_>,
        units: i64,
    ) -> Result<Option<[i64; 2]>, Wording> {
        let refused = || {
            let [lower, upper] = cells.map(|cell| cell.text);
            found(LIMITS, format!("\"{lower}\", \"{}\", \"{upper}\"", of.text))
        };
        let read = cells.map(|cell| self.understand(cell, Existence::Wholly));
        let number = |read: Option<Understood>| Some(read.filter(|it| it.state.is_number())?.units);
        match (read.map(number), read.map(|it| it.is_some())) {
            ([Some(lower), Some(upper)], _) if lower <= units && units <= upper => {
                Ok(Some([lower, upper]))
            }
            ([None, None], known) => {
                let silent = |(cell, known): (TableCell<'_>, bool)| known || cell.text.is_empty();
                let silent = cells.into_iter().zip(known).all(silent);
                silent.then_some(None).ok_or_else(refused)
            }
            _ => Err(refused()),
        }
    }

    /// What the sign `text` means in this file.
    #[must_use]
    pub fn meaning(&self, text: &str) -> Option<SignMeaning> {
        let own = self.common.sign_overrides.get(text);
        own.or_else(|| self.signs.get(text)).copied()
    }

    /// A cell without a number.
    #[must_use]
    pub fn withheld(&self, meaning: SignMeaning, existence: Existence) -> Understood {
        Understood {
            state: self.state(meaning, existence),
            flags: Flags::NONE,
            units: 0,
            rounded: false,
        }
    }

    fn state(&self, meaning: SignMeaning, existence: Existence) -> ValueState {
        if existence == Existence::Never {
            return ValueState::NotApplicable;
        }
        match meaning {
            SignMeaning::ZeroIfExists if !self.zero_makes_sense(existence) => {
                ValueState::NotApplicable
            }
            SignMeaning::ZeroIfExists | SignMeaning::Zero => ValueState::Zero,
            SignMeaning::RoundedToZero => ValueState::RoundedToZero,
            SignMeaning::Missing => ValueState::Missing,
            SignMeaning::Suppressed => ValueState::Suppressed,
            SignMeaning::UnknownOrSecret => ValueState::UnknownOrSecret,
            SignMeaning::Pending => ValueState::Pending,
            SignMeaning::NotApplicable => ValueState::NotApplicable,
            SignMeaning::Unreliable => ValueState::Unreliable,
        }
    }

    /// Nothing is a value of counts and what is made of them, never of a mean, index or median.
    fn zero_makes_sense(&self, existence: Existence) -> bool {
        let kind = matches!(
            self.kind,
            MeasureKind::Count | MeasureKind::Share | MeasureKind::Rate
        );
        kind && existence == Existence::Wholly
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::recipe::Common;
    use teilraum::model::{Date, PeriodKind};

    fn common(extra: &str) -> Common {
        let text = format!("file = \"a\"\ndecimal = \",\"\nkeys = \"k\"\nsigns = \"s\"\n{extra}");
        toml::from_str(&text).unwrap()
    }

    fn signs() -> SignTable {
        toml::from_str(
            "\"-\" = \"zero-if-exists\"\n\".\" = \"unknown-or-secret\"\n\"x\" = \"not-applicable\"\n\
             \"/\" = \"unreliable\"\n\"...\" = \"pending\"",
        )
        .unwrap()
    }

    fn cell(text: &str) -> TableCell<'_> {
        TableCell {
            text,
            is_number: false,
        }
    }

    fn state(text: &str, kind: MeasureKind, existence: Existence) -> Option<ValueState> {
        let (common, signs) = (common(""), signs());
        let reader = Reader {
            common: &common,
            signs: &signs,
            kind,
            decimals: 1,
        };
        reader
            .understand(cell(text), existence)
            .map(|cell| cell.state)
    }

    #[test]
    fn a_dash_is_zero_only_where_the_area_exists_and_zero_makes_sense() {
        let cases = [
            (MeasureKind::Count, Existence::Wholly, ValueState::Zero),
            (MeasureKind::Share, Existence::Wholly, ValueState::Zero),
            (
                MeasureKind::Count,
                Existence::Partly,
                ValueState::NotApplicable,
            ),
            (
                MeasureKind::Count,
                Existence::Never,
                ValueState::NotApplicable,
            ),
            (
                MeasureKind::Mean,
                Existence::Wholly,
                ValueState::NotApplicable,
            ),
        ];
        for (kind, existence, expected) in cases {
            assert_eq!(
                state("-", kind, existence),
                Some(expected),
                "{kind:?} {existence:?}"
            );
        }
    }

    #[test]
    fn every_sign_has_its_own_state() {
        let read = |text| state(text, MeasureKind::Count, Existence::Wholly);
        assert_eq!(read("."), Some(ValueState::UnknownOrSecret));
        assert_eq!(read("..."), Some(ValueState::Pending));
        assert_eq!(read("x"), Some(ValueState::NotApplicable));
        assert_eq!(read("/"), Some(ValueState::Unreliable));
        assert_eq!(read("k. A."), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn signs_of_an_area_that_does_not_exist_are_not_applicable() {
        let read = |text| state(text, MeasureKind::Count, Existence::Never);
        assert_eq!(read("."), Some(ValueState::NotApplicable));
        assert_eq!(read("/"), Some(ValueState::NotApplicable));
        assert_eq!(read("5"), Some(ValueState::Value));
    }

    fn understand(text: &str, extra: &str) -> Understood {
        let (common, signs) = (common(extra), signs());
        let reader = Reader {
            common: &common,
            signs: &signs,
            kind: MeasureKind::Count,
            decimals: 1,
        };
        reader.understand(cell(text), Existence::Wholly).unwrap()
    }

    #[test]
    fn a_printed_zero_means_what_the_recipe_says() {
        assert_eq!(understand("0", "").state, ValueState::Zero);
        assert_eq!(
            understand("0,0", "zero = \"rounded\"").state,
            ValueState::RoundedToZero
        );
        assert_eq!(understand("0,04", "").state, ValueState::RoundedToZero);
    }

    #[test]
    fn lost_digits_are_told_unless_the_recipe_divides() {
        assert!(understand("1,25", "").rounded);
        assert!(!understand("1,2", "").rounded);
        assert!(!understand("1234", "divide = 1000").rounded);
        assert_eq!(understand("1,25", "").units, 13);
    }

    #[test]
    fn powers_of_ten_are_read_only_where_the_recipe_says_so() {
        assert_eq!(state("2e3", MeasureKind::Count, Existence::Wholly), None);
        assert_eq!(understand("2e3", "exponents = true").units, 20_000);
    }

    #[test]
    fn brackets_mean_limited_reliability() {
        let cell = understand("(12,5)", "");
        assert_eq!((cell.units, cell.flags), (125, Flags::LOW_RELIABILITY));
    }

    #[test]
    fn a_number_of_a_workbook_has_a_point_whatever_the_recipe_says() {
        let (common, signs) = (common("group = \".\""), signs());
        let reader = Reader {
            common: &common,
            signs: &signs,
            kind: MeasureKind::Count,
            decimals: 1,
        };
        let read = |text, is_number| {
            let cell = TableCell { text, is_number };
            reader
                .understand(cell, Existence::Wholly)
                .map(|cell| cell.units)
        };
        assert_eq!(read("1.5", true), Some(15));
        assert_eq!(read("1.5", false), None);
        assert_eq!(read("1.500", false), Some(15_000));
    }

    #[test]
    fn a_file_may_know_better_what_its_dot_means() {
        let cell = understand(".", "sign_overrides = { \".\" = \"suppressed\" }");
        assert_eq!(cell.state, ValueState::Suppressed);
    }

    #[test]
    fn existence_counts_days_of_the_period() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let year = |year: u16| Period {
            key: year.to_string(),
            kind: PeriodKind::CalendarYear,
            start: Date::new(year, 1, 1).unwrap(),
            end: Date::new(year, 12, 31).unwrap(),
        };
        let eisenach = Area {
            key: "16056".to_owned(),
            level: teilraum::model::LevelIx(2),
            parent: None,
            name: "Eisenach".to_owned(),
            short: "Eisenach".to_owned(),
            kind: "kreisfreie-stadt".to_owned(),
            locative: "in Eisenach".to_owned(),
            valid_from: Some(day("1998-01-01")),
            valid_to: Some(day("2021-07-01")),
            successors: Vec::new(),
        };
        let of = |period: u16| Existence::of(&eisenach, &year(period));
        assert_eq!(of(1997), Existence::Never);
        assert_eq!(of(1998), Existence::Wholly);
        assert_eq!(of(2021), Existence::Partly);
        assert_eq!(of(2022), Existence::Never);
    }
}
