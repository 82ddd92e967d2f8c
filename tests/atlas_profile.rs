//! The profile of an area: it agrees with map, table and card, needs few files, and is a link.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{act, feed, open};
use teilraum::atlas::Atlas;
use teilraum::atlas::profile::{Profile, ProfileEntry};
use teilraum::state::{Action, Tab};

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn profile(atlas: &Atlas) -> Profile {
    atlas.answer().kinds.profile.expect("a profile")
}

fn of(link: &str) -> Profile {
    profile(&open(&format!("v=1&l=kreis&p=latest&{link}&t=profile")))
}

fn entries(profile: &Profile) -> impl Iterator<Item = &ProfileEntry> {
    profile.themes.iter().flat_map(|theme| &theme.entries)
}

fn entry<'a>(profile: &'a Profile, key: &str) -> &'a ProfileEntry {
    entries(profile).find(|it| it.key == key).expect("an entry")
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

#[test]
fn every_indicator_stands_by_theme_with_its_newest_figure() {
    let profile = of("i=income&a=01001");
    assert_eq!(profile.title, "Auental, kreisfreie Stadt");
    let themes: Vec<(&str, Vec<&str>)> = profile
        .themes
        .iter()
        .map(|it| {
            (
                it.label.as_str(),
                it.entries.iter().map(|it| it.key.as_str()).collect(),
            )
        })
        .collect();
    let expected = [
        ("Bevölkerung", vec!["people", "balance"]),
        ("Leben", vec!["income", "care-share"]),
    ];
    assert_eq!(themes, expected);
    let income = entry(&profile, "income");
    assert_eq!(plain(&income.value), "20 760 €");
    assert_eq!(income.per, "je Einwohner");
    assert_eq!(income.period, "2014");
    assert!(income.chosen);
    assert!(!entry(&profile, "people").chosen);
}

#[test]
fn ranks_are_those_among_the_siblings_and_parents_stand_beside() {
    let profile = of("i=income&a=01001");
    let income = entry(&profile, "income");
    // 24 020 in the Landkreis Auental is the only higher one of Nordland's seven.
    assert_eq!(
        income.rank,
        "Rang 2 von 7 Kreisen in Nordland (1 = höchster Wert)"
    );
    let beside: Vec<String> = income
        .comparisons
        .iter()
        .map(|it| plain(&format!("{}: {} {}", it.label, it.value, it.difference)))
        .collect();
    let expected = [
        "Nordland: 20 030 € +730 € (+3,6 %)",
        "Musterbund: 21 120 € −360 € (−1,7 %)",
    ];
    assert_eq!(beside, expected);
    // Equal values share a rank: 8.1 % twice after 12.4 %.
    let ranked = |area: &str| {
        entry(&of(&format!("i=income&a={area}")), "care-share")
            .rank
            .clone()
    };
    assert!(
        ranked("01051").starts_with("Rang 2 von 5 "),
        "{}",
        ranked("01051")
    );
    assert_eq!(ranked("01051"), ranked("01052"));
    assert!(
        ranked("01053").starts_with("Rang 4 von 5 "),
        "{}",
        ranked("01053")
    );
}

#[test]
fn the_spine_lies_between_worst_and_best_with_the_middle_half() {
    let profile = of("i=income&a=01001");
    let spine = entry(&profile, "income")
        .spine
        .clone()
        .expect("seven values");
    // 18 320, 18 610, 19 200, 19 200, 19 830, 20 760, 24 020 by hand.
    let at = |value: f64| (value - 18_320.0) / (24_020.0 - 18_320.0);
    assert!(near(spine.own, at(20_760.0)));
    assert!(near(spine.median, at(19_200.0)));
    assert!(near(spine.middle[0], at((18_610.0 + 19_200.0) / 2.0)));
    assert!(near(spine.middle[1], at((19_830.0 + 20_760.0) / 2.0)));
    assert!(near(spine.parent.expect("Nordland"), at(20_030.0)));
    assert_eq!(
        [spine.from, spine.to].map(|it| plain(&it)),
        ["18 320 €", "24 020 €"]
    );
    assert!(plain(&spine.words).ends_with("zwischen 18 905 € und 20 295 €. Rechts ist besser."));
}

#[test]
fn where_low_is_good_the_spine_is_turned() {
    let spine = |area: &str| {
        let profile = of(&format!("i=income&a={area}"));
        entry(&profile, "care-share")
            .spine
            .clone()
            .expect("five values")
    };
    assert!(near(spine("01001").own, 0.0));
    assert!(near(spine("01053").own, 1.0));
    assert_eq!(plain(&spine("01001").from), "12,4 %");
    assert!(spine("01001").middle[0] <= spine("01001").middle[1]);
}

#[test]
fn counts_have_no_parent_on_their_spine_and_areas_without_siblings_none() {
    let people = of("i=income&a=01001");
    assert_eq!(
        entry(&people, "people")
            .spine
            .as_ref()
            .expect("seven")
            .parent,
        None
    );
    let country = profile(&open("v=1&i=income&l=bund&p=latest&a=BU&t=profile"));
    for entry in entries(&country) {
        assert!(entry.spine.is_none() && entry.rank.is_empty(), "{entry:?}");
    }
}

