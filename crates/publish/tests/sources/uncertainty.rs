//! Declared chance variation: what backs it, what is refused, and what becomes of the limits.

use teilraum::model::{Part, Uncertainty};

use super::small_atlas::SmallAtlas;

const SURVEY: &str = r#"
[[indicator]]
key = "content"
theme = "population"
kind = "mean"
unit = "persons"
decimals = 1
polarity = "high-good"
uncertainty = "published"
sources = ["office"]
territorial_status = "31.12."
[[indicator.read]]
format = "long"
file = "survey.csv"
encoding = "utf-8"
separator = ";"
decimal = ","
key = "Key"
period = { constant = "2020", kind = "calendar-year" }
value = "Mean"
limits = { lower = "From", upper = "To" }
keys = "k"
signs = "s"
"#;

const ROWS: &str = "Key;Mean;From;To\n01001;3,14;3,0;3,29\n01002;.;1,0;2,0\n02000;4,0;;\n";

/// The small atlas with a survey that prints limits.
fn survey(rows: &str) -> SmallAtlas {
    SmallAtlas::new()
        .plus("survey.toml", SURVEY)
        .plus("survey.csv", rows)
        .with(
            "atlas.toml",
            "[\"people.toml\"]",
            "[\"people.toml\", \"survey.toml\"]",
        )
        .with(
            "de.toml",
            "[indicators.cars-per-head]",
            "[indicators.content]\ntitle = \"Z\"\nshort = \"Z\"\nmeaning = \"\"\nsubject = \"Z\"\n\
             [definitions.content]\ndefinition = \"Z\"\n[indicators.cars-per-head]",
        )
}

/// Declares `uncertainty` for `cars-per-head`, a rate of two counts.
fn rate(uncertainty: &str) -> SmallAtlas {
    let line = format!("decimals = 1\nuncertainty = \"{uncertainty}\"");
    SmallAtlas::new().with("people.toml", "decimals = 1", &line)
}

#[test]
fn printed_limits_become_parts_rounded_like_values_and_nothing_stays_of_those_without_a_number() {
    let (content, _) = survey(ROWS).load().unwrap();
    let at = content
        .indicators
        .iter()
        .position(|one| one.key == "content")
        .unwrap();
    assert_eq!(content.indicators[at].uncertainty, Uncertainty::Published);
    let block = content
        .blocks
        .iter()
        .find(|block| block.shape.indicator.index() == at)
        .unwrap();
    let part = |part| block.part(part).unwrap().values.clone();
    // Aue; Berg is secret; Dorf has no row; Hafenstadt has a number without limits.
    assert_eq!(block.values, [31, 0, 0, 40]);
    assert_eq!(part(Part::Lower), [30, 0, 0, 40]);
    assert_eq!(part(Part::Upper), [33, 0, 0, 40]);
}

#[test]
fn a_number_without_limits_is_told() {
    let findings = survey(ROWS).findings();
    let told = findings
        .iter()
        .find(|one| one.starts_with("Note limits:"))
        .unwrap();
    assert!(
        told.contains("survey.csv, row 4") && told.contains("1 numbers without"),
        "{told}"
    );
}

#[test]
fn limits_that_do_not_enclose_their_value_are_refused_where_they_stand() {
    for wrong in [
        "3,2;3,3",
        "2,9;3,0",
        "3,0;",
        ";3,3",
        "3,3;3,0",
        "3,0;about 3",
    ] {
        let error = survey(&ROWS.replace("3,0;3,29", wrong)).error();
        assert!(
            error.starts_with("Error limits: survey.csv, row 2, column Mean"),
            "{error}"
        );
        assert!(
            error.contains("lower limit ≤ value ≤ upper limit"),
            "{error}"
        );
    }
}

#[test]
fn counts_back_a_rate_and_say_what_it_is_per() {
    for word in ["binomial", "poisson"] {
        let (content, _) = rate(word).load().unwrap();
        let rate = content
            .indicators
            .iter()
            .find(|one| one.key == "cars-per-head")
            .unwrap();
        assert_eq!(rate.per, Some(1000));
        assert_ne!(rate.uncertainty, Uncertainty::None);
    }
    let (content, _) = SmallAtlas::new().load().unwrap();
    assert!(
        content.indicators.iter().all(|one| one.per.is_none()),
        "only where it is needed"
    );
}

#[test]
fn what_nothing_backs_is_refused_and_the_message_says_what_is_missing() {
    let error = rate("published").error();
    assert!(
        error.contains("expected `limits` in every recipe"),
        "{error}"
    );
    let people = SmallAtlas::new().with(
        "people.toml",
        "kind = \"count\"",
        "uncertainty = \"binomial\"\nkind = \"count\"",
    );
    let errors = people.findings();
    assert!(
        errors
            .iter()
            .any(|one| one.contains("expected a share or rate")),
        "{errors:#?}"
    );
    let ready = survey(ROWS).with(
        "survey.toml",
        "limits = { lower = \"From\", upper = \"To\" }\n",
        "",
    );
    assert!(ready.error().contains("expected `limits` in every recipe"));
    for word in ["binomial", "poisson"] {
        let share = survey(ROWS)
            .with("survey.toml", "kind = \"mean\"", "kind = \"share\"")
            .with("survey.toml", "\"published\"", &format!("\"{word}\""))
            .with(
                "survey.toml",
                "limits = { lower = \"From\", upper = \"To\" }\n",
                "",
            );
        let error = share.error();
        assert!(
            error.contains("expected [indicator.compute] from two counts of cases"),
            "{error}"
        );
        assert!(
            error.contains(&format!("`uncertainty = \"{word}\"`")),
            "{error}"
        );
    }
}

#[test]
fn limits_that_nobody_declares_or_that_are_to_be_added_up_are_refused() {
    let silent = survey(ROWS).with("survey.toml", "uncertainty = \"published\"\n", "");
    assert!(
        silent
            .error()
            .contains("expected `uncertainty = \"published\"`")
    );
    let summed = survey(ROWS).with(
        "survey.toml",
        "kind = \"mean\"",
        "kind = \"count\"\naggregate = \"sum\"",
    );
    assert!(summed.error().contains("limits do not add up"));
}

#[test]
fn own_shares_under_disclosure_control_must_not_bring_limits() {
    let own = survey(ROWS)
        .with("survey.toml", "kind = \"mean\"", "kind = \"share\"")
        .with(
            "atlas.toml",
            "[search]",
            "[disclosure]\nown_sources = [\"office\"]\nfirst_release = true\n[search]",
        );
    let errors = own.findings();
    let told = errors
        .iter()
        .any(|one| one.contains("tell of no secret") && one.contains("compute them"));
    assert!(told, "{errors:#?}");
}
