//! Ids of pixels.

use proptest::prelude::*;
use teilraum::geom::Outlines;
use teilraum::scene::{Camera, IdBuffer, SceneError};

use super::art::{Bends, Picture, STRAIGHT};
use super::{fitted, ids, letters, outlines};

/// The slow, clear way: for each area and pixel center, the even-odd rule over its own rings.
fn twin(outlines: &Outlines, camera: &Camera) -> Vec<Vec<u32>> {
    // Positions are rounded to 1/256 pixel, scale and origin cut to 2^-30 of that.
    let one = f64::from(1 << 30);
    let scale = (outlines.step_m() * camera.px_per_m * 256.0 * one) as i128;
    let origin = camera.screen_from_map(outlines.origin_m());
    let origin = origin.map(|px| ((px * 256.0 + 0.5) * one) as i128);
    let project = |point: [i32; 2]| {
        let [x, y] = point.map(i128::from);
        [(origin[0] + x * scale) >> 30, (origin[1] - y * scale) >> 30]
    };
    let mut owners = vec![Vec::new(); (camera.width_px * camera.height_px) as usize];
    for id in 1..=outlines.count() as u32 {
        let rings: Vec<Vec<[i128; 2]>> = outlines
            .rings(id)
            .map(|ring| {
                outlines
                    .ring_points(ring)
                    .into_iter()
                    .map(project)
                    .collect()
            })
            .collect();
        for row in 0..camera.height_px {
            for column in 0..camera.width_px {
                let center = [i128::from(column) * 256 + 128, i128::from(row) * 256 + 128];
                if rings.iter().filter(|ring| odd(ring, center)).count() % 2 == 1 {
                    owners[(row * camera.width_px + column) as usize].push(id);
                }
            }
        }
    }
    owners
}

/// Whether a ring has an odd number of crossings at or left of a point, exactly.
fn odd(ring: &[[i128; 2]], [x, y]: [i128; 2]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crossings = ring.iter().zip(next).filter(|(a, b)| {
        let (a, b) = if a[1] <= b[1] { (a, b) } else { (b, a) };
        a[1] <= y && y < b[1] && (x - a[0]) * (b[1] - a[1]) >= (b[0] - a[0]) * (y - a[1])
    });
    crossings.count() % 2 == 1
}

/// Compares with the twin wherever it names one owner or none; returns the pixels it does not.
fn compare(outlines: &Outlines, camera: &Camera) -> usize {
    let ids = ids(outlines, camera);
    let mut unclear = 0;
    for (owners, at) in twin(outlines, camera).iter().zip(0..) {
        let (column, row) = (at % camera.width_px, at / camera.width_px);
        let found = ids.get(column, row).unwrap();
        match owners.as_slice() {
            [] if found == 0 => {}
            [owner] if *owner == found => {}
            // Given to an area too small for a pixel center.
            _ if found != 0 && ids.pixels(found) == 1 => {}
            [] | [_] => panic!("pixel {column}, {row}: expected {owners:?}, found {found}"),
            _ => unclear += 1,
        }
    }
    unclear
}

#[test]
fn squares_fill_their_pixels() {
    let picture = Picture::drawn(&["AAB", "ACB", "AAB"]);
    let outlines = outlines(&picture.topology(STRAIGHT, 0));
    let ids = ids(&outlines, &fitted(&outlines, 6, 6));
    let expected = ["AAAABB", "AAAABB", "AACCBB", "AACCBB", "AAAABB", "AAAABB"];
    assert_eq!(letters(&ids), expected);
    assert_eq!(ids.pixels(3), 4);
}

#[test]
fn enclaves_islands_and_parts_stay_apart() {
    let picture = Picture::drawn(&[
        "AAAA...B", //
        "ABBA.C..", "ABCA....", "AAAA..A.",
    ]);
    let outlines = outlines(&picture.topology(STRAIGHT, 0));
    let ids = ids(&outlines, &fitted(&outlines, 8, 4));
    assert_eq!(
        letters(&ids),
        ["AAAA...B", "ABBA.C..", "ABCA....", "AAAA..A."]
    );
}

