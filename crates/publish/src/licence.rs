//! Licences of sources: what catalogues call them, and what they ask to be said.

use teilraum::model::Source;

/// A licence that the publisher knows the terms of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// Datenlizenz Deutschland – Namensnennung – Version 2.0.
    DlDeBy,
    /// Datenlizenz Deutschland – Zero – Version 2.0.
    DlDeZero,
    /// Creative Commons Attribution 4.0.
    CcBy,
    /// Creative Commons Zero.
    CcZero,
}

impl Licence {
    /// The licence that an identifier means; `None` for others.
    ///
    /// ```
    /// use teilraum_publish::licence::Licence;
    /// assert_eq!(Licence::of("dl-de/by-2-0"), Some(Licence::DlDeBy));
    /// assert_eq!(Licence::of("CC-BY-4.0"), Some(Licence::CcBy));
    /// assert_eq!(Licence::of("private"), None);
    /// ```
    #[must_use]
    pub fn of(identifier: &str) -> Option<Self> {
        match identifier.to_ascii_lowercase().as_str() {
            "dl-de/by-2-0" | "dl-de-by-2.0" | "dl-by-de/2.0" => Some(Self::DlDeBy),
            "dl-de/zero-2-0" | "dl-de-zero-2.0" | "dl-zero-de/2.0" => Some(Self::DlDeZero),
            "cc-by/4.0" | "cc-by-4.0" | "cc by 4.0" => Some(Self::CcBy),
            "cc-zero" | "cc0" | "cc0-1.0" | "cc0 1.0" => Some(Self::CcZero),
            _ => None,
        }
    }

    /// Its name in the Open Definition's list.
    #[must_use]
    pub fn open_definition(self) -> Option<&'static str> {
        match self {
            Self::DlDeBy => Some("dl-de-by-2.0"),
            Self::DlDeZero => Some("dl-de-zero-2.0"),
            Self::CcBy => Some("CC-BY-4.0"),
            Self::CcZero => Some("CC0-1.0"),
        }
    }

    /// Its name in the list of DCAT-AP.de, below `http://dcat-ap.de/def/licenses/`.
    #[must_use]
    pub fn dcat(self) -> &'static str {
        match self {
            Self::DlDeBy => "dl-by-de/2.0",
            Self::DlDeZero => "dl-zero-de/2.0",
            Self::CcBy => "cc-by/4.0",
            Self::CcZero => "cc-zero",
        }
    }

    /// Whether the source must be named, with the licence and with changes.
    #[must_use]
    pub fn asks_for_a_name(self) -> bool {
        matches!(self, Self::DlDeBy | Self::CcBy)
    }
}

/// What an attribution lacks of what the licence of its source asks for, each with an example;
/// `altered` says whether the atlas changes what the source has, as it does with outlines.
#[must_use]
pub fn lacks(source: &Source, attribution: &str, altered: bool) -> Vec<&'static str> {
    let licence = Licence::of(&source.licence).filter(|licence| licence.asks_for_a_name());
    let Some(licence) = licence else {
        return Vec::new();
    };
    if attribution.trim().is_empty() {
        return vec!["an attribution, for this licence asks for one"];
    }
    let lower = attribution.to_lowercase();
    let named = match licence {
        Licence::CcBy => lower.contains("cc by") || lower.contains("cc-by"),
        _ => lower.contains("dl-de/by-2-0") || lower.contains("namensnennung"),
    };
    let changes = [
        "verändert",
        "geändert",
        "bearbeitet",
        "berechn",
        "changed",
        "modified",
        "altered",
        "adapted",
    ];
    let tells_change = changes.iter().any(|word| lower.contains(word));
    let office = [
        "bkg",
        "destatis",
        "statistische ämter",
        "statistisches bundesamt",
    ];
    let dated = office.iter().any(|office| lower.contains(office));
    let rules = [
        (
            named,
            "the licence, such as \"dl-de/by-2-0\" or \"CC BY 4.0\"",
        ),
        (
            !dated || has_year(&lower),
            "the year, such as \"© GeoBasis-DE / BKG 2023\"",
        ),
        (
            !altered || tells_change,
            "a note of changes, such as \"(Daten verändert)\"",
        ),
    ];
    rules
        .into_iter()
        .filter(|(kept, _)| !kept)
        .map(|(_, what)| what)
        .collect()
}

/// Whether four digits stand together that can be a year.
fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|letter: char| !letter.is_ascii_digit());
    numbers
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(licence: &str) -> Source {
        Source {
            key: "s".to_owned(),
            licence: licence.to_owned(),
            licence_url: "https://example.org".to_owned(),
            url: None,
            issued: None,
        }
    }

    #[test]
    fn attributions_in_the_wording_of_the_offices_are_complete() {
        let bkg = "© GeoBasis-DE / BKG 2023, dl-de/by-2-0 (Daten verändert)";
        assert!(lacks(&source("dl-de/by-2-0"), bkg, true).is_empty());
        let offices =
            "© Statistische Ämter des Bundes und der Länder, Deutschland, 2021, dl-de/by-2-0";
        assert!(lacks(&source("dl-de/by-2-0"), offices, false).is_empty());
        let city = "Stadt Musterstadt, CC BY 4.0, Grenzen bearbeitet";
        assert!(lacks(&source("CC-BY-4.0"), city, true).is_empty());
    }

    #[test]
    fn what_a_licence_asks_for_is_missed_part_by_part() {
        let by = source("dl-de/by-2-0");
        assert_eq!(lacks(&by, " ", false).len(), 1);
        assert_eq!(
            lacks(
                &by,
                "© GeoBasis-DE / BKG, dl-de/by-2-0 (Daten verändert)",
                true
            )
            .len(),
            1
        );
        assert_eq!(lacks(&by, "© GeoBasis-DE / BKG", true).len(), 3);
        assert_eq!(
            lacks(&source("CC-BY-4.0"), "Stadt Musterstadt", false).len(),
            1
        );
    }

    #[test]
    fn licences_that_ask_for_nothing_are_left_alone() {
        for licence in ["dl-de/zero-2-0", "CC0-1.0", "with permission"] {
            assert!(lacks(&source(licence), "", true).is_empty(), "{licence}");
        }
    }
}
