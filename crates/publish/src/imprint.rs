//! Who publishes, for the catalogues of open data portals.

use teilraum::model::Date;

/// What DCAT-AP.de asks beyond the data themselves. Left empty, an atlas is its own publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Imprint {
    /// Name of the publishing office.
    pub publisher: String,
    /// Its web page.
    pub homepage: Option<String>,
    /// Where questions go.
    pub email: Option<String>,
    /// The office's identifier at GovData: `http://dcat-ap.de/def/contributors/…`.
    pub contributor_id: Option<String>,
    /// Public address of the bundle's folder, ending in `/`; without it, addresses stay relative to
    /// the catalogue's own.
    pub address: Option<String>,
    /// When the atlas was first published.
    pub issued: Option<Date>,
    /// When it was last changed; the newest date of its sources by default.
    pub modified: Option<Date>,
    /// The region it is about, by its address: `http://dcat-ap.de/def/politicalGeocoding/…`.
    pub spatial: Option<String>,
    /// Codes of the European data themes: `SOCI`, `ECON`, `HEAL` …; population and society by default.
    pub data_themes: Vec<String>,
}

/// The European data themes, <http://publications.europa.eu/resource/authority/data-theme>.
pub const DATA_THEMES: [&str; 13] = [
    "AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH",
    "TRAN",
];

impl Imprint {
    /// What each unusable entry should have been, and what it is.
    #[must_use]
    pub fn mistakes(&self) -> Vec<(&'static str, &str)> {
        let rules: [Rule<'_>; 5] = [
            ("a web address as `homepage`", &self.homepage, is_web),
            ("an e-mail address as `email`", &self.email, is_email),
            (
                "a web address as `contributor_id`",
                &self.contributor_id,
                is_web,
            ),
            (
                "a web address ending in / as `address`",
                &self.address,
                is_web_folder,
            ),
            ("a web address as `spatial`", &self.spatial, is_web),
        ];
        let stated = rules.into_iter().filter_map(|(expected, entry, fits)| {
            let seen = entry.as_deref()?;
            (!fits(seen)).then_some((expected, seen))
        });
        let themes = self.data_themes.iter().map(String::as_str);
        let themes = themes.filter(|theme| !DATA_THEMES.contains(theme));
        let themes = themes.map(|theme| ("codes such as SOCI in `data_themes`", theme));
        stated.chain(themes).collect()
    }
}

/// What an entry should be, the entry, and whether a text is that.
type Rule<'a> = (&'static str, &'a Option<String>, fn(&str) -> bool);

pub(crate) fn is_web(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or(text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && is_address(rest))
}

pub(crate) fn is_web_folder(text: &str) -> bool {
    is_web(text) && text.ends_with('/')
}

pub(crate) fn is_email(text: &str) -> bool {
    let sides = text.split_once('@');
    is_address(text) && sides.is_some_and(|(who, host)| !who.is_empty() && host.contains('.'))
}

/// Whether nothing in `text` would have to be escaped in an address.
pub(crate) fn is_address(text: &str) -> bool {
    let forbidden = |byte: u8| byte <= b' ' || byte >= 127 || b"<>\"{}|\\^`".contains(&byte);
    !text.bytes().any(forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imprint(text: &str) -> Imprint {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_complete_imprint_is_accepted_and_so_is_none() {
        let text = "publisher = \"Amt\"\nhomepage = \"https://example.org\"\n\
            email = \"atlas@example.org\"\n\
            contributor_id = \"http://dcat-ap.de/def/contributors/x\"\n\
            address = \"https://example.org/data/\"";
        assert_eq!(imprint(text).mistakes(), []);
        assert_eq!(Imprint::default().mistakes(), []);
    }

    #[test]
    fn unusable_entries_say_what_was_expected() {
        let text = "homepage = \"example.org\"\nemail = \"atlas\"\n\
            contributor_id = \"https://x y\"\naddress = \"https://example.org/data\"";
        let imprint = imprint(text);
        let seen: Vec<&str> = imprint.mistakes().iter().map(|(_, seen)| *seen).collect();
        assert_eq!(
            seen,
            [
                "example.org",
                "atlas",
                "https://x y",
                "https://example.org/data"
            ]
        );
    }
}
