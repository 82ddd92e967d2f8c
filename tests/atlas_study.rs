//! Studies of a view: the same result however it is driven, told in both languages, refused with a
//! sentence where there is nothing to study.

#[path = "parity/fixture.rs"]
mod fixture;

use teilraum::atlas::study::{Desk, DeskError, Kind, StudyAnswer};
use teilraum::stats::Progress;

const INCOME: &str = "v=1&i=income&l=kreis&p=latest";

/// Gives the desk every file it asks for, but those that `keep` refuses.
fn desk(link: &str, keep: impl Fn(&str) -> bool) -> Desk {
    let mut desk = Desk::new(link);
    for _ in 0..10 {
        for path in desk.missing() {
            match fixture::file(&path).filter(|_| keep(&path)) {
                Some(bytes) => desk.supply(&path, bytes).expect("a sound file"),
                None => desk.refuse(&path, "404"),
            }
        }
    }
    assert!(desk.missing().is_empty());
    desk
}

fn study(link: &str, work: u32) -> (StudyAnswer, usize) {
    let desk = desk(link, |_| true);
    let mut task = desk.begin(Kind::Pattern).expect("everything is there");
    let mut steps = 0;
    let mut last = 0;
    loop {
        steps += 1;
        match desk.step(&mut task, work).expect("a step") {
            Progress::Done(answer) => return (answer, steps),
            Progress::Running { done, of } => {
                assert!(last <= done && done <= of, "{last} {done} {of}");
                last = done;
            }
        }
    }
}

/// Narrow and unbreakable blanks as plain ones.
fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

#[test]
fn the_result_does_not_depend_on_the_size_of_the_steps() {
    let (at_once, few) = study(INCOME, u32::MAX);
    let (slowly, many) = study(INCOME, 1);
    assert_eq!(at_once, slowly);
    assert!(few < 5 && many > 500, "{few} {many}");
}

#[test]
fn a_pattern_is_told_with_coefficient_p_draws_and_seed() {
    let (answer, _) = study(INCOME, u32::MAX);
    assert!(answer.title.contains("Kreise"), "{}", answer.title);
    let told = plain(&answer.sentences[0]);
    for part in ["Moran-Koeffizient", "p = 0,", "999 Ziehungen", "20260101"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let notes = plain(&answer.notes.join("\n"));
    assert!(notes.contains("2 Gebiete ohne Wert blieben"), "{notes}");
    assert!(notes.contains("keine Ursache"), "{notes}");
    let (english, _) = study(&format!("{INCOME}&lang=en"), u32::MAX);
    assert!(english.sentences[0].contains("Moran’s I"), "{english:?}");
    assert_eq!(english.groups.len(), answer.groups.len());
}

#[test]
fn too_few_areas_are_an_answer_and_no_error() {
    let (answer, _) = study("v=1&i=income&l=bund&p=latest", u32::MAX);
    assert_eq!(answer.sentences.len(), 1);
    assert!(answer.groups.is_empty() && answer.notes.is_empty());
}

#[test]
fn a_desk_asks_for_no_outlines_and_for_nothing_twice() {
    let whole = fixture::open(INCOME);
    assert!(whole.missing().is_empty());
    let mut asked: Vec<String> = Vec::new();
    let mut desk = Desk::new(INCOME);
    while let Some(path) = desk.missing().first().cloned() {
        assert!(!asked.contains(&path), "{path}");
        desk.supply(&path, fixture::file(&path).expect("a file"))
            .expect("a sound file");
        asked.push(path);
    }
    assert!(
        asked.iter().all(|path| !path.starts_with("o/")),
        "{asked:?}"
    );
    assert_eq!(desk.version(), whole.version());
    assert!(desk.begin(Kind::Pattern).is_ok());
}

#[test]
fn without_a_file_there_is_no_study_and_the_file_is_named() {
    let lacking = desk(INCOME, |path| !path.starts_with("b/"));
    match lacking.begin(Kind::Pattern) {
        Err(DeskError::File { path, .. }) => assert!(path.starts_with("b/"), "{path}"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        Desk::new(INCOME).begin(Kind::Pattern),
        Err(DeskError::Incomplete)
    ));
}
