//! The command: which areas, which files, what it says where something is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use teilraum_publish::paper::choose;

use super::reader::read;
use super::{here, published, shelf};

fn teilraum(arguments: &[&str], dir: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_teilraum");
    let mut command = Command::new(program);
    command.args(arguments).current_dir(dir).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with the small atlas in `site/data`.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let atlas = here("../../tests/fixtures/small-atlas/atlas.toml");
    fs::create_dir(dir.path().join("site")).unwrap();
    let output = teilraum(
        &["publish", atlas.to_str().unwrap(), "-o", "site/data"],
        dir.path(),
    );
    assert!(output.status.success(), "{}", errors(&output));
    dir
}

/// The files below a folder, with `/`.
fn files(dir: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for level in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        for file in fs::read_dir(level.path()).unwrap().map(Result::unwrap) {
            let [level, file] = [level.file_name(), file.file_name()];
            let [level, file] = [level.to_str().unwrap(), file.to_str().unwrap()];
            found.insert(format!("{level}/{file}"));
        }
    }
    found
}

#[test]
fn one_area_all_of_a_level_and_all_there_are() {
    let dir = folder();
    let run = |arguments: &[&str]| {
        let output = teilraum(&[&["profile"], arguments].concat(), dir.path());
        assert!(output.status.success(), "{}", errors(&output));
        errors(&output)
    };
    let said = run(&["site", "--area", "01051", "-o", "one.pdf"]);
    assert!(said.contains("--address"), "{said}");
    let one = fs::read(dir.path().join("one.pdf")).unwrap();
    assert_eq!(read(&one).root.all("H1")[0].text(), "Auental, Landkreis");

    run(&["site/data", "--all", "--level", "land", "-o", "laender"]);
    let of_level = files(&dir.path().join("laender"));
    assert!(
        of_level.contains("land/01.pdf") && of_level.len() == 2,
        "{of_level:?}"
    );

    run(&["site", "--all", "--lang", "de", "-o", "all"]);
    let (content, _) = published("small");
    let today = content
        .areas
        .0
        .iter()
        .filter(|area| area.valid_to.is_none());
    let all = files(&dir.path().join("all"));
    assert_eq!(all.len(), today.count());
    assert!(of_level.is_subset(&all));
    let again = fs::read(dir.path().join("all/kreis/01051.pdf")).unwrap();
    assert_eq!(again, one);
}

#[test]
fn what_is_wrong_is_told_with_what_would_be_right() {
    let dir = folder();
    let fails = |arguments: &[&str], says: &[&str]| {
        let output = teilraum(&[&["profile"], arguments].concat(), dir.path());
        assert!(!output.status.success(), "{arguments:?}");
        for text in says {
            let said = errors(&output);
            assert!(said.contains(text), "{arguments:?}: {text}: {said}");
        }
    };
    let near = "01051 (Auental, Landkreis)";
    for typed in ["1051", "0105", "01059", "auental", "Auentl"] {
        fails(
            &["site", "--area", typed, "-o", "x.pdf"],
            &["--area", typed, near],
        );
    }
    fails(
        &["site", "--area", "zzzz", "-o", "x.pdf"],
        &["found \"zzzz\""],
    );
    fails(
        &["site", "--area", "01051", "--level", "land", "-o", "x.pdf"],
        &["01051"],
    );
    fails(
        &["site", "--all", "--level", "dorf", "-o", "x"],
        &["land, kreis"],
    );
    fails(
        &["site", "--all", "--lang", "fr", "-o", "x"],
        &["--lang", "de"],
    );
    fails(&["site", "-o", "x.pdf"], &["--area", "--all"]);
    fails(&[".", "--all", "-o", "x"], &["manifest.json"]);
    let atlas = here("../../tests/fixtures/small-atlas/atlas.toml");
    fails(
        &[atlas.to_str().unwrap(), "--all", "-o", "x"],
        &["publish an atlas first"],
    );
    let unusable = ["--area", "01051", "-o", "x.pdf"];
    fails(
        &[&["site", "--address", "atlas"][..], &unusable].concat(),
        &["--address", "atlas"],
    );
    fails(
        &[&["site", "--date", "15.01.2026"][..], &unusable].concat(),
        &["YYYY-MM-DD"],
    );
    assert!(!dir.path().join("x.pdf").exists() && !dir.path().join("x").exists());
}

#[test]
fn files_are_named_safely_and_apart() {
    for name in ["demo", "town", "small"] {
        let shelf = shelf(&published(name).1, "de");
        let all = choose::all(&shelf, None).unwrap();
        let names: BTreeSet<String> = all.iter().map(|(_, name)| name.to_lowercase()).collect();
        assert_eq!(names.len(), all.len(), "{name}");
        for name in names {
            let (level, file) = name.split_once('/').unwrap();
            let plain = |text: &str| {
                let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
                !text.is_empty() && text.bytes().all(known)
            };
            assert!(
                plain(level) && plain(file.strip_suffix(".pdf").unwrap()),
                "{name}"
            );
        }
    }
}
