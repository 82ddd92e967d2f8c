//! Levels arrive when a view, a link or a search asks for them, and each view has the outlines that
//! serve it. The bundle is that of the fixture with one file per level instead of one for all.

#[path = "parity/fixture.rs"]
mod fixture;

use std::collections::{BTreeMap, BTreeSet};

use fixture::{FILES, file};
use teilraum::atlas::Atlas;
use teilraum::format;
use teilraum::model::*;
use teilraum::state::{Action, Direction, SortColumn, Tab};

/// Files by path, as a publisher with large levels would cut them.
struct Bundle(BTreeMap<String, Vec<u8>>);

impl Bundle {
    fn new(change: impl FnOnce(&mut Catalogue)) -> Self {
        let own = |path: &str| file(path).expect("a file of the fixture");
        let manifest = format::manifest("manifest.json", own("manifest.json")).expect("a manifest");
        let path = &manifest.generation;
        let mut catalogue = format::catalogue(path, own(path)).expect("a catalogue");
        let mut files: BTreeMap<String, Vec<u8>> = FILES
            .iter()
            .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
            .collect();
        cut_areas(&mut catalogue, &mut files);
        cut_search(&mut catalogue, &mut files);
        cut_neighbours(&mut catalogue, &mut files);
        change(&mut catalogue);
        let generation = "g/levels.json".to_owned();
        let first = Vec::new();
        let manifest = Manifest {
            teilraum: format::version_text(),
            generation: generation.clone(),
            first,
            previous: None,
            mesh: None,
            preview: None,
            crc32: None,
        };
        let json = |it: serde_json::Result<Vec<u8>>| it.expect("JSON");
        files.insert(generation, json(serde_json::to_vec(&catalogue)));
        files.insert(
            "manifest.json".to_owned(),
            json(serde_json::to_vec(&manifest)),
        );
        Self(files)
    }

    /// Gives the atlas what it misses, but what `keep` refuses; tells what was asked for.
    fn feed(&self, atlas: &mut Atlas, keep: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let mut asked = BTreeSet::new();
        for _ in 0..20 {
            for path in atlas.missing() {
                self.give(atlas, &path, &keep);
                asked.insert(path);
            }
        }
        while atlas.work() {}
        asked
    }

    fn give(&self, atlas: &mut Atlas, path: &str, keep: &impl Fn(&str) -> bool) {
        let bytes = self.0.get(path).map(Vec::as_slice).or_else(|| file(path));
        match bytes.filter(|_| keep(path)) {
            Some(bytes) => atlas.supply(path, bytes).expect("a sound file"),
            None => atlas.refuse(path, "404"),
        }
    }

    fn open(&self, link: &str) -> (Atlas, BTreeSet<String>) {
        let mut atlas = Atlas::new("de");
        atlas.map_mut().resize(400, 300, 1.0);
        let link = link.to_owned();
        atlas.dispatch(Action::Open { link });
        let asked = self.feed(&mut atlas, |_| true);
        (atlas, asked)
    }
}

fn level_key(catalogue: &Catalogue, at: usize) -> String {
    catalogue.levels[at].key.clone()
}

fn put(
    files: &mut BTreeMap<String, Vec<u8>>,
    path: String,
    bytes: Vec<u8>,
    areas: [u32; 2],
) -> RunRef {
    let size = bytes.len() as u32;
    files.insert(path.clone(), bytes);
    RunRef {
        path,
        bytes: size,
        areas,
    }
}

fn all_areas(catalogue: &Catalogue) -> Areas {
    let path = &catalogue.areas[0].path;
    let bytes = file(path).expect("areas");
    format::join_areas([format::areas(path, bytes).expect("areas")], catalogue).expect("areas")
}

fn cut_areas(catalogue: &mut Catalogue, files: &mut BTreeMap<String, Vec<u8>>) {
    let all = all_areas(catalogue);
    catalogue.areas = (0..catalogue.levels.len())
        .map(|at| {
            let range = catalogue.levels[at].areas;
            let part = &all.0[range[0] as usize..range[1] as usize];
            let bytes = format::encode_areas(part).expect("a file");
            put(
                files,
                format!("a/{}.bin", level_key(catalogue, at)),
                bytes,
                range,
            )
        })
        .collect();
}

