//! A link restores everything; searches find; missing files are named and the rest goes on.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{act, feed, file, open, open_with_all};
use teilraum::atlas::Atlas;
use teilraum::model::ClassMethod;
use teilraum::state::{Action, Direction, RankMove, SortColumn, Tab};

/// What readers do, one after the other; after each step the link must carry all of it.
fn deeds() -> Vec<Action> {
    let key = |key: &str| key.to_owned();
    vec![
        Action::Area {
            key: Some(key("01054")),
        },
        Action::Period {
            key: Some(key("2012")),
        },
        Action::ClassCount { k: Some(4) },
        Action::ClassMethod {
            method: Some(ClassMethod::FisherJenks),
        },
        Action::ClassesPerPeriod { per_period: true },
        Action::Highlight { class: 2 },
        Action::ClassMethod {
            method: Some(ClassMethod::UserDefined),
        },
        Action::ClassBounds {
            bounds: vec![17_500.0, 19_000.0, 22_000.5],
        },
        Action::Tab { tab: Tab::Table },
        Action::Sort {
            column: SortColumn::Value,
        },
        Action::Page { page: 3 },
        Action::Level { key: key("land") },
        Action::Language {
            language: key("en"),
        },
        Action::Indicator { key: key("people") },
        Action::Category {
            axis: key("sex"),
            category: key("female"),
        },
        Action::StepPeriod { by: -1 },
        Action::Walk {
            direction: Direction::East,
        },
        Action::Rank {
            to: RankMove::First,
        },
        Action::Tab { tab: Tab::Map },
        // Stands for a gesture on the map, after which the edge settles.
        Action::Camera {
            x_m: 0,
            y_m: 0,
            width_m: 1,
        },
        Action::ClassMethod { method: None },
        Action::Indicator {
            key: key("balance"),
        },
        Action::Level { key: key("kreis") },
        Action::Sort {
            column: SortColumn::Parent,
        },
        Action::ResetCamera,
    ]
}

#[test]
fn a_link_restores_every_view_word_for_word_and_pixel_for_pixel() {
    let mut atlas = open_with_all("");
    let mut came_closer = false;
    for deed in deeds() {
        if matches!(deed, Action::Camera { .. }) {
            atlas.map_mut().zoom(2.5, 150.0, 90.0);
            atlas.settle();
            came_closer = true;
        } else {
            act(&mut atlas, deed.clone());
        }
        let mut other = open_with_all(&atlas.link());
        // Finer outlines are asked for after the first picture.
        for it in [&mut atlas, &mut other] {
            it.map_mut().paint().expect("a picture");
            feed(it, |_| true);
        }
        let definitions = atlas.wanted_for_method();
        for path in definitions {
            atlas
                .supply(&path, file(&path).expect("a file"))
                .expect("a sound file");
        }
        assert_eq!(
            atlas.answer(),
            other.answer(),
            "after {deed:?}: {}",
            atlas.link()
        );
        assert_eq!(atlas.link(), other.link(), "after {deed:?}");
        assert_eq!(atlas.trend(), other.trend(), "after {deed:?}");
        let mine = atlas
            .map_mut()
            .paint()
            .expect("a picture")
            .map(|it| it.2.to_vec());
        let theirs = other
            .map_mut()
            .paint()
            .expect("a picture")
            .map(|it| it.2.to_vec());
        // A link rounds the camera to metres, and who came closer keeps the finer outlines.
        assert_eq!(atlas.map().camera_state(), other.map().camera_state());
        assert!(
            came_closer || mine == theirs,
            "another picture after {deed:?}: {}",
            atlas.link()
        );
    }
}

