use super::*;
use crate::config::recipe::{Format, Recipe};
use crate::read::test;
use crate::report::Report;
use teilraum::model::{Axis, Flags};

const RECIPE: &str = r#"
    format = "sdmx-csv"
    file = "a.csv"
    key = "GEO"
    period = { kind = "calendar-year" }
    categories = [{ column = "SEX", axis = "sex", map = { T = "total", F = "female" } }]
    select = [{ column = "UNIT", is = "NR" }]
    quality = [{ column = "OBS_STATUS", table = "@sdmx-status" }, { column = "CONF_STATUS", table = "@sdmx-conf" }]
    keys = "k"
    signs = "@sdmx"
"#;

const FIRST: &str = "DATAFLOW,FREQ,UNIT,SEX,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS\n\
    X:POP(1.0),A,NR,T,DEF01,2019,10,A,F\n\
    X:POP(1.0),A,NR,F,DEF01,2019,5,P,F\n\
    X:POP(1.0),A,NR,T,DEF02,2019,7,A,C\n\
    X:POP(1.0),A,PC,T,DEF01,2019,50.5,A,F\n";

const SECOND: &str = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ: Frequency,UNIT: Unit,SEX: Sex,GEO: Region,TIME_PERIOD: Time,OBS_VALUE: Value,OBS_STATUS: Status,CONF_STATUS: Confidentiality\n\
    dataflow,X:POP(1.0),I,A: Annual,NR: Number,T: Total,DEF01: Flensburg,2019: 2019,10,A: Normal,F: Free\n\
    dataflow,X:POP(1.0),I,A: Annual,NR: Number,F: Women,DEF01: Flensburg,2019: 2019,5,P: Provisional,F: Free\n\
    dataflow,X:POP(1.0),I,A: Annual,NR: Number,T: Total,DEF02: Kiel,2019: 2019,7,A: Normal,C: Secret\n";

/// Key, category, text, flags and whether it is withheld, of every cell; and what was found.
type Seen = (Vec<(String, u16, String, Flags, bool)>, Vec<String>);

fn run(text: &str, recipe: &str) -> Seen {
    let recipe = Recipe::parse(&recipe.parse().unwrap()).unwrap();
    let Format::SdmxCsv(shape) = &recipe.format else {
        panic!("an SDMX recipe");
    };
    let axes = [Axis {
        key: "sex".to_owned(),
        categories: vec!["total".to_owned(), "female".to_owned()],
    }];
    let (atlas, table) = (test::atlas(), test::table(text, ','));
    let context = Context {
        atlas: &atlas,
        common: &recipe.common,
        axes: &axes,
    };
    let mut report = Report::default();
    let mut findings = Repeats::new(&mut report);
    let raw = read(&table, shape, context, &mut findings);
    findings.finish();
    let cells = raw.cells.iter().map(|cell| {
        let key = raw.keys[cell.key as usize].clone().into_owned();
        let text = cell.cell.text.to_owned();
        (
            key,
            cell.category.0,
            text,
            cell.flags,
            cell.withheld.is_some(),
        )
    });
    let findings = report.into_findings();
    (
        cells.collect(),
        findings.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn both_versions_give_the_same_observations_with_their_states() {
    for text in [FIRST, SECOND] {
        let (cells, findings) = run(text, RECIPE);
        assert_eq!(findings, Vec::<String>::new());
        let row = |key: &str, category, text: &str, flags, withheld| {
            (key.to_owned(), category, text.to_owned(), flags, withheld)
        };
        let expected = [
            row("DEF01", 0, "10", Flags::NONE, false),
            row("DEF01", 1, "5", Flags::PROVISIONAL, false),
            row("DEF02", 0, "7", Flags::NONE, true),
        ];
        assert_eq!(cells, expected);
    }
}

#[test]
fn a_dimension_that_nobody_names_must_say_the_same_everywhere() {
    let recipe = RECIPE.replace("select = [{ column = \"UNIT\", is = \"NR\" }]", "");
    let (_, findings) = run(FIRST, &recipe);
    assert_eq!(
        findings,
        [
            "a.csv, row 5, column UNIT: expected `NR` in every row, or `UNIT` in the recipe, found `PC`"
        ]
    );
}

#[test]
fn rows_that_delete_are_refused() {
    let (_, findings) = run(&SECOND.replacen(",I,", ",D,", 1), RECIPE);
    assert_eq!(
        findings,
        ["a.csv, row 2, column ACTION: expected observations, found one to delete"]
    );
}

#[test]
fn another_table_is_refused_by_its_first_column() {
    let (cells, findings) = run(&FIRST.replace("DATAFLOW", "FLOW"), RECIPE);
    assert!(cells.is_empty());
    assert_eq!(
        findings,
        ["a.csv, row 1: expected a first column DATAFLOW or STRUCTURE, found \"FLOW\""]
    );
}
