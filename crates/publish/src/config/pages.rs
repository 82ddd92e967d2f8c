//! `[pages]`: static pages that are useful without script.

use serde::Deserialize;

use super::Config;
use crate::content::Content;
use crate::imprint::{is_address, is_web_folder};
use crate::pages::words;
use crate::report::{Report, found, in_file};

/// For which levels and languages pages are written, and how they are linked.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PagesConfig {
    /// Keys of the levels with a page of their own per area; levels with 2 to 1,000 areas by default.
    pub levels: Option<Vec<String>>,
    /// Languages; the first one of the atlas by default.
    pub languages: Option<Vec<String>>,
    /// The live atlas, as seen from the bundle's folder.
    pub live: Option<String>,
    /// Public address of the bundle's folder, ending in `/`; that of the imprint by default.
    pub address: Option<String>,
}

impl PagesConfig {
    /// The live atlas, as seen from the bundle's folder.
    #[must_use]
    pub fn live(&self) -> &str {
        self.live.as_deref().unwrap_or("../index.html")
    }

    /// Public address of the bundle's folder, ending in `/`, where it is known.
    #[must_use]
    pub fn address<'a>(&'a self, content: &'a Content) -> Option<&'a str> {
        let own = self.address.as_deref();
        own.or(content.imprint.address.as_deref())
    }

    /// Languages of the pages.
    #[must_use]
    pub fn languages(&self, content: &Content) -> Vec<String> {
        let first = || content.languages.iter().take(1).cloned().collect();
        self.languages.clone().unwrap_or_else(first)
    }
}

/// Reports levels and languages that the atlas does not have, and unusable addresses.
pub fn check(config: &Config, file: &str, report: &mut Report) {
    let Some(pages) = &config.atlas.pages else {
        return;
    };
    let mut complain = |expected: String, seen: &str| {
        report.error(
            "config",
            in_file(file),
            found(expected, format!("`{seen}`")),
        );
    };
    let levels: Vec<&str> = config
        .atlas
        .level
        .iter()
        .map(|level| level.key.as_str())
        .collect();
    for key in pages
        .levels
        .iter()
        .flatten()
        .filter(|key| !levels.contains(&key.as_str()))
    {
        complain(format!("levels in [pages], of {}", levels.join(", ")), key);
    }
    let spoken = words::languages();
    let known =
        |key: &str| config.atlas.languages.iter().any(|own| own == key) && spoken.contains(&key);
    let first = config.atlas.languages.first();
    let languages = pages.languages.as_ref().map_or_else(
        || first.into_iter().collect::<Vec<_>>(),
        |own| own.iter().collect(),
    );
    for key in languages.into_iter().filter(|key| !known(key)) {
        complain(
            format!(
                "languages in [pages] that the atlas has, of {}",
                spoken.join(", ")
            ),
            key,
        );
    }
    if let Some(address) = pages
        .address
        .as_deref()
        .filter(|address| !is_web_folder(address))
    {
        complain(
            "a web address ending in / as `address` in [pages]".to_owned(),
            address,
        );
    }
    if let Some(live) = pages
        .live
        .as_deref()
        .filter(|live| !is_address(live) || live.contains('#'))
    {
        complain("an address without # as `live` in [pages]".to_owned(), live);
    }
}
