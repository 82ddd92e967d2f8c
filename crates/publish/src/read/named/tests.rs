use super::*;
use crate::config::recipe::{Format, Recipe};
use crate::read::test;
use crate::report::Report;
use proptest::prelude::*;
use teilraum::model::{Axis, Flags};

const COMMON: &str = "file = \"a.csv\"\nencoding = \"utf-8\"\nseparator = \";\"\ndecimal = \",\"\nkeys = \"k\"\nsigns = \"s\"\n";

/// Row, column, key, period, category and text of a cell.
type Seen = (u32, String, String, String, u16, String);

fn axes() -> Vec<Axis> {
    vec![Axis {
        key: "sex".to_owned(),
        categories: vec!["total".to_owned(), "male".to_owned(), "female".to_owned()],
    }]
}

fn raw<'t>(
    table: &'t Table,
    recipe: &Recipe,
    axes: &[Axis],
    findings: &mut Repeats<'_>,
) -> RawCells<'t> {
    let atlas = test::atlas();
    let context = Context {
        atlas: &atlas,
        common: &recipe.common,
        axes,
    };
    match &recipe.format {
        Format::Long(shape) => long(table, shape, context, findings),
        Format::Wide(shape) => wide(table, shape, context, findings),
        _ => panic!("a table with names"),
    }
}

fn run(text: &str, recipe: &str, axes: &[Axis]) -> (Vec<Seen>, Vec<String>) {
    let recipe = format!("{COMMON}{recipe}").parse().unwrap();
    let recipe = Recipe::parse(&recipe).unwrap();
    let table = test::table(text, ';');
    let mut report = Report::default();
    let mut findings = Repeats::new(&mut report);
    let raw = raw(&table, &recipe, axes, &mut findings);
    findings.finish();
    let cells = raw.cells.iter().map(|cell| {
        (
            cell.row,
            raw.columns[usize::from(cell.column)].clone(),
            raw.keys[cell.key as usize].clone().into_owned(),
            raw.periods[usize::from(cell.period)].key.clone(),
            cell.category.0,
            cell.cell.text.to_owned(),
        )
    });
    let findings = report.into_findings();
    (
        cells.collect(),
        findings.iter().map(ToString::to_string).collect(),
    )
}

fn short(seen: &[Seen]) -> Vec<(&str, &str, u16, &str)> {
    let cells = seen.iter();
    let cells = cells.map(|(_, _, key, period, category, text)| {
        (key.as_str(), period.as_str(), *category, text.as_str())
    });
    cells.collect()
}

const INKAR: &str = "Bereich;Kuerzel;Raumbezug;Kennziffer;Name;Zeitbezug;Wert\n\
    A;q_alo;Kreise;01001;\"Flensburg; Stadt\";2019;8,1\n\
    A;q_alo;Kreise;01002;Kiel;2019;7,7\n\
    A;q_sgb;Kreise;01001;Flensburg;2019;12,0\n\
    A;q_alo;ROR;101;Nord;2019;6,5\n";

const LONG: &str = "format = \"long\"\nkey = \"Kennziffer\"\nvalue = \"Wert\"\n\
    period = { column = \"Zeitbezug\", kind = \"calendar-year\" }\n\
    select = [{ column = \"Kuerzel\", is = \"q_alo\" }, { column = \"Raumbezug\", is = [\"Kreise\", \"Länder\"] }]\n";

#[test]
fn the_long_form_of_inkar_is_read_by_names_and_selected_rows() {
    let (cells, findings) = run(INKAR, LONG, &[]);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(
        short(&cells),
        [("01001", "2019", 0, "8,1"), ("01002", "2019", 0, "7,7")]
    );
    assert_eq!((cells[0].0, cells[0].1.as_str()), (2, "Wert"));
}

