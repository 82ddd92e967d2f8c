//! Colors of pixels.

use proptest::prelude::*;
use teilraum::color::Pattern;
use teilraum::geom::Outlines;
use teilraum::model::AreaIx;
use teilraum::scene::{
    Camera, IdBuffer, Look, Mark, Painter, Progress, RefinePaint, SceneError, Style, Widths,
};

use super::art::{Bends, Picture, STRAIGHT};
use super::{fitted, ids, outlines, plain_style, with_parents};

/// The picture while the map moves.
pub fn painted(outlines: &Outlines, ids: &IdBuffer, style: &Style) -> Vec<u8> {
    let camera = ids.camera();
    let mut rgba = vec![0; (camera.width_px * camera.height_px * 4) as usize];
    Painter::new()
        .paint(outlines, ids, style, &mut rgba)
        .unwrap();
    rgba
}

/// The picture at rest, painted `rows` at a time.
pub fn refined(outlines: &Outlines, ids: &IdBuffer, style: &Style, rows: u32) -> Vec<u8> {
    let camera = ids.camera();
    let mut rgba = vec![7; (camera.width_px * camera.height_px * 4) as usize];
    let mut refine = RefinePaint::new();
    refine.restart(outlines, ids, style).unwrap();
    while refine.step(outlines, ids, style, rows, &mut rgba).unwrap() != Progress::Done {}
    rgba
}

fn pixel(rgba: &[u8], camera: &Camera, column: u32, row: u32) -> [u8; 4] {
    let at = (row * camera.width_px + column) as usize * 4;
    rgba[at..at + 4].try_into().unwrap()
}

#[test]
fn pixels_show_their_area_and_outside_is_transparent() {
    let outlines = outlines(&Picture::drawn(&["AB."]).topology(STRAIGHT, 0));
    let camera = Camera {
        center_m: [150.0, -50.0],
        px_per_m: 0.2,
        width_px: 60,
        height_px: 20,
    };
    let ids = ids(&outlines, &camera);
    let style = plain_style(2);
    for rgba in [
        painted(&outlines, &ids, &style),
        refined(&outlines, &ids, &style, 1),
    ] {
        let [r, g, b] = style.looks[0].fill;
        assert_eq!(pixel(&rgba, &camera, 5, 5), [r, g, b, 255]);
        let [r, g, b] = style.looks[1].fill;
        assert_eq!(pixel(&rgba, &camera, 30, 5), [r, g, b, 255]);
        assert_eq!(pixel(&rgba, &camera, 55, 5), [0, 0, 0, 0]);
    }
}

#[test]
fn borders_between_parents_are_heavier() {
    let topology = Picture::drawn(&["ABC"]).topology(STRAIGHT, 0);
    let outlines = with_parents(&topology, &[7, 7, 9]);
    let ids = ids(&outlines, &fitted(&outlines, 90, 30));
    let style = Style {
        looks: vec![Look::plain([200; 3]); 3],
        ..Style::default()
    };
    let rgba = painted(&outlines, &ids, &style);
    let row: Vec<u8> = rgba[..360].chunks(4).map(|pixel| pixel[0]).collect();
    let dark = |range: std::ops::Range<usize>| row[range].iter().filter(|red| **red < 200).count();
    assert_eq!((dark(20..40), dark(50..70)), (1, 2));
    assert_eq!((row[29], row[59]), (89, 38));
}

#[test]
fn borders_grow_with_density() {
    let outlines = outlines(&Picture::drawn(&["AB"]).topology(STRAIGHT, 0));
    let style = Style {
        looks: vec![Look::plain([200; 3]); 2],
        ..Style::default()
    };
    let widths = [1.0, 2.0, 3.0, 4.0].map(|density| {
        let mut ids = IdBuffer::new();
        ids.raster(&outlines, &fitted(&outlines, 200, 100), density)
            .unwrap();
        let rgba = painted(&outlines, &ids, &style);
        rgba[..800].chunks(4).filter(|pixel| pixel[0] < 200).count()
    });
    assert_eq!(widths, [1, 2, 2, 3]);
}

