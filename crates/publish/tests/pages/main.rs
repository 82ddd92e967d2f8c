//! Static pages of a small publication: what they say, where they stand, and that they hold.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

#[path = "../bundle/sample.rs"]
mod sample;

use sample::content;
use teilraum::model::*;
use teilraum_publish::bundle::{Bundle, assemble, outlines};
use teilraum_publish::config::pages::PagesConfig;
use teilraum_publish::config::site::Accessibility;
use teilraum_publish::content::Content;
use teilraum_publish::pages::{self, weight};

fn named(levels: &[&str]) -> PagesConfig {
    PagesConfig {
        levels: Some(levels.iter().map(|key| (*key).to_owned()).collect()),
        ..PagesConfig::default()
    }
}

fn bundle(content: &Content) -> Bundle {
    assemble(content, &outlines::downloads(content).unwrap()).unwrap()
}

fn text<'a>(bundle: &'a Bundle, path: &str) -> &'a str {
    let bytes = bundle.files.get(path);
    std::str::from_utf8(bytes.unwrap_or_else(|| panic!("{path} is missing"))).unwrap()
}

/// A sample whose pages have something to say: 3 Länder with 4 Kreise each, 5 years.
fn told() -> Content {
    let mut content = content(3, 4, 5);
    let texts = content.texts.get_mut("de").unwrap();
    for (key, one, many) in [
        ("bund", "Bund", "Bund"),
        ("land", "Land", "Länder"),
        ("kreis", "Kreis", "Kreise"),
    ] {
        let words = LevelText {
            one: one.into(),
            many: many.into(),
            many_dative: format!("{many}n"),
            menu: format!("Alle {many}"),
        };
        texts.levels.insert(key.into(), words);
    }
    content.pages = Some(named(&["land", "kreis"]));
    content
}

#[test]
fn every_area_of_a_named_level_has_a_page_and_every_link_leads_somewhere() {
    let bundle = bundle(&told());
    assert_eq!(bundle.pages.count, 1 + 2 + 3 + 12);
    assert!(
        bundle.verification.notes.is_empty(),
        "{:?}",
        bundle.verification.notes
    );
    let page = text(&bundle, "pages/de/main/kreis/01002.html");
    assert_eq!(page.matches("<h1>").count(), 1);
    assert!(page.contains("<html lang=\"de\">"));
    assert!(page.contains("l=kreis&amp;p=latest&amp;a=01002"), "{page}");
    assert!(page.contains("href=\"../land/01.html\""));
    let pages = bundle.catalogue.pages.unwrap();
    assert_eq!(
        (pages.levels, pages.anchored),
        (vec![LevelIx(1), LevelIx(2)], vec![])
    );
}

fn statement() -> Accessibility {
    toml::from_str(
        "status = \"partial\"\ndate = \"2026-11-23\"\nemail = \"hilfe@example.org\"\nphone = \"+49 30 1\"\n\
         barriers = [{ de = \"Karten <ohne> Ton.\" }]\n\
         [[enforcement]]\nland = \"Nordland\"\nname = \"Stelle Nord\"\n\
         [[enforcement]]\nland = \"Südland\"\nname = \"Stelle Süd\"\nurl = \"https://example.org/\"",
    )
    .unwrap()
}

