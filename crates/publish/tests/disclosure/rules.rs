//! Single rules on atlases small enough to see through.

use teilraum::model::ValueState;

use super::atlas::{Atlas, Computed, Table, kreis, own};
use super::published::Published;

/// Cases of a Land with Kreise; the Land is their sum.
pub fn cases(numbers: &[i64]) -> Table {
    let mut table = Table::counts("cases");
    for (at, number) in numbers.iter().enumerate() {
        table.put("kreis", &kreis(at), "2020", *number);
    }
    table.put("land", "1", "2020", numbers.iter().sum());
    table
}

fn states(atlas: &Atlas, indicator: &str, count: usize) -> Vec<ValueState> {
    let (bundle, _) = atlas.publish().unwrap();
    let published = Published::read(&bundle.files);
    let state = |at| {
        published
            .get(indicator, "kreis", &kreis(at), "2020", "")
            .state
    };
    (0..count).map(state).collect()
}

const HIDDEN: ValueState = ValueState::Suppressed;
const SHOWN: ValueState = ValueState::Value;

#[test]
fn a_small_count_takes_its_cheapest_sibling_along() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    atlas.tables.push(cases(&[12, 2, 31, 9]));
    assert_eq!(states(&atlas, "cases", 4), [SHOWN, HIDDEN, SHOWN, HIDDEN]);
}

#[test]
fn figures_of_others_and_those_public_by_law_stay() {
    for extra in ["", "disclosure = { protect = false }"] {
        let mut atlas = Atlas::of_one_land(&own(""), 2);
        let mut table = cases(&[12, 2]);
        table.extra = extra.to_owned();
        table.source = if extra.is_empty() {
            "elsewhere"
        } else {
            "office"
        };
        atlas.tables.push(table);
        assert_eq!(states(&atlas, "cases", 2), [SHOWN, SHOWN]);
    }
}

#[test]
fn a_share_goes_with_its_numerator_and_its_small_rest() {
    let mut atlas = Atlas::of_one_land(&own(""), 5);
    atlas.tables.push(cases(&[50, 2, 149, 60, 40]));
    let mut people = cases(&[200, 150, 150, 300, 99]);
    people.key = "people".to_owned();
    atlas.tables.push(people);
    atlas.computed.push(share("strict", "cases", "people"));
    let (bundle, _) = atlas.publish().unwrap();
    let published = Published::read(&bundle.files);
    // b: two cases; c: all but one; e: a base of 99.
    for at in [1, 2, 4] {
        let share = published.get("strict", "kreis", &kreis(at), "2020", "");
        assert_eq!((share.state, share.units), (HIDDEN, 0), "{at}");
        assert_eq!(share.parts, Some([0, 0]));
        let shown = ["cases", "people"]
            .map(|key| published.get(key, "kreis", &kreis(at), "2020", "").state == SHOWN);
        assert_ne!(shown, [true, true], "{at}");
    }
}

pub fn share(key: &str, numerator: &str, denominator: &str) -> Computed {
    Computed {
        key: key.to_owned(),
        kind: "share",
        decimals: 1,
        source: "office",
        numerator: (numerator.to_owned(), None),
        denominator: (denominator.to_owned(), None),
        multiplier: 100,
        extra: String::new(),
    }
}

#[test]
fn a_zero_in_a_small_group_is_hidden_by_the_careful_profile_only() {
    for (profile, state) in [("strict-3", ValueState::Zero), ("careful-5", HIDDEN)] {
        let mut atlas = Atlas::of_one_land(&own(&format!("profile = \"{profile}\"")), 3);
        let mut table = Table::counts("cases");
        table.axes = vec![(
            "sex".to_owned(),
            ["total", "m", "w"].map(str::to_owned).to_vec(),
        )];
        for (at, [m, w]) in [[7, 0], [20, 30], [40, 25]].into_iter().enumerate() {
            for (category, number) in [("total", m + w), ("m", m), ("w", w)] {
                table.set("kreis", &kreis(at), "2020", category, number);
            }
        }
        atlas.tables.push(table);
        let (bundle, _) = atlas.publish().unwrap();
        let published = Published::read(&bundle.files);
        assert_eq!(
            published.get("cases", "kreis", "a", "2020", "w").state,
            state,
            "{profile}"
        );
    }
}

#[test]
fn one_person_whom_no_category_names_is_not_left_over() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    let mut table = Table::counts("cases");
    table.axes = vec![(
        "sex".to_owned(),
        ["total", "m", "w"].map(str::to_owned).to_vec(),
    )];
    for (at, [m, w, rest]) in [[20, 30, 0], [40, 25, 1], [33, 44, 0], [12, 13, 0]]
        .into_iter()
        .enumerate()
    {
        for (category, number) in [("total", m + w + rest), ("m", m), ("w", w)] {
            table.set("kreis", &kreis(at), "2020", category, number);
        }
    }
    atlas.tables.push(table);
    let (bundle, _) = atlas.publish().unwrap();
    let published = Published::read(&bundle.files);
    let shown = ["total", "m", "w"]
        .map(|category| published.get("cases", "kreis", "b", "2020", category).state == SHOWN);
    assert_ne!(shown, [true; 3], "total − m − w is one person");
}

