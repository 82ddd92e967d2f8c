//! The words of pages and tables: the live page's messages, and some that only these need.

use serde_json::{Map, Value};
use teilraum::text::{Language, MessageError, Messages, NumberFormat};

use super::PagesError;

/// Messages by language: the live page's, and the pages' own.
const CATALOGUES: [(&str, &[u8], &[u8]); 2] = [
    (
        "de",
        include_bytes!("../../../../www/messages/de.json"),
        include_bytes!("messages/de.json"),
    ),
    (
        "en",
        include_bytes!("../../../../www/messages/en.json"),
        include_bytes!("messages/en.json"),
    ),
];

/// Languages in which there are messages.
#[must_use]
pub fn languages() -> Vec<&'static str> {
    CATALOGUES.iter().map(|(language, ..)| *language).collect()
}

/// The messages of `language`; `None` if there are none.
///
/// # Errors
/// A catalogue that is none, which a test rules out.
pub fn messages(language: &str) -> Result<Option<Messages>, MessageError> {
    let Some((_, live, own)) = CATALOGUES.iter().find(|(tag, ..)| *tag == language) else {
        return Ok(None);
    };
    let mut all: Map<String, Value> = serde_json::from_slice(live)?;
    all.extend(serde_json::from_slice::<Map<String, Value>>(own)?);
    let numbers = NumberFormat::new(Language::from_tag(language).unwrap_or_default());
    Messages::parse(&serde_json::to_vec(&all)?, numbers).map(Some)
}

/// The messages of `language`.
///
/// # Errors
/// As [`messages`], and a language without any.
pub fn of(language: &str) -> Result<Messages, PagesError> {
    let known = messages(language).map_err(|error| PagesError::Messages {
        language: language.to_owned(),
        error,
    })?;
    known.ok_or_else(|| PagesError::Language(language.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_messages_with_the_same_arguments() {
        let of = |language| messages(language).unwrap().unwrap();
        let german = of("de");
        let arguments = |messages: &Messages, key: &str| {
            let mut names: Vec<String> = messages
                .arguments(key)
                .into_iter()
                .map(str::to_owned)
                .collect();
            names.sort();
            names
        };
        for language in languages() {
            let other = of(language);
            assert!(german.keys().eq(other.keys()), "{language}");
            for key in german.keys() {
                assert_eq!(arguments(&german, key), arguments(&other, key), "{key}");
            }
        }
        assert!(messages("dsb").unwrap().is_none());
    }

    #[test]
    fn pages_take_no_message_away_from_the_live_page() {
        for (_, live, own) in CATALOGUES {
            let live: Map<String, Value> = serde_json::from_slice(live).unwrap();
            let own: Map<String, Value> = serde_json::from_slice(own).unwrap();
            assert!(own.keys().all(
                |key| ["pages.", "csv."].iter().any(|own| key.starts_with(own))
                    && !live.contains_key(key)
            ));
        }
    }
}
