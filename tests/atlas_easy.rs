//! What a view says in plain words (*Einfache Sprache*), word for word, in German and in English.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{act, open};
use teilraum::atlas::answer::AreaCard;
use teilraum::state::Action;

/// Narrow and unbreakable blanks as plain ones, to be read in a test.
fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn words(link: &str) -> Vec<String> {
    let answer = open(link).answer();
    answer.words.iter().map(|text| plain(text)).collect()
}

fn card(link: &str) -> AreaCard {
    open(link).answer().area.expect("a chosen area")
}

#[test]
fn the_first_view_is_told_in_plain_german() {
    assert_eq!(
        words("v=1&i=income&l=kreis&p=latest&ez=1"),
        [
            "Das Thema ist „Verfügbares Einkommen“. Die Zahlen zeigen, wie es im Jahr 2014 war.",
            "Am höchsten ist der Wert im Landkreis Lindau. Dort sind es 24 480 Euro je Einwohner.",
            "Am niedrigsten ist der Wert im Landkreis Rabenau. Dort sind es 18 320 Euro je Einwohner.",
            "Je dunkler die Farbe, desto höher ist der Wert.",
            "Der mittlere Wert ist 20 295 Euro je Einwohner. In etwa der Hälfte der Kreise ist der \
             Wert höher. In der anderen Hälfte ist er niedriger.",
            "Insgesamt sind es im Musterbund 21 120 Euro je Einwohner.",
            "Für 1 Kreis ist die Zahl geheim. Sonst könnte man einzelne Menschen oder Betriebe \
             erkennen.",
            "Für 1 Kreis ist die Zahl unbekannt oder geheim. Die Quelle sagt nicht, was davon \
             stimmt.",
            "Keine Zahl heißt nicht null.",
        ]
    );
}

#[test]
fn the_same_view_is_told_in_plain_english() {
    assert_eq!(
        words("v=1&i=income&l=kreis&p=latest&ez=1&lang=en"),
        [
            "The topic is “Disposable income”. The figures show how things were in 2014.",
            "The value is highest in Lindau. There it is 24,480 euros per head.",
            "The value is lowest in Rabenau. There it is 18,320 euros per head.",
            "The darker the colour, the higher the value.",
            "The middle value is 20,295 euros per head. In about half of the districts the value \
             is higher. In the other half it is lower.",
            "As a whole, it is 21,120 euros per head in the Sample Federation.",
            "For 1 district the figure is secret. Otherwise single people or businesses could be \
             recognised.",
            "For 1 district the figure is unknown or secret. The source does not say which.",
            "No figure does not mean zero.",
        ]
    );
}

#[test]
fn every_gap_has_its_reason_and_shares_say_what_percent_means() {
    let told = words("v=1&i=care-share&l=kreis&p=latest&ez=1");
    for sentence in [
        "Die Zahlen zeigen, wie es am 31. Dezember 2024 war.",
        "Am niedrigsten ist der Wert in 2 Kreisen.",
        "Prozent heißt: so viele von 100.",
        "Für 1 Kreis fehlt die Zahl. Es wurde nicht gezählt oder nichts geliefert.",
        "Für 1 Kreis ist die Zahl geheim.",
        "Für 1 Kreis kommt die Zahl erst später.",
        "Für 1 Kreis ist die Zahl zu unsicher.",
    ] {
        let has = told.iter().any(|it| it.contains(sentence));
        assert!(has, "{sentence} is not in {told:?}");
    }
    // Where few lie on either side of it, the median does not halve the areas.
    assert!(
        told.contains(&"Der mittlere Wert ist 8,1 Prozent.".to_owned()),
        "{told:?}"
    );
}

#[test]
fn places_and_verbs_agree() {
    for (link, sentence) in [
        ("i=income&l=land", "Am höchsten ist der Wert in Südland."),
        ("i=balance&l=kreis", "Am höchsten ist der Wert in Seestadt."),
        (
            "i=balance&l=kreis",
            "Insgesamt sind es im Musterbund 0,3 Personen je 1.000 Einwohner.",
        ),
        (
            "i=people&l=bund",
            "Insgesamt sind es im Musterbund 1 012 271 Personen.",
        ),
        (
            "i=people&l=kreis&c.sex=female",
            "Gezählt ist nur diese Gruppe: weiblich.",
        ),
    ] {
        let told = words(&format!("v=1&{link}&p=latest&ez=1")).join(" ");
        assert!(told.contains(sentence), "{sentence} is not in {told}");
    }
}

