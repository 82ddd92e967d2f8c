//! Areas out of files that an office has anyway, and lists that contradict themselves.

use std::path::Path;

use teilraum::model::Area;
use teilraum_publish::content::Content;

use crate::small_atlas::SmallAtlas;

fn content(atlas: &SmallAtlas) -> Content {
    let errors = atlas
        .findings()
        .into_iter()
        .filter(|line| line.starts_with("Error"));
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<String>::new());
    atlas.load().unwrap().0
}

fn area(content: &Content, key: &str) -> Area {
    content
        .areas
        .0
        .iter()
        .find(|area| area.key == key)
        .unwrap()
        .clone()
}

const TABLE: &str = "areas = { file = \"kreise.csv\", separator = \";\", key = \"AGS\", name = \"GEN\", \
    kind = \"BEZ\", kinds = { Kreis = \"kreis\", Stadt = \"kreis\" }, filter = { GF = 4 }, \
    parent = { digits = 2 }, locatives = { kreis = \"im Kreis NAME\" } }";

const ROWS: &str = "AGS;GEN;BEZ;GF\n01001;Aue;Stadt;4\n01001;Aue;Stadt;2\n01002;Berg;Kreis;4\n\
    01002;Berg;Kreis;4\n01003;\"Dorf, am See\";Kreis;4\n02000;Hafenstadt;Stadt;4\n";

fn from_table(rows: &str) -> SmallAtlas {
    SmallAtlas::new()
        .with("atlas.toml", "areas = \"kreis.csv\"", TABLE)
        .with("people.csv", "Dorf;-", "Dorf;5")
        .plus("kreise.csv", rows)
}

#[test]
fn areas_come_out_of_a_table_by_stated_rules() {
    let atlas = from_table(ROWS);
    let content = content(&atlas);
    let dorf = area(&content, "01003");
    assert_eq!(
        (dorf.name.as_str(), dorf.short.as_str()),
        ("Dorf, am See", "Dorf")
    );
    assert_eq!(
        (dorf.kind.as_str(), dorf.locative.as_str()),
        ("kreis", "im Kreis Dorf")
    );
    assert_eq!(content.areas.get(dorf.parent.unwrap()).unwrap().key, "01");
    let findings = atlas.findings().join("\n");
    assert!(
        findings.contains(
            "Note repeated-rows: kreise.csv: expected one row per area, found 1 rows said again"
        ),
        "{findings}"
    );
}

#[test]
fn a_table_of_areas_that_contradicts_itself_is_told_with_its_row() {
    let cases = [
        (
            ROWS.replace("Berg;Kreis;4\n01003", "Burg;Kreis;4\n01003"),
            "kreise.csv, row 5, column AGS: expected each key once, found `01002` again (first in row 4)",
        ),
        (
            ROWS.replace("01003", "09003"),
            "column parent: expected a key of the parent level, found `09`",
        ),
        (
            ROWS.replace("Stadt;4\n01001", "Dom;4\n01001"),
            "kreise.csv, column BEZ: expected an entry in `kinds` for every word, found \"Dom\"",
        ),
        (
            ROWS.replace("GF", "FG"),
            "kreise.csv, row 1: expected a column `GF`, found only AGS, GEN, BEZ, FG",
        ),
        (
            ROWS.replace(";4", ";3"),
            "expected rows that pass the filter, found none of 6 rows",
        ),
        (
            ROWS.replace("GEN;BEZ", "GEN;GEN"),
            "kreise.csv, row 1: expected each column once, found `GEN` twice",
        ),
        (
            String::new(),
            "kreise.csv: expected a header in row 1, found none",
        ),
        (
            "AGS;GEN;BEZ;GF\n01001;Aue\n".to_owned(),
            "Error wrong-width: kreise.csv, row 2: expected 4 columns, found 2",
        ),
        (
            ROWS.replace(";Aue;", ";;"),
            "expected a text, found nothing",
        ),
    ];
    for (rows, expected) in cases {
        let findings = from_table(&rows).findings().join("\n");
        assert!(findings.contains(expected), "{expected}\n{findings}");
    }
}