#[test]
fn what_lies_left_of_the_screen_still_counts() {
    let picture = Picture::drawn(&["AABBC", "ADDBC"]);
    let outlines = outlines(&picture.topology(STRAIGHT, 0));
    let camera = Camera {
        center_m: [400.0, -100.0],
        px_per_m: 0.01,
        width_px: 2,
        height_px: 2,
    };
    assert_eq!(letters(&ids(&outlines, &camera)), ["BC", "BC"]);
}

#[test]
fn an_area_smaller_than_a_pixel_gets_one_from_its_neighbour() {
    let mut topology = Picture::drawn(&["AAA", "ABA", "AAA"]).topology(STRAIGHT, 0);
    for point in topology.arcs.iter_mut().flatten() {
        // Shrink the enclave to a hundredth, away from the pixel center.
        if (100..=200).contains(&point[0]) && (-200..=-100).contains(&point[1]) {
            *point = [120 + (point[0] - 100) / 100, -130 + (point[1] + 100) / 100];
        }
    }
    let outlines = outlines(&topology);
    let ids = ids(&outlines, &fitted(&outlines, 3, 3));
    assert_eq!(letters(&ids), ["AAA", "ABA", "AAA"]);
    assert_eq!((ids.pixels(1), ids.pixels(2), ids.unseen()), (8, 1, 0));
}

#[test]
fn nobody_loses_the_last_pixel_and_the_unseen_are_counted() {
    let outlines = outlines(&Picture::tiles(20, 20).topology(STRAIGHT, 0));
    let ids = ids(&outlines, &fitted(&outlines, 10, 10));
    let owned: u32 = (1..=400).map(|id| ids.pixels(id)).sum();
    assert_eq!(owned, 100);
    assert!((1..=400).all(|id| ids.pixels(id) <= 1));
    assert_eq!(ids.unseen(), 300);
}

#[test]
fn more_areas_than_16_bits_count_are_kept_apart() {
    let outlines = outlines(&Picture::tiles(300, 300).topology(STRAIGHT, 0));
    let ids = ids(&outlines, &fitted(&outlines, 600, 600));
    assert_eq!(ids.get(599, 599), Some(90_000));
    assert!((1..=90_000).all(|id| ids.pixels(id) == 4));
}

#[test]
fn unusable_cameras_are_refused() {
    let outlines = outlines(&Picture::drawn(&["A"]).topology(STRAIGHT, 0));
    let mut ids = IdBuffer::new();
    let good = fitted(&outlines, 10, 10);
    let flat = Camera {
        px_per_m: 0.0,
        ..good
    };
    let huge = Camera {
        width_px: 100_000,
        height_px: 100_000,
        ..good
    };
    assert!(matches!(
        ids.raster(&outlines, &flat, 1.0),
        Err(SceneError::Camera { .. })
    ));
    assert!(matches!(
        ids.raster(&outlines, &good, 0.0),
        Err(SceneError::Camera { .. })
    ));
    let refused = ids.raster(&outlines, &huge, 1.0);
    assert!(matches!(refused, Err(SceneError::TooManyPixels { .. })));
    let near = good.zoomed(1e9, [5.0, 5.0], [0.0, 1e12]);
    assert!(matches!(
        ids.raster(&outlines, &near, 1.0),
        Err(SceneError::TooFar { .. })
    ));
    assert_eq!(ids, IdBuffer::new());
    let bounds = outlines.bounds().unwrap();
    let limits = Camera::scale_limits(bounds, 10, 10);
    let nearest = good.zoomed(1e9, [0.0, 0.0], limits).kept_inside(bounds);
    assert_eq!(ids.raster(&outlines, &nearest, 1.0), Ok(()));
}

#[test]
fn a_buffer_used_before_gives_the_same_ids() {
    let outlines = outlines(&Picture::tiles(7, 5).topology(STRAIGHT, 0));
    let camera = fitted(&outlines, 50, 40);
    let mut used = IdBuffer::new();
    let other = camera.resized(33, 77).zoomed(3.0, [5.0, 5.0], [0.0, 10.0]);
    used.raster(&outlines, &other, 2.0).unwrap();
    used.raster(&outlines, &camera, 1.0).unwrap();
    assert!(letters(&used) == letters(&ids(&outlines, &camera)));
}

