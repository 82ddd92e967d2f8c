//! What a view says, word for word, in German and in English.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{open, open_with_all};
use teilraum::atlas::Atlas;
use teilraum::atlas::answer::{Answer, AreaCard};

/// Narrow and unbreakable blanks as plain ones, to be read in a test.
fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn words(atlas: &Atlas) -> Vec<String> {
    atlas
        .answer()
        .words
        .iter()
        .map(|text| plain(text))
        .collect()
}

fn card(link: &str) -> AreaCard {
    open(link).answer().area.expect("a chosen area")
}

#[test]
fn the_first_view_is_told_in_german() {
    let atlas = open("");
    assert_eq!(
        words(&atlas),
        [
            "Die Karte zeigt, wie hoch das verfügbare Einkommen je Einwohner im Jahr 2014 war.",
            "Der mittlere Wert (Median) liegt bei 20 295 €: Die eine Hälfte der Gebiete liegt \
             darunter, die andere darüber.",
            "Am höchsten ist der Wert im Landkreis Lindau (24 480 €), am niedrigsten im Landkreis \
             Rabenau (18 320 €).",
            "Musterbund insgesamt: 21 120 €.",
            "Ohne Zahl sind 2 Gebiete: geheim (1) und unbekannt oder geheim (1).",
        ]
    );
    let heading = atlas.answer().heading;
    assert_eq!(
        heading.title,
        "Verfügbares Einkommen je Einwohner, Kreise, 2014"
    );
    assert_eq!(
        heading.subtitle,
        "Euro je Einwohner · Klassen fest für 2010 bis 2014"
    );
    assert_eq!(
        heading.window,
        "Verfügbares Einkommen je Einwohner, Kreise, 2014 – Musteratlas"
    );
    assert!(
        heading.map_label.contains(" 12 Gebiete. "),
        "{}",
        heading.map_label
    );
}

#[test]
fn the_same_view_is_told_in_english() {
    let atlas = open("v=1&i=income&l=kreis&p=latest&lang=en");
    assert_eq!(
        words(&atlas),
        [
            "The map shows how high disposable income per head was in 2014.",
            "The middle value (median) is €20,295: half of the areas lie below it, half above.",
            "The value is highest in Lindau (€24,480) and lowest in Rabenau (€18,320).",
            "Sample Federation as a whole: €21,120.",
            "2 areas have no figure: confidential (1) and unknown or confidential (1).",
        ]
    );
    assert_eq!(
        atlas.answer().heading.title,
        "Disposable income per head, districts, 2014"
    );
}

#[test]
fn plural_subjects_and_school_years_come_out_right() {
    let atlas = open("v=1&i=balance&l=kreis&p=latest");
    let first = words(&atlas).remove(0);
    assert_eq!(
        first,
        "Die Karte zeigt, wie hoch die Zuzüge abzüglich der Fortzüge im Schuljahr 2022/23 waren."
    );
    let range = "Klassen fest für 2021/22 bis 2022/23";
    assert!(atlas.answer().heading.subtitle.ends_with(range));
}

#[test]
fn numbers_below_zero_have_a_true_minus_everywhere() {
    let answer = open("v=1&i=balance&l=kreis&p=latest&a=01056&t=table").answer();
    let text = format!("{answer:?}");
    // A hyphen before a digit and not inside a word: no key of a period, no licence.
    let hyphens = text.match_indices('-').filter(|(at, _)| {
        let inside = text[..*at].ends_with(char::is_alphanumeric);
        !inside && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
    });
    let plain_numbers = answer
        .class_controls
        .bounds
        .iter()
        .filter(|bound| **bound < 0.0)
        .count();
    assert_eq!(hyphens.count(), plain_numbers, "{text}");
    let card = answer.area.expect("a card");
    assert_eq!(card.value, "−7,7");
    assert_eq!(plain(&card.comparisons[0].difference), "−6,6 Personen");
}

#[test]
fn a_level_of_one_area_says_its_value_and_no_rank() {
    let atlas = open("v=1&i=people&l=bund&p=latest&a=BU");
    assert_eq!(words(&atlas), ["Musterbund: 1 012 271."]);
    let answer = atlas.answer();
    assert_eq!(answer.area.expect("a card").rank, "");
    assert!(
        answer.heading.map_label.contains(" Ein Gebiet. "),
        "{}",
        answer.heading.map_label
    );
}

