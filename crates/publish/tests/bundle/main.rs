//! Bundles as a whole: the same bytes, read back, put in place in one step, and checked.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod folder;
mod runs;
mod sample;

use proptest::prelude::*;
use teilraum::format;
use teilraum::model::*;
use teilraum_publish::bundle::blocks::{part_of, split};
use teilraum_publish::bundle::{self, Bundle, Download};
use teilraum_publish::content::Content;
use teilraum_publish::imprint::Imprint;

use sample::content;

fn geojson() -> Download {
    Download {
        path: "geojson/kreis.geojson".into(),
        title: "Kreise".into(),
        media_type: "application/geo+json",
        sources: vec!["office".into()],
        bytes: b"{}".to_vec(),
    }
}

fn assemble(content: &Content) -> Bundle {
    bundle::assemble(content, &[geojson()]).unwrap()
}

fn file<'a>(bundle: &'a Bundle, path: &str) -> &'a str {
    std::str::from_utf8(bundle.files.get(path).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn bundles_of_any_size_hold_when_read_back_and_come_out_the_same(
        laender in 0..4_u32, kreise in 0..5_u32, periods in 1..4_u16,
    ) {
        let content = content(laender, kreise, periods);
        let once = assemble(&content);
        prop_assert!(once.verification.notes.is_empty());
        prop_assert_eq!(&once.files, &assemble(&content).files);
        let cells: u64 = once.verification.cells.values().sum();
        let areas = 1 + laender + laender * kreise;
        prop_assert_eq!(cells, u64::from(areas) * 2 * (u64::from(periods) + 1));
    }

    #[test]
    fn parts_of_a_block_hold_each_cell_once(most in 1..40_usize, kreise in 0..5_u32, periods in 1..4_u16) {
        let content = content(2, kreise, periods);
        let block = &content.blocks[2];
        let parts = split(block, most);
        let cells: usize = parts.iter().map(|part| part.states.len()).sum();
        prop_assert_eq!(cells, block.states.len());
        for part in &parts {
            prop_assert!(part.states.len() <= most.max(2), "two categories stay together");
            for period in part.shape.periods[0]..part.shape.periods[1] {
                for area in part.shape.areas[0]..part.shape.areas[1] {
                    let cell = |block: &Block| {
                        let at = block.shape.cell(CategoryIx(1), period, area).unwrap();
                        let cell = block.get(at).unwrap();
                        let note = cell.note.map(|note| block.notes[usize::from(note)].clone());
                        (cell.state, cell.flags, cell.value, note, block.parts[0].values[at])
                    };
                    prop_assert_eq!(cell(part), cell(block));
                }
            }
        }
    }
}

#[test]
fn the_first_view_is_listed_in_a_small_manifest() {
    let bundle = assemble(&content(2, 3, 2));
    let bytes = bundle.files.get("manifest.json").unwrap();
    let manifest = format::manifest("manifest.json", bytes).unwrap();
    let folders: Vec<&str> = manifest.first.iter().map(|path| &path[..1]).collect();
    assert_eq!(folders, ["t", "a", "b", "b", "b"]);
    let mesh = bundle.catalogue.geometry[0].mesh.as_ref();
    assert_eq!(manifest.mesh.as_ref(), mesh.map(|file| &file.path));
    assert!(manifest.mesh.is_some_and(|path| path.starts_with("o/")));
    assert_eq!(
        manifest.generation,
        format!("g/{}.json", bundle.data_version())
    );
}

#[test]
fn packs_hold_the_children_of_one_area_and_the_roots() {
    let packs = assemble(&content(2, 3, 2)).catalogue.packs;
    let parents: Vec<_> = packs
        .iter()
        .map(|pack| (pack.level.0, pack.parent.as_str()))
        .collect();
    assert_eq!(parents, [(0, ""), (1, "DG"), (2, "00"), (2, "01")]);
}

