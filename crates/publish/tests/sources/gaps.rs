//! Files that were cut off or saved half: what is not in them is told.

use crate::small_atlas::SmallAtlas;

/// The findings of this code.
fn told(atlas: &SmallAtlas, code: &str) -> Vec<String> {
    let mut told = atlas.findings();
    told.retain(|line| line.contains(&format!(" {code}: ")));
    told
}

#[test]
fn areas_without_any_row_are_a_warning_once_for_their_level() {
    let atlas = SmallAtlas::new()
        .with("people.csv", "2018;01001;  Aue;100\n", "")
        .with("people.csv", "2019;01001;  Aue;110\n", "");
    assert_eq!(
        told(&atlas, "missing-rows"),
        [
            "Warning missing-rows: people.csv, column indicator `people`: expected a row for each area of \
             the level `kreis`, found none for 1 of 4 (2018 to 2019): 01001; left without values"
        ]
    );
}

#[test]
fn an_area_with_a_row_in_one_period_and_one_that_is_gone_are_not_missing() {
    let atlas = SmallAtlas::new().with("people.csv", "2019;01001;  Aue;110\n", "");
    assert_eq!(told(&atlas, "missing-rows"), Vec::<String>::new());
    let atlas = SmallAtlas::new()
        .with("people.csv", "2018;01003;  Dorf;50\n", "")
        .with("people.csv", "2019;01003;  Dorf;-\n", "")
        .with("kreis.csv", "2019-01-01", "2017-01-01");
    assert_eq!(told(&atlas, "missing-rows"), Vec::<String>::new());
}

#[test]
fn rows_without_any_number_are_a_warning_with_file_and_indicator() {
    let empty = SmallAtlas::new()
        .with(
            "atlas.toml",
            "[signs.s]\n",
            "[signs.s]\n\"\" = \"missing\"\n",
        )
        .bytes("cars.csv", b"Key;Pkw\n01001;\n01002;\n02000;\n___\n");
    assert_eq!(
        told(&empty, "no-numbers"),
        [
            "Warning no-numbers: cars.csv, column indicator `cars`: expected numbers on the level `kreis`, \
             found none in 3 cells; left without values"
        ]
    );
    let secret = SmallAtlas::new().bytes("cars.csv", b"Key;Pkw\n01001;.\n01002;.\n02000;.\n___\n");
    assert_eq!(told(&secret, "no-numbers"), Vec::<String>::new());
}

#[test]
fn children_far_from_the_printed_total_are_a_warning_and_a_slight_difference_a_note() {
    let with = |total: &str| {
        let rows = format!("2018;01;Nordland;{total}\n2018;02;");
        SmallAtlas::new().with("people.csv", "2018;02;", &rows)
    };
    let grave = told(&with("5000"), "sums-differ");
    assert_eq!(grave.len(), 1, "{grave:?}");
    assert!(
        grave[0].starts_with("Warning") && grave[0].contains("01 2018: 350 instead of 5000"),
        "{grave:?}"
    );
    let slight = told(&with("360"), "sums-differ");
    assert!(
        slight.len() == 1 && slight[0].starts_with("Note"),
        "{slight:?}"
    );
}

#[test]
fn a_path_with_a_backslash_that_toml_takes_for_a_sign_is_explained() {
    let said = |path: &str| {
        let atlas = SmallAtlas::new().with("people.toml", "\"people.csv\"", path);
        atlas.findings().join("\n")
    };
    let read = said("\"daten\\figures.csv\"");
    assert!(read.contains("in TOML write `/` instead of `\\`"), "{read}");
    let refused = said("\"daten\\Zahlen.csv\"");
    assert!(
        refused.contains("people.toml, row") && refused.contains("write `/` instead of `\\`"),
        "{refused}"
    );
}
