//! Secret is not missing is not zero: on the map, in legend, table, card and hover alike. And an
//! area that no longer exists keeps its figures without an outline.

#[path = "parity/fixture.rs"]
mod fixture;

use std::collections::{BTreeMap, BTreeSet};

use fixture::{act, open};
use teilraum::atlas::Atlas;
use teilraum::model::ValueState;
use teilraum::state::Action;

const CARE: &str = "v=1&i=care-share&l=kreis&p=latest&t=table";

/// An area of each state in the fixture, and how its cell reads.
const STATES: [(&str, &str, &str); 7] = [
    ("01053", "zero", "0,0\u{a0}%"),
    ("01054", "rounded-to-zero", "fast null"),
    ("01055", "missing", "kein Wert"),
    ("01056", "suppressed", "geheim"),
    ("02051", "unknown-or-secret", "unbekannt oder geheim"),
    ("02052", "pending", "folgt später"),
    ("02053", "unreliable", "zu unsicher"),
];

fn hover_all(atlas: &mut Atlas) -> BTreeMap<String, (String, String)> {
    atlas.map_mut().paint().expect("a picture");
    let mut found = BTreeMap::new();
    for x in (0..400).step_by(4) {
        for y in (0..300).step_by(4) {
            if let Some(hover) = atlas.hover(f64::from(x), f64::from(y)) {
                found.insert(hover.key, (hover.value, hover.class));
            }
        }
    }
    found
}

#[test]
fn every_state_reads_the_same_in_table_card_and_hover_and_no_two_alike() {
    let mut atlas = open(CARE);
    let table = atlas.answer().table.expect("a table");
    let hovered = hover_all(&mut atlas);
    let mut texts = BTreeSet::new();
    for (key, state, text) in STATES {
        let row = table.rows.iter().find(|row| row.key == key).expect("a row");
        assert_eq!(row.state, state);
        assert_eq!(row.value, text.trim_end_matches("\u{a0}%"), "{key}");
        assert_eq!(hovered[key].0, text, "{key}");
        act(
            &mut atlas,
            Action::Area {
                key: Some(key.to_owned()),
            },
        );
        let card = atlas.answer().area.expect("a card");
        assert_eq!(
            (card.value.as_str(), card.state.as_str()),
            (text, state),
            "{key}"
        );
        assert!(texts.insert(text));
    }
}

#[test]
fn zero_is_a_number_with_rank_and_class_and_a_secret_is_not() {
    let table = open(CARE).answer().table.expect("a table");
    for (key, state, _) in STATES {
        let row = table.rows.iter().find(|row| row.key == key).expect("a row");
        let number = ["zero", "rounded-to-zero"].contains(&state);
        assert_eq!(!row.rank.is_empty(), number, "{key}");
        assert_eq!(!row.class.is_empty(), number, "{key}");
    }
}

#[test]
fn the_legend_counts_each_state_without_a_number_and_explains_it() {
    let legend = open(CARE).answer().legend;
    let counted: Vec<_> = legend
        .states
        .iter()
        .map(|it| (it.state.as_str(), it.count.as_str()))
        .collect();
    let expected = [
        "missing",
        "suppressed",
        "unknown-or-secret",
        "pending",
        "unreliable",
    ]
    .map(|it| (it, "1"));
    assert_eq!(counted, expected);
    let meanings: BTreeSet<_> = legend.states.iter().map(|it| it.meaning.as_str()).collect();
    assert_eq!(meanings.len(), counted.len());
    let in_classes = legend
        .classes
        .iter()
        .map(|class| class.count.parse::<u32>());
    assert_eq!(in_classes.sum::<Result<u32, _>>(), Ok(7));
}