#[test]
fn a_bad_description_of_a_table_names_the_field() {
    let atlas = |from: &str, to: &str| {
        from_table(ROWS)
            .with("atlas.toml", from, to)
            .findings()
            .join("\n")
    };
    let cases = [
        ("name = \"GEN\", ", "", "expected the field `name`"),
        ("name = \"GEN\"", "names = \"GEN\"", "`names`"),
        ("kreise.csv", "kreise.dbase", "expected a .csv, .xlsx"),
        (
            "kreise.csv",
            "nowhere.csv",
            "Error unreadable: nowhere.csv: expected a readable file",
        ),
        (
            "kreise.csv\",",
            "kreise.csv\", encoding = \"ebcdic\",",
            "expected latin1, windows-1252, utf-8 or utf-8-bom, found ebcdic",
        ),
        (
            "{ digits = 2 }",
            "{ digits = 2, key = \"01\" }",
            "expected one of `digits`, `column` and `key` in parent",
        ),
        (
            "key = \"AGS\"",
            "key = \"AGS\", keys = \"z\"",
            "expected a table of [keys], found `z`",
        ),
    ];
    for (from, to, expected) in cases {
        let findings = atlas(from, to);
        assert!(findings.contains(expected), "{expected}\n{findings}");
    }
}

#[test]
fn keys_that_are_numbers_need_a_stated_width() {
    let rows = "{\"features\": [{\"features\": [{\"properties\": {\"AGS\": 1001, \"GEN\": \"Aue\", \"BEZ\": \"Stadt\", \"GF\": 4}, \
        \"geometry\": null, \"type\": \"Feature\"}], \"type\": \"FeatureCollection\"}], \"type\": \"FeatureCollection\"}";
    let atlas = |digits: &str| {
        SmallAtlas::new()
            .with(
                "atlas.toml",
                "areas = \"kreis.csv\"",
                &TABLE
                    .replace("kreise.csv", "kreise.geojson")
                    .replace("key = \"AGS\"", digits),
            )
            .plus("kreise.geojson", rows)
            .findings()
            .join("\n")
    };
    let refused = atlas("key = \"AGS\"");
    assert!(
        refused.contains(
            "expected keys as text, or `key_digits` to give lost zeros back, found the number 1001"
        ),
        "{refused}"
    );
    let padded = atlas("key = \"AGS\", key_digits = 5");
    assert!(
        padded.contains(
            "expected keys of 5 digits, found 1 shorter ones, first `01001`; zeros put before them"
        ),
        "{padded}"
    );
}

#[test]
fn a_workbook_may_list_the_areas() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kreise.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["Kreise", "", ""],
        ["AGS", "GEN", "Land"],
        ["01001", "Aue", "01"],
        ["01002", "Berg", "01"],
        ["01003", "Dorf", "01"],
        ["02000", "Hafenstadt", "02"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    book.save(&path).unwrap();
    let atlas = SmallAtlas::new()
        .with("atlas.toml", "areas = \"kreis.csv\"", "areas = { file = \"kreise.xlsx\", header_row = 2, key = \"AGS\", name = \"GEN\", parent = { column = \"Land\" } }")
        .with("people.csv", "Dorf;-", "Dorf;5")
        .add("kreise.xlsx", &std::fs::read(&path).unwrap());
    let content = content(&atlas);
    let berg = area(&content, "01002");
    assert_eq!(
        (berg.kind.as_str(), berg.locative.as_str()),
        ("kreis", "in Berg")
    );
    let broken = SmallAtlas::new()
        .with(
            "atlas.toml",
            "areas = \"kreis.csv\"",
            "areas = { file = \"kreise.xlsx\", key = \"AGS\", name = \"GEN\" }",
        )
        .add("kreise.xlsx", b"PK\x03\x04 cut off")
        .findings()
        .join("\n");
    assert!(
        broken.contains("Error unreadable: kreise.xlsx: expected a workbook"),
        "{broken}"
    );
}

