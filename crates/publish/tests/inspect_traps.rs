//! `inspect` on what real tables hold besides figures: totals without a key, repeated cells, percent,
//! months and quarters, points, and keys of coarser areas.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

use teilraum::model::PeriodKind;
use teilraum_publish::config::facilities::FacilitiesConfig;
use teilraum_publish::config::indicator::{self, IndicatorConfig};
use teilraum_publish::config::keys::KeyRules;
use teilraum_publish::config::recipe::{Ffcsv, Format, Long, Pivot};
use teilraum_publish::geometry::GeometryConfig;
use teilraum_publish::inspect::{Proposal, inspect};
use teilraum_publish::report::Report;

fn of(name: &str, text: &str) -> Proposal {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    inspect(&path, name, None).unwrap()
}

fn indicators(proposal: &Proposal) -> Vec<IndicatorConfig> {
    let mut report = Report::default();
    let indicators = indicator::parse(&proposal.recipe, "proposal.toml", &mut report);
    let findings = report.into_findings();
    assert!(findings.is_empty(), "{findings:?}\n{}", proposal.recipe);
    indicators
}

fn rules(proposal: &Proposal) -> KeyRules {
    let atlas: toml::Table = proposal.atlas.parse().unwrap();
    atlas["keys"]["file"].clone().try_into().unwrap()
}

fn long(proposal: &Proposal) -> Long {
    match indicators(proposal).remove(0).reads.remove(0).format {
        Format::Long(long) => long,
        other => panic!("{other:?}"),
    }
}

fn pivots(proposal: &Proposal) -> Vec<Pivot> {
    let pivot = |mut one: IndicatorConfig| match one.reads.remove(0).format {
        Format::Pivot(pivot) => pivot,
        other => panic!("{other:?}"),
    };
    indicators(proposal).into_iter().map(pivot).collect()
}

fn flats(proposal: &Proposal) -> Vec<Ffcsv> {
    let flat = |mut one: IndicatorConfig| match one.reads.remove(0).format {
        Format::Ffcsv(flat) => flat,
        other => panic!("{other:?}"),
    };
    indicators(proposal).into_iter().map(flat).collect()
}

fn says(proposal: &Proposal, words: &str) -> bool {
    proposal.unsure.iter().any(|open| open.contains(words))
}

#[test]
fn a_total_without_a_key_is_left_aside_and_told() {
    let proposal = of(
        "a.csv",
        "AGS;Kreis;Jahr;Wert\n01001;Flensburg;2022;5\n01001;Flensburg;2023;6\n01002;Kiel;2022;7\n\
         01002;Kiel;2023;8\n;Schleswig-Holstein;2023;14\n",
    );
    assert!(long(&proposal).fill_down.is_empty(), "{}", proposal.recipe);
    let ignored = &rules(&proposal).ignore;
    assert_eq!(ignored[0].is.as_deref(), Some(""));
    assert_eq!(ignored[0].what, "Schleswig-Holstein");
    assert!(
        says(&proposal, "first row 6: \"Schleswig-Holstein\""),
        "{:?}",
        proposal.unsure
    );
}

#[test]
fn a_total_without_key_and_name_repeats_no_key() {
    let proposal = of(
        "a.csv",
        "AGS;Jahr;Wert\n01001;2022;5\n01002;2022;7\n01003;2022;7\n;2022;19\n",
    );
    assert!(long(&proposal).fill_down.is_empty(), "{}", proposal.recipe);
    assert_eq!(rules(&proposal).ignore.len(), 1);
}

#[test]
fn keys_that_stand_once_above_their_years_are_filled_down() {
    for text in [
        "AGS;Kreis;Jahr;Wert\n01001;Flensburg;2022;5\n;;2023;6\n01002;Kiel;2022;7\n;;2023;8\n",
        "AGS;Kreis;Jahr;Wert\n01001;Flensburg;2022;5\n;Flensburg;2023;6\n01002;Kiel;2022;7\n;Kiel;2023;8\n",
        "AGS;Jahr;Wert\n01001;2022;5\n;2023;6\n01002;2022;7\n;2023;8\n",
    ] {
        let proposal = of("a.csv", text);
        assert_eq!(long(&proposal).fill_down, ["AGS"], "{text}");
        assert!(rules(&proposal).ignore.is_empty(), "{text}");
    }
}

