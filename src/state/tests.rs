//! Links restore states; actions change what they say and nothing else.

use proptest::prelude::*;

use super::*;
use crate::model::{ClassMethod, sample};

fn with_scope<T>(run: impl FnOnce(Scope<'_>) -> T) -> T {
    let catalogue = sample::catalogue();
    run(Scope {
        catalogue: &catalogue,
        version: "abc",
    })
}

fn any_action() -> impl Strategy<Value = Action> {
    let text =
        |words: &'static [&'static str]| proptest::sample::select(words).prop_map(str::to_owned);
    prop_oneof![
        text(&["de", "en", "fr"]).prop_map(|language| Action::Language { language }),
        text(&["income", "people", "old-people", "none"]).prop_map(|key| Action::Indicator { key }),
        text(&["land", "kreis", "none"]).prop_map(|key| Action::Level { key }),
        proptest::option::of(text(&["2010", "2014", "1900"]))
            .prop_map(|key| Action::Period { key }),
        (-3..4_i32).prop_map(|by| Action::StepPeriod { by }),
        text(&["total", "m", "f", "x"]).prop_map(|category| Action::Category {
            axis: "sex".to_owned(),
            category
        }),
        proptest::option::of(text(&["01", "09188"])).prop_map(|key| Action::Area { key }),
        proptest::option::of(proptest::sample::select(&ClassMethod::ALL[..]))
            .prop_map(|method| Action::ClassMethod { method }),
        proptest::option::of(0..12_u8).prop_map(|k| Action::ClassCount { k }),
        any::<bool>().prop_map(|per_period| Action::ClassesPerPeriod { per_period }),
        proptest::collection::vec(-1e6..1e6_f64, 0..9)
            .prop_map(|bounds| Action::ClassBounds { bounds }),
        (0..20_u8).prop_map(|class| Action::Highlight { class }),
        proptest::sample::select(&Tab::ALL[..]).prop_map(|tab| Action::Tab { tab }),
        proptest::sample::select(&ChartKind::ALL[..]).prop_map(|chart| Action::Chart { chart }),
        any::<bool>().prop_map(|easy| Action::Easy { easy }),
        any_map(),
        (
            proptest::option::of(proptest::sample::select(&ProfilePart::ALL[..])),
            proptest::option::of(proptest::collection::vec(
                text(&[
                    "01", "09188", "09", "a b", "1", "2", "3", "4", "5", "6", "7"
                ]),
                0..11
            ))
        )
            .prop_map(|(part, beside)| Action::Profile { part, beside }),
        (
            proptest::option::of(text(&["sex", "age"])),
            proptest::option::of(proptest::collection::vec(
                text(&["income", "people", "old-people", "none"]),
                0..3
            ))
        )
            .prop_map(|(axis, indicators)| Action::Multiples { axis, indicators }),
        proptest::sample::select(&[SortColumn::Name, SortColumn::Value, SortColumn::Key][..])
            .prop_map(|column| Action::Sort { column }),
        (any::<i32>(), any::<i32>(), 1..u32::MAX).prop_map(|(x_m, y_m, width_m)| Action::Camera {
            x_m,
            y_m,
            width_m
        }),
        Just(Action::ResetCamera),
    ]
}

/// Any change of the kind of map, with what the bundle has and what it has not.
fn any_map() -> impl Strategy<Value = Action> {
    let key = |words: &'static [&'static str]| {
        proptest::option::of(proptest::sample::select(words).prop_map(str::to_owned))
    };
    (
        proptest::option::of(proptest::sample::select(&MapKind::ALL[..])),
        key(&["2010", "2014", "1900", ""]),
        proptest::option::of(any::<bool>()),
        key(&["people", "income", "old-people", "none", ""]),
        proptest::option::of(proptest::sample::select(&AreaShape::ALL[..])),
        proptest::option::of(any::<bool>()),
        proptest::option::of(proptest::sample::subsequence(
            vec!["school", "none", "kita"],
            0..=3,
        )),
    )
        .prop_map(
            |(kind, since, relative, second, shape, certainty, facilities)| Action::Map {
                kind,
                since,
                relative,
                second,
                shape,
                certainty,
                facilities: facilities.map(|keys| keys.into_iter().map(str::to_owned).collect()),
            },
        )
}

fn decimals(state: &ViewState, scope: Scope<'_>) -> u8 {
    state
        .indicator(scope)
        .map_or(0, |indicator| indicator.decimals)
}

proptest! {
    #[test]
    fn every_reachable_state_survives_its_link(actions in proptest::collection::vec(any_action(), 0..30)) {
        with_scope(|scope| {
            let mut state = ViewState::start(scope, "de");
            for action in &actions {
                state.apply(action, scope);
            }
            let link = write(&state, decimals(&state, scope));
            let (restored, notices) = read(&link, scope, "en");
            if state.classes.method == Some(ClassMethod::UserDefined) && state.classes.bounds.is_empty() {
                state.classes.method = None;
            }
            prop_assert_eq!(&restored, &state, "{}", link);
            prop_assert!(notices.is_empty(), "{:?}", notices);
            Ok(())
        })?;
    }

    #[test]
    fn any_fragment_is_read_without_panic_and_its_state_is_stable(fragment in "([a-z.]{0,3}=[^&]{0,9}&){0,6}") {
        with_scope(|scope| {
            let (state, _) = read(&fragment, scope, "de");
            let (again, _) = read(&write(&state, decimals(&state, scope)), scope, "de");
            prop_assert_eq!(again, state);
            Ok(())
        })?;
    }
}