/// The pixels of an area's middle, 24 by 24, as the map at rest shows them.
fn patch(atlas: &mut Atlas, key: &str) -> Vec<[u8; 3]> {
    let area = atlas.area(key).expect("a known area");
    let [x, y] = atlas.map().position(area).expect("an outline");
    let (width, _, rgba) = atlas
        .map_mut()
        .paint()
        .expect("a picture")
        .expect("a picture");
    let (x, y) = (x as usize, y as usize);
    let mut pixels = Vec::new();
    for row in y - 12..y + 12 {
        for column in x - 12..x + 12 {
            let at = (row * width as usize + column) * 4;
            pixels.push([rgba[at], rgba[at + 1], rgba[at + 2]]);
        }
    }
    pixels
}

/// What tells patterns apart wherever they begin: colours, and how many pixels keep their colour
/// one step to the right, below, and along both diagonals.
fn texture(patch: &[[u8; 3]]) -> (BTreeSet<[u8; 3]>, [usize; 4]) {
    let at = |x: usize, y: usize| patch[y * 24 + x];
    let same = |dx: usize, dy: usize, flip: bool| {
        let cells = (0..24 - dy).flat_map(|y| (0..24 - dx).map(move |x| (x, y)));
        let kept = cells.filter(|(x, y)| {
            let (from, to) = if flip { (x + dx, *x) } else { (*x, x + dx) };
            at(from, *y) == at(to, y + dy)
        });
        kept.count() / 8
    };
    let steps = [
        same(1, 0, false),
        same(0, 1, false),
        same(1, 1, false),
        same(1, 1, true),
    ];
    (patch.iter().copied().collect(), steps)
}

#[test]
fn every_state_without_a_number_has_a_look_of_its_own_on_the_map() {
    let mut atlas = open("v=1&i=care-share&l=kreis&p=latest");
    let mut looks = BTreeMap::new();
    for (key, state, _) in STATES {
        let number = ["zero", "rounded-to-zero"].contains(&state);
        let texture = texture(&patch(&mut atlas, key));
        assert_eq!(
            texture.0.len() > 1,
            !number,
            "{state} is a pattern, a number is a fill"
        );
        if !number && let Some(other) = looks.insert(texture, state) {
            panic!("{state} looks like {other} on the map");
        }
    }
}

#[test]
fn every_state_has_a_name_and_a_meaning_of_its_own_in_both_languages() {
    for language in ["de", "en"] {
        let atlas = open(&format!("v=1&i=income&l=kreis&p=latest&lang={language}"));
        let mut said = BTreeSet::new();
        for state in ValueState::ALL {
            assert!(said.insert(atlas.message(&format!("state.{}", state.key()))));
            assert!(said.insert(atlas.message(&format!("state.{}.meaning", state.key()))));
        }
    }
}

#[test]
fn a_dissolved_area_keeps_its_figures_in_the_table_and_has_no_outline() {
    let mut atlas = open("v=1&i=income&l=kreis&p=2011&a=01099&t=table");
    let answer = atlas.answer();
    let table = answer.table.expect("a table");
    let row = table
        .rows
        .iter()
        .find(|row| row.key == "01099")
        .expect("a row");
    assert_eq!((row.rank.as_str(), row.chosen), ("13", true));
    let card = answer.area.expect("a card");
    assert!(!card.on_map);
    assert_eq!(
        card.notes,
        [
            "Dieses Gebiet gibt es seit dem 01.01.2012 nicht mehr; sein Wert steht in Tabelle und \
             Download, nicht auf der Karte.",
            "Aufgegangen in: Öhlberg, Landkreis.",
        ]
    );
    let area = atlas.area("01099").expect("a known area");
    assert_eq!(atlas.map().position(area), None);
    assert!(!hover_all(&mut atlas).contains_key("01099"));
    let told = "Ein Gebiet mit Wert hat keine Fläche auf der Karte, weil es später aufgelöst wurde; \
                die Tabelle nennt es.";
    assert_eq!(answer.words.last().map(String::as_str), Some(told));
}

#[test]
fn after_its_end_a_dissolved_area_is_no_row_any_more() {
    let answer = open("v=1&i=income&l=kreis&p=2012&t=table").answer();
    let table = answer.table.expect("a table");
    assert_eq!(table.rows.len(), 12);
    assert!(table.rows.iter().all(|row| row.key != "01099"));
}
