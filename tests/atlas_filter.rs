//! Filters over the bundle of the tests: who meets them, held against a plain count over what the table
//! prints, and what is said of them.

#[path = "parity/fixture.rs"]
mod fixture;

use std::collections::BTreeMap;

use fixture::open;
use proptest::prelude::*;
use teilraum::atlas::answer::Answer;

const VIEW: &str = "v=1&i=income&l=kreis&p=latest";

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn answer(filter: &str) -> Answer {
    open(&format!("{VIEW}&t=table&{filter}")).answer()
}

/// Keys of the rows that meet a filter, and of those of which that is open.
fn rows(filter: &str) -> [Vec<String>; 2] {
    let table = answer(filter).table.expect("a table");
    let open = |note: &str| note.contains("bleibt offen");
    let keys = |wanted: bool| {
        let rows = table.rows.iter().filter(|it| open(&it.note) == wanted);
        let mut keys: Vec<String> = rows.map(|it| it.key.clone()).collect();
        keys.sort();
        keys
    };
    [keys(false), keys(true)]
}

/// The number of a cell as printed; `None` where there is none.
fn number(text: &str) -> Option<i64> {
    // More than nothing, and less than half of the last decimal.
    if text == "fast null" {
        return Some(0);
    }
    let digits = plain(text).replace(' ', "").replace('−', "-");
    digits.replace(',', "").parse().ok()
}

/// What the table prints of a figure: number by area.
fn printed(view: &str) -> BTreeMap<String, Option<i64>> {
    let table = open(&format!("v=1&{view}&t=table")).answer().table;
    let rows = table.expect("a table").rows.into_iter();
    rows.map(|row| (row.key, number(&row.value))).collect()
}

/// The figures that conditions of the twin ask for.
const FIGURES: [(&str, &str); 4] = [
    ("i=income&l=kreis&p=2014", "value~income~2014"),
    ("i=income&l=kreis&p=2010", "value~income~2010"),
    ("i=balance&l=kreis&p=2022-2023", "value~balance~latest"),
    ("i=care-share&l=kreis&p=latest", "value~care-share~latest"),
];

/// The areas of the level, whether or not they have a figure.
fn areas() -> Vec<String> {
    printed(FIGURES[0].0).into_keys().collect()
}

type Bounds = (usize, Option<i64>, Option<i64>, bool);

/// A bound in the unit of a figure, written as a link does.
fn written(bound: Option<i64>, figure: usize) -> String {
    match (bound, figure) {
        (None, _) => String::new(),
        (Some(bound), 0 | 1) => bound.to_string(),
        (Some(bound), _) => {
            let sign = if bound < 0 { "-" } else { "" };
            format!("{sign}{}.{}", bound.abs() / 10, bound.abs() % 10)
        }
    }
}

/// A plain look at every area: three values, group by group.
fn expected(
    conditions: &[Bounds],
    any: bool,
    figures: &[BTreeMap<String, Option<i64>>],
) -> [Vec<String>; 2] {
    let mut found = [Vec::new(), Vec::new()];
    for key in areas() {
        let one = |(figure, low, high, _): &Bounds| -> Option<bool> {
            let number = figures[*figure].get(&key).copied().flatten()?;
            Some(low.is_none_or(|low| low <= number) && high.is_none_or(|high| number <= high))
        };
        let join = |known: Vec<Option<bool>>, any: bool| -> Option<bool> {
            if known.contains(&Some(any)) {
                Some(any)
            } else if known.contains(&None) {
                None
            } else {
                Some(!any)
            }
        };
        let mut groups: Vec<Vec<Option<bool>>> = Vec::new();
        for condition in conditions {
            match groups.last_mut().filter(|_| condition.3) {
                Some(group) => group.push(one(condition)),
                None => groups.push(vec![one(condition)]),
            }
        }
        let groups = groups.into_iter().map(|group| join(group, !any)).collect();
        match join(groups, any) {
            Some(true) => found[0].push(key),
            Some(false) => {}
            None => found[1].push(key),
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_filter_finds_what_a_plain_look_at_the_tables_finds(
        conditions in proptest::collection::vec(
            (0..4_usize, proptest::option::of(0..9_usize), proptest::option::of(0..9_usize), any::<bool>()),
            1..6,
        ),
        any in any::<bool>(),
    ) {
        let figures = FIGURES.map(|(view, _)| printed(view));
        // Bounds on values that occur, so that both sides of each are tried.
        let bound = |figure: usize, at: Option<usize>| {
            let numbers: Vec<i64> = figures[figure].values().filter_map(|it| *it).collect();
            at.map(|at| numbers[at % numbers.len()])
        };
        let conditions: Vec<Bounds> = conditions
            .iter()
            .map(|(figure, low, high, grouped)| {
                let (low, high) = (bound(*figure, *low), bound(*figure, *high));
                let turned = low.zip(high).is_some_and(|(low, high)| low > high);
                let (low, high) = if turned { (high, low) } else { (low, high) };
                (*figure, low, high, *grouped)
            })
            .collect();
        let mut link = String::from(if any { "wo=1" } else { "" });
        for (figure, low, high, grouped) in &conditions {
            let key = if *grouped { "wg" } else { "w" };
            let (low, high) = (written(*low, *figure), written(*high, *figure));
            link.push_str(&format!("&{key}={}~{low}~{high}", FIGURES[*figure].1));
        }
        prop_assert_eq!(rows(&link), expected(&conditions, any, &figures), "{}", link);
    }
}

#[test]
fn secret_and_missing_values_are_open_whatever_is_asked() {
    let [met, open] = rows("w=value~income~2014~~");
    assert_eq!((met.len(), open.len()), (10, 2));
    for bounds in ["0~", "~0", "1~99999999", "99999999~"] {
        let [_, still] = rows(&format!("w=value~income~2014~{bounds}"));
        assert_eq!(still, open, "{bounds}");
    }
    // What another condition decides is decided.
    let lands = "w=value~income~2014~~&w=within~99";
    assert_eq!(rows(lands), <[Vec<String>; 2]>::default());
}

#[test]
fn the_answer_tells_what_is_asked_and_how_many_meet_it() {
    let answer = answer("w=value~income~2014~20000~23000&wg=value~balance~latest~~-5&w=within~01");
    let filter = answer.kinds.filter.expect("a filter");
    assert_eq!(
        plain(&filter.sentence),
        "Kreise, für die gilt: (Verfügbares Einkommen (2014) von 20 000 € bis 23 000 € oder \
         Wanderungssaldo (2022/23) höchstens −5,0) und Lage in Nordland."
    );
    assert!(
        answer.words[0].starts_with(&filter.sentence),
        "{}",
        answer.words[0]
    );
    assert!(
        answer.heading.subtitle.contains("gefiltert: "),
        "{}",
        answer.heading.subtitle
    );
    assert!(answer.spoken.ends_with(&filter.count), "{}", answer.spoken);
    let met = filter.count.split(' ').nth(3).expect("a number");
    let listed = answer.table.expect("a table").rows.len();
    assert_eq!(met, listed.to_string(), "{}", filter.count);
}
