//! The colours that map and charts take from the page.

/// Colours of the page, each as `#rrggbb`.
#[derive(serde::Deserialize)]
pub struct PageColors {
    /// Behind everything.
    pub background: String,
    /// Letters.
    pub text: String,
    /// Grid lines of charts; borders of the map too, where colours are forced.
    pub border: String,
    /// The chosen area.
    pub selection: String,
    /// Whether the reader forces colours.
    pub forced: bool,
}

/// A colour written as `#rrggbb`; `None` for anything else.
#[must_use]
pub fn hex_color(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::hex_color;

    #[test]
    fn colors_in_hex_are_read_and_others_refused() {
        assert_eq!(hex_color("#1a242c"), Some([26, 36, 44]));
        for wrong in ["red", "#12345", "#12345g", "#ääß", ""] {
            assert_eq!(hex_color(wrong), None, "{wrong}");
        }
    }
}
