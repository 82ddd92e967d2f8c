//! Old series in the chosen territorial status: mergers, splits, renames, chains and gaps.

use std::collections::BTreeMap;

use teilraum::model::{Flags, Part, ValueState};
use teilraum_publish::content::Content;

use crate::small_atlas::SmallAtlas;

/// A number as it is published: state, units, flags and the converted share.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    state: ValueState,
    units: i64,
    flags: Flags,
    share: i64,
}

fn seen(content: &Content, indicator: &str, area: &str, period: &str) -> Seen {
    let at = |ix: usize| &content.indicators[ix];
    let block = content.blocks.iter().find(|block| {
        let key = &at(block.shape.indicator.index()).key;
        let areas = block.shape.areas[0]..block.shape.areas[1];
        key == indicator
            && areas
                .into_iter()
                .any(|ix| content.areas.0[ix as usize].key == area)
    });
    let block = block.unwrap();
    let periods = &at(block.shape.indicator.index()).periods;
    let period = periods.iter().position(|it| it.key == period).unwrap();
    let areas = block.shape.areas[0]..block.shape.areas[1];
    let area = areas
        .into_iter()
        .find(|ix| content.areas.0[*ix as usize].key == area);
    let cell = block
        .shape
        .cell(teilraum::model::CategoryIx(0), period as u16, area.unwrap())
        .unwrap();
    Seen {
        state: block.states[cell],
        units: block.values[cell],
        flags: block.flags[cell],
        share: block
            .part(Part::Converted)
            .map_or(0, |part| part.values[cell]),
    }
}

/// Six areas in one Land: `a` and `b` merged into `c` in 2019, `d` lost a part to `e`, `f` is new.
pub struct Case {
    pub areas: String,
    pub changes: String,
    pub data: String,
    convert: &'static str,
    kind: &'static str,
    complete: bool,
}

const AREAS: &str = "key,parent,name,valid_from\n\
    a,01,A,\nb,01,B,\nc,01,C,2019-01-01\nd,01,D,\ne,01,E,\nf,01,F,2020-01-01\n";

impl Case {
    pub fn new(changes: &str, data: &str) -> Self {
        Self {
            areas: AREAS.to_owned(),
            changes: format!("from,to,date,population_share,area_share\n{changes}"),
            data: data.to_owned(),
            convert: "convert = { weight = \"population\" }",
            kind: "count",
            complete: false,
        }
    }

    pub fn atlas(&self) -> SmallAtlas {
        let atlas = format!(
            "[keys.k]\nlevels = [{{ digits = 2, level = \"land\" }}, {{ letters = 1, level = \"kreis\" }}]\n\
             [[changes]]\nlevel = \"kreis\"\nfile = \"changes.csv\"\ncomplete = {}\n",
            self.complete,
        );
        let indicator = format!(
            "[[indicator]]\nkey = \"people\"\ntheme = \"population\"\nkind = \"{}\"\nunit = \"persons\"\n\
             decimals = 0\npolarity = \"neutral\"\nsources = [\"office\"]\nterritorial_status = \"31.12.\"\n\
             {}\n{}\n[[indicator.read]]\nformat = \"pivot\"\nfile = \"people.csv\"\n\
             encoding = \"utf-8\"\nseparator = \";\"\ndecimal = \",\"\nskip_rows = 0\nheader_rows = 1\n\
             width = 3\nkey_column = 2\nperiod = {{ column = 1, kind = \"calendar-year\" }}\n\
             columns = [{{ column = 3, header = [\"v\"] }}]\nkeys = \"k\"\nsigns = \"s\"\n",
            self.kind,
            self.convert,
            if self.kind == "count" {
                "aggregate = \"sum\""
            } else {
                ""
            },
        );
        let small = SmallAtlas::new();
        let start = "[keys.k]\nlevels = [{ digits = 2, level = \"land\" }, { digits = 5, level = \"kreis\" }]\n\
            also = [{ key = \"02\", level = \"kreis\", as = \"02000\" }]\n\
            ignore = [{ digits = 3, what = \"Regierungsbezirke\" }]\n";
        small
            .with("atlas.toml", start, &atlas)
            .with(
                "de.toml",
                "[indicators.cars-per-head]",
                "[indicators.unused]",
            )
            .with(
                "de.toml",
                "[definitions.cars-per-head]",
                "[definitions.unused]",
            )
            .with("aliases.csv", "Altaue,alias,kreis,01001\n", "")
            .bytes("kreis.csv", self.areas.as_bytes())
            .bytes("people.toml", indicator.as_bytes())
            .bytes("people.csv", format!("y;k;v\n{}", self.data).as_bytes())
            .plus("changes.csv", &self.changes)
    }

