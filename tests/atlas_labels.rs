//! Names on the map and buttons for small areas, as an edge asks for them.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{act, open};
use teilraum::atlas::{Atlas, Label};
use teilraum::state::Action;

/// All names of the map as it is.
fn names(atlas: &mut Atlas) -> Vec<Label> {
    let mut last = Vec::new();
    while let Some(found) = atlas.labels() {
        last = found.labels;
        if !found.more {
            break;
        }
    }
    last
}

fn assert_apart(labels: &[Label]) {
    for (at, one) in labels.iter().enumerate() {
        let half = [one.width / 2.0, one.height / 2.0];
        assert!(one.x >= half[0] && one.x + half[0] <= 400.0, "{one:?}");
        assert!(one.y >= half[1] && one.y + half[1] <= 300.0, "{one:?}");
        for other in &labels[..at] {
            let apart = (one.x - other.x).abs() >= half[0] + other.width / 2.0
                || (one.y - other.y).abs() >= half[1] + other.height / 2.0;
            assert!(apart, "{one:?} {other:?}");
        }
    }
}

#[test]
fn names_come_once_for_each_camera_and_never_overlap() {
    let mut atlas = open("");
    assert!(!names(&mut atlas).is_empty());
    assert_eq!(atlas.labels(), None, "nothing has changed");
    for step in 0..40 {
        atlas.map_mut().zoom(1.1, 200.0, 150.0);
        assert_apart(&names(&mut atlas));
        assert_eq!(atlas.labels(), None, "{step}");
    }
}

#[test]
fn the_chosen_area_has_its_name_and_what_it_would_touch_gives_way() {
    let mut atlas = open("");
    let before = names(&mut atlas).len();
    let key = Some("01054".to_owned());
    act(&mut atlas, Action::Area { key });
    let with = names(&mut atlas);
    let chosen: Vec<_> = with.iter().filter(|label| label.chosen).collect();
    assert_eq!(chosen.len(), 1);
    assert!(with.len() <= before + 1);
    assert_apart(&with);
    act(&mut atlas, Action::Area { key: None });
    assert_eq!(names(&mut atlas).len(), before);
}

#[test]
fn a_small_place_is_flown_to_and_fills_the_map() {
    let mut atlas = open("");
    assert_eq!(atlas.small_places(), [], "everything is large enough");
    let mut found = 0;
    for width in (20..400).rev().step_by(10) {
        atlas.map_mut().resize(width, width * 3 / 4, 1.0);
        let places = atlas.small_places();
        assert!(places.len() <= 8, "{places:?}");
        for place in &places {
            found += 1;
            let before = atlas.scale_bar();
            let area = atlas.area(&place.key);
            assert!(area.is_some(), "{place:?}");
            assert!(!atlas.map_mut().fly(area, 1.0));
            assert!(atlas.map().camera_state().is_some(), "{place:?}");
            assert_ne!(atlas.scale_bar(), before, "{place:?}");
            atlas.map_mut().fly(None, 1.0);
        }
    }
    assert!(found > 0);
}

#[test]
fn another_density_and_another_size_keep_the_scale() {
    let mut atlas = open("");
    atlas.map_mut().zoom(3.0, 200.0, 150.0);
    let bar = atlas.scale_bar();
    for (size, density) in [((400, 300), 2.0), ((461, 567), 3.0), ((400, 300), 1.0)] {
        atlas.map_mut().resize(size.0, size.1, density);
        let (label, px) = atlas.scale_bar().expect("a map");
        let (was, was_px) = bar.clone().expect("a map");
        assert_eq!(label, was);
        assert!((px - was_px).abs() < 1e-9, "{px} {was_px}");
    }
}
