//! The invented town: a share of counts, a rate of events, and a survey that prints limits.

use teilraum::atlas::answer::TableRow;

use super::open::{answer, card, open, town};

fn row<'a>(rows: &'a [TableRow], key: &str) -> &'a TableRow {
    rows.iter().find(|row| row.key == key).unwrap()
}

#[test]
fn a_share_of_counts_shows_its_chance_variation_with_rank_class_and_comparison() {
    let (_, bundle) = town();
    let answer = answer(
        &bundle.files,
        "i=child-poverty&l=bezirk&p=latest&a=03&t=table",
    );
    let card = answer.area.unwrap();
    // Wilson's limits of 162 among 1,456.
    assert_eq!(
        card.interval,
        "Zufallsschwankung (95 %): 9,6 bis 12,8\u{a0}%"
    );
    // Nobody else's interval touches it, nor does it leave its class.
    assert_eq!(card.rank, "Rang 4 von 6 Stadtbezirken (1 = höchster Wert)");
    assert_eq!(card.class, "Klasse 3 von 5: über 9,3 bis 14,2");
    let [town] = &card.comparisons[..] else {
        panic!("one parent");
    };
    assert_eq!(town.difference, "−2,3\u{a0}Prozentpunkte; gesichert besser");
    let spoken = card.spoken.find("Zufallsschwankung").unwrap();
    assert!(
        card.spoken.find("11,1").unwrap() < spoken && spoken < card.spoken.find("Rang").unwrap()
    );
    let table = answer.table.unwrap();
    assert_eq!(table.interval_label, "Zufallsschwankung (95 %)");
    let own = row(&table.rows, "06");
    assert_eq!(own.interval, "15,9 bis 26,3");
    assert_eq!(
        (own.rank.as_str(), own.class.as_str()),
        ("1 (1 bis 3)", "5 (4 bis 5)")
    );
    assert_eq!(answer.legend.doubt, "Klasse unsicher: 3 Stadtbezirke.");
    let certain = "Bei 6 von 6 Stadtbezirken weicht der Wert gesichert vom Wert in Musterstadt ab \
        (Falscherkennungsrate 5 %).";
    assert!(
        answer.words.iter().any(|words| words == certain),
        "{:#?}",
        answer.words
    );
}

#[test]
fn a_rate_of_events_without_polarity_is_higher_or_lower_or_neither() {
    let (_, bundle) = town();
    let files = &bundle.files;
    let answer = answer(files, "i=aids-rate&l=sozialraum&p=latest&a=0401");
    let card = answer.area.unwrap();
    assert_eq!(card.interval, "Zufallsschwankung (95 %): 15,8 bis 56,7");
    assert!(
        card.rank.ends_with(", wegen Zufallsschwankung 1 bis 11"),
        "{}",
        card.rank
    );
    assert!(
        card.class.ends_with("; unsicher: 1 bis 5"),
        "{}",
        card.class
    );
    let neither = "; kein gesicherter Unterschied";
    assert!(
        card.comparisons
            .iter()
            .all(|line| line.difference.ends_with(neither))
    );
    assert!(
        answer
            .words
            .iter()
            .any(|words| words.starts_with("Bei 0 von 11 Sozialräumen"))
    );
    // A secret rate has no interval, nor a band of the chart.
    let secret = open(files, "i=aids-rate&l=sozialraum&p=2022&a=0401");
    let shown = secret.answer().area.unwrap();
    assert_eq!(
        (shown.value.as_str(), shown.interval.as_str()),
        ("geheim", "")
    );
    let chart = secret.trend().unwrap();
    let line = chart.lines.last().unwrap();
    let points: usize = line.segments.iter().map(Vec::len).sum();
    assert_eq!(line.bands.iter().map(Vec::len).sum::<usize>(), 2 * points);
    assert!(
        chart
            .lines
            .iter()
            .rev()
            .skip(1)
            .all(|line| line.bands.is_empty())
    );
}