#[test]
fn a_dominated_magnitude_is_hidden() {
    let contributions = "[[disclosure.contributions]]\nindicator = \"cases\"\nfile = \"big.csv\"";
    let mut atlas = Atlas::of_one_land(&own(contributions), 4);
    atlas
        .tables
        .push(cases(&[1_000_000, 500_000, 700_000, 900_000]));
    let rows = [
        (0, 990_000, 9_000),
        (1, 100_000, 90_000),
        (2, 50_000, 20_000),
        (3, 90_000, 10_000),
    ];
    let rows =
        rows.map(|(at, largest, second)| format!("kreis,{},2020,,{largest},{second}\n", kreis(at)));
    let header = "level,area,period,category,largest,second\n";
    atlas
        .files
        .insert("big.csv".to_owned(), format!("{header}{}", rows.concat()));
    let states = states(&atlas, "cases", 4);
    assert_eq!(states, [HIDDEN, HIDDEN, SHOWN, SHOWN]);
}

#[test]
fn rounding_changes_every_count_and_computes_shares_from_what_it_prints() {
    let mut atlas = Atlas::of_one_land(&own("profile = \"round5\""), 4);
    atlas.tables.push(cases(&[52, 2, 148, 61]));
    let mut people = cases(&[203, 150, 151, 300]);
    people.key = "people".to_owned();
    atlas.tables.push(people);
    atlas.computed.push(share("rounded", "cases", "people"));
    let (bundle, content) = atlas.publish().unwrap();
    let published = Published::read(&bundle.files);
    let units = [0, 1, 2, 3].map(|at| {
        published
            .get("cases", "kreis", &kreis(at), "2020", "")
            .units
    });
    assert_eq!(units, [50, 0, 150, 60]);
    let zero = published.get("cases", "kreis", "b", "2020", "");
    assert_eq!(zero.state, ValueState::RoundedToZero);
    let share = published.get("rounded", "kreis", "a", "2020", "");
    assert_eq!((share.units, share.parts), (244, Some([50, 205])));
    assert!(
        content.texts["de"]
            .notes
            .get("disclosure-rounded")
            .is_some()
    );
}

#[test]
fn four_pairs_that_round_to_nothing_are_not_pinned_by_their_total() {
    let mut atlas = Atlas::of_one_land(&own("profile = \"round5\""), 4);
    atlas.tables.push(cases(&[2, 2, 2, 2]));
    let (bundle, _) = atlas.publish().unwrap();
    let published = Published::read(&bundle.files);
    // 10 for the Land would say "8 to 12", and four counts of at most 2 make 8 at most.
    let mut cells = published.cells.values();
    assert!(cells.any(|cell| cell.state == HIDDEN));
}

#[test]
fn noise_is_drawn_by_the_cell_key_and_zero_stays() {
    let more = "profile = \"ckm\"\n[disclosure.profiles.ckm]\nnoise = \"noise.csv\"\n\
        [[disclosure.cell_keys]]\nindicator = \"cases\"\nfile = \"keys.csv\"";
    let mut atlas = Atlas::of_one_land(&own(more), 3);
    atlas.tables.push(cases(&[10, 0, 20]));
    let noise = "from,to,key_below,change\n1,3,256,0\n4,750,100,-1\n4,750,200,0\n4,750,256,2\n";
    atlas.files.insert("noise.csv".to_owned(), noise.to_owned());
    let keys = "level,area,period,category,cell_key\nkreis,a,2020,,99\nkreis,c,2020,,255\nland,1,2020,,98\n";
    atlas.files.insert("keys.csv".to_owned(), keys.to_owned());
    let (bundle, _) = atlas.publish().unwrap();
    let published = Published::read(&bundle.files);
    let units = [0, 1, 2].map(|at| {
        published
            .get("cases", "kreis", &kreis(at), "2020", "")
            .units
    });
    assert_eq!(units, [9, 0, 22]);
    assert_eq!(published.get("cases", "land", "1", "2020", "").units, 29);
    atlas.files.insert(
        "keys.csv".to_owned(),
        keys.replace("kreis,a,2020,,99\n", ""),
    );
    let refused = atlas.publish().unwrap_err();
    assert!(refused[0].contains("cell key"), "{refused:?}");
}

#[test]
fn a_ready_made_share_does_not_tell_a_small_count() {
    let mut atlas = Atlas::of_one_land(&own(""), 3);
    let mut people = cases(&[200, 400, 5000]);
    people.key = "people".to_owned();
    atlas.tables.push(people);
    let mut quota = Table::counts("quota");
    (quota.kind, quota.decimals) = ("share", 1);
    quota.extra = "denominator = \"people\"".to_owned();
    // 2 of 200, 100 of 400, 50 of 5000.
    for (at, share) in [10, 250, 10].into_iter().enumerate() {
        quota.put("kreis", &kreis(at), "2020", share);
    }
    atlas.tables.push(quota);
    assert_eq!(states(&atlas, "quota", 3), [HIDDEN, SHOWN, SHOWN]);
}

