//! Another published bundle as a source: what it says passes unchanged, and what does not fit is told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use teilraum_publish::content::Content;
use teilraum_publish::error::PublishError;
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::load::load;

const READ: &str = "[[indicator.read]]\nformat = \"bundle\"\ndir = \"other\"\nindicator = \"meeting-places\"\nkeys = \"office\"\n";

/// The example's files in a folder, without its outlines; its bundle is published to `other` there.
struct Case(tempfile::TempDir);

impl Case {
    fn new() -> Self {
        Self::of(&[])
    }

    /// With changes to the files before they are published: file, what stands there, what instead.
    fn of(changes: &[(&str, &str, &str)]) -> Self {
        let case = Self(tempfile::tempdir().unwrap());
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/saarland");
        for entry in fs::read_dir(example).unwrap() {
            let entry = entry.unwrap();
            fs::copy(
                entry.path(),
                case.path(&entry.file_name().to_string_lossy()),
            )
            .unwrap();
        }
        for (file, from, to) in changes {
            case.replace(file, from, to);
        }
        let atlas = case.text("atlas.toml");
        let data = format!("{}/../../data/", env!("CARGO_MANIFEST_DIR"));
        case.write("atlas.toml", &atlas.replace("../../data/", &data));
        let done = Command::new(env!("CARGO_BIN_EXE_teilraum"))
            .args(["publish", "atlas.toml", "-o", "other"])
            .current_dir(case.0.path())
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let (head, _) = atlas.split_once("# Outlines").unwrap();
        case.write("atlas.toml", head);
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Reads the indicator out of the bundle instead of the file.
    fn pass(&self, read: &str) {
        let text = self.text("meeting-places.toml");
        let (head, _) = text.split_once("[[indicator.read]]").unwrap();
        let head = head.replace("aggregate = \"sum\"", "aggregate = \"refuse\"");
        self.write("meeting-places.toml", &format!("{head}{read}"));
        let atlas = self.text("atlas.toml");
        let levels = "levels = [{ digits = 5, level = \"kreis\" }";
        self.write(
            "atlas.toml",
            &atlas.replace(
                levels,
                &format!("{levels}, {{ digits = 2, level = \"land\" }}"),
            ),
        );
    }

    fn replace(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no {from}");
        self.write(name, &text.replace(from, to));
    }

    fn load(&self) -> Result<(Content, Vec<Finding>), PublishError> {
        load(&self.path("atlas.toml"))
    }

    /// The errors of reading.
    fn errors(&self) -> String {
        let findings = match self.load() {
            Ok((_, findings)) => findings,
            Err(PublishError::Config(findings)) => findings,
            Err(other) => panic!("{other}"),
        };
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        errors.map(|finding| format!("{finding}\n")).collect()
    }
}

#[test]
fn every_observation_of_the_other_bundle_passes_unchanged() {
    let case = Case::new();
    let (before, _) = case.load().unwrap();
    case.pass(READ);
    assert_eq!(case.errors(), "");
    let (after, _) = case.load().unwrap();
    assert_eq!(after.indicators[0].periods, before.indicators[0].periods);
    assert_eq!(after.blocks, before.blocks);
    let states = |content: &Content| {
        content
            .blocks
            .iter()
            .flat_map(|block| block.states.clone())
            .collect::<Vec<_>>()
    };
    assert!(
        states(&after)
            .iter()
            .any(|state| state.key() == "suppressed")
    );
}

#[test]
fn what_is_missing_and_what_does_not_apply_stay_two_things() {
    let case = Case::of(&[
        (
            "atlas.toml",
            "\"-\" = \"zero-if-exists\"",
            "\"-\" = \"not-applicable\"",
        ),
        ("figures.csv", "2023;10046;St. Wendel;7\n", ""),
    ]);
    let (before, _) = case.load().unwrap();
    case.pass(READ);
    assert_eq!(case.errors(), "");
    let (after, findings) = case.load().unwrap();
    assert_eq!(after.blocks, before.blocks);
    let states: Vec<&str> = after
        .blocks
        .iter()
        .flat_map(|block| &block.states)
        .map(|state| state.key())
        .collect();
    assert!(
        states.contains(&"not-applicable") && states.contains(&"missing"),
        "{states:?}"
    );
    let gaps = ["missing-rows", "no-numbers"];
    assert!(findings.iter().all(|finding| !gaps.contains(&finding.code)));
}

#[test]
fn levels_are_read_as_the_recipe_maps_them() {
    let case = Case::new();
    case.pass(&format!("{READ}level = {{ kreis = \"kreis\" }}\n"));
    let (content, _) = case.load().unwrap();
    assert_eq!(content.blocks.len(), 1);
    assert_eq!(
        content.levels[content.blocks[0].shape.level.index()].key,
        "kreis"
    );
}

#[test]
fn only_the_periods_wanted_are_read() {
    let case = Case::new();
    case.pass(&format!("{READ}only_periods = {{ from = \"2024\" }}\n"));
    let (content, _) = case.load().unwrap();
    let keys: Vec<&str> = content.indicators[0]
        .periods
        .iter()
        .map(|period| period.key.as_str())
        .collect();
    assert_eq!(keys[0], "2024");
}

#[test]
fn a_damaged_file_of_the_other_bundle_is_an_error_with_its_name() {
    let case = Case::new();
    case.pass(READ);
    let areas = walk(&case.path("other"))
        .into_iter()
        .find(|path| path.extension().is_some_and(|ending| ending == "trb"))
        .or_else(|| {
            walk(&case.path("other"))
                .into_iter()
                .find(|path| path.ends_with("areas.csv"))
        });
    let path = areas.unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(&path, bytes).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let errors = case.errors();
    assert!(
        errors.contains("other: expected a sound bundle") && errors.contains(&name),
        "{errors}"
    );
    fs::remove_dir_all(case.path("other")).unwrap();
    assert!(case.errors().contains("manifest.json"), "{}", case.errors());
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(walk(&path)),
            false => files.push(path),
        }
    }
    files.sort();
    files
}

