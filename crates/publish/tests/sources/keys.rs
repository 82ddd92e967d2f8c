//! Keys of files on their way to keys of the atlas.

use teilraum::model::{CategoryIx, Date, Period, PeriodIx, PeriodKind};
use teilraum::table::Table;
use teilraum_publish::config::Config;
use teilraum_publish::content::Content;
use teilraum_publish::territory::{Placed, place};

use crate::small_atlas::SmallAtlas;

const RULES: &str =
    "levels = [{ digits = 2, level = \"land\" }, { digits = 5, level = \"kreis\" }]";

/// The number of people of an area of the level `kreis` in 2019.
fn people(content: &Content, key: &str) -> i64 {
    let level = content
        .levels
        .iter()
        .position(|level| level.key == "kreis")
        .unwrap();
    let area = content.areas.find(&content.levels[level], key).unwrap();
    let mut table = Table::default();
    content
        .blocks
        .iter()
        .cloned()
        .for_each(|block| table.insert(block));
    let period = content.indicators[0]
        .periods
        .iter()
        .position(|it| it.key == "2019")
        .unwrap();
    let (ix, level) = (
        teilraum::model::IndicatorIx(0),
        teilraum::model::LevelIx(level as u8),
    );
    let cell = table.cell(ix, level, CategoryIx(0), PeriodIx(period as u16), area);
    cell.unwrap().cell.value
}

fn content(atlas: &SmallAtlas) -> Content {
    let errors = atlas
        .findings()
        .into_iter()
        .filter(|line| line.starts_with("Error"));
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<String>::new());
    atlas.load().unwrap().0
}

#[test]
fn codes_of_another_system_become_keys_by_a_table() {
    let atlas = SmallAtlas::new()
        .with("atlas.toml", RULES, &format!("map = \"nuts.csv\"\n{RULES}"))
        .with("people.csv", "2019;01001", "2019;DEF01")
        .plus("nuts.csv", "from,to\nDEF01,01001\nDEF02,01002\n");
    assert_eq!(people(&content(&atlas), "01001"), 110);
}

#[test]
fn a_bad_table_of_keys_is_told_with_its_row() {
    let atlas = |text: &str| {
        SmallAtlas::new()
            .with("atlas.toml", RULES, &format!("map = \"nuts.csv\"\n{RULES}"))
            .plus("nuts.csv", text)
            .error()
    };
    assert_eq!(
        atlas("from,to\nDEF01,01001\nDEF01,01002\n"),
        "Error duplicate-key: nuts.csv, row 3: expected `DEF01` once, found `DEF01` as `01002`, and as \
         `01001` before"
    );
    assert!(atlas("nuts,ags\n").contains("nuts.csv, row 1: expected from,to, found \"nuts,ags\""));
    assert!(
        atlas("from,to\nDEF01,\n").contains("nuts.csv, row 2: expected a text in both columns")
    );
    assert!(atlas("from,to\nDEF01\n").contains("nuts.csv, row 2: expected two columns"));
}

#[test]
fn a_key_may_have_letters_and_keeps_their_case() {
    let atlas = SmallAtlas::new()
        .with("atlas.toml", RULES, "levels = [{ digits = 2, level = \"land\" }, { pattern = \"@@-*\", level = \"kreis\" }, { digits = 5, level = \"kreis\" }]")
        .with("kreis.csv", "01001,01", "Su-Nord 1,01")
        .with("people.csv", ";01001", ";Su-Nord 1")
        .with("cars.csv", "01001", "Su-Nord 1")
        .with("aliases.csv", "01001", "Su-Nord 1");
    assert_eq!(people(&content(&atlas), "Su-Nord 1"), 110);
    let other = atlas
        .with("people.csv", "2019;Su-Nord 1", "2019;SU-Nord 1")
        .error();
    assert!(
        other.contains("expected a key of level `kreis`, found `SU-Nord 1`"),
        "{other}"
    );
}

#[test]
fn regional_keys_find_the_municipality_and_lost_zeros_come_back() {
    let rules = "ars = true\nlevels = [{ digits = 2, level = \"land\" }, { digits = 8, level = \"kreis\" }]";
    let atlas = SmallAtlas::new()
        .with("atlas.toml", RULES, rules)
        .with("atlas.toml", "as = \"02000\"", "as = \"02000000\"")
        .with("kreis.csv", "01001", "01001004")
        .with("kreis.csv", "01002", "01002004")
        .with("kreis.csv", "01003", "01003004")
        .with("kreis.csv", "02000", "02000000")
        .with("people.toml", "\"01002\"", "\"01002004\"")
        .with("people.csv", ";01001", ";010019999004")
        .with("people.csv", ";01002", ";010029999004")
        .with("people.csv", ";01003", ";010039999004")
        .with("people.csv", "2019;010019999004", "2019;10019999004")
        .with("cars.csv", "01001", "01001004")
        .with("cars.csv", "01002", "01002004")
        .with("cars.csv", "02000", "02000000")
        .with("aliases.csv", "01001", "01001004");
    assert_eq!(people(&content(&atlas), "01001004"), 110);
    let findings = atlas.findings().join("\n");
    assert!(
        findings.contains("found `10019999004` in 1 cell(s); read as `010019999004`"),
        "{findings}"
    );
}

