//! Texts inside markup.

/// Most characters of a cell.
const LONGEST: usize = 32_767;

/// Adds a text of an element or an attribute. What XML cannot hold is left out.
pub(super) fn push(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(letter),
            '\r' => {}
            '\u{0}'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
}

/// Adds the text of a cell, where `_x0041_` would stand for a letter.
pub(super) fn push_cell(out: &mut String, text: &str) {
    let end = text
        .char_indices()
        .nth(LONGEST)
        .map_or(text.len(), |(at, _)| at);
    let mut rest = text.get(..end).unwrap_or_default();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        push(out, before);
        out.push_str(if is_escape(from) { "_x005F_x" } else { "_x" });
        rest = from.get(2..).unwrap_or_default();
    }
    push(out, rest);
}

/// Whether a text begins with `_x`, four hexadecimal digits and `_`.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = bytes.get(2..6);
    digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit)) && bytes.get(6) == Some(&b'_')
}

/// "A", "Z", "AA": the name of a column, 0 for the first.
pub(super) fn column(at: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = at + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    letters
        .iter()
        .rev()
        .map(|letter| char::from(*letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let names = [0, 25, 26, 51, 701, 702].map(column);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }

    #[test]
    fn nothing_in_a_text_is_markup_or_an_escape() {
        let cell = |text: &str| {
            let mut out = String::new();
            push_cell(&mut out, text);
            out
        };
        assert_eq!(cell("a<b & \"c\"\r\n\u{1}"), "a&lt;b &amp; &quot;c&quot;\n");
        assert_eq!(cell("_x0041_ _x004 _x"), "_x005F_x0041_ _x004 _x");
        assert_eq!(cell(&"ä".repeat(40_000)).chars().count(), LONGEST);
    }
}