#[test]
fn trends_are_tested_and_told_with_an_arrow_and_words() {
    let profile = of("i=income&a=01001");
    let income = entry(&profile, "income")
        .movement
        .clone()
        .expect("five values");
    assert_eq!(
        (income.direction.as_str(), income.judged.as_str()),
        ("up", "better")
    );
    assert_eq!(income.label, "steigt");
    assert!(plain(&income.words).contains("gesicherter Anstieg, im Mittel 634 Euro pro Jahr"));
    // From 18 210 in 2010 to 20 760 in 2014, one piece from corner to corner.
    let [piece] = income.pieces.as_slice() else {
        panic!("{:?}", income.pieces);
    };
    assert_eq!((piece[0], piece[4]), ([0.0, 0.0], [1.0, 1.0]));
}

#[test]
fn no_trend_crosses_a_break_and_the_line_is_cut_there() {
    let profile = of("i=income&a=01001");
    let people = entry(&profile, "people")
        .movement
        .clone()
        .expect("two values");
    assert_eq!(
        (people.direction.as_str(), people.label.as_str()),
        ("short", "zu kurz für einen Trend")
    );
    assert_eq!(
        people.pieces.iter().map(Vec::len).collect::<Vec<_>>(),
        [2, 2]
    );
    assert!(people.words.contains("Bruch"));
    assert!(!people.words.contains("88"), "{}", people.words);
}

#[test]
fn the_line_has_gaps_where_values_are_missing_and_one_value_has_none() {
    // 2014 is unknown or secret in Mooreck.
    let profile = of("i=income&a=02052");
    let income = entry(&profile, "income");
    assert_eq!(income.state, "unknown-or-secret");
    let movement = income.movement.clone().expect("four values");
    assert_eq!(movement.direction, "short");
    assert!(entry(&profile, "care-share").movement.is_none());
}

#[test]
fn every_state_is_named_and_explained_and_none_has_a_rank_or_a_place() {
    let states = [
        ("01055", "suppressed"),
        ("01056", "suppressed"),
        ("02051", "unknown-or-secret"),
        ("02052", "pending"),
        ("02053", "unreliable"),
    ];
    for (area, _) in states {
        let profile = of(&format!("i=income&a={area}"));
        let care = entry(&profile, "care-share");
        assert!(!care.state_meaning.is_empty(), "{area}: {care:?}");
        assert!(
            care.rank.is_empty() && care.spine.is_none() && care.movement.is_none(),
            "{area}"
        );
        assert!(
            !care.value.chars().any(|c| c.is_ascii_digit()),
            "{area}: {}",
            care.value
        );
    }
    let zero = of("i=income&a=01053");
    assert_eq!(entry(&zero, "care-share").state, "zero");
    let rounded = of("i=income&a=01054");
    assert_eq!(entry(&rounded, "care-share").state, "rounded-to-zero");
    let flagged = of("i=income&a=02000");
    assert_eq!(
        entry(&flagged, "care-share").notes.len(),
        1,
        "{:?}",
        entry(&flagged, "care-share")
    );
}

#[test]
fn a_profile_agrees_with_the_card_of_the_map() {
    for area in ["01001", "01055", "02000", "02052", "01", "BU"] {
        for indicator in ["income", "people", "care-share", "balance"] {
            for language in ["de", "en"] {
                let link = format!("v=1&i={indicator}&l=kreis&p=latest&a={area}&lang={language}");
                let mut atlas = open(&link);
                let card = atlas.answer().area.expect("a card");
                act(&mut atlas, Action::Tab { tab: Tab::Profile });
                let profile = profile(&atlas);
                let Some(entry) = entries(&profile).find(|it| it.key == indicator) else {
                    assert_eq!(card.state, "", "{link}");
                    continue;
                };
                assert_eq!(
                    [&entry.value, &entry.state, &entry.per],
                    [&card.value, &card.state, &card.per],
                    "{link}"
                );
                assert_eq!(entry.interval, card.interval, "{link}");
                assert_eq!(entry.comparisons, card.comparisons, "{link}");
            }
        }
    }
}

#[test]
fn what_stands_out_is_tested_together_and_says_so() {
    let profile = of("i=income&a=01001");
    let told: Vec<(&str, &str)> = profile
        .out
        .iter()
        .flat_map(|group| {
            group
                .items
                .iter()
                .map(|it| (group.key.as_str(), it.key.as_str()))
        })
        .collect();
    // Seven areas are too few for being the highest to say anything; the rise is more than chance.
    assert_eq!(told, [("moving", "income")]);
    assert!(profile.out_note.contains("5 %"), "{}", profile.out_note);
    let quiet = of("i=income&a=02052");
    assert!(quiet.out.is_empty(), "{:?}", quiet.out);
}

#[test]
fn a_profile_takes_no_file_per_indicator() {
    let mut atlas = open("v=1&i=income&l=kreis&p=latest&a=01001");
    atlas.dispatch(Action::Tab { tab: Tab::Profile });
    let missing = atlas.missing();
    assert!(profile(&atlas).waiting);
    assert!((1..=3).contains(&missing.len()), "{missing:?}");
    feed(&mut atlas, |_| true);
    assert!(!profile(&atlas).waiting);
}

#[test]
fn without_its_files_the_page_says_so_and_waits_no_longer() {
    let mut atlas = open("v=1&i=income&l=kreis&p=latest&a=01001");
    atlas.dispatch(Action::Tab { tab: Tab::Profile });
    feed(&mut atlas, |path| !path.starts_with("p/"));
    let answer = atlas.answer();
    assert!(!answer.kinds.profile.expect("a profile").waiting);
    assert!(!answer.notices.is_empty());
}

#[test]
fn without_an_area_the_page_says_what_to_do() {
    let profile = of("i=income");
    assert!(profile.themes.is_empty() && profile.parts.is_empty());
    assert!(profile.intro.starts_with("Wählen Sie ein Gebiet"));
}
