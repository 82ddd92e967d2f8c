//! One release after the other.

use teilraum::model::ValueState;
use teilraum_publish::finding::Severity;

use super::atlas::{Atlas, Table, own};
use super::published::Published;
use super::rules::cases;

const HIDDEN: ValueState = ValueState::Suppressed;

fn state(bundle: &teilraum_publish::bundle::Bundle, level: &str, area: &str) -> ValueState {
    Published::read(&bundle.files)
        .get("cases", level, area, "2020", "")
        .state
}

fn later(atlas: &mut Atlas) {
    atlas.disclosure = atlas.disclosure.replace("first_release = true\n", "");
}

#[test]
fn without_a_ledger_the_first_release_must_be_said_to_be_the_first() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    atlas.tables.push(cases(&[12, 2, 31, 9]));
    later(&mut atlas);
    let refused = atlas.publish().unwrap_err();
    assert!(refused[0].contains("first_release"), "{refused:?}");
}

#[test]
fn a_second_release_without_the_ledger_of_the_first_is_refused() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    atlas.tables.push(cases(&[12, 2, 31, 9]));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    atlas.release(&out).unwrap();
    std::fs::remove_file(atlas.ledger()).unwrap();
    let before = std::fs::read(out.join("manifest.json")).unwrap();
    atlas.tables[0] = cases(&[12, 2, 31, 15]);
    let refused = atlas.release(&out).unwrap_err();
    assert!(
        refused[0].contains("expected the ledger of the release that stands there"),
        "{refused:?}"
    );
    assert_eq!(std::fs::read(out.join("manifest.json")).unwrap(), before);
    later(&mut atlas);
    assert!(atlas.release(&out).is_err());
}

#[test]
fn an_atlas_that_forgets_its_secrets_does_not_replace_one_that_kept_them() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    atlas.tables.push(cases(&[12, 2, 31, 9]));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    atlas.release(&out).unwrap();
    atlas.disclosure = String::new();
    let refused = atlas.release(&out).unwrap_err();
    assert!(refused[0].contains("own_sources"), "{refused:?}");
}

#[test]
fn the_ledger_never_lies_in_the_bundle() {
    let mut atlas = Atlas::of_one_land(&own("ledger = \"out/ledger.json\""), 4);
    atlas.tables.push(cases(&[12, 2, 31, 9]));
    let out = atlas.root().join("out");
    let refused = atlas.release(&out).unwrap_err();
    assert!(
        refused[0].contains("outside of the output folder"),
        "{refused:?}"
    );
    assert!(!out.exists());
}

#[test]
fn what_was_withheld_stays_withheld_and_the_same_release_stays_the_same() {
    let mut atlas = Atlas::of_one_land(&own(""), 5);
    atlas.tables.push(cases(&[12, 2, 31, 9, 40]));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let first = atlas.release(&out).unwrap();
    assert_eq!(
        [state(&first, "kreis", "b"), state(&first, "kreis", "d")],
        [HIDDEN; 2]
    );
    let ledger = std::fs::read(atlas.ledger()).unwrap();
    let again = atlas.release(&out).unwrap();
    assert_eq!(first.files, again.files);
    assert_eq!(std::fs::read(atlas.ledger()).unwrap(), ledger);
    // The small count has grown and would need nobody's protection today.
    atlas.tables[0] = cases(&[12, 22, 31, 9, 40]);
    let second = atlas.release(&out).unwrap();
    assert_eq!(
        [state(&second, "kreis", "b"), state(&second, "kreis", "d")],
        [HIDDEN; 2]
    );
    let ledger = String::from_utf8(std::fs::read(atlas.ledger()).unwrap()).unwrap();
    assert!(ledger.contains("\"release\":2"), "{ledger}");
    assert!(
        ledger.contains(&format!("\"bundle\":\"{}\"", second.data_version())),
        "{ledger}"
    );
}

#[test]
fn a_correction_by_one_person_is_not_published() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    atlas.tables.push(cases(&[12, 20, 31, 9]));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let first = atlas.release(&out).unwrap();
    assert_eq!(state(&first, "kreis", "b"), ValueState::Value);
    atlas.tables[0] = cases(&[12, 21, 31, 9]);
    let second = atlas.release(&out).unwrap();
    let states = [("kreis", "a"), ("kreis", "b"), ("land", "1")]
        .map(|(level, area)| state(&second, level, area));
    assert_eq!(states, [ValueState::Value, HIDDEN, HIDDEN]);
}

#[test]
fn a_larger_correction_is() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    atlas.tables.push(cases(&[12, 20, 31, 9]));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    atlas.release(&out).unwrap();
    atlas.tables[0] = cases(&[12, 27, 31, 9]);
    let second = atlas.release(&out).unwrap();
    assert_eq!(state(&second, "kreis", "b"), ValueState::Value);
}

#[test]
fn a_stricter_rule_says_what_it_cannot_call_back() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    atlas.tables.push(cases(&[12, 4, 31, 9]));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    atlas.release(&out).unwrap();
    atlas.disclosure = own("profile = \"careful-5\"");
    let (_, findings) = atlas.load().unwrap();
    let public: Vec<_> = findings
        .iter()
        .filter(|finding| finding.code == "already-public")
        .collect();
    assert_eq!((public.len(), public[0].severity), (1, Severity::Warning));
    let second = atlas.release(&out).unwrap();
    assert_eq!(state(&second, "kreis", "b"), HIDDEN);
}

#[test]
fn new_detail_does_not_open_what_was_closed() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    atlas.tables.push(cases(&[12, 2, 31, 9]));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    atlas.release(&out).unwrap();
    // Categories that add up to the cells withheld before.
    let relation = "[[disclosure.relation]]\ntotal = { indicator = \"cases\" }\n\
        parts = [{ indicator = \"young\" }, { indicator = \"old\" }]";
    atlas.disclosure = own(relation);
    for (key, part) in [("young", 1), ("old", 2)] {
        let mut table = Table::counts(key);
        for (at, (area, number)) in [("a", 12), ("b", 2), ("c", 31), ("d", 9)]
            .into_iter()
            .enumerate()
        {
            let young = [6, 0, 11, 4][at];
            table.put(
                "kreis",
                area,
                "2020",
                if part == 1 { young } else { number - young },
            );
        }
        atlas.tables.push(table);
    }
    let second = atlas.release(&out).unwrap();
    let published = Published::read(&second.files);
    let shown = |key: &str, area: &str| {
        published
            .get(key, "kreis", area, "2020", "")
            .state
            .is_number()
    };
    for area in ["b", "d"] {
        assert_ne!(
            [shown("young", area), shown("old", area)],
            [true; 2],
            "{area}"
        );
    }
}