fn cut_search(catalogue: &mut Catalogue, files: &mut BTreeMap<String, Vec<u8>>) {
    let path = catalogue.search[0].path.clone();
    let bytes = file(&path).expect("the search index");
    let end = catalogue.search[0].areas[1];
    let all = format::search(&path, bytes, end).expect("search words");
    catalogue.search = (0..catalogue.levels.len())
        .map(|at| {
            let range = catalogue.levels[at].range();
            let own = |term: &&SearchTerm| term.areas.iter().all(|area| range.contains(&area.0));
            let terms: Vec<_> = all.iter().filter(own).cloned().collect();
            let bytes = format::encode_search(&terms).expect("a file");
            let areas = catalogue.levels[at].areas;
            put(
                files,
                format!("s/{}.bin", level_key(catalogue, at)),
                bytes,
                areas,
            )
        })
        .collect();
}

fn cut_neighbours(catalogue: &mut Catalogue, files: &mut BTreeMap<String, Vec<u8>>) {
    let path = catalogue.geometry[0].neighbours[0].path.clone();
    let bytes = file(&path).expect("neighbours");
    let all: Vec<Neighbours> = format::neighbours(&path, bytes, catalogue).expect("neighbours");
    let cut = all.iter().map(|one| {
        let at = one.level.index();
        let bytes = format::encode_neighbours(std::slice::from_ref(one), &catalogue.levels);
        let areas = catalogue.levels[at].areas;
        let path = format!("n/{}.bin", level_key(catalogue, at));
        put(files, path, bytes.expect("a file"), areas)
    });
    catalogue.geometry[0].neighbours = cut.collect();
}

fn folder(asked: &BTreeSet<String>, prefix: &str) -> Vec<String> {
    let below = asked.iter().filter(|path| path.starts_with(prefix));
    below.cloned().collect()
}

#[test]
fn a_view_fetches_its_level_and_those_above_and_nothing_finer() {
    let bundle = Bundle::new(|_| {});
    let (atlas, asked) = bundle.open("v=1&i=income&l=land&p=latest");
    assert_eq!(folder(&asked, "a/"), ["a/bund.bin", "a/land.bin"]);
    assert_eq!(folder(&asked, "n/"), ["n/land.bin"]);
    assert!(folder(&asked, "s/").is_empty());
    let answer = atlas.answer();
    assert!(
        answer.complete && answer.notices.is_empty(),
        "{:?}",
        answer.notices
    );
    let (_, asked) = bundle.open("v=1&i=income&l=kreis&p=latest");
    assert_eq!(
        folder(&asked, "a/"),
        ["a/bund.bin", "a/kreis.bin", "a/land.bin"]
    );
}

#[test]
fn another_level_is_fetched_when_the_reader_goes_there_and_the_old_map_is_not_taken_for_it() {
    let bundle = Bundle::new(|_| {});
    let (mut atlas, _) = bundle.open("v=1&i=income&l=land&p=latest");
    atlas.map_mut().paint().expect("a picture").expect("a map");
    while atlas.map_mut().refine(100).expect("a picture") {}
    let key = "kreis".to_owned();
    atlas.dispatch(Action::Level { key });
    assert!(!atlas.answer().complete);
    assert!(!atlas.map().is_ready());
    let asked = bundle.feed(&mut atlas, |_| true);
    let unpainted = atlas.map_mut().refine(100);
    assert_eq!(unpainted, Ok(false), "no fine pass before the first");
    assert_eq!(folder(&asked, "a/"), ["a/kreis.bin"]);
    assert_eq!(folder(&asked, "n/"), ["n/kreis.bin"]);
    let answer = atlas.answer();
    assert!(answer.complete);
    let (fresh, _) = bundle.open("v=1&i=income&l=kreis&p=latest");
    assert_eq!(answer.words, fresh.answer().words);
    assert_eq!(answer.legend, fresh.answer().legend);
    atlas.dispatch(Action::Walk {
        direction: Direction::North,
    });
    assert!(atlas.answer().area.is_some());
}