#[test]
fn borders_fade_before_they_cover_the_map() {
    let bends = Bends {
        cell: 1000,
        jitter: 200,
        points: 2,
        seed: 3,
    };
    let outlines = outlines(&Picture::tiles(30, 30).topology(bends, 0));
    let strength = |px: u32| {
        let ids = ids(&outlines, &fitted(&outlines, px, px));
        assert!(
            ids.border_share() <= 0.15 + 1e-9,
            "{} at {px} px",
            ids.border_share()
        );
        ids.border_strength()
    };
    let strengths = [60, 120, 200, 300, 480, 900].map(strength);
    assert!(strengths.is_sorted(), "{strengths:?}");
    assert_eq!((strengths[0], strengths[5]), (0.0, 1.0));
}

#[test]
fn borders_of_smooth_pictures_keep_within_the_same_share() {
    let bends = Bends {
        cell: 1000,
        jitter: 200,
        points: 2,
        seed: 3,
    };
    let outlines = outlines(&Picture::tiles(20, 20).topology(bends, 0));
    for px in [100, 160, 250, 400] {
        let ids = ids(&outlines, &fitted(&outlines, px, px));
        let style = Style {
            looks: vec![Look::plain([255; 3]); 400],
            ..Style::default()
        };
        let style = Style {
            colors: teilraum::scene::Colors {
                area: [0; 3],
                page: Some([255; 3]),
                ..style.colors
            },
            widths: Widths {
                coast_css: 0.0,
                ..style.widths
            },
            ..style
        };
        let rgba = refined(&outlines, &ids, &style, 100);
        let (mut dark, mut land) = (0.0, 0.0);
        for (at, pixel) in (0..).zip(rgba.chunks(4)) {
            if ids.get(at % px, at / px) > Some(0) {
                land += 1.0;
                dark += f64::from(255 - pixel[0]) / 255.0;
            }
        }
        assert!(dark / land <= 0.15, "{} at {px} px", dark / land);
    }
}

#[test]
fn a_tiny_island_keeps_its_color_at_rest_too() {
    let mut topology = Picture::drawn(&["A.B"]).topology(STRAIGHT, 0);
    for point in topology
        .arcs
        .iter_mut()
        .flatten()
        .filter(|point| point[0] >= 200)
    {
        *point = [221 + (point[0] - 200) / 100, -22 + (point[1] + 100) / 100];
    }
    let outlines = outlines(&topology);
    let camera = Camera {
        center_m: [150.0, -50.0],
        px_per_m: 0.1,
        width_px: 30,
        height_px: 10,
    };
    let ids = ids(&outlines, &camera);
    let style = plain_style(2);
    assert_eq!((ids.pixels(2), ids.get(22, 2)), (1, Some(2)));
    for rgba in [
        painted(&outlines, &ids, &style),
        refined(&outlines, &ids, &style, 9),
    ] {
        assert_eq!(pixel(&rgba, &camera, 22, 2)[..3], style.looks[1].fill);
    }
}

#[test]
fn patterns_ink_part_of_an_area_and_look_different() {
    let outlines = outlines(&Picture::drawn(&["A"]).topology(STRAIGHT, 0));
    let ids = ids(&outlines, &fitted(&outlines, 80, 80));
    let pictures = Pattern::ALL.map(|pattern| {
        let look = Look {
            pattern: Some(pattern),
            ..Look::plain([230; 3])
        };
        let style = Style {
            looks: vec![look],
            ..Style::default()
        };
        let rgba = painted(&outlines, &ids, &style);
        let inked = rgba.chunks(4).filter(|pixel| pixel[0] == 0).count();
        let plain = rgba.chunks(4).filter(|pixel| pixel[0] == 230).count();
        assert_eq!(inked + plain, 6400);
        assert!((200..3400).contains(&inked), "{pattern:?}: {inked}");
        rgba
    });
    for (at, one) in pictures.iter().enumerate() {
        assert!(pictures[..at].iter().all(|other| other != one));
    }
}

#[test]
fn dim_areas_step_back_towards_the_page() {
    let outlines = outlines(&Picture::drawn(&["A"]).topology(STRAIGHT, 0));
    let camera = fitted(&outlines, 20, 20);
    let look = Look {
        dim: true,
        ..Look::plain([10, 60, 110])
    };
    let style = Style {
        looks: vec![look],
        ..Style::default()
    };
    let rgba = painted(&outlines, &ids(&outlines, &camera), &style);
    let shown = pixel(&rgba, &camera, 10, 10);
    assert_eq!(shown, [202, 213, 224, 255]);
}

