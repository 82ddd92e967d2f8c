//! The page beside a bundle says what the bundle shows first, in the engine's own words.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;

use teilraum_publish::opening;

const PAGE: &str = include_str!("../../../index.html");

/// A folder with the page, and with the bundle of the engine's tests where `bundled`.
fn site(bundled: bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), PAGE).unwrap();
    if bundled {
        let fixtures = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/fixtures/bundle-1.0"
        );
        copy(fixtures.as_ref(), &folder.path().join("data"));
    }
    folder
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

fn page(folder: &tempfile::TempDir) -> String {
    fs::read_to_string(folder.path().join("index.html")).unwrap()
}

#[test]
fn title_and_answer_of_the_bundle_stand_in_the_page_and_go_with_it() {
    let folder = site(true);
    opening::fill(folder.path()).unwrap();
    let filled = page(&folder);
    for part in [
        "Verfügbares Einkommen je Einwohner, Kreise, ",
        "<p data-key=\"1\">",
        "am niedrigsten",
    ] {
        assert!(filled.contains(part), "{part}: {filled}");
    }
    assert!(
        !filled.contains("Barrierefreiheit"),
        "the bundle has no statement"
    );
    opening::fill(folder.path()).unwrap();
    assert_eq!(page(&folder), filled, "nothing changes the second time");
    fs::remove_dir_all(folder.path().join("data")).unwrap();
    opening::fill(folder.path()).unwrap();
    assert_eq!(page(&folder), PAGE);
}

#[test]
fn a_damaged_bundle_is_told_and_the_page_stays() {
    let folder = site(true);
    fs::write(folder.path().join("data/manifest.json"), "{").unwrap();
    assert!(opening::fill(folder.path()).is_err());
    assert_eq!(page(&folder), PAGE);
}

#[test]
fn a_page_without_a_bundle_is_left_as_it_is() {
    let folder = site(false);
    opening::fill(folder.path()).unwrap();
    assert_eq!(page(&folder), PAGE);
}
