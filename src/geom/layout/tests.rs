//! Layouts of squares in rows, some left out, some wide and some narrow.

use std::collections::{BTreeMap, BTreeSet};

use super::{Circles, Drawing, Layout, Tiles, length};
use crate::geom::Outlines;
use crate::model::AreaIx;
use crate::stats::{Job, Progress, finish};

/// Areas of a board whose columns grow wider to the east; every ninth has no outline.
fn board(columns: i32, rows: i32) -> Outlines {
    let empty = Outlines::of(
        &crate::model::Borders {
            origin_m: [0.0; 2],
            step_m: 10.0,
            bands: 1,
            points: std::sync::Arc::default(),
            arc_ends: Vec::new(),
            levels: vec![crate::model::LevelBorders {
                first_area: 100,
                ..crate::model::LevelBorders::default()
            }],
        },
        crate::model::LevelIx(0),
        &[],
    )
    .expect("an empty level");
    let mut drawing = Drawing::new(&empty);
    let mut edges: BTreeMap<[[i32; 2]; 2], i32> = BTreeMap::new();
    let x = |column: i32| column * 100 + column * column * 7;
    for at in 0..columns * rows {
        let [column, row] = [at % columns, at / columns];
        let [west, east] = [x(column), x(column + 1)];
        let [south, north] = [row * 100, row * 100 + 100];
        let corners = [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
        ];
        let mut ring = Vec::new();
        if at % 9 != 8 {
            for pair in corners.windows(2) {
                let [from, to] = [pair[0], pair[1]];
                let known = edges.remove(&[to, from]);
                ring.push(known.map_or_else(|| drawing.arc([from, to]), |arc| !arc));
                if known.is_none() {
                    edges.insert([from, to], ring[ring.len() - 1]);
                }
            }
        }
        drawing.area(
            &ring,
            (at % 9 != 8).then_some([(west + east) / 2, (south + north) / 2]),
        );
    }
    let layout = drawing.finish([0.0; 2], 10.0, Vec::new());
    let parents: Vec<_> = (0..columns * rows)
        .map(|at| Some(AreaIx((at % columns / 4) as u32)))
        .collect();
    layout.outlines(&parents).expect("sound outlines")
}

fn tiles(outlines: &Outlines) -> Layout {
    finish(Tiles::new(outlines).expect("outlines"))
}

/// Middles and radii.
fn circles_of(layout: &Layout) -> Vec<([f64; 2], f64)> {
    let outlines = layout.outlines(&[]).expect("sound outlines");
    let mut all = Vec::new();
    for id in 1..=outlines.count() as u32 {
        let Some(at) = outlines.labels()[id as usize - 1] else {
            continue;
        };
        let at = outlines.map_from_grid(at);
        let far = |ring: &[i32]| {
            let points = outlines.ring_points(ring).into_iter();
            points
                .map(|point| {
                    let [x, y] = outlines.map_from_grid(point);
                    length([x - at[0], y - at[1]])
                })
                .fold(0.0, f64::max)
        };
        all.push((at, outlines.rings(id).map(far).fold(0.0, f64::max)));
    }
    all
}

#[test]
fn every_area_with_an_outline_has_a_tile_of_its_own_and_all_are_alike() {
    for (columns, rows) in [(1, 1), (2, 1), (7, 5), (20, 15)] {
        let outlines = board(columns, rows);
        let layout = tiles(&outlines);
        let tiled = layout.outlines(&[]).expect("sound outlines");
        let wanted: Vec<bool> = outlines.labels().iter().map(Option::is_some).collect();
        let found: Vec<bool> = tiled.labels().iter().map(Option::is_some).collect();
        assert_eq!(found, wanted, "{columns} by {rows}");
        let places: BTreeSet<_> = tiled.labels().iter().flatten().collect();
        assert_eq!(
            places.len(),
            wanted.iter().filter(|it| **it).count(),
            "no two tiles are one"
        );
        let sizes: BTreeSet<_> = tiled
            .boxes()
            .iter()
            .filter(|it| !it.is_empty())
            .map(|it| [it.max[0] - it.min[0], it.max[1] - it.min[1]])
            .collect();
        assert_eq!(sizes, BTreeSet::from([[14, 16]]));
        assert!(tiled.arcs().iter().all(|arc| arc.sides[0] != arc.sides[1]));
    }
}

