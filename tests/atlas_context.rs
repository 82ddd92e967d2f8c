//! Land around the areas comes after the first map, and is painted beneath it once it is there.

#[path = "fixtures/bundle-1.1/files.rs"]
mod files;

use teilraum::atlas::{Atlas, MapColors};
use teilraum::state::Action;

const MESSAGES: [(&str, &str); 2] = [
    ("messages/de", include_str!("../www/messages/de.json")),
    (
        "messages/kinds/de",
        include_str!("../www/messages/kinds/de.json"),
    ),
];

fn bytes_of(path: &str) -> &'static [u8] {
    let own = files::FILES.iter().find(|(name, _)| *name == path);
    let words = MESSAGES.iter().find(|(name, _)| *name == path);
    own.map(|(_, bytes)| *bytes)
        .or(words.map(|(_, text)| text.as_bytes()))
        .expect("a file of the bundle")
}

/// The one file of land around the areas.
fn around() -> String {
    let is_it = |path: &&str| {
        path.starts_with("o/") && teilraum::format::context(path, bytes_of(path)).is_ok()
    };
    let mut paths = files::FILES.iter().map(|(path, _)| *path).filter(is_it);
    let found = paths.next().expect("land around the areas");
    assert_eq!(paths.next(), None);
    found.to_owned()
}

fn open(link: &str) -> Atlas {
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    atlas.map_mut().set_colors(MapColors::default());
    atlas.dispatch(Action::Open {
        link: link.to_owned(),
    });
    atlas
}

/// Supplies what is missing but the file `without`; tells what was asked for.
fn feed(atlas: &mut Atlas, without: &str) -> Vec<String> {
    let mut asked = Vec::new();
    for _ in 0..20 {
        for path in atlas.missing() {
            if path != without {
                atlas.supply(&path, bytes_of(&path)).expect("a sound file");
            }
            asked.push(path);
        }
        while atlas.work() {}
    }
    asked
}

fn picture(atlas: &mut Atlas) -> Vec<u8> {
    let painted = atlas.map_mut().paint().expect("a size");
    painted.expect("a map").2.to_vec()
}

/// Pixels of the color that land around the areas has on white.
fn grey(rgba: &[u8]) -> usize {
    let ground = teilraum::scene::Colors::default().ground;
    rgba.chunks(4).filter(|it| it[..3] == ground).count()
}

const KREISE: &str = "v=1&i=income&l=kreis&p=latest";

#[test]
fn the_first_map_does_not_wait_for_it_and_the_next_picture_shows_it() {
    let around = around();
    let mut atlas = open(KREISE);
    for _ in 0..20 {
        let missing = atlas.missing();
        if atlas.answer().complete {
            break;
        }
        assert!(!missing.contains(&around), "{missing:?}");
        for path in missing {
            atlas.supply(&path, bytes_of(&path)).expect("a sound file");
        }
        while atlas.work() {}
    }
    let before = picture(&mut atlas);
    assert_eq!(grey(&before), 0);
    // It is to stand on the screen before anything else is fetched.
    assert_eq!(atlas.missing(), Vec::<String>::new());
    while atlas.map_mut().refine(50).expect("a picture") {}
    assert!(atlas.missing().contains(&around));
    feed(&mut atlas, &around);
    let labeled = picture(&mut atlas);
    atlas
        .supply(&around, bytes_of(&around))
        .expect("a sound file");
    let after = picture(&mut atlas);
    assert!(grey(&after) > 2_000, "{}", grey(&after));
    let ground = teilraum::scene::Colors::default().ground;
    for (one, other) in labeled.chunks(4).zip(after.chunks(4)) {
        assert!(one == other || (one == [255; 4] && other[..3] == ground));
    }
}

#[test]
fn it_stays_when_the_level_changes_and_lies_around_no_tiles() {
    let mut atlas = open(KREISE);
    feed(&mut atlas, "");
    let own = grey(&picture(&mut atlas));
    atlas.dispatch(Action::Level {
        key: "land".to_owned(),
    });
    feed(&mut atlas, "");
    assert!(grey(&picture(&mut atlas)) > own / 2);
    if cfg!(feature = "kinds") {
        let mut atlas = open("v=1&i=income&l=kreis&p=latest&ga=tiles");
        feed(&mut atlas, "");
        assert_eq!(grey(&picture(&mut atlas)), 0);
    }
}

#[test]
fn without_it_the_map_goes_on_and_says_so() {
    let around = around();
    let mut atlas = open(KREISE);
    feed(&mut atlas, &around);
    atlas.refuse(&around, "404");
    let answer = atlas.answer();
    assert!(answer.complete && atlas.missing().is_empty());
    assert!(
        answer.notices.iter().any(|it| it.contains(&around)),
        "{:?}",
        answer.notices
    );
    assert_eq!(grey(&picture(&mut atlas)), 0);
    let mut broken = bytes_of(&around).to_vec();
    broken[30] ^= 1;
    assert!(atlas.supply(&around, &broken).is_err());
}

#[test]
fn its_source_stands_under_the_map() {
    let mut atlas = open(KREISE);
    feed(&mut atlas, "");
    let lines = atlas.answer().source;
    let around = lines
        .iter()
        .filter(|line| line.text.starts_with("Land ringsum: "));
    assert_eq!(around.count(), 1, "{lines:?}");
}