#[test]
fn the_card_tells_value_rank_class_and_differences() {
    let card = card("v=1&i=income&l=kreis&p=latest&a=01054");
    assert_eq!(card.name, "Eichwald, Landkreis");
    assert_eq!(card.kind, "Landkreis in Nordland");
    assert_eq!(
        (plain(&card.value).as_str(), card.per.as_str()),
        ("19 200 €", "je Einwohner")
    );
    assert_eq!(plain(&card.class), "Klasse 3 von 5: über 18 682 bis 19 838");
    let lines: Vec<_> = card
        .comparisons
        .iter()
        .map(|line| {
            (
                line.label.as_str(),
                plain(&line.value),
                plain(&line.difference),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (
                "Nordland",
                "20 030 €".to_owned(),
                "−830 € (−4,1 %)".to_owned()
            ),
            (
                "Musterbund",
                "21 120 €".to_owned(),
                "−1 920 € (−9,1 %)".to_owned()
            ),
        ]
    );
    assert_eq!(
        plain(&card.spoken),
        "Eichwald, Landkreis: 19 200 € je Einwohner, Rang 7 von 10 Kreisen (1 = höchster Wert), \
         Klasse 3 von 5: über 18 682 bis 19 838"
    );
}

#[test]
fn counts_are_compared_as_shares_and_percentages_in_points() {
    let people = card("v=1&i=people&l=kreis&p=latest&a=01001");
    assert_eq!(
        plain(&people.comparisons[0].difference),
        "17,2 % von Nordland"
    );
    let share = card("v=1&i=care-share&l=kreis&p=latest&a=02054");
    assert!(
        share.comparisons.is_empty(),
        "the source has no value for the Land"
    );
}

#[test]
fn equal_values_share_a_rank_and_the_next_one_is_skipped() {
    let atlas = open("v=1&i=income&l=kreis&p=latest&t=table&s=value-");
    let table = atlas.answer().table.expect("a table");
    let ranks: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.name.as_str(), row.rank.as_str()))
        .collect();
    assert_eq!(
        ranks[5..9],
        [
            ("Öhlberg, Landkreis", "6"),
            ("Birkenau, Landkreis", "7"),
            ("Eichwald, Landkreis", "7"),
            ("Dornfeld, Landkreis", "9"),
        ]
    );
    assert!(
        ranks[10..].iter().all(|(_, rank)| rank.is_empty()),
        "{ranks:?}"
    );
}

#[test]
fn no_sentence_about_change_crosses_the_break_of_the_census() {
    for (link, expected) in [
        (
            "v=1&i=people&l=kreis&p=latest&a=01001",
            "Von 2011 bis 2012 um 297 Personen (0,4 %) gestiegen. Die Reihe hat einen Bruch (Seit \
             2011 Grundlage Zensus 2011); über ihn hinweg wird nicht verglichen. Seit dem Bruch \
             (ab 2011): Reihe zu kurz für einen Trend (unter 5 Werte).",
        ),
        (
            "v=1&i=people&l=kreis&p=2010&a=01001",
            "Von 2009 bis 2010 um 33 Personen (0,0 %) gesunken. Die Reihe hat einen Bruch (Seit \
             2011 Grundlage Zensus 2011); über ihn hinweg wird nicht verglichen. Ab 2009: Reihe zu \
             kurz für einen Trend (unter 5 Werte).",
        ),
        (
            "v=1&i=people&l=kreis&p=2011&a=01001",
            "Die Reihe hat einen Bruch (Seit 2011 Grundlage Zensus 2011); über ihn hinweg wird \
             nicht verglichen. Seit dem Bruch (ab 2011): Reihe zu kurz für einen Trend (unter 5 \
             Werte).",
        ),
    ] {
        assert_eq!(plain(&card(link).trend_words), expected, "{link}");
    }
}

#[test]
fn the_trend_is_drawn_with_a_gap_at_the_break_and_told_in_a_table() {
    let atlas = open("v=1&i=people&l=kreis&p=latest&a=01001");
    let chart = atlas.trend().expect("a chart");
    let own = chart.lines.last().expect("a line");
    assert_eq!(
        own.segments.iter().map(Vec::len).collect::<Vec<_>>(),
        [2, 2]
    );
    let card = atlas.answer().area.expect("a card");
    assert_eq!(card.trend_title, "Verlauf 2009 bis 2012");
    let table = card.trend.expect("a table");
    assert_eq!(table.rows[2][0], "Durchschnitt 2011 (Bruch in der Reihe)");
    assert_eq!(plain(&table.rows[2][1]), "82 504");
    let note = |answer: &Answer| {
        answer
            .periods
            .iter()
            .map(|it| it.note.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(note(&atlas.answer()), ["", "", "Bruch in der Reihe", ""]);
}

#[test]
fn a_note_on_a_cell_is_told_beside_it_and_only_there() {
    let noted = card("v=1&i=income&l=kreis&p=2011&a=01055");
    assert_eq!(noted.notes, ["Ohne den früheren Landkreis Moosbach."]);
    assert!(card("v=1&i=income&l=kreis&p=2012&a=01055").notes.is_empty());
    let uncertain = card("v=1&i=care-share&l=kreis&p=latest&a=02000");
    assert_eq!(
        uncertain.notes,
        ["Der Wert ist nur eingeschränkt aussagekräftig."]
    );
}

#[test]
fn a_class_of_one_area_is_spoken_in_the_singular() {
    let legend = open("v=1&i=income&l=kreis&p=latest").answer().legend;
    let spoken = &legend.classes[3].spoken;
    assert_eq!(
        plain(spoken),
        "Klasse 4 von 5: über 19 838 bis 21 600 Euro, 1 Kreis"
    );
}

#[test]
fn definitions_come_with_headings_when_they_have_arrived() {
    let atlas = open_with_all("v=1&i=people&l=kreis&p=latest");
    let method = atlas.answer().method;
    let parts: Vec<_> = method
        .iter()
        .map(|it| (it.label.as_str(), it.note.as_str()))
        .collect();
    assert_eq!(
        parts[0],
        ("Definition", "Mittel aus Anfang und Ende des Jahres.")
    );
    let notes = "Die Summen können wegen der Rundung abweichen. Seit 2011 Grundlage Zensus 2011";
    assert!(parts.contains(&("Hinweise", notes)), "{parts:?}");
    let before = open("v=1&i=people&l=kreis&p=latest");
    assert!(
        before
            .answer()
            .method
            .iter()
            .all(|it| it.label != "Definition")
    );
}
