//! A view on a sheet: nothing overflows, nothing is missing, and another program can draw it.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::open;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use teilraum::atlas::Atlas;
use teilraum::atlas::kinds::{Anchor, Item, Sheet, SheetOrder, SheetPicture, SmallMaps};
use teilraum::scene::Progress;
use teilraum::state::Action;

/// Views with other legends, periods, levels, languages, and every kind of map.
const VIEWS: [&str; 19] = [
    "v=1&i=income&l=kreis&p=latest",
    "v=1&i=income&l=kreis&p=2012&a=01001&k=7&m=std-mean",
    "v=1&i=income&l=land&p=2010&pp=1&lang=en",
    "v=1&i=people&l=kreis&p=2011&c.sex=female",
    "v=1&i=people&l=bund&p=latest",
    "v=1&i=care-share&l=kreis&p=latest&h=2",
    "v=1&i=balance&l=kreis&p=latest&m=fisher-jenks",
    "v=1&i=balance&l=land&p=latest&lang=en",
    "v=1&i=income&l=kreis&p=latest&g=unclassed&a=01001",
    "v=1&i=balance&l=kreis&p=latest&g=unclassed&lang=en",
    "v=1&i=income&l=kreis&p=latest&g=change&gs=2012",
    "v=1&i=income&l=kreis&p=latest&g=change&gr=1&lang=en",
    "v=1&i=income&l=kreis&p=latest&g=two&gi=balance&h=10",
    "v=1&i=people&l=kreis&p=latest&g=symbols&a=01001",
    "v=1&i=balance&l=kreis&p=latest&g=symbols&lang=en",
    "v=1&i=income&l=kreis&p=latest&ga=tiles",
    "v=1&i=income&l=kreis&p=latest&ga=circles&lang=en",
    "v=1&i=income&l=kreis&p=2012&t=multiples&g=unclassed",
    "v=1&i=income&l=kreis&p=2012&t=multiples&mi=people,balance&a=01001",
];

fn order() -> SheetOrder {
    SheetOrder {
        date: "2026-03-01".to_owned(),
        link: format!("https://example.org/atlas/#v=1&{}", "i=x&".repeat(60)),
    }
}

/// The small maps of the view; none where it shows the large one.
fn small(atlas: &Atlas) -> SmallMaps {
    let mut small = SmallMaps::new();
    small.update(atlas);
    while small.work(atlas) {}
    small
}

fn sheet_of(atlas: &Atlas) -> Sheet {
    let sheet = atlas.sheet(&small(atlas), &order());
    sheet.expect("a complete view")
}

/// The finely painted map `at` of a sheet.
fn picture(atlas: &Atlas, sheet: &Sheet, at: usize, scale: f64) -> SheetPicture {
    let begun = SheetPicture::begin(atlas, &small(atlas), (sheet, at), scale);
    let mut picture = begun.expect("a picture").expect("a map");
    while picture.step(64).expect("a step") != Progress::Done {}
    picture
}

/// What another program draws of an SVG.
fn drawn(text: &str) -> Pixmap {
    let tree = Tree::from_str(text, &Options::default()).expect("sound XML");
    let size = tree.size().to_int_size();
    let mut pixmap = Pixmap::new(size.width(), size.height()).expect("a size");
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    pixmap
}

/// Where the map `at` stands.
fn place(sheet: &Sheet, at: usize) -> [u32; 2] {
    let found = sheet.items.iter().find_map(|item| match item {
        Item::Map { x, y, at: of, .. } if *of == at => Some([*x as u32, *y as u32]),
        _ => None,
    });
    found.expect("a map on the sheet")
}

fn texts(sheet: &Sheet) -> Vec<String> {
    let text = |item: &Item| match item {
        Item::Text { text, .. } => Some(text.replace(['\u{202f}', '\u{a0}'], " ")),
        _ => None,
    };
    sheet.items.iter().filter_map(text).collect()
}