#[test]
fn a_total_without_a_key_leaves_the_header_as_it_is() {
    let head = "Arbeitslose;;;;;\n;;;;;\nSchlüssel;Kreis;2022;;2023;\n;;Arbeitslose;Quote in %;Arbeitslose;Quote in %\n";
    let rows = "1001;Flensburg;2100;7,3;5662;8,6\n1002;Kiel;7942;5,5;7572;8,0\n1003;Lübeck;7256;7,0;1516;4,8\n";
    let total = ";Schleswig-Holstein;72225;;76292;\n";
    let first = ";Schleswig-Holstein;72225;6,1;76292;6,2\n";
    for text in [
        format!("{head}{rows}{total}"),
        format!("{head}{first}{rows}"),
        format!("{head}{rows}"),
    ] {
        let pivots = pivots(&of("a.csv", &text));
        assert_eq!(pivots.len(), 2);
        for pivot in pivots {
            assert_eq!((pivot.skip_rows, pivot.header_rows), (2, 2), "{text}");
            let periods = pivot.columns.iter().map(|one| one.period.as_deref());
            assert_eq!(periods.collect::<Vec<_>>(), [Some("2022"), Some("2023")]);
        }
    }
}

#[test]
fn percent_between_0_and_1_is_multiplied() {
    let share = of(
        "a.csv",
        "AGS;Anteil 2023\n01001;0,268\n01002;0,5\n01003;1,0\n",
    );
    let one = &indicators(&share)[0];
    assert_eq!(
        (one.reads[0].common.multiply, one.indicator.decimals),
        (100, 1)
    );
    assert!(says(&share, "`multiply = 100` is proposed"));
    for text in [
        "AGS;Anteil 2023\n01001;26,8\n01002;50,0\n01003;0,5\n",
        "AGS;Anteil 2023\n01001;0\n01002;1\n01003;0\n",
        "AGS;Wert 2023\n01001;0,268\n01002;0,5\n01003;1,0\n",
    ] {
        assert_eq!(
            indicators(&of("a.csv", text))[0].reads[0].common.multiply,
            1
        );
    }
}

#[test]
fn months_and_quarters_in_headers_are_never_years() {
    let (month, quarter) = (PeriodKind::Month, PeriodKind::Quarter);
    for (heads, kind, periods) in [
        (
            ["1. Quartal 2023", "2. Quartal 2023"],
            quarter,
            ["2023-Q1", "2023-Q2"],
        ),
        (
            ["Juni 2023", "Dezember 2023"],
            month,
            ["2023-06", "2023-12"],
        ),
        (["2010-11", "2010-12"], month, ["2010-11", "2010-12"]),
        (["Nov 23", "Dez 23"], month, ["2023-11", "2023-12"]),
    ] {
        let text = format!(
            "AGS;Kreis;{}\n01001;Flensburg;5;6\n01002;Kiel;7;8\n",
            heads.join(";")
        );
        let proposal = of("a.csv", &text);
        let pivots = pivots(&proposal);
        assert_eq!((pivots.len(), pivots[0].period.kind), (1, kind), "{text}");
        let found = pivots[0]
            .columns
            .iter()
            .map(|one| one.period.clone().unwrap());
        assert_eq!(found.collect::<Vec<_>>(), periods);
    }
    // What the recipe itself reads in the names of columns needs no word for each.
    let wide = of("a.csv", "AGS;11/2023;12/2023\n01001;5;6\n01002;7;8\n");
    let said = "period = { kind = \"month\" }\ncolumns = [{ column = \"{period}\" }]";
    assert!(wide.recipe.contains(said), "{}", wide.recipe);
}

#[test]
fn columns_of_one_header_row_are_told_apart_by_what_stands_around_their_months() {
    let proposal = of(
        "a.csv",
        "AGS;Männer Juni 2023;Frauen Juni 2023;Männer Juli 2023;Frauen Juli 2023\n01001;1;2;3;4\n01002;5;6;7;8\n",
    );
    let columns = pivots(&proposal);
    let columns = columns
        .iter()
        .map(|one| one.columns.iter().map(|one| one.column).collect());
    assert_eq!(columns.collect::<Vec<Vec<_>>>(), [[3, 5], [2, 4]]);
}

#[test]
fn a_month_before_the_table_holds_for_the_whole_file() {
    for text in [
        "Bestand an Arbeitslosen;;\nDezember 2023;;\nAGS;Kreis;Arbeitslose\n01001;Flensburg;5\n01002;Kiel;7\n",
        "AGS;Kreis;Dezember 2023\n01001;Flensburg;5\n01002;Kiel;7\n",
    ] {
        let proposal = of("a.csv", text);
        let said = "constant = \"2023-12\", kind = \"month\"";
        assert!(proposal.recipe.contains(said), "{}", proposal.recipe);
    }
}

#[test]
fn columns_of_months_and_quarters_are_read_as_such() {
    for (text, kind) in [
        ("2023-12", PeriodKind::Month),
        ("Dez 23", PeriodKind::Month),
        ("2023-Q4", PeriodKind::Quarter),
        ("4. Quartal 2023", PeriodKind::Quarter),
    ] {
        let rows = ["01001", "01002", "01003"].map(|key| format!("{key};{text};5\n"));
        let proposal = of("a.csv", &format!("AGS;Monat;Wert\n{}", rows.concat()));
        assert_eq!(long(&proposal).period.kind, kind, "{text}");
    }
}

