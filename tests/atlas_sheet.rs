//! A view on a sheet: nothing overflows, nothing is missing, and another program can draw it.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::open;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use teilraum::atlas::Atlas;
use teilraum::atlas::kinds::{Item, Sheet, SheetOrder, SheetPicture};
use teilraum::scene::Progress;

/// Views with other legends, periods, levels, languages.
const VIEWS: [&str; 8] = [
    "v=1&i=income&l=kreis&p=latest",
    "v=1&i=income&l=kreis&p=2012&a=01001&k=7&m=std-mean",
    "v=1&i=income&l=land&p=2010&pp=1&lang=en",
    "v=1&i=people&l=kreis&p=2011&c.sex=female",
    "v=1&i=people&l=bund&p=latest",
    "v=1&i=care-share&l=kreis&p=latest&h=2",
    "v=1&i=balance&l=kreis&p=latest&m=fisher-jenks",
    "v=1&i=balance&l=land&p=latest&lang=en",
];

fn order() -> SheetOrder {
    SheetOrder {
        date: "2026-03-01".to_owned(),
        link: format!("https://example.org/atlas/#v=1&{}", "i=x&".repeat(60)),
    }
}

fn sheet_of(atlas: &Atlas) -> Sheet {
    atlas.sheet(&order()).expect("a complete view")
}

fn texts(sheet: &Sheet) -> Vec<String> {
    let text = |item: &Item| match item {
        Item::Text { text, .. } => Some(text.replace(['\u{202f}', '\u{a0}'], " ")),
        _ => None,
    };
    sheet.items.iter().filter_map(text).collect()
}

/// What overflows the sheet or lies on something else.
fn faults(sheet: &Sheet) -> Vec<String> {
    let mut faults = Vec::new();
    let boxes: Vec<(&Item, [f64; 4])> = sheet
        .items
        .iter()
        .skip(1)
        .map(|item| (item, item.extent()))
        .collect();
    for (at, (item, [left, top, right, bottom])) in boxes.iter().enumerate() {
        if *left < 0.0 || *top < 0.0 || *right > sheet.width || *bottom > sheet.height {
            faults.push(format!("{item:?} leaves the sheet"));
        }
        for (other, [l, t, r, b]) in boxes.iter().skip(at + 1) {
            let text = [item, other]
                .iter()
                .any(|it| matches!(it, Item::Text { .. }));
            if text && *left < *r && *l < *right && *top < *b && *t < *bottom {
                faults.push(format!("{item:?} lies on {other:?}"));
            }
        }
    }
    faults
}

#[test]
fn nothing_overflows_and_no_text_lies_on_another() {
    for link in VIEWS {
        let sheet = sheet_of(&open(link));
        assert_eq!(faults(&sheet), [""; 0], "{link}");
    }
}

#[test]
fn an_overflow_would_be_found() {
    let mut sheet = sheet_of(&open(VIEWS[0]));
    for item in &mut sheet.items {
        if let Item::Text { text, .. } = item {
            text.push_str(&" noch mehr Text".repeat(12));
        }
    }
    assert!(faults(&sheet).len() > 10);
}

#[test]
fn a_sheet_tells_title_legend_counts_source_status_date_and_link() {
    let atlas = open(VIEWS[0]);
    let (sheet, answer) = (sheet_of(&atlas), atlas.answer());
    let all = texts(&sheet).join(" ");
    let mut wanted = vec![
        answer.heading.title.clone(),
        answer.heading.subtitle.clone(),
        "geheim".to_owned(),
        "unbekannt oder geheim".to_owned(),
        "Bild erstellt am 01.03.2026".to_owned(),
        "Gebietsstand der Zahlen".to_owned(),
        atlas.version().to_owned(),
    ];
    wanted.extend(answer.legend.classes.iter().map(|it| it.label.clone()));
    wanted.extend(answer.source.iter().map(|it| it.text.clone()));
    for text in wanted {
        let text = text.replace(['\u{202f}', '\u{a0}'], " ");
        assert!(all.contains(&text), "no \"{text}\" in {all}");
    }
    // A link without blanks is cut where the line ends.
    assert!(texts(&sheet).concat().contains(&order().link));
    assert!(all.contains(" km"), "no scale in {all}");
    assert_eq!(sheet.name, "verfuegbares-einkommen-kreise-2014");
}

#[test]
fn an_unreadable_day_is_left_out() {
    let atlas = open(VIEWS[0]);
    let undated = SheetOrder {
        date: "yesterday".to_owned(),
        ..order()
    };
    let sheet = atlas.sheet(&undated).expect("a complete view");
    assert!(!texts(&sheet).join(" ").contains("erstellt"));
}

#[test]
fn another_program_draws_the_sheet_as_the_painter_does() {
    for link in VIEWS {
        let atlas = open(link);
        let sheet = sheet_of(&atlas);
        let text = atlas.sheet_svg(&order()).expect("a map").expect("a sheet");
        for foreign in ["href", "<style", "style=", "<script", "url(http"] {
            assert!(!text.contains(foreign), "{foreign} in the SVG of {link}");
        }
        let tree = Tree::from_str(&text, &Options::default()).expect("sound XML");
        let mut pixmap = Pixmap::new(sheet.width as u32, sheet.height as u32).expect("a size");
        resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
        let mut picture = SheetPicture::begin(&atlas, &sheet, 1.0)
            .expect("a picture")
            .expect("a map");
        while picture.step(64).expect("a step") != Progress::Done {}
        let (width, height, rgba) = picture.pixels();
        assert_eq!([width, height], sheet.map);
        let place = sheet.items.iter().find_map(|item| match item {
            Item::Map { x, y, .. } => Some([*x as u32, *y as u32]),
            _ => None,
        });
        let [x, y] = place.expect("a map on the sheet");
        let mut off = 0;
        for (at, pixel) in rgba.chunks(4).enumerate() {
            let (column, row) = (at as u32 % width, at as u32 / width);
            let drawn = pixmap.pixel(x + column, y + row).expect("on the sheet");
            let drawn = [drawn.red(), drawn.green(), drawn.blue()];
            off += u32::from(pixel.iter().zip(drawn).any(|(a, b)| a.abs_diff(b) > 48));
        }
        let share = f64::from(off) / f64::from(width * height);
        assert!(share < 0.02, "{share} of the map of {link} differ");
    }
}

#[test]
fn a_larger_picture_shows_the_same_with_more_pixels() {
    let atlas = open(VIEWS[0]);
    let sheet = sheet_of(&atlas);
    for scale in [1.0, 2.0, 3.0] {
        let picture = SheetPicture::begin(&atlas, &sheet, scale).expect("a picture");
        let picture = picture.expect("a map");
        let (width, height, rgba) = picture.pixels();
        let expected = sheet.map.map(|css| css * scale as u32);
        assert_eq!([width, height], expected);
        assert_eq!(rgba.len(), (width * height * 4) as usize);
    }
}

#[test]
fn a_view_that_is_not_complete_has_no_sheet() {
    let atlas = Atlas::new("de");
    assert!(atlas.sheet(&order()).is_none());
    assert_eq!(atlas.sheet_svg(&order()), Ok(None));
}
