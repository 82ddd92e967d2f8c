//! TOML with mistakes that say where they are.

use serde::de::DeserializeOwned;

use crate::report::{Report, Wording, found, in_row};

/// Reads `text`; a mistake goes to the report with its line.
pub fn parse<T: DeserializeOwned>(text: &str, file: &str, report: &mut Report) -> Option<T> {
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start);
            let place = in_row(file, line_at(text, start), None);
            report.error("config", place, wording(error.message()));
            None
        }
    }
}

/// The line of the byte `at`, from 1.
pub fn line_at(text: &str, at: usize) -> u64 {
    let before = text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    before as u64 + 1
}

/// Splits what the TOML reader says into what it expected and what it found.
pub fn wording(message: &str) -> Wording {
    if let Some(field) = message.strip_prefix("missing field ") {
        return found(format!("the field {field}"), "no such field");
    }
    if message.contains("escape") {
        let seen = format!("{message}; in a path write `/` instead of `\\`");
        return found("valid TOML", seen);
    }
    match message.split_once(", expected ") {
        Some((seen, expected)) => found(expected, seen.trim_start_matches("invalid type: ")),
        None => found("valid TOML", message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[allow(dead_code, reason = "only its presence matters")]
        width: u32,
    }

    fn mistake(text: &str) -> String {
        let mut report = Report::default();
        assert!(parse::<Sample>(text, "a.toml", &mut report).is_none());
        report.into_findings()[0].to_string()
    }

    #[test]
    fn a_missing_field_is_named() {
        assert_eq!(
            mistake(""),
            "a.toml, row 1: expected the field `width`, found no such field"
        );
    }

    #[test]
    fn an_unknown_field_is_refused_with_its_line() {
        assert_eq!(
            mistake("width = 3\n\nwidht = 4\n"),
            "a.toml, row 3: expected `width`, found unknown field `widht`"
        );
    }

    #[test]
    fn a_wrong_type_says_what_was_expected() {
        assert_eq!(
            mistake("width = \"5\""),
            "a.toml, row 1: expected u32, found string \"5\""
        );
    }
}