#[test]
fn zeros_are_not_put_before_a_key_that_could_be_two() {
    // "1" may be 01 and 001: both exist.
    let atlas = SmallAtlas::new()
        .with("atlas.toml", RULES, "levels = [{ digits = 2, level = \"land\" }, { digits = 5, level = \"kreis\" }, { digits = 4, level = \"kreis\" }]")
        .with("kreis.csv", "01003,01,\"Dorf, Kreis\",Dorf,kreis,in Dorf,,2019-01-01,01002\n", "01003,01,\"Dorf, Kreis\",Dorf,kreis,in Dorf,,2019-01-01,01002\n0007,01,G,G,kreis,in G,,,\n00007,01,H,H,kreis,in H,,,\n")
        .with("people.csv", "2019;01001", "2019;7");
    let error = atlas.error();
    assert!(
        error.contains("expected a key that a rule of [keys] names, found `7`"),
        "{error}"
    );
}

const BY_NAME: &str = "key_by = \"name\"\nmap = \"names.csv\"\nlevels = [{ digits = 2, level = \"land\" }, { digits = 5, level = \"kreis\" }]";

const CARS_RULES: &str = "[keys.cars]\nlevels = [{ digits = 5, level = \"kreis\" }]\n[keys.k]\n";

fn by_name(names: &str) -> SmallAtlas {
    let rows = [
        ("01001", "Aue, Stadt"),
        ("01002", "Kreis Berg"),
        ("01003", "Landkreis Dorf"),
    ];
    let mut atlas = SmallAtlas::new()
        .with("atlas.toml", RULES, BY_NAME)
        .with("atlas.toml", "[keys.k]\n", CARS_RULES)
        .with("atlas.toml", "also = [{ key = \"02\"", "also = [{ key = \"02\"")
        .with("people.csv", ";011;", ";Bezirk;")
        .with("people.csv", ";02;", ";Hafenstadt;")
        .with("people.csv", "2018;Bezirk;Bezirk;350\n", "")
        .with("people.toml", "constant = \"01.01.2019\", kind = \"date\" }\ncolumns = [{ column = 2, header = [\"Pkw\"] }]\nkeys = \"k\"", "constant = \"01.01.2019\", kind = \"date\" }\ncolumns = [{ column = 2, header = [\"Pkw\"] }]\nkeys = \"cars\"")
        .plus("names.csv", names);
    for (key, name) in rows {
        atlas = atlas.with("people.csv", &format!(";{key}"), &format!(";{name}"));
    }
    atlas
}

const NAMES: &str =
    "from,to\n\"Aue, Stadt\",01001\nKreis Berg,01002\nLandkreis Dorf,01003\nHafenstadt,02\n";

#[test]
fn names_are_joined_by_a_table_alone() {
    let atlas = by_name(NAMES);
    assert_eq!(people(&content(&atlas), "01002"), 260);
}

#[test]
fn an_unknown_name_is_an_error_with_the_areas_that_come_near() {
    let error = by_name(&NAMES.replace("Kreis Berg,01002\n", "")).error();
    assert_eq!(
        error,
        "Error unknown-key: people.csv, row 4: expected a name that the `map` of its [keys] lists (did \
         you mean `01002` Berg (0.97)?), found `Kreis Berg` in 2 cell(s)"
    );
    // The name of an area is no key either: only the table joins.
    let same = by_name(&NAMES.replace("Hafenstadt,02\n", "")).error();
    assert!(
        same.contains("(did you mean `02` Hafenstadt (1.00) or `02000` Hafenstadt (1.00)?)"),
        "{same}"
    );
}

#[test]
fn names_need_a_table() {
    let error = SmallAtlas::new()
        .with("atlas.toml", RULES, &format!("key_by = \"name\"\n{RULES}"))
        .error();
    assert!(
        error.contains("expected a `map` of names beside key_by = \"name\" in [keys.k]"),
        "{error}"
    );
}

#[test]
fn a_rule_says_one_way_which_keys_it_means() {
    let error = SmallAtlas::new()
        .with(
            "atlas.toml",
            "{ digits = 2, level",
            "{ digits = 2, letters = 2, level",
        )
        .error();
    assert!(
        error.contains("expected one of `is`, `digits`, `letters` and `pattern` in each rule in [keys.k], found 2"),
        "{error}"
    );
}

#[test]
fn a_key_that_ignore_names_itself_is_left_aside_whatever_its_form() {
    let own = "ignore = [{ is = \"01001\", what = \"closed\" }, ";
    let atlas = SmallAtlas::new().with("atlas.toml", "ignore = [", own);
    let folder = atlas.folder();
    let config = Config::read(&folder.path().join("atlas.toml")).unwrap();
    let rules = &config.atlas.keys["k"];
    let period = Period {
        key: "2019".to_owned(),
        kind: PeriodKind::CalendarYear,
        start: Date::new(2019, 1, 1).unwrap(),
        end: Date::new(2019, 12, 31).unwrap(),
    };
    let placed = |key: &str| place(&config, rules, key, &period);
    assert_eq!(placed("01001"), Placed::Ignored("closed"));
    assert_eq!(placed("1001"), Placed::Ignored("closed"));
    assert!(matches!(placed("01002"), Placed::Areas(_)));
    assert!(matches!(placed("1002"), Placed::Repaired(..)));
}