#[test]
fn before_the_neighbours_have_come_arrows_walk_from_label_to_label() {
    let bundle = Bundle::new(|_| {});
    let link = "v=1&i=income&l=kreis&p=latest&a=01051".to_owned();
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    atlas.dispatch(Action::Open { link });
    bundle.feed(&mut atlas, |path| !path.starts_with("n/"));
    atlas.map_mut().paint().expect("a picture").expect("a map");
    let mut walked = 0;
    let area = |atlas: &Atlas| atlas.answer().area.map(|it| it.key);
    for direction in [
        Direction::North,
        Direction::East,
        Direction::South,
        Direction::West,
    ] {
        let from = area(&atlas);
        atlas.dispatch(Action::Walk { direction });
        walked += usize::from(area(&atlas) != from);
    }
    assert!(walked > 1, "{walked} of four arrows led anywhere");
}

#[test]
fn whatever_the_order_in_which_files_arrive_the_view_is_the_same() {
    let bundle = Bundle::new(|_| {});
    let link = "v=1&i=care-share&l=kreis&p=latest&m=fisher-jenks&k=4&a=01054&t=table";
    let (whole, asked) = bundle.open(link);
    for turned in [false, true] {
        let mut atlas = Atlas::new("de");
        atlas.map_mut().resize(400, 300, 1.0);
        let link = link.to_owned();
        atlas.dispatch(Action::Open { link });
        let mut rest: Vec<&String> = asked.iter().collect();
        rest.sort_by_key(|path| {
            (
                !path.contains('.') || path.starts_with(['m', 'g']),
                path.len(),
            )
        });
        let order: Vec<&String> = if turned {
            rest.into_iter().rev().collect()
        } else {
            let entrance = |path: &&String| path.starts_with(['m', 'g']);
            let (first, then): (Vec<_>, Vec<_>) = rest.into_iter().partition(entrance);
            first.into_iter().rev().chain(then).collect()
        };
        for path in order {
            bundle.give(&mut atlas, path, &|_| true);
            let _ = atlas.answer();
        }
        bundle.feed(&mut atlas, |_| true);
        assert_eq!(atlas.answer(), whole.answer());
    }
}

#[test]
fn a_link_to_an_area_of_a_finer_level_fetches_what_it_takes_to_find_it() {
    let bundle = Bundle::new(|_| {});
    let (atlas, asked) = bundle.open("v=1&i=income&l=land&p=latest&a=01054");
    assert!(asked.contains("a/kreis.bin"));
    let card = atlas.answer().area.expect("a card");
    assert_eq!(card.key, "01054");
    assert!(!card.value.is_empty() && !card.comparisons.is_empty());
    let (atlas, asked) = bundle.open("v=1&i=income&l=land&p=latest&a=99999");
    assert!(asked.contains("a/kreis.bin"));
    assert_eq!(atlas.answer().notices.len(), 1);
    // An area of the view, or of a level above it, is found without looking further.
    let (_, asked) = bundle.open("v=1&i=income&l=land&p=latest&a=01");
    assert!(!asked.contains("a/kreis.bin"));
}

#[test]
fn search_knows_more_as_names_arrive() {
    let bundle = Bundle::new(|_| {});
    let (mut atlas, _) = bundle.open("v=1&i=income&l=land&p=latest");
    assert!(atlas.search("Lindau").is_empty());
    let wanted = atlas.wanted_for_search();
    assert_eq!(
        wanted,
        ["s/bund.bin", "s/land.bin", "s/kreis.bin", "a/kreis.bin"]
    );
    for path in wanted {
        bundle.give(&mut atlas, &path, &|_| true);
        let _ = atlas.search("98765");
    }
    let hit = &atlas.search("Lindau")[0];
    assert_eq!(hit.name, "Lindau, Landkreis");
    let key = Some(hit.key.clone());
    atlas.dispatch(Action::Area { key });
    let asked = bundle.feed(&mut atlas, |_| true);
    assert!(asked.iter().all(|path| path.starts_with("b/")), "{asked:?}");
    assert_eq!(
        atlas.answer().area.expect("a card").name,
        "Lindau, Landkreis"
    );
    assert!(!atlas.search("98765").is_empty());
}

#[test]
fn names_that_cannot_be_had_are_said_to_be_missing_from_the_search_alone() {
    let bundle = Bundle::new(|_| {});
    let (mut atlas, _) = bundle.open("v=1&i=income&l=land&p=latest");
    for path in atlas.wanted_for_search() {
        bundle.give(&mut atlas, &path, &|path| !path.starts_with("a/"));
    }
    let answer = atlas.answer();
    assert!(answer.complete);
    assert!(
        answer.notices[0].contains("a/kreis.bin"),
        "{:?}",
        answer.notices
    );
    assert!(answer.notices[0].contains("werden nicht gefunden"));
    // A link to one of them is not told to be wrong, and nothing is asked for without end.
    let key = Some("01054".to_owned());
    atlas.dispatch(Action::Area { key });
    bundle.feed(&mut atlas, |_| true);
    assert!(atlas.missing().is_empty());
}

