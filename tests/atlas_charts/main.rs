//! Charts of the indicator: order, ties, gaps, places, chance, what has changed.

#[path = "../parity/fixture.rs"]
mod fixture;
mod told;

use fixture::{act, open};
use teilraum::atlas::Atlas;
use teilraum::atlas::kinds::{ChartMark, ChartPart, ChartPicture, Charts, ChartsAnswer, RankRow};
use teilraum::state::{Action, ChartKind};

const RANKING: &str = "v=1&i=income&l=kreis&p=latest&t=charts";

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn charts(atlas: &Atlas) -> Charts {
    let mut charts = Charts::new();
    charts.update(atlas);
    while charts.work(atlas) {}
    charts
}

fn answer(link: &str) -> ChartsAnswer {
    let atlas = open(link);
    charts(&atlas).answer(&atlas).expect("a page of charts")
}

fn all_rows(link: &str) -> Vec<RankRow> {
    let atlas = open(link);
    charts(&atlas).rows(&atlas, 0, usize::MAX)
}

fn picture(link: &str, width: f64) -> ChartPicture {
    let atlas = open(link);
    charts(&atlas).picture(&atlas, width).expect("a picture")
}

fn texts(picture: &ChartPicture, part: ChartPart) -> Vec<String> {
    let text = |mark: &ChartMark| match mark {
        ChartMark::Text { part: of, text, .. } if *of == part => Some(plain(text)),
        _ => None,
    };
    picture.marks.iter().filter_map(text).collect()
}

fn paths(picture: &ChartPicture, part: ChartPart) -> Vec<&str> {
    let path = |mark| match mark {
        &ChartMark::Path {
            part: of, ref d, ..
        } if of == part => Some(d.as_str()),
        _ => None,
    };
    picture.marks.iter().filter_map(path).collect()
}

/// The places of a path.
fn points(d: &str) -> Vec<[f64; 2]> {
    let pieces = d.split(['M', 'L', 'Z']).filter(|it| !it.is_empty());
    let pair = |piece: &str| {
        let (x, y) = piece.split_once(' ').expect("two numbers");
        [x, y].map(|it| it.parse().expect("a number"))
    };
    pieces.map(pair).collect()
}

#[test]
fn the_ranking_is_the_table_sorted_by_value_with_gaps_at_the_end() {
    let rows = all_rows(RANKING);
    let table = open("v=1&i=income&l=kreis&p=latest&t=table&s=value-")
        .answer()
        .table;
    let table = table.expect("a table").rows;
    assert_eq!(rows.len(), table.len());
    let ranks = |rank: &str| rank.to_owned();
    for (row, in_table) in rows.iter().zip(&table) {
        assert_eq!(row.key, in_table.key);
        assert_eq!(row.rank, ranks(&in_table.rank));
        assert_eq!(row.state, in_table.state);
        assert_eq!(row.value.trim_end_matches("\u{a0}€"), in_table.value);
        assert_eq!(row.at.is_some(), !row.rank.is_empty());
    }
    let ranked = rows.iter().filter(|row| row.at.is_some()).count();
    assert!(
        rows[ranked..].iter().all(|row| row.rank.is_empty()),
        "gaps come last"
    );
    assert_eq!(rows.len() - ranked, 2);
}

#[test]
fn places_along_the_axis_follow_the_values() {
    let rows = all_rows(RANKING);
    let places: Vec<f64> = rows.iter().filter_map(|row| row.at).collect();
    assert!(places.is_sorted_by(|a, b| a >= b), "{places:?}");
    let ranking = answer(RANKING).ranking.expect("a ranking");
    let (first, last) = (&ranking.ticks[0], &ranking.ticks[ranking.ticks.len() - 1]);
    assert_eq!((first.at, last.at), (0.0, 1.0));
    assert!(places.iter().all(|at| (0.0..=1.0).contains(at)));
}