#[test]
fn a_survey_shows_the_limits_it_prints_and_nothing_where_it_prints_none() {
    let (_, bundle) = town();
    let files = &bundle.files;
    let district = card(files, "i=satisfied&l=bezirk&p=latest&a=03");
    assert_eq!(
        district.interval,
        "Unsicherheitsbereich: 74,6 bis 82,6\u{a0}%"
    );
    assert!(
        district.rank.ends_with(", wegen Unsicherheit 1 bis 2"),
        "{}",
        district.rank
    );
    assert!(
        district.comparisons[0]
            .difference
            .ends_with("; gesichert besser")
    );
    let answer = answer(files, "i=satisfied&l=sozialraum&p=latest&a=0404&t=table");
    let without = answer.area.unwrap();
    assert_eq!(
        (without.value.as_str(), without.interval.as_str()),
        ("61,0\u{a0}%", "")
    );
    assert!(!without.rank.contains("wegen") && !without.class.contains("unsicher"));
    assert!(!without.comparisons[0].difference.contains("gesichert"));
    let withheld = answer.table.unwrap();
    let withheld = row(&withheld.rows, "0303");
    assert_eq!(
        (withheld.value.as_str(), withheld.interval.as_str()),
        ("zu unsicher", "")
    );
    // Of 24 areas one has no value and one no limits.
    assert!(
        answer
            .words
            .iter()
            .any(|words| words.starts_with("Bei 17 von 22 Sozialräumen"))
    );
    assert!(
        !answer
            .words
            .iter()
            .any(|words| words.contains("31,4") || words.contains("58,9"))
    );
}

#[test]
fn a_trend_is_tested_since_the_break_and_the_chart_breaks_there() {
    let (_, bundle) = town();
    let files = &bundle.files;
    let words = |link: &str| card(files, link).trend_words;
    // 75.1 to 78.9 since the new questions; across them the share fell from 86.4.
    let up = words("i=satisfied&l=bezirk&p=latest&a=03");
    let tested =
        "Seit dem Bruch (ab 2019): gesicherter Anstieg, im Mittel 1,0\u{a0}Prozentpunkte pro Jahr.";
    assert!(up.ends_with(tested), "{up}");
    let none = words("i=satisfied&l=sozialraum&p=latest&a=0404");
    assert!(
        none.ends_with("Seit dem Bruch (ab 2019): kein gesicherter Trend."),
        "{none}"
    );
    let short = words("i=satisfied&l=bezirk&p=2018&a=03");
    assert!(
        short.ends_with("Ab 2016: Reihe zu kurz für einen Trend (unter 5 Werte)."),
        "{short}"
    );
    // A count without declared chance variation is tested too, on its order alone.
    let count = card(files, "i=population&l=bezirk&p=latest&a=03");
    assert!(
        count
            .trend_words
            .contains("gesicherter Anstieg, im Mittel 33\u{a0}Personen pro Jahr")
    );
    assert_eq!(count.interval, "");
    let chart = open(files, "i=satisfied&l=bezirk&p=latest&a=03")
        .trend()
        .unwrap();
    let line = chart.lines.last().unwrap();
    assert_eq!(
        line.segments.iter().map(Vec::len).collect::<Vec<_>>(),
        [3, 5]
    );
    assert_eq!(line.bands.iter().map(Vec::len).collect::<Vec<_>>(), [6, 10]);
}

#[test]
fn static_pages_say_the_same_as_the_live_page() {
    let (_, bundle) = town();
    let page = bundle.files.get("pages/de/planung/bezirk/03.html").unwrap();
    let page = String::from_utf8_lossy(page);
    for link in ["i=child-poverty", "i=satisfied"] {
        let live = card(&bundle.files, &format!("{link}&l=bezirk&p=latest&a=03"));
        for words in [&live.interval, &live.rank, &live.comparisons[0].difference] {
            assert!(page.contains(words.as_str()), "{words}");
        }
    }
}
