//! What a first visit reads before any script has run: the default view's title and answer, written
//! into the page beside the bundle.
//!
//! The texts are the engine's own answer, so the live page, once it stands, changes nothing of them.
//! Only elements that the page marks by an `id` get another content; a page that lacks one is left
//! without it. Written anew, a page says what the bundle beside it says now.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use teilraum::atlas::Atlas;
use teilraum::atlas::answer::{Answer, Menu};

use crate::pages::html::Html;
use crate::pages::statement;
use crate::preview::{self, PreviewError};

/// The language of the page as it comes.
const LANGUAGE: &str = "de";

/// Where the bundle lies below the site's folder.
const DATA: &str = "data";

/// The page.
const PAGE: &str = "index.html";

/// Elements that are filled, by their `id`, with what stands in them in a page without a bundle.
const PLACES: [(&str, &str); 9] = [
    ("atlas-title", "Sozialatlas"),
    ("atlas-subtitle", ""),
    ("atlas-about", ""),
    ("atlas-statement", ""),
    ("sheet-indicator-value", ""),
    ("sheet-view-value", ""),
    ("view-title", "Karte"),
    ("view-subtitle", ""),
    ("words", ""),
];

/// What the window is called in a page without a bundle.
const WINDOW: &str = "Teilraum – Sozialatlas";

/// Why a page could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum OpeningError {
    /// The page cannot be read or written.
    #[error("could not read or write {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The bundle cannot be opened.
    #[error(transparent)]
    Bundle(#[from] PreviewError),
}

/// Writes what the bundle in `folder/data` shows first into `folder/index.html`; what the page says
/// without a bundle where there is none, or none in the page's language.
///
/// # Errors
/// [`OpeningError`]; then the page stays as it was.
pub fn fill(folder: &Path) -> Result<(), OpeningError> {
    let path = folder.join(PAGE);
    let file = |source| OpeningError::File {
        path: path.clone(),
        source,
    };
    let page = fs::read_to_string(&path).map_err(file)?;
    let filled = filled(&page, &texts(&folder.join(DATA))?);
    if filled != page {
        fs::write(&path, filled).map_err(file)?;
    }
    Ok(())
}

