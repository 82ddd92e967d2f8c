//! Two indicators at once, over the bundle of the tests.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{act, feed, open};
use teilraum::atlas::kinds::{Matrix, MatrixCell};
use teilraum::atlas::{Atlas, ScatterChart};
use teilraum::state::{Action, MapKind};

/// Income beside migration, whose only periods are school years.
const INCOME: &str = "v=1&i=income&l=kreis&p=latest&g=two&gi=balance";

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn matrix(atlas: &Atlas) -> Matrix {
    atlas.answer().kinds.matrix.expect("a matrix")
}

fn cells(matrix: &Matrix) -> Vec<&MatrixCell> {
    matrix.rows.iter().flat_map(|row| &row.cells).collect()
}

fn map(kind: Option<MapKind>, second: Option<&str>) -> Action {
    Action::Map {
        kind,
        since: None,
        relative: None,
        second: second.map(str::to_owned),
        shape: None,
        certainty: None,
        facilities: None,
    }
}

#[test]
fn every_area_with_both_figures_is_in_one_field() {
    let atlas = open(INCOME);
    let matrix = matrix(&atlas);
    let counts: Vec<&str> = cells(&matrix).iter().map(|it| it.count.as_str()).collect();
    // Highest row first.
    assert_eq!(counts, ["0", "0", "3", "1", "1", "1", "2", "2", "0"]);
    let states: Vec<String> = atlas
        .answer()
        .legend
        .states
        .iter()
        .map(|it| format!("{} {}", it.state, it.count))
        .collect();
    assert_eq!(states, ["suppressed 1", "unknown-or-secret 1"]);
    assert!(atlas.answer().legend.classes.is_empty());
    assert_eq!(atlas.scatter().expect("a scatter").points.len(), 10);
}

#[test]
fn fields_are_terciles_that_a_plain_count_agrees_with() {
    let atlas = open(INCOME);
    let table = atlas.scatter_table(0).expect("a table").table;
    let number = |text: &str| -> f64 {
        let text = plain(text).replace(" €", "").replace(' ', "");
        let text = text.replace('−', "-").replace(',', ".");
        text.parse().expect("a number")
    };
    let pairs: Vec<[f64; 2]> = table
        .rows
        .iter()
        .map(|row| [number(&row[1]), number(&row[2])])
        .collect();
    // Bounds as the matrix prints them: over 19 200 up to 22 650, over −3.3 up to 0.2.
    let class =
        |value: f64, [low, high]: [f64; 2]| usize::from(value > low) + usize::from(value > high);
    let mut expected = [0_usize; 9];
    for [income, balance] in pairs {
        expected[class(income, [19_200.0, 22_650.0]) * 3 + class(balance, [-3.3, 0.2])] += 1;
    }
    let matrix = matrix(&atlas);
    for cell in cells(&matrix) {
        let count = expected[usize::from(cell.class)];
        assert_eq!(cell.count, count.to_string(), "{}", cell.spoken);
    }
}

#[test]
fn title_words_tip_card_and_speech_tell_of_both() {
    let mut atlas = open(&format!("{INCOME}&a=01056"));
    atlas.map_mut().paint().expect("paints");
    let answer = atlas.answer();
    let title = "Verfügbares Einkommen je Einwohner (2014) und Zuzüge minus Fortzüge (Schuljahr \
                 2022/23), Kreise";
    assert_eq!(answer.heading.title, title);
    assert!(answer.spoken.starts_with(title), "{}", answer.spoken);
    assert_eq!(
        answer.words[3],
        "Rangkorrelation (Spearman) 0,88, lineare Korrelation (Pearson) 0,88 mit 95-%-Bereich 0,57 \
         bis 0,97; beide Werte haben 10 Kreise."
    );
    assert!(answer.words[4].contains("keine Ursache"));
    let card = answer.area.expect("a card");
    let told = "Wanderungssaldo: −7,7; Verfügbares Einkommen niedrig, Wanderungssaldo niedrig";
    assert_eq!(plain(&card.class), told);
    assert!(plain(&card.spoken).ends_with(told), "{}", card.spoken);
    assert_eq!(card.color, "#f3f3f3");
    let ix = atlas.area("01056").expect("an area");
    let [x, y] = atlas.map().position(ix).expect("a place");
    let tip = atlas.hover(x, y).expect("a tip");
    assert_eq!(
        plain(&tip.value),
        "Verfügbares Einkommen: 18 320 €; Wanderungssaldo: −7,7"
    );
    assert_eq!(
        tip.class,
        "Verfügbares Einkommen niedrig, Wanderungssaldo niedrig"
    );
    assert_eq!(tip.color, "#f3f3f3");
}

#[test]
fn another_period_of_the_second_is_named() {
    let matrix = matrix(&open(INCOME));
    assert_eq!(
        matrix.notes,
        ["Wanderungssaldo: Schuljahr 2022/23, denn für 2014 gibt es keine Werte."]
    );
    assert_eq!(matrix.up, "Verfügbares Einkommen, 2014 (Euro je Einwohner)");
}

