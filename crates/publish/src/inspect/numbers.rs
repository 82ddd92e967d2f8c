//! Which sign parts whole numbers from decimals, and which stands between groups.

use crate::number::parse_grouped;
use crate::read::table::TableCell;

/// Whether `text` looks like a printed number, whatever its signs mean.
#[must_use]
pub fn looks_like_one(text: &str) -> bool {
    let inner = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    let inner = inner.unwrap_or(text).trim();
    let digits = inner.trim_start_matches(['-', '+', '\u{2212}']);
    let fits =
        |char: char| char.is_ascii_digit() || matches!(char, '.' | ',' | '\'') || is_blank(char);
    digits.starts_with(|char: char| char.is_ascii_digit())
        && digits.ends_with(|char: char| char.is_ascii_digit())
        && digits.chars().all(fits)
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}')
}

/// How numbers are printed, with the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The decimal sign.
    pub decimal: char,
    /// The sign between groups.
    pub group: Option<char>,
    /// Most digits after the decimal sign.
    pub decimals: u8,
    /// Why.
    pub reason: String,
    /// What remains open.
    pub unsure: Option<String>,
}

/// What printed numbers say about one sign.
#[derive(Default)]
struct Evidence<'t> {
    /// Numbers in which it can only be decimal.
    decimal: Vec<&'t str>,
    /// Numbers in which it can only stand between groups.
    group: Vec<&'t str>,
    /// Numbers in which it can be either.
    either: Vec<&'t str>,
}

/// How `cells` are printed, where `,` parts columns if `comma_parts`.
pub fn printed<'t>(cells: impl Iterator<Item = TableCell<'t>>, comma_parts: bool) -> Printed {
    let (mut point, mut comma) = (Evidence::default(), Evidence::default());
    let (mut blank, mut typed, mut whole) = (None, 0_usize, 0_usize);
    let mut texts = Vec::new();
    for cell in cells {
        let text = cell.text.trim_matches(['(', ')']);
        texts.push((text, cell.is_number));
        if cell.is_number {
            typed += 1;
            continue;
        }
        blank = blank.or_else(|| text.contains(is_blank).then_some(text));
        whole += usize::from(!text.contains(['.', ',']));
        weigh(text, '.', ',', &mut point);
        weigh(text, ',', '.', &mut comma);
    }
    let mut found = decide(&point, &comma, comma_parts, whole, typed);
    if let Some(example) = blank {
        found
            .reason
            .push_str(&format!("; blanks between groups as in \"{example}\""));
        found.group = Some(' ');
    }
    let decimals = texts
        .iter()
        .filter_map(|(text, is_number)| match is_number {
            true => parse_grouped(text, '.', None),
            false => parse_grouped(text, found.decimal, found.group),
        });
    found.decimals = decimals
        .map(|number| number.decimals)
        .max()
        .unwrap_or(0)
        .min(9);
    found
}

fn weigh<'t>(text: &'t str, sign: char, other: char, evidence: &mut Evidence<'t>) {
    let parts: Vec<&str> = text.split(sign).collect();
    let [first, .., last] = parts.as_slice() else {
        return;
    };
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let first = first.rsplit(other).next().unwrap_or_default();
    if parts.len() > 2 || last.contains(other) {
        evidence.group.push(text);
    } else if digits(last) != 3
        || text.contains(other)
        || first.trim_start_matches(['-', '+', '\u{2212}']) == "0"
        || digits(first) > 3
    {
        evidence.decimal.push(text);
    } else {
        evidence.either.push(text);
    }
}

fn decide(
    point: &Evidence<'_>,
    comma: &Evidence<'_>,
    comma_parts: bool,
    whole: usize,
    typed: usize,
) -> Printed {
    let of = |decimal, group, reason: String, unsure| Printed {
        decimal,
        group,
        decimals: 0,
        reason,
        unsure,
    };
    let said = |list: &[&str]| {
        format!(
            "{} numbers such as \"{}\"",
            list.len(),
            list.first().copied().unwrap_or_default()
        )
    };
    let clash = |decimal: &Evidence<'_>, group: &Evidence<'_>| {
        let clashes = !decimal.group.is_empty() || !group.decimal.is_empty();
        clashes.then(|| {
            "numbers are printed in two ways; those of the smaller kind will be refused".to_owned()
        })
    };
    let grouped =
        |other: &Evidence<'_>, sign| (other.group.len() + other.either.len() > 0).then_some(sign);
    if comma.decimal.len() + point.group.len() > point.decimal.len() + comma.group.len() {
        let shown = if comma.decimal.is_empty() {
            &point.group
        } else {
            &comma.decimal
        };
        return of(',', grouped(point, '.'), said(shown), clash(comma, point));
    }
    if !point.decimal.is_empty() || !comma.group.is_empty() {
        let shown = if point.decimal.is_empty() {
            &comma.group
        } else {
            &point.decimal
        };
        return of('.', grouped(comma, ','), said(shown), clash(point, comma));
    }
    if let Some(example) = point.either.first() {
        let reason = format!(
            "{} with a point before three digits, none that tells what it is",
            said(&point.either)
        );
        let unsure = format!(
            "\"{example}\" may be a thousand or one with three decimals: `group` and `decimal` are a guess"
        );
        return of(',', Some('.'), reason, Some(unsure));
    }
    if let Some(example) = comma.either.first() {
        let reason = format!(
            "{} with a comma before three digits, none that tells what it is",
            said(&comma.either)
        );
        let unsure = format!(
            "\"{example}\" may be a thousand or one with three decimals: `group` and `decimal` are a guess"
        );
        return match comma_parts {
            true => of('.', Some(','), reason, Some(unsure)),
            false => of(',', None, reason, Some(unsure)),
        };
    }
    let reason = match typed > whole {
        true => "cells hold numbers, not their digits".to_owned(),
        false => "only whole numbers; there is no decimal sign to see".to_owned(),
    };
    of(if comma_parts { '.' } else { ',' }, None, reason, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(texts: &[&str]) -> (char, Option<char>, u8, bool) {
        let cells = texts.iter().map(|text| TableCell {
            text,
            is_number: false,
        });
        let found = printed(cells, false);
        (
            found.decimal,
            found.group,
            found.decimals,
            found.unsure.is_some(),
        )
    }

    #[test]
    fn evidence_decides_which_sign_is_which() {
        assert_eq!(signs(&["1,5", "12,25"]), (',', None, 2, false));
        assert_eq!(signs(&["1.5", "12"]), ('.', None, 1, false));
        assert_eq!(signs(&["1.234,5", "12"]), (',', Some('.'), 1, false));
        assert_eq!(signs(&["1.234.567", "1.234"]), (',', Some('.'), 0, false));
        assert_eq!(signs(&["1,234.5"]), ('.', Some(','), 1, false));
        assert_eq!(signs(&["0.125", "1.234"]), ('.', None, 3, false));
        assert_eq!(signs(&["1 234 567"]), (',', Some(' '), 0, false));
        assert_eq!(signs(&["5", "12"]), (',', None, 0, false));
    }

    #[test]
    fn a_point_before_three_digits_everywhere_is_told_as_open() {
        assert_eq!(signs(&["1.234", "5.678"]), (',', Some('.'), 0, true));
    }

    #[test]
    fn dates_and_words_are_no_numbers() {
        assert!(looks_like_one("-1.234,5") && looks_like_one("(12)") && looks_like_one("1 234"));
        assert!(
            !looks_like_one("-")
                && !looks_like_one("1 bis")
                && !looks_like_one(".")
                && !looks_like_one("")
        );
    }
}