#[test]
fn the_chosen_area_has_a_dark_line_on_a_light_halo() {
    let outlines = outlines(&Picture::drawn(&["AAA", "ABA", "AAA"]).topology(STRAIGHT, 10));
    let camera = fitted(&outlines, 90, 90);
    let ids = ids(&outlines, &camera);
    let mark = Mark::selected(AreaIx(11), [10; 3], [250; 3]);
    let looks = vec![Look::plain([120; 3]); 2];
    let style = Style {
        looks,
        marks: vec![mark],
        ..Style::default()
    };
    for rgba in [
        painted(&outlines, &ids, &style),
        refined(&outlines, &ids, &style, 50),
    ] {
        let across: Vec<u8> = (24..36).map(|x| pixel(&rgba, &camera, x, 45)[0]).collect();
        assert_eq!((across[0], across[11]), (120, 120));
        assert_eq!((across[5], across[6]), (10, 10), "{across:?}");
        assert_eq!((across[3], across[8]), (250, 250), "{across:?}");
    }
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let one = outlines(&Picture::drawn(&["A"]).topology(STRAIGHT, 0));
    let two = outlines(&Picture::drawn(&["AB"]).topology(STRAIGHT, 0));
    let ids = ids(&one, &fitted(&one, 4, 4));
    let mut painter = Painter::new();
    let short = painter.paint(&one, &ids, &plain_style(1), &mut [0; 63]);
    assert_eq!(
        short,
        Err(SceneError::PixelBytes {
            expected: 64,
            found: 63
        })
    );
    let looks = painter.paint(&one, &ids, &plain_style(2), &mut [0; 64]);
    assert_eq!(
        looks,
        Err(SceneError::LookCount {
            expected: 1,
            found: 2
        })
    );
    let other = painter.paint(&two, &ids, &plain_style(2), &mut [0; 64]);
    assert_eq!(
        other,
        Err(SceneError::OtherOutlines {
            expected: 2,
            found: 1
        })
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_picture_at_rest_does_not_depend_on_the_steps(
        seed in any::<u64>(), density in 1_u32..4, rows in 1_u32..60
    ) {
        let bends = Bends { cell: 1000, jitter: 200, points: 3, seed };
        let outlines = outlines(&Picture::tiles(5, 4).topology(bends, 0));
        let mut ids = IdBuffer::new();
        ids.raster(&outlines, &fitted(&outlines, 60, 50), f64::from(density)).unwrap();
        let mut style = plain_style(20);
        style.looks[3].pattern = Some(Pattern::Dots);
        style.marks.push(Mark::selected(AreaIx(7), [0; 3], [255; 3]));
        let whole = refined(&outlines, &ids, &style, 1000);
        prop_assert!(whole == refined(&outlines, &ids, &style, rows));
    }

    #[test]
    fn smooth_edges_keep_the_area_of_each_area(seed in any::<u64>()) {
        // One bright area on dark ones: the sum of its brightness is its size in pixels.
        let bends = Bends { cell: 1000, jitter: 200, points: 3, seed };
        let outlines = outlines(&Picture::tiles(3, 3).topology(bends, 0));
        let camera = fitted(&outlines, 90, 90);
        let ids = ids(&outlines, &camera);
        let mut looks = vec![Look::plain([0; 3]); 9];
        looks[4] = Look::plain([255; 3]);
        let widths = Widths { area_css: 0.0, parent_css: 0.0, coast_css: 0.0 };
        let style = Style { looks, widths, ..Style::default() };
        let rgba = refined(&outlines, &ids, &style, 16);
        let covered: f64 = rgba.chunks(4).map(|pixel| f64::from(pixel[0]) / 255.0).sum();
        let ring = outlines.ring_points(outlines.rings(5).next().unwrap());
        let next = ring.iter().cycle().skip(1);
        let twice: i64 = (ring.iter().zip(next))
            .map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1]))
            .sum();
        let size = twice.abs() as f64 / 2.0 * camera.px_per_m * camera.px_per_m;
        prop_assert!((covered - size).abs() < 0.01 * size + 1.0, "{covered} of {size}");
        // Everything else is opaque land up to the coast.
        let land: f64 = rgba.chunks(4).map(|pixel| f64::from(pixel[3]) / 255.0).sum();
        let (fine, all) = (ids.pixels(0), f64::from(camera.width_px * camera.height_px));
        prop_assert!((land - (all - f64::from(fine))).abs() < 60.0);
    }
}