#[test]
fn a_shapefile_may_list_the_areas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sources/vg2500");
    let read = |ending: &str| std::fs::read(folder.join(format!("VG2500_KRS.{ending}"))).unwrap();
    let atlas = SmallAtlas::new()
        .with("atlas.toml", "areas = \"kreis.csv\"", "areas = { file = \"VG2500_KRS.shp\", key = \"AGS\", name = \"GEN\", filter = { GF = 9 }, parent = { digits = 2 } }")
        .add("VG2500_KRS.dbf", &read("dbf"));
    let findings = atlas.findings().join("\n");
    assert!(
        findings.contains("Warning missing-encoding: VG2500_KRS.shp")
            && findings.contains("found \"LÃ¼beck\", which reads as UTF-8"),
        "{findings}"
    );
    let atlas = atlas.add("VG2500_KRS.cpg", &read("cpg"));
    let findings = atlas.findings().join("\n");
    // Parents beyond the two Länder of the small atlas are lacking, with their records.
    assert!(
        findings.contains(
            "VG2500_KRS.dbf, row 17, column parent: expected a key of the parent level, found `03`"
        ),
        "{findings}"
    );
    let cut = SmallAtlas::new()
        .with("atlas.toml", "areas = \"kreis.csv\"", "areas = { file = \"VG2500_KRS.dbf\", encoding = \"utf-8\", key = \"AGS\", name = \"GEN\" }")
        .add("VG2500_KRS.dbf", &read("dbf")[..3000])
        .findings()
        .join("\n");
    assert!(
        cut.contains("Error unreadable: VG2500_KRS.dbf, row"),
        "{cut}"
    );
}

#[test]
fn a_list_of_areas_needs_key_and_name_and_its_parent() {
    let short = "name,key,parent\nAue,01001,01\nBerg,01002,01\nDorf,01003,01\n\"Hafenstadt, Freie\",02000,02\n";
    let atlas = SmallAtlas::new().bytes("kreis.csv", short.as_bytes()).with(
        "people.csv",
        "Dorf;-",
        "Dorf;5",
    );
    let harbour = area(&content(&atlas), "02000");
    assert_eq!(
        (harbour.short.as_str(), harbour.locative.as_str()),
        ("Hafenstadt", "in Hafenstadt")
    );
    for (from, to, expected) in [
        (
            ",parent",
            ",father",
            "expected a column `parent`, found only name, key, father",
        ),
        ("name,", "title,", "expected a column `name`"),
        (",parent\n", ",parent,Lage\n", "found a column `Lage`"),
    ] {
        let text = short.replace(from, to);
        let findings = SmallAtlas::new()
            .bytes("kreis.csv", text.as_bytes())
            .findings()
            .join("\n");
        assert!(findings.contains(expected), "{findings}");
    }
}

#[test]
fn areas_that_follow_each_other_in_a_circle_are_refused() {
    let findings = SmallAtlas::new()
        .with("kreis.csv", "in Berg,,,", "in Berg,,2020-01-01,01003")
        .findings()
        .join("\n");
    assert!(
        findings.contains("Error circle: kreis.csv, row 3, column successors: expected successors that lead to another area, found `01002` again among those that follow it"),
        "{findings}"
    );
}

#[test]
fn levels_in_the_wrong_order_are_refused() {
    let cases = [
        (
            "parent = \"land\"",
            "parent = \"kreis\"",
            "expected the parent of level `kreis` before it, in its system, found `kreis`",
        ),
        (
            "key = \"land\"\nsystem",
            "key = \"kreis\"\nsystem",
            "expected each level once, found `kreis` again",
        ),
        (
            "parent = \"land\"\n",
            "",
            "expected nothing, because the level has no parent, found `01`",
        ),
        (
            "key = \"kreis\"\nsystem = \"verwaltung\"",
            "key = \"kreis\"\nsystem = \"schule\"",
            "expected an area system, one of verwaltung, found `schule`",
        ),
    ];
    for (from, to, expected) in cases {
        let findings = SmallAtlas::new()
            .with("atlas.toml", from, to)
            .findings()
            .join("\n");
        assert!(findings.contains(expected), "{expected}\n{findings}");
    }
}

