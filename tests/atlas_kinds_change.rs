//! A map of what has changed, and a map without classes: what they say, and that they agree with the
//! figures they are made of.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{act, open};
use teilraum::atlas::Atlas;
use teilraum::atlas::answer::{AreaCard, Table};
use teilraum::model::ClassMethod;
use teilraum::state::{Action, MapKind};

const INCOME: &str = "v=1&i=income&l=kreis&p=latest&t=table";
const PEOPLE: &str = "v=1&i=people&l=kreis&p=latest&t=table";
const BALANCE: &str = "v=1&i=balance&l=kreis&p=latest&t=table";
const CARE: &str = "v=1&i=care-share&l=kreis&p=latest&t=table";

fn map(kind: MapKind) -> Action {
    Action::Map {
        kind: Some(kind),
        since: None,
        relative: None,
        second: None,
        shape: None,
        certainty: None,
        facilities: None,
    }
}

fn changed(link: &str, period: Option<&str>, in_percent: bool) -> Atlas {
    let mut atlas = open(link);
    let mut action = map(MapKind::Change);
    if let Action::Map {
        since, relative, ..
    } = &mut action
    {
        *since = period.map(str::to_owned);
        *relative = Some(in_percent);
    }
    act(&mut atlas, action);
    atlas
}

fn table(atlas: &Atlas) -> Table {
    atlas.answer().table.expect("a table")
}

fn value_of(table: &Table, key: &str) -> String {
    let row = table.rows.iter().find(|row| row.key == key);
    row.expect("a row").value.clone()
}

fn card(atlas: &mut Atlas, key: &str) -> AreaCard {
    act(
        atlas,
        Action::Area {
            key: Some(key.to_owned()),
        },
    );
    atlas.answer().area.expect("a card")
}

/// Spaces of any width as one.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn title_unit_and_sentences_speak_of_the_change() {
    let answer = changed(INCOME, None, false).answer();
    assert!(answer.complete && answer.notices.is_empty());
    assert!(
        answer
            .heading
            .title
            .ends_with(", Kreise, Veränderung 2010 bis 2014"),
        "{}",
        answer.heading.title
    );
    assert!(
        answer
            .heading
            .map_label
            .contains("Veränderung 2010 bis 2014")
    );
    assert!(
        answer
            .heading
            .meaning
            .ends_with("Veränderung von 2010 bis 2014.")
    );
    assert!(answer.heading.subtitle.starts_with("Veränderung: Euro je"));
    assert_eq!(answer.legend.unit, answer.heading.subtitle);
    assert!(
        answer.words[0].contains("von 2010 bis 2014 verändert"),
        "{}",
        answer.words[0]
    );
    assert_eq!(
        answer.words[1],
        "In allen 10 Kreisen ist der Wert gestiegen."
    );
    assert!(answer.words[2].contains("beträgt +"), "{}", answer.words[2]);
    assert!(answer.spoken.contains("Veränderung 2010 bis 2014"));
    let table = answer.table.expect("a table");
    assert!(table.caption.contains("Veränderung"));
    assert!(table.columns[3].label.starts_with("Veränderung: Euro"));
}

#[test]
fn english_says_the_same() {
    let mut atlas = changed(INCOME, None, true);
    act(
        &mut atlas,
        Action::Language {
            language: "en".to_owned(),
        },
    );
    let answer = atlas.answer();
    assert!(
        answer
            .heading
            .title
            .ends_with("change 2010 to 2014 in percent"),
        "{}",
        answer.heading.title
    );
    assert!(
        answer.words[0].ends_with("changed from 2010 to 2014, in percent of the earlier value.")
    );
}

