//! The words of a proposal: TOML that the publisher reads, with reasons as comments.

use std::fmt::Write as _;

/// Lines of TOML.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// A comment.
    pub fn reason(&mut self, text: &str) -> &mut Self {
        for line in text.lines() {
            self.line(&format!("# {}", clean(line)));
        }
        self
    }

    /// A line as it is.
    pub fn line(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self.0.push('\n');
        self
    }

    /// A field with a text.
    pub fn text(&mut self, name: &str, value: &str) -> &mut Self {
        self.line(&format!("{name} = {}", quoted(value)))
    }

    /// A field with a value written in TOML.
    pub fn field(&mut self, name: &str, value: impl std::fmt::Display) -> &mut Self {
        self.line(&format!("{name} = {value}"))
    }

    /// All lines.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

/// A comment must not hold control characters.
fn clean(text: &str) -> String {
    text.chars()
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect()
}

/// `text` as TOML writes it.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            char if char.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

/// A list of texts.
pub fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

/// A key out of words: a–z, 0–9 and `-`.
#[must_use]
pub fn key(text: &str, otherwise: &str) -> String {
    let mut out = String::new();
    for char in text.to_lowercase().chars() {
        match char {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'a'..='z' | '0'..='9' => out.push(char),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
        if out.len() >= 48 {
            break;
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() {
        otherwise.to_owned()
    } else {
        out.to_owned()
    }
}

/// Makes each of `keys` different from those before it.
pub fn apart(keys: &mut [String]) {
    let mut seen = std::collections::BTreeSet::new();
    for key in keys {
        let plain = key.clone();
        let mut next = 2;
        while !seen.insert(key.clone()) {
            *key = format!("{plain}-{next}");
            next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_of_words() {
        assert_eq!(
            key("Anteil Schulabgänger/-innen (%)", "x"),
            "anteil-schulabgaenger-innen"
        );
        assert_eq!(key("…", "x"), "x");
        let mut keys = ["a", "a", "b"].map(str::to_owned);
        apart(&mut keys);
        assert_eq!(keys, ["a", "a-2", "b"]);
    }

    #[test]
    fn every_text_survives_toml() {
        for text in ["a \"b\" \\ c", "tab\tline\nbell\u{7}"] {
            let read: toml::Table = format!("x = {}", quoted(text)).parse().unwrap();
            assert_eq!(read["x"].as_str(), Some(text));
        }
    }
}