#[test]
fn a_link_says_what_it_could_not_read() {
    with_scope(|scope| {
        let (state, notices) = read("v=9&i=gone&l=kreis&q=1&k=99&d=old", scope, "de");
        assert_eq!(state.indicator, "income");
        assert_eq!(
            notices,
            [
                LinkNotice::Newer("9".into()),
                LinkNotice::UnknownValue("i".into(), "gone".into()),
                LinkNotice::UnknownKey("q".into()),
                LinkNotice::UnknownValue("k".into(), "99".into()),
                LinkNotice::OtherData("old".into()),
            ]
        );
    });
}

#[test]
fn a_link_names_what_its_kind_of_map_lacks() {
    with_scope(|scope| {
        let link = "v=1&i=income&g=globe&gs=1900&gi=gone&ga=cubes&gr=0&f=kita,pub&mc=sex&mi=gone";
        let (state, notices) = read(link, scope, "de");
        let unknown =
            |key: &str, value: &str| LinkNotice::UnknownValue(key.to_owned(), value.to_owned());
        let expected = [
            unknown("g", "globe"),
            unknown("gs", "1900"),
            unknown("gi", "gone"),
            unknown("ga", "cubes"),
            unknown("gr", "0"),
            unknown("f", "kita,pub"),
            unknown("mc", "sex"),
            unknown("mi", "gone"),
        ];
        assert_eq!(notices, expected);
        assert_eq!(state.map.facilities, ["kita"]);
    });
}

#[test]
fn another_indicator_keeps_the_kind_of_map_and_drops_what_it_lacks() {
    with_scope(|scope| {
        let (mut state, _) = read(
            "v=1&i=income&g=change&gs=2014&gi=people&mi=people",
            scope,
            "de",
        );
        let key = "people".to_owned();
        state.apply(&Action::Indicator { key }, scope);
        assert_eq!(state.map.kind, MapKind::Change);
        assert_eq!((state.map.since, state.map.second), (None, None));
        assert_eq!(state.multiples, Multiples::Indicators(Vec::new()));
    });
}

#[test]
fn former_keys_and_any_order_of_keys_are_understood() {
    with_scope(|scope| {
        let (state, notices) = read("c.sex=f&p=2011&i=old-people&v=1&l=land", scope, "de");
        assert!(notices.is_empty(), "{notices:?}");
        assert_eq!(
            (state.indicator.as_str(), state.level.as_str()),
            ("people", "land")
        );
        assert_eq!(state.period, PeriodChoice::At("2011".into()));
        assert_eq!(
            state.categories,
            [Category {
                axis: "sex".into(),
                category: "f".into()
            }]
        );
    });
}

#[test]
fn choosing_an_indicator_keeps_the_period_it_has_and_drops_what_it_lacks() {
    with_scope(|scope| {
        let mut state = ViewState::start(scope, "de");
        state.apply(
            &Action::Period {
                key: Some("2012".into()),
            },
            scope,
        );
        state.apply(
            &Action::Indicator {
                key: "people".into(),
            },
            scope,
        );
        assert_eq!(state.period, PeriodChoice::At("2012".into()));
        state.apply(
            &Action::Category {
                axis: "sex".into(),
                category: "m".into(),
            },
            scope,
        );
        state.apply(
            &Action::Indicator {
                key: "income".into(),
            },
            scope,
        );
        assert!(state.categories.is_empty());
        state.apply(
            &Action::Period {
                key: Some("2014".into()),
            },
            scope,
        );
        state.apply(
            &Action::Indicator {
                key: "people".into(),
            },
            scope,
        );
        assert_eq!(state.period, PeriodChoice::Latest);
    });
}

#[test]
fn an_action_that_changes_nothing_makes_nothing_stale() {
    with_scope(|scope| {
        let mut state = ViewState::start(scope, "de");
        let changes = state.apply(
            &Action::Indicator {
                key: "income".into(),
            },
            scope,
        );
        assert_eq!(changes, Changes::default());
        let changes = state.apply(&Action::StepPeriod { by: 5 }, scope);
        assert_eq!(changes, Changes::default());
    });
}

#[test]
fn links_of_every_past_version_still_open() {
    let links = include_str!("../../tests/fixtures/links.txt");
    let mut read_some = 0;
    for line in links
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let (link, expected) = line.split_once(" -> ").unwrap();
        with_scope(|scope| {
            let (state, notices) = read(link, scope, "de");
            assert!(notices.is_empty(), "{link}: {notices:?}");
            assert_eq!(write(&state, decimals(&state, scope)), expected);
        });
        read_some += 1;
    }
    assert!(read_some >= 3);
}