#[test]
fn differences_are_exact_and_signed_where_they_stand_alone() {
    let mut atlas = changed(INCOME, None, false);
    assert_eq!(plain(&value_of(&table(&atlas), "01001")), "2 550"); // 20 760 − 18 210
    let card = card(&mut atlas, "01001");
    assert_eq!(plain(&card.value), "+2 550 €");
    assert!(
        card.per.ends_with("Veränderung 2010 bis 2014"),
        "{}",
        card.per
    );
    let beside: Vec<_> = card
        .comparisons
        .iter()
        .map(|it| it.label.as_str())
        .collect();
    assert_eq!(beside, ["2010", "2014", "Nordland", "Musterbund"]);
    assert_eq!(plain(&card.comparisons[0].value), "18 210 €");
    assert_eq!(plain(&card.comparisons[1].value), "20 760 €");
    assert_eq!(plain(&card.comparisons[2].value), "+2 210 €");
    assert_eq!(plain(&card.comparisons[2].difference), "+340 €");
    assert!(card.rank.contains("1 = größter Zuwachs") && !card.class.is_empty());
    // The trend is still that of the income itself.
    assert!(
        card.trend_words.contains("gestiegen"),
        "{}",
        card.trend_words
    );
    assert_eq!(card.trend.expect("a trend").rows.len(), 5);
}

#[test]
fn percentages_are_rounded_once_and_compared_in_points() {
    let mut atlas = changed(INCOME, Some("2013"), true);
    assert_eq!(value_of(&table(&atlas), "01001"), "3,2"); // 650 ÷ 20 110 = 3.232 %
    let card = card(&mut atlas, "01001");
    assert_eq!(card.value, "+3,2\u{a0}%");
    assert_eq!(card.comparisons[2].value, "+3,1\u{a0}%"); // Nordland: 610 ÷ 19 420
    assert_eq!(plain(&card.comparisons[2].difference), "+0,1 Prozentpunkte");
}

#[test]
fn classes_are_cut_on_the_changes_around_zero_as_the_reader_likes() {
    let mut atlas = changed(BALANCE, None, false);
    let answer = atlas.answer();
    let labels: Vec<_> = answer
        .legend
        .classes
        .iter()
        .map(|it| it.label.as_str())
        .collect();
    assert!(labels.iter().any(|it| it.ends_with("0,0")), "{labels:?}");
    act(&mut atlas, Action::ClassCount { k: Some(3) });
    assert_eq!(atlas.answer().legend.classes.len(), 3);
    act(
        &mut atlas,
        Action::ClassMethod {
            method: Some(ClassMethod::EqualInterval),
        },
    );
    assert!(atlas.answer().legend.method.contains("gleich breite"));
    act(
        &mut atlas,
        Action::ClassBounds {
            bounds: vec![-1.0, 0.0, 1.0],
        },
    );
    let legend = atlas.answer().legend;
    assert_eq!(legend.classes.len(), 4);
    assert_eq!(legend.classes[0].label, "bis −1,0");
    // Bounds typed for differences mean nothing in percent.
    let mut relative = map(MapKind::Change);
    if let Action::Map { relative, .. } = &mut relative {
        *relative = Some(true);
    }
    act(&mut atlas, relative);
    assert!(!atlas.link().contains("user-defined"), "{}", atlas.link());
}

#[test]
fn own_bounds_of_a_percentage_are_percentages() {
    let mut atlas = changed(INCOME, None, true);
    act(
        &mut atlas,
        Action::ClassBounds {
            bounds: vec![10.0, 12.0, 14.0],
        },
    );
    let legend = atlas.answer().legend;
    let labels: Vec<_> = legend.classes.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels[..2], ["bis 10,0", "über 10,0 bis 12,0"]);
}

#[test]
fn printed_numbers_lie_in_their_printed_classes() {
    for relative in [false, true] {
        let atlas = changed(INCOME, None, relative);
        let (table, legend) = (table(&atlas), atlas.answer().legend);
        let mut counts = vec![0_usize; legend.classes.len()];
        for row in table.rows.iter().filter(|row| !row.class.is_empty()) {
            let class = row.class.parse::<usize>().expect("a class") - 1;
            assert_eq!(row.color, legend.classes[class].color);
            counts[class] += 1;
        }
        let told: Vec<usize> = legend
            .classes
            .iter()
            .map(|it| it.count.parse().expect("a count"))
            .collect();
        assert_eq!(counts, told);
    }
}

