//! Ways in which a red team once worked a secret out of the files, each closed for good.

use teilraum::model::ValueState;

use super::atlas::{Atlas, Computed, Level, Table, kreis, own};
use super::published::Published;
use super::rules::{cases, share};

const HIDDEN: ValueState = ValueState::Suppressed;

fn published(atlas: &Atlas) -> Published {
    Published::read(&atlas.publish().unwrap().0.files)
}

fn is_shown(published: &Published, level: &str, area: &str, period: &str) -> bool {
    let cell = published.get("cases", level, area, period, "");
    cell.state.is_number()
}

/// Whether the atlas is refused, and for this reason.
fn refused_for(atlas: &Atlas, reason: &str) -> bool {
    let refused = atlas.publish().unwrap_err();
    refused.iter().any(|line| line.contains(reason))
}

/// A ready-made figure of Kreise.
fn ready(key: &str, kind: &'static str, extra: &str, numbers: &[i64]) -> Table {
    let mut table = Table::counts(key);
    (table.kind, table.decimals, table.extra) = (kind, 1, extra.to_owned());
    for (at, number) in numbers.iter().enumerate() {
        table.put("kreis", &kreis(at), "2020", *number);
    }
    table
}

fn people(numbers: &[i64]) -> Table {
    let mut table = cases(numbers);
    table.key = "people".to_owned();
    table
}

#[test]
fn three_withheld_cells_that_add_up_to_three_are_not_one_each() {
    let mut atlas = Atlas::of_one_land(&own(""), 5);
    atlas.tables.push(cases(&[1, 1, 1, 20, 10]));
    let published = published(&atlas);
    let open = ["d", "e"].map(|area| is_shown(&published, "kreis", area, "2020"));
    assert_ne!(
        open,
        [true, true],
        "zeros are printed, so each is at least 1"
    );
}

#[test]
fn a_cell_that_lacks_in_the_file_is_protected_like_one_that_does_not() {
    let mut atlas = Atlas::of_one_land(&own(""), 3);
    let mut table = cases(&[5, 5, 1]);
    table.cells.retain(|((_, area), _, _), _| area != "c");
    atlas.tables.push(table);
    let published = published(&atlas);
    let open = [("land", "1"), ("kreis", "a"), ("kreis", "b")]
        .map(|(level, area)| is_shown(&published, level, area, "2020"));
    assert_ne!(open, [true; 3], "11 − 5 − 5 is one person");
}

#[test]
fn ready_made_shares_by_category_need_their_counts() {
    let mut atlas = Atlas::of_one_land(&own(""), 1);
    let axes = vec![(
        "sex".to_owned(),
        ["total", "m", "w"].map(str::to_owned).to_vec(),
    )];
    let mut base = Table::counts("people");
    base.axes.clone_from(&axes);
    let mut quota = ready("quota", "share", "denominator = \"people\"", &[]);
    quota.axes.clone_from(&axes);
    for (category, people, share) in [("total", 400, 250), ("m", 200, 495), ("w", 200, 5)] {
        base.set("kreis", "a", "2020", category, people);
        quota.set("kreis", "a", "2020", category, share);
    }
    atlas.tables = vec![base, quota];
    assert!(refused_for(&atlas, "a ready-made figure with categories"));
    // A base without the categories says nothing of theirs.
    atlas.tables[0] = people(&[400]);
    assert!(refused_for(&atlas, "a base with the same axes"));
}

#[test]
fn a_ready_made_share_beside_its_own_numerator_is_refused() {
    let mut atlas = Atlas::of_one_land(&own(""), 2);
    let extra = "numerator = \"cases\"\ndenominator = \"people\"";
    let quota = ready("quota", "share", extra, &[5, 100]);
    atlas.tables = vec![cases(&[1, 40]), people(&[200, 400]), quota];
    assert!(refused_for(
        &atlas,
        "beside `cases`, which it would give away"
    ));
    // Another office's share of this office's count does the same.
    atlas.tables[2].source = "elsewhere";
    assert!(refused_for(&atlas, "`quota`, which tells `cases`"));
}

#[test]
fn ready_made_figures_without_a_base_for_their_period_are_withheld() {
    let mut atlas = Atlas::of_one_land(&own(""), 2);
    let mut base = Table::counts("people");
    for at in 0..2 {
        base.put("kreis", &kreis(at), "2020-12-31", 200);
    }
    let quota = ready("quota", "share", "denominator = \"people\"", &[5, 100]);
    atlas.tables = vec![base, quota];
    let published = published(&atlas);
    for area in ["a", "b"] {
        let cell = published.get("quota", "kreis", area, "2020", "");
        assert_eq!(cell.state, HIDDEN);
    }
}

#[test]
fn ready_made_means_of_few_cases_on_several_levels_are_refused() {
    let mut atlas = Atlas::of_one_land(&own(""), 3);
    let extra = "disclosure = { cases = { indicator = \"cases\" } }";
    let mut mean = ready("mean", "mean", extra, &[700, 80, 140]);
    mean.put("land", "1", "2020", 173);
    atlas.tables = vec![cases(&[3, 10, 20]), mean];
    assert!(refused_for(
        &atlas,
        "a ready-made figure with several levels"
    ));
}