#[test]
fn a_column_that_is_not_there_or_there_twice_is_an_error_with_the_names() {
    let (cells, findings) = run(&INKAR.replace("Wert", "Werte"), LONG, &[]);
    assert!(cells.is_empty());
    assert_eq!(
        findings,
        [
            "a.csv, row 1: expected a column `Wert`, found Bereich, Kuerzel, Raumbezug, Kennziffer, Name, \
          Zeitbezug, Werte"
        ]
    );
    let (_, findings) = run(&INKAR.replace("Name", "Wert"), LONG, &[]);
    assert_eq!(
        findings,
        ["a.csv, row 1: expected one column `Wert`, found several"]
    );
}

#[test]
fn a_ragged_row_is_an_error_with_its_row() {
    let (cells, findings) = run(&INKAR.replace("Kiel;", "Kiel;;"), LONG, &[]);
    assert_eq!(cells.len(), 1);
    assert_eq!(findings, ["a.csv, row 3: expected 7 columns, found 8"]);
}

#[test]
fn nothing_selected_is_an_error() {
    let (_, findings) = run(INKAR, &LONG.replace("q_alo", "q_nix"), &[]);
    assert_eq!(
        findings,
        ["a.csv: expected rows of data that the recipe selects, found none"]
    );
}

const SEXES: &str = "ags;jahr;geschlecht;wert;z\n\
    01001;31.12.2019;Insgesamt;10;\n\
    ;;männlich;4;()\n\
    ;;divers;1;\n";

const BY_SEX: &str = "format = \"long\"\nkey = \"ags\"\nvalue = \"wert\"\n\
    period = { column = \"jahr\", kind = \"date\" }\nfill_down = [\"ags\", \"jahr\"]\n\
    quality = [{ column = \"z\", table = \"letters\" }]\n\
    categories = [{ column = \"geschlecht\", axis = \"sex\", map = { Insgesamt = \"total\", \"männlich\" = \"male\" }, others = \"leave\" }]\n";

#[test]
fn categories_are_mapped_and_empty_cells_filled_from_above() {
    let (cells, findings) = run(SEXES, BY_SEX, &axes());
    assert_eq!(findings, Vec::<String>::new());
    let expected = [
        ("01001", "2019-12-31", 0, "10"),
        ("01001", "2019-12-31", 1, "4"),
    ];
    assert_eq!(short(&cells), expected);
    let (cells, findings) = run(SEXES, &BY_SEX.replace(", others = \"leave\"", ""), &axes());
    assert_eq!(cells.len(), 2);
    assert_eq!(
        findings,
        ["a.csv, row 4, column geschlecht: expected a text that the recipe maps, found \"divers\""]
    );
}

#[test]
fn letters_beside_a_value_become_flags_or_errors() {
    let recipe = format!("{COMMON}{BY_SEX}").parse().unwrap();
    let recipe = Recipe::parse(&recipe).unwrap();
    let table = test::table(SEXES, ';');
    let mut report = Report::default();
    let mut findings = Repeats::new(&mut report);
    let raw = raw(&table, &recipe, &axes(), &mut findings);
    let flags: Vec<Flags> = raw.cells.iter().map(|cell| cell.flags).collect();
    assert_eq!(flags, [Flags::NONE, Flags::LOW_RELIABILITY]);
    let (_, findings) = run(&SEXES.replace("()", "q"), BY_SEX, &axes());
    assert!(
        findings[0].starts_with("a.csv, row 3, column z: expected letters"),
        "{findings:?}"
    );
}

#[test]
fn keys_may_be_made_up_of_several_columns() {
    let text = "land;kreis;wert\n01;001;5\n";
    let recipe = "format = \"long\"\nkey = [\"land\", \"kreis\"]\nvalue = \"wert\"\n\
        period = { constant = \"2019\", kind = \"calendar-year\" }\n";
    assert_eq!(
        short(&run(text, recipe, &[]).0),
        [("01001", "2019", 0, "5")]
    );
}

const WIDE: &str = "ags,name,year,q_a,q_b\n";

#[test]
fn the_wide_form_of_inkar_has_a_column_per_indicator() {
    let text = format!("{WIDE}01001,\"Flensburg, Stadt\",2019,1.5,\n").replace(',', ";");
    let text = text.replace("Flensburg;", "Flensburg,");
    let recipe = "format = \"wide\"\nkey = \"ags\"\ncolumns = [{ column = \"q_b\" }]\n\
        period = { column = \"year\", kind = \"calendar-year\" }\n";
    let (cells, findings) = run(&text, recipe, &[]);
    assert_eq!(
        (short(&cells), findings.len()),
        (vec![("01001", "2019", 0, "")], 0)
    );
}

