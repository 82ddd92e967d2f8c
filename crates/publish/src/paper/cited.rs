//! Notes and sources of a profile: numbered where a row first names them, listed once.

/// Texts in the order of their first mention.
#[derive(Debug, Default)]
pub struct Numbered(Vec<String>);

impl Numbered {
    /// The number of `text`, from 1.
    pub fn number(&mut self, text: &str) -> usize {
        let at = self.0.iter().position(|known| known == text);
        at.unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        }) + 1
    }

    /// The texts, the first of which has number 1.
    pub fn into_list(self) -> Vec<String> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_again_keeps_its_number() {
        let mut notes = Numbered::default();
        let numbers = ["a", "b", "a"].map(|text| notes.number(text));
        assert_eq!(numbers, [1, 2, 1]);
        assert_eq!(notes.into_list(), ["a", "b"]);
    }
}