#[test]
fn own_bounds_begin_with_those_in_force_so_that_nothing_vanishes() {
    let mut atlas = open("");
    let before = atlas.answer();
    act(
        &mut atlas,
        Action::ClassMethod {
            method: Some(ClassMethod::UserDefined),
        },
    );
    let after = atlas.answer();
    assert_eq!(before.class_controls.bounds, after.class_controls.bounds);
    let labels = |answer: &teilraum::atlas::answer::Answer| {
        answer
            .legend
            .classes
            .iter()
            .map(|class| class.label.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(labels(&before).len(), labels(&after).len());
    assert!(atlas.link().contains("m=user-defined"), "{}", atlas.link());
    act(
        &mut atlas,
        Action::Level {
            key: "land".to_owned(),
        },
    );
    assert!(!atlas.answer().legend.classes.is_empty());
    assert!(!atlas.link().contains("m=user-defined"), "{}", atlas.link());
}

#[test]
fn what_a_link_says_wrong_is_named_and_the_rest_holds() {
    let atlas = open("v=9&i=nothing&l=kreis&a=99999&x=1&d=0000000000000000&t=table");
    let notices = atlas.answer().notices;
    assert_eq!(notices.len(), 5);
    for (notice, word) in notices.iter().zip([
        "Version 9",
        "„nothing“",
        "„x“",
        "0000000000000000",
        "„99999“",
    ]) {
        assert!(notice.contains(word), "{notice}");
    }
    assert!(atlas.answer().table.is_some());
}

fn found(atlas: &Atlas, typed: &str) -> Vec<(String, String)> {
    atlas
        .search(typed)
        .into_iter()
        .map(|hit| (hit.name, hit.why))
        .collect()
}

fn hit(name: &str, why: &str) -> (String, String) {
    (name.to_owned(), why.to_owned())
}

#[test]
fn a_name_of_two_areas_offers_city_and_landkreis() {
    let atlas = open_with_all("");
    let both = [
        hit("Auental, kreisfreie Stadt", ""),
        hit("Auental, Landkreis", ""),
    ];
    for typed in ["Auental", "auental", " AUENTAL ", "auent"] {
        assert_eq!(found(&atlas, typed), both, "{typed}");
    }
    let several = "Postleitzahl 98765, mehrere Kreise";
    let both = [
        hit("Auental, kreisfreie Stadt", several),
        hit("Auental, Landkreis", several),
    ];
    assert_eq!(found(&atlas, "98765"), both);
}

#[test]
fn areas_are_found_by_key_former_name_alias_place_and_without_umlauts() {
    let atlas = open_with_all("");
    for (typed, name, why) in [
        ("01055", "Öhlberg, Landkreis", "Schlüssel 01055"),
        ("ohlberg", "Öhlberg, Landkreis", ""),
        ("oehlberg", "Öhlberg, Landkreis", ""),
        ("ueberlingen", "Überlingen, Landkreis", ""),
        ("Auenthal", "Auental, kreisfreie Stadt", "früher: Auenthal"),
        (
            "Hafenstadt",
            "Seestadt, kreisfreie Stadt",
            "auch: Hafenstadt",
        ),
        ("kleinweiler", "Birkenau, Landkreis", "Ort: Kleinweiler"),
        ("98001", "Seestadt, kreisfreie Stadt", "Postleitzahl 98001"),
        ("nordland", "Nordland", ""),
    ] {
        assert_eq!(found(&atlas, typed), [hit(name, why)], "{typed}");
    }
    let former = [
        hit("Moosbach, Landkreis", ""),
        hit("Öhlberg, Landkreis", "früher: Moosbach"),
    ];
    assert_eq!(found(&atlas, "moosbach"), former);
    assert!(found(&atlas, "Nirgendwo").is_empty() && found(&atlas, "  ").is_empty());
}

#[test]
fn before_the_list_of_terms_has_come_names_and_keys_are_found() {
    let atlas = open("");
    assert_eq!(found(&atlas, "zell").len(), 1);
    assert_eq!(found(&atlas, "98765"), []);
    assert_eq!(atlas.wanted_for_search().len(), 1);
}

/// An atlas that cannot have the files whose path begins so.
fn without(prefix: &str) -> Atlas {
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    atlas.dispatch(Action::Open {
        link: "v=1&i=income&l=kreis&p=latest&t=table".to_owned(),
    });
    feed(&mut atlas, |path| !path.starts_with(prefix));
    atlas
}

#[test]
fn without_outlines_table_and_words_go_on() {
    let mut atlas = without("o/");
    let answer = atlas.answer();
    assert_eq!(answer.words.len(), 5);
    assert_eq!(answer.table.expect("a table").rows.len(), 12);
    let notice = &answer.notices[0];
    assert!(
        notice.contains("Die Karte kann nicht gezeichnet werden"),
        "{notice}"
    );
    assert!(notice.contains("o/") && notice.contains("404"), "{notice}");
    assert!(atlas.map_mut().paint().expect("no error").is_none());
}

#[test]
fn without_values_the_controls_go_on_and_another_choice_works() {
    let mut atlas = without("b/");
    let answer = atlas.answer();
    assert!(!answer.complete && answer.table.is_none());
    assert_eq!(
        answer.heading.title,
        "Verfügbares Einkommen je Einwohner, Kreise, 2014"
    );
    assert!(
        answer.notices[0].contains("Für diese Auswahl fehlen Werte"),
        "{:?}",
        answer.notices
    );
    assert!(answer.levels.len() == 3 && answer.periods.len() == 5);
    act(
        &mut atlas,
        Action::Indicator {
            key: "balance".to_owned(),
        },
    );
    assert!(atlas.answer().complete);
    atlas.retry();
    act(
        &mut atlas,
        Action::Indicator {
            key: "income".to_owned(),
        },
    );
    assert!(atlas.answer().complete && atlas.answer().notices.is_empty());
}

#[test]
fn a_damaged_file_is_refused_with_the_place_and_told_beside_the_map() {
    let mut atlas = open("");
    let path = atlas.wanted_for_search().remove(0);
    let mut bytes = file(&path).expect("a file").to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    let error = atlas
        .supply(&path, &bytes)
        .expect_err("damaged")
        .to_string();
    assert!(error.starts_with(&path), "{error}");
    let notices = atlas.answer().notices;
    assert!(
        notices[0].contains(&path) && notices[0].contains("Postleitzahlen"),
        "{notices:?}"
    );
    assert!(atlas.answer().complete);
    let cut = &file(&path).expect("a file")[..middle];
    atlas.retry();
    assert!(atlas.supply(&path, cut).is_err());
    atlas.retry();
    atlas
        .supply(&path, file(&path).expect("a file"))
        .expect("the sound file");
    assert!(atlas.answer().notices.is_empty());
}

#[test]
fn the_shown_files_are_few_and_asked_for_in_two_steps() {
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    let mut steps = 0;
    while !atlas.missing().is_empty() {
        for path in atlas.missing() {
            atlas
                .supply(&path, file(&path).expect("a file"))
                .expect("a sound file");
        }
        steps += 1;
        if atlas.answer().complete {
            break;
        }
    }
    assert!(atlas.answer().complete);
    assert!(steps <= 3, "manifest, then what it lists: {steps} steps");
}
