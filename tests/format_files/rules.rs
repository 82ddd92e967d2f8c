//! What must hold inside a catalogue, list of areas or block, broken one rule at a time.

use teilraum::format::*;
use teilraum::model::*;

use super::sample::{self, Plan};

fn plan() -> Plan {
    Plan {
        levels: vec![1, 2, 5],
        indicators: vec![(3, 2, 1), (1, 1, 0)],
    }
}

fn refusal(change: impl FnOnce(&mut Catalogue)) -> String {
    let mut changed = sample::catalogue(&plan());
    change(&mut changed);
    let bytes = serde_json::to_vec(&changed).unwrap();
    catalogue("g/0.json", &bytes)
        .expect_err("the catalogue was accepted")
        .to_string()
}

fn assert_refused(cases: Vec<(String, &str)>) {
    for (message, expected) in cases {
        assert!(message.starts_with("g/0.json"), "{message}");
        assert!(message.contains(expected), "{message}\nlacks: {expected}");
    }
}

#[test]
fn catalogues_that_contradict_themselves_are_refused_with_the_place() {
    let cases: Vec<(String, &str)> = vec![
        (
            refusal(|c| c.levels[1].areas = [2, 3]),
            "row 1: levels.areas: expected a range from 1, found 2 to 3",
        ),
        (
            refusal(|c| c.levels[1].parent = Some(LevelIx(1))),
            "levels.parent",
        ),
        (
            refusal(|c| c.levels[1].key = "level-0".into()),
            "expected a key used once",
        ),
        (
            refusal(|c| c.levels.clear()),
            "levels: expected 1 to 255, found 0",
        ),
        (
            refusal(|c| c.languages.push("en".into())),
            "texts: expected one entry per language",
        ),
        (
            refusal(|c| c.areas[0].path = "../x".into()),
            "relative path",
        ),
        (
            refusal(|c| c.search[0].bytes = u32::MAX),
            "search: expected at most",
        ),
        (
            refusal(|c| c.sources[0].licence_url = "javascript:x".into()),
            "sources.licence_url",
        ),
        (
            refusal(|c| c.geometry[0].error_m.push(1.0)),
            "geometry.error_m",
        ),
    ];
    assert_refused(cases);
}

#[test]
fn files_for_other_areas_and_levels_than_there_are_are_refused_with_the_place() {
    let cases: Vec<(String, &str)> = vec![
        (
            refusal(|c| c.areas[0].areas = [0, 7]),
            "areas: expected files for 8 areas, found 7",
        ),
        (
            refusal(|c| c.areas.push(sample::run("a/1.bin", [7, 8]))),
            "row 1: areas: expected a run from 8, found 7",
        ),
        (
            refusal(|c| c.search[0].areas = [1, 9]),
            "search: expected a run of 8 areas, found 1 to 9",
        ),
        (
            refusal(|c| c.pack_lists[0].path = "/p".into()),
            "pack_lists: expected a relative path",
        ),
        (
            refusal(|c| c.geometry[0].neighbours[0].areas = [3, 2]),
            "geometry.neighbours: expected a run",
        ),
        (
            refusal(|c| surroundings(c).sources.push("nobody".into())),
            "geometry.context.sources: expected",
        ),
        (
            refusal(|c| surroundings(c).file.path = "../o.bin".into()),
            "geometry.context.file: expected a relative path",
        ),
        (
            refusal(|c| c.geometry.push(c.geometry[0].clone())),
            "row 1: geometry.serves: expected levels of its system, each served once, found 0",
        ),
        (
            refusal(|c| c.geometry[0].serves.push(LevelIx(3))),
            "geometry.serves",
        ),
        (
            refusal(|c| c.facilities.push(c.facilities[0].clone())),
            "\"day-care\" again",
        ),
        (
            refusal(|c| c.facilities[0].system = "other".into()),
            "facilities.system",
        ),
        (
            refusal(|c| c.downloads.as_mut().unwrap().path = "../l".into()),
            "downloads: expected a relative path",
        ),
        (
            refusal(|c| c.pages.as_mut().unwrap().path = "/".into()),
            "pages.path",
        ),
        (
            refusal(|c| c.pages.as_mut().unwrap().languages = vec!["fr".into()]),
            "pages.languages: expected a language of the atlas, found fr",
        ),
        (
            refusal(|c| c.pages.as_mut().unwrap().anchored = vec![LevelIx(9)]),
            "pages.levels",
        ),
    ];
    assert_refused(cases);
}

