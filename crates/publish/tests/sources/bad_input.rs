//! Bad configurations and bad sources: every mistake is told with its place.

use crate::small_atlas::SmallAtlas;

#[test]
fn the_small_atlas_has_no_error() {
    let findings = SmallAtlas::new().findings();
    let bad: Vec<&String> = findings
        .iter()
        .filter(|line| !line.starts_with("Note"))
        .collect();
    assert_eq!(bad, Vec::<&String>::new());
}

#[test]
fn an_unreadable_source_is_an_error() {
    let error = SmallAtlas::new()
        .without("people.csv")
        .findings()
        .join("\n");
    assert!(
        error.contains("Error unreadable: people.csv: expected a readable file"),
        "{error}"
    );
}

#[test]
fn an_atlas_file_that_is_not_there_is_an_error() {
    let error = SmallAtlas::new()
        .without("atlas.toml")
        .findings()
        .join("\n");
    assert!(error.contains("atlas.toml: cannot be read"), "{error}");
}

#[test]
fn an_unknown_key_is_an_error_with_its_row() {
    let error = SmallAtlas::new()
        .with("people.csv", "2018;01002", "2018;01009")
        .error();
    assert_eq!(
        error,
        "Error unknown-key: people.csv, row 4: expected a key of level `kreis`, found `01009` in 1 cell(s)"
    );
}

#[test]
fn a_duplicate_key_is_an_error_with_both_rows() {
    let error = SmallAtlas::new()
        .with("people.csv", "2018;01002", "2018;01001")
        .findings();
    let error = error.join("\n");
    assert!(
        error.contains(
            "Error duplicate-key: people.csv, row 4, column 4: expected each key once per period and \
             category (first people.csv, row 3, column 4), found `01001` for 2018 again"
        ),
        "{error}"
    );
}

#[test]
fn a_wrong_encoding_is_an_error() {
    let utf8 = SmallAtlas::new()
        .bytes("people.csv", "Bevölkerung\n".as_bytes())
        .findings();
    assert!(
        utf8[0].contains("people.csv: expected latin1, found text in UTF-8"),
        "{utf8:?}"
    );
    let broken = SmallAtlas::new()
        .bytes("cars.csv", b"Key;Pkw\n01001;4\xFC\n___\n")
        .findings();
    let broken = broken.join("\n");
    assert!(
        broken.contains("cars.csv, row 2: expected UTF-8, found the byte 0xFC"),
        "{broken}"
    );
}

#[test]
fn a_wrong_number_of_columns_is_an_error_with_its_row() {
    let findings = SmallAtlas::new()
        .with("people.csv", "Aue;110", "Aue;110;9")
        .findings()
        .join("\n");
    assert!(
        findings.contains("Error wrong-width: people.csv, row 8: expected 4 columns, found 5"),
        "{findings}"
    );
}

#[test]
fn a_value_outside_the_range_of_its_kind_is_an_error() {
    let error = SmallAtlas::new()
        .with("people.csv", "Aue;110", "Aue;-110")
        .findings()
        .join("\n");
    assert!(
        error.contains("Error out-of-range: people.csv, row 8, column 4: expected a count from 0"),
        "{error}"
    );
}

#[test]
fn a_cell_that_is_neither_number_nor_sign_is_an_error() {
    let error = SmallAtlas::new()
        .with("people.csv", "Aue;110", "Aue;1.110")
        .findings()
        .join("\n");
    assert!(
        error.contains(
            "Error not-a-number: people.csv, row 8, column 4: expected a number or one of the signs - ., \
             found \"1.110\""
        ),
        "{error}"
    );
}

#[test]
fn a_missing_recipe_field_is_named_with_indicator_and_line() {
    let error = SmallAtlas::new()
        .with("people.toml", "width = 4\n", "")
        .error();
    assert_eq!(
        error,
        "Error config: people.toml, row 14, column indicator `people`, read 1: expected the field \
         `width`, found no such field"
    );
}

#[test]
fn an_unknown_field_is_refused_with_its_line() {
    let error = SmallAtlas::new()
        .with("atlas.toml", "key = \"small\"", "kee = \"small\"")
        .error();
    assert!(
        error.starts_with("Error config: atlas.toml, row 2: expected"),
        "{error}"
    );
}

