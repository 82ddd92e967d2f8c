//! `[site]`: what is said of the atlas as a web site, beyond its figures.

use std::collections::BTreeMap;

use serde::Deserialize;
use teilraum::model::Date;

use super::Config;
use crate::imprint::{is_email, is_web};
use crate::report::{Report, found, in_file};

/// A text by language tag.
pub type Said = BTreeMap<String, String>;

/// What is said of the site.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SiteConfig {
    /// The accessibility statement; none without this table.
    pub accessibility: Option<Accessibility>,
}

/// The accessibility statement that laws after Directive (EU) 2016/2102 ask of public bodies.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accessibility {
    /// Whose site it is; the publisher of the imprint by default.
    pub operator: Option<String>,
    /// How far the site conforms.
    pub status: Conformance,
    /// When the statement was made.
    pub date: Date,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
    /// What it is based on.
    #[serde(default)]
    pub basis: Basis,
    /// The law that applies, by language.
    #[serde(default)]
    pub law: Said,
    /// What is not accessible, and why.
    #[serde(default)]
    pub barriers: Vec<Said>,
    /// Where barriers are reported; the address of the imprint by default.
    pub email: Option<String>,
    /// A form or page where barriers are reported.
    pub form: Option<String>,
    /// A telephone number for the same.
    pub phone: Option<String>,
    /// Another way, in words.
    #[serde(default)]
    pub contact: Said,
    /// Explanations in Leichte Sprache.
    pub easy_language: Option<String>,
    /// Explanations in sign language.
    pub sign_language: Option<String>,
    /// Who decides where a report does not help, for each Land that the site is for.
    #[serde(default)]
    pub enforcement: Vec<Enforcement>,
}

/// How far a site conforms to WCAG 2.2 AA and EN 301 549.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conformance {
    /// In every respect.
    Full,
    /// But for the barriers named.
    Partial,
    /// Not.
    None,
}

impl Conformance {
    /// The name used in message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::None => "none",
        }
    }
}

/// What a statement is based on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The operator's own assessment.
    #[default]
    Own,
    /// A test by somebody else.
    External,
}

/// A body that enforces accessibility.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enforcement {
    /// For which Land, in words; for all without it.
    pub land: Option<String>,
    /// Its name.
    pub name: String,
    /// Its postal address.
    pub address: Option<String>,
    /// Its web page.
    pub url: Option<String>,
    /// Its e-mail address.
    pub email: Option<String>,
    /// Its telephone number.
    pub phone: Option<String>,
}

/// Reports unusable addresses, texts in no language of the atlas, and a statement without a way
/// to answer it or without the barriers that it admits.
pub fn check(config: &Config, file: &str, report: &mut Report) {
    let Some(statement) = &config.atlas.site.accessibility else {
        return;
    };
    let languages = &config.atlas.languages;
    for (expected, seen) in statement.mistakes(config.atlas.imprint.email.as_ref(), languages) {
        let expected = format!("{expected} in [site.accessibility]");
        report.error("config", in_file(file), found(expected, seen));
    }
}

impl Accessibility {
    /// Texts that readers of every language need.
    fn texts(&self) -> impl Iterator<Item = &Said> {
        self.barriers
            .iter()
            .chain([&self.law, &self.contact])
            .filter(|said| !said.is_empty())
    }

    /// What should have been, and what is.
    fn mistakes(&self, imprint: Option<&String>, languages: &[String]) -> Vec<(String, String)> {
        let webs = [&self.form, &self.easy_language, &self.sign_language];
        let bodies = self.enforcement.iter();
        let webs = webs
            .into_iter()
            .chain(bodies.clone().map(|body| &body.url))
            .flatten()
            .filter(|text| !is_web(text))
            .map(|text| ("a web address".to_owned(), format!("\"{text}\"")));
        let mails = bodies
            .map(|body| &body.email)
            .chain([&self.email])
            .flatten()
            .filter(|text| !is_email(text))
            .map(|text| ("an e-mail address".to_owned(), format!("\"{text}\"")));
        let lacking = languages.iter().flat_map(|language| {
            let lacks = self
                .texts()
                .filter(move |said| !said.contains_key(language));
            lacks.map(move |said| {
                let other = said.values().next().map(String::as_str).unwrap_or_default();
                (
                    format!("the text in \"{language}\" as well"),
                    format!("only \"{other}\""),
                )
            })
        });
        let mut mistakes: Vec<(String, String)> = webs.chain(mails).chain(lacking).collect();
        let ways = [&self.email, &self.form, &self.phone];
        if ways.into_iter().all(Option::is_none) && self.contact.is_empty() && imprint.is_none() {
            mistakes.push((
                "a way to report barriers: `email`, `form`, `phone` or `contact`".to_owned(),
                "none".to_owned(),
            ));
        }
        if self.status == Conformance::Partial && self.barriers.is_empty() {
            let expected = "`barriers`, since `status` is \"partial\"".to_owned();
            mistakes.push((expected, "none".to_owned()));
        }
        mistakes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "status = \"partial\"\ndate = \"2026-11-23\"\nemail = \"a@example.org\"\n\
        barriers = [{ de = \"Eine Hürde.\", en = \"A barrier.\" }]\n\
        [[enforcement]]\nland = \"Nordland\"\nname = \"Stelle\"\nurl = \"https://example.org\"";

    fn mistakes(text: &str) -> Vec<(String, String)> {
        let statement: Accessibility = toml::from_str(text).unwrap();
        statement.mistakes(None, &["de".to_owned(), "en".to_owned()])
    }

    #[test]
    fn a_complete_statement_is_accepted() {
        assert_eq!(mistakes(SOUND), []);
    }

    #[test]
    fn a_statement_that_nobody_can_answer_is_refused() {
        let text = SOUND.replace("email = \"a@example.org\"\n", "");
        assert!(mistakes(&text)[0].0.starts_with("a way to report barriers"));
        let full = text.replace("\"partial\"", "\"full\"");
        assert_eq!(mistakes(&full).len(), 1);
    }

    #[test]
    fn what_is_admitted_must_be_named_in_every_language() {
        let text = SOUND.replace(", en = \"A barrier.\"", "");
        let expected = "the text in \"en\" as well".to_owned();
        assert_eq!(
            mistakes(&text),
            [(expected, "only \"Eine Hürde.\"".to_owned())]
        );
        let text = SOUND.replace(
            "barriers = [{ de = \"Eine Hürde.\", en = \"A barrier.\" }]\n",
            "",
        );
        assert!(mistakes(&text)[0].0.contains("`status` is \"partial\""));
    }

    #[test]
    fn unusable_addresses_are_named() {
        let text = SOUND
            .replace("a@example.org", "example")
            .replace("https://example.org", "example.org");
        let seen: Vec<String> = mistakes(&text).into_iter().map(|it| it.1).collect();
        assert_eq!(seen, ["\"example.org\"", "\"example\""]);
    }
}
