//! Letters beside a value: flags, or the reason why there is none.

use teilraum::model::Flags;

use super::house::QualityTable;
use crate::config::atlas::SignMeaning;

/// What letters say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What must be said beside the value.
    pub flags: Flags,
    /// Why there is no value; a number that stands there all the same is not published.
    pub withheld: Option<SignMeaning>,
}

impl Said {
    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            flags: self.flags.with(other.flags),
            withheld: self.withheld.or(other.withheld),
        }
    }
}

/// What a list of words says; `Err` is a word that is neither a flag nor a reason.
///
/// # Errors
/// The first unknown word.
pub fn said(words: &[String]) -> Result<Said, &str> {
    words.iter().try_fold(Said::default(), |said, word| {
        let flag = Flags::ALL.into_iter().find(|(_, key)| key == word);
        let one = match (flag, reason(word)) {
            (Some((flag, _)), _) => Said {
                flags: flag,
                withheld: None,
            },
            (None, Some(reason)) => Said {
                flags: Flags::NONE,
                withheld: Some(reason),
            },
            (None, None) => return Err(word.as_str()),
        };
        Ok(said.and(one))
    })
}

/// The words for a reason.
pub const REASONS: [(&str, SignMeaning); 6] = [
    ("missing", SignMeaning::Missing),
    ("suppressed", SignMeaning::Suppressed),
    ("unknown-or-secret", SignMeaning::UnknownOrSecret),
    ("pending", SignMeaning::Pending),
    ("not-applicable", SignMeaning::NotApplicable),
    ("unreliable", SignMeaning::Unreliable),
];

fn reason(word: &str) -> Option<SignMeaning> {
    let named = REASONS.into_iter().find(|(key, _)| *key == word);
    named.map(|(_, meaning)| meaning)
}

/// What `letters` say by `table`: as a whole, or each letter for itself. `None` if one is unknown.
#[must_use]
pub fn look_up(table: &QualityTable, letters: &str) -> Option<Said> {
    if letters.is_empty() {
        return Some(
            table
                .get(letters)
                .map_or_else(Said::default, |words| said(words).unwrap_or_default()),
        );
    }
    if let Some(words) = table.get(letters) {
        return said(words).ok();
    }
    let mut chars = letters
        .chars()
        .filter(|char| !matches!(char, ' ' | ','))
        .peekable();
    chars.peek()?;
    let mut buffer = [0; 4];
    chars.try_fold(Said::default(), |all, char| {
        let words = table.get(&*char.encode_utf8(&mut buffer))?;
        Some(all.and(said(words).ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::house;

    #[test]
    fn letters_are_understood_together_or_each_for_itself() {
        let table = house::letters("@eurostat").unwrap();
        let both = look_up(table, "bp").unwrap();
        assert_eq!(both.flags, Flags::BREAK_BEFORE.with(Flags::PROVISIONAL));
        assert_eq!(
            look_up(table, "c").unwrap().withheld,
            Some(SignMeaning::Suppressed)
        );
        assert_eq!(look_up(table, "").unwrap(), Said::default());
        assert_eq!(look_up(table, "b?"), None);
    }

    #[test]
    fn a_word_that_nobody_knows_is_named() {
        assert_eq!(
            said(&["provisional".to_owned(), "later".to_owned()]),
            Err("later")
        );
    }
}