#[test]
fn the_statement_says_what_is_lacking_and_who_answers_and_every_page_leads_to_it() {
    let mut content = told();
    content.accessibility = Some(statement());
    let bundle = bundle(&content);
    let page = text(&bundle, "pages/de/accessibility.html");
    for part in [
        "<h1>Erklärung zur Barrierefreiheit</h1>",
        "Karten &lt;ohne&gt; Ton.",
        "href=\"mailto:hilfe@example.org\"",
        "href=\"tel:+49301\"",
        "<h3>Nordland</h3>",
        "<a href=\"https://example.org/\">Stelle Süd</a>",
        "23.11.2026",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let area = text(&bundle, "pages/de/main/kreis/01002.html");
    assert!(area.contains("href=\"../../accessibility.html\""), "{area}");
}

#[test]
fn a_statement_needs_no_other_pages() {
    let mut content = told();
    content.pages = None;
    assert_eq!(bundle(&content).pages.count, 0);
    content.accessibility = Some(statement());
    let bundle = bundle(&content);
    assert!(text(&bundle, "pages/de/accessibility.html").contains("Barrieren melden"));
    assert!(bundle.files.get("pages/de/main/kreis/01002.html").is_none());
}

#[test]
fn a_dead_link_makes_a_bundle_unsound() {
    let mut bundle = bundle(&told());
    bundle.files.put(
        "pages/de/main/land/01.html",
        b"<a href=\"gone.html\">x</a>".to_vec(),
    );
    let found = teilraum_publish::verify::verify(&bundle.files);
    let said: Vec<String> = found.errors.iter().map(ToString::to_string).collect();
    let dead = said.iter().filter(|line| line.contains("gone.html"));
    let dead: Vec<&String> = dead.collect();
    assert_eq!(dead.len(), 1, "{said:?}");
    assert!(dead[0].starts_with("pages/de/main/land/01.html"));
}

#[test]
fn pages_say_the_state_in_words_and_never_a_number_for_it() {
    let mut content = told();
    for block in &mut content.blocks {
        block.states.fill(ValueState::Suppressed);
        block.values.fill(0);
        block.flags.fill(Flags::NONE);
        block.cell_notes.clear();
        block.notes.clear();
        block.parts.clear();
    }
    let made = pages::build(&content, content.pages.as_ref().unwrap()).unwrap();
    let page = made
        .files
        .iter()
        .find(|(path, _)| path.ends_with("kreis/00001.html"))
        .unwrap();
    let page = std::str::from_utf8(&page.1).unwrap();
    assert!(page.contains("<strong>geheim</strong>"));
    assert!(page.contains("nicht veröffentlicht"));
    assert!(!page.contains("Rang 1") && !page.contains("<svg"));
}

#[test]
fn ranks_follow_the_values_and_share_places() {
    let mut content = told();
    let block = content
        .blocks
        .iter_mut()
        .find(|block| block.shape.level == LevelIx(1))
        .unwrap();
    block.states.fill(ValueState::Value);
    for (at, value) in block.values.iter_mut().enumerate() {
        *value = [7, 9, 7][at % 3];
    }
    let bundle = bundle(&content);
    let rank = |key: &str| {
        let page = text(&bundle, &format!("pages/de/main/land/{key}.html")).to_owned();
        let at = page.find("Rang ").unwrap();
        page[at..]
            .chars()
            .take("Rang 1 von 3".len())
            .collect::<String>()
    };
    assert_eq!(rank("00"), "Rang 2 von 3");
    assert_eq!(rank("01"), "Rang 1 von 3");
    assert_eq!(rank("02"), "Rang 2 von 3");
}

#[test]
fn finer_levels_stand_together_on_a_page_per_parent_with_anchors() {
    let mut content = told();
    content.pages = Some(named(&["land"]));
    let bundle = bundle(&content);
    assert_eq!(bundle.pages.count, 1 + 2 + 3 + 3);
    let page = text(&bundle, "pages/de/main/kreis/01.html");
    assert_eq!(page.matches("id=\"k-01003\"").count(), 1);
    let land = text(&bundle, "pages/de/main/land/01.html");
    assert!(land.contains("href=\"../kreis/01.html#k-01003\""));
}

#[test]
fn words_of_the_publisher_cannot_become_markup() {
    let mut content = told();
    content.areas.0[1].name = "<script>alert(1)</script> \"&".into();
    content.texts.get_mut("de").unwrap().atlas.notice = "<b>Erfundene Daten</b>".into();
    let bundle = bundle(&content);
    for (path, bytes) in bundle
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let page = std::str::from_utf8(bytes).unwrap();
        assert!(!page.contains("<script"), "{path}");
        assert!(!page.contains(" style="), "{path}");
        assert!(
            page.contains("<aside class=\"notice\">&lt;b&gt;Erfundene Daten"),
            "{path}"
        );
    }
}