    pub fn content(&self) -> Content {
        let atlas = self.atlas();
        match atlas.load() {
            Ok((content, _)) => {
                let errors = atlas
                    .findings()
                    .into_iter()
                    .filter(|line| line.starts_with("Error"));
                assert_eq!(errors.collect::<Vec<_>>(), Vec::<String>::new());
                content
            }
            Err(_) => panic!("{:?}", atlas.findings()),
        }
    }

    fn at(&self, area: &str, period: &str) -> Seen {
        seen(&self.content(), "people", area, period)
    }

    fn findings(&self) -> String {
        self.atlas().findings().join("\n")
    }
}

fn number(units: i64, share: i64) -> Seen {
    Seen {
        state: ValueState::Value,
        units,
        flags: if share > 0 {
            Flags::CONVERTED
        } else {
            Flags::NONE
        },
        share,
    }
}

fn without(state: ValueState) -> Seen {
    Seen {
        state,
        units: 0,
        flags: Flags::NONE,
        share: 0,
    }
}

const MERGER: &str = "a,c,2019-01-01,,\nb,c,2019-01-01,,\n";

#[test]
fn merged_areas_are_added_up_exactly_and_are_wholly_converted() {
    let case = Case::new(MERGER, "2018;a;30\n2018;b;12\n2019;c;50\n");
    let content = case.content();
    let at = |area, period| seen(&content, "people", area, period);
    assert_eq!(at("c", "2018"), number(42, 10_000));
    assert_eq!(at("c", "2019"), number(50, 0));
    for old in ["a", "b"] {
        assert_eq!(at(old, "2018"), without(ValueState::NotApplicable));
    }
    let findings = case.findings();
    assert!(
        findings.contains(
            "expected areas of level `kreis` on 2022-12-31, found 1 numbers of 1 areas from 2018 to 2018 \
             in others; converted by population, the converted share at most 1.0000"
        ),
        "{findings}"
    );
}

#[test]
fn an_area_that_takes_another_in_is_converted_by_the_share_of_the_other() {
    let case = Case::new("b,a,2019-01-01,,\n", "2018;a;30\n2018;b;10\n2019;a;50\n");
    assert_eq!(case.at("a", "2018"), number(40, 2500));
    assert_eq!(case.at("a", "2019"), number(50, 0));
}

#[test]
fn a_split_is_parted_by_the_chosen_weight_and_adds_up_to_the_whole() {
    let split = "d,d,2019-01-01,0.5,0.2\nd,e,2019-01-01,0.5,0.8\n";
    let mut case = Case::new(split, "2018;d;31\n2018;e;100\n2019;d;1\n2019;e;1\n");
    assert_eq!(case.at("d", "2018"), number(16, 10_000));
    assert_eq!(case.at("e", "2018"), number(115, 1304));
    case.convert = "convert = { weight = \"area\" }";
    assert_eq!(case.at("d", "2018"), number(6, 10_000));
    assert_eq!(case.at("e", "2018"), number(125, 2000));
}

#[test]
fn weights_may_be_absolute_numbers() {
    let mut case = Case::new("", "2018;d;30\n2018;e;100\n2019;d;1\n2019;e;1\n");
    case.changes = "from,to,date,population\nd,d,2019-01-01,2000\nd,e,2019-01-01,1000\n".to_owned();
    assert_eq!(case.at("d", "2018"), number(20, 10_000));
    assert_eq!(case.at("e", "2018"), number(110, 909));
}