const FLAT: &str = "statistics_code;time;1_variable_code;1_variable_label;1_variable_attribute_code;\
    1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;\
    2_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label\n";

#[test]
fn figures_without_the_further_variable_of_a_flat_file_select_the_empty_one() {
    let rows = "1;2024;KREISE;Kreise;01001;F;ART;Art;;Insgesamt;5;Anzahl;A;Verfahren\n\
        1;2024;KREISE;Kreise;01001;F;ART;Art;ART1;offen;2;Anzahl;A;Verfahren\n\
        1;2024;KREISE;Kreise;01001;F;;;;;9;Anzahl;B;Menschen\n";
    let flats = flats(&of("a.csv", &format!("{FLAT}{rows}")));
    assert_eq!((flats[0].categories.len(), flats[0].select.len()), (1, 0));
    let select = &flats[1].select[0];
    assert_eq!(
        (select.variable.as_str(), select.attribute.as_str()),
        ("", "")
    );
    assert!(flats[1].categories.is_empty());
}

#[test]
fn of_variables_that_never_stand_together_the_one_with_a_total_is_the_axis() {
    let rows = "1;2024;KREISE;Kreise;01001;F;W1;Weg;X;ohne;5;Anzahl;A;Menschen\n\
        1;2024;KREISE;Kreise;01001;F;W2;Weg;;Insgesamt;7;Anzahl;A;Menschen\n\
        1;2024;KREISE;Kreise;01001;F;W2;Weg;X;ohne;5;Anzahl;A;Menschen\n";
    let proposal = of("a.csv", &format!("{FLAT}{rows}"));
    let flat = flats(&proposal).remove(0);
    assert_eq!(flat.categories.len(), 1);
    assert_eq!(flat.categories[0].variable, "W2");
    assert_eq!(
        (flat.select[0].variable.as_str(), flat.select.len()),
        ("W1", 1)
    );
    assert!(
        says(&proposal, "W2 or W1, never both"),
        "{:?}",
        proposal.unsure
    );
}

/// A layer of features in a zone of UTM.
fn layer(features: &[String]) -> String {
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::25833"}}}},"features":[{}]}}"#,
        features.join(",")
    )
}

fn geometry(proposal: &Proposal) -> GeometryConfig {
    let table: toml::Table = proposal.recipe.parse().unwrap();
    table["geometry"][0].clone().try_into().unwrap()
}

#[test]
fn the_key_of_a_layer_tells_its_records_apart() {
    let feature = |at: usize| {
        let (east, key) = (390_000 + at * 100, 11_001 * 10 + at);
        format!(
            r#"{{"type":"Feature","properties":{{"BEZ":"11","BZR_ID":"{key}","BZR_NAME":"Ort {at}"}},"geometry":{{"type":"Polygon","coordinates":[[[{east},5820000],[{},5820000],[{east},5820100],[{east},5820000]]]}}}}"#,
            east + 100
        )
    };
    let proposal = of("a.geojson", &layer(&[feature(1), feature(2), feature(3)]));
    let block = geometry(&proposal);
    let layer = block.levels.values().next().unwrap();
    assert_eq!(
        (layer.key.as_str(), layer.dissolve_by_key),
        ("BZR_ID", false)
    );
    assert!(block.projection.contains("+proj=utm +zone=33"));
}

#[test]
fn a_wide_layer_gets_a_plane_for_all_of_germany() {
    let feature = |east: usize| {
        format!(
            r#"{{"type":"Feature","properties":{{"AGS":"{}"}},"geometry":{{"type":"Polygon","coordinates":[[[{east},5820000],[{},5820000],[{east},5820100],[{east},5820000]]]}}}}"#,
            1000 + east / 1000,
            east + 100
        )
    };
    let block = geometry(&of(
        "a.geojson",
        &layer(&[feature(200_000), feature(401_000)]),
    ));
    assert!(block.projection.contains("+proj=laea"));
}

#[test]
fn a_layer_of_points_is_proposed_as_facilities() {
    let feature = |at: usize| {
        format!(
            r#"{{"type":"Feature","properties":{{"e_nr":"0101001{at}","e_name":"Kita {at}","e_plz":"10117","e_platz":"{}"}},"geometry":{{"type":"Point","coordinates":[{},5820000]}}}}"#,
            60 + at,
            390_000 + at
        )
    };
    let proposal = of(
        "kitas.geojson",
        &layer(&[feature(1), feature(2), feature(3)]),
    );
    let table: toml::Table = proposal.recipe.parse().unwrap();
    assert!(!table.contains_key("geometry"), "{}", proposal.recipe);
    let block: FacilitiesConfig = table["facilities"][0].clone().try_into().unwrap();
    assert_eq!(
        (block.key.as_str(), block.layer.key.as_str()),
        ("kitas", "e_nr")
    );
    assert_eq!(
        (block.name.as_str(), block.capacity.as_deref()),
        ("e_name", Some("e_platz"))
    );
}
