//! Tables in every container and shape, on the small atlas.

use rust_xlsxwriter::Workbook;
use teilraum::model::ValueState;

use crate::small_atlas::SmallAtlas;

/// The recipe of the indicator "people" in the small atlas.
const PIVOT: &str = "format = \"pivot\"\nfile = \"people.csv\"\nencoding = \"latin1\"\nseparator = \";\"\n\
    decimal = \",\"\nskip_rows = 1\nheader_rows = 1\nstop = \"___\"\nwidth = 4\nkey_column = 2\n\
    period = { column = 1, kind = \"calendar-year\" }\ncolumns = [{ column = 4, header = [\"Personen\"] }]\n\
    keys = \"k\"\nsigns = \"s\"\n";

/// The small atlas with another recipe and file for its people.
fn with(recipe: &str, file: &'static str, bytes: &[u8]) -> SmallAtlas {
    SmallAtlas::new()
        .with("people.toml", PIVOT, recipe)
        .add(file, bytes)
}

/// All cells of the indicator "people" as text.
fn people(atlas: &SmallAtlas) -> String {
    let (content, _) = atlas.load().unwrap_or_else(|error| panic!("{error}"));
    let of_people = content
        .blocks
        .iter()
        .filter(|block| block.shape.indicator.0 == 0);
    let blocks: Vec<String> = of_people.map(|block| format!("{block:?}")).collect();
    blocks.join("\n")
}

const ROWS: [(&str, &str, &str); 9] = [
    ("2018", "01001", "100"),
    ("2018", "01002", "200"),
    ("2018", "01003", "50"),
    ("2018", "02", "1000"),
    ("2018", "011", "350"),
    ("2019", "01001", "110"),
    ("2019", "01002", "260"),
    ("2019", "01003", "-"),
    ("2019", "02", "1010"),
];

#[test]
fn the_same_table_in_a_workbook_gives_the_same_observations() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Kreise").unwrap();
    sheet.write(0, 0, "Bevölkerung").unwrap();
    sheet.write(1, 3, "Personen").unwrap();
    for (row, (year, key, value)) in (2..).zip(ROWS) {
        sheet.write(row, 0, year.parse::<f64>().unwrap()).unwrap();
        sheet.write(row, 1, key).unwrap();
        match value.parse::<f64>() {
            Ok(number) => sheet.write(row, 3, number).unwrap(),
            Err(_) => sheet.write(row, 3, value).unwrap(),
        };
    }
    sheet.write(20, 0, "___").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let recipe = PIVOT.replace("people.csv", "people.xlsx").replace(
        "encoding = \"latin1\"\nseparator = \";\"\n",
        "sheet = \"Kreise\"\n",
    );
    let atlas = with(&recipe, "people.xlsx", &bytes);
    assert_eq!(people(&atlas), people(&SmallAtlas::new()));
    let broken = PIVOT
        .replace("people.csv", "people.xlsx")
        .replace("encoding = \"latin1\"\n", "sheet = \"Kreise\"\n");
    let findings = with(&broken, "people.xlsx", &bytes).findings();
    assert!(
        findings[0].contains("expected none: the file says them"),
        "{findings:?}"
    );
}

const LONG: &str = "format = \"long\"\nfile = \"people.txt\"\nencoding = \"utf-8\"\nseparator = \"\\t\"\n\
    decimal = \",\"\ngroup = \".\"\nkey = \"Gebiet\"\nvalue = \"Wert\"\nkey_digits = [2, 3, 5]\n\
    period = { column = \"Jahr\", kind = \"calendar-year\" }\nkeys = \"k\"\nsigns = \"@destatis\"\n";

fn long() -> String {
    let mut text = "Jahr\tGebiet\tWert\n".to_owned();
    for (year, key, value) in ROWS {
        let value = value.replace("1000", "1.000").replace("1010", "1.010");
        text.push_str(&format!("{year}\t{key} Name des Gebiets\t{value}\n"));
    }
    text
}

#[test]
fn the_same_table_in_long_form_gives_the_same_observations() {
    let atlas = with(LONG, "people.txt", long().as_bytes());
    assert_eq!(people(&atlas), people(&SmallAtlas::new()));
}

