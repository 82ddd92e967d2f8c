//! What a profile is for those who do not see it, and that the same input makes the same bytes.

use lopdf::Object;
use teilraum_publish::paper::{Order, choose, write};

use super::reader::{Element, Kid, Pdf, dict, read, string};
use super::{order, profile, published, shelf, small};

fn catalogue_says(pdf: &Pdf, language: &str) {
    let document = &pdf.document;
    let catalogue = document.catalog().unwrap();
    let marked = dict(document, catalogue.get(b"MarkInfo").unwrap());
    assert!(matches!(
        marked.get(b"Marked").unwrap(),
        Object::Boolean(true)
    ));
    assert_eq!(string(catalogue, b"Lang").unwrap(), language);
    let viewer = dict(document, catalogue.get(b"ViewerPreferences").unwrap());
    assert!(matches!(
        viewer.get(b"DisplayDocTitle").unwrap(),
        Object::Boolean(true)
    ));
    assert!(catalogue.has(b"Outlines"));
    let metadata = catalogue.get(b"Metadata").unwrap();
    let metadata = document
        .dereference(metadata)
        .unwrap()
        .1
        .as_stream()
        .unwrap();
    let metadata = String::from_utf8_lossy(&metadata.content).into_owned();
    assert!(
        metadata.contains("<pdfuaid:part>1</pdfuaid:part>"),
        "{metadata}"
    );
}

fn title(pdf: &Pdf) -> String {
    let info = pdf.document.trailer.get(b"Info").unwrap();
    string(dict(&pdf.document, info), b"Title").unwrap()
}