#[test]
fn default_classes_leave_out_dissolved_areas_and_other_categories() {
    let mut content = content(1, 3, 1);
    let block = content
        .blocks
        .iter_mut()
        .find(|block| block.shape.level == LevelIx(2))
        .unwrap();
    block.states.fill(ValueState::Value);
    block.values = vec![1, 2, 900, 40, 50, 60];
    block.parts.clear();
    let bundle = assemble(&content);
    let classes = bundle.catalogue.indicators[0]
        .classes
        .iter()
        .find(|one| one.level == LevelIx(2));
    assert_eq!(classes.unwrap().bounds.last(), Some(&2));
}

#[test]
fn default_classes_follow_the_wish_of_the_configuration() {
    let mut content = content(1, 3, 3);
    let wish = |level: u8, method, bounds| DefaultClasses {
        level: LevelIx(level),
        category: 0,
        method,
        k: 3,
        bounds,
    };
    content.indicators[0].classes = vec![
        wish(2, ClassMethod::EqualInterval, vec![]),
        wish(1, ClassMethod::UserDefined, vec![-20, -10]),
    ];
    let classes = &assemble(&content).catalogue.indicators[0].classes;
    let cut = |level: u8| {
        classes
            .iter()
            .find(|one| one.level == LevelIx(level))
            .unwrap()
    };
    assert_eq!(cut(2).method, ClassMethod::EqualInterval);
    assert_eq!(
        cut(0).method,
        ClassMethod::EqualInterval,
        "the first wish holds where none is"
    );
    assert_eq!(cut(1).method, ClassMethod::UserDefined);
    assert_eq!(
        cut(1).bounds,
        [-20, -10, 0],
        "inner bounds stay, the maximum follows"
    );
}

#[test]
fn tables_follow_rfc_4180_and_never_show_a_number_without_a_number_state() {
    let bundle = assemble(&content(1, 2, 1));
    let text = file(&bundle, "csv/births.csv");
    let mut lines = text.split("\r\n");
    let columns = "level,area,name,period,sex,value,state,flags,note,denominator";
    assert_eq!(lines.next().unwrap(), columns);
    let bund = "bund,DG,\"Gebiet, \"\"DG\"\"\",2001,total,";
    assert_eq!(lines.next().unwrap(), format!("{bund},suppressed,,,"));
    assert_eq!(text.matches("\r\n").count(), 1 + 4 * 2);
    assert!(
        file(&bundle, "areas.csv").contains(",2010-01-01,00000\r\n"),
        "the dissolved area is listed with its successor"
    );
    assert!(text.contains(",other-territory note,partly,"));
    assert!(!text.starts_with('\u{feff}'));
}

#[test]
fn metadata_name_every_table_with_licence_and_attribution() {
    let bundle = assemble(&content(1, 2, 1));
    let package: serde_json::Value =
        serde_json::from_str(file(&bundle, "datapackage.json")).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let resource = |path: &str| resources.iter().find(|one| one["path"] == path).unwrap();
    assert_eq!(resources.len(), 7);
    let plain = resource("csv/population.csv");
    assert_eq!(plain["schema"]["fields"].as_array().unwrap().len(), 10);
    assert_eq!(plain["dialect"]["delimiter"], ",");
    assert_eq!(plain["sources"][0]["attribution"], "© Amt");
    assert_eq!(plain["licenses"][0]["name"], "dl-de-by-2.0");
    let excel = resource("csv-excel/population.csv");
    assert_eq!(excel["dialect"]["delimiter"], ";");
    assert_eq!(excel["schema"]["fields"][4]["decimalChar"], ",");
    let turtle = file(&bundle, "dcat.ttl");
    let licence = "dcterms:license <http://dcat-ap.de/def/licenses/dl-by-de/2.0>";
    assert_eq!(turtle.matches("a dcat:Dataset").count(), 5);
    assert_eq!(turtle.matches(licence).count(), 7);
    assert_eq!(turtle.matches("a dcat:Distribution").count(), 7);
    assert!(turtle.contains("dcatde:licenseAttributionByText \"© Amt\""));
    let linked: serde_json::Value = serde_json::from_str(file(&bundle, "dcat.jsonld")).unwrap();
    assert_eq!(linked["@graph"].as_array().unwrap().len(), 6);
}

