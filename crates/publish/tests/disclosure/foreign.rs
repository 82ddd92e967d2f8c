//! Figures of other offices: never filled in, but listed where their own source gives them away.

use teilraum::model::ValueState;

use super::atlas::{Atlas, Table, kreis};
use super::published::Published;
use super::rules::cases;

fn foreign(signs: &[(usize, &'static str)]) -> Atlas {
    let mut atlas = Atlas::of_one_land("", 5);
    let mut table = cases(&[12, 2, 31, 9, 4]);
    for (at, sign) in signs {
        let cell = (
            ("kreis".to_owned(), kreis(*at)),
            "2020".to_owned(),
            String::new(),
        );
        table.cells.insert(cell, Err(sign));
    }
    table.source = "elsewhere";
    atlas.tables.push(table);
    atlas
}

fn given_away(atlas: &Atlas) -> Vec<String> {
    let (_, findings) = atlas.load().unwrap();
    let findings = findings
        .iter()
        .filter(|finding| finding.code == "given-away");
    findings.map(ToString::to_string).collect()
}

#[test]
fn a_lone_gap_is_listed_and_stays_withheld() {
    for (sign, state) in [
        ("*", ValueState::Suppressed),
        (".", ValueState::UnknownOrSecret),
    ] {
        let atlas = foreign(&[(1, sign)]);
        let found = given_away(&atlas);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].contains("`cases` kreis b, 2020 (by the parts of `cases` land 1, 2020)"),
            "{found:?}"
        );
        let (bundle, _) = atlas.publish().unwrap();
        let shown = Published::read(&bundle.files)
            .get("cases", "kreis", "b", "2020", "")
            .clone();
        assert_eq!((shown.state, shown.units), (state, 0));
    }
}

#[test]
fn two_gaps_protect_each_other() {
    assert!(given_away(&foreign(&[(1, "*"), (3, "*")])).is_empty());
}

#[test]
fn gaps_that_share_nothing_are_given_away_together() {
    let mut atlas = foreign(&[(1, "*"), (3, "*")]);
    atlas.tables[0].put("land", "1", "2020", 12 + 31 + 4);
    let found = given_away(&atlas);
    assert!(found[0].contains("2 of 2 that"), "{found:?}");
}

#[test]
fn a_gap_that_is_not_secret_is_no_finding() {
    assert!(given_away(&foreign(&[(1, "")])).is_empty());
}

#[test]
fn totals_over_categories_give_away_too() {
    let mut atlas = Atlas::of_one_land("", 2);
    let mut table = Table::counts("cases");
    table.source = "elsewhere";
    table.axes = vec![(
        "sex".to_owned(),
        ["total", "m", "w"].map(str::to_owned).to_vec(),
    )];
    for (category, number) in [("total", Ok(12)), ("m", Err("*")), ("w", Ok(10))] {
        let cell = (
            ("kreis".to_owned(), "a".to_owned()),
            "2020".to_owned(),
            category.to_owned(),
        );
        table.cells.insert(cell, number);
    }
    atlas.tables.push(table);
    let found = given_away(&atlas);
    assert!(found[0].contains("`cases` kreis a, 2020, m"), "{found:?}");
    assert!(
        !found[0].contains("2 of 10"),
        "the number is not in the report"
    );
}
