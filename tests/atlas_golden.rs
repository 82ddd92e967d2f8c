//! Golden pictures: each kind of map, painted without a browser, to the pixel.
//!
//! `tests/golden/maps/views.json` lists the views, over the bundle of the tests. What lies over the
//! areas (circles, marks) is no pixel of the painter: it is a list that the page draws on a canvas and
//! [`Overlay::svg`](teilraum::scene::Overlay::svg) writes as SVG. Here resvg draws that SVG over the
//! painted pixels, without fonts, so without the digits on groups of marks.
//! `tests/browser/golden.test.mjs` holds a browser's canvas against the same files.
//!
//! Where a picture differs, what was found is written beside it as `NAME.found.png`.
//! `UPDATE_GOLDEN=1` rewrites the files; nothing else does.

use std::path::PathBuf;

use resvg::tiny_skia::{IntSize, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use teilraum::atlas::kinds::{SmallMaps, SmallSize};
use teilraum::atlas::{Atlas, MapColors};
use teilraum::scene::Progress;
use teilraum::state::Action;

#[path = "fixtures/bundle-1.0/files.rs"]
mod files;

/// Width and height of a map in CSS pixels.
const SIZE: [u32; 2] = [300, 240];
/// Of one of several.
const SMALL: [u32; 2] = [120, 96];
const MOST_BYTES: usize = 40 * 1024;

const MESSAGES: [(&str, &str); 2] = [
    ("messages/de", include_str!("../www/messages/de.json")),
    (
        "messages/kinds/de",
        include_str!("../www/messages/kinds/de.json"),
    ),
];

/// A view to be painted.
#[derive(serde::Deserialize)]
struct View {
    name: String,
    link: String,
    density: f64,
    /// Whether indicators are to declare that chance moves them, as none of the bundle does.
    #[serde(default)]
    uncertain: bool,
    /// Whether anything lies over its areas.
    #[serde(default)]
    over: bool,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/maps")
}

fn views() -> Vec<View> {
    let text = std::fs::read_to_string(folder().join("views.json")).expect("a list of views");
    serde_json::from_str(&text).expect("a list of views")
}

/// Gives the atlas every file it asks for.
fn feed(atlas: &mut Atlas, uncertain: bool) {
    let messages = MESSAGES.iter().map(|(path, text)| (*path, text.as_bytes()));
    let all: Vec<_> = files::FILES.iter().copied().chain(messages).collect();
    while let Some(path) = atlas.missing().into_iter().next() {
        let found = all.iter().find(|(name, _)| *name == path);
        let mut bytes = found.expect("a file of the bundle").1.to_vec();
        if uncertain && path.ends_with(".json") {
            let text = String::from_utf8(bytes).expect("a text");
            let declared = text.replace("\"uncertainty\":\"none\"", "\"uncertainty\":\"poisson\"");
            bytes = declared.into_bytes();
        }
        atlas.supply(&path, &bytes).expect("a sound file");
    }
    while atlas.work() {}
}

fn open(view: &View) -> Atlas {
    let mut atlas = Atlas::new("de");
    let map = atlas.map_mut();
    map.set_colors(MapColors::default());
    map.resize(SIZE[0], SIZE[1], view.density);
    atlas.dispatch(Action::Open {
        link: view.link.clone(),
    });
    feed(&mut atlas, view.uncertain);
    atlas
}

/// The map at rest, with what lies over it.
fn painted(view: &View) -> Pixmap {
    let mut atlas = open(view);
    let map = atlas.map_mut();
    assert!(map.paint().expect("a picture").is_some(), "{}", view.name);
    while map.refine(16).expect("a picture") {}
    let (width, height, rgba) = map.pixels().expect("pixels");
    let size = IntSize::from_wh(width, height).expect("a size");
    let mut pixmap = Pixmap::from_vec(rgba.to_vec(), size).expect("pixels");
    let overlay = map.overlay();
    assert_eq!(overlay.spots.is_empty(), !view.over, "{}", view.name);
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">{}</svg>",
        overlay.svg(view.density)
    );
    let tree = Tree::from_str(&text, &Options::default()).expect("sound XML");
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    pixmap
}

/// Compares pixels, not files: how they are packed depends on the compressor that was built.
fn fault(name: &str, found: &Pixmap) -> Option<String> {
    let (golden, beside) = (
        folder().join(format!("{name}.png")),
        folder().join(format!("{name}.found.png")),
    );
    let packed = found.encode_png().expect("a picture");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &packed).expect("a file");
    }
    let bytes = std::fs::read(&golden).unwrap_or_default();
    if bytes.len() > MOST_BYTES {
        return Some(format!("{}: {} bytes", golden.display(), bytes.len()));
    }
    if Pixmap::decode_png(&bytes).is_ok_and(|expected| expected == *found) {
        return None;
    }
    std::fs::write(&beside, packed).expect("a file");
    Some(format!(
        "{} differs from {}; look at both, then UPDATE_GOLDEN=1",
        beside.display(),
        golden.display()
    ))
}

#[test]
fn every_kind_of_map_is_painted_as_its_golden_picture() {
    let faults: Vec<String> = views()
        .iter()
        .filter_map(|view| fault(&view.name, &painted(view)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_two_kinds_of_map_look_alike() {
    let mut seen: Vec<(String, Pixmap)> = Vec::new();
    for view in views() {
        let found = painted(&view);
        let alike = seen.iter().find(|(_, it)| *it == found);
        assert!(
            alike.is_none(),
            "{} is {:?}",
            view.name,
            alike.map(|it| &it.0)
        );
        seen.push((view.name, found));
    }
    assert!(seen.len() > 10);
}

#[test]
fn small_maps_are_painted_as_their_golden_picture() {
    let view = |link: &str| View {
        name: String::new(),
        link: link.to_owned(),
        density: 1.0,
        uncertain: false,
        over: false,
    };
    let mut faults = Vec::new();
    for (name, link) in [
        ("multiples", "v=1&i=income&l=kreis&p=latest&t=multiples"),
        (
            "multiples-unclassed",
            "v=1&i=income&l=kreis&p=latest&t=multiples&g=unclassed",
        ),
        (
            "multiples-change",
            "v=1&i=income&l=kreis&p=latest&t=multiples&g=change&ga=tiles",
        ),
    ] {
        faults.extend(fault(name, &beside_each_other(&open(&view(link)))));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// All small maps of a view in one row.
fn beside_each_other(atlas: &Atlas) -> Pixmap {
    let mut maps = SmallMaps::new();
    maps.update(atlas);
    while maps.work(atlas) {}
    let count = maps.answer(atlas).expect("small maps").maps.len();
    let [width, height] = SMALL;
    let mut all = Pixmap::new(width * count as u32, height).expect("a size");
    let size = SmallSize {
        css_px: SMALL,
        density: 1.0,
    };
    for at in 0..count {
        while maps.refine(atlas, at, size, 64).expect("a step") != Progress::Done {}
        let (_, _, rgba) = maps.pixels().expect("pixels");
        for (row, line) in rgba.chunks(4 * width as usize).enumerate() {
            let start = 4 * (row * count + at) * width as usize;
            let target = all.data_mut().get_mut(start..start + line.len());
            target.expect("a row").copy_from_slice(line);
        }
    }
    all
}