#[test]
fn equal_values_share_a_rank_and_stand_in_the_order_of_areas() {
    let rows = all_rows("v=1&i=care-share&l=kreis&p=latest&t=charts");
    let mut shared = 0;
    for pair in rows.windows(2).filter(|pair| pair[1].at.is_some()) {
        if pair[0].at == pair[1].at {
            assert_eq!(pair[0].rank, pair[1].rank);
            assert!(pair[0].key < pair[1].key);
            shared += 1;
        }
    }
    assert!(shared > 0, "the fixture has two equal values");
    let states: Vec<&str> = rows
        .iter()
        .filter(|row| row.at.is_none())
        .map(|row| row.state.as_str())
        .collect();
    assert!(
        states.contains(&"suppressed") && states.contains(&"missing"),
        "{states:?}"
    );
    let zero = rows.iter().find(|row| row.state == "zero").expect("a zero");
    assert_eq!((zero.at, zero.rank.is_empty()), (Some(0.0), false));
}

#[test]
fn rows_come_as_far_as_they_are_asked_for() {
    let atlas = open(RANKING);
    let charts = charts(&atlas);
    let all = charts.rows(&atlas, 0, usize::MAX);
    assert_eq!(charts.rows(&atlas, 3, 2), all[3..5]);
    assert_eq!(charts.rows(&atlas, all.len() - 1, 9), all[all.len() - 1..]);
    assert_eq!(charts.rows(&atlas, usize::MAX, 2), []);
}

#[test]
fn the_chosen_area_is_marked_beside_the_areas_it_lies_in() {
    let link = format!("{RANKING}&a=01056");
    let shown = answer(&link);
    let ranking = shown.ranking.expect("a ranking");
    let rows = all_rows(&link);
    let chosen = ranking.chosen.expect("a row");
    assert!(rows[chosen].chosen && rows.iter().filter(|row| row.chosen).count() == 1);
    assert!(shown.words[0].starts_with("Rabenau"), "{:?}", shown.words);
    assert!(shown.words[0].contains(&format!("Rang {} von 10 Kreisen", rows[chosen].rank)));
    assert_eq!(
        ranking.beside.len(),
        2,
        "Land and Bund: {:?}",
        ranking.beside
    );
    let picture = picture(&link, 600.0);
    assert_eq!(texts(&picture, ChartPart::Chosen), ["Rabenau"]);
    assert_eq!(texts(&picture, ChartPart::Parent).len(), 1);
    assert_eq!(texts(&picture, ChartPart::Whole).len(), 1);
    let counts = answer("v=1&i=people&l=kreis&p=latest&t=charts&a=01056");
    assert_eq!(
        counts.ranking.expect("a ranking").beside,
        [],
        "counts have nothing to be beside"
    );
}

#[test]
fn every_mark_keeps_within_the_picture_at_any_width() {
    for chart in ["", "&ch=spread", "&ch=course"] {
        for area in ["", "&a=01056", "&a=01", "&a=01054"] {
            for indicator in ["income", "people", "balance", "care-share"] {
                for width in [240.0, 320.0, 700.0, 1600.0] {
                    let link = format!("v=1&i={indicator}&l=kreis&p=latest&t=charts{chart}{area}");
                    let atlas = open(&link);
                    let Some(picture) = charts(&atlas).picture(&atlas, width) else {
                        continue;
                    };
                    within(&picture, &link);
                }
            }
        }
    }
}

fn within(picture: &ChartPicture, link: &str) {
    for mark in &picture.marks {
        if let ChartMark::Path {
            within: [left, top, right, bottom],
            ..
        } = mark
        {
            let inside = *left >= -1.0
                && *top >= -1.0
                && *right <= picture.width + 1.0
                && *bottom <= picture.height + 1.0;
            assert!(inside, "{link} at {}: {mark:?}", picture.width);
        }
        if let ChartMark::Text { y, .. } = mark {
            assert!(*y > 0.0 && *y < picture.height, "{link}: {mark:?}");
        }
    }
}

#[test]
fn a_point_is_found_where_it_is_drawn() {
    for chart in ["ranking", "spread"] {
        let atlas = open(&format!("{RANKING}&ch={chart}&a=01056"));
        let mut charts = charts(&atlas);
        let picture = charts.picture(&atlas, 600.0).expect("a picture");
        let dots = paths(&picture, ChartPart::Dot);
        assert_eq!(
            points(dots[0]).len(),
            2 * 10,
            "{chart}: a dot for each number"
        );
        let chosen = paths(&picture, ChartPart::Chosen);
        let dot = points(chosen.last().expect("a dot"))[0];
        assert_eq!(charts.hit(&atlas, dot).as_deref(), Some("01056"), "{chart}");
        assert_eq!(charts.hit(&atlas, [dot[0], dot[1] + 500.0]), None);
    }
}

