//! The languages whose rules of numbers, dates and plurals are built in.

/// A language by its rules; the words come from message catalogues.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// German.
    #[default]
    De,
    /// English.
    En,
}

impl Language {
    /// Every language, the default one first.
    pub const ALL: [Self; 2] = [Self::De, Self::En];

    /// The language tag: `de`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// The language whose rules a tag follows: `de-x-leicht` follows `de`.
    ///
    /// ```
    /// use teilraum::text::Language;
    /// assert_eq!(Language::from_tag("de-x-leicht"), Some(Language::De));
    /// assert_eq!(Language::from_tag("dsb"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }
}
