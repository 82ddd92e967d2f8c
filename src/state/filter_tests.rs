//! Filters survive their links, and whatever a link says is read without harm.

use proptest::prelude::*;

use super::*;
use crate::model::sample;

fn with_scope<T>(run: impl FnOnce(Scope<'_>) -> T) -> T {
    let catalogue = sample::catalogue();
    run(Scope {
        catalogue: &catalogue,
        version: "abc",
    })
}

fn decimals(state: &ViewState, scope: Scope<'_>) -> u8 {
    state
        .indicator(scope)
        .map_or(0, |indicator| indicator.decimals)
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    proptest::option::of(proptest::sample::select(words).prop_map(str::to_owned))
}

const INDICATORS: &[&str] = &["income", "people", "old-people", "none"];
const LEVELS: &[&str] = &["land", "kreis", "none", ""];
const PERIODS: &[&str] = &["2010", "2014", "1900", ""];
const TESTS: &[&str] = &["value", "change", "against", "within", "kind", "none"];

/// Any edit, with what the bundle has and what it has not.
fn any_edit() -> impl Strategy<Value = FilterEdit> {
    let numbers = proptest::option::of(any::<[Option<f64>; 2]>());
    let flags = any::<(Option<bool>, Option<bool>, Option<bool>, Option<bool>)>();
    let side = proptest::option::of(proptest::sample::select(&[Side::Above, Side::Below][..]));
    let places = (
        proptest::option::of(0..14_usize),
        proptest::option::weighted(0.1, 0..14_usize),
    );
    let words = (
        word(TESTS),
        word(TESTS),
        word(INDICATORS),
        word(PERIODS),
        word(PERIODS),
        word(LEVELS),
    );
    let keys = proptest::option::of(proptest::collection::vec("[a-z0-9~,é]{0,3}", 0..4));
    (flags, side, places, words, numbers, keys).prop_map(
        |(flags, side, (at, remove), words, span, keys)| FilterEdit {
            clear: false,
            any: flags.0,
            add: words.0,
            remove,
            at,
            grouped: flags.1,
            test: words.1,
            indicator: words.2,
            period: words.3,
            since: words.4,
            relative: flags.2,
            level: words.5,
            side,
            certain: flags.3,
            span,
            keys,
        },
    )
}

proptest! {
    #[test]
    fn every_filter_that_can_be_reached_survives_its_link(
        edits in proptest::collection::vec(any_edit(), 0..40),
        female in any::<bool>(),
    ) {
        with_scope(|scope| {
            let mut state = ViewState::start(scope, "de");
            if female {
                let (axis, category) = ("sex".to_owned(), "f".to_owned());
                state.apply(&Action::Indicator { key: "people".to_owned() }, scope);
                state.apply(&Action::Category { axis, category }, scope);
            }
            for edit in edits {
                state.apply(&Action::Filter { edit }, scope);
                prop_assert!(state.filter.conditions.len() <= MOST_CONDITIONS);
            }
            let link = write(&state, decimals(&state, scope));
            let (restored, notices) = read(&link, scope, "en");
            prop_assert_eq!(&restored, &state, "{}", link);
            prop_assert!(notices.is_empty(), "{}: {:?}", link, notices);
            prop_assert_eq!(state.is_plain(), state.filter.is_empty());
            Ok(())
        })?;
    }

    #[test]
    fn any_condition_is_read_or_named_and_what_was_read_is_stable(
        texts in proptest::collection::vec(
            ("w|wg|wo|wx", "(value|change|above|within|kind|x)?(~(income|people|latest|2010|land|percent|certain|of:land|c:sex:f|c:sex:total|1|-2\\.5|\\PC{0,4})){0,7}"),
            0..16,
        ),
    ) {
        with_scope(|scope| {
            let fragment: Vec<String> = texts.iter().map(|(key, text)| format!("{key}={text}")).collect();
            let (state, _) = read(&fragment.join("&"), scope, "de");
            let link = write(&state, decimals(&state, scope));
            let (again, notices) = read(&link, scope, "de");
            prop_assert_eq!(again, state, "{}", link);
            prop_assert!(notices.is_empty(), "{}: {:?}", link, notices);
            Ok(())
        })?;
    }

    #[test]
    fn any_text_at_all_is_no_reason_to_panic(text in "\\PC*") {
        with_scope(|scope| {
            let _ = Test::parse(&text, scope);
            let _ = Test::parse(&format!("value~income~latest~{text}"), scope);
        });
    }
}

fn conditions(link: &str) -> (Vec<String>, usize) {
    with_scope(|scope| {
        let (state, notices) = read(link, scope, "de");
        let told = state.filter.conditions.iter();
        (told.map(|it| it.test.to_string()).collect(), notices.len())
    })
}

#[test]
fn a_condition_is_read_to_the_letter_or_not_at_all() {
    let sound = [
        "value~income~latest~~",
        "value~income~2010~-10.5~20.0",
        "value~people~latest~1000~~of:land~c:sex:f",
        "change~income~2014~2010~~5.0~percent",
        "change~people~latest~~-3~3",
        "above~income~latest~land",
        "below~income~2012~land~certain",
        "within~01,02",
        "within~",
        "kind~landkreis",
    ];
    for text in sound {
        assert_eq!(conditions(&format!("w={text}")), (vec![text.to_owned()], 0));
    }
    let broken = [
        "value~gone~latest~~",
        "value~income~1900~~",
        "value~income~latest~20~10",
        "value~income~latest~1.25~",
        "value~income~latest~",
        "value~income~latest~~~of:gone",
        "value~income~latest~~~of:land~of:land",
        "value~income~latest~~~percent",
        "value~people~latest~~~c:sex:total",
        "value~people~latest~~~c:sex:f~c:sex:m",
        "change~income~latest~1900~~",
        "above~income~latest~gone",
        "above~income~latest~land~certain~certain",
        "within",
        "within~01,a b",
        "nearby~01",
        "",
    ];
    for text in broken {
        assert_eq!(conditions(&format!("w={text}")), (vec![], 1), "{text}");
    }
}

#[test]
fn former_keys_are_understood_and_more_conditions_than_there_is_room_for_are_named() {
    let (told, notices) = conditions("w=value~old-people~latest~1~");
    assert_eq!((told[0].as_str(), notices), ("value~people~latest~1~", 0));
    let link = "w=kind~landkreis&".repeat(MOST_CONDITIONS + 3);
    let (told, notices) = conditions(&link);
    assert_eq!((told.len(), notices), (MOST_CONDITIONS, 3));
}

#[test]
fn bounds_in_another_unit_are_dropped_and_bounds_the_wrong_way_round_are_turned() {
    with_scope(|scope| {
        let mut state = ViewState::start(scope, "de");
        let mut edit = |edit: FilterEdit| {
            state.apply(&Action::Filter { edit }, scope);
            let only = state.filter.conditions.first();
            only.map(|it| it.test.to_string()).unwrap_or_default()
        };
        let add = FilterEdit {
            add: Some("change".to_owned()),
            span: Some([Some(7.25), Some(-1.0)]),
            ..FilterEdit::default()
        };
        assert_eq!(edit(add), "change~income~latest~~-1.0~7.3");
        let percent = FilterEdit {
            at: Some(0),
            relative: Some(true),
            ..FilterEdit::default()
        };
        assert_eq!(edit(percent), "change~income~latest~~~~percent");
        let other = FilterEdit {
            at: Some(0),
            indicator: Some("people".to_owned()),
            test: Some("against".to_owned()),
            ..FilterEdit::default()
        };
        assert_eq!(edit(other), "above~people~latest~land");
        let lift = FilterEdit {
            clear: true,
            ..FilterEdit::default()
        };
        assert_eq!(edit(lift), "");
    });
}