#[test]
fn tiles_lie_near_their_places_and_neighbours_mostly_beside_each_other() {
    let outlines = board(20, 15);
    let layout = tiles(&outlines);
    let tiled = layout.outlines(&[]).expect("sound outlines");
    let size = outlines.bounds().expect("land").size_m();
    let mut far = 0.0_f64;
    for (place, tile) in outlines.labels().iter().zip(tiled.labels()) {
        if let (Some(place), Some(tile)) = (place, tile) {
            let [a, b] = [outlines.map_from_grid(*place), tiled.map_from_grid(*tile)];
            far = far.max(length([(a[0] - b[0]) / size[0], (a[1] - b[1]) / size[1]]));
        }
    }
    assert!(
        far < 0.3,
        "a tile lies {far} of the map away from its place"
    );
    let beside =
        |one: u32, other: u32| layout.neighbours.lists[one as usize - 1].contains(&(other + 99));
    let pairs: Vec<[u32; 2]> = outlines
        .arcs()
        .iter()
        .map(|arc| arc.sides)
        .filter(|it| !it.contains(&0))
        .collect();
    let kept = pairs
        .iter()
        .filter(|[one, other]| beside(*one, *other))
        .count();
    assert!(
        kept * 10 > pairs.len() * 6,
        "{kept} of {} neighbours touch",
        pairs.len()
    );
}

#[test]
fn layouts_are_the_same_however_the_work_is_cut_up() {
    let outlines = board(12, 9);
    let sizes: Vec<f64> = (0..outlines.count())
        .map(|at| (at * at % 97) as f64)
        .collect();
    fn in_steps<J: Job>(mut job: J) -> (J::Output, u32) {
        let mut steps = 0;
        loop {
            steps += 1;
            if let Progress::Done(done) = job.step(1) {
                return (done, steps);
            }
        }
    }
    let (tiled, steps) = in_steps(Tiles::new(&outlines).expect("outlines"));
    assert!(steps > 20, "{steps}");
    assert_eq!(tiled, tiles(&outlines));
    let circles = || Circles::new(&outlines, &sizes).expect("outlines");
    let (circled, steps) = in_steps(circles());
    assert!(steps > 20, "{steps}");
    assert_eq!(circled, finish(circles()));
}

#[test]
fn circles_do_not_overlap_and_their_surfaces_are_in_proportion() {
    let outlines = board(12, 9);
    for seed in 1..6_usize {
        let sizes: Vec<f64> = (0..outlines.count())
            .map(|at| ((at * 31 * seed) % 89 + 20) as f64)
            .collect();
        let circles = circles_of(&finish(Circles::new(&outlines, &sizes).expect("outlines")));
        for (at, (one, radius)) in circles.iter().enumerate() {
            for (other, its) in &circles[..at] {
                let apart = length([one[0] - other[0], one[1] - other[1]]);
                assert!(
                    apart >= radius + its,
                    "{apart} between circles of {radius} and {its}"
                );
            }
        }
        let with = outlines
            .labels()
            .iter()
            .zip(&sizes)
            .filter(|(label, _)| label.is_some());
        let ratios: Vec<f64> = with
            .zip(&circles)
            .map(|((_, size), (_, radius))| radius * radius / size)
            .collect();
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        assert!(
            ratios.iter().all(|ratio| (ratio / mean - 1.0).abs() < 0.01),
            "{ratios:?}"
        );
    }
}

#[test]
fn sizes_that_are_none_and_areas_in_one_place_do_no_harm() {
    let outlines = board(3, 3);
    for sizes in [
        vec![],
        vec![0.0; 9],
        vec![f64::NAN, -1.0, f64::INFINITY, 5.0],
    ] {
        let circles = circles_of(&finish(Circles::new(&outlines, &sizes).expect("outlines")));
        assert_eq!(circles.len(), 8);
        assert!(
            circles
                .iter()
                .all(|(at, radius)| at[0].is_finite() && *radius > 0.0),
            "{circles:?}"
        );
    }
}
