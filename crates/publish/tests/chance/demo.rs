//! The demo: register counts, of which nobody declares any chance variation.

use std::path::Path;

use teilraum::atlas::answer::Answer;
use teilraum::model::Uncertainty;

use super::open::{look, open, publish};

/// What would stand beside a figure with an interval, in any part of the page.
const SIGNS: [&str; 4] = [
    "Zufallsschwankung",
    "Unsicherheit",
    "unsicher:",
    "Falscherkennungsrate",
];

fn is_silent(answer: &Answer) -> bool {
    let table = answer.table.as_ref().unwrap();
    let card = answer.area.as_ref().unwrap();
    let told = serde_json::to_string(answer).unwrap();
    table.interval_label.is_empty()
        && table.rows.iter().all(|row| row.interval.is_empty())
        && card.interval.is_empty()
        && answer.legend.doubt.is_empty()
        && !SIGNS.iter().any(|sign| told.contains(sign))
        && !card
            .comparisons
            .iter()
            .any(|line| line.difference.contains("gesichert"))
}

#[test]
fn no_figure_of_the_demo_shows_an_interval() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/atlas.toml");
    let (content, bundle) = publish(&demo);
    let mut atlas = open(&bundle.files, "");
    let mut views = 0;
    for indicator in &bundle.catalogue.indicators {
        assert_eq!(
            indicator.uncertainty,
            Uncertainty::None,
            "{}",
            indicator.key
        );
        for level in indicator.levels() {
            let level = &content.levels[level.index()];
            let area = &content.areas.0[level.areas[0] as usize].key;
            let link = format!(
                "i={}&l={}&p=latest&a={area}&t=table",
                indicator.key, level.key
            );
            let answer = look(&mut atlas, &bundle.files, &link);
            assert!(is_silent(&answer), "{link}");
            let bands = atlas.trend().map_or(0, |chart| {
                chart.lines.iter().map(|line| line.bands.len()).sum()
            });
            assert_eq!(bands, 0, "{link}");
            views += 1;
        }
    }
    assert!(views > 20, "{views} views");
    let mut pages = 0;
    for (path, bytes) in bundle
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let text = String::from_utf8_lossy(bytes);
        let said = SIGNS.iter().find(|sign| text.contains(**sign));
        assert_eq!(said, None, "{path}");
        pages += 1;
    }
    assert!(pages > 400, "{pages} pages");
}