/// What an element gets.
type Filling = (&'static str, String);

/// The window's name and the content of each place.
struct Texts {
    window: String,
    places: Vec<Filling>,
}

fn texts(bundle: &Path) -> Result<Texts, OpeningError> {
    if !bundle.join("manifest.json").is_file() {
        return Ok(blank());
    }
    let atlas = preview::open(LANGUAGE, |path| fs::read(bundle.join(path)).ok())?;
    if atlas.language() != LANGUAGE {
        return Ok(blank());
    }
    Ok(of_atlas(&atlas, bundle))
}

fn blank() -> Texts {
    Texts {
        window: WINDOW.to_owned(),
        places: PLACES
            .iter()
            .map(|(id, text)| (*id, (*text).to_owned()))
            .collect(),
    }
}

fn of_atlas(atlas: &Atlas, bundle: &Path) -> Texts {
    let (answer, menu) = (atlas.answer(), atlas.menu());
    let chosen = menu.themes.iter().flat_map(|theme| &theme.indicators);
    let chosen = chosen
        .filter(|it| it.chosen)
        .map(|it| it.label.as_str())
        .next();
    let content = |id: &str| match id {
        "atlas-title" => escaped(&menu.title),
        "atlas-subtitle" => escaped(&menu.subtitle),
        "atlas-about" => escaped(&menu.about),
        "atlas-statement" => statement_link(atlas, bundle, &menu),
        "sheet-indicator-value" => escaped(chosen.unwrap_or_default()),
        "sheet-view-value" => escaped(&answer.period_label),
        "view-title" => escaped(&answer.heading.title),
        "view-subtitle" => escaped(&answer.heading.subtitle),
        _ => words(&answer),
    };
    Texts {
        window: escaped(&answer.heading.window),
        places: PLACES.iter().map(|(id, _)| (*id, content(id))).collect(),
    }
}

fn escaped(text: &str) -> String {
    let mut html = Html::new();
    html.text(text);
    html.as_str().to_owned()
}

/// The sentences, as `www/parts/words.js` makes them, so that it finds its own.
fn words(answer: &Answer) -> String {
    let lead = Some(&answer.heading.meaning).filter(|text| !text.is_empty());
    let mut html = Html::new();
    html.element(
        "<p class=\"lead\" data-key=\"lead\">",
        lead.map_or("", String::as_str),
        "</p>",
    );
    for (at, sentence) in answer.words.iter().enumerate() {
        let key = at + usize::from(lead.is_some());
        html.element(&format!("<p data-key=\"{key}\">"), sentence, "</p>");
    }
    html.as_str().to_owned()
}

/// The link to the accessibility statement, which may be there in several languages.
fn statement_link(atlas: &Atlas, bundle: &Path, menu: &Menu) -> String {
    let there = |language: &str| {
        let path = statement::path(language);
        bundle.join(&path).is_file().then_some(path)
    };
    let languages = menu.languages.iter().map(|it| it.key.as_str());
    let languages: Vec<&str> = languages.filter(|it| there(it).is_some()).collect();
    let Some(path) = there(LANGUAGE) else {
        return String::new();
    };
    let mut html = Html::new();
    html.raw("<a href=\"")
        .text(&format!("{DATA}/{path}"))
        .raw("\" data-languages=\"")
        .text(&languages.join(" "))
        .raw("\">")
        .text(&atlas.message("ui.foot.access"))
        .raw("</a>");
    html.as_str().to_owned()
}

fn filled(page: &str, texts: &Texts) -> String {
    let places = texts.places.iter();
    let page = places.fold(page.to_owned(), |page, (id, content)| {
        replaced(&page, &format!(" id=\"{id}\""), content)
    });
    replaced(&page, "<title", &texts.window)
}

/// The page with another content of the element in whose opening tag `mark` stands. The element holds
/// nothing of its own kind, so it ends at the first closing tag of its name.
fn replaced(page: &str, mark: &str, content: &str) -> String {
    let place = || {
        let at = page.find(mark)?;
        let tag = page.get(..=at)?.rfind('<')?;
        let name = page.get(tag + 1..)?;
        let name = name.split([' ', '>']).next()?;
        let start = at + page.get(at..)?.find('>')? + 1;
        let end = start + page.get(start..)?.find(&format!("</{name}>"))?;
        Some((page.get(..start)?, page.get(end..)?))
    };
    match place() {
        Some((before, after)) => [before, content, after].concat(),
        None => page.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = include_str!("../../../index.html");

    #[test]
    fn a_page_without_a_bundle_says_what_its_source_says() {
        for (id, _) in PLACES {
            assert!(SOURCE.contains(&format!(" id=\"{id}\"")), "{id}");
        }
        assert_eq!(filled(SOURCE, &blank()), SOURCE);
    }

    #[test]
    fn what_has_been_filled_can_be_filled_anew_and_emptied() {
        let texts = Texts {
            window: "Fenster &amp; mehr".to_owned(),
            places: PLACES
                .iter()
                .map(|(id, _)| (*id, format!("<b>{id} < </b>")))
                .collect(),
        };
        let once = filled(SOURCE, &texts);
        assert!(once.contains("<title>Fenster &amp; mehr</title>"));
        assert!(
            once.contains("tabindex=\"-1\"><b>view-title < </b></h2>"),
            "{once}"
        );
        assert_eq!(filled(&once, &blank()), SOURCE);
    }

    #[test]
    fn a_page_that_lacks_a_place_is_left_without_it() {
        assert_eq!(
            filled("<p id=\"other\">x</p>", &blank()),
            "<p id=\"other\">x</p>"
        );
        assert_eq!(replaced("<p id=\"a\"", " id=\"a\"", "x"), "<p id=\"a\"");
    }
}
