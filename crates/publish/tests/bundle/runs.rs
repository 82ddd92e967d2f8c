//! How the list of areas, search, neighbours and packs are cut, so that a view of a coarse level
//! fetches nothing of a fine one.

use teilraum::model::*;
use teilraum_publish::bundle::BundleError;

use super::assemble;
use super::sample::content;

fn runs(files: &[RunRef]) -> Vec<[u32; 2]> {
    files.iter().map(|file| file.areas).collect()
}

#[test]
fn few_areas_share_a_file_and_a_level_of_many_has_its_own() {
    let small = assemble(&content(2, 3, 1)).catalogue;
    assert_eq!(runs(&small.areas), [[0, 9]]);
    let large = assemble(&content(40, 30, 1)).catalogue;
    assert_eq!(runs(&large.areas), [[0, 41], [41, 1_241]]);
}

#[test]
fn words_stand_in_the_file_of_the_level_that_they_lead_to() {
    let mut content = content(40, 30, 1);
    let term = |term: &str, areas: &[u32]| SearchTerm {
        term: term.into(),
        kind: TermKind::Alias,
        areas: areas.iter().copied().map(AreaIx).collect(),
    };
    content.search = vec![term("a", &[1, 50]), term("b", &[60])];
    let bundle = assemble(&content);
    let files = &bundle.catalogue.search;
    assert_eq!(runs(files), [[0, 41], [41, 1_241]]);
    let read = |file: &RunRef| {
        let bytes = bundle.files.get(&file.path).unwrap();
        teilraum::format::search(&file.path, bytes, 1_241).unwrap()
    };
    assert_eq!(read(&files[0]), [term("a", &[1])]);
    assert_eq!(read(&files[1]), [term("a", &[50]), term("b", &[60])]);
}

#[test]
fn the_packs_of_many_parents_are_listed_outside_the_catalogue() {
    let bundle = assemble(&content(40, 2, 1));
    let parents = |packs: &[PackRef]| -> Vec<u8> { packs.iter().map(|it| it.level.0).collect() };
    assert_eq!(parents(&bundle.catalogue.packs), [0, 1]);
    let [list] = bundle.catalogue.pack_lists.as_slice() else {
        panic!("one list of packs");
    };
    assert_eq!(list.areas, [41, 121]);
    let bytes = bundle.files.get(&list.path).unwrap();
    let packs = teilraum::format::pack_list(&list.path, bytes, &bundle.catalogue).unwrap();
    assert_eq!(parents(&packs), [2; 40]);
}

#[test]
fn a_set_of_outlines_brings_the_neighbours_of_the_levels_it_serves() {
    let mut content = content(2, 3, 1);
    let mut coarse = content.outlines[0].clone();
    coarse.serves = vec!["bund".into(), "land".into()];
    coarse.status = Date::new(2019, 12, 31);
    content.outlines[0].serves = vec!["kreis".into()];
    content.outlines.push(coarse);
    let catalogue = assemble(&content).catalogue;
    let [fine, coarse] = catalogue.geometry.as_slice() else {
        panic!("two sets");
    };
    assert_eq!(fine.serves, [LevelIx(2)]);
    assert_eq!(coarse.serves, [LevelIx(0), LevelIx(1)]);
    assert_eq!(
        (fine.status, coarse.status),
        (None, Date::new(2019, 12, 31))
    );
    let within = |set: &GeometryRef| {
        let level = |ix: &LevelIx| catalogue.levels[ix.index()].areas;
        let own: Vec<[u32; 2]> = set.serves.iter().map(level).collect();
        set.neighbours.iter().all(|file| own.contains(&file.areas))
    };
    assert!(within(fine) && within(coarse));
    assert_eq!(catalogue.outlines_of(LevelIx(1)).unwrap().0, 1);
}

#[test]
fn a_level_that_two_sets_serve_or_none_has_is_refused() {
    let mut twice = content(1, 1, 1);
    let again = twice.outlines[0].clone();
    twice.outlines.push(again);
    assert!(matches!(
        super::bundle::assemble(&twice, &[]),
        Err(BundleError::Unsound(_))
    ));
    let mut unknown = content(1, 1, 1);
    unknown.outlines[0].serves = vec!["dorf".into()];
    let error = super::bundle::assemble(&unknown, &[])
        .unwrap_err()
        .to_string();
    assert!(error.contains("found \"dorf\""), "{error}");
}

#[test]
fn facilities_are_written_listed_and_read_back() {
    let mut content = content(1, 1, 1);
    let point = |key: &str, capacity| Facility {
        key: key.into(),
        name: format!("Kita {key}"),
        at_m: [12, -700],
        capacity,
    };
    content.facilities = vec![Facilities {
        key: "day-care".into(),
        system: "main".into(),
        sources: vec!["office".into()],
        unit: "persons".into(),
        points: vec![point("a", Some(25)), point("b", None)],
    }];
    let lacking = super::bundle::assemble(&content, &[])
        .unwrap_err()
        .to_string();
    assert!(lacking.contains("facilities.day-care"), "{lacking}");
    for texts in content.texts.values_mut() {
        texts.facilities.insert("day-care".into(), "Kitas".into());
    }
    let bundle = assemble(&content);
    let listed = &bundle.catalogue.facilities[0];
    assert_eq!((listed.count, listed.unit.as_str()), (2, "persons"));
    let bytes = bundle.files.get(&listed.file.path).unwrap();
    let read = teilraum::format::facilities(&listed.file.path, bytes, &bundle.catalogue);
    assert_eq!(read.unwrap(), content.facilities[0]);
}