#[test]
fn each_level_is_drawn_by_the_outlines_that_serve_it_and_their_status_is_named() {
    let status = Date::new(2019, 12, 31).expect("a day");
    let bundle = Bundle::new(|catalogue| {
        let mut coarse = catalogue.geometry[0].clone();
        coarse.serves = vec![LevelIx(0), LevelIx(1)];
        coarse.bands.truncate(1);
        coarse.error_m.truncate(1);
        coarse.status = Some(status);
        let fine = &mut catalogue.geometry[0];
        fine.serves = vec![LevelIx(2)];
        catalogue.geometry.insert(0, coarse);
    });
    let sources = |atlas: &Atlas| -> Vec<String> {
        let lines = atlas.answer().source;
        lines.into_iter().map(|line| line.text).collect()
    };
    let (land, _) = bundle.open("v=1&i=income&l=land&p=latest");
    let said = sources(&land).join("\n");
    assert!(
        said.contains("Gebietsstand der Grenzen: 31.12.2019"),
        "{said}"
    );
    assert!(said.contains("31.12.2022"), "{said}");
    let (kreis, _) = bundle.open("v=1&i=income&l=kreis&p=latest");
    let said = sources(&kreis).join("\n");
    assert!(
        said.contains("Gebietsstand 31.12.2022") && !said.contains("2019"),
        "{said}"
    );
    let english = bundle.open("v=1&i=income&l=land&p=latest&lang=en").0;
    let said = sources(&english).join("\n");
    assert!(
        said.contains("Territorial status of the boundaries"),
        "{said}"
    );
}

/// How many places the finest level of [`with_places`] has.
const PLACES: u32 = 2_600;

/// A bundle with one level more, of many areas, which no outlines draw.
fn with_places() -> Bundle {
    let mut made = BTreeMap::new();
    let mut bundle = Bundle::new(|catalogue| {
        let start = catalogue.levels[2].areas[1];
        let range = [start, start + PLACES];
        let parent = Some(LevelIx(2));
        let level = Level {
            key: "ort".to_owned(),
            parent,
            areas: range,
            ..catalogue.levels[2].clone()
        };
        let places: Vec<Area> = (0..PLACES).map(|at| place(at, start)).collect();
        let bytes = format::encode_areas(&places).expect("a file");
        let listed = put(&mut made, "a/ort.bin".to_owned(), bytes, range);
        catalogue.areas.push(listed);
        let indicator = &mut catalogue.indicators[0];
        let periods = [0, indicator.periods.len() as u16];
        let shape = Shape {
            indicator: IndicatorIx(0),
            level: LevelIx(3),
            areas: range,
            periods,
            categories: 1,
        };
        let mut block = Block::missing(shape, indicator.decimals);
        for (at, value) in block.values.iter_mut().enumerate() {
            *value = 1 + (at as i64 * 7_919) % 9_973;
        }
        block.states.fill(ValueState::Value);
        block.flags.fill(Flags::CONVERTED);
        block.parts.push(PartValues {
            part: Part::Converted,
            decimals: 4,
            values: vec![1234; block.values.len()],
        });
        let bytes = format::encode_block(&block, &indicator.key, &level).expect("a file");
        let RunRef { path, bytes, .. } = put(&mut made, "b/ort.bin".to_owned(), bytes, range);
        indicator.blocks.push(BlockRef {
            file: FileRef { path, bytes },
            level: LevelIx(3),
            areas: range,
            periods,
        });
        catalogue.levels.push(level);
    });
    bundle.0.extend(made);
    bundle
}

fn place(at: u32, start: u32) -> Area {
    let name = format!("Ort {at:04}");
    Area {
        key: format!("9{at:07}"),
        level: LevelIx(3),
        parent: Some(AreaIx(start - 1 - at % 3)),
        short: name.clone(),
        locative: format!("in {name}"),
        name,
        kind: "landkreis".to_owned(),
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
    }
}

