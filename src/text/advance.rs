//! How wide a text is, from a table of average advances of common sans-serif interface fonts.
//!
//! The widths are those of wide system fonts rounded up, so that a text measured here fits where
//! it is put, whichever font the reader's system has.

/// Width of `text` in pixels at `size_px`.
///
/// ```
/// use teilraum::text::advance::width;
/// assert!(width("mmm", 10.0) > width("iii", 10.0));
/// assert_eq!(width("12", 10.0), 2.0 * width("1", 10.0));
/// ```
#[must_use]
pub fn width(text: &str, size_px: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size_px
}

/// Advance of one character in em.
fn em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.36,
        '\u{202F}' => 0.36,
        ' ' | '\u{A0}' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '€' | '—' => 0.98,
        '\u{2212}' | '–' => 0.84,
        '0'..='9' => 0.64,
        'A'..='Z' | 'Ä' | 'Ö' | 'Ü' => 0.76,
        _ => 0.62,
    }
}
