//! The template language of messages, a small part of ICU MessageFormat.
//!
//! ```text
//! {name}                                          the argument
//! {count, plural, =0 {none} one {# area} other {# areas}}   # is the count
//! {kind, select, share {…} other {…}}
//! ''  an apostrophe    '{…}'  braces as they are
//! ```
//!
//! Variants nest. Every choice needs `other`, so that each argument gives some text.

use std::iter::Peekable;
use std::str::CharIndices;

/// A template is malformed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at byte {at}: expected {expected}, found {found}")]
pub struct TemplateError {
    /// Byte offset in the template.
    pub at: usize,
    /// What should stand there.
    pub expected: &'static str,
    /// What stands there.
    pub found: String,
}

/// A parsed template.
pub(super) type Template = Vec<Piece>;

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words as they are.
    Text(String),
    /// An argument.
    Argument(String),
    /// `#`: the count of the plural around it.
    Count(String),
    /// A choice by an argument.
    Choice {
        argument: String,
        by: By,
        variants: Vec<(String, Template)>,
    },
}

/// How a choice picks its variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Plural,
    Select,
}

/// Deeper nesting is a mistake, and recursion has to end somewhere.
const DEEPEST: usize = 8;

/// Reads a template.
pub(super) fn parse(source: &str) -> Result<Template, TemplateError> {
    let mut parser = Parser {
        source,
        rest: source.char_indices().peekable(),
        depth: 0,
    };
    let template = parser.template(None)?;
    match parser.rest.peek() {
        None => Ok(template),
        Some(_) => Err(parser.expected("the end of the template")),
    }
}

/// The names of all arguments in `template`, in order of appearance, with repetitions.
pub(super) fn arguments(template: &Template) -> Vec<&str> {
    template.iter().flat_map(arguments_of).collect()
}

fn arguments_of(piece: &Piece) -> Vec<&str> {
    match piece {
        Piece::Text(_) => Vec::new(),
        Piece::Argument(name) | Piece::Count(name) => vec![name.as_str()],
        Piece::Choice {
            argument, variants, ..
        } => {
            let nested = variants.iter().flat_map(|(_, variant)| arguments(variant));
            std::iter::once(argument.as_str()).chain(nested).collect()
        }
    }
}

struct Parser<'a> {
    source: &'a str,
    rest: Peekable<CharIndices<'a>>,
    depth: usize,
}

