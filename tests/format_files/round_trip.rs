//! What is written is read back the same, for every kind and any size.

use proptest::prelude::*;
use teilraum::format::*;
use teilraum::model::*;

use super::sample;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_catalogue_survives_and_is_found_consistent(plan in sample::plan()) {
        let written = sample::catalogue(&plan);
        let bytes = serde_json::to_vec(&written).unwrap();
        prop_assert_eq!(catalogue("g/0.json", &bytes), Ok(written));
    }

    #[test]
    fn areas_survive_in_one_file_or_several(plan in sample::plan(), cut in 0..20_usize) {
        let catalogue = sample::catalogue(&plan);
        let written = sample::areas(&plan);
        let (head, tail) = written.split_at(cut.min(written.len()));
        let parts = [head, tail].map(|part| areas("a/0.bin", &encode_areas(part).unwrap()).unwrap());
        prop_assert_eq!(join_areas(parts, &catalogue), Ok(Areas(written)));
    }

    #[test]
    fn blocks_survive(plan in sample::plan(), cells in sample::cells()) {
        let catalogue = sample::catalogue(&plan);
        for (number, indicator) in catalogue.indicators.iter().enumerate() {
            for (listed, reference) in indicator.blocks.iter().enumerate() {
                let written = sample::block(&catalogue, number, listed, &cells);
                let level = &catalogue.levels[reference.level.index()];
                let bytes = encode_block(&written, &indicator.key, level).unwrap();
                let read = block(&reference.file.path, &bytes, &catalogue);
                prop_assert_eq!(read, Ok(written));
            }
        }
    }

    #[test]
    fn packs_survive(plan in sample::plan(), cells in sample::cells()) {
        let catalogue = sample::catalogue(&plan);
        let all = catalogue.indicators.iter().enumerate().filter(|(_, one)| {
            one.blocks.first().is_some_and(|first| first.level == LevelIx(0))
        });
        let written: Vec<_> = all
            .map(|(number, one)| (one.key.as_str(), sample::block(&catalogue, number, 0, &cells)))
            .collect();
        let bytes = encode_pack(&written, &catalogue.levels[0]).unwrap();
        let blocks: Vec<Block> = written.into_iter().map(|(_, block)| block).collect();
        prop_assert_eq!(pack(&catalogue.packs[0], &bytes, &catalogue), Ok(blocks));
    }

    #[test]
    fn outlines_survive_with_their_finer_bands(
        plan in sample::plan(),
        points in sample::points(),
        picks in prop::collection::vec((0..3_u8, [-9..9_i32, -9..9_i32]), 0..6),
    ) {
        let catalogue = sample::catalogue(&plan);
        let written = sample::topology(&catalogue, &points);
        let bytes = encode_topology(&written, &catalogue.levels).unwrap();
        let base = topology("o/0.bin", &bytes, &catalogue).unwrap();
        prop_assert_eq!(&base, &written);
        let band = sample::band(&base, &picks);
        let bytes = encode_refine(&band, &base).unwrap();
        prop_assert_eq!(&refine("o/1.bin", &bytes, &base), &Ok(band.clone()));
        let mut finer = base.clone();
        teilraum::geom::refine(&mut finer, &band).unwrap();
        let inserted: usize = band.inserts.iter().map(Vec::len).sum();
        let count = |topology: &Topology| topology.arcs.iter().map(Vec::len).sum::<usize>();
        prop_assert_eq!(count(&finer), count(&base) + inserted);
        for (arc, inserts) in finer.arcs.iter().zip(&band.inserts) {
            prop_assert!(inserts.iter().all(|(at, point)| arc[*at as usize] == *point));
        }
    }

    #[test]
    fn neighbours_and_search_survive(plan in sample::plan()) {
        let catalogue = sample::catalogue(&plan);
        let written = sample::neighbours(&catalogue);
        let bytes = encode_neighbours(&written, &catalogue.levels).unwrap();
        prop_assert_eq!(neighbours("n/0.bin", &bytes, &catalogue), Ok(written));
        let count = catalogue.levels.last().unwrap().areas[1];
        let written = sample::terms(count);
        let bytes = encode_search(&written).unwrap();
        prop_assert_eq!(search("s/0.bin", &bytes, count), Ok(written));
    }

    #[test]
    fn facilities_survive(points in sample::points()) {
        let catalogue = sample::catalogue(&sample::Plan {
            levels: vec![1],
            indicators: vec![(1, 1, 0)],
        });
        let written = sample::layer(&points);
        let bytes = encode_facilities(&written).unwrap();
        prop_assert_eq!(facilities("f/0.bin", &bytes, &catalogue), Ok(written));
    }

    #[test]
    fn names_of_areas_survive_whatever_they_are(
        name in "[#, ab]{1,8}", short in "[#, ab]{1,6}", before in "[#, ab]{0,4}", own in "[#, ab]{1,8}",
    ) {
        let mut area = sample::areas(&sample::Plan { levels: vec![1], indicators: Vec::new() }).remove(0);
        for (short, locative) in [
            (short.clone(), format!("{before} {short}")),
            (short.clone(), format!("{before}{short}")),
            (short, own),
        ] {
            (area.name, area.short, area.locative) = (name.clone(), short, locative);
            let bytes = encode_areas(std::slice::from_ref(&area)).unwrap();
            prop_assert_eq!(areas("a", &bytes), Ok(vec![area.clone()]));
        }
    }

    #[test]
    fn areas_survive_file_by_file(plan in sample::plan(), cut in 0..20_u32) {
        let mut catalogue = sample::catalogue(&plan);
        let written = sample::areas(&plan);
        let end = written.len() as u32;
        let cut = cut.min(end);
        catalogue.areas = vec![sample::run("a/0.bin", [0, cut]), sample::run("a/1.bin", [cut, end])];
        let mut runs = AreaRuns::default();
        let (head, tail) = written.split_at(cut as usize);
        for (path, part) in [("a/1.bin", tail), ("a/0.bin", head)] {
            let bytes = encode_areas(part).unwrap();
            let (start, areas) = area_run(path, &bytes, &catalogue).unwrap();
            runs.insert(start, &areas);
        }
        let all = (0..written.len() as u32).filter_map(|ix| runs.get(AreaIx(ix)));
        prop_assert!(all.eq(&written));
        let all = Areas(written);
        for level in &catalogue.levels {
            for area in level.range() {
                let key = &all.get(AreaIx(area)).unwrap().key;
                prop_assert_eq!(runs.find(level, key), all.find(level, key));
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes(plan in sample::plan(), cells in sample::cells()) {
        let write = || {
            let catalogue = sample::catalogue(&plan);
            let level = &catalogue.levels[0];
            let first = catalogue.indicators[0].blocks.first().filter(|one| one.level == LevelIx(0));
            first.map(|_| encode_block(&sample::block(&catalogue, 0, 0, &cells), "indicator-0", level))
        };
        prop_assert_eq!(write(), write());
    }
}

#[test]
fn words_survive() {
    let written = sample::texts();
    let bytes = encode_texts(&written).unwrap();
    assert_eq!(texts("t/de.bin", &bytes, "de"), Ok(written));
    assert!(texts("t/de.bin", &bytes, "en").is_err());
    let written = [(
        "income".to_owned(),
        DefinitionText {
            definition: "Summe".into(),
            easy: "So viel Geld haben die Menschen.".into(),
            easy_checked_by: "Prüfgruppe Musterstadt".into(),
            ..Default::default()
        },
    )];
    let written = written.into_iter().collect();
    assert_eq!(
        definitions("d/de.bin", &encode_definitions(&written).unwrap()),
        Ok(written)
    );
}

#[test]
fn a_search_index_without_words_is_one() {
    assert_eq!(search("s", &encode_search(&[]).unwrap(), 0), Ok(Vec::new()));
}
