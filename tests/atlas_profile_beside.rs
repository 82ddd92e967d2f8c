//! An area beside others: compared, alike, and by the groups inside it.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{act, open};
use teilraum::atlas::Atlas;
use teilraum::atlas::profile::Profile;
use teilraum::state::{Action, ProfilePart};

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn profile(atlas: &Atlas) -> Profile {
    atlas.answer().kinds.profile.expect("a profile")
}

fn of(link: &str) -> Profile {
    profile(&open(&format!("v=1&l=kreis&p=latest&{link}&t=profile")))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

#[test]
fn areas_of_any_level_stand_on_equal_scales() {
    let profile = of("i=income&a=01001&pv=compared&pw=01051,BU,02054");
    let compared = profile.compared.expect("a comparison");
    let names: Vec<&str> = compared.areas.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(names, ["01001", "01051", "BU", "02054"]);
    let rows: Vec<_> = compared.themes.iter().flat_map(|it| &it.rows).collect();
    let row = |key: &str| rows.iter().find(|it| it.key == key).expect("a row");
    // 2014 is secret in Zell, so all four stand in 2013.
    let income = row("income");
    assert_eq!(
        plain(&income.title),
        "Verfügbares Einkommen, 2013: am höchsten im Landkreis Auental, am niedrigsten im Landkreis Zell"
    );
    let figures: Vec<String> = income
        .figures
        .iter()
        .map(|it| plain(&format!("{} {}", it.value, it.difference)))
        .collect();
    let expected = [
        "20 110 € ",
        "23 210 € +3 100 € (+15,4 %)",
        "20 450 € +340 € (+1,7 %)",
        "19 130 € −980 € (−4,9 %)",
    ];
    assert_eq!(figures, expected);
    let at: Vec<f64> = income
        .figures
        .iter()
        .map(|it| it.at.expect("a number"))
        .collect();
    let place = |value: f64| (value - 19_130.0) / (23_210.0 - 19_130.0);
    for (at, value) in at.iter().zip([20_110.0, 23_210.0, 20_450.0, 19_130.0]) {
        assert!(near(*at, place(value)), "{at} {value}");
    }
    // Counts begin at nothing; what is missing has no place but a name.
    let people = row("people");
    assert!(
        people
            .figures
            .iter()
            .all(|it| it.at.is_some_and(|at| at > 0.0))
    );
    assert_eq!(row("care-share").figures[2].value, "keine Angabe");
    assert_eq!(row("care-share").figures[2].at, None);
}

#[test]
fn a_comparison_holds_eight_areas_each_once_and_is_a_link() {
    let mut atlas = open("v=1&i=income&l=kreis&p=latest&a=01001&t=profile&pv=compared");
    let offered = profile(&atlas).compared.expect("a comparison").offers;
    let offered: Vec<&str> = offered.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(offered, ["Nordland", "Musterbund"]);
    let keys = [
        "01", "BU", "01001", "01", "01051", "01052", "01053", "01054", "01055", "01056", "a b",
    ];
    let beside = Some(keys.map(str::to_owned).to_vec());
    act(&mut atlas, Action::Profile { part: None, beside });
    let compared = profile(&atlas).compared.expect("a comparison");
    assert_eq!(compared.areas.len(), 8);
    assert!(compared.full && compared.offers.is_empty());
    let link = atlas.link();
    assert!(
        link.contains("w=01,BU,01051,01052,01053,01054,01055"),
        "{link}"
    );
    assert_eq!(profile(&open(&link)), profile(&atlas));
    // The chosen area is not compared with itself.
    act(
        &mut atlas,
        Action::Area {
            key: Some("01".to_owned()),
        },
    );
    let areas = profile(&atlas).compared.expect("a comparison").areas;
    assert_eq!(areas.iter().filter(|it| it.key == "01").count(), 1);
    assert_eq!((areas[0].key.as_str(), areas.len()), ("01", 7));
}

#[test]
fn an_area_that_the_bundle_does_not_have_is_left_out_of_a_comparison() {
    let profile = of("i=income&a=01001&pv=compared&pw=99999,02000");
    let areas = profile.compared.expect("a comparison").areas;
    assert_eq!(
        areas.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(),
        ["01001", "02000"]
    );
}

#[test]
fn the_most_similar_areas_come_first_with_the_reason() {
    // Care is shown and left out, people are counted: income and balance remain, each of a theme of
    // its own. Ten Kreise have both; means 20 992 and −0.59, deviations 2 194.9 and 4.248.
    let profile = of("i=care-share&a=01001&pv=alike");
    let alike = profile.alike.expect("similar areas");
    let keys: Vec<&str> = alike.areas.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["01054", "01055", "01052", "02053"]);
    // 0.725 from here, and the least similar area 2.046.
    assert_eq!(alike.areas[0].likeness, "65 von 100");
    assert!((alike.areas[0].share - (1.0 - 0.725 / 2.046)).abs() < 1e-3);
    let reasons: Vec<&str> = alike.areas.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(
        reasons[0],
        "Ähnlich bei Wanderungssaldo; nirgends sehr verschieden."
    );
    assert_eq!(
        reasons[1],
        "Ähnlich bei Verfügbares Einkommen; nirgends sehr verschieden."
    );
    assert!(
        alike
            .note
            .contains("Verfügbares Einkommen und Wanderungssaldo"),
        "{}",
        alike.note
    );
    assert!(alike.note.contains("„Pflegebedarf“ selbst zählt nicht mit"));
}