#[test]
fn indicators_that_contradict_the_catalogue_are_refused_with_the_place() {
    let cases: Vec<(String, &str)> = vec![
        (
            refusal(|c| c.indicators[1].former_keys = vec!["indicator-0".into()]),
            "\"indicator-0\" again",
        ),
        (
            refusal(|c| c.indicators[0].theme = "other".into()),
            "indicators.theme",
        ),
        (
            refusal(|c| c.indicators[0].sources.clear()),
            "indicators.sources: expected at least one",
        ),
        (
            refusal(|c| c.indicators[0].periods.swap(0, 1)),
            "oldest first",
        ),
        (
            refusal(|c| c.indicators[0].periods[0].end = sample::day(2000)),
            "expected 2001-01-01 or later, found 2000-01-01",
        ),
        (
            refusal(|c| c.indicators[0].decimals = 10),
            "indicators.decimals: expected at most 9, found 10",
        ),
        (
            refusal(|c| c.indicators[0].blocks[0].areas = [0, 2]),
            "indicators.blocks.areas",
        ),
        (
            refusal(|c| c.indicators[0].blocks[0].periods = [0, 9]),
            "indicators.blocks.periods",
        ),
        (
            refusal(|c| c.indicators[0].blocks.swap(0, 1)),
            "ascending by level",
        ),
        (
            refusal(|c| c.indicators[0].classes[0].bounds = vec![2, 2]),
            "ascending bounds",
        ),
        (
            refusal(|c| c.indicators[0].classes[0].category = 2),
            "a category tuple",
        ),
        (
            refusal(|c| c.indicators[0].breaks[0].before = "1999".into()),
            "indicators.breaks.before",
        ),
        (
            refusal(|c| c.packs.push(c.packs[0].clone())),
            "ascending by level and parent",
        ),
        (
            refusal(|c| c.default_indicator = "x".into()),
            "default_indicator",
        ),
        (
            refusal(|c| c.teilraum = "2.0".into()),
            "needs a newer reader",
        ),
        (
            refusal(|c| c.teilraum = "0.2".into()),
            "needs a newer reader",
        ),
        (
            refusal(|c| c.needs.push("tiles".into())),
            "found tiles: needs a newer reader",
        ),
        (
            refusal(|c| c.teilraum = "new".into()),
            "a version as major.minor",
        ),
    ];
    assert_refused(cases);
}

#[test]
fn what_does_not_fit_is_named_with_the_way_to_it() {
    let sound = serde_json::to_string(&sample::catalogue(&plan())).unwrap();
    let said = |from: &str, to: &str| {
        let broken = sound.replacen(from, to, 1);
        assert_ne!(broken, sound);
        let error = catalogue("g/0.json", broken.as_bytes()).unwrap_err();
        error.to_string()
    };
    assert_eq!(
        said("\"start\":\"2002-01-01\"", "\"start\":\"x\""),
        "g/0.json: indicators[0].periods[1].start: expected a date as YYYY-MM-DD, found \"x\""
    );
    assert_eq!(
        said("\"polarity\":\"neutral\"", "\"polarity\":\"good\""),
        "g/0.json: indicators[0].polarity: expected one of high-good, low-good, neutral, found \"good\""
    );
    assert_eq!(
        said("\"status\"", "\"stand\""),
        "g/0.json: systems[0].status: expected a date as YYYY-MM-DD, found nothing"
    );
    assert!(said("[", "").contains("as JSON, found:"));
}

#[test]
fn manifests_are_small_and_point_inside() {
    let manifest = |generation: &str, first: usize| {
        let first = vec!["a/0.bin".to_owned(); first];
        let written = Manifest {
            teilraum: version_text(),
            generation: generation.into(),
            first,
            previous: None,
            mesh: None,
            preview: None,
            crc32: None,
        };
        teilraum::format::manifest("manifest.json", &serde_json::to_vec(&written).unwrap())
    };
    assert!(manifest("g/0123456789abcdef.json", 8).is_ok());
    assert!(manifest("/g/0.json", 8).is_err());
    assert!(manifest("g/0.json", 40).is_err());
    assert!(manifest("g/0.json", 400).is_err());
}

#[test]
fn a_generation_altered_inside_a_word_is_not_the_one_that_its_manifest_names() {
    let sound = serde_json::to_vec(&sample::catalogue(&plan())).unwrap();
    let manifest = Manifest {
        teilraum: version_text(),
        generation: "g/0123456789abcdef.json".into(),
        first: Vec::new(),
        previous: None,
        mesh: None,
        preview: None,
        crc32: Some(teilraum::format::crc32(&sound)),
    };
    assert!(teilraum::format::generation(&manifest, &sound).is_ok());
    let altered = String::from_utf8(sound).unwrap();
    let altered = altered.replacen("count", "share", 1);
    let told = teilraum::format::generation(&manifest, altered.as_bytes());
    assert!(
        told.unwrap_err()
            .to_string()
            .contains("the file was altered")
    );
    let silent = Manifest {
        crc32: None,
        ..manifest
    };
    assert!(teilraum::format::generation(&silent, altered.as_bytes()).is_ok());
}

fn area_refusal(change: impl FnOnce(&mut Vec<Area>)) -> String {
    let mut changed = sample::areas(&plan());
    change(&mut changed);
    let read = areas("a/0.bin", &encode_areas(&changed).unwrap());
    let joined = read.and_then(|areas| join_areas([areas], &sample::catalogue(&plan())));
    joined.expect_err("the areas were accepted").to_string()
}