#[test]
fn a_press_on_the_course_leads_to_the_nearest_period() {
    let atlas = open(&format!("{RANKING}&ch=course&a=01056"));
    let mut charts = charts(&atlas);
    let picture = charts.picture(&atlas, 600.0).expect("a picture");
    let now = points(paths(&picture, ChartPart::Now)[0])[0];
    assert_eq!(charts.hit(&atlas, now).as_deref(), Some("2014"));
    let line = points(paths(&picture, ChartPart::Chosen)[0]);
    assert_eq!(charts.hit(&atlas, line[0]).as_deref(), Some("2010"));
    assert_eq!(charts.hit(&atlas, [now[0] + 25.0, now[1]]), None);
}

#[test]
fn the_spread_names_median_and_quarter_and_a_plain_count_agrees() {
    let link = format!("{RANKING}&ch=spread&a=01056");
    let shown = answer(&link);
    assert_eq!(
        shown.title,
        "Verteilung: Verfügbares Einkommen je Einwohner, Kreise, 2014"
    );
    let below = all_rows(&link)
        .iter()
        .filter(|row| row.at.is_some())
        .count()
        - all_rows(&link)
            .iter()
            .position(|row| row.chosen)
            .expect("a row")
        - 1;
    let expected = format!(
        "{},0 % von den Kreisen haben einen niedrigeren Wert",
        below * 10
    );
    assert!(
        plain(&shown.words[0]).contains(&expected),
        "{expected}: {:?}",
        shown.words
    );
    assert!(
        plain(&shown.words[1]).contains("der Median bei 20 295 €"),
        "{:?}",
        shown.words
    );
    let table = shown.table.expect("a table");
    let median = table
        .rows
        .iter()
        .find(|row| row[0] == "Median")
        .expect("the median");
    assert_eq!(plain(&median[1]), "20 295 €");
    let picture = picture(&link, 600.0);
    assert_eq!(texts(&picture, ChartPart::Median), ["Median: 20 295 €"]);
    assert_eq!(paths(&picture, ChartPart::Half).len(), 1);
}

#[test]
fn steps_through_the_spread_lead_from_the_lowest_area_to_the_highest() {
    let atlas = open(&format!("{RANKING}&ch=spread"));
    let charts = charts(&atlas);
    let slide = charts.answer(&atlas).expect("a page").slide.expect("steps");
    assert_eq!((slide.count, slide.now), (10, None));
    assert_eq!(slide.text, "kein Gebiet gewählt");
    let rows = charts.rows(&atlas, 0, usize::MAX);
    let ranked: Vec<&str> = rows
        .iter()
        .filter(|row| row.at.is_some())
        .map(|row| row.key.as_str())
        .collect();
    for step in 0..slide.count {
        let key = charts.slid(&atlas, step).expect("an area");
        assert_eq!(key, ranked[ranked.len() - 1 - step]);
    }
    assert_eq!(charts.slid(&atlas, slide.count), None);
    let last = format!("{RANKING}&ch=spread&a={}", ranked[0]);
    let slide = answer(&last).slide.expect("steps");
    assert_eq!(slide.now, Some(9));
    assert!(slide.text.starts_with("Rang 1: "), "{}", slide.text);
}

#[test]
fn the_course_shows_area_parents_and_the_middle_of_the_level() {
    let link = format!("{RANKING}&ch=course&a=01056");
    let picture = picture(&link, 700.0);
    assert_eq!(texts(&picture, ChartPart::Chosen), ["Rabenau"]);
    assert_eq!(
        texts(&picture, ChartPart::Median).concat(),
        "Median der Kreise"
    );
    assert_eq!(paths(&picture, ChartPart::Half).len(), 1);
    let shown = answer(&link);
    let slide = shown.slide.expect("steps");
    assert_eq!((slide.count, slide.now), (5, Some(4)));
    assert!(
        plain(&slide.text).starts_with("2014: Rabenau"),
        "{}",
        slide.text
    );
    let table = shown.table.expect("a table");
    assert_eq!(table.rows.len(), 5);
    assert!(
        table.rows.iter().all(|row| row.len() == table.head.len()),
        "{table:?}"
    );
    // The median of the last period is that of the map.
    let at = table
        .head
        .iter()
        .position(|head| head == "Median der Kreise")
        .expect("a column");
    assert_eq!(plain(&table.rows[4][at]), "20 295 €");
}

