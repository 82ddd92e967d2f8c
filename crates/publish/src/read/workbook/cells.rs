//! What a typed cell of a workbook is as text, without loss.

use calamine::{Data, ExcelDateTime};

/// The text of a cell, and whether it is a number.
///
/// Numbers are the shortest decimal ones with at most the 15 digits that spreadsheets keep; dates
/// are written as `2020-01-31`, with a time only where there is one; errors as `#DIV/0!`.
#[must_use]
pub fn text(value: &Data) -> (String, bool) {
    match value {
        Data::Empty => (String::new(), false),
        Data::Int(number) => (number.to_string(), true),
        Data::Float(number) if number.is_finite() => (decimal(*number), true),
        Data::Float(number) => (number.to_string(), false),
        Data::String(text) => (text.clone(), false),
        Data::Bool(true) => ("TRUE".to_owned(), false),
        Data::Bool(false) => ("FALSE".to_owned(), false),
        Data::DateTime(moment) if moment.is_duration() => (decimal(moment.as_f64()), true),
        Data::DateTime(moment) => (date(*moment), false),
        Data::DateTimeIso(text) => (without_midnight(text).to_owned(), false),
        Data::DurationIso(text) => (text.clone(), false),
        Data::Error(error) => (error.to_string(), false),
    }
}

/// The digits of `number` as a spreadsheet would show all of them, with a decimal point.
#[must_use]
pub fn decimal(number: f64) -> String {
    let shortest = number.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    let leading = shortest
        .bytes()
        .filter(|byte| *byte != b'-' && *byte != b'.')
        .take_while(|byte| *byte == b'0')
        .count();
    if digits.saturating_sub(leading) <= 15 {
        return shortest;
    }
    let rounded: Option<f64> = format!("{number:.14e}").parse().ok();
    rounded.map_or(shortest, |rounded| rounded.to_string())
}

fn date(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}

fn without_midnight(text: &str) -> &str {
    text.strip_suffix("T00:00:00").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};
    use proptest::prelude::*;

    #[test]
    fn numbers_are_what_a_spreadsheet_shows() {
        let cases = [
            (0.1 + 0.2, "0.3"),
            (12.299_999_999_999_999, "12.3"),
            (2019.0, "2019"),
            (-0.5, "-0.5"),
            (1e15, "1000000000000000"),
            (0.000_012_5, "0.0000125"),
        ];
        for (number, expected) in cases {
            assert_eq!(decimal(number), expected);
        }
    }

    #[test]
    fn dates_truths_and_errors_are_texts() {
        let day = ExcelDateTime::new(43_831.0, ExcelDateTimeType::DateTime, false);
        assert_eq!(text(&Data::DateTime(day)), ("2020-01-01".to_owned(), false));
        let noon = ExcelDateTime::new(43_831.5, ExcelDateTimeType::DateTime, false);
        assert_eq!(text(&Data::DateTime(noon)).0, "2020-01-01T12:00:00");
        let iso = Data::DateTimeIso("2020-01-01T00:00:00".to_owned());
        assert_eq!(text(&iso).0, "2020-01-01");
        assert_eq!(text(&Data::Bool(true)).0, "TRUE");
        assert_eq!(text(&Data::Error(CellErrorType::Div0)).0, "#DIV/0!");
        assert_eq!(text(&Data::Float(f64::NAN)), ("NaN".to_owned(), false));
    }

    proptest! {
        #[test]
        fn numbers_of_up_to_fifteen_digits_come_back_as_written(units in -999_999_999_999_999_i64..999_999_999_999_999, decimals in 0_usize..9) {
            let negative = if units < 0 { "-" } else { "" };
            let digits = format!("{:0width$}", units.unsigned_abs(), width = decimals + 1);
            let (whole, part) = digits.split_at(digits.len() - decimals);
            let written = match part.trim_end_matches('0') {
                "" => format!("{negative}{whole}"),
                part => format!("{negative}{whole}.{part}"),
            };
            prop_assert_eq!(decimal(written.parse().unwrap()), written);
        }
    }
}