prop_compose! {
    /// A random picture with parts, holes and gaps, bent borders, and a camera somewhere near.
    fn scenes()(
        width in 1_usize..7,
        cells in prop::collection::vec(0_u32..7, 1..36),
        points in 0..6_i32,
        seed in any::<u64>(),
        zoom in 0.3_f64..4.0,
        at in [0.0_f64..1.0, 0.0_f64..1.0],
    ) -> (Picture, Bends, f64, [f64; 2]) {
        let height = cells.len().div_ceil(width);
        let mut cells = cells;
        cells.resize(width * height, 0);
        // Number the areas without gaps, so that each has an outline.
        let mut used = cells.clone();
        used.sort_unstable();
        used.dedup();
        used.retain(|area| *area > 0);
        let number = |cell: &u32| used.binary_search(cell).map_or(0, |at| at as u32 + 1);
        let cells = cells.iter().map(number).collect();
        let bends = Bends { cell: 1000, jitter: 120, points, seed };
        (Picture { width, cells }, bends, zoom, at)
    }
}

proptest! {
    #[test]
    fn borders_walked_once_give_what_each_area_gives_alone(
        (picture, bends, zoom, at) in scenes()
    ) {
        prop_assume!(picture.count() > 0);
        let outlines = outlines(&picture.topology(bends, 5));
        let about = at.map(|share| share * 30.0);
        let camera = fitted(&outlines, 31, 29).zoomed(zoom, about, [0.0, 1e9]);
        let unclear = compare(&outlines, &camera);
        prop_assert!(unclear == 0, "{unclear} pixels with several owners");
    }

    #[test]
    fn every_area_on_the_screen_owns_a_pixel_while_they_suffice(
        columns in 2_usize..12, rows in 2_usize..12, seed in any::<u64>()
    ) {
        let bends = Bends { cell: 1000, jitter: 200, points: 2, seed };
        let outlines = outlines(&Picture::tiles(columns, rows).topology(bends, 0));
        let camera = fitted(&outlines, 3 * columns as u32, 3 * rows as u32);
        let ids = ids(&outlines, &camera);
        prop_assert_eq!(ids.unseen(), 0);
        for id in 1..=(columns * rows) as u32 {
            prop_assert!(ids.pixels(id) > 0);
        }
    }

    #[test]
    fn land_has_no_gap(columns in 1_usize..9, rows in 1_usize..9, seed in any::<u64>()) {
        // One area of all cells and one area per cell must cover the same pixels.
        let bends = Bends { cell: 1000, jitter: 150, points: 3, seed };
        let tiles = Picture::tiles(columns, rows).topology(bends, 0);
        let parts = outlines(&tiles);
        let camera = fitted(&parts, 60, 60);
        let fine = ids(&parts, &camera);
        let mut whole = tiles.clone();
        whole.arcs = parts.arcs().iter().map(|arc| parts.arc_points(arc).to_vec()).collect();
        whole.levels[0].2 = vec![outer_ring(&parts)];
        let coarse = ids(&outlines(&whole), &camera);
        for row in 0..60 {
            for column in 0..60 {
                let land = [&fine, &coarse].map(|ids| ids.get(column, row).unwrap() > 0);
                prop_assert_eq!(land[0], land[1]);
            }
        }
    }
}

/// The arcs with nothing on one side, linked to rings.
fn outer_ring(parts: &Outlines) -> Vec<Vec<i32>> {
    let mut open: Vec<_> = (0..)
        .zip(parts.arcs())
        .filter(|(_, arc)| arc.sides.contains(&0))
        .map(|(at, arc)| {
            let points = parts.arc_points(arc);
            (points[0], points[points.len() - 1], at)
        })
        .collect();
    let mut rings = Vec::new();
    while let Some((start, mut end, first)) = open.pop() {
        let mut ring = vec![first];
        while end != start {
            let next = open
                .iter()
                .position(|arc| arc.0 == end || arc.1 == end)
                .unwrap();
            let (from, to, at) = open.swap_remove(next);
            let forward = from == end;
            ring.push(if forward { at } else { !at });
            end = if forward { to } else { from };
        }
        rings.push(ring);
    }
    rings
}