/// School districts beside the Kreise, with the same keys and levels of their own.
fn two_systems() -> SmallAtlas {
    SmallAtlas::new()
        .with("atlas.toml", "[[level]]\nkey = \"land\"", "[[system]]\nkey = \"schule\"\nstatus = \"2020-08-01\"\n[[level]]\nkey = \"land\"")
        .with("atlas.toml", "[[theme]]", "[[level]]\nkey = \"schulamt\"\nsystem = \"schule\"\nareas = \"schulamt.csv\"\n[[level]]\nkey = \"schulbezirk\"\nsystem = \"schule\"\nparent = \"schulamt\"\nareas = \"bezirk.csv\"\n[[theme]]")
        .with("atlas.toml", "[keys.k]", "[keys.schule]\nlevels = [{ digits = 2, level = \"schulamt\" }, { digits = 5, level = \"schulbezirk\" }]\n[keys.k]")
        .with("de.toml", "[sources.office]", "[levels.schulamt]\none = \"Schulamt\"\nmany = \"Schulämter\"\nmany_dative = \"Schulämtern\"\nmenu = \"Schulämter\"\n[levels.schulbezirk]\none = \"Schulbezirk\"\nmany = \"Schulbezirke\"\nmany_dative = \"Schulbezirken\"\nmenu = \"Schulbezirke\"\n[sources.office]")
        .with("de.toml", "area_kinds = { land = \"Land\"", "area_kinds = { schulamt = \"Schulamt\", schulbezirk = \"Schulbezirk\", land = \"Land\"")
        .with("people.toml", "[[indicator]]\nkey = \"cars\"", "[[indicator.read]]\nformat = \"pivot\"\nfile = \"pupils.csv\"\nencoding = \"utf-8\"\nseparator = \";\"\ndecimal = \",\"\nskip_rows = 0\nheader_rows = 1\nwidth = 2\nkey_column = 1\nperiod = { constant = \"2019\", kind = \"calendar-year\" }\ncolumns = [{ column = 2, header = [\"n\"] }]\nkeys = \"schule\"\nsigns = \"s\"\n\n[[indicator]]\nkey = \"cars\"")
        .plus("schulamt.csv", "key,name\n01,Amt\n")
        .plus("bezirk.csv", "key,name,parent\n01001,Nord,01\n01002,Sued,01\n")
        .plus("pupils.csv", "k;n\n01001;7\n01002;8\n")
}

#[test]
fn two_area_systems_stand_side_by_side_with_equal_keys() {
    let content = content(&two_systems());
    let of_level = |level: &str, key: &str| {
        let ix = content
            .levels
            .iter()
            .position(|it| it.key == level)
            .unwrap();
        let area = content.areas.find(&content.levels[ix], key).unwrap();
        let block = content
            .blocks
            .iter()
            .find(|block| block.shape.level.index() == ix)
            .unwrap();
        let at = block
            .shape
            .cell(teilraum::model::CategoryIx(0), 1, area.0)
            .unwrap();
        block.values[at]
    };
    assert_eq!(of_level("kreis", "01001"), 110);
    assert_eq!(of_level("schulbezirk", "01001"), 7);
    assert_eq!(of_level("schulamt", "01"), 15);
}

#[test]
fn a_parent_lies_in_the_same_system() {
    let error = two_systems()
        .with("atlas.toml", "parent = \"schulamt\"", "parent = \"land\"")
        .findings()
        .join("\n");
    assert!(
        error.contains(
            "expected the parent of level `schulbezirk` before it, in its system, found `land`"
        ),
        "{error}"
    );
}
