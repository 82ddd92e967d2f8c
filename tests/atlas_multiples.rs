//! Small maps beside each other: which maps, which classes, which pixels.

#[path = "parity/fixture.rs"]
mod fixture;

use std::collections::BTreeSet;

use fixture::open;
use teilraum::atlas::Atlas;
use teilraum::atlas::kinds::{SmallMap, SmallMaps, SmallMapsAnswer, SmallSize};
use teilraum::scene::Progress;
use teilraum::state::Action;

const SIZE: SmallSize = SmallSize {
    css_px: [120, 100],
    density: 1.0,
};

fn small(link: &str) -> (Atlas, SmallMaps, SmallMapsAnswer) {
    let atlas = open(link);
    let mut maps = SmallMaps::new();
    maps.update(&atlas);
    while maps.work(&atlas) {}
    let answer = maps.answer(&atlas).expect("a page of small maps");
    (atlas, maps, answer)
}

fn titles(answer: &SmallMapsAnswer) -> Vec<&str> {
    answer.maps.iter().map(|map| map.title.as_str()).collect()
}

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

fn pixels(maps: &mut SmallMaps, atlas: &Atlas, at: usize) -> Vec<u8> {
    let painted = maps.paint(atlas, at, SIZE).expect("a small picture");
    painted.expect("a map that is ready").2.to_vec()
}

fn colors(pixels: &[u8]) -> BTreeSet<[u8; 3]> {
    pixels.chunks(4).map(|it| [it[0], it[1], it[2]]).collect()
}

#[test]
fn periods_share_the_classes_of_the_large_map() {
    let (atlas, _, answer) = small("v=1&i=income&l=kreis&p=latest&t=multiples");
    assert_eq!(titles(&answer), ["2010", "2011", "2012", "2013", "2014"]);
    let labels = |classes: &[teilraum::atlas::answer::LegendClass]| -> Vec<(String, String)> {
        let pair = |it: &teilraum::atlas::answer::LegendClass| (it.label.clone(), it.color.clone());
        classes.iter().map(pair).collect()
    };
    let common = answer.legend.expect("a common legend");
    assert_eq!(
        labels(&common.classes),
        labels(&atlas.answer().legend.classes)
    );
    assert!(common.classes.iter().all(|it| it.count.is_empty()));
    assert!(answer.maps.iter().all(|map| map.legend.is_none()));
    let chosen: Vec<bool> = answer.maps.iter().map(|map| map.chosen).collect();
    assert_eq!(chosen, [false, false, false, false, true]);
    assert_eq!(plain(&answer.maps[4].median), "Median 20 295 €");
    assert_eq!(answer.maps[4].without, "2 ohne Zahl");
}

#[test]
fn classes_cut_for_each_period_give_way_to_common_ones() {
    let (_, _, own) = small("v=1&i=income&l=kreis&p=2011&pp=1&k=4&t=multiples");
    let (_, _, all) = small("v=1&i=income&l=kreis&p=2011&k=4&t=multiples");
    assert_eq!(own.legend, all.legend);
    assert_eq!(all.legend.map(|it| it.classes.len()), Some(4));
}

#[test]
fn a_break_of_the_series_is_marked_at_the_first_map_behind_it() {
    let (_, _, answer) = small("v=1&i=people&l=kreis&p=latest&t=multiples");
    let marked: Vec<&SmallMap> = answer
        .maps
        .iter()
        .filter(|map| !map.after_break.is_empty())
        .collect();
    assert_eq!(marked.len(), 1);
    assert!(marked[0].key == "2011" && marked[0].after_break == "Bruch in der Reihe");
}

#[test]
fn categories_share_classes_cut_over_all_of_them() {
    let (atlas, mut maps, answer) =
        small("v=1&i=people&l=kreis&p=latest&t=multiples&mc=sex&m=equal-interval&k=5");
    assert_eq!(answer.maps.len(), 3);
    let common = answer.legend.expect("a common legend");
    // The total reaches further than either half, so its highest class is theirs in name only.
    let highest = |at: usize, maps: &mut SmallMaps| {
        let painted = colors(&pixels(maps, &atlas, at));
        let rgb = |it: &teilraum::atlas::answer::LegendClass| {
            let part = |at| u8::from_str_radix(&it.color[at..at + 2], 16).expect("a color");
            [part(1), part(3), part(5)]
        };
        let classes = common.classes.iter().map(rgb);
        let found: Vec<usize> = classes
            .enumerate()
            .filter(|(_, color)| painted.contains(color))
            .map(|(class, _)| class)
            .collect();
        found.last().copied()
    };
    let [total, male, female] = [0, 1, 2].map(|at| highest(at, &mut maps));
    assert_eq!(total, Some(4));
    assert!(male < total && female < total, "{male:?} {female:?}");
}