#[test]
fn what_either_period_lacks_the_change_lacks() {
    let mut atlas = changed(INCOME, None, false);
    for key in ["02052", "02054"] {
        let plain_state = card(&mut open(INCOME), key).state;
        let card = card(&mut atlas, key);
        assert_eq!(card.state, plain_state);
        assert!(
            card.state_meaning.contains("einer der beiden"),
            "{}",
            card.state_meaning
        );
    }
    // The other way round as well: the later period has them, the earlier one not.
    act(
        &mut atlas,
        Action::Period {
            key: Some("2013".to_owned()),
        },
    );
    assert_eq!(
        value_of(&table(&atlas), "02054"),
        plain("1 490").replace(' ', "\u{202f}")
    );
}

#[test]
fn nothing_is_compared_across_a_break_without_saying_so() {
    let answer = changed(PEOPLE, None, false).answer();
    assert!(
        answer.heading.title.contains("2011 bis"),
        "{}",
        answer.heading.title
    );
    let mut atlas = changed(PEOPLE, Some("2009"), false);
    let answer = atlas.answer();
    assert!(answer.legend.classes.is_empty());
    let [state] = &answer.legend.states[..] else {
        panic!("{:?}", answer.legend.states);
    };
    assert_eq!(
        (state.label.as_str(), state.count.as_str()),
        ("nicht vergleichbar", "12")
    );
    assert!(
        state.meaning.contains("bricht die Reihe (") && state.meaning.ends_with("Gebiete: 12."),
        "{}",
        state.meaning
    );
    assert_eq!(
        answer.words[0],
        "Für diese Auswahl lässt sich keine Veränderung angeben."
    );
    let card = card(&mut atlas, "01001");
    assert_eq!(card.value, "nicht vergleichbar");
    assert!(
        card.notes[0].contains("bricht die Reihe"),
        "{:?}",
        card.notes
    );
}

#[test]
fn no_percentage_is_taken_of_what_is_not_above_zero() {
    let mut atlas = changed(BALANCE, None, true);
    let legend = atlas.answer().legend;
    let [state] = &legend.states[..] else {
        panic!("{:?}", legend.states);
    };
    assert_eq!(state.count, "7");
    assert!(
        state.meaning.contains("null oder negativ"),
        "{}",
        state.meaning
    );
    assert_eq!(value_of(&table(&atlas), "01051"), "−12,5"); // from 5.6 to 4.9
    assert!(card(&mut atlas, "01052").notes[0].contains("null oder negativ"));
}

#[test]
fn a_count_has_no_share_of_the_change_of_its_parent() {
    let mut atlas = changed(PEOPLE, None, false);
    let card = card(&mut atlas, "01001");
    assert!(plain(&card.value).starts_with("+297"), "{}", card.value);
    assert!(card.comparisons.iter().all(|it| it.difference.is_empty()));
}

#[test]
fn where_there_is_no_earlier_period_the_legend_says_so() {
    let answer = changed(CARE, None, false).answer();
    assert!(
        answer.heading.title.contains("Veränderung bis"),
        "{}",
        answer.heading.title
    );
    let alone = answer
        .legend
        .states
        .iter()
        .find(|it| it.state == "not-applicable");
    let meaning = &alone.expect("a state").meaning;
    assert!(meaning.contains("keinen früheren Zeitpunkt"), "{meaning}");
}

#[test]
fn nothing_has_changed_since_the_period_itself() {
    let answer = changed(INCOME, Some("2014"), false).answer();
    assert!(
        answer
            .words
            .iter()
            .any(|it| it.starts_with("Alle Gebiete haben dieselbe Veränderung: 0"))
    );
    let reversed = table(&changed(
        "v=1&i=income&l=kreis&p=2010&t=table",
        Some("2014"),
        false,
    ));
    assert_eq!(
        reversed.rows,
        table(&changed(INCOME, Some("2010"), false)).rows
    );
}

#[test]
fn what_chance_makes_of_a_value_is_not_said_of_its_change() {
    let mut atlas = changed(CARE, None, false);
    assert!(
        atlas
            .answer()
            .table
            .expect("a table")
            .interval_label
            .is_empty()
    );
    assert!(card(&mut atlas, "01001").interval.is_empty());
}

#[test]
fn a_link_restores_a_change_and_going_back_restores_the_figures() {
    let mut atlas = changed(INCOME, Some("2012"), true);
    let restored = open(&atlas.link());
    assert_eq!(restored.answer(), atlas.answer());
    act(&mut atlas, map(MapKind::Classes));
    let plain = open(INCOME).answer();
    let back = atlas.answer();
    assert_eq!(
        (&back.words, &back.legend, &back.table),
        (&plain.words, &plain.legend, &plain.table)
    );
}

