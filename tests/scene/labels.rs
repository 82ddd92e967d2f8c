//! Which names stand on the map.

use proptest::prelude::*;
use teilraum::geom::Bounds;
use teilraum::scene::{Camera, Candidate, LabelPlan};

const BOUNDS: Bounds = Bounds {
    min_m: [0.0, 0.0],
    max_m: [100_000.0, 80_000.0],
};
const OPENS: f64 = 0.002;
const LARGEST: [f64; 2] = [100.0, 34.0];

fn candidates() -> impl Strategy<Value = Vec<Option<Candidate>>> {
    let one = (
        (0.0..100_000.0, 0.0..80_000.0),
        (200.0..30_000.0, 200.0..30_000.0),
        (20.0..100.0, 14.0..34.0),
    );
    let one = one.prop_map(|(at, land, name)| Candidate {
        at_m: [at.0, at.1],
        land_m: [land.0, land.1],
        name_css: [name.0, name.1],
    });
    prop::collection::vec(prop::option::weighted(0.9, one), 0..120)
}

fn plan(candidates: &[Option<Candidate>], work: u32) -> LabelPlan {
    let mut plan = LabelPlan::new(BOUNDS, candidates.len() as u32, OPENS, 0.8, LARGEST);
    while plan.step(work, &|place| candidates[place as usize]) {}
    plan
}

fn shown(plan: &LabelPlan, camera: &Camera, density: f64) -> Vec<(u32, [f64; 2])> {
    let mut found = Vec::new();
    plan.each_shown(camera, density, &mut |place, at| found.push((place, at)));
    found
}

fn camera(css_per_m: f64, center_m: [f64; 2], density: f64) -> Camera {
    Camera {
        center_m,
        px_per_m: css_per_m * density,
        width_px: (800.0 * density) as u32,
        height_px: (600.0 * density) as u32,
    }
}

fn places(shown: &[(u32, [f64; 2])]) -> Vec<u32> {
    let mut places: Vec<u32> = shown.iter().map(|(place, _)| *place).collect();
    places.sort_unstable();
    places
}

/// The boxes of what is shown: left, top, right, bottom in CSS pixels.
fn boxes(candidates: &[Option<Candidate>], shown: &[(u32, [f64; 2])]) -> Vec<[f64; 4]> {
    let around = |(place, [x, y]): &(u32, [f64; 2])| {
        let [width, height] = candidates[*place as usize].unwrap().name_css;
        [
            x - width / 2.0,
            y - height / 2.0,
            x + width / 2.0,
            y + height / 2.0,
        ]
    };
    shown.iter().map(around).collect()
}

proptest! {
    #[test]
    fn no_two_names_overlap_and_all_lie_on_the_map(
        candidates in candidates(),
        zoom in 1.0..60.0,
        center in (0.0..100_000.0, 0.0..80_000.0),
        density in 1.0..3.0,
    ) {
        let shown = shown(&plan(&candidates, 7), &camera(OPENS * zoom, center.into(), density), density);
        let boxes = boxes(&candidates, &shown);
        for (at, one) in boxes.iter().enumerate() {
            prop_assert!(one[0] >= -0.1 && one[1] >= -0.1, "{one:?}");
            prop_assert!(one[2] <= 800.1 && one[3] <= 600.1, "{one:?}");
            for other in &boxes[..at] {
                let apart = one[0] >= other[2] || other[0] >= one[2]
                    || one[1] >= other[3] || other[1] >= one[3];
                prop_assert!(apart, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_name_once_shown_stays_while_zooming_in_on_it(
        candidates in candidates(),
        zoom in 1.0..30.0,
        further in 1.0..8.0,
    ) {
        let plan = plan(&candidates, 1000);
        let far = shown(&plan, &camera(OPENS * zoom, BOUNDS.center_m(), 1.0), 1.0);
        for (place, _) in far {
            let at_m = candidates[place as usize].unwrap().at_m;
            let near = shown(&plan, &camera(OPENS * zoom * further, at_m, 1.0), 1.0);
            prop_assert!(places(&near).contains(&place));
        }
    }

    #[test]
    fn panning_loses_only_names_that_leave_and_gains_only_names_that_enter(
        candidates in candidates(),
        zoom in 1.0..30.0,
        by in (-400.0..400.0, -300.0..300.0),
    ) {
        let plan = plan(&candidates, 1000);
        let before = camera(OPENS * zoom, BOUNDS.center_m(), 1.0);
        let after = before.panned(by.into());
        // A screen that holds both: what it shows is what either may show.
        let both = Camera { width_px: 4000, height_px: 3000, ..before };
        let all = shown(&plan, &both, 1.0);
        for camera in [before, after] {
            let shown = places(&shown(&plan, &camera, 1.0));
            for (place, _) in &all {
                let candidate = candidates[*place as usize].unwrap();
                let [x, y] = camera.screen_from_map(candidate.at_m);
                let [width, height] = candidate.name_css.map(|css| css / 2.0);
                let inside = |slack: f64| x - width >= slack && x + width <= 800.0 - slack
                    && y - height >= slack && y + height <= 600.0 - slack;
                if inside(0.1) {
                    prop_assert!(shown.contains(place));
                } else if !inside(-0.1) {
                    prop_assert!(!shown.contains(place));
                }
            }
            prop_assert!(shown.iter().all(|place| places(&all).contains(place)));
        }
    }

    #[test]
    fn the_size_of_the_steps_changes_nothing(candidates in candidates(), work in 1_u32..50) {
        prop_assert_eq!(plan(&candidates, work), plan(&candidates, 100_000));
    }

    #[test]
    fn a_grid_of_cells_finds_what_comparing_all_finds(candidates in candidates(), zoom in 1.0..60.0) {
        let camera = camera(OPENS * zoom, BOUNDS.center_m(), 1.0);
        // A name that much larger than the land makes a single cell of everything at these scales.
        let mut single = LabelPlan::new(BOUNDS, candidates.len() as u32, OPENS, 0.8, [1e6, 1e6]);
        while single.step(1000, &|place| candidates[place as usize]) {}
        let cells = shown(&plan(&candidates, 1000), &camera, 1.0);
        prop_assert_eq!(places(&cells), places(&shown(&single, &camera, 1.0)));
    }
}

#[test]
fn the_larger_area_keeps_its_name_where_two_would_overlap() {
    let small = Candidate {
        at_m: [50_000.0, 40_000.0],
        land_m: [9_000.0, 9_000.0],
        name_css: [60.0, 16.0],
    };
    let large = Candidate {
        at_m: [51_000.0, 40_000.0],
        land_m: [20_000.0, 20_000.0],
        ..small
    };
    let candidates = [Some(small), Some(large)];
    let plan = plan(&candidates, 10);
    let at = |scale: f64| places(&shown(&plan, &camera(scale, large.at_m, 1.0), 1.0));
    // Too far out for either, room for the large one, then for both.
    assert_eq!(at(0.0022), Vec::<u32>::new());
    assert_eq!(at(0.01), [1]);
    assert_eq!(at(0.07), [0, 1]);
}

#[test]
fn a_plan_without_names_or_places_shows_nothing() {
    let nowhere = Candidate {
        at_m: [0.0; 2],
        land_m: [0.0; 2],
        name_css: [10.0; 2],
    };
    for candidates in [vec![], vec![None, None], vec![Some(nowhere)]] {
        let plan = plan(&candidates, 3);
        assert_eq!(shown(&plan, &camera(1.0, [0.0; 2], 1.0), 1.0), []);
    }
}