/// Whether two items may lie on each other: names on maps, counts on fields, and lines of one name.
fn may_touch(one: &Item, other: &Item) -> bool {
    let named = |it: &Item| matches!(it, Item::Text { halo, .. } if !halo.is_empty());
    let counted = |it: &Item| {
        matches!(
            it,
            Item::Text {
                anchor: Anchor::Middle,
                ..
            }
        )
    };
    match (one, other) {
        (Item::Map { .. }, it) | (it, Item::Map { .. }) => named(it),
        (Item::Rect { .. }, it) | (it, Item::Rect { .. }) => counted(it),
        (Item::Text { .. }, Item::Text { .. }) => named(one) && named(other),
        // The line to a circle's value ends beside it.
        _ => false,
    }
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
            if text
                && !may_touch(item, other)
                && *left < *r
                && *l < *right
                && *top < *b
                && *t < *bottom
            {
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
    let sheet = atlas.sheet(&SmallMaps::new(), &undated);
    let sheet = sheet.expect("a complete view");
    assert!(!texts(&sheet).join(" ").contains("erstellt"));
}

/// The SVG of a sheet without what lies over the areas.
fn bare(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(start) = text.find("<g transform=\"scale(") {
        let end = text[start..].find("</g>").expect("an end");
        text.replace_range(start..start + end + 4, "");
    }
    text
}

/// The share of pixels in which a painted map and a drawn sheet differ.
fn off(sheet: &Sheet, at: usize, picture: &SheetPicture, drawn: &Pixmap) -> f64 {
    let (width, height, rgba) = picture.pixels();
    assert_eq!([width, height], sheet.maps[at].size);
    let [x, y] = place(sheet, at);
    let mut off = 0;
    for (at, pixel) in rgba.chunks(4).enumerate() {
        let (column, row) = (at as u32 % width, at as u32 / width);
        let drawn = drawn.pixel(x + column, y + row).expect("on the sheet");
        let drawn = [drawn.red(), drawn.green(), drawn.blue()];
        off += u32::from(pixel.iter().zip(drawn).any(|(a, b)| a.abs_diff(b) > 48));
    }
    f64::from(off) / f64::from(width * height)
}

#[test]
fn another_program_draws_the_sheet_as_the_painter_does() {
    for link in VIEWS {
        let atlas = open(link);
        let sheet = sheet_of(&atlas);
        let text = atlas.sheet_svg(&small(&atlas), &order());
        let text = text.expect("a map").expect("a sheet");
        for foreign in ["href", "<style", "style=", "<script", "url(http"] {
            assert!(!text.contains(foreign), "{foreign} in the SVG of {link}");
        }
        // No fonts are loaded, so names are not drawn.
        let drawn = drawn(&bare(&text));
        for at in 0..sheet.maps.len() {
            let share = off(&sheet, at, &picture(&atlas, &sheet, at, 1.0), &drawn);
            assert!(share < 0.02, "{share} of map {at} of {link} differ");
        }
    }
}

#[test]
fn a_larger_picture_shows_the_same_with_more_pixels() {
    let atlas = open(VIEWS[0]);
    let sheet = sheet_of(&atlas);
    for scale in [1.0, 2.0, 3.0] {
        let picture = picture(&atlas, &sheet, 0, scale);
        let (width, height, rgba) = picture.pixels();
        let expected = sheet.maps[0].size.map(|css| css * scale as u32);
        assert_eq!([width, height], expected);
        assert_eq!(rgba.len(), (width * height * 4) as usize);
    }
}

fn said(link: &str) -> String {
    texts(&sheet_of(&open(link))).join(" ")
}

#[test]
fn flowing_colors_stand_over_the_values_at_their_ends() {
    let atlas = open("v=1&i=income&l=kreis&p=latest&g=unclassed");
    let (sheet, answer) = (sheet_of(&atlas), atlas.answer());
    let stops = sheet.items.iter().find_map(|item| match item {
        Item::Ramp { stops, .. } => Some(stops.clone()),
        _ => None,
    });
    let ramp = answer.kinds.ramp.expect("a ramp").stops;
    let ramp: Vec<(f64, String)> = ramp.into_iter().map(|it| (it.at, it.color)).collect();
    assert_eq!(stops, Some(ramp));
    let said = texts(&sheet);
    for mark in answer.legend.bounds {
        let label = mark.label.replace(['\u{202f}', '\u{a0}'], " ");
        assert!(said.contains(&label), "{label} in {said:?}");
    }
}

#[test]
fn a_change_shows_where_zero_is() {
    let change = "v=1&i=people&l=kreis&p=2012&g=change&gs=2011&m=user-defined";
    for (bounds, expected) in [("-50,0,50", "0 Personen"), ("-50,50", "darin 0 Personen")] {
        let all = texts(&sheet_of(&open(&format!("{change}&b={bounds}"))));
        let zero = all.iter().filter(|text| text.contains("0 Personen"));
        assert_eq!(zero.collect::<Vec<_>>(), [expected], "{all:?}");
    }
}

#[test]
fn two_indicators_are_told_by_nine_fields_with_counts_and_axes() {
    let atlas = open("v=1&i=income&l=kreis&p=latest&g=two&gi=balance");
    let matrix = atlas.answer().kinds.matrix.expect("a matrix");
    let sheet = sheet_of(&atlas);
    let cells = || matrix.rows.iter().flat_map(|row| &row.cells);
    for cell in cells() {
        let filled = |item: &&Item| matches!(item, Item::Rect { fill, .. } if *fill == cell.color);
        assert!(sheet.items.iter().any(|it| filled(&it)), "{}", cell.color);
    }
    let all = texts(&sheet).join(" ");
    for text in [
        &matrix.up,
        &matrix.across,
        &matrix.rows[0].head.name,
        &matrix.columns[1].label,
    ] {
        let text = text.replace(['\u{202f}', '\u{a0}'], " ");
        assert!(all.contains(&text), "{text} in {all}");
    }
    assert_eq!(cells().count(), 9);
}

#[test]
fn circles_of_the_legend_are_as_large_as_on_the_sheets_map() {
    let atlas = open("v=1&i=people&l=kreis&p=latest&g=symbols");
    let sheet = sheet_of(&atlas);
    let spots = &sheet.maps[0].over.spots;
    let largest = spots.iter().map(|it| it.radius_css).fold(0.0, f64::max);
    let legend = sheet.items.iter().filter_map(|item| match item {
        Item::Circle { radius, .. } => Some(*radius),
        _ => None,
    });
    let legend: Vec<f64> = legend.collect();
    assert!(legend.len() >= 2 && spots.len() > 5, "{legend:?}");
    assert!(
        legend[0] > largest * 0.4 && legend[0] < largest * 2.5,
        "{legend:?}, {largest}"
    );
    // On a map twice as wide as the page's circles are larger too.
    let page = atlas.map().overlay().spots;
    let on_page = page.iter().map(|it| it.radius_css).fold(0.0, f64::max);
    assert!(largest > on_page, "{largest} {on_page}");
    let text = atlas.sheet_svg(&small(&atlas), &order()).expect("a map");
    let text = text.expect("a sheet");
    assert_ne!(drawn(&text), drawn(&bare(&text)), "circles are drawn");
}

#[test]
fn shapes_and_doubt_are_told_in_words() {
    let tiles = said("v=1&i=income&l=kreis&p=latest&ga=tiles");
    assert!(
        tiles.contains("Jede Kachel steht für ein Gebiet"),
        "{tiles}"
    );
    assert!(!tiles.contains(" km "), "no scale: {tiles}");
    let circles = said("v=1&i=income&l=kreis&p=latest&ga=circles");
    assert!(
        circles.contains("Jede Scheibe steht für ein Gebiet"),
        "{circles}"
    );
    let doubt = uncertain("v=1&i=people&l=kreis&p=2012&gu=1");
    let sheet = sheet_of(&doubt);
    assert_eq!(faults(&sheet), [""; 0]);
    let doubt = texts(&sheet).join(" ");
    assert!(
        doubt.contains("Klasse unsicher") && doubt.contains("Schraffiert: "),
        "{doubt}"
    );
    let some = said("v=1&i=income&l=kreis&p=latest&h=2");
    assert!(
        some.contains("Blass: was nicht hervorgehoben ist"),
        "{some}"
    );
}

/// The atlas of a link in which every indicator declares that chance moves it, as no indicator of the
/// bundle does.
fn uncertain(link: &str) -> Atlas {
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    atlas.dispatch(Action::Open {
        link: link.to_owned(),
    });
    while let Some(path) = atlas.missing().into_iter().next() {
        let bytes = fixture::file(&path).expect("a file of the bundle");
        let text = String::from_utf8_lossy(bytes);
        let text = text.replace("\"uncertainty\":\"none\"", "\"uncertainty\":\"poisson\"");
        let changed = path.ends_with(".json");
        let bytes = if changed { text.as_bytes() } else { bytes };
        atlas.supply(&path, bytes).expect("a sound file");
    }
    while atlas.work() {}
    atlas
}

#[test]
fn names_stand_on_the_map_as_on_the_page() {
    let mut atlas = open("v=1&i=income&l=kreis&p=latest&a=01001");
    let names = |sheet: &Sheet| {
        let name = |item: &Item| match item {
            Item::Text { halo, text, .. } if !halo.is_empty() => Some(text.clone()),
            _ => None,
        };
        sheet.items.iter().filter_map(name).collect::<Vec<_>>()
    };
    let sheet = sheet_of(&atlas);
    let found = names(&sheet);
    let chosen = atlas.answer().area.expect("an area").name;
    assert!(
        found.iter().any(|name| chosen.starts_with(name.as_str())),
        "{found:?}"
    );
    // The page with a map of this size says the same.
    let [width, height] = sheet.maps[0].size;
    atlas.map_mut().resize(width, height, 1.0);
    let mut page = Vec::new();
    while let Some(labels) = atlas.labels() {
        page = labels
            .labels
            .iter()
            .flat_map(|it| it.name.split('\n').map(str::to_owned))
            .collect();
        if !labels.more {
            break;
        }
    }
    assert_eq!(found, page);
}

#[test]
fn small_maps_stand_on_one_sheet_with_their_common_legend() {
    let atlas = open("v=1&i=income&l=kreis&p=2012&t=multiples");
    let (sheet, answer) = (sheet_of(&atlas), small(&atlas).answer(&atlas));
    let answer = answer.expect("small maps");
    assert_eq!(sheet.maps.len(), answer.maps.len());
    assert!(sheet.maps.len() > 3);
    let all = texts(&sheet).join(" ");
    for map in &answer.maps {
        assert!(all.contains(&map.title), "{} in {all}", map.title);
    }
    for class in answer.legend.expect("a legend").classes {
        let label = class.label.replace(['\u{202f}', '\u{a0}'], " ");
        assert_eq!(all.matches(&label).count(), 1, "{label} in {all}");
    }
    assert!(sheet.title.ends_with("2010 bis 2014"), "{}", sheet.title);
    // Each map has the colors of its own period.
    let pixels = |at: usize| picture(&atlas, &sheet, at, 1.0).pixels().2.to_vec();
    assert_ne!(pixels(0), pixels(sheet.maps.len() - 1));
}

#[test]
fn every_indicator_of_a_sheet_has_its_source_and_its_legend() {
    let atlas = open("v=1&i=income&l=kreis&p=2012&t=multiples&mi=people,balance");
    let sheet = sheet_of(&atlas);
    let all = texts(&sheet).join(" ");
    for indicator in ["income", "people", "balance"] {
        let own = open(&format!("v=1&i={indicator}&l=kreis&p=latest")).answer();
        for line in own.source {
            let text = line.text.replace(['\u{202f}', '\u{a0}'], " ");
            assert!(all.contains(&text), "{text} in {all}");
        }
    }
    let two = open("v=1&i=income&l=kreis&p=latest&g=two&gi=balance").answer();
    let balance = open("v=1&i=balance&l=kreis&p=latest").answer();
    let told = |text: &str| two.source.iter().any(|it| it.text == text);
    assert!(balance.source.iter().all(|it| told(&it.text)));
}

#[test]
fn a_view_that_is_not_complete_has_no_sheet() {
    let atlas = Atlas::new("de");
    let none = SmallMaps::new();
    assert!(atlas.sheet(&none, &order()).is_none());
    assert_eq!(atlas.sheet_svg(&none, &order()), Ok(None));
}