#[test]
fn what_does_not_fit_is_told_with_both_sides() {
    let case = Case::new();
    case.pass(READ);
    case.replace("meeting-places.toml", "kind = \"count\"", "kind = \"rate\"");
    assert!(
        case.errors()
            .contains("expected the kind Count, found Rate"),
        "{}",
        case.errors()
    );
    case.replace("meeting-places.toml", "kind = \"rate\"", "kind = \"count\"");
    case.replace(
        "meeting-places.toml",
        "indicator = \"meeting-places\"",
        "indicator = \"nothing\"",
    );
    assert!(
        case.errors()
            .contains("one of its indicators: meeting-places, found `nothing`"),
        "{}",
        case.errors()
    );
}

#[test]
fn a_source_with_another_licence_is_an_error() {
    let case = Case::new();
    case.pass(READ);
    case.replace(
        "atlas.toml",
        "licence = \"CC0-1.0\"",
        "licence = \"dl-de/zero-2-0\"",
    );
    assert!(
        case.errors()
            .contains("[[source]] `office` as the bundle has it: CC0-1.0"),
        "{}",
        case.errors()
    );
}

#[test]
fn a_key_that_the_rules_do_not_place_is_an_error() {
    let case = Case::new();
    case.pass(READ);
    case.replace(
        "atlas.toml",
        "{ digits = 2, level = \"land\" }",
        "{ is = \"99\", level = \"land\" }",
    );
    assert!(
        case.errors().is_empty()
            || case
                .errors()
                .contains("keys of the level `land`, found `10`"),
        "{}",
        case.errors()
    );
    case.replace(
        "atlas.toml",
        "{ digits = 5, level = \"kreis\" }",
        "{ is = \"10041\", level = \"kreis\" }",
    );
    assert!(
        case.errors()
            .contains("keys of the level `kreis`, found `10042`"),
        "{}",
        case.errors()
    );
}

#[test]
fn fields_of_other_formats_are_refused() {
    let case = Case::new();
    case.pass(&format!("{READ}decimal = \",\"\n"));
    assert!(
        case.errors().contains("unknown field `decimal`"),
        "{}",
        case.errors()
    );
}