#[test]
fn indicators_have_classes_of_their_own_and_the_nearest_period() {
    let (_, _, answer) = small("v=1&i=income&l=kreis&p=2012&t=multiples&mi=people,balance");
    assert!(answer.legend.is_none());
    assert_eq!(answer.maps.len(), 3);
    let classes: BTreeSet<String> = answer
        .maps
        .iter()
        .map(|map| {
            let legend = map.legend.as_ref().expect("a legend of its own");
            legend.classes[0].label.clone()
        })
        .collect();
    assert_eq!(classes.len(), 3);
    // The same period where there is one, else the newest before it, else the oldest.
    assert!(
        answer.maps[1].detail.contains("2012"),
        "{}",
        answer.maps[1].detail
    );
    assert!(
        answer.maps[2].detail.contains("2021"),
        "{}",
        answer.maps[2].detail
    );
    let chosen: Vec<&str> = answer
        .indicators
        .iter()
        .flat_map(|theme| &theme.indicators)
        .filter(|it| it.chosen)
        .map(|it| it.key.as_str())
        .collect();
    assert_eq!(chosen.len(), 2);
}

#[test]
fn a_small_map_is_the_large_one_in_another_size() {
    let (atlas, mut maps, _) = small("v=1&i=income&l=kreis&p=2012&t=multiples");
    let own = pixels(&mut maps, &atlas, 2);
    let mut large = open("v=1&i=income&l=kreis&p=2012");
    large.map_mut().resize(SIZE.css_px[0], SIZE.css_px[1], 1.0);
    let whole = large.map_mut().paint().expect("a picture").expect("a map");
    // Both fit the land, with another margin; so the colors agree, not the place of each pixel.
    let known = colors(whole.2);
    let missing = colors(&own).difference(&known).count();
    assert!(
        missing <= 2,
        "{missing} colors that the large map does not have"
    );
    assert_ne!(pixels(&mut maps, &atlas, 0), pixels(&mut maps, &atlas, 4));
}

/// The classes or flowing colors of the large map with the same link, which small ones must have.
#[test]
fn flowing_colors_are_the_same_in_all_maps_and_those_of_the_large_one() {
    let (atlas, mut maps, answer) = small("v=1&i=income&l=kreis&p=2012&t=multiples&g=unclassed");
    let legend = answer.legend.as_ref().expect("a common legend");
    assert!(legend.classes.is_empty());
    assert_eq!(legend.bounds.len(), 2);
    assert!(answer.kinds.ramp.expect("a ramp").stops.len() > 10);
    assert!(answer.intro.contains("fließen"), "{}", answer.intro);
    for (at, period) in ["2010", "2011", "2012", "2013", "2014"]
        .into_iter()
        .enumerate()
    {
        let link = format!("v=1&i=income&l=kreis&p={period}&g=unclassed");
        let mut large = open(&link);
        large.map_mut().resize(SIZE.css_px[0], SIZE.css_px[1], 1.0);
        let known = colors(
            large
                .map_mut()
                .paint()
                .expect("a picture")
                .expect("a map")
                .2,
        );
        let missing = colors(&pixels(&mut maps, &atlas, at))
            .difference(&known)
            .count();
        assert!(
            missing <= 3,
            "{period}: {missing} colors that the large map lacks"
        );
    }
}

#[test]
fn categories_share_flowing_colors_cut_over_all_of_them() {
    let (_, _, answer) = small("v=1&i=people&l=kreis&p=latest&t=multiples&mc=sex&g=unclassed");
    let bounds = answer.legend.expect("a legend").bounds;
    let (_, _, own) =
        small("v=1&i=people&l=kreis&p=latest&c.sex=female&t=multiples&mc=sex&g=unclassed");
    assert_eq!(bounds, own.legend.expect("a legend").bounds);
}

#[test]
fn changes_of_all_periods_are_told_since_the_same_one_in_common_classes() {
    let (atlas, mut maps, answer) =
        small("v=1&i=income&l=kreis&p=2014&t=multiples&g=change&gs=2011");
    assert_eq!(titles(&answer), ["2012", "2013", "2014"]);
    let details: Vec<&str> = answer.maps.iter().map(|it| it.detail.as_str()).collect();
    assert_eq!(details[0], "Veränderung 2011 bis 2012");
    assert_eq!(details[2], "Veränderung 2011 bis 2014");
    let large = open("v=1&i=income&l=kreis&p=2013&g=change&gs=2011").answer();
    let median = large.words.join(" ");
    let told = answer.maps[1]
        .median
        .trim_start_matches("Median ")
        .to_owned();
    assert!(median.contains(&told), "{told} in {median}");
    assert!(answer.legend.expect("a legend").classes.len() > 2);
    assert_ne!(pixels(&mut maps, &atlas, 0), pixels(&mut maps, &atlas, 2));
    assert_eq!(answer.maps.iter().filter(|map| map.chosen).count(), 1);
}