#[test]
fn the_rest_of_a_year_beside_its_second_half_is_protected() {
    let mut atlas = Atlas::of_one_land(&own(""), 2);
    let mut table = Table::counts("cases");
    for (area, year, half) in [("a", 10, 9), ("b", 20, 9)] {
        table.put("kreis", area, "2020", year);
        table.put("kreis", area, "2020-07P6M", half);
    }
    atlas.tables.push(table);
    let published = published(&atlas);
    let open = ["2020", "2020-07P6M"].map(|period| is_shown(&published, "kreis", "a", period));
    assert_ne!(open, [true, true]);
}

#[test]
fn an_overlap_binds_sums_that_nobody_prints() {
    let atoms = "[[disclosure.overlap]]\nlevels = [\"kreis\", \"schule\"]\natoms = \"atoms.csv\"";
    let mut atlas = Atlas::of_one_land(&own(atoms), 2);
    let level = |key: &str, system: &str, parent: Option<&str>, areas: [(&str, &str); 4]| Level {
        key: key.to_owned(),
        system: system.to_owned(),
        parent: parent.map(str::to_owned),
        areas: areas
            .into_iter()
            .filter(|(key, _)| !key.is_empty())
            .map(|(key, parent)| (key.to_owned(), parent.to_owned()))
            .collect(),
    };
    let raeume = [("p", "a"), ("q", "a"), ("r", "b"), ("s", "b")];
    atlas
        .levels
        .push(level("raum", "verwaltung", Some("kreis"), raeume));
    let schulen = [("s1", ""), ("s2", ""), ("", ""), ("", "")];
    atlas.levels.push(level("schule", "schule", None, schulen));
    let mut table = Table::counts("cases");
    for (area, number) in [("p", 1), ("q", 10), ("r", 12), ("s", 18)] {
        table.put("raum", area, "2020", number);
    }
    table.put("schule", "s1", "2020", 11);
    table.put("schule", "s2", "2020", 30);
    atlas.tables.push(table);
    let rows = "first,second,atom\na,s1,1\nb,s2,2\n";
    atlas.files.insert("atoms.csv".to_owned(), rows.to_owned());
    let published = published(&atlas);
    let open = [("raum", "q"), ("schule", "s1")]
        .map(|(level, area)| is_shown(&published, level, area, "2020"));
    assert_ne!(open, [true, true], "district a is the school district s1");
}

/// A first release of `before`, then what a second one of `after` says.
fn second(atlas: &mut Atlas, before: Table, after: Table) -> Result<(), Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    atlas.tables.push(before);
    atlas.release(&out).unwrap();
    *atlas.tables.last_mut().unwrap() = after;
    atlas.release(&out).map(drop)
}

#[test]
fn a_total_of_the_release_before_must_not_be_left_out() {
    let only = |level: &str| {
        let mut table = cases(&[1, 10]);
        table.cells.retain(|((at, _), _, _), _| at == level);
        table
    };
    let mut atlas = Atlas::of_one_land(&own(""), 2);
    let refused = second(&mut atlas, only("land"), only("kreis")).unwrap_err();
    assert!(
        refused[0].contains("1 left out, the first: land 1, 2020"),
        "{refused:?}"
    );
}

#[test]
fn a_renamed_indicator_keeps_its_past_and_a_lost_one_is_missed() {
    let renamed = |numbers: &[i64], extra: &str| {
        let mut table = cases(numbers);
        (table.key, table.extra) = ("renamed".to_owned(), extra.to_owned());
        table
    };
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    // Another table keeps the ledger from being a stranger's.
    atlas.tables.push(people(&[100, 100, 100, 100]));
    let first = cases(&[1, 3, 5, 9]);
    let after = renamed(&[1, 8, 5, 9], "former_keys = [\"cases\"]");
    second(&mut atlas, first.clone(), after).unwrap();
    let now = published(&atlas);
    let state = |area: &str| now.get("renamed", "kreis", area, "2020", "").state;
    assert_eq!(state("a"), HIDDEN);
    let mut before = Atlas::of_one_land(&own(""), 4);
    before.tables = vec![people(&[100, 100, 100, 100]), first.clone()];
    let before = published(&before);
    for area in ["b", "c", "d"] {
        if before.get("cases", "kreis", area, "2020", "").state == HIDDEN {
            assert_eq!(state(area), HIDDEN, "{area}");
        }
    }
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    atlas.tables.push(people(&[100, 100, 100, 100]));
    let refused = second(&mut atlas, first, renamed(&[1, 8, 5, 9], "")).unwrap_err();
    assert!(refused[0].contains("found none for `cases`"), "{refused:?}");
}

#[test]
fn a_release_does_not_change_between_rounding_and_withholding() {
    let mut atlas = Atlas::of_one_land(&own("profile = \"round5\""), 5);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    atlas.tables.push(cases(&[2, 2, 2, 2, 2]));
    atlas.release(&out).unwrap();
    atlas.disclosure = own("");
    let refused = atlas.release(&out).unwrap_err();
    assert!(
        refused
            .iter()
            .any(|line| line.contains("(rounded to 5), found withheld")),
        "{refused:?}"
    );
}

#[test]
fn rounding_does_not_hide_amounts() {
    let mut atlas = Atlas::of_one_land(&own("profile = \"round5\""), 2);
    let mut income = cases(&[51_235, 900_000]);
    income.key = "income".to_owned();
    atlas.tables = vec![cases(&[1, 40]), income];
    atlas.computed.push(Computed {
        kind: "mean",
        multiplier: 1,
        ..share("mean", "income", "cases")
    });
    assert!(refused_for(&atlas, "this is no count of persons"));
}