#[test]
fn tables_for_excel_keep_keys_and_set_categories_side_by_side() {
    let bundle = assemble(&content(1, 2, 1));
    let text = file(&bundle, "csv-excel/births.csv");
    let mut lines = text.split("\r\n");
    let heading = lines.next().unwrap();
    assert!(heading.starts_with("\u{feff}Ebene;Schlüssel;Name;Zeitraum;Wert: insgesamt;"));
    let columns = heading.split(';').count();
    assert_eq!(
        columns,
        4 + 2 * 4,
        "value, state, denominator and remarks, twice"
    );
    let bund = lines.next().unwrap();
    assert!(bund.contains(";2001;;geheim;;;"), "{bund}");
    assert!(text.contains(";\"=\"\"00000\"\"\";"), "{text}");
    assert!(
        text.contains(";ohne Teil Der Wert gilt für ein anderes Gebiet"),
        "{text}"
    );
    assert!(!text.contains("-3,5;geheim"));
}

#[test]
fn the_imprint_reaches_the_catalogue_of_open_data() {
    let mut content = content(1, 2, 2);
    content.imprint = Imprint {
        publisher: "Amt für Beispiele".into(),
        homepage: Some("https://example.org".into()),
        email: Some("atlas@example.org".into()),
        contributor_id: Some("http://dcat-ap.de/def/contributors/beispiel".into()),
        address: Some("https://example.org/data/".into()),
        ..Imprint::default()
    };
    let bundle = assemble(&content);
    let turtle = file(&bundle, "dcat.ttl");
    for part in [
        "foaf:name \"Amt für Beispiele\"",
        "<mailto:atlas@example.org>",
        "<http://dcat-ap.de/def/contributors/beispiel>",
        "<https://example.org/data/dcat.ttl#catalogue>",
    ] {
        assert!(turtle.contains(part), "{part} is missing in {turtle}");
    }
}

#[test]
fn content_that_does_not_fit_together_is_refused_with_the_place() {
    let refusal = |change: fn(&mut Content)| {
        let mut changed = content(1, 2, 2);
        change(&mut changed);
        bundle::assemble(&changed, &[])
            .expect_err("accepted")
            .to_string()
    };
    let without_themes: fn(&mut Content) = |c| c.texts.get_mut("de").unwrap().themes.clear();
    let without_notes: fn(&mut Content) = |c| c.texts.get_mut("de").unwrap().notes.clear();
    let one_period: fn(&mut Content) = |c| c.blocks[2] = part_of(&c.blocks[2], [2, 4], [0, 1]);
    let cases = [
        (
            refusal(|c| c.areas.0[3].parent = Some(AreaIx(0))),
            "row 3: parent",
        ),
        (
            refusal(without_themes),
            "texts \"de\": expected words for themes.people, found none",
        ),
        (refusal(without_notes), "words for notes.residents"),
        (
            refusal(one_period),
            "level \"kreis\": expected blocks with 8 cells together, found 4",
        ),
        (
            refusal(|c| c.blocks[0].values[1] = 4711),
            "number: expected 0 where the state is no number",
        ),
        (
            refusal(|c| c.default_level = "stadt".into()),
            "default_level",
        ),
        (
            refusal(|c| c.outlines[0].base.arcs[0].truncate(2)),
            "ring: expected arcs that close",
        ),
    ];
    for (message, expected) in cases {
        assert!(message.contains(expected), "{message}\nlacks: {expected}");
        assert!(
            !message.contains("4711"),
            "a secret is in the message: {message}"
        );
    }
}

#[test]
fn previews_are_pictures_without_scripts() {
    let mut bundle = assemble(&content(1, 1, 1));
    assert!(bundle.put_preview("<html>".into()).is_err());
    assert!(
        bundle
            .put_preview("<svg><script>1</script></svg>".into())
            .is_err()
    );
}
