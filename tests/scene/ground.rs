//! Land around the areas: beneath them, never in their place.

use proptest::prelude::*;
use teilraum::geom::{Outlines, neighbours};
use teilraum::model::Borders;
use teilraum::scene::{Caption, IdBuffer, LabelIndex, Style, hit, svg};

use super::art::{Bends, Picture, Random, STRAIGHT};
use super::painting::{painted, refined};
use super::{fitted, ids, outlines, plain_style};

/// Closed lines on a grid of half a metre.
pub fn rings(rings: &[Vec<[i32; 2]>]) -> Borders {
    let mut borders = Borders {
        origin_m: [-3.0, 7.0],
        step_m: 0.5,
        bands: 1,
        ..Borders::default()
    };
    let mut points = Vec::new();
    for ring in rings {
        points.extend_from_slice(ring);
        points.extend(ring.first());
        borders.arc_ends.push(points.len() as u32);
    }
    borders.points = points.into();
    borders
}

/// Some land at random in and around a box of `side` metres below the origin.
pub fn at_random(seed: u64, side: i32) -> Borders {
    let mut random = Random(seed);
    let mut point = || {
        [
            side + random.within(2 * side),
            random.within(2 * side) - side,
        ]
    };
    let lines: Vec<Vec<_>> = (0..3).map(|_| (0..9).map(|_| point()).collect()).collect();
    rings(&lines)
}

/// Whether an odd number of crossings lies left of a point, edge by edge.
fn holds(outlines: &Outlines, [x, y]: [f64; 2]) -> bool {
    let Some(context) = outlines.context() else {
        return false;
    };
    let (origin_m, step_m) = context.grid();
    let metres =
        |point: [i32; 2]| [0, 1].map(|axis| origin_m[axis] + f64::from(point[axis]) * step_m);
    let mut inside = false;
    for ring in context.rings() {
        for pair in ring.windows(2) {
            let [a, b] = [pair[0], pair[1]].map(metres);
            if (a[1] > y) != (b[1] > y) {
                let at = a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
                inside ^= at < x;
            }
        }
    }
    inside
}

fn with_page(count: usize) -> Style {
    let mut style = plain_style(count);
    style.colors.page = Some([255; 3]);
    style.colors.ground = [1, 2, 3];
    style.widths.coast_css = 0.0;
    style
}

fn pixels(rgba: &[u8]) -> impl Iterator<Item = [u8; 4]> {
    rgba.chunks_exact(4).map(|pixel| pixel.try_into().unwrap())
}

proptest! {
    #[test]
    fn a_pixel_is_ground_if_its_center_lies_there_and_in_no_area(
        seed in any::<u64>(), width in 1_u32..150, height in 1_u32..60,
    ) {
        let bends = Bends { cell: 1000, jitter: 200, points: 3, seed };
        let mut outlines = outlines(&Picture::drawn(&["A.B", ".C.", "DD."]).topology(bends, 0));
        outlines.set_context(&at_random(seed, 3000));
        let style = with_page(4);
        let ids = ids(&outlines, &fitted(&outlines, width, height).zoomed(0.6, [5.0; 2], [0.0, 1e9]));
        let rgba = painted(&outlines, &ids, &style);
        let camera = ids.camera();
        let mut off = 0;
        for (at, found) in (0..).zip(pixels(&rgba)) {
            let (column, row) = (at % width, at / width);
            let center = [f64::from(column) + 0.5, f64::from(row) + 0.5];
            let ground = holds(&outlines, camera.map_from_screen(center));
            let area = ids.get(column, row) != Some(0);
            prop_assert!(!area || found != [1, 2, 3, 255], "an area shows at {column}, {row}");
            // The coast's own pixels are neither.
            let coast = found == [89, 89, 89, 255];
            off += u32::from(!area && !coast && (found == [1, 2, 3, 255]) != ground);
        }
        // Corners are rounded to 1/256 of a pixel: a center may lie on the other side by that.
        prop_assert!(off <= 4 + width * height / 500, "{off} of {}", width * height);
    }
}

/// One area with land all around it but a lake in the east.
fn surrounded() -> Outlines {
    let mut outlines = outlines(&Picture::drawn(&["...", ".A.", "..."]).topology(STRAIGHT, 0));
    let box_of =
        |x: [i32; 2], y: [i32; 2]| vec![[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]]];
    outlines.set_context(&rings(&[
        box_of([-400, 1000], [-900, 300]),
        box_of([500, 560], [-400, -200]),
    ]));
    outlines
}