#[test]
fn the_card_compares_in_whole_sentences() {
    let income = card("v=1&i=income&l=kreis&p=latest&a=01054&ez=1");
    assert_eq!(plain(&income.value), "19 200 Euro");
    assert_eq!(
        income.rank,
        "Das ist Rang 7 von 10 Kreisen. Rang 1 hat den höchsten Wert."
    );
    assert_eq!(income.class, "Auf der Karte ist das Farbe 3 von 5.");
    let beside: Vec<&str> = income
        .comparisons
        .iter()
        .map(|it| it.difference.as_str())
        .collect();
    assert_eq!(
        beside,
        [
            "Der Wert ist niedriger als in Nordland.",
            "Der Wert ist niedriger als im Musterbund."
        ]
    );
    assert_eq!(
        plain(&income.spoken),
        "Eichwald, Landkreis: 19 200 Euro je Einwohner. Das ist Rang 7 von 10 Kreisen. Rang 1 hat \
         den höchsten Wert. Auf der Karte ist das Farbe 3 von 5."
    );
    let people = card("v=1&i=people&l=kreis&p=latest&a=01001&ez=1");
    assert_eq!(
        plain(&people.comparisons[0].difference),
        "Das sind 17,2 Prozent von Nordland."
    );
    let doubtful = card("v=1&i=care-share&l=kreis&p=latest&a=02000&ez=1");
    assert_eq!(doubtful.notes, ["Der Wert ist nicht ganz sicher."]);
}

#[test]
fn changes_are_told_as_more_and_less() {
    let told = words("v=1&i=income&l=kreis&p=latest&g=change&ez=1");
    assert_eq!(
        told[..5],
        [
            "Das Thema ist „Verfügbares Einkommen“. Die Zahlen zeigen, was sich von 2010 bis 2014 \
             verändert hat.",
            "In allen 10 Kreisen ist der Wert gestiegen.",
            "Am meisten gestiegen ist der Wert im Landkreis Auental. Dort sind es 3 070 Euro mehr.",
            "Am wenigsten gestiegen ist der Wert im Landkreis Öhlberg. Dort sind es 1 840 Euro mehr.",
            "Insgesamt ist der Wert im Musterbund um 2 420 Euro gestiegen.",
        ]
    );
    // The distance of percentages would be in points; a change in percent is not.
    let relative = words("v=1&i=income&l=kreis&p=latest&g=change&gr=1&ez=1").join(" ");
    assert!(
        relative.contains("Dort sind es 14,7 Prozent mehr."),
        "{relative}"
    );
}

#[test]
fn the_switch_turns_plain_words_on_and_off_and_changes_nothing_else() {
    let mut atlas = open("v=1&i=income&l=kreis&p=latest&a=01054");
    let before = atlas.answer();
    act(&mut atlas, Action::Easy { easy: true });
    let easy = atlas.answer();
    assert_eq!(easy.link, "v=1&i=income&l=kreis&p=latest&a=01054&ez=1");
    assert_eq!(easy.legend.classes, before.legend.classes);
    assert_eq!(easy.heading, before.heading);
    assert_ne!(easy.words, before.words);
    act(&mut atlas, Action::Easy { easy: false });
    assert_eq!(atlas.answer(), before);
}

#[test]
fn two_indicators_are_told_in_plain_sentences() {
    assert_eq!(
        words("v=1&i=income&l=kreis&p=latest&g=two&gi=care-share&ez=1"),
        [
            "Die Karte zeigt zwei Themen zugleich. Das erste ist „Verfügbares Einkommen je \
             Einwohner“. Das zweite ist „Anteil der Menschen mit Pflegebedarf“. Hoch heißt: Das \
             Gebiet gehört zum oberen Drittel. Niedrig heißt: Es gehört zum unteren Drittel.",
            "So viele Gebiete haben zwei hohe Werte: 0. So viele haben zwei niedrige Werte: 3. Nur \
             bei „Verfügbares Einkommen“ hoch und beim anderen Thema niedrig sind: 1. Umgekehrt \
             ist es bei: 0.",
            "Wo der eine Wert höher ist, ist oft auch der andere höher.",
            "Wie eng beides zusammenhängt, sagt diese Zahl: 0,69. Bei 1 steigen beide Werte immer \
             zusammen. Bei minus 1 sinkt der eine immer, wenn der andere steigt. Bei 0 hängt \
             beides nicht zusammen.",
            "Das heißt nicht: Das eine kommt vom anderen. Was für Gebiete gilt, muss auch nicht \
             für jeden Menschen dort gelten.",
        ]
    );
}

#[test]
fn a_filter_is_told_in_plain_sentences() {
    let told = words("v=1&i=income&l=kreis&p=latest&w=value~income~2014~20000~&ez=1");
    assert_eq!(
        told[0],
        "Sie haben Gebiete ausgewählt. Für sie muss gelten: Verfügbares Einkommen 2014 mindestens \
         20 000 Euro. Das trifft auf 5 von 12 Kreisen zu. Bei 2 Gebieten fehlt eine Zahl. Darum \
         weiß man es dort nicht."
    );
    assert_eq!(told[1..], words("v=1&i=income&l=kreis&p=latest&ez=1"));
}
