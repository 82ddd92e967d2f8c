//! How much can be protected: a scaled-down run always, the full size when asked for.

use super::atlas::{Atlas, Level, Table, own};
use super::random::Dice;

/// Gemeinden in Kreise in Länder, counts by sex and age.
fn atlas(gemeinden: usize, years: usize) -> Atlas {
    let mut atlas = Atlas::new(&own(""));
    let (kreise, laender) = ((gemeinden / 28).max(1), (gemeinden / 700).max(1));
    let level = |key: &str, parent: Option<&str>, count: usize, parents: usize| Level {
        key: key.to_owned(),
        system: "verwaltung".to_owned(),
        parent: parent.map(str::to_owned),
        areas: (0..count)
            .map(|at| {
                (
                    format!("{at:05}"),
                    parent.map_or(String::new(), |_| format!("{:05}", at * parents / count)),
                )
            })
            .collect(),
    };
    atlas.levels = vec![
        level("land", None, laender, 1),
        level("kreis", Some("land"), kreise, laender),
        level("gemeinde", Some("kreis"), gemeinden, kreise),
    ];
    let mut table = Table::counts("cases");
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    table.axes = vec![
        ("sex".to_owned(), keys(&["total", "m", "w"])),
        ("age".to_owned(), keys(&["total", "young", "middle", "old"])),
    ];
    let mut dice = Dice(7);
    for at in 0..gemeinden {
        // Most Gemeinden are small.
        let size = [5, 12, 30, 90, 400][dice.below(5) as usize];
        let kreis = at * kreise / gemeinden;
        let land = kreis * laender / kreise;
        for year in 0..years {
            for sex in ["m", "w"] {
                for age in ["young", "middle", "old"] {
                    let count = dice.below(size) as i64;
                    for (level, area) in [("gemeinde", at), ("kreis", kreis), ("land", land)] {
                        for sex in ["total", sex] {
                            for age in ["total", age] {
                                let cell = (
                                    (level.to_owned(), format!("{area:05}")),
                                    (2010 + year).to_string(),
                                    format!("{sex}/{age}"),
                                );
                                let slot = table.cells.entry(cell).or_insert(Ok(0));
                                *slot = slot.map(|sum| sum + count);
                            }
                        }
                    }
                }
            }
        }
    }
    atlas.tables.push(table);
    atlas
}

#[test]
fn four_hundred_gemeinden_by_twelve_cells_are_protected() {
    let atlas = atlas(400, 1);
    let (content, findings) = atlas.load().unwrap();
    assert!(content.ledger.is_some(), "{findings:#?}");
}

#[test]
#[ignore = "takes minutes; run it in release: cargo test --release -p teilraum-publish --test disclosure -- --ignored"]
fn eleven_thousand_gemeinden_by_twelve_cells_by_ten_years_are_protected() {
    let atlas = atlas(11_000, 10);
    let (content, findings) = atlas.load().unwrap();
    let withheld = content.blocks.iter().flat_map(|block| &block.states);
    let withheld = withheld
        .filter(|state| **state == teilraum::model::ValueState::Suppressed)
        .count();
    println!("{withheld} cells withheld");
    assert!(content.ledger.is_some(), "{findings:#?}");
}
