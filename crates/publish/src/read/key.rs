//! Keys out of cells: alone, with the name behind them, or parted over several columns.

use std::borrow::Cow;

/// The key in a cell that may hold more, such as `01001 Flensburg, Stadt`.
///
/// A cell that begins with one of the numbers of `digits` begins with its key; blanks among the
/// digits do not count. Every other cell is its own key, and so is any cell without `digits`.
///
/// ```
/// use teilraum_publish::read::key::in_cell;
/// assert_eq!(in_cell("01001 Flensburg, Stadt", &[2, 5]), "01001");
/// assert_eq!(in_cell("09 1 88 Starnberg", &[5]), "09188");
/// assert_eq!(in_cell("Deutschland", &[2, 5]), "Deutschland");
/// ```
#[must_use]
pub fn in_cell<'t>(text: &'t str, digits: &[usize]) -> Cow<'t, str> {
    if digits.is_empty() {
        return Cow::Borrowed(text);
    }
    let blank = |char: char| char == ' ' || char == '\u{A0}';
    let end = text.find(|char: char| !char.is_ascii_digit() && !blank(char));
    let run = text
        .get(..end.unwrap_or(text.len()))
        .unwrap_or_default()
        .trim();
    let joined: String = run.chars().filter(|char| !blank(*char)).collect();
    // A digit or letter right behind the digits would make them part of a word.
    let apart = end.is_none_or(|end| {
        let before = text.get(..end).and_then(|text| text.chars().next_back());
        let behind = text.get(end..).and_then(|text| text.chars().next());
        before.is_some_and(blank) || behind.is_some_and(|char| !char.is_alphanumeric())
    });
    if apart && digits.contains(&joined.len()) {
        return match joined.len() == run.len() {
            true => Cow::Borrowed(run),
            false => Cow::Owned(joined),
        };
    }
    // "01001 1. Bezirk": the digits of the name are none of the key.
    let word = text.split(blank).next().unwrap_or_default();
    let is_key = word.bytes().all(|byte| byte.is_ascii_digit()) && digits.contains(&word.len());
    Cow::Borrowed(if is_key { word } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_taken_from_before_the_name() {
        let cases = [
            ("01 Schleswig-Holstein", "01"),
            ("01001\u{A0}Flensburg", "01001"),
            ("01 001", "01001"),
            ("01001", "01001"),
            ("01001, Flensburg", "01001"),
            ("01001 1. Bezirk", "01001"),
            ("010 Bezirk", "010 Bezirk"),
            ("01001A", "01001A"),
            ("", ""),
        ];
        for (cell, key) in cases {
            assert_eq!(in_cell(cell, &[2, 5]), key, "{cell}");
        }
        assert_eq!(in_cell("01001 Flensburg", &[]), "01001 Flensburg");
    }
}
