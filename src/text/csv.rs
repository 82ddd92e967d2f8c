//! Fields of comma-separated tables: texts, numbers, and what a German Excel must not change.
//!
//! [`push_field`] is RFC 4180 and nothing else. [`push_guarded`] also keeps spreadsheets from running a
//! text as a formula. [`push_excel`] is for tables that a German Excel opens by a double click
//! (semicolon, decimal comma, [`MARK`] in front).

/// What makes Excel read a table as UTF-8.
pub const MARK: char = '\u{feff}';

/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Longest text that a formula may contain.
const FORMULA_TEXT: usize = 250;

/// Adds `units` of the last of `decimals` decimals with `mark` before them.
///
/// ```
/// use teilraum::text::csv::push_scaled;
/// let mut text = String::new();
/// push_scaled(&mut text, -5, 2, ',');
/// assert_eq!(text, "-0,05");
/// ```
pub fn push_scaled(out: &mut String, units: i64, decimals: u8, mark: char) {
    // 20 digits hold every number, and at most 255 decimals are padded with zeros in front.
    let mut digits = [0u8; 20];
    let mut rest = units.unsigned_abs();
    let mut count = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
        count += 1;
        if rest == 0 {
            break;
        }
    }
    let own = digits.iter().skip(digits.len() - count);
    let wanted = usize::from(decimals) + 1;
    let zeros = std::iter::repeat_n(&b'0', wanted.saturating_sub(count));
    let length = count.max(wanted);
    if units < 0 {
        out.push('-');
    }
    for (at, digit) in zeros.chain(own).enumerate() {
        if at > 0 && at == length - usize::from(decimals) {
            out.push(mark);
        }
        out.push(char::from(*digit));
    }
}

/// Adds a field of RFC 4180, in quotes where it needs them.
pub fn push_field(out: &mut String, text: &str) {
    if text.contains([',', '"', '\r', '\n']) {
        push_quoted(out, text);
    } else {
        out.push_str(text);
    }
}

/// Adds a field in quotes.
pub fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for (at, piece) in text.split('"').enumerate() {
        if at > 0 {
            out.push_str("\"\"");
        }
        out.push_str(piece);
    }
    out.push('"');
}

/// Adds a text as a field of RFC 4180 that no spreadsheet takes for a formula: one that begins like
/// one gets an apostrophe.
///
/// ```
/// use teilraum::text::csv::push_guarded;
/// let mut line = String::new();
/// push_guarded(&mut line, "=1+1");
/// assert_eq!(line, "'=1+1");
/// ```
pub fn push_guarded(out: &mut String, text: &str) {
    if text.starts_with(FORMULA) {
        push_field(out, &format!("'{text}"));
    } else {
        push_field(out, text);
    }
}

/// Adds a text so that Excel shows it as it is.
pub fn push_excel(out: &mut String, text: &str) {
    let formula = text.starts_with(FORMULA);
    let long = text.chars().count() > FORMULA_TEXT;
    if formula && long {
        push_quoted(out, &format!("'{text}"));
    } else if formula || (!long && is_taken_for_another(text)) {
        let mut cell = String::from("=");
        push_quoted(&mut cell, text);
        push_quoted(out, &cell);
    } else if text.contains([';', '"', '\r', '\n']) {
        push_quoted(out, text);
    } else {
        out.push_str(text);
    }
}

/// Words that Excel reads as parts of dates and numbers, besides beginnings of month names.
const PARTS_OF_DATES: [&str; 5] = ["e", "am", "pm", "uhr", "eur"];
const MONTHS: [&str; 16] = [
    "jan", "feb", "mar", "mär", "mrz", "apr", "mai", "may", "jun", "jul", "aug", "sep", "okt",
    "oct", "nov", "dez",
];

/// Whether Excel would make something else of a text: a number other than a plain one, a date, a
/// truth value.
fn is_taken_for_another(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    if ["wahr", "falsch", "true", "false"].contains(&lower.as_str()) {
        return true;
    }
    let plain = lower.len() <= 15
        && lower.bytes().all(|byte| byte.is_ascii_digit())
        && !lower.starts_with('0');
    let digits = lower.chars().any(|letter| letter.is_ascii_digit());
    let mut words = lower
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty());
    let of_date = |word: &str| {
        let month = MONTHS
            .iter()
            .chain(&["dec"])
            .any(|month| word.starts_with(month));
        month || PARTS_OF_DATES.contains(&word)
    };
    digits && !(plain && text == lower) && words.all(of_date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Scaled;
    use proptest::prelude::*;

    fn cell(text: &str) -> String {
        let mut cell = String::new();
        push_excel(&mut cell, text);
        cell
    }

    #[test]
    fn what_excel_would_change_is_written_as_a_text() {
        for text in [
            "09188",
            "0",
            "1-2",
            "3/4",
            "2018/19",
            "31.12.2024",
            "Mrz 12",
            "12 Mai",
            "1e5",
            "=1+1",
            "@x",
            "+49",
            "-",
            "WAHR",
            "1234567890123456",
            "12:30",
            "5 %",
        ] {
            assert_eq!(cell(text), format!("\"=\"\"{text}\"\"\""));
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "Starnberg",
            "Bezirk 3",
            "2018",
            "Durchschnitt 2019",
            "",
            "12 Monate",
            "Mai",
        ] {
            assert_eq!(cell(text), text);
        }
        assert_eq!(cell("a;b"), "\"a;b\"");
        assert_eq!(cell("=\"x\""), "\"=\"\"=\"\"\"\"x\"\"\"\"\"\"\"");
    }

    #[test]
    fn a_long_text_that_begins_like_a_formula_gets_an_apostrophe() {
        let text = format!("={}", "x".repeat(300));
        assert_eq!(cell(&text), format!("\"'{text}\""));
    }

    proptest! {
        #[test]
        fn numbers_are_written_as_the_engine_writes_them(units: i64, decimals in 0u8..=9) {
            let mut text = String::new();
            push_scaled(&mut text, units, decimals, '.');
            prop_assert_eq!(text, Scaled { units, decimals }.to_string());
        }

        #[test]
        fn no_field_begins_like_a_formula(text in "[-=+@\t\r]?.{0,20}") {
            let mut field = String::new();
            push_guarded(&mut field, &text);
            // One sign encloses the field, others belong to it.
            let inside = field.strip_prefix('"').unwrap_or(&field);
            prop_assert!(!inside.starts_with(FORMULA), "{}", field);
        }
    }
}
