//! The sentences of one language, by stable key.

use super::NumberFormat;
use super::template::{self, By, Piece, Template, TemplateError};
use crate::format::Tree;
use crate::model::{Lookup, Scaled};

/// What fills a place in a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Words, taken as they are; also what `select` chooses by.
    Text(&'a str),
    /// A whole number, shown in the format of the messages.
    Count(i64),
    /// A published number, shown in the format of the messages.
    Number(Scaled),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

/// Why messages cannot be read, or one cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageError {
    /// The file is no JSON, or has a key twice. Correct it there.
    #[error("line {line}, column {column}: {what}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// The file is no object of texts by key. Correct it there.
    #[error("expected an object of message texts by key")]
    NoObject,
    /// Something other than a text stands at a key. Correct it there.
    #[error("message \"{key}\": expected a text, found {found}")]
    NoText {
        /// Key of the message.
        key: String,
        /// What stands there.
        found: String,
    },
    /// A template is malformed. Correct it there.
    #[error("message \"{key}\", {error}")]
    Template {
        /// Key of the message.
        key: String,
        /// Where and what.
        error: TemplateError,
    },
    /// No message has this key. Add it to the catalogue of this language.
    #[error("there is no message \"{0}\"")]
    UnknownKey(String),
    /// The template names an argument that the caller does not give.
    #[error("message \"{key}\": the argument \"{argument}\" is missing or not of the right kind")]
    Argument {
        /// Key of the message.
        key: String,
        /// Name of the argument.
        argument: String,
    },
}

impl From<serde_json::Error> for MessageError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json {
            line: error.line(),
            column: error.column(),
            what: error.to_string(),
        }
    }
}

/// The messages of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    numbers: NumberFormat,
    templates: Lookup<Template>,
}

impl Messages {
    /// Reads a flat JSON object, key → template, and every template in it.
    ///
    /// # Errors
    /// [`MessageError`] with the place: no flat object of texts, or a template that is none.
    ///
    /// ```
    /// use teilraum::text::{Arg, Language, Messages, NumberFormat};
    /// let json = br#"{ "found": "{n, plural, one {# Gebiet} other {# Gebiete}} in {place}" }"#;
    /// let messages = Messages::parse(json, NumberFormat::new(Language::De))?;
    /// let found = |n| messages.text("found", &[("n", Arg::Count(n)), ("place", "Hessen".into())]);
    /// assert_eq!(found(1), "1 Gebiet in Hessen");
    /// assert_eq!(found(26), "26 Gebiete in Hessen");
    /// # Ok::<(), teilraum::text::MessageError>(())
    /// ```
    pub fn parse(json: &[u8], numbers: NumberFormat) -> Result<Self, MessageError> {
        let Tree::Map(sources) = Tree::parse(json)? else {
            return Err(MessageError::NoObject);
        };
        let mut templates = Lookup::new();
        for (key, source) in sources {
            let key = key.into_owned();
            let Tree::Text(source) = source else {
                let found = source.to_string();
                return Err(MessageError::NoText { key, found });
            };
            match template::parse(&source) {
                Ok(template) => templates.insert(key, template),
                Err(error) => return Err(MessageError::Template { key, error }),
            };
        }
        Ok(Self { numbers, templates })
    }

    /// How numbers look in these messages.
    #[must_use]
    pub fn numbers(&self) -> &NumberFormat {
        &self.numbers
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.templates.keys().map(String::as_str)
    }

