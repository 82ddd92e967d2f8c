//! Plain words (*Einfache Sprache*) over the demo, the invented town and the small atlas: every sentence
//! is short and whole, without brackets, signs or abbreviations, and its numbers are the table's.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it finds something unexpected"
)]

#[path = "../chance/open.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod open;
mod rules;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use teilraum::atlas::answer::{Answer, TableRow};
use teilraum::atlas::kinds::SheetOrder;
use teilraum::model::ValueState;
use teilraum_publish::bundle::{Bundle, assemble};
use teilraum_publish::content::Content;

use rules::Names;

/// The kinds of map that have plain words.
const KINDS: [&str; 4] = ["", "&g=change", "&g=symbols", "&g=unclassed"];

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What a sweep over a collection has met.
#[derive(Default)]
struct Met {
    sentences: usize,
    states: BTreeSet<String>,
}

/// Walks every indicator and level of a collection, the areas of every value state among them.
fn sweep((content, bundle): (Content, Bundle), languages: &[&str]) -> Met {
    let mut met = Met::default();
    let mut atlas = open::open(&bundle.files, "");
    for language in languages {
        let names = Names::of(&content, &bundle, language);
        for indicator in &bundle.catalogue.indicators {
            for level in indicator.levels() {
                let level = &bundle.catalogue.levels[level.index()];
                let place = format!(
                    "i={}&l={}&p=latest&lang={language}",
                    indicator.key, level.key
                );
                let table = open::look(
                    &mut atlas,
                    &bundle.files,
                    &format!("{place}&t=table&s=value"),
                );
                let rows = table.table.as_ref().unwrap().rows.clone();
                let first = open::look(&mut atlas, &bundle.files, &format!("{place}&ez=1"));
                if table.table.unwrap().pages <= 1 {
                    numbers_are_those_of(&rows, &first);
                }
                met.take(&names, &first, &place);
                // More areas would only say the same again.
                let kinds = if level.range().len() <= 1_000 {
                    &KINDS[..]
                } else {
                    &KINDS[..1]
                };
                for kind in kinds {
                    for area in one_of_each_state(&rows) {
                        let link = format!("{place}&ez=1&a={}{kind}", area.key);
                        let answer = open::look(&mut atlas, &bundle.files, &link);
                        met.take(&names, &answer, &link);
                        met.states.insert(answer.area.unwrap().state);
                    }
                }
            }
        }
    }
    met
}

impl Met {
    /// Holds every sentence of an answer against the rules.
    fn take(&mut self, names: &Names, answer: &Answer, link: &str) {
        for text in told(answer) {
            self.sentences += names
                .check(&text)
                .unwrap_or_else(|wrong| panic!("{link}: {wrong}"));
        }
    }
}

/// Everything the engine says in sentences of its own: no title, no footnote of a source.
fn told(answer: &Answer) -> Vec<String> {
    let mut all = answer.words.clone();
    let legend = &answer.legend;
    all.extend([&legend.method, &legend.remark, &legend.doubt].map(String::clone));
    if let Some(card) = &answer.area {
        all.extend(
            [
                &card.interval,
                &card.rank,
                &card.class,
                &card.state_meaning,
                &card.trend_words,
            ]
            .map(String::clone),
        );
        let change = answer.link.contains("g=change");
        all.extend(
            card.comparisons
                .iter()
                .filter(|_| !change)
                .map(|it| it.difference.clone()),
        );
    }
    all.retain(|text| !text.is_empty());
    all
}

/// The first row of each value state.
fn one_of_each_state(rows: &[TableRow]) -> Vec<TableRow> {
    let mut seen = BTreeSet::new();
    let rows = rows.iter().filter(|row| seen.insert(row.state.clone()));
    rows.cloned().collect()
}

/// The highest and the lowest value are told with the digits of the table.
fn numbers_are_those_of(rows: &[TableRow], answer: &Answer) {
    let is_number = |row: &&TableRow| {
        let state = ValueState::ALL.into_iter().find(|it| it.key() == row.state);
        state.is_some_and(ValueState::is_number) && row.state != ValueState::RoundedToZero.key()
    };
    let numbers: Vec<&TableRow> = rows.iter().filter(is_number).collect();
    let text = answer.words.join(" ");
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return;
    };
    for row in [first, last] {
        assert!(
            text.contains(&row.value),
            "{}: {} is not in {text}",
            answer.link,
            row.value
        );
    }
}

#[test]
fn the_invented_town_has_uncertain_figures_in_plain_words() {
    let met = sweep(open::town(), &["de"]);
    assert!(met.sentences > 500, "{}", met.sentences);
}

#[test]
fn the_small_atlas_has_every_value_state_in_plain_words() {
    let atlas = here("../../tests/fixtures/small-atlas/atlas.toml");
    let met = sweep(open::publish(&atlas), &["de", "en"]);
    assert!(met.states.len() >= 8, "{:?}", met.states);
}

#[test]
fn the_demo_has_its_long_names_in_plain_words() {
    let met = sweep(open::publish(&here("../../data/atlas.toml")), &["de", "en"]);
    assert!(met.sentences > 5_000, "{}", met.sentences);
}

/// The small atlas with what its publisher may say besides.
fn with_more_words() -> (Content, Bundle) {
    let (mut content, _) = open::publish(&here("../../tests/fixtures/small-atlas/atlas.toml"));
    let texts = content.texts.get_mut("de").unwrap();
    let mut text = texts.indicators.get("care-share").cloned().unwrap();
    text.among = "Menschen".to_owned();
    texts.indicators.insert("care-share".to_owned(), text);
    let definitions = content.definitions.get_mut("de").unwrap();
    let mut definition = definitions.get("care-share").cloned().unwrap();
    definition.easy = "Manche Menschen brauchen Pflege.\nDas zeigt die Zahl.".to_owned();
    definition.easy_checked_by = "Prüfgruppe Musterstadt".to_owned();
    definitions.insert("care-share".to_owned(), definition);
    let bundle = assemble(&content, &[]).unwrap();
    (content, bundle)
}

#[test]
fn a_share_is_told_as_so_many_of_a_hundred_where_the_publisher_says_of_whom() {
    let (_, bundle) = with_more_words();
    let told = open::answer(&bundle.files, "i=care-share&l=kreis&p=latest&ez=1").words;
    let text = told.join(" ");
    assert!(
        text.contains("Dort sind es 20,7 von 100 Menschen."),
        "{text}"
    );
    assert!(!text.contains("Prozent"), "{text}");
}

#[test]
fn a_checked_text_in_easy_language_stands_first_in_the_method_and_says_who_checked_it() {
    let (_, bundle) = with_more_words();
    let parts = |link: &str| {
        let mut atlas = open::open(&bundle.files, link);
        for path in atlas.wanted_for_method() {
            atlas
                .supply(&path, open::bytes(&bundle.files, &path))
                .unwrap();
        }
        atlas.method(&SheetOrder::default()).unwrap().parts
    };
    let first = parts("i=care-share&l=kreis&p=latest").remove(0);
    assert_eq!(
        first.label,
        "In Leichter Sprache (geprüft von Prüfgruppe Musterstadt)"
    );
    assert_eq!(
        first.note,
        "Manche Menschen brauchen Pflege.\nDas zeigt die Zahl."
    );
    let other = parts("i=income&l=kreis&p=latest");
    assert!(other.iter().all(|it| it.key != "kind.method.easy"));
}