impl Parser<'_> {
    fn expected(&mut self, expected: &'static str) -> TemplateError {
        let (at, found) = match self.rest.peek() {
            Some((at, c)) => (*at, format!("\"{c}\"")),
            None => (self.source.len(), "the end of the template".to_owned()),
        };
        TemplateError {
            at,
            expected,
            found,
        }
    }

    /// Pieces up to the end or an unmatched `}`; `count` is what `#` stands for.
    fn template(&mut self, count: Option<&str>) -> Result<Template, TemplateError> {
        let mut template = Vec::new();
        let mut text = String::new();
        while let Some((_, c)) = self.rest.next_if(|(_, c)| *c != '}') {
            let piece = match (c, count) {
                ('{', _) => self.argument()?,
                ('#', Some(count)) => Piece::Count(count.to_owned()),
                ('\'', _) => {
                    self.apostrophe(&mut text);
                    continue;
                }
                _ => {
                    text.push(c);
                    continue;
                }
            };
            if !text.is_empty() {
                template.push(Piece::Text(std::mem::take(&mut text)));
            }
            template.push(piece);
        }
        if !text.is_empty() {
            template.push(Piece::Text(text));
        }
        Ok(template)
    }

    /// After an apostrophe: a second one is an apostrophe, before a special sign it quotes up to the
    /// next, otherwise it is one itself ("don't").
    fn apostrophe(&mut self, text: &mut String) {
        match self.rest.peek() {
            Some((_, '\'')) => {
                self.rest.next();
                text.push('\'');
            }
            Some((_, '{' | '}' | '#')) => {
                while let Some((_, c)) = self.rest.next_if(|(_, c)| *c != '\'') {
                    text.push(c);
                }
                self.rest.next();
            }
            _ => text.push('\''),
        }
    }

    /// After `{`: a name, or a choice.
    fn argument(&mut self) -> Result<Piece, TemplateError> {
        let argument = self.word("the name of an argument")?;
        if self.takes('}') {
            return Ok(Piece::Argument(argument));
        }
        self.require(',', "\",\" or \"}\" after the name of an argument")?;
        self.skip_space();
        let mut kind = self.clone_here();
        let by = match self.word("\"plural\" or \"select\"")?.as_str() {
            "plural" => By::Plural,
            "select" => By::Select,
            _ => return Err(kind.expected("\"plural\" or \"select\"")),
        };
        self.require(',', "\",\" before the variants")?;
        let variants = self.variants(by, &argument)?;
        Ok(Piece::Choice {
            argument,
            by,
            variants,
        })
    }

    fn variants(
        &mut self,
        by: By,
        argument: &str,
    ) -> Result<Vec<(String, Template)>, TemplateError> {
        if self.depth == DEEPEST {
            return Err(self.expected("at most eight choices inside each other"));
        }
        self.depth += 1;
        let count = (by == By::Plural).then_some(argument);
        let mut variants: Vec<(String, Template)> = Vec::new();
        while !self.takes('}') {
            let mut here = self.clone_here();
            let name = self.word("the name of a variant or \"}\"")?;
            let known = by == By::Select || is_plural_name(&name);
            if !known || variants.iter().any(|(other, _)| *other == name) {
                return Err(here.expected("one, other or =N, each once"));
            }
            self.require('{', "\"{\" before the text of a variant")?;
            variants.push((name, self.template(count)?));
            self.require('}', "\"}\" after the text of a variant")?;
        }
        self.depth -= 1;
        if !variants.iter().any(|(name, _)| name == "other") {
            return Err(self.expected("a variant \"other\" before this"));
        }
        Ok(variants)
    }

    /// A copy of this parser that stays here, to point back at what was read from here on.
    fn clone_here(&mut self) -> Self {
        self.skip_space();
        Self {
            source: self.source,
            rest: self.rest.clone(),
            depth: self.depth,
        }
    }

    fn skip_space(&mut self) {
        while self.rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
    }

    fn takes(&mut self, sign: char) -> bool {
        self.skip_space();
        self.rest.next_if(|(_, c)| *c == sign).is_some()
    }

    fn require(&mut self, sign: char, expected: &'static str) -> Result<(), TemplateError> {
        // Space before a closing brace belongs to the text, but that is used up here already.
        if self.takes(sign) {
            Ok(())
        } else {
            Err(self.expected(expected))
        }
    }

    fn word(&mut self, expected: &'static str) -> Result<String, TemplateError> {
        self.skip_space();
        let mut word = String::new();
        let belongs = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '=' | '.');
        while let Some((_, c)) = self.rest.next_if(|(_, c)| belongs(*c)) {
            word.push(c);
        }
        if word.is_empty() {
            Err(self.expected(expected))
        } else {
            Ok(word)
        }
    }
}

fn is_plural_name(name: &str) -> bool {
    let exact = name
        .strip_prefix('=')
        .is_some_and(|number| number.parse::<i64>().is_ok());
    exact || matches!(name, "one" | "other")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(source: &str) -> (usize, &'static str) {
        let error = parse(source).unwrap_err();
        (error.at, error.expected)
    }

    #[test]
    fn a_malformed_template_says_where() {
        assert_eq!(wrong("a {"), (3, "the name of an argument"));
        assert_eq!(wrong("a } b"), (2, "the end of the template"));
        assert_eq!(
            wrong("{n"),
            (2, "\",\" or \"}\" after the name of an argument")
        );
        assert_eq!(wrong("{n, number}"), (4, "\"plural\" or \"select\""));
        assert_eq!(
            wrong("{n, plural, few {x} other {y}}"),
            (12, "one, other or =N, each once")
        );
        assert_eq!(
            wrong("{n, plural, other {x} other {y}}"),
            (22, "one, other or =N, each once")
        );
        assert_eq!(
            wrong("{n, plural, one {x}}").1,
            "a variant \"other\" before this"
        );
        assert_eq!(
            wrong("{n, select, other {x"),
            (20, "\"}\" after the text of a variant")
        );
    }

    #[test]
    fn endless_nesting_is_refused() {
        let nested = "{a, select, other {".repeat(5000);
        assert_eq!(wrong(&nested).1, "at most eight choices inside each other");
    }

    #[test]
    fn arguments_are_found_at_any_depth() {
        let template = parse("{a} {b, plural, one {{c}} other {#}}").unwrap();
        assert_eq!(arguments(&template), ["a", "b", "c", "b"]);
    }
}