    /// The names of the arguments a message takes, sorted, each once; empty if there is none such.
    #[must_use]
    pub fn arguments(&self, key: &str) -> Vec<&str> {
        let mut names = self
            .templates
            .get(key)
            .map(template::arguments)
            .unwrap_or_default();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether there is a message `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.templates.contains_key(key)
    }

    /// The message `key` with its arguments filled in. A mistake shows as the key in angle brackets:
    /// visible to testers, and the page goes on. Tests use [`try_text`](Self::try_text).
    #[must_use]
    pub fn text(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.try_text(key, args)
            .unwrap_or_else(|_| format!("⟨{key}⟩"))
    }

    /// The message `key` with its arguments filled in.
    ///
    /// # Errors
    /// [`MessageError::UnknownKey`], [`MessageError::Argument`].
    pub fn try_text(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Result<String, MessageError> {
        let template = self
            .templates
            .get(key)
            .ok_or_else(|| MessageError::UnknownKey(key.to_owned()))?;
        let mut text = String::new();
        let writer = Writer {
            numbers: &self.numbers,
            args,
        };
        writer
            .write(&mut text, template)
            .map_err(|argument| MessageError::Argument {
                key: key.to_owned(),
                argument: argument.to_owned(),
            })?;
        Ok(text)
    }
}

/// Fills in arguments; fails with the name of the one that does not fit.
struct Writer<'a> {
    numbers: &'a NumberFormat,
    args: &'a [(&'a str, Arg<'a>)],
}

impl Writer<'_> {
    fn write<'t>(&self, text: &mut String, template: &'t Template) -> Result<(), &'t str> {
        for piece in template {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Argument(name) | Piece::Count(name) => match self.argument(name)? {
                    Arg::Text(words) => text.push_str(words),
                    Arg::Count(units) => {
                        text.push_str(&self.numbers.number(Scaled { units, decimals: 0 }));
                    }
                    Arg::Number(value) => text.push_str(&self.numbers.number(value)),
                },
                Piece::Choice {
                    argument,
                    by,
                    variants,
                } => {
                    let variant = match (by, self.argument(argument)?) {
                        (By::Select, Arg::Text(word)) => choose(variants, &[word]),
                        (By::Plural, Arg::Count(units)) => plural(variants, units, 0),
                        (By::Plural, Arg::Number(value)) => {
                            plural(variants, value.units, value.decimals)
                        }
                        _ => return Err(argument),
                    };
                    self.write(text, variant.ok_or(argument.as_str())?)?;
                }
            }
        }
        Ok(())
    }

    fn argument<'t>(&self, name: &'t str) -> Result<Arg<'_>, &'t str> {
        let found = self.args.iter().find(|(other, _)| *other == name);
        found.map(|(_, argument)| *argument).ok_or(name)
    }
}

/// German and English say "one" for 1 exactly, and neither for 1.0.
fn plural(variants: &[(String, Template)], units: i64, decimals: u8) -> Option<&Template> {
    match (units, decimals) {
        (1, 0) => choose(variants, &["=1", "one"]),
        (units, 0) => choose(variants, &[&format!("={units}")]),
        _ => choose(variants, &[]),
    }
}

/// The first variant with one of `names`, else `other`.
fn choose<'v>(variants: &'v [(String, Template)], names: &[&str]) -> Option<&'v Template> {
    let find = |wanted: &str| variants.iter().find(|(name, _)| name == wanted);
    let found = names
        .iter()
        .find_map(|name| find(name))
        .or_else(|| find("other"));
    found.map(|(_, template)| template)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn parse(json: &str) -> Result<Messages, MessageError> {
        Messages::parse(json.as_bytes(), NumberFormat::new(Language::De))
    }

    fn one(template: &str) -> Messages {
        parse(&serde_json::json!({ "m": template }).to_string()).unwrap()
    }

    #[test]
    fn exact_counts_come_before_plural_forms() {
        let messages = one("{n, plural, =0 {kein Gebiet} one {ein Gebiet} other {# Gebiete}}");
        let text = |n| messages.text("m", &[("n", Arg::Count(n))]);
        assert_eq!(
            [text(0), text(1), text(2), text(-1), text(11_000)],
            [
                "kein Gebiet",
                "ein Gebiet",
                "2 Gebiete",
                "−1 Gebiete",
                "11\u{202f}000 Gebiete",
            ]
        );
    }

    #[test]
    fn one_with_decimals_is_many() {
        let messages = one("{n} {n, plural, one {Person} other {Personen}}");
        let text =
            |units, decimals| messages.text("m", &[("n", Arg::Number(Scaled { units, decimals }))]);
        assert_eq!([text(1, 0), text(10, 1)], ["1 Person", "1,0 Personen"]);
    }

    #[test]
    fn choices_nest_and_fall_back_to_other() {
        let messages = one(
            "{kind, select, share {{n, plural, one {# Anteil} other {# Anteile}}} other {nichts}}",
        );
        let text = |kind| messages.text("m", &[("kind", Arg::Text(kind)), ("n", Arg::Count(2))]);
        assert_eq!([text("share"), text("rate")], ["2 Anteile", "nichts"]);
    }

    #[test]
    fn apostrophes_and_quoted_braces_are_text() {
        assert_eq!(
            one("don't '{'x'}' ''y'' # ’").text("m", &[]),
            "don't {x} 'y' # ’"
        );
    }

    #[test]
    fn arguments_are_never_read_as_templates() {
        let text = one("{a}").text("m", &[("a", "{b} <b>".into())]);
        assert_eq!(text, "{b} <b>");
    }

    #[test]
    fn a_wrong_call_is_an_error_and_shows() {
        let messages = one("{a, plural, other {#}}");
        let missing = MessageError::Argument {
            key: "m".into(),
            argument: "a".into(),
        };
        assert_eq!(messages.try_text("m", &[]), Err(missing.clone()));
        assert_eq!(messages.try_text("m", &[("a", "x".into())]), Err(missing));
        assert_eq!(
            messages.try_text("no", &[]),
            Err(MessageError::UnknownKey("no".into()))
        );
        assert_eq!(messages.text("no", &[]), "⟨no⟩");
    }

    #[test]
    fn a_file_that_is_no_catalogue_says_where() {
        let at = |json: &str| match parse(json).unwrap_err() {
            MessageError::Json { line, what, .. } => (line, what),
            other => panic!("{other}"),
        };
        assert!(
            at("{\n \"a\": \"x\",\n \"a\": \"y\"\n}")
                .1
                .contains("\"a\" occurs twice")
        );
        assert_eq!(at("{\n \"a\": x\n}").0, 2);
        assert_eq!(parse("[]"), Err(MessageError::NoObject));
        assert_eq!(
            parse(r#"{"a": 5}"#).unwrap_err().to_string(),
            "message \"a\": expected a text, found 5"
        );
        let error = parse(r#"{"greeting": "Hallo {"}"#).unwrap_err().to_string();
        assert!(
            error.starts_with("message \"greeting\", at byte 7"),
            "{error}"
        );
    }

    #[test]
    fn keys_and_arguments_can_be_compared_between_languages() {
        let messages = one("{b} {a, plural, one {{b}} other {#}}");
        assert_eq!(messages.keys().collect::<Vec<_>>(), ["m"]);
        assert_eq!(messages.arguments("m"), ["a", "b"]);
    }
}