#[test]
fn the_map_has_the_colors_of_the_fields_and_a_field_can_be_highlighted() {
    let mut atlas = open(INCOME);
    let colors = |atlas: &mut Atlas| {
        let (_, _, rgba) = atlas.map_mut().paint().expect("paints").expect("a map");
        let mut colors: Vec<String> = Vec::new();
        for pixel in rgba.chunks_exact(4) {
            let color = format!("#{:02x}{:02x}{:02x}", pixel[0], pixel[1], pixel[2]);
            if !colors.contains(&color) {
                colors.push(color);
            }
        }
        colors
    };
    let before = colors(&mut atlas);
    let matrix = matrix(&atlas);
    for cell in cells(&matrix) {
        let on_map = before.contains(&cell.color);
        assert_eq!(on_map, cell.count != "0", "{}", cell.spoken);
    }
    act(&mut atlas, Action::Highlight { class: 8 });
    let after = colors(&mut atlas);
    let present = cells(&matrix).into_iter().filter(|it| it.count != "0");
    for cell in present {
        assert_eq!(
            after.contains(&cell.color),
            cell.class == 8,
            "{}",
            cell.spoken
        );
    }
    let highlighted = self::matrix(&atlas);
    let classes = cells(&highlighted).into_iter().filter(|it| it.highlighted);
    assert_eq!(classes.map(|it| it.class).collect::<Vec<_>>(), [8]);
    assert!(
        atlas.link().contains("&h=256&g=two&gi=balance"),
        "{}",
        atlas.link()
    );
}

#[test]
fn the_second_is_fetched_when_it_is_chosen_and_not_before() {
    let mut atlas = open("v=1&i=income&l=kreis&p=latest&g=two");
    let answer = atlas.answer();
    assert!(answer.complete && answer.kinds.matrix.is_none());
    assert!(answer.kinds.notes[0].contains("zweiten Indikator wählen"));
    atlas.dispatch(map(None, Some("balance")));
    assert!(!atlas.missing().is_empty() && !atlas.answer().complete);
    feed(&mut atlas, |_| true);
    assert!(atlas.answer().complete);
    assert_eq!(cells(&matrix(&atlas)).len(), 9);
    act(&mut atlas, map(Some(MapKind::Classes), None));
    assert!(atlas.answer().kinds.matrix.is_none());
    assert!(!atlas.answer().legend.classes.is_empty());
}

#[test]
fn a_second_without_this_level_leaves_the_first_and_says_so() {
    let atlas = open("v=1&i=people&l=bund&p=latest&g=two&gi=income");
    let answer = atlas.answer();
    let told = !answer.kinds.notes.is_empty() || answer.kinds.matrix.is_some();
    assert!(answer.complete && told, "{:?}", answer.kinds);
}

#[test]
fn the_table_shows_both_values_and_the_field_in_words() {
    let answer = open(&format!("{INCOME}&t=table")).answer();
    let table = answer.table.expect("a table");
    assert_eq!(table.caption, answer.heading.title);
    assert!(table.second_label.starts_with("Wanderungssaldo, "));
    let row = table.rows.iter().find(|row| row.key == "01056");
    let row = row.expect("an area");
    assert_eq!(
        [&row.value, &row.second, &row.class].map(|it| plain(it)),
        ["18 320", "−7,7", "niedrig, niedrig"]
    );
    let plain = open("v=1&i=income&l=kreis&p=latest&t=table").answer();
    assert_eq!(plain.table.expect("a table").second_label, "");
}

#[test]
fn a_link_restores_the_view_and_english_tells_it_too() {
    let atlas = open(&format!("{INCOME}&a=01056&h=256&lang=en"));
    let again = open(&atlas.link());
    assert_eq!(again.answer(), atlas.answer());
    let answer = atlas.answer();
    assert!(
        answer.words[1].starts_with("Of the districts"),
        "{}",
        answer.words[1]
    );
}

#[test]
fn each_row_of_the_scatters_table_is_an_area_and_its_point_leads_back_to_it() {
    let atlas = open(&format!("{INCOME}&a=01056"));
    let table = atlas.scatter_table(7).expect("the last page there is");
    assert_eq!((table.page, table.pages), (0, 1));
    assert_eq!(table.table.rows.len(), 10);
    let (at, name) = atlas.scatter().expect("a scatter").chosen.expect("a point");
    assert_eq!(name, "Rabenau");
    assert_eq!(atlas.scatter_area(at).as_deref(), Some("01056"));
    assert_eq!(atlas.scatter_area(99), None);
}

#[test]
fn a_scatter_is_the_same_after_it_crossed_with_its_points_by_themselves() {
    let chart = open(&format!("{INCOME}&a=01056")).scatter();
    let chart = chart.expect("a scatter");
    let text = serde_json::to_string(&chart).expect("JSON");
    assert!(!text.contains("points"), "{text}");
    let crossed: ScatterChart = serde_json::from_str(&text).expect("the same");
    assert_eq!(crossed.with_points(&chart.flat()), chart);
}