#[test]
fn periods_and_choices_stay_those_of_the_indicator() {
    let atlas = changed(INCOME, None, false);
    let (answer, plain) = (atlas.answer(), open(INCOME).answer());
    assert_eq!(answer.periods, plain.periods);
    assert_eq!(answer.levels, plain.levels);
    assert_eq!(answer.source, plain.source);
    assert_eq!(atlas.menu(), open(INCOME).menu());
    let since: Vec<_> = answer
        .kinds
        .controls
        .since
        .iter()
        .map(|it| it.key.as_str())
        .collect();
    assert_eq!(since, ["", "2010", "2011", "2012", "2013"]);
    assert_eq!(answer.kinds.controls.since[0].label, "2010 (frühester)");
}

fn unclassed(link: &str) -> Atlas {
    let mut atlas = open(link);
    act(&mut atlas, map(MapKind::Unclassed));
    atlas
}

#[test]
fn without_classes_darker_is_more_and_the_legend_says_where_colors_end() {
    let atlas = unclassed(INCOME);
    let answer = atlas.answer();
    assert!(answer.legend.classes.is_empty() && answer.class_controls.methods.is_empty());
    assert!(
        answer
            .legend
            .method
            .contains("2. bis zum 98. Perzentil, fest für 2010 bis 2014")
    );
    assert!(answer.heading.subtitle.contains("Farben fest für"));
    assert!(answer.spoken.contains("fließende Farben"));
    assert_eq!(answer.legend.bounds.len(), 2);
    assert!(answer.legend.median.is_some() && !answer.legend.bars.is_empty());
    let ramp = answer.kinds.ramp.expect("a ramp");
    assert!(ramp.stops.len() > 20 && ramp.stops.windows(2).all(|it| it[0].at < it[1].at));
    let mut rows = table(&atlas).rows;
    rows.retain(|row| !row.rank.is_empty());
    rows.sort_by_key(|row| row.rank.parse::<u32>().expect("a rank"));
    let light = |color: &str| {
        let channel = |at: usize| u32::from_str_radix(&color[at..at + 2], 16).expect("hex");
        channel(1) + channel(3) + channel(5)
    };
    assert!(
        rows.windows(2)
            .all(|it| light(&it[0].color) <= light(&it[1].color))
    );
    let colors: std::collections::BTreeSet<_> = rows.iter().map(|row| &row.color).collect();
    // Of ten areas two have one value, and two lie beyond the end.
    assert_eq!(colors.len(), 8, "{colors:?}");
    assert!(rows.iter().all(|row| row.class.is_empty()));
}

#[test]
fn around_a_middle_both_sides_have_one_scale() {
    let atlas = unclassed(BALANCE);
    assert!(
        atlas
            .answer()
            .legend
            .method
            .starts_with("Farben fließend um 0,0")
    );
    let hue = |key: &str| {
        let table = table(&atlas);
        let row = table.rows.iter().find(|row| row.key == key).expect("a row");
        let channel = |at: usize| i32::from_str_radix(&row.color[at..at + 2], 16).expect("hex");
        channel(5) - channel(1)
    };
    // Blue above, brown below.
    assert!(
        hue("02000") > 40 && hue("01056") < -40,
        "{} {}",
        hue("02000"),
        hue("01056")
    );
    // Nearer to the middle is paler.
    assert!(hue("02053") < hue("02000") / 2, "{}", hue("02053"));
}

#[test]
fn highlighting_a_class_does_not_dim_a_map_without_classes() {
    let mut atlas = unclassed("v=1&i=income&l=kreis&p=latest");
    let picture = |atlas: &mut Atlas| {
        let painted = atlas.map_mut().paint().expect("a picture");
        painted.map(|it| it.2.to_vec())
    };
    picture(&mut atlas);
    // The first picture asks for detail.
    fixture::feed(&mut atlas, |_| true);
    let before = picture(&mut atlas);
    act(&mut atlas, Action::Highlight { class: 0 });
    assert!(picture(&mut atlas) == before);
}