#[test]
fn a_renamed_area_keeps_its_number_and_is_not_converted() {
    for kind in ["count", "rate"] {
        let mut case = Case::new("a,c,2019-01-01,,\n", "2018;a;30\n2019;c;31\n");
        case.kind = kind;
        assert_eq!(case.at("c", "2018"), number(30, 0), "{kind}");
        assert_eq!(case.at("c", "2019"), number(31, 0), "{kind}");
        assert_eq!(
            case.at("a", "2018"),
            without(ValueState::NotApplicable),
            "{kind}"
        );
    }
}

#[test]
fn changes_follow_each_other_and_round_once() {
    // a and b became c; c then lost a third to f, and f took in e.
    let chain = "a,c,2019-01-01,,\nb,c,2019-01-01,,\nc,c,2020-01-01,2,1\nc,f,2020-01-01,1,1\n\
        e,f,2020-01-01,,\n";
    let mut case = Case::new(
        chain,
        "2018;a;2\n2018;b;2\n2018;e;100\n2019;c;30\n2019;e;10\n2020;c;5\n2020;f;6\n",
    );
    case.changes = case.changes.replace("_share", "");
    let content = case.content();
    let at = |area, period| seen(&content, "people", area, period);
    assert_eq!(at("c", "2018"), number(2, 10_000));
    assert_eq!(at("f", "2018"), number(102, 10_000));
    assert_eq!(at("c", "2019"), number(20, 10_000));
    assert_eq!(at("f", "2019"), number(20, 10_000));
    assert_eq!(at("c", "2020"), number(5, 0));
}

#[test]
fn keys_that_are_exchanged_on_one_day_do_not_run_on() {
    let swap = "d,e,2019-01-01,,\ne,d,2019-01-01,,\n";
    let case = Case::new(swap, "2018;d;1\n2018;e;2\n2019;d;3\n2019;e;4\n");
    assert_eq!(case.at("d", "2018"), number(2, 0));
    assert_eq!(case.at("e", "2018"), number(1, 0));
}

#[test]
fn a_sum_with_a_part_that_is_no_number_is_none() {
    for (sign, state) in [
        (".", ValueState::UnknownOrSecret),
        ("2018;e;1", ValueState::Missing),
    ] {
        let other = if sign == "." { "2018;b;." } else { sign };
        let case = Case::new(MERGER, &format!("2018;a;30\n{other}\n2019;c;50\n"));
        assert_eq!(case.at("c", "2018"), without(state));
        assert_eq!(case.at("a", "2018"), without(ValueState::NotApplicable));
        let findings = case.findings();
        assert!(
            findings.contains(
                "1 sums with a part that has none, first `a` in 2018; left without value"
            ),
            "{findings}"
        );
    }
}

#[test]
fn a_change_counts_from_its_day() {
    let at_day = |day: &str| {
        let changes = MERGER.replace("2019-01-01", day);
        let areas = AREAS.replace("2019-01-01", day);
        let mut case = Case::new(&changes, "2018;a;30\n2018;b;12\n2019;c;50\n");
        case.areas = areas;
        case.at("a", "2018").state
    };
    // The period ends on 2018-12-31: a change on that day is in its status, one day later is not.
    assert_eq!(at_day("2019-01-01"), ValueState::NotApplicable);
    assert_eq!(at_day("2018-12-31"), ValueState::Value);
}

#[test]
fn a_status_before_a_change_leaves_it_alone_and_breaks_the_series() {
    let mut case = Case::new("b,a,2019-01-01,,\n", "2018;a;30\n2018;b;10\n2019;a;50\n");
    case.convert = "convert = { to = \"2018-12-31\", weight = \"population\" }";
    assert_eq!(case.at("a", "2018"), number(30, 0));
    assert_eq!(case.at("b", "2018"), number(10, 0));
    assert!(case.at("a", "2019").flags.contains(Flags::BREAK_BEFORE));
}