#[test]
fn what_changed_since_a_period_counts_from_it_and_never_across_a_break() {
    let since = |link: &str| answer(link).words;
    let whole = since(&format!("{RANKING}&ch=course&a=01056"));
    assert!(
        whole[0].starts_with("Rabenau: Von 2010 bis 2014"),
        "{whole:?}"
    );
    let later = since(&format!("{RANKING}&ch=course&a=01056&gs=2012"));
    assert!(
        later[0].starts_with("Rabenau: Von 2012 bis 2014"),
        "{later:?}"
    );
    assert!(
        later
            .iter()
            .any(|it| it.starts_with("Median der Kreise: Von 2012 bis 2014")),
        "{later:?}"
    );
    assert!(
        later[0].contains("Trend"),
        "too short for a trend, and it says so: {later:?}"
    );
    let broken = since("v=1&i=people&l=kreis&p=latest&t=charts&ch=course&a=01056&gs=2010");
    assert!(
        broken[0].contains("Bruch") && !broken[0].contains("Von 2010"),
        "{broken:?}"
    );
}

#[test]
fn a_break_is_drawn_as_one_and_ends_the_line() {
    let picture = picture(
        "v=1&i=people&l=kreis&p=latest&t=charts&ch=course&a=01056",
        700.0,
    );
    assert_eq!(paths(&picture, ChartPart::Break).len(), 1);
    assert_eq!(texts(&picture, ChartPart::Break), ["Bruch in der Reihe"]);
    assert!(
        paths(&picture, ChartPart::Chosen).len() > 1,
        "more than one piece"
    );
    let at = points(paths(&picture, ChartPart::Break)[0])[0][0];
    for piece in paths(&picture, ChartPart::Chosen) {
        let xs: Vec<f64> = points(piece).iter().map(|[x, _]| *x).collect();
        assert!(
            xs.iter().all(|x| *x < at) || xs.iter().all(|x| *x > at),
            "{xs:?} across {at}"
        );
    }
}

#[test]
fn the_link_restores_the_chart_and_other_pages_have_none() {
    let mut atlas = open(RANKING);
    act(
        &mut atlas,
        Action::Chart {
            chart: ChartKind::Course,
        },
    );
    assert!(
        atlas.link().ends_with("&t=charts&ch=course"),
        "{}",
        atlas.link()
    );
    let again = answer(&atlas.link());
    assert_eq!(again.chart, "course");
    let map = open("v=1&i=income&l=kreis&p=latest&ch=course");
    assert!(charts(&map).answer(&map).is_none());
    assert!(charts(&map).rows(&map, 0, 5).is_empty());
}

#[test]
fn a_map_of_changes_has_a_ranking_of_changes() {
    let shown = answer("v=1&i=income&l=kreis&p=latest&g=change&gs=2012&t=charts");
    assert!(
        shown.title.contains("Veränderung 2012 bis 2014"),
        "{}",
        shown.title
    );
    let english = answer("v=1&i=income&l=kreis&p=latest&t=charts&ch=spread&a=01056&lang=en");
    assert!(
        english.title.starts_with("Distribution: "),
        "{}",
        english.title
    );
    assert!(
        english.words[1].contains("middle half"),
        "{:?}",
        english.words
    );
}

#[test]
fn charts_look_as_they_did() {
    for chart in ["ranking", "spread", "course"] {
        let title = open(&format!("{RANKING}&ch={chart}&a=01056"));
        let title = charts(&title).answer(&title).expect("a page").title;
        let picture = picture(&format!("{RANKING}&ch={chart}&a=01056"), 560.0);
        assert_golden(&format!("{chart}.svg"), &picture.svg(&title));
    }
    let broken = "v=1&i=people&l=kreis&p=latest&t=charts&ch=course&a=01056";
    assert_golden("course-broken.svg", &picture(broken, 320.0).svg("Verlauf"));
}

/// `UPDATE_GOLDEN=1` rewrites the files in `tests/golden/charts`.
fn assert_golden(name: &str, text: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/charts");
    let path = std::path::Path::new(folder).join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("the file can be written");
    }
    let golden = std::fs::read_to_string(&path).expect("a golden file; UPDATE_GOLDEN=1 writes it");
    assert!(
        golden == text,
        "{name} differs; look at it and write it with UPDATE_GOLDEN=1"
    );
}