#[test]
fn references_to_nothing_are_errors_with_what_is_known() {
    let cases = [
        (
            "theme = \"population\"\nkind = \"rate\"",
            "theme = \"people\"\nkind = \"rate\"",
            "one of population, found `people`",
        ),
        (
            "indicator = \"cars\"",
            "indicator = \"car\"",
            "expected an indicator, found `car`",
        ),
        (
            "signs = \"s\"\n\n[[indicator]]\nkey = \"cars\"",
            "signs = \"z\"\n\n[[indicator]]\nkey = \"cars\"",
            "one of s, found `z`",
        ),
        (
            "areas = [\"01002\"]",
            "areas = [\"01999\"]",
            "an area of level `kreis`, found `01999`",
        ),
        (
            "flags = [\"other-territory\"]",
            "flags = [\"elsewhere\"]",
            "found `elsewhere`",
        ),
        (
            "note = \"without\"",
            "note = \"unsaid\"",
            "an entry `unsaid` under [notes]",
        ),
        ("width = 4", "width = 3", "columns from 1 to 3, found 4"),
    ];
    for (from, to, expected) in cases {
        let error = SmallAtlas::new().with("people.toml", from, to).error();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_missing_text_is_an_error_with_its_section() {
    let error = SmallAtlas::new()
        .with("de.toml", "[units.persons]", "[units.people]")
        .error();
    assert_eq!(
        error,
        "Error missing-text: de.toml: expected an entry `persons` under [units], found none"
    );
}

#[test]
fn areas_without_parent_or_twice_are_errors_with_their_row() {
    let orphan = SmallAtlas::new()
        .with("kreis.csv", "01002,01,", "01002,09,")
        .error();
    assert!(
        orphan.contains(
            "kreis.csv, row 3, column parent: expected a key of the parent level, found `09`"
        ),
        "{orphan}"
    );
    let twice = SmallAtlas::new()
        .with("kreis.csv", "01003,01", "01001,01")
        .findings()
        .join("\n");
    assert!(
        twice.contains(
            "kreis.csv, row 4: expected each key once, found `01001` again (first in row 2)"
        ),
        "{twice}"
    );
    let lost = SmallAtlas::new()
        .with("kreis.csv", "2019-01-01,01002", "2019-01-01,01009")
        .error();
    assert!(
        lost.contains("kreis.csv, row 4, column successors: expected keys of the same level"),
        "{lost}"
    );
}

#[test]
fn only_counts_may_be_added_up() {
    let error = SmallAtlas::new()
        .with("people.toml", "kind = \"count\"", "kind = \"mean\"")
        .findings();
    assert!(error[0].contains("only counts add up"), "{error:?}");
}

#[test]
fn a_break_before_an_unknown_period_is_an_error() {
    let error = SmallAtlas::new()
        .with("people.toml", "before = \"2019\"", "before = \"2020\"")
        .error();
    assert!(
        error.contains("expected the key of a period of the series, found `2020`"),
        "{error}"
    );
}

#[test]
fn a_rate_must_declare_the_breaks_of_its_parts() {
    let both_years = "2018;01001;40\n2019;01001;41";
    let atlas = SmallAtlas::new()
        .with("cars.csv", "Key;Pkw", "Year;Key;Pkw")
        .with("cars.csv", "01001;40", both_years)
        .with("cars.csv", "01002;-", "2019;01002;-")
        .with("cars.csv", "02000;333", "2019;02000;333")
        .with(
            "people.toml",
            "width = 2\nkey_column = 1",
            "width = 3\nkey_column = 2",
        )
        .with(
            "people.toml",
            "period = { constant = \"01.01.2019\", kind = \"date\" }\ncolumns = [{ column = 2",
            "period = { column = 1, kind = \"calendar-year\" }\ncolumns = [{ column = 3",
        )
        .with("people.toml", "\"year-before\"", "\"same-key\"");
    let error = atlas.error();
    assert!(
        error.contains("expected a break before 2019, as its parts have one, found none"),
        "{error}"
    );
}