#[test]
fn nothing_is_hit_on_land_around_and_areas_own_what_they_owned() {
    let around = surrounded();
    let mut alone = around.clone();
    alone.set_context(&Borders::default());
    assert!(alone.context().is_none() && around.context().is_some());
    let camera = fitted(&around, 60, 60).zoomed(0.4, [30.0; 2], [0.0, 1e9]);
    let (one, other) = (ids(&around, &camera), ids(&alone, &camera));
    let owned = |ids: &IdBuffer| -> Vec<Option<u32>> {
        let cells = (0..60).flat_map(|row| (0..60).map(move |column| (column, row)));
        cells.map(|(column, row)| ids.get(column, row)).collect()
    };
    assert_eq!(owned(&one), owned(&other));
    let counted = |ids: &IdBuffer| (ids.pixels(0), ids.pixels(1), ids.unseen());
    assert_eq!(counted(&one), counted(&other));
    assert_eq!(one.border_share().to_bits(), other.border_share().to_bits());
    assert_eq!(around.bounds(), alone.bounds());
    assert_eq!(neighbours(&around), neighbours(&alone));
    let labels = LabelIndex::new(&around);
    let rgba = painted(&around, &one, &with_page(1));
    let ground = pixels(&rgba)
        .enumerate()
        .filter(|(_, it)| *it == [1, 2, 3, 255]);
    let mut count = 0;
    for (at, _) in ground {
        let point = [at % 60, at / 60].map(|px| px as f64 + 0.5);
        assert_eq!(hit(&around, &labels, &one, point), None);
        count += 1;
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn its_edge_is_smooth_at_rest_on_a_page_and_on_none() {
    let outlines = surrounded();
    // The west edge lies at -203 m, the area's at 100 m: two pixels and a half from the screen's.
    let camera = teilraum::scene::Camera {
        center_m: [-143.0, -150.0],
        px_per_m: 0.05,
        width_px: 11,
        height_px: 3,
    };
    let ids = ids(&outlines, &camera);
    let style = with_page(1);
    let row: Vec<_> = pixels(&refined(&outlines, &ids, &style, 9))
        .take(11)
        .collect();
    assert_eq!(row[1], [255; 4]);
    assert_eq!(row[2], [128, 129, 129, 255]);
    assert_eq!(row[3], [1, 2, 3, 255]);
    let mut style = style;
    style.colors.page = None;
    let row: Vec<_> = pixels(&refined(&outlines, &ids, &style, 9))
        .take(11)
        .collect();
    assert_eq!((row[1], row[3]), ([0; 4], [1, 2, 3, 255]));
    assert_eq!(row[2], [1, 2, 3, 127]);
}

#[test]
fn land_that_reaches_too_far_is_left_out() {
    let mut outlines = surrounded();
    let far = 1 << 29;
    outlines.set_context(&rings(&[vec![[-far, -far], [far, -far], [0, far]]]));
    let ids = ids(&outlines, &fitted(&outlines, 30, 30));
    let rgba = painted(&outlines, &ids, &with_page(1));
    assert!(pixels(&rgba).all(|it| it != [1, 2, 3, 255]));
    assert_eq!(refined(&outlines, &ids, &with_page(1), 9).len(), rgba.len());
    assert!(!drawn(&outlines, &ids, true).contains("#010203"));
}

fn drawn(outlines: &Outlines, ids: &IdBuffer, context: bool) -> String {
    let caption = Caption {
        title: String::new(),
        desc: String::new(),
        steps_per_px: 4,
        tolerance_px: 0.0,
        area_lines: true,
        context,
    };
    svg(outlines, ids, &with_page(1), &caption).unwrap()
}

#[test]
fn vector_graphics_have_it_beneath_everything_where_asked() {
    let outlines = surrounded();
    let ids = ids(&outlines, &fitted(&outlines, 60, 60));
    let text = drawn(&outlines, &ids, true);
    let ground = text.find("fill=\"#010203\" fill-rule=\"evenodd\"").unwrap();
    assert!(text.find("<rect").unwrap() < ground);
    assert!(ground < text.find("<g fill-rule").unwrap());
    assert!(!drawn(&outlines, &ids, false).contains("#010203"));
}
