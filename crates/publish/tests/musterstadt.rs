//! The invented town: it is made the same every time, its two releases can be published one after
//! the other, and how the machine is set up changes no byte.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test stops where it finds something unexpected"
)]

#[path = "../examples/musterstadt/files.rs"]
mod files;
#[path = "../examples/musterstadt/people.rs"]
mod people;
#[path = "../examples/musterstadt/random.rs"]
mod random;
#[path = "../examples/musterstadt/town.rs"]
mod town;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/musterstadt")
}

/// Every file below a folder by path.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            let below = tree(&path).into_iter();
            all.extend(below.map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
        } else {
            all.insert(name, fs::read(&path).unwrap());
        }
    }
    all
}

/// A copy of the town in a folder of its own, where a ledger may be written.
fn copy(to: &Path) -> PathBuf {
    for (file, bytes) in tree(&fixture()) {
        let path = to.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    to.to_owned()
}

fn publish(town: &Path, atlas: &str, out: &Path, set: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teilraum"));
    command
        .arg("publish")
        .arg(town.join(atlas))
        .arg("-o")
        .arg(out);
    command.envs(set.iter().copied()).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Adds the sentence that only a first release may say.
fn say_first(town: &Path) {
    let atlas = town.join("atlas-1.toml");
    let text = fs::read_to_string(&atlas).unwrap();
    let said = text.replace("[disclosure]\n", "[disclosure]\nfirst_release = true\n");
    fs::write(atlas, said).unwrap();
}

#[test]
fn the_generator_makes_the_town_that_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let town = town::Town::draw();
    files::geography(&town, folder.path()).unwrap();
    for (release, last) in [(1, 2023), (2, 2024)] {
        let people = people::People::settle(&town, release, last);
        let folder = folder.path().join(format!("release-{release}"));
        files::figures(&town, &people, &folder).unwrap();
    }
    let kept = tree(&fixture());
    for (file, bytes) in tree(folder.path()) {
        assert!(kept.get(&file) == Some(&bytes), "{file} differs");
    }
}

#[test]
fn both_releases_are_published_with_their_secrets_kept_and_marked_as_invented() {
    let folder = tempfile::tempdir().unwrap();
    let town = copy(&folder.path().join("office"));
    say_first(&town);
    let out = folder.path().join("bundle");
    let first = publish(&town, "atlas-1.toml", &out, &[]);
    assert!(first.status.success(), "{}", errors(&first));
    assert!(town.join("ledger.json").is_file());
    let second = publish(&town, "atlas-2.toml", &out, &[]);
    assert!(second.status.success(), "{}", errors(&second));
    let csv = fs::read_to_string(out.join("csv/children-in-need.csv")).unwrap();
    assert!(csv.contains(",suppressed,"), "the town has secrets");
    let pages = tree(&out.join("pages"));
    let pages = pages.iter().filter(|(file, _)| file.ends_with(".html"));
    let pages: Vec<_> = pages.collect();
    assert!(pages.len() > 30);
    for (file, bytes) in pages {
        let text = String::from_utf8_lossy(bytes);
        assert!(text.contains("Erfundene Daten"), "{file}");
    }
}

#[test]
fn a_second_release_without_the_ledger_of_the_first_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let town = copy(&folder.path().join("office"));
    say_first(&town);
    let out = folder.path().join("bundle");
    let first = publish(&town, "atlas-1.toml", &out, &[]);
    assert!(first.status.success(), "{}", errors(&first));
    fs::remove_file(town.join("ledger.json")).unwrap();
    let before = tree(&out);
    let second = publish(&town, "atlas-2.toml", &out, &[]);
    assert!(!second.status.success());
    assert!(
        errors(&second).contains("ledger.json"),
        "{}",
        errors(&second)
    );
    assert!(tree(&out) == before, "the old bundle stays as it was");
}

/// Runs the publisher on one core where the system has the program for it.
fn on_one_core(town: &Path, out: &Path) -> Output {
    let mut command = Command::new("taskset");
    command.args(["-c", "0", env!("CARGO_BIN_EXE_teilraum"), "publish"]);
    command.arg(town.join("atlas-1.toml")).arg("-o").arg(out);
    command
        .output()
        .unwrap_or_else(|_| publish(town, "atlas-1.toml", out, &[]))
}

#[test]
fn locale_time_zone_cores_and_folders_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| {
        let town = copy(&folder.path().join(name).join("Büro mit Leerzeichen"));
        say_first(&town);
        town
    };
    let temporary = folder.path().join("anderes tmp");
    fs::create_dir_all(&temporary).unwrap();
    let temporary = temporary.to_string_lossy().into_owned();
    let plain = [("LC_ALL", "C"), ("TZ", "UTC")];
    let other = [
        ("LC_ALL", "de_DE.UTF-8"),
        ("LANG", "tr_TR.UTF-8"),
        ("TZ", "Pacific/Kiritimati"),
        ("TMPDIR", temporary.as_str()),
    ];
    let outs = ["one", "two", "three"].map(|name| folder.path().join(name).join("out"));
    let runs = [
        publish(&at("one"), "atlas-1.toml", &outs[0], &plain),
        publish(&at("two"), "atlas-1.toml", &outs[1], &other),
        on_one_core(&at("three"), &outs[2]),
    ];
    for run in &runs {
        assert!(run.status.success(), "{}", errors(run));
    }
    let first = tree(&outs[0]);
    assert!(first.len() > 50);
    assert!(tree(&outs[1]) == first);
    assert!(tree(&outs[2]) == first);
}
