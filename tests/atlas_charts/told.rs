//! What is told of charts and saved with them: sheets, method, chance, comparison.

use super::*;
use teilraum::atlas::kinds::SheetOrder;

fn order() -> SheetOrder {
    SheetOrder {
        date: "2026-03-01".to_owned(),
        link: "https://example.org/#v=1&i=income".to_owned(),
    }
}

#[test]
fn a_chart_is_saved_on_a_sheet_with_title_words_and_source() {
    for chart in ["ranking", "spread", "course"] {
        let atlas = open(&format!("{RANKING}&ch={chart}&a=01056"));
        let charts = charts(&atlas);
        let answer = charts.answer(&atlas).expect("a page");
        let sheet = charts.sheet(&atlas, &order()).expect("a sheet");
        assert_eq!(sheet.title, answer.title);
        for item in &sheet.items {
            let [left, top, right, bottom] = item.extent();
            let inside =
                left >= 0.0 && top >= 0.0 && right <= sheet.width && bottom <= sheet.height;
            assert!(inside, "{chart}: {item:?}");
        }
        let svg = charts.sheet_svg(&atlas, &order()).expect("an SVG");
        assert!(svg.contains("Quelle: ") && svg.contains("01.03.2026") && svg.contains("Rabenau"));
        let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default());
        assert!(tree.is_ok(), "{chart}: {:?}", tree.err());
    }
}

#[test]
fn data_and_method_tell_how_figures_are_made_and_how_to_cite_them() {
    let atlas = fixture::open_with_all("v=1&i=care-share&l=kreis&p=latest");
    let method = atlas.method(&order()).expect("a view");
    let labels: Vec<&str> = method.parts.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(
        labels,
        ["Art und Einheit", "Wie gerechnet wird", "Revisionen"]
    );
    assert!(
        method.parts[0].note.starts_with("Anteil: Prozent"),
        "{}",
        method.parts[0].note
    );
    assert!(method.parts[2].note.contains(atlas.version()));
    assert!(!method.sources.is_empty() && method.sources.iter().all(|it| !it.licence.is_empty()));
    let title = atlas.answer().heading.title;
    let cited = method.citation;
    assert!(
        cited.text.contains(&title) && cited.text.contains("abgerufen am 01.03.2026"),
        "{}",
        cited.text
    );
    assert!(cited.bibtex.starts_with("@misc{care-share-"));
    assert!(cited.bibtex.ends_with("},\n}\n"), "{}", cited.bibtex);
    assert!(
        cited.bibtex.contains("urldate = {2026-03-01}"),
        "{}",
        cited.bibtex
    );
    assert!(cited.ris.starts_with("TY  - DATA\n") && cited.ris.ends_with("ER  - \n"));
}

/// The view of `link` in a bundle where every indicator declares that chance moves it.
fn uncertain(link: &str) -> Atlas {
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    atlas.dispatch(Action::Open {
        link: link.to_owned(),
    });
    while let Some(path) = atlas.missing().into_iter().next() {
        let bytes = fixture::file(&path).expect("a file of the bundle");
        let text = String::from_utf8_lossy(bytes);
        let text = text.replace("\"uncertainty\":\"none\"", "\"uncertainty\":\"poisson\"");
        let changed = path.ends_with(".json");
        let bytes = if changed { text.as_bytes() } else { bytes };
        atlas.supply(&path, bytes).expect("a sound file");
    }
    while atlas.work() {}
    atlas
}

#[test]
fn what_chance_leaves_open_is_told_and_drawn() {
    let atlas = uncertain("v=1&i=people&l=kreis&p=2012&t=charts&a=01056");
    let mut charts = charts(&atlas);
    let rows = charts.rows(&atlas, 0, usize::MAX);
    let known: Vec<&RankRow> = rows.iter().filter(|row| row.span.is_some()).collect();
    assert!(known.len() > 5, "{rows:?}");
    for row in known {
        let ([low, high], at) = (row.span.expect("an interval"), row.at.expect("a value"));
        assert!(low <= at && at <= high && low < high, "{row:?}");
        assert!(
            row.spoken.contains("Zufallsschwankung (95 %)"),
            "{}",
            row.spoken
        );
    }
    let answer = charts.answer(&atlas).expect("a page");
    assert!(
        answer.reading.contains("Zufallsschwankung (95 %)"),
        "{}",
        answer.reading
    );
    let drawn = charts.picture(&atlas, 600.0).expect("a picture");
    assert_eq!(paths(&drawn, ChartPart::Interval).len(), 1);
    let table = uncertain("v=1&i=people&l=kreis&p=2012&t=table&s=value-")
        .answer()
        .table;
    let ranks: Vec<String> = table
        .expect("a table")
        .rows
        .into_iter()
        .map(|row| row.rank)
        .collect();
    assert_eq!(
        rows.into_iter().map(|row| row.rank).collect::<Vec<_>>(),
        ranks
    );
    let course = uncertain("v=1&i=people&l=kreis&p=2012&t=charts&ch=course&a=01056");
    let drawn = self::charts(&course)
        .picture(&course, 600.0)
        .expect("a picture");
    assert!(
        !paths(&drawn, ChartPart::Interval).is_empty(),
        "intervals around the line"
    );
}

#[test]
fn areas_compared_with_the_chosen_one_are_in_every_chart() {
    let link = format!("{RANKING}&a=01056&pw=01001,01");
    let rows = all_rows(&link);
    let compared: Vec<&str> = rows
        .iter()
        .filter(|row| row.compared)
        .map(|row| row.key.as_str())
        .collect();
    assert_eq!(compared, ["01001"], "the Land has no row");
    let of = |chart: &str| picture(&format!("{link}&ch={chart}"), 700.0);
    assert_eq!(paths(&of("ranking"), ChartPart::Compared).len(), 1);
    // The Land is among the areas that the chosen one lies in already.
    assert_eq!(texts(&of("spread"), ChartPart::Compared).len(), 1);
    assert_eq!(texts(&of("course"), ChartPart::Compared).len(), 1);
    let table = answer(&format!("{link}&ch=course")).table.expect("a table");
    assert!(
        table.rows.iter().all(|row| row.len() == table.head.len()),
        "{table:?}"
    );
}
