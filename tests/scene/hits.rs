//! From a pointer to an area.

use proptest::prelude::*;
use teilraum::geom::Outlines;
use teilraum::model::AreaIx;
use teilraum::scene::{Camera, IdBuffer, LabelIndex, hit};

use super::art::{Bends, Picture, STRAIGHT};
use super::{fitted, ids, outlines};

/// The slow, clear way: look at every label point.
fn twin(outlines: &Outlines, ids: &IdBuffer, at: [f64; 2]) -> Option<AreaIx> {
    let camera = ids.camera();
    let own = ids.get(at[0] as u32, at[1] as u32)?;
    let label = |id: u32| {
        let place = (id as usize).checked_sub(1)?;
        Some(camera.screen_from_map(outlines.map_from_grid(outlines.labels()[place]?)))
    };
    let small = |id: u32| {
        let Some(bounds) = outlines
            .area(id)
            .and_then(|area| outlines.area_bounds(area))
        else {
            return false;
        };
        let [low, high] = [bounds.min_m, bounds.max_m].map(|corner| camera.screen_from_map(corner));
        let centers = |from: f64, to: f64| (to - 0.5).ceil() - (from - 0.5).ceil();
        centers(low[0], high[0]) < 8.0 || centers(high[1], low[1]) < 8.0
    };
    let away = |id: u32| {
        let [x, y] = label(id).unwrap_or([f64::INFINITY; 2]);
        [(x - at[0]).abs(), (y - at[1]).abs()]
    };
    let squared = |id: u32| away(id)[0] * away(id)[0] + away(id)[1] * away(id)[1];
    if own > 0 && small(own) {
        return outlines.area(own);
    }
    let target = (1..=outlines.count() as u32)
        .filter(|id| small(*id) && away(*id).iter().all(|away| *away <= 12.0))
        .min_by(|a, b| squared(*a).total_cmp(&squared(*b)));
    match target {
        Some(id) if own == 0 || squared(id) < squared(own) => outlines.area(id),
        _ => outlines.area(own),
    }
}

/// An area with an enclave of a hundredth of its width in the middle of the upper half.
fn with_enclave() -> Outlines {
    let mut topology = Picture::drawn(&["AAA", "ABA", "AAA"]).topology(STRAIGHT, 4);
    for point in topology.arcs.iter_mut().flatten() {
        if (100..=200).contains(&point[0]) && (-200..=-100).contains(&point[1]) {
            *point = [150 + (point[0] - 150) / 20, -70 + (point[1] + 150) / 20];
        }
    }
    outlines(&topology)
}

#[test]
fn a_small_area_is_hit_from_12_pixels_around_but_its_neighbour_at_its_own_place() {
    let outlines = with_enclave();
    let camera = fitted(&outlines, 150, 150);
    let ids = ids(&outlines, &camera);
    let labels = LabelIndex::new(&outlines);
    let at = |x: f64, y: f64| hit(&outlines, &labels, &ids, [x, y]);
    assert_eq!(at(75.0, 35.0), Some(AreaIx(5)));
    assert_eq!(at(75.0 + 11.5, 35.0 + 11.5), Some(AreaIx(5)));
    assert_eq!(at(75.0 + 12.5, 35.0), Some(AreaIx(4)));
    assert_eq!(at(75.0, 75.0), Some(AreaIx(4)));
    assert_eq!(at(-1.0, 5.0), None);
    assert_eq!(at(5.0, 151.0), None);
    assert_eq!(at(f64::NAN, 5.0), None);
}

#[test]
fn targets_grow_with_density() {
    let outlines = with_enclave();
    let mut ids = IdBuffer::new();
    ids.raster(&outlines, &fitted(&outlines, 150, 150), 2.0)
        .unwrap();
    let found = hit(
        &outlines,
        &LabelIndex::new(&outlines),
        &ids,
        [75.0 + 23.0, 35.0],
    );
    assert_eq!(found, Some(AreaIx(5)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn hits_are_those_of_looking_at_every_label(
        columns in 1_usize..9, rows in 1_usize..9, seed in any::<u64>(), px in 20_u32..160,
        points in prop::collection::vec([0.0_f64..1.2, 0.0_f64..1.2], 20)
    ) {
        let bends = Bends { cell: 1000, jitter: 220, points: 2, seed };
        let outlines = outlines(&Picture::tiles(columns, rows).topology(bends, 3));
        let camera = Camera { ..fitted(&outlines, px, px) };
        let ids = ids(&outlines, &camera);
        let labels = LabelIndex::new(&outlines);
        for point in points {
            let at = point.map(|share| share * f64::from(px));
            prop_assert_eq!(hit(&outlines, &labels, &ids, at), twin(&outlines, &ids, at));
        }
    }

    #[test]
    fn every_area_on_the_screen_can_be_hit(
        columns in 1_usize..9, rows in 1_usize..9, seed in any::<u64>()
    ) {
        let bends = Bends { cell: 1000, jitter: 220, points: 2, seed };
        let outlines = outlines(&Picture::tiles(columns, rows).topology(bends, 0));
        let camera = fitted(&outlines, 60, 60);
        let ids = ids(&outlines, &camera);
        let labels = LabelIndex::new(&outlines);
        let mut found = vec![false; columns * rows];
        for y in 0..60 {
            for x in 0..60 {
                let at = [f64::from(x) + 0.5, f64::from(y) + 0.5];
                if let Some(area) = hit(&outlines, &labels, &ids, at) {
                    found[area.index()] = true;
                }
            }
        }
        prop_assert!(found.iter().all(|found| *found));
    }
}
