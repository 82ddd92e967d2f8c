//! A published bundle, opened as a reader does.

use std::path::Path;

use teilraum::atlas::Atlas;
use teilraum::atlas::answer::{Answer, AreaCard};
use teilraum::state::Action;
use teilraum_publish::bundle::{Bundle, Files, assemble};
use teilraum_publish::content::Content;
use teilraum_publish::load::load;

const KINDS_ENGLISH: &[u8] = include_bytes!("../../../../www/messages/kinds/en.json");
const GERMAN: &[u8] = include_bytes!("../../../../www/messages/de.json");
const KINDS: &[u8] = include_bytes!("../../../../www/messages/kinds/de.json");
const ENGLISH: &[u8] = include_bytes!("../../../../www/messages/en.json");

pub fn publish(atlas: &Path) -> (Content, Bundle) {
    let content = load(atlas).unwrap().0;
    let bundle = assemble(&content, &[]).unwrap();
    (content, bundle)
}

/// The first release of the invented town.
pub fn town() -> (Content, Bundle) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/musterstadt");
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(&source).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
    }
    let release = folder.path().join("release-1");
    std::fs::create_dir(&release).unwrap();
    for entry in std::fs::read_dir(source.join("release-1"))
        .unwrap()
        .map(Result::unwrap)
    {
        std::fs::copy(entry.path(), release.join(entry.file_name())).unwrap();
    }
    let atlas = folder.path().join("atlas-1.toml");
    let text = std::fs::read_to_string(&atlas).unwrap();
    let said = text.replace("[disclosure]\n", "[disclosure]\nfirst_release = true\n");
    std::fs::write(&atlas, said).unwrap();
    publish(&atlas)
}

/// A file of the bundle, or a catalogue of messages.
pub fn bytes<'a>(files: &'a Files, path: &str) -> &'a [u8] {
    match path {
        "messages/de" => GERMAN,
        "messages/en" => ENGLISH,
        "messages/kinds/de" => KINDS,
        "messages/kinds/en" => KINDS_ENGLISH,
        path => files.get(path).unwrap(),
    }
}

/// Gives the atlas everything it misses.
fn feed(atlas: &mut Atlas, files: &Files) {
    loop {
        let missing = atlas.missing();
        if missing.is_empty() {
            break;
        }
        for path in missing {
            atlas.supply(&path, bytes(files, &path)).unwrap();
        }
    }
    while atlas.work() {}
}

/// The atlas at a link such as `i=satisfied&l=bezirk&p=latest`.
pub fn open(files: &Files, link: &str) -> Atlas {
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    let link = format!("v=1&{link}");
    atlas.dispatch(Action::Open { link });
    feed(&mut atlas, files);
    atlas
}

/// What an open atlas says at another link.
pub fn look(atlas: &mut Atlas, files: &Files, link: &str) -> Answer {
    let link = format!("v=1&{link}");
    atlas.dispatch(Action::Open { link });
    feed(atlas, files);
    let answer = atlas.answer();
    assert!(answer.complete, "{}", answer.link);
    answer
}

pub fn answer(files: &Files, link: &str) -> Answer {
    open(files, link).answer()
}

pub fn card(files: &Files, link: &str) -> AreaCard {
    answer(files, link).area.unwrap()
}