#[test]
fn a_page_that_would_be_too_heavy_shows_less_and_the_report_says_what() {
    let mut content = content(2, 3, 40);
    let (indicator, blocks) = (content.indicators[0].clone(), content.blocks.clone());
    let mut random = 1u64;
    for number in 2u32..110 {
        let mut other = indicator.clone();
        other.key = format!("indicator-{number}");
        content.texts.get_mut("de").unwrap().indicators.insert(
            other.key.clone(),
            IndicatorText {
                title: format!("Titel {number}"),
                ..IndicatorText::default()
            },
        );
        for block in blocks
            .iter()
            .filter(|block| block.shape.indicator == IndicatorIx(0))
        {
            let mut block = block.clone();
            block.shape.indicator = IndicatorIx(number);
            block.states.fill(ValueState::Value);
            for value in &mut block.values {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                *value = (random >> 40) as i64;
            }
            content.blocks.push(block);
        }
        content.indicators.push(other);
    }
    let made = pages::build(&content, &named(&["land", "kreis"])).unwrap();
    for (path, bytes) in &made.files {
        let gzip = weight::gzip_bytes(bytes);
        assert!(gzip <= weight::LIMIT_BYTES, "{path}: {gzip}");
    }
    let said: Vec<String> = made
        .tally
        .findings
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(said.len(), 2, "one for each level: {said:?}");
    assert!(
        said[0].contains("pages/de/main/land/") && said[0].contains("newest"),
        "{said:?}"
    );
}

#[test]
fn pages_of_a_known_address_have_canonical_links_and_a_list_for_search_engines() {
    let mut content = told();
    content.imprint.address = Some("https://example.org/data/".into());
    let bundle = bundle(&content);
    let page = text(&bundle, "pages/de/main/kreis/01002.html");
    let address = "https://example.org/data/pages/de/main/kreis/01002.html";
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")));
    assert!(page.contains(&format!("<meta property=\"og:url\" content=\"{address}\">")));
    let list = text(&bundle, "pages/sitemap.xml");
    assert_eq!(list.matches("<loc>").count(), bundle.pages.count);
    assert!(list.contains(&format!("<loc>{address}</loc>")));
}

#[test]
fn pages_of_an_unknown_address_claim_none() {
    let bundle = bundle(&told());
    let page = text(&bundle, "pages/de/main/kreis/01002.html");
    assert!(!page.contains("canonical") && !page.contains("og:url"));
}

#[test]
fn the_same_content_gives_the_same_pages() {
    let content = told();
    let build = || {
        pages::build(&content, content.pages.as_ref().unwrap())
            .unwrap()
            .files
    };
    assert_eq!(build(), build());
}

#[test]
fn pages_in_two_languages_lead_to_each_other() {
    let mut content = told();
    let mut english = content.texts["de"].clone();
    english.language = "en".into();
    content.texts.insert("en".into(), english);
    content.languages.push("en".into());
    content.pages = Some(PagesConfig {
        languages: Some(vec!["de".into(), "en".into()]),
        ..named(&["land", "kreis"])
    });
    let bundle = bundle(&content);
    let page = text(&bundle, "pages/en/main/kreis/01002.html");
    assert!(page.contains("<html lang=\"en\">"));
    assert!(page.contains("&amp;lang=en"));
    assert!(page.contains("hreflang=\"de\" href=\"../../../de/main/kreis/01002.html\""));
}

#[test]
fn a_language_without_words_is_refused() {
    let content = told();
    let config = PagesConfig {
        languages: Some(vec!["dsb".into()]),
        ..PagesConfig::default()
    };
    let error = pages::build(&content, &config).unwrap_err().to_string();
    assert!(error.contains("\"dsb\""), "{error}");
}