#[test]
fn areas_that_do_not_fit_their_levels_are_refused_with_the_row() {
    let cases: Vec<(String, &str)> = vec![
        (
            area_refusal(|a| a.swap(6, 7)),
            "row 7: key: expected keys ascending within a level, found 00006",
        ),
        (
            area_refusal(|a| a[3].parent = Some(AreaIx(0))),
            "row 3: parent: expected an area of the parent level, found 0",
        ),
        (
            area_refusal(|a| a[0].parent = Some(AreaIx(0))),
            "row 0: parent",
        ),
        (
            area_refusal(|a| a[3].parent = Some(AreaIx(99))),
            "row 3: parent",
        ),
        (
            area_refusal(|a| a[3].successors = vec![AreaIx(3)]),
            "row 3: successors",
        ),
        (area_refusal(|a| a[3].level = LevelIx(0)), "row 3: level"),
        (area_refusal(|a| a[3].name.clear()), "row 3: name"),
        (area_refusal(|a| a[3].key = "0 1".into()), "row 3: key"),
        (
            area_refusal(|a| drop(a.pop())),
            "areas: expected 8, found 7",
        ),
    ];
    for (message, expected) in cases {
        assert!(message.starts_with("a/0.bin"), "{message}");
        assert!(message.contains(expected), "{message}\nlacks: {expected}");
    }
}

fn sound_block() -> (Catalogue, Block) {
    let catalogue = sample::catalogue(&plan());
    let block = sample::block(&catalogue, 0, 1, &[(0, 0, 7), (4, 0, 0), (1, 0, 0)]);
    (catalogue, block)
}

#[test]
fn a_secret_number_is_never_written_and_never_named() {
    let (catalogue, mut block) = sound_block();
    let secret = block
        .states
        .iter()
        .position(|state| *state == ValueState::Suppressed)
        .unwrap();
    block.values[secret] = 4711;
    let error = encode_block(&block, "indicator-0", &catalogue.levels[1])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(&format!("row {secret}")) && !error.contains("4711"),
        "{error}"
    );
    let (catalogue, mut block) = sound_block();
    block.parts[0].values[secret] = 4711;
    assert!(encode_block(&block, "indicator-0", &catalogue.levels[1]).is_err());
}

#[test]
fn a_value_that_is_zero_is_refused() {
    let (catalogue, mut block) = sound_block();
    block.values[0] = 0;
    let path = &catalogue.indicators[0].blocks[1].file.path;
    let bytes = encode_block(&block, "indicator-0", &catalogue.levels[1]).unwrap();
    let error = teilraum::format::block(path, &bytes, &catalogue)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("row 0: value: expected a number other than 0"),
        "{error}"
    );
}

#[test]
fn a_block_in_the_place_of_another_is_refused() {
    let (catalogue, block) = sound_block();
    let bytes = encode_block(&block, "indicator-0", &catalogue.levels[1]).unwrap();
    let other = &catalogue.indicators[0].blocks[2].file.path;
    assert!(teilraum::format::block(other, &bytes, &catalogue).is_err());
    let error = topology("o/0.bin", &bytes, &catalogue)
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "o/0.bin, byte 6: expected a file of kind \"topology\", found \"block\""
    );
}

#[test]
fn rings_that_do_not_close_are_refused() {
    let catalogue = sample::catalogue(&plan());
    let mut open = sample::topology(&catalogue, &[[0, 0], [5, 1], [2, 9]]);
    open.arcs[0].pop();
    let bytes = encode_topology(&open, &catalogue.levels).unwrap();
    let error = topology("o/0.bin", &bytes, &catalogue)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("row 1: ring: expected arcs that close"),
        "{error}"
    );
}

#[test]
fn the_catalogue_that_fuzzing_starts_from_opens() {
    let plan = Plan {
        levels: vec![1, 2, 5],
        indicators: vec![(3, 2, 1), (1, 1, 0)],
    };
    let text = include_bytes!("../fixtures/catalogue.json");
    assert_eq!(
        catalogue("catalogue.json", text),
        Ok(sample::catalogue(&plan))
    );
}

#[test]
fn downloads_are_paths_below_the_folder_each_once() {
    let one = |path: &str| DownloadRef {
        path: path.into(),
        bytes: 1,
        hash: Some("0123456789abcdef".into()),
        title: Some("Geburten".into()),
        media_type: "text/csv".into(),
        sources: vec!["office".into()],
    };
    let read = |list: &[DownloadRef]| downloads("l/0.json", &encode_downloads(list).unwrap());
    let sound = [one("csv/b.csv"), one("csv/a.csv")];
    assert_eq!(read(&sound), Ok(sound.to_vec()));
    for (list, expected) in [
        (
            [one("csv/a.csv"), one("csv/a.csv")],
            "row 1: downloads: expected a path once",
        ),
        (
            [one("csv/a.csv"), one("../a.csv")],
            "row 1: downloads: expected a relative path",
        ),
    ] {
        let error = read(&list).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(downloads("l", br#"{"teilraum":"2.0","downloads":[]}"#).is_err());
}

fn surroundings(catalogue: &mut Catalogue) -> &mut ContextRef {
    catalogue.geometry[0].context.as_mut().unwrap()
}