#[test]
fn a_long_table_comes_in_pages_in_the_order_asked_for() {
    let bundle = with_places();
    let link = "v=1&i=income&l=ort&p=latest&t=table&s=value-&a=90000007";
    let (mut atlas, asked) = bundle.open(link);
    assert!(asked.contains("a/ort.bin"));
    let table = |atlas: &Atlas| atlas.answer().table.expect("a table");
    let first = table(&atlas);
    assert_eq!((first.page, first.pages, first.total), (0, 6, PLACES));
    assert_eq!(first.page_label, "Zeilen 1 bis 500 von 2\u{202f}600");
    let mut rows = first.rows;
    for page in 1..6 {
        atlas.dispatch(Action::Page { page });
        let table = table(&atlas);
        assert_eq!((table.page, table.first as usize), (page, rows.len()));
        if table.chosen_page == Some(page) {
            assert!(table.rows.iter().any(|row| row.chosen));
        }
        rows.extend(table.rows);
    }
    assert_eq!(rows.len(), PLACES as usize);
    let ranks: Vec<u32> = rows
        .iter()
        .filter_map(|row| row.rank.replace('\u{202f}', "").parse().ok())
        .collect();
    assert!(ranks.is_sorted() && ranks.len() == rows.len());
    assert!(atlas.link().contains("n=6"));
    let (beyond, _) = bundle.open("v=1&i=income&l=ort&p=latest&t=table&n=99");
    assert_eq!(table(&beyond).rows.len(), 100);
    atlas.dispatch(Action::Sort {
        column: SortColumn::Key,
    });
    assert_eq!(table(&atlas).rows[0].key, "90000000");
    assert_eq!(table(&atlas).chosen_page, Some(0));
}

#[test]
fn a_level_without_outlines_has_its_table_and_its_card() {
    let (atlas, _) = with_places().open("v=1&i=income&l=ort&p=latest&a=90000007");
    let answer = atlas.answer();
    assert!(answer.complete && !atlas.map().is_ready());
    assert!(
        answer
            .words
            .iter()
            .any(|words| words.contains("keine Karte"))
    );
    let card = answer.area.expect("a card");
    assert_eq!(card.name, "Ort 0007");
    assert!(!card.rank.is_empty() && !card.comparisons.is_empty());
    let share = "Zu 12,3\u{a0}% auf einen anderen Gebietsstand umgerechnet.";
    assert_eq!(card.notes, [share]);
}

#[test]
fn a_place_without_figures_leads_to_the_area_around_it_that_has_some() {
    let bundle = with_places();
    let search = |link: &str| {
        let (mut atlas, _) = bundle.open(link);
        for path in atlas.wanted_for_search() {
            bundle.give(&mut atlas, &path, &|_| true);
        }
        atlas.search("Ort 0007").remove(0)
    };
    let own = search("v=1&i=income&l=kreis&p=latest");
    assert_eq!((own.key.as_str(), own.why.as_str()), ("90000007", ""));
    let led = search("v=1&i=care-share&l=kreis&p=latest");
    assert_eq!((led.name.as_str(), led.key.len()), ("Ort 0007", 5));
    assert!(led.why.starts_with("Zahlen für "), "{}", led.why);
}

#[test]
fn an_indicator_without_the_level_goes_to_the_next_coarser_one() {
    let (mut atlas, _) = with_places().open("v=1&i=income&l=ort&p=latest");
    let key = "care-share".to_owned();
    atlas.dispatch(Action::Indicator { key });
    assert!(atlas.link().contains("l=kreis"), "{}", atlas.link());
}

#[test]
fn a_short_table_is_one_page_and_another_level_begins_at_its_first() {
    let bundle = Bundle::new(|_| {});
    let (mut atlas, _) = bundle.open("v=1&i=income&l=kreis&p=latest&t=table&n=9");
    let table = atlas.answer().table.expect("a table");
    assert_eq!((table.page, table.pages, table.first), (0, 1, 0));
    assert_eq!(table.total as usize, table.rows.len());
    assert!(table.page_label.is_empty());
    assert!(atlas.link().contains("n=9"));
    atlas.dispatch(Action::Tab { tab: Tab::Map });
    atlas.dispatch(Action::Level {
        key: "land".to_owned(),
    });
    assert!(!atlas.link().contains("n=9"));
}