#[test]
fn means_of_few_cases_are_hidden() {
    let mut atlas = Atlas::of_one_land(&own(""), 3);
    atlas.tables.push(cases(&[4, 40, 50]));
    let mut mean = Table::counts("mean");
    (mean.kind, mean.extra) = (
        "mean",
        "disclosure = { cases = { indicator = \"cases\" } }".to_owned(),
    );
    for (at, value) in [310, 290, 300].into_iter().enumerate() {
        mean.put("kreis", &kreis(at), "2020", value);
    }
    atlas.tables.push(mean);
    assert_eq!(states(&atlas, "mean", 3), [HIDDEN, SHOWN, SHOWN]);
}

#[test]
fn months_and_years_protect_each_other() {
    let mut atlas = Atlas::of_one_land(&own(""), 1);
    let mut table = Table::counts("cases");
    for (period, number) in [("2020-01P6M", 2), ("2020-07P6M", 40), ("2020", 42)] {
        table.put("kreis", "a", period, number);
    }
    atlas.tables.push(table);
    let (bundle, _) = atlas.publish().unwrap();
    let published = Published::read(&bundle.files);
    let shown = ["2020-07P6M", "2020"]
        .map(|period| published.get("cases", "kreis", "a", period, "").state == SHOWN);
    assert_ne!(shown, [true, true]);
}

#[test]
fn declared_relations_bind_what_the_data_do_not_show() {
    let relation = "[[disclosure.relation]]\ntotal = { indicator = \"cases\" }\n\
        parts = [{ indicator = \"young\" }, { indicator = \"old\" }]";
    let mut atlas = Atlas::of_one_land(&own(relation), 1);
    for (key, number) in [("cases", 40), ("young", 1), ("old", 39)] {
        let mut table = Table::counts(key);
        table.put("kreis", "a", "2020", number);
        atlas.tables.push(table);
    }
    let (bundle, _) = atlas.publish().unwrap();
    let published = Published::read(&bundle.files);
    let shown =
        ["cases", "old"].map(|key| published.get(key, "kreis", "a", "2020", "").state == SHOWN);
    assert_ne!(shown, [true, true]);
}

#[test]
fn a_relation_that_names_nothing_is_a_mistake_of_the_configuration() {
    let relation = "[[disclosure.relation]]\ntotal = { indicator = \"cases\", category = \"all\" }\n\
        parts = [{ indicator = \"cases\" }]";
    let mut atlas = Atlas::of_one_land(&own(relation), 2);
    atlas.tables.push(cases(&[2, 30]));
    let refused = atlas.publish().unwrap_err();
    assert!(
        refused[0].contains("relation in [disclosure], found `cases all`"),
        "{refused:?}"
    );
}

#[test]
fn a_secret_that_another_office_gives_away_is_refused_with_its_name() {
    let relation = "[[disclosure.relation]]\ntotal = { indicator = \"all\" }\n\
        parts = [{ indicator = \"cases\" }, { indicator = \"others\" }]";
    let mut atlas = Atlas::of_one_land(&own(relation), 3);
    let mut cases = cases(&[2, 30, 40]);
    cases.cells.retain(|((level, _), _, _), _| level == "kreis");
    atlas.tables.push(cases);
    for (key, numbers) in [("others", [10, 11, 12]), ("all", [12, 41, 52])] {
        let mut table = Table::counts(key);
        table.source = "elsewhere";
        for (at, number) in numbers.into_iter().enumerate() {
            table.put("kreis", &kreis(at), "2020", number);
        }
        atlas.tables.push(table);
    }
    let refused = atlas.publish().unwrap_err();
    assert!(
        refused
            .iter()
            .any(|line| line.contains("`cases` kreis a, 2020")),
        "{refused:?}"
    );
}

#[test]
fn a_search_cut_short_refuses_and_never_skips() {
    let mut atlas = Atlas::of_one_land(&own("effort = 0"), 4);
    atlas.tables.push(cases(&[12, 2, 31, 9]));
    assert!(atlas.publish().is_err());
}

#[test]
fn what_an_own_file_withholds_must_not_follow_from_the_rest() {
    let mut atlas = Atlas::of_one_land(&own(""), 4);
    let mut table = cases(&[12, 7, 31, 9]);
    let withheld = (
        ("kreis".to_owned(), "b".to_owned()),
        "2020".to_owned(),
        String::new(),
    );
    table.cells.insert(withheld, Err("*"));
    atlas.tables.push(table);
    let states = states(&atlas, "cases", 4);
    assert_eq!(
        states.iter().filter(|state| **state == HIDDEN).count(),
        2,
        "{states:?}"
    );
}
