//! The bundle of the tests, compiled in, so that it opens natively and in a browser alike.
#![allow(dead_code, reason = "each test uses its part")]

use teilraum::atlas::Atlas;
use teilraum::state::Action;

#[path = "../fixtures/bundle-0.1/files.rs"]
mod files;

pub use files::FILES;

const MESSAGES: [(&str, &str); 8] = [
    ("messages/de", include_str!("../../www/messages/de.json")),
    ("messages/en", include_str!("../../www/messages/en.json")),
    (
        "messages/study/de",
        include_str!("../../www/messages/study/de.json"),
    ),
    (
        "messages/study/en",
        include_str!("../../www/messages/study/en.json"),
    ),
    (
        "messages/kinds/de",
        include_str!("../../www/messages/kinds/de.json"),
    ),
    (
        "messages/kinds/en",
        include_str!("../../www/messages/kinds/en.json"),
    ),
    (
        "messages/office/de",
        include_str!("../../www/messages/office/de.json"),
    ),
    (
        "messages/office/en",
        include_str!("../../www/messages/office/en.json"),
    ),
];

/// The bytes of a file of the bundle, or of a catalogue of messages.
pub fn file(path: &str) -> Option<&'static [u8]> {
    let messages = MESSAGES.iter().map(|(path, text)| (*path, text.as_bytes()));
    let mut all = FILES.iter().copied().chain(messages);
    all.find(|(name, _)| *name == path).map(|(_, bytes)| bytes)
}

/// Gives the atlas every file it asks for, but those that `keep` refuses.
pub fn feed(atlas: &mut Atlas, keep: impl Fn(&str) -> bool) {
    for _ in 0..20 {
        let missing = atlas.missing();
        if missing.is_empty() {
            break;
        }
        for path in missing {
            match file(&path).filter(|_| keep(&path)) {
                Some(bytes) => atlas.supply(&path, bytes).expect("a sound file"),
                None => atlas.refuse(&path, "404"),
            }
        }
    }
    while atlas.work() {}
}

/// Dispatches, then fetches what the new view needs.
pub fn act(atlas: &mut Atlas, action: Action) {
    atlas.dispatch(action);
    feed(atlas, |_| true);
}

/// An atlas of 400 × 300 CSS pixels with everything the view of `link` needs.
pub fn open(link: &str) -> Atlas {
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    atlas.dispatch(Action::Open {
        link: link.to_owned(),
    });
    feed(&mut atlas, |_| true);
    atlas
}

/// As [`open`], with the files for search and definitions too.
pub fn open_with_all(link: &str) -> Atlas {
    let mut atlas = open(link);
    let mut paths = atlas.wanted_for_search();
    paths.extend(atlas.wanted_for_method());
    for path in paths {
        let bytes = file(&path).expect("a file of the bundle");
        atlas.supply(&path, bytes).expect("a sound file");
    }
    atlas
}