#[test]
fn periods_may_stand_in_the_names_of_columns() {
    let text =
        "ags;name;bev_m_2019;bev_w_2019;bev_m_2020;bev_w_2020;bev_m_x\n01001;Aue;1;2;3;4;5\n";
    let recipe = "format = \"wide\"\nkey = \"ags\"\nperiod = { kind = \"date\", as = \"{period}-12-31\" }\n\
        columns = [{ column = \"bev_m_{period}\", category = \"male\" }, { column = \"bev_w_{period}\", category = \"female\" }]\n";
    let (cells, findings) = run(text, recipe, &axes());
    assert_eq!(findings, Vec::<String>::new());
    let expected = [
        ("01001", "2019-12-31", 1, "1"),
        ("01001", "2020-12-31", 1, "3"),
        ("01001", "2019-12-31", 2, "2"),
        ("01001", "2020-12-31", 2, "4"),
    ];
    assert_eq!(short(&cells), expected);
    assert_eq!(cells[3].1, "bev_w_2020");
    let (_, findings) = run(&text.replace("bev_w", "w"), recipe, &axes());
    assert_eq!(
        findings,
        ["a.csv, row 1: expected columns such as `bev_w_{period}`, found none"]
    );
}

#[test]
fn periods_that_the_recipe_leaves_out_are_no_errors() {
    let recipe = format!("{LONG}only_periods = {{ from = \"2020\" }}\n");
    let (cells, findings) = run(INKAR, &recipe, &[]);
    assert!(cells.is_empty() && findings.len() == 1, "{findings:?}");
    let text = format!("{INKAR}A;q_alo;Kreise;01002;Kiel;2021;7,7\n");
    assert_eq!(
        short(&run(&text, &recipe, &[]).0),
        [("01002", "2021", 0, "7,7")]
    );
}

#[test]
fn an_unreadable_period_and_a_damaged_key_are_errors_with_their_cells() {
    let (cells, findings) = run(&INKAR.replacen("2019", "19", 1), LONG, &[]);
    assert_eq!(cells.len(), 1);
    assert_eq!(
        findings,
        [
            "a.csv, row 2, column Zeitbezug: expected a period of the kind CalendarYear, found \"19\""
        ]
    );
    let (_, findings) = run(&INKAR.replacen("01001", "0\u{FFFD}001", 1), LONG, &[]);
    assert!(findings[0].starts_with("a.csv, row 2, column Kennziffer: expected readable"));
}

proptest! {
    #[test]
    fn long_and_wide_tables_give_the_same_cells(
        values in prop::collection::vec(prop::collection::vec(prop::option::of(0_u32..999), 3), 1..9),
    ) {
        let years = ["2018", "2019", "2020"];
        let (mut long, mut wide) = ("ags;jahr;wert\n".to_owned(), "ags;2018;2019;2020\n".to_owned());
        for (at, row) in values.iter().enumerate() {
            let key = format!("{at:05}");
            wide.push_str(&key);
            for (year, value) in years.iter().zip(row) {
                let text = value.map_or(String::new(), |value| value.to_string());
                long.push_str(&format!("{key};{year};{text}\n"));
                wide.push_str(&format!(";{text}"));
            }
            wide.push('\n');
        }
        let of_long = "format = \"long\"\nkey = \"ags\"\nvalue = \"wert\"\nperiod = { column = \"jahr\", kind = \"calendar-year\" }\n";
        let of_wide = "format = \"wide\"\nkey = \"ags\"\nperiod = { kind = \"calendar-year\" }\ncolumns = [{ column = \"{period}\" }]\n";
        let (a, b) = (run(&long, of_long, &[]), run(&wide, of_wide, &[]));
        prop_assert_eq!(short(&a.0), short(&b.0));
        prop_assert!(a.1.is_empty() && b.1.is_empty());
    }
}