fn headings(pdf: &Pdf) -> Vec<(u8, String)> {
    let level = |element: &Element| match element.role.as_bytes() {
        [b'H', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    };
    let all = pdf.root.walk().into_iter();
    all.filter_map(|it| Some((level(it)?, it.text()))).collect()
}

/// One title, and no level left out on the way down.
fn headings_nest(pdf: &Pdf, name: &str) {
    let headings = headings(pdf);
    assert_eq!(headings[0], (1, name.to_owned()));
    assert_eq!(headings.iter().filter(|(level, _)| *level == 1).count(), 1);
    for pair in headings.windows(2) {
        assert!(pair[1].0 <= pair[0].0 + 1, "{pair:?}");
    }
}

fn scope(cell: &Element) -> &[u8] {
    cell.attributes["Scope"].as_name().unwrap()
}

fn tables_have_heads(pdf: &Pdf) {
    let tables = pdf.root.all("Table");
    assert!(!tables.is_empty());
    for table in tables {
        let parts = table.children();
        assert_eq!(
            parts.iter().map(|it| it.role.as_str()).collect::<Vec<_>>(),
            ["THead", "TBody"]
        );
        let heads = parts[0].children()[0].children();
        assert_eq!(heads.len(), 5);
        assert!(
            heads
                .iter()
                .all(|it| it.role == "TH" && scope(it) == b"Column")
        );
        for row in parts[1].children() {
            let cells = row.children();
            let roles: Vec<&str> = cells.iter().map(|it| it.role.as_str()).collect();
            assert_eq!(roles, ["TH", "TD", "TD", "TD", "TD"]);
            assert_eq!(scope(cells[0]), b"Row");
            assert!(cells.iter().all(|it| !it.text().trim().is_empty()));
        }
    }
}

fn figures_have_words(pdf: &Pdf) -> usize {
    let figures = pdf.root.all("Figure");
    for figure in &figures {
        let alt = figure.alt.as_deref().unwrap();
        assert!(alt.ends_with('.') && alt.len() > 40, "{alt}");
        assert_eq!(figure.attributes["BBox"].as_array().unwrap().len(), 4);
    }
    figures.len()
}

/// What is read in the order of the structure comes in that order on each page.
fn reading_order_is_that_of_the_pages(pdf: &Pdf) {
    let leaves = pdf.root.walk().into_iter().flat_map(|it| &it.kids);
    let mut places: Vec<(usize, i64)> = Vec::new();
    for kid in leaves {
        if let Kid::Text(page, number, _) = kid {
            places.push((*page, *number));
        }
    }
    assert!(places.is_sorted(), "{places:?}");
    let pages = pdf.document.get_pages().len();
    assert_eq!(places.last().unwrap().0 + 1, pages);
}

fn every_page_tells_its_number(pdf: &Pdf, words: [&str; 2]) {
    let pages = pdf.artifacts.len();
    for (page, text) in (1..).zip(&pdf.artifacts) {
        let number = format!("{} {page} {} {pages}", words[0], words[1]);
        assert!(text.contains(&number), "{number}: {text}");
        assert!(
            text.contains("15.01.2026") || text.contains("15 Jan 2026"),
            "{text}"
        );
        assert!(text.contains("https://atlas.example/#"), "{text}");
    }
    assert_eq!(pdf.stray, "");
}

#[test]
fn a_profile_is_tagged_from_its_title_to_its_last_page() {
    let cases = [
        ("demo", "09188"),
        ("demo", "DG"),
        ("town", "02"),
        ("small", "01051"),
    ];
    let mut figures = 0;
    for (collection, key) in cases {
        for (language, words) in [("de", ["Seite", "von"]), ("en", ["Page", "of"])] {
            if !published(collection)
                .0
                .languages
                .iter()
                .any(|it| it == language)
            {
                continue;
            }
            let paper = profile(collection, key, None, language);
            assert_eq!(paper.missing, []);
            let pdf = read(&paper.bytes);
            catalogue_says(&pdf, language);
            let shelf = shelf(&published(collection).1, language);
            let name = shelf.name(choose::one(&shelf, key, None).unwrap());
            assert!(title(&pdf).starts_with(&name), "{}", title(&pdf));
            headings_nest(&pdf, &name);
            tables_have_heads(&pdf);
            figures += figures_have_words(&pdf);
            reading_order_is_that_of_the_pages(&pdf);
            every_page_tells_its_number(&pdf, words);
            assert_eq!(paper.pages, pdf.artifacts.len());
        }
    }
    assert!(figures > 40, "{figures}");
}

#[test]
fn links_lead_to_the_live_profile_to_licences_and_to_data() {
    let pdf = read(&profile("demo", "09188", None, "de").bytes);
    let mut addresses = Vec::new();
    for link in pdf.root.all("Link") {
        let urls = link.kids.iter().filter_map(|kid| match kid {
            Kid::Link(url) => Some(url.clone()),
            Kid::Element(_) | Kid::Text(..) => None,
        });
        let urls: Vec<String> = urls.collect();
        // Who reads it on paper can type it.
        assert!(
            urls.iter().all(|url| link.text().contains(url)),
            "{urls:?} {}",
            link.text()
        );
        addresses.extend(urls);
    }
    let live = addresses.last().unwrap();
    assert!(live.starts_with("https://atlas.example/#v=1&"), "{live}");
    assert!(
        live.contains("&a=09188") && live.contains("&t=profile"),
        "{live}"
    );
    let (content, _) = published("demo");
    let licence = &content.sources[0].licence_url;
    assert!(
        addresses.len() > 3 && addresses.contains(licence),
        "{addresses:?}"
    );
}

#[test]
fn the_same_input_makes_the_same_bytes() {
    let (one, other) = (small().1, small().1);
    let write = |bundle, order: &Order| {
        let mut shelf = shelf(bundle, "de");
        let area = choose::one(&shelf, "01051", None).unwrap();
        // What was asked before leaves no trace.
        let first = choose::one(&shelf, "01", None).unwrap();
        write(&mut shelf, first, order).unwrap();
        write(&mut shelf, area, order).unwrap().bytes
    };
    let bytes = write(&one, &order());
    assert_eq!(bytes, write(&other, &order()));
    let mut alone = shelf(&one, "de");
    let area = choose::one(&alone, "01051", None).unwrap();
    assert_eq!(
        bytes,
        super::write(&mut alone, area, &order()).unwrap().bytes
    );
    let undated = Order {
        made: None,
        ..order()
    };
    assert_ne!(bytes, write(&one, &undated));
}