#[test]
fn the_same_table_in_wide_form_gives_the_same_observations() {
    let mut text = "ags,name,2018,2019\n".to_owned();
    for (_, key, value) in ROWS.iter().filter(|(year, ..)| *year == "2018") {
        let later = ROWS
            .iter()
            .find(|(year, one, _)| *year == "2019" && one == key);
        let later = later.map_or("-", |(.., value)| value);
        text.push_str(&format!("{key},\"Ort, der\",{value},{later}\n"));
    }
    let recipe = "format = \"wide\"\nfile = \"people.txt\"\nencoding = \"utf-8\"\nseparator = \",\"\n\
        decimal = \".\"\nkey = \"ags\"\nperiod = { kind = \"calendar-year\" }\n\
        columns = [{ column = \"{period}\" }]\nkeys = \"k\"\nsigns = \"s\"\n";
    let atlas = with(recipe, "people.txt", text.as_bytes());
    assert_eq!(people(&atlas), people(&SmallAtlas::new()));
}

#[test]
fn years_without_any_value_are_left_out_and_told() {
    let text = format!("{}2020\t01001\t\n2020\t01002\t\n", long());
    let recipe = LONG.replace("@destatis", "@landesamt");
    let atlas = with(&recipe, "people.txt", text.as_bytes());
    assert_eq!(people(&atlas), people(&SmallAtlas::new()));
    let findings = atlas.findings().join("\n");
    assert!(
        findings.contains("found none for 2020; the periods are left out"),
        "{findings}"
    );
}

#[test]
fn a_letter_that_withholds_keeps_the_number_out() {
    let text = long().replace("Wert\n", "Wert\tZ\n");
    let text: String = text
        .lines()
        .map(|line| match line {
            line if line.ends_with('Z') => format!("{line}\n"),
            line if line.contains("260") => format!("{line}\tc\n"),
            line => format!("{line}\tp\n"),
        })
        .collect();
    let recipe = format!("{LONG}quality = [{{ column = \"Z\", table = \"@eurostat\" }}]\n");
    let atlas = with(&recipe, "people.txt", text.as_bytes());
    let (content, findings) = atlas.load().unwrap();
    let block = content
        .blocks
        .iter()
        .find(|block| block.shape.level.0 == 1)
        .unwrap();
    assert!(!block.values.contains(&260));
    assert!(block.states.contains(&ValueState::Suppressed));
    let told = findings.iter().any(|finding| finding.code == "withheld");
    assert!(told, "{findings:?}");
}

#[test]
fn a_file_that_somebody_is_editing_is_read_and_named() {
    let findings = SmallAtlas::new()
        .add("~$people.csv", b"x")
        .findings()
        .join("\n");
    assert!(
        findings
            .contains("Warning open-elsewhere: people.csv: expected a file that nobody is editing"),
        "{findings}"
    );
    let gone = SmallAtlas::new()
        .add("~$people.csv", b"x")
        .without("people.csv");
    let findings = gone.findings().join("\n");
    assert!(
        findings.contains("it is open in a spreadsheet program"),
        "{findings}"
    );
}

#[test]
fn the_same_mistake_in_a_thousand_rows_is_listed_twenty_times_and_counted() {
    let mut text = "Jahr\tGebiet\tWert\n".to_owned();
    for _ in 0..1000 {
        text.push_str("2018\t01001\tNaN\n");
    }
    let findings = with(LONG, "people.txt", text.as_bytes()).findings();
    let told: Vec<&String> = findings
        .iter()
        .filter(|line| line.contains("not-a-number"))
        .collect();
    assert_eq!(told.len(), 21);
    assert!(told[20].ends_with("found 980 more findings of this kind, the last one in row 1001"));
}

#[test]
fn recipes_that_contradict_themselves_are_refused() {
    let cases = [
        (
            "signs = \"@destatis\"",
            "signs = \"@nobody\"",
            "a built-in table of signs, one of @ba",
        ),
        ("group = \".\"", "group = \",\"", "two different signs"),
        (
            "period = { column = \"Jahr\",",
            "period = {",
            "either `column`, `constant` or",
        ),
        (
            "kind = \"calendar-year\" }",
            "kind = \"calendar-year\", as = \"x\" }",
            "`{period}` once",
        ),
        (
            "key_digits = [2, 3, 5]",
            "key_digits = [0]",
            "key_digits from 1",
        ),
        (
            "separator = \"\\t\"",
            "separator = \"§\"",
            "expected an ASCII character",
        ),
        (
            "value = \"Wert\"",
            "value = \"Wert\"\nquote = \"''\"",
            "expected one or none",
        ),
        (
            "value = \"Wert\"",
            "value = \"Wert\"\nresource = \"x\"",
            "expected none",
        ),
        ("value = \"Wert\"", "", "the field `value`"),
    ];
    for (from, to, expected) in cases {
        assert!(LONG.contains(from), "{from}");
        let findings = with(&LONG.replace(from, to), "people.txt", long().as_bytes()).findings();
        assert!(
            findings.join("\n").contains(expected),
            "{expected}: {findings:?}"
        );
    }
}