#[test]
fn changes_without_a_period_asked_for_have_that_of_the_large_map() {
    let (_, _, answer) = small("v=1&i=income&l=kreis&p=2014&t=multiples&g=change");
    assert_eq!(titles(&answer), ["2011", "2012", "2013", "2014"]);
    let since = |map: &SmallMap| map.detail.starts_with("Veränderung 2010 bis ");
    assert!(answer.maps.iter().all(since), "{:?}", answer.maps[0].detail);
}

#[test]
fn what_small_maps_do_not_show_is_said() {
    let (_, _, answer) = small("v=1&i=people&l=kreis&p=latest&t=multiples&g=symbols");
    assert_eq!(
        answer.kinds.notes,
        ["„Symbole“ gibt es nur auf der großen Karte; die kleinen zeigen Klassen."]
    );
    assert!(answer.legend.expect("a legend").classes.len() > 2);
    let (_, _, plain) = small("v=1&i=people&l=kreis&p=latest&t=multiples");
    assert!(plain.kinds.notes.is_empty());
}

#[test]
fn tiles_stand_on_small_maps_too() {
    let (atlas, mut maps, answer) = small("v=1&i=income&l=kreis&p=2012&t=multiples&ga=tiles");
    let (other, mut outlines, _) = small("v=1&i=income&l=kreis&p=2012&t=multiples");
    assert_ne!(
        pixels(&mut maps, &atlas, 2),
        pixels(&mut outlines, &other, 2)
    );
    assert!(
        answer.kinds.sized_by.starts_with("Jede Kachel"),
        "{}",
        answer.kinds.sized_by
    );
}

#[test]
fn ids_are_rastered_once_for_all_maps_of_a_size() {
    let (atlas, mut maps, answer) = small("v=1&i=income&l=kreis&p=2012&t=multiples");
    for at in 0..answer.maps.len() {
        pixels(&mut maps, &atlas, at);
    }
    assert_eq!(maps.rasters(), 1);
    let larger = SmallSize {
        density: 2.0,
        ..SIZE
    };
    maps.paint(&atlas, 0, larger).expect("a picture");
    assert_eq!(maps.rasters(), 2);
}

#[test]
fn the_chosen_area_is_outlined_on_every_map_without_new_rows() {
    let (mut atlas, mut maps, answer) = small("v=1&i=income&l=kreis&p=2012&t=multiples");
    let before: Vec<Vec<u8>> = (0..answer.maps.len())
        .map(|at| pixels(&mut maps, &atlas, at))
        .collect();
    let hit = atlas.search("Lindau")[0].key.clone();
    fixture::act(&mut atlas, Action::Area { key: Some(hit) });
    maps.update(&atlas);
    assert!(!maps.work(&atlas), "a chosen area needs no work");
    let after = maps.answer(&atlas).expect("small maps");
    for (at, before) in before.iter().enumerate() {
        assert_ne!(*before, pixels(&mut maps, &atlas, at));
        assert!(
            after.maps[at].area.starts_with("Lindau: "),
            "{}",
            after.maps[at].area
        );
    }
}

#[test]
fn other_pages_have_no_small_maps() {
    let atlas = open("v=1&i=income&l=kreis&p=2012");
    let mut maps = SmallMaps::new();
    maps.update(&atlas);
    assert!(!maps.work(&atlas) && maps.answer(&atlas).is_none());
}

#[test]
fn a_fine_picture_is_the_same_in_any_number_of_steps_and_has_the_colors_of_the_quick_one() {
    let (atlas, mut maps, _) = small("v=1&i=income&l=kreis&p=2012&t=multiples");
    let quick = pixels(&mut maps, &atlas, 1);
    let mut fine = |rows| {
        let step = |maps: &mut SmallMaps| maps.refine(&atlas, 1, SIZE, rows).expect("a step");
        while step(&mut maps) != Progress::Done {}
        maps.pixels().expect("pixels").2.to_vec()
    };
    let (once, often) = (fine(1000), fine(1));
    assert_eq!(once, often);
    assert_ne!(once, quick);
    let same = once.chunks(4).zip(quick.chunks(4)).filter(|(a, b)| a == b);
    assert!(same.count() * 2 > quick.len() / 4);
}