#[test]
fn numbers_already_in_the_status_are_left_alone() {
    let mut case = Case::new("b,a,2019-01-01,,\n", "2018;a;40\n2018;b;10\n2019;a;50\n");
    case.convert = "convert = { from = \"2020-12-31\", weight = \"population\" }";
    assert_eq!(case.at("a", "2018"), number(40, 0));
}

#[test]
fn a_share_is_never_weighted_and_breaks_where_areas_changed() {
    let mut case = Case::new(
        "b,a,2019-01-01,,\n",
        "2018;a;30\n2018;b;10\n2019;a;50\n2020;a;51\n",
    );
    case.kind = "share";
    assert_eq!(case.at("a", "2018"), number(30, 0));
    assert_eq!(case.at("b", "2018"), number(10, 0));
    assert_eq!(case.at("a", "2019").flags, Flags::BREAK_BEFORE);
    assert_eq!(case.at("a", "2020").flags, Flags::NONE);
    let findings = case.findings();
    assert!(
        findings
            .contains("found 1 that cannot be: `a` 2019-01-01; old values stay with the old areas"),
        "{findings}"
    );
}

#[test]
fn a_split_without_weights_breaks_the_series() {
    let split = "d,d,2019-01-01,,0.2\nd,e,2019-01-01,,0.8\n";
    let case = Case::new(split, "2018;d;30\n2018;e;100\n2019;d;1\n2019;e;2\n");
    assert_eq!(case.at("d", "2018"), number(30, 0));
    for area in ["d", "e"] {
        assert!(case.at(area, "2019").flags.contains(Flags::BREAK_BEFORE));
    }
}

#[test]
fn what_cannot_be_followed_never_meets_what_came_later() {
    // d is split without weights; the key d is then taken over by a, which must not add to the old d.
    let changes = "d,d,2019-01-01,,\nd,e,2019-01-01,,\na,d,2020-01-01,,\n";
    let case = Case::new(
        changes,
        "2018;a;5\n2018;d;30\n2018;e;1\n2020;d;9\n2020;e;9\n",
    );
    assert_eq!(case.at("d", "2018"), number(30, 0));
    assert_eq!(case.at("a", "2018"), number(5, 0));
}

#[test]
fn parents_are_added_up_over_the_converted_areas() {
    let case = Case::new(
        MERGER,
        "2018;a;30\n2018;b;12\n2018;d;8\n2018;e;50\n2019;c;50\n",
    );
    let sum = case.at("01", "2018");
    assert_eq!((sum.units, sum.share), (100, 4200));
    assert!(sum.flags.contains(Flags::CONVERTED));
    let renamed = Case::new(
        "a,c,2019-01-01,,\n",
        "2018;a;30\n2018;b;12\n2018;d;8\n2018;e;50\n",
    );
    assert_eq!(renamed.at("01", "2018"), number(100, 0));
}

#[test]
fn old_areas_that_stay_count_once_in_their_parent() {
    let split = "d,d,2019-01-01,,\nd,e,2019-01-01,,\na,c,2019-01-01,,\n";
    let case = Case::new(split, "2018;a;1\n2018;b;2\n2018;d;30\n2018;e;100\n");
    assert_eq!(case.at("01", "2018").units, 133);
}

#[test]
fn a_number_that_the_source_moved_already_is_kept() {
    let case = Case::new(MERGER, "2018;a;30\n2018;b;12\n2018;c;43\n2019;c;50\n");
    let atlas = case.atlas().with(
        "people.toml",
        "signs = \"s\"\n",
        "signs = \"s\"\noutside = \"converted\"\n",
    );
    let (content, _) = atlas.load().unwrap();
    let kept = seen(&content, "people", "c", "2018");
    assert_eq!((kept.units, kept.share), (43, 0));
    assert!(kept.flags.contains(Flags::CONVERTED));
    assert_eq!(
        seen(&content, "people", "a", "2018"),
        without(ValueState::NotApplicable)
    );
}