#[test]
fn what_is_far_apart_is_named_with_its_direction() {
    let profile = of("i=care-share&a=01056&pv=alike");
    let alike = profile.alike.expect("similar areas");
    let text: String = alike.areas.iter().map(|it| it.reason.as_str()).collect();
    assert!(
        text.contains("verschieden bei") || text.contains("Verschieden bei"),
        "{text}"
    );
    assert!(
        text.contains("(höher)") && !text.contains("(niedriger)"),
        "{text}"
    );
}

#[test]
fn which_of_the_similar_do_better_is_told_and_agrees_with_the_values() {
    let profile = of("i=care-share&a=01001&pv=alike");
    let alike = profile.alike.expect("similar areas");
    let verdicts: Vec<&str> = alike.areas.iter().map(|it| it.verdict.as_str()).collect();
    // A secret and an unreliable figure are not compared; low is good.
    assert_eq!(verdicts, ["better", "none", "better", "none"]);
    assert_eq!(
        alike.summary,
        "Pflegebedarf (31.12.2024): besser als hier 2 von 2, nämlich Eichwald und Birkenau."
    );
    // Where neither is better, nothing is judged.
    let neutral = of("i=people&a=01001&pv=alike")
        .alike
        .expect("similar areas");
    let verdicts: Vec<&str> = neutral.areas.iter().map(|it| it.verdict.as_str()).collect();
    assert_eq!(verdicts, ["lower", "lower", "lower", "higher"]);
    let summary = "Bevölkerung (Durchschnitt 2012): höher als hier 1 von 4, nämlich Überlingen.";
    assert_eq!(neutral.summary, summary);
}

#[test]
fn too_few_figures_find_no_similar_areas_and_say_why() {
    let country = profile(&open(
        "v=1&i=income&l=bund&p=latest&a=BU&t=profile&pv=alike",
    ));
    let alike = country.alike.expect("an answer");
    assert!(alike.areas.is_empty() && alike.summary.contains("zu wenige Angaben"));
}

#[test]
fn groups_have_shares_beside_those_around_gap_and_ratio() {
    let profile = of("i=income&a=01001&pv=groups");
    let groups = profile.groups.expect("groups");
    let [people] = groups.sets.as_slice() else {
        panic!("{:?}", groups.sets);
    };
    assert_eq!(
        people.title,
        "Bevölkerung nach Geschlecht, Durchschnitt 2012"
    );
    assert_eq!(
        people.heads,
        ["Geschlecht", "Wert", "Anteil", "Nordland", "Unterschied"]
    );
    let rows: Vec<Vec<String>> = people
        .lines
        .iter()
        .map(|it| it.cells.iter().map(|it| plain(it)).collect())
        .collect();
    // 40 572 and 42 229 of 82 801; Nordland 235 942 and 245 579 of 481 521.
    let expected = [
        [
            "männlich",
            "40 572",
            "49,0 %",
            "49,0 %",
            "0,0 Prozentpunkte",
        ],
        [
            "weiblich",
            "42 229",
            "51,0 %",
            "51,0 %",
            "0,0 Prozentpunkte",
        ],
    ];
    assert_eq!(rows, expected);
    assert_eq!(people.lines[1].bar, Some(1.0));
    let words = plain(&people.words.join(" "));
    assert_eq!(
        words,
        "Am höchsten: weiblich (42 229); am niedrigsten: männlich (40 572). Abstand: 1 657 Personen; Verhältnis: 1,04 zu 1."
    );
}

#[test]
fn each_part_of_a_profile_is_chosen_and_restored() {
    let mut atlas = open("v=1&i=income&l=kreis&p=latest&a=01001&t=profile");
    for part in ProfilePart::ALL {
        act(
            &mut atlas,
            Action::Profile {
                part: Some(part),
                beside: None,
            },
        );
        let profile = profile(&atlas);
        let chosen: Vec<&str> = profile
            .parts
            .iter()
            .filter(|it| it.chosen)
            .map(|it| it.key.as_str())
            .collect();
        assert_eq!(chosen, [part.key()]);
        assert_eq!(
            [
                profile.compared.is_some(),
                profile.alike.is_some(),
                profile.groups.is_some()
            ],
            [
                ProfilePart::Compared,
                ProfilePart::Alike,
                ProfilePart::Groups
            ]
            .map(|it| it == part)
        );
        assert_eq!(self::profile(&open(&atlas.link())), profile);
    }
}