#[test]
fn zeros_stay_zeros_and_small_parts_become_rounded_ones() {
    let split = "d,d,2019-01-01,0.9,\nd,e,2019-01-01,0.1,\n";
    let zero = Case::new(split, "2018;d;0\n2018;e;0\n2019;d;1\n2019;e;1\n");
    assert_eq!(zero.at("e", "2018").state, ValueState::Zero);
    let small = Case::new(split, "2018;d;1\n2018;e;0\n2019;d;1\n2019;e;1\n");
    assert_eq!(small.at("e", "2018").state, ValueState::RoundedToZero);
    assert_eq!(small.at("d", "2018"), number(1, 10_000));
}

#[test]
fn areas_that_no_list_names_come_from_the_changes() {
    let mut case = Case::new("", "2018;a;30\n2018;b;12\n2019;c;50\n");
    case.areas = "key,parent,name\nc,01,C\nd,01,D\n".to_owned();
    case.changes =
        "from,to,date,from_name\na,c,2019-01-01,\"Alt, Kreis\"\nb,c,2019-01-01,Burg\n".to_owned();
    case.complete = true;
    let content = case.content();
    let areas: BTreeMap<&str, _> = content
        .areas
        .0
        .iter()
        .map(|area| (area.key.as_str(), area))
        .collect();
    let old = areas["a"];
    assert_eq!(
        (old.name.as_str(), old.short.as_str()),
        ("Alt, Kreis", "Alt")
    );
    assert_eq!(old.valid_to.unwrap().to_string(), "2019-01-01");
    assert_eq!(content.areas.get(old.successors[0]).unwrap().key, "c");
    assert_eq!(areas["c"].valid_from.unwrap().to_string(), "2019-01-01");
    assert_eq!(old.parent, areas["c"].parent);
    assert_eq!(seen(&content, "people", "c", "2018"), number(42, 10_000));
}

#[test]
fn bad_tables_of_changes_are_told_with_their_row() {
    let cases = [
        (
            "a,x,2019-01-01,,\n",
            "changes.csv, row 2, column to: expected a key of level `kreis`, found `x`",
        ),
        (
            "a,c,2019-02-30,,\n",
            "changes.csv, row 2, column date: expected a date as YYYY-MM-DD, found \"2019-02-30\"",
        ),
        (
            "a,c,2019-01-01,half,\n",
            "changes.csv, row 2, column population_share: expected a number from 0, found \"half\"",
        ),
        ("a,c,2019-01-01,-1,\n", "found \"-1\""),
        (
            ",c,2019-01-01,,\n",
            "changes.csv, row 2, column from: expected a key as text, found \"\"",
        ),
        ("a,c,2019-01-01\n", "Error wrong-width: changes.csv, row 2"),
        (
            "d,d,2019-01-01,0.5,\nd,e,2019-01-01,0.4,\n",
            "changes.csv, row 2: expected parts by population of `d` that make a whole, found 0.9000 together",
        ),
        (
            "a,c,2019-01-01,,\na,c,2019-01-01,,\n",
            "Error duplicate-key: changes.csv, row 3: expected each change once (first changes.csv, row 2)",
        ),
    ];
    for (rows, expected) in cases {
        let findings = Case::new(rows, "2018;a;1\n").findings();
        assert!(findings.contains(expected), "{rows}\n{findings}");
    }
    let mut case = Case::new("", "2018;a;1\n");
    case.changes = "from,date\na,2019-01-01\n".to_owned();
    let findings = case.findings();
    assert!(
        findings.contains("changes.csv, row 1: expected a column `to`, found only from, date"),
        "{findings}"
    );
    case.changes = "from,to,date\n".to_owned();
    case.convert = "convert = { from = \"yesterday\", weight = \"area\" }";
    let findings = case.findings();
    assert!(
        findings.contains("expected `period-end`, `period-start` or a date"),
        "{findings}"
    );
}
